"""The rows of the derived tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from risalah.model.register import Entry, Register
from risalah.store import rows, schema
from risalah.store.cards import make_cards
from risalah.store.moment import note_change
from risalah.store.ruled import read_ruled
from risalah.store.schema import dumps
from risalah.store.write_facets import clear_facets, write_facets


def write_derived(c: Connection, register: Register) -> None:
    """Replace all derived tables by those of `register`."""
    clear_derived(c)
    published = {a.id: a.published for a in register.articles}
    countries = {a["id"]: a.get("country") for a in register.actors}
    insert_rows(c, schema.stories, (make_story_row(s.to_json()) for s in register.stories))
    insert_rows(c, schema.article_entries, (make_article_row(a.to_json()) for a in register.articles))
    insert_rows(c, schema.actors, (make_actor_row(a) for a in register.actors))
    insert_entries(c, register.entries(), published, countries)
    insert_rows(c, schema.ruled, read_ruled(c))
    insert_rows(c, schema.cards, ({"n": n, **row} for n, row in enumerate(make_cards(c, register), 1)))
    decided = enumerate(register.judgements, 1)
    insert_rows(c, schema.decisions, ({"n": n, **rows.make_decision(j)} for n, j in decided))
    write_facets(c)


def insert_entries(
    c: Connection,
    entries: Sequence[Entry],
    published: Mapping[str, str | None],
    countries: Mapping[str, str | None],
) -> None:
    """The rows of entries, and of what hangs on them: by article its day, by actor its state."""
    insert_rows(c, schema.entries, (rows.describe_entry(e, published) for e in entries))
    insert_rows(c, schema.entry_records, (row for e in entries for row in _record_rows(e)))
    insert_rows(
        c,
        schema.entry_parties,
        ({"entry": e.id, "actor": a, "role": r} for e in entries for a, r in rows.list_parties(e, countries)),
    )
    insert_rows(c, schema.entry_sectors, (row for e in entries for row in _sector_rows(e)))
    insert_rows(c, schema.conflicts, (row for e in entries for row in _conflict_rows(e)))


def clear_derived(c: Connection) -> None:
    """Empty all derived tables."""
    clear_facets(c)
    for table in reversed(schema.DERIVED):
        c.execute(table.delete())
    note_change(c)


def insert_rows(c: Connection, table: Any, found: Iterable[dict[str, Any]]) -> None:
    """Insert many rows, a thousand at a time."""
    source = iter(found)
    while chunk := list(islice(source, 1000)):
        c.execute(table.insert(), chunk)


def make_story_row(body: dict[str, Any]) -> dict[str, Any]:
    """The row of a story."""
    return {"id": body["id"], "date_from": body["from"], "date_to": body["to"], "body": dumps(body)}


def make_article_row(body: dict[str, Any]) -> dict[str, Any]:
    """The row of an article's place."""
    return {**{k: body[k] for k in ("id", "story", "origin", "outlet", "published")}, "body": dumps(body)}


def make_actor_row(body: dict[str, Any]) -> dict[str, Any]:
    """The row of an actor."""
    return {"id": body["id"], "kind": body["kind"], "name": body["name"], "body": dumps(body)}


def _record_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for n, ref in enumerate(entry.records):
        yield {"entry": entry.id, "article": ref.article, "record": ref.id, "position": n}


def _sector_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for sector in sorted(set(entry.value.get("sectors") or entry.value.get("topics") or ())):
        yield {"entry": entry.id, "sector": sector}


def _conflict_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for n, x in enumerate(entry.conflicts):
        yield {"entry": entry.id, "position": n, "field": x.field, "grade": x.grade, "body": dumps(x.to_json())}
