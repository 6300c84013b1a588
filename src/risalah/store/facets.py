"""How many entries of a choice have which stage, sector, party ...: the figures beside a filter. All are exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader

NAMES = ("type", "stage", "kind", "outcome", "status", "sector", "actor", "year")
_MOST = 60
"""Values of one facet that are counted: more than a list of choices can hold."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many entries are chosen, and by facet how many of them have which value."""

    total: int = 0
    by: dict[str, Counter[str]] = field(default_factory=dict)

    def of(self, facet: str) -> Counter[str]:
        """The counts of one facet."""
        return self.by.get(facet) or Counter()


def count_facets(reader: Reader, wanted: EntryFilter, names: Sequence[str] = NAMES) -> Facets:
    """The counts of what `wanted` chooses; of actors only states and organisations."""
    with reader.sets() as (_, sets):
        found = sets.find(wanted)
        by = {}
        for name in names:
            rows = sets.count_facet(found.held, name, _MOST)
            # The ids of persons are written small, those of states and organisations in capitals.
            by[name] = Counter({v: n for v, n in rows if name != "actor" or v.isupper()})
        return Facets(found.total, by)
