"""FollowTheMoney statements, as CSV: one row a value of a property, with the outlet that it comes from.

Lossy: that model knows persons, bodies, events, trips and articles, but neither quotations nor commitments, which are
left out and counted; nor does it know places in a text. Columns and schemata: followthemoney 4.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from io import StringIO

from risalah.model.register import Entry
from risalah.resources.loader import DATA, read_tsv
from risalah.show.exports.plain import one_line
from risalah.show.exports.shelf import Shelf

COLUMNS: tuple[str, ...] = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_SCHEMA = {"person": "Person", "state": "PublicBody", "organisation": "Organization", "ministry": "PublicBody"}
_TYPES = {
    **{"name": "name", "alias": "name", "country": "country", "title": "string", "position": "string"},
    **{"publishedAt": "date", "sourceUrl": "url", "language": "language", "publisher": "string", "date": "date"},
    **{"startDate": "date", "endDate": "date", "involved": "entity", "location": "address", "proof": "entity"},
    "summary": "text",
}


def write_ftm(shelf: Shelf) -> Iterator[str]:
    """The statements of actors, articles and meetings; a planned or cancelled meeting says so in its summary."""
    yield _line(COLUMNS)
    for actor in shelf.actors.values():
        schema = _SCHEMA.get(actor["kind"], "LegalEntity")
        yield from _entity(shelf, f"rsl-{actor['id'].lower()}", schema, "risalah", _actor(actor))
    for a in shelf.register.articles:
        values = [("title", a.title), ("publishedAt", (a.published or "")[:19]), ("sourceUrl", a.url)]
        values += [("language", {"id": "ind", "en": "eng"}.get(a.lang, a.lang)), ("publisher", a.outlet)]
        yield from _entity(shelf, _article_id(a.id), "Article", a.outlet or "unknown", values)
    for entry in shelf.register.meetings:
        schema = "Trip" if entry.value.get("kind") == "visit" else "Event"
        outlet = next((a.outlet for a in shelf.sources(entry) if a.outlet), "risalah")
        yield from _entity(shelf, f"rsl-{entry.id}", schema, outlet, _meeting(shelf, entry))
    shelf.drop("quotations, which FollowTheMoney has no schema for", len(shelf.register.quotations))
    shelf.drop("commitments, which FollowTheMoney has no schema for", len(shelf.register.commitments))


def _actor(actor: dict[str, object]) -> list[tuple[str, str | None]]:
    state = str(actor["id"]) if actor["kind"] == "state" else actor.get("country")
    values: list[tuple[str, str | None]] = [("name", str(actor["name"]))]
    values += [("alias", str(x)) for x in actor.get("aliases") or ()]  # type: ignore[attr-defined]
    values.append(("country", _find_code(str(state) if state else None)))
    if actor["kind"] == "person" and actor.get("office"):
        values.append(("position", str(actor["office"])))
    return values


def _meeting(shelf: Shelf, entry: Entry) -> list[tuple[str, str | None]]:
    value, when = entry.value, entry.value.get("when") or {}
    people = [p["actor"] for p in value.get("participants") or ()]
    values: list[tuple[str, str | None]] = [("name", shelf.title(entry)), ("summary", f"status: {value.get('status')}")]
    place = value.get("place") or {}
    values += [("location", place.get("name")), ("country", _find_code(place.get("country")))]
    values += [("startDate", when.get("from")), ("endDate", when.get("to"))]
    values += [("involved", f"rsl-{a.lower()}") for a in dict.fromkeys([*shelf.parties(entry), *people])]
    return values + [("proof", _article_id(a.id)) for a in shelf.sources(entry)]


def _find_code(state: str | None) -> str | None:
    """The two-letter code of a state, which is how that model writes countries."""
    return _codes().get(state or "")


@cache
def _codes() -> dict[str, str]:
    return {row["id"]: row["alpha2"] for _, row in read_tsv(DATA / "exports" / "alpha2.tsv", ("id", "alpha2"))}


def _article_id(key: str) -> str:
    return "rsl-a-" + key.removeprefix("sha256:")[:20]


def _entity(shelf: Shelf, key: str, schema: str, dataset: str, values: list[tuple[str, str | None]]) -> Iterator[str]:
    yield _statement(shelf, key, schema, dataset, "id", "id", key)
    for prop, value in dict.fromkeys(values):
        if value:
            yield _statement(shelf, key, schema, dataset, prop, _TYPES[prop], value)


def _statement(shelf: Shelf, key: str, schema: str, dataset: str, prop: str, kind: str, value: str) -> str:
    text, source = one_line(value, shelf), one_line(dataset, shelf)
    name = hashlib.sha1(f"{source}.{key}.{prop}.{text}".encode(), usedforsecurity=False).hexdigest()
    row = {"canonical_id": key, "entity_id": key, "prop": prop, "prop_type": kind, "schema": schema, "value": text}
    row |= {"dataset": source, "origin": "risalah", "lang": "", "original_value": "", "external": "f", "id": name}
    return _line([row.get(c, "") for c in COLUMNS])


def _line(cells: tuple[str, ...] | list[str]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
