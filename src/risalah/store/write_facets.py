"""Give every entry its place, and note for each value of each facet which places have it."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from risalah.model.ids import story_id
from risalah.store import schema
from risalah.store.entry_words import WordIndex
from risalah.store.places import pack_places
from risalah.store.schema_facets import (
    FACET_TABLES,
    entry_places,
    entry_words,
    facets,
    pair_counts,
    story_names,
    tallies,
)
from risalah.store.write_encounters import collect_encounters

STAMP = ("", "stamp")
"""The row of `facets` whose places are a hash over all others: what was looked up holds as long as it stands."""
MOVED = ("moved", "1")
"""The facet of commitments and meetings whose date was another one before, or is told differently."""
PLAIN = ("type", "kind", "stage", "status", "outcome")
"""Facets that are columns of `entries`."""
_ROWS = 5000
_BETWEEN = ("state", "organisation")

Held = dict[tuple[str, str], "array[int]"]


def write_facets(c: Connection) -> None:
    """Compute the tables of schema_facets.py from the other derived tables."""
    clear_facets(c)
    held: Held = defaultdict(lambda: array("I"))
    words = WordIndex()
    size = _write_places(c, held, words)
    _insert(c, entry_words, words.rows(size))
    _hold_sectors(c, held)
    _hold_sources(c, held)
    pairs = _hold_actors(c, held)
    stamp = hashlib.sha256(str(size).encode())
    rows = []
    for (facet, value), places in sorted(held.items()):
        kept = pack_places(places, size)
        rows.append({"facet": facet, "value": value, "total": len(set(places)), "places": kept})
        stamp.update(f"{facet}\x00{value}\x00".encode())
        stamp.update(kept)
    for row in c.execute(select(entry_places.c.entry).order_by(entry_places.c.place)):
        stamp.update(row[0].encode())
    rows.append({"facet": STAMP[0], "value": STAMP[1], "total": size, "places": stamp.digest()})
    _insert(c, facets, rows)
    named = ({"left_actor": a, "right_actor": b, **n} for (a, b), n in sorted(pairs.items()))
    _insert(c, pair_counts, named)
    _insert(c, tallies, collect_encounters(c))
    _insert(c, story_names, _name_stories(c))


def clear_facets(c: Connection) -> None:
    """Empty them, with every word of entries."""
    for table in reversed(FACET_TABLES):
        c.execute(table.delete())


def _write_places(c: Connection, held: Held, words: WordIndex) -> int:
    """Number the entries, the latest first, and hold what their own columns say; how many there are."""
    e = schema.entries.c
    day = func.coalesce(e.date_to, e.date_from, "")
    moved = and_(e.type.in_(("commitment", "meeting")), e.value.contains('"previous":[{', autoescape=True))
    query = select(
        e.id, day.label("day"), e.date_from, e.due_to, e.search, moved.label("moved"), *(e[f] for f in PLAIN)
    )
    place = -1
    rows: list[dict[str, Any]] = []
    for place, row in enumerate(_stream(c, query.order_by(day.desc(), e.id))):
        for name in PLAIN:
            value = getattr(row, name)
            if value is not None:
                held[name, value].append(place)
        if row.day:
            held["year", row.day[:4]].append(place)
        if row.due_to:
            held["due", row.due_to[:7]].append(place)
        if row.moved:
            held[MOVED].append(place)
        words.add(place, row.search)
        begins = row.date_from if row.date_from and row.date_from < row.day else None
        rows.append({"place": place, "entry": row.id, "day": row.day, "begins": begins})
        if len(rows) == _ROWS:
            c.execute(entry_places.insert(), rows)
            rows = []
    if rows:
        c.execute(entry_places.insert(), rows)
    return place + 1


def _hold_sectors(c: Connection, held: Held) -> None:
    s, k = schema.entry_sectors.c, schema.conflicts.c
    p = entry_places.c
    for place, sector in _stream(c, select(p.place, s.sector).join(schema.entry_sectors, s.entry == p.entry)):
        held["sector", sector].append(place)
    for (place,) in _stream(c, select(p.place).join(schema.conflicts, k.entry == p.entry).distinct()):
        held["conflict", "1"].append(place)
    told = select(p.place).join(schema.conflicts, k.entry == p.entry).where(k.field.in_(("due", "when")))
    for (place,) in _stream(c, told):
        held[MOVED].append(place)


def _hold_sources(c: Connection, held: Held) -> None:
    """Outlets and languages of the articles that an entry rests on."""
    p, r, a = entry_places.c, schema.entry_records.c, schema.articles.c
    query = select(p.place, a.outlet, a.lang).join(schema.entry_records, r.entry == p.entry)
    for place, outlet, lang in _stream(c, query.join(schema.articles, a.id == r.article).distinct()):
        if outlet:
            held["outlet", outlet].append(place)
        if lang:
            held["lang", lang].append(place)


def _hold_actors(c: Connection, held: Held) -> dict[tuple[str, str], Counter[str]]:
    """Everyone in an entry; and who is together in a commitment or meeting, with the number of each."""
    p, x, a, e = entry_places.c, schema.entry_parties.c, schema.actors.c, schema.entries.c
    query = (
        select(p.place, x.actor, a.kind, e.type)
        .join(schema.entry_parties, x.entry == p.entry)
        .join(schema.entries, e.id == p.entry)
        .join(schema.actors, a.id == x.actor, isouter=True)
        .distinct()
        .order_by(p.place, x.actor)
    )
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for place, rows in groupby(_stream(c, query), key=lambda row: row[0]):
        between = []
        for _, actor, kind, type_ in rows:
            held["actor", actor].append(place)
            if kind in _BETWEEN and type_ != "quotation":
                between.append((actor, type_ + "s"))
        for i, (left, name) in enumerate(between):
            for right, _ in between[i + 1 :]:
                held["pair", f"{left}/{right}"].append(place)
                pairs.setdefault((left, right), Counter({"commitments": 0, "meetings": 0}))[name] += 1
    return pairs


def _name_stories(c: Connection) -> Iterator[dict[str, Any]]:
    """By which ids stories may have been known, that are not theirs today (see `story_id`)."""
    a = schema.article_entries.c
    for article, story in _stream(c, select(a.id, a.story).where(a.story.is_not(None)).order_by(a.id)):
        if (name := story_id(article)) != story:
            yield {"id": name, "story": story}


def _stream(c: Connection, query: Select[Any]) -> Iterator[Any]:
    """Rows of a large query, not all at once."""
    yield from c.execute(query.execution_options(yield_per=_ROWS))


def _insert(c: Connection, table: Any, found: Iterable[dict[str, Any]]) -> None:
    source = iter(found)
    while chunk := list(islice(source, 500)):
        c.execute(table.insert(), chunk)
