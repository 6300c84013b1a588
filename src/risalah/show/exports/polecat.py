"""POLECAT's table of 40 columns and PLOVER's JSON Lines, so that event-data users can bind the rows to theirs.

Columns and names: the published POLECAT files and the PLOVER manual. Intensity is left empty: it is a score, and we
give none. Wikipedia and GeoNames ids and coordinates are not known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from risalah import __version__
from risalah.show.exports.events import Event, find_cow, find_sector, list_events
from risalah.show.exports.plain import one_line
from risalah.show.exports.shelf import Shelf

COLUMNS: tuple[str, ...] = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name"),
    *("Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type"),
    *("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
"""The 40 columns, in order."""
_MANY = ";"


def write_polecat(shelf: Shelf) -> Iterator[str]:
    """Tab-separated text without quoting: a tab or a line break in a value is a blank, and is counted."""
    yield "\t".join(COLUMNS) + "\n"
    for event in list_events(shelf):
        row = _describe(event, shelf)
        yield "\t".join(one_line(row.get(c) or "", shelf) for c in COLUMNS) + "\n"


def _describe(event: Event, shelf: Shelf) -> dict[str, str]:
    sources = shelf.sources(event.entry)
    first = sources[0] if sources else None
    place = event.entry.value.get("place") or {}
    people = [p["actor"] for p in event.entry.value.get("participants") or ()]
    named = [*event.actors, *event.recipients]
    organisations = [a for a in named if shelf.actors.get(a, {}).get("kind") == "organisation"]
    return {
        "Event ID": event.entry.id,
        "Event Date": event.day or "",
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Quad Code": event.quad,
        "Contexts": _MANY.join(event.contexts),
        **_side("Actor", event.actors, shelf),
        **_side("Recipient", event.recipients, shelf),
        "Placename": place.get("name") or "",
        "Country": place.get("country") or "",
        "Raw Placename": place.get("name") or "",
        "Source": _MANY.join(dict.fromkeys(a.outlet for a in sources if a.outlet)),
        "Publication Date": (first.published or "")[:10] if first else "",
        "Story People": _MANY.join(dict.fromkeys(shelf.name(p) for p in people)),
        "Story Organizations": _MANY.join(dict.fromkeys(shelf.name(o) for o in organisations)),
        "Story Locations": place.get("name") or "",
        "Language": first.lang if first else "",
        "Version": f"risalah {__version__}",
    }


def _side(who: str, actors: tuple[str, ...], shelf: Shelf) -> dict[str, str]:
    """Names, states, numbers and sectors of one side, each list in the same order."""
    rows = [shelf.actors.get(a, {}) for a in actors]
    states = [shelf.country(a) or "" for a in actors]
    sectors = [find_sector(r) for r in rows]
    first = next((s for s in sectors if s), "")
    return {
        f"{who} Name": _MANY.join(shelf.name(a) for a in actors),
        f"{who} Country": _MANY.join(states).strip(_MANY),
        f"{who} COW": _MANY.join(find_cow(s) for s in states).strip(_MANY),
        f"Primary {who} Sector": first,
        f"{who} Sectors": _MANY.join(dict.fromkeys(s for s in sectors if s)),
        f"{who} Title": _MANY.join(r["office"] for r in rows if r.get("office")),
        f"{who} Name Raw": _MANY.join(actors),
    }


def write_plover(shelf: Shelf) -> Iterator[str]:
    """PLOVER JSON Lines: `id date actor event` always, the rest where it is known."""
    for event in list_events(shelf):
        entry, sources = event.entry, shelf.sources(event.entry)
        rows = [row for ref in entry.records for row in shelf.evidence.get(ref, ())]
        stated = [r for r in rows if r["field"] in ("stage", "status")] or rows
        where = (entry.value.get("place") or {}).get("name")
        end = (entry.value.get("when") or {}).get("to")
        out = {
            "id": entry.id,
            "date": event.day,
            "enddate": end if end != event.day else None,
            "actor": [_party(a, shelf) for a in event.actors],
            "recipient": [_party(a, shelf) for a in event.recipients],
            "event": event.type,
            "mode": event.mode or None,
            "context": list(event.contexts),
            "quad_code": event.quad,
            "event_loc": where,
            "event_text": stated[0]["exact"] if stated else None,
            "link": shelf.link(entry.type, entry.id),
            "cite_info": [
                {"citation": a.title, "url": a.url, "publication": a.outlet, "language": a.lang, "date": a.published}
                for a in sources
            ],
            "coder": "risalah",
            "version": __version__,
        }
        yield json.dumps(
            {k: v for k, v in out.items() if v not in (None, [])} | {"date": event.day}, ensure_ascii=False
        )
        yield "\n"


def _party(actor: str, shelf: Shelf) -> dict[str, str]:
    row = shelf.actors.get(actor, {})
    out = {"entity_name": shelf.name(actor), "raw_text": actor, "country_name": shelf.country(actor) or ""}
    return {k: v for k, v in {**out, "sector_code": find_sector(row)}.items() if v}
