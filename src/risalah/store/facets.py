"""How many entries of a choice have which stage, sector, party ...: the figures beside a filter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select

from risalah.store import schema
from risalah.store.document_reader import DocumentReader
from risalah.store.filters import EntryFilter, narrow

CAP = 2000
"""Entries that are counted at most: beyond it a figure is "at least", and no page waits for a count of millions."""
_COLUMNS = ("type", "stage", "kind", "outcome", "status")


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by value. `total` is that of all entries chosen, at most CAP; `more` says that there are more."""

    total: int = 0
    more: bool = False
    type: Counter[str] = field(default_factory=Counter)
    stage: Counter[str] = field(default_factory=Counter)
    kind: Counter[str] = field(default_factory=Counter)
    outcome: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    sector: Counter[str] = field(default_factory=Counter)
    party: Counter[str] = field(default_factory=Counter)
    year: Counter[str] = field(default_factory=Counter)


def count_facets(reader: DocumentReader, wanted: EntryFilter) -> Facets:
    """The counts of what `wanted` chooses; parties are states and organisations only."""
    e, s, p, a = schema.entries.c, schema.entry_sectors.c, schema.entry_parties.c, schema.actors.c
    columns = [e[name] for name in _COLUMNS]
    rows = narrow(select(e.id, func.coalesce(e.date_to, e.date_from, ""), *columns), wanted).limit(CAP + 1)
    with reader._read() as c:
        found = c.execute(rows).all()
        chosen = [r[0] for r in found[:CAP]]
        facets = Facets(len(chosen), len(found) > CAP)
        for row in found[:CAP]:
            facets.year[str(row[1])[:4]] += 1
            for name, value in zip(_COLUMNS, row[2:], strict=True):
                if value:
                    getattr(facets, name)[value] += 1
        for i in range(0, len(chosen), 500):
            part = chosen[i : i + 500]
            sectors = select(s.sector, func.count()).where(s.entry.in_(part)).group_by(s.sector)
            facets.sector.update({k: int(n) for k, n in c.execute(sectors).all()})
            parties = (
                select(p.actor, func.count(func.distinct(p.entry)))
                .join(schema.actors, a.id == p.actor)
                .where(p.entry.in_(part), a.kind.in_(("state", "organisation")))
                .group_by(p.actor)
            )
            facets.party.update({k: int(n) for k, n in c.execute(parties).all()})
    facets.year.pop("", None)
    return facets
