"""Who met whom: counted from what was written with the register (write_encounters.py)."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from risalah.store.among import among
from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader
from risalah.store.schema_facets import entry_places
from risalah.store.write_encounters import load_met


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two persons, how many meetings they share, and the first and last day of those."""

    left: str
    right: str
    meetings: int
    first: str
    last: str


def find_encounters(
    reader: Reader, *, state: str | None = None, since: str = "", until: str = "", limit: int = 120
) -> list[Encounter]:
    """Pairs of persons who were at one meeting that was held, the most frequent first.

    `state` keeps meetings of that party; `since` and `until` are ISO days.
    """
    wanted = EntryFilter(type="meeting", status="held", party=state, date_from=since or None, date_to=until or None)
    with reader.sets() as (c, sets):
        met = sets.keep("met", lambda: load_met(c))
        held = sets.find(wanted).held
        bits = held.to_bytes((held.bit_length() >> 3) + 1, "little")
        inside = [i for i, p in enumerate(met.places) if p >> 3 < len(bits) and bits[p >> 3] >> (p & 7) & 1]
        counts = Counter(met.seen[i] for i in inside)
        chosen = dict(heapq.nsmallest(limit, counts.items(), key=lambda x: (-x[1], x[0])))
        where: dict[int, list[int]] = {pair: [] for pair in chosen}
        for i in inside:
            if met.seen[i] in where:
                where[met.seen[i]].append(met.places[i])
        days = _read_days(c, sorted({p for found in where.values() for p in found}))
    out = []
    for pair, n in chosen.items():
        first = min((days[p][0] for p in where[pair] if days[p][0]), default="")
        last = max((days[p][1] for p in where[pair]), default="")
        left, right = (met.people[x] for x in met.pairs[2 * pair : 2 * pair + 2])
        out.append(Encounter(left, right, n, first, last))
    return out


def _read_days(c: Connection, places: list[int]) -> dict[int, tuple[str, str]]:
    """The first and last day of the entries at these places."""
    p = entry_places.c
    out: dict[int, tuple[str, str]] = {}
    for i in range(0, len(places), 500):
        query = select(p.place, p.begins, p.day).where(among(c, p.place, places[i : i + 500]))
        out.update({r.place: (r.begins or r.day, r.day) for r in c.execute(query)})
    return out
