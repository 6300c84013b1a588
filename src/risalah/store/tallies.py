"""Counts over the whole register: how much each state and sector has, who says and does most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from risalah.store import schema
from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader
from risalah.store.schema_facets import facets

_COUNTED = ("commitment", "meeting")


def count_by_actor(reader: Reader, kinds: Sequence[str] = ("state", "organisation")) -> dict[str, Counter[str]]:
    """How many commitments and meetings each actor of these kinds has a part in, by its id."""
    a = schema.actors.c
    out: dict[str, Counter[str]] = {}
    with reader.sets() as (c, sets):
        for actor in c.execute(select(a.id).where(a.kind.in_(kinds)).order_by(a.id)).scalars().all():
            counts = {t: sets.find(EntryFilter(party=actor, type=t)).total for t in _COUNTED}
            if any(counts.values()):
                out[actor] = Counter(counts)
    return out


def count_by_sector(reader: Reader) -> dict[str, Counter[str]]:
    """How many commitments and meetings each sector has."""
    out: dict[str, Counter[str]] = {}
    with reader.sets() as (_, sets):
        for kind in _COUNTED:
            for sector, n in sets.count_facet(sets.find(EntryFilter(type=kind)).held, "sector", 100):
                out.setdefault(sector, Counter())[kind] = n
    return out


def list_people(reader: Reader, limit: int = 5000) -> list[tuple[str, int]]:
    """(id, entries) of the persons who have a part in entries or said something, the most frequent first."""
    f, a = facets.c, schema.actors.c
    query = select(f.value, f.total).join(schema.actors, a.id == f.value).where(f.facet == "actor", a.kind == "person")
    with reader._read() as c:
        return [(r[0], int(r[1])) for r in c.execute(query.order_by(f.total.desc(), f.value).limit(limit))]
