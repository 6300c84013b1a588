"""Every meeting that was held, with each pair of persons who had a part in it, as a few packed arrays.

Written with the register, so that a network of any state and time is counted in memory, in milliseconds, instead of
joining all meetings with themselves.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

from sqlalchemy import Connection, select

from risalah.store import schema
from risalah.store.places import pack_numbers, unpack_numbers
from risalah.store.schema_facets import entry_places, tallies

_ROLES = ("visitor", "host", "participant", "chair")
_NAMES = ("met.people", "met.pairs", "met.seen", "met.places")


@dataclass(frozen=True, slots=True)
class Met:
    """`pairs` holds two numbers of `people` a pair, pairs in the order of their names. `seen` and `places` are as long
    as each other: which pair met in the entry at which place."""

    people: list[str]
    pairs: array[int]
    seen: array[int]
    places: array[int]


def collect_encounters(c: Connection) -> Iterator[dict[str, Any]]:
    """The rows of `tallies` that tell who met whom."""
    p, e, x, a = entry_places.c, schema.entries.c, schema.entry_parties.c, schema.actors.c
    query = (
        select(p.place, x.actor)
        .join(schema.entries, e.id == p.entry)
        .join(schema.entry_parties, x.entry == p.entry)
        .join(schema.actors, a.id == x.actor)
        .where(e.type == "meeting", e.status == "held", a.kind == "person", x.role.in_(_ROLES))
        .distinct()
        .order_by(p.place, x.actor)
    )
    numbers: dict[tuple[str, str], int] = {}
    seen, places = array("I"), array("I")
    for place, rows in groupby(c.execute(query.execution_options(yield_per=5000)), key=lambda r: int(r[0])):
        for pair in combinations([actor for _, actor in rows], 2):
            seen.append(numbers.setdefault(pair, len(numbers)))
            places.append(place)
    # Pairs are numbered in the order of their names, so that those with as many meetings need no comparing of names.
    ranked = sorted(numbers)
    rank = array("I", bytes(4 * len(ranked)))
    for n, pair in enumerate(ranked):
        rank[numbers[pair]] = n
    people = sorted({person for pair in ranked for person in pair})
    index = {person: n for n, person in enumerate(people)}
    pairs = (index[person] for pair in ranked for person in pair)
    packed = (pack_numbers(x) for x in (pairs, (rank[n] for n in seen), places))
    bodies = ("\n".join(people).encode(), *packed)
    yield from ({"name": name, "body": body} for name, body in zip(_NAMES, bodies, strict=True))


def load_met(c: Connection) -> tuple[Met, int]:
    """What `collect_encounters` gave, and how many bytes it takes."""
    t = tallies.c
    found = {r.name: bytes(r.body) for r in c.execute(select(t.name, t.body).where(t.name.in_(_NAMES)))}
    people, *packed = (found.get(name, b"") for name in _NAMES)
    pairs, seen, places = map(unpack_numbers, packed)
    return Met(people.decode().split("\n"), pairs, seen, places), len(people) + sum(map(len, packed))
