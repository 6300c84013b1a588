"""IPTC ninjs 3.1 (articles as text, meetings as events) and TimelineJS: what newsrooms take in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from risalah.model.register import Entry
from risalah.show.exports.shelf import Shelf

_STATUS = {"planned": "Planned", "postponed": "Postponed", "cancelled": "Cancelled", "rescheduled": "Rescheduled"}


def write_ninjs(shelf: Shelf) -> Iterator[str]:
    """JSON Lines, one ninjs item a line. Full texts are left out: the outlet holds the rights."""
    for a in shelf.register.articles:
        item: dict[str, Any] = {
            "uri": a.url or f"urn:risalah:article:{a.id}",
            "standard": _standard(),
            "type": "text",
            "representationType": "incomplete",
            "language": a.lang,
            "versionCreated": a.published if a.published and len(a.published) > 10 else None,
            "headlines": [{"role": "main", "value": a.title}] if a.title else None,
            "infoSources": [{"name": a.outlet}] if a.outlet else None,
        }
        yield _dumps(item)
    for entry in shelf.register.meetings:
        yield _dumps(_event(shelf, entry))


def _event(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    v, when, place = entry.value, entry.value.get("when") or {}, entry.value.get("place") or {}
    dates = {"startDate": when.get("from"), "endDate": when.get("to")}
    people = [p["actor"] for p in v.get("participants") or ()]
    return {
        "uri": shelf.link("meeting", entry.id),
        "standard": _standard(),
        "type": "event",
        "headlines": [{"role": "main", "value": shelf.title(entry)}],
        "eventDetails": {
            "dates": {k: d for k, d in dates.items() if d},
            "eventStatus": _STATUS.get(v.get("status") or "", "Confirmed"),
        },
        "places": [{"name": place["name"]}] if place.get("name") else None,
        "people": [{"name": shelf.name(p)} for p in people] or None,
        "organisations": [{"name": shelf.name(p)} for p in shelf.parties(entry)] or None,
        "subjects": [{"name": t, "creator": "risalah"} for t in v.get("topics") or ()] or None,
        "associations": [
            {"name": f"source{n}", "uri": a.url or f"urn:risalah:article:{a.id}", "type": "text"}
            for n, a in enumerate(shelf.sources(entry), 1)
        ],
    }


def _standard() -> dict[str, str]:
    return {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


def _dumps(item: dict[str, Any]) -> str:
    return json.dumps({k: v for k, v in item.items() if v not in (None, [])}, ensure_ascii=False) + "\n"


def write_timelinejs(shelf: Shelf) -> Iterator[str]:
    """TimelineJS: one object with `events`; an entry without a day cannot be placed, and is counted."""
    yield '{"events": ['
    mark = "\n"
    for entry in sorted(shelf.register.commitments + shelf.register.meetings, key=lambda e: (shelf.day(e) or "", e.id)):
        day = shelf.day(entry)
        if not day:
            shelf.drop("entries without a day")
            continue
        end = (entry.value.get("when") or entry.value.get("period") or {}).get("to")
        codes = "; ".join(f"{k}: {entry.value[k]}" for k in ("stage", "status", "outcome") if entry.value.get(k))
        links = ", ".join(a.outlet or a.id for a in shelf.sources(entry))
        event: dict[str, Any] = {
            "start_date": _split(day),
            "text": {"headline": _escape(shelf.title(entry)), "text": _escape(f"{codes} ({links})")},
            "group": entry.type,
            "unique_id": entry.id,
        }
        if end and end > day:
            event["end_date"] = _split(end)
        yield mark + json.dumps(event, ensure_ascii=False)
        mark = ",\n"
    yield "\n]}\n"


def _split(day: str) -> dict[str, int]:
    year, month, number = day[:10].split("-")
    return {"year": int(year), "month": int(month), "day": int(number)}


def _escape(text: str) -> str:
    """TimelineJS shows text as HTML: nothing of an article may become markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
