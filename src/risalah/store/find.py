"""Entries by filters: the sets of places that fit, pages of them, and counts of every facet."""

from __future__ import annotations

import heapq
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, func, select

from risalah.model.codebook import OPEN_OUTCOMES
from risalah.store import schema
from risalah.store.among import among
from risalah.store.entry_words import find_word
from risalah.store.filters import Codes, EntryFilter
from risalah.store.places import before, list_places, to_set, unpack_places
from risalah.store.schema_facets import entry_places, facets
from risalah.store.words import read_query
from risalah.store.write_facets import STAMP

T = TypeVar("T")
_CODES = ("type", "kind", "stage", "status", "outcome", "sector", "outlet", "lang", "year")
_KEPT_BYTES = 96_000_000
"""Sets that are kept in memory between queries: those of all frequent values of a register of a million entries."""
_TOGETHER = 24
"""Values that are looked up at once."""
_COUNTED = 200
"""The most frequent values of a facet, which are counted under filters; each count is exact."""


@dataclass(frozen=True, slots=True)
class Found:
    """What fits a filter: the set of places."""

    held: int

    @property
    def total(self) -> int:
        """How many entries."""
        return self.held.bit_count()


class FacetSets:
    """The sets of one register, looked up and kept while the register stands as it is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: bytes | None = None
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._bytes = 0
        self.size = 0

    def open(self, c: Connection) -> SetReader:
        """A reader of the sets as this connection's transaction sees them."""
        row = c.execute(
            select(facets.c.total, facets.c.places).where(facets.c.facet == STAMP[0], facets.c.value == STAMP[1])
        ).first()
        stamp, size = (bytes(row[1]), int(row[0])) if row else (b"", 0)
        with self._lock:
            if stamp != self._stamp:
                self._kept, self._bytes, self._stamp, self.size = OrderedDict(), 0, stamp, size
        return SetReader(self, c, stamp, size)

    def get(self, stamp: bytes, key: Any) -> Any:
        """What was kept under `key`, or None."""
        with self._lock:
            if stamp != self._stamp or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, stamp: bytes, key: Any, value: Any, weight: int) -> None:
        """Keep a value of so many bytes; the longest unused go where it is too much."""
        with self._lock:
            if stamp != self._stamp or key in self._kept:
                return
            self._kept[key] = (value, weight)
            self._bytes += weight
            while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                _, (_, gone) = self._kept.popitem(last=False)
                self._bytes -= gone


class SetReader:
    """Sets of places within one transaction."""

    def __init__(self, sets: FacetSets, c: Connection, stamp: bytes, size: int) -> None:
        self._sets, self._c, self._stamp, self.size = sets, c, stamp, size

    def find(self, wanted: EntryFilter) -> Found:
        """The entries that `wanted` asks for."""
        held = before(self.size)
        for name in _CODES:
            value = getattr(wanted, name)
            if value is not None:
                held &= self._any(name, _codes(value))
        everyone = [*(wanted.parties or ()), *([wanted.party] if wanted.party is not None else [])]
        for actor in everyone:
            held &= self._any("actor", [actor])
        if wanted.story is not None:
            e = schema.entries.c
            query = select(entry_places.c.place).join(schema.entries, e.id == entry_places.c.entry)
            held &= to_set(self._c.execute(query.where(e.story == wanted.story)).scalars())
        held &= self._on_days(wanted) & self._due(wanted)
        if wanted.conflicts is not None:
            marked = self._any("conflict", ["1"])
            held &= marked if wanted.conflicts else before(self.size) & ~marked
        if wanted.words is None or not held:
            return Found(held)
        words = read_query(wanted.words)
        if not words:
            return Found(held if not wanted.words.strip() else 0)
        for word in words:
            held &= self.keep(f"word {word}", lambda word=word: _weigh(find_word(self._c, word)))  # type: ignore[misc]
        return Found(held)

    def having(self, facet: str, value: str) -> int:
        """The set of places that have this value of a facet."""
        return self._any(facet, [value])

    def keep(self, name: str, make: Callable[[], tuple[T, int]]) -> T:
        """What `make` gives (with its weight in bytes), made once while the register stands as it is."""
        kept: T | None = self._sets.get(self._stamp, name)
        if kept is None:
            kept, weight = make()
            self._sets.keep(self._stamp, name, kept, weight)
        return kept

    def count_facet(self, held: int, facet: str, limit: int) -> list[tuple[str, int]]:
        """(value, number of places of `held` that have it), the most frequent first, none of them 0."""
        key = ("values", facet)
        values = self._sets.get(self._stamp, key)
        if values is None:
            query = select(facets.c.value, facets.c.total).where(facets.c.facet == facet)
            ranked = query.order_by(facets.c.total.desc(), facets.c.value).limit(_COUNTED)
            values = [(str(v), int(n)) for v, n in self._c.execute(ranked)]
            self._sets.keep(self._stamp, key, values, 100 * len(values))
        if held == before(self.size):
            return list(values[:limit])
        counted: list[tuple[str, int]] = []
        best: list[int] = []  # the `limit` largest counts so far, the least of them first
        for i in range(0, len(values), _TOGETHER):
            if len(best) == limit and best[0] > values[i][1]:
                break  # no later value is in more places than it has in all
            sets = self._get(facet, [v for v, _ in values[i : i + _TOGETHER]])
            for value, places in sets.items():
                if n := (held & places).bit_count():
                    counted.append((value, n))
                    heapq.heappush(best, n)
                    if len(best) > limit:
                        heapq.heappop(best)
        return sorted(counted, key=lambda x: (-x[1], x[0]))[:limit]

    def place_after(self, day: str, entry: str) -> int:
        """The first place whose (day, entry) comes after these in the order of places."""
        p = entry_places.c
        at = (p.day == day) & (p.entry > entry)
        same = self._c.execute(select(func.min(p.place)).where(at)).scalar()
        if same is not None:
            return int(same)
        older = select(p.place).where(p.day < day).order_by(p.day.desc(), p.entry).limit(1)
        found = self._c.execute(older).scalar()
        return self.size if found is None else int(found)

    def entry_ids(self, places: Sequence[int]) -> list[tuple[str, str]]:
        """(id, day) of the entries at these places, in their order."""
        p = entry_places.c
        out: dict[int, tuple[str, str]] = {}
        for i in range(0, len(places), 500):
            query = select(p.place, p.entry, p.day).where(among(self._c, p.place, places[i : i + 500]))
            out.update({r.place: (r.entry, r.day) for r in self._c.execute(query)})
        return [out[x] for x in places if x in out]

    def list_ids(self, held: int, *, start: int = 0, skip: int = 0, limit: int | None = None) -> list[tuple[str, str]]:
        """(id, day) of the entries of a set; see `list_places`."""
        return self.entry_ids(list_places(held, start=start, skip=skip, limit=limit))

    def _any(self, facet: str, values: Iterable[str]) -> int:
        held = 0
        for found in self._get(facet, list(values)).values():
            held |= found
        return held

    def _get(self, facet: str, values: Sequence[str]) -> dict[str, int]:
        """The sets of values of a facet, those that there are."""
        out: dict[str, int] = {}
        missing = []
        for value in values:
            found = self._sets.get(self._stamp, (facet, value))
            if found is None:
                missing.append(value.replace("\x00", ""))
            else:
                out[value] = found
        for i in range(0, len(missing), 200):
            asked = missing[i : i + 200]
            query = select(facets.c.value, facets.c.places).where(facets.c.facet == facet, facets.c.value.in_(asked))
            for value, kept in self._c.execute(query):
                out[value] = unpack_places(bytes(kept))
        for value in missing:
            held = out.setdefault(value, 0)
            self._sets.keep(self._stamp, (facet, value), held, (held.bit_length() >> 3) + 100)
        return out

    def _on_days(self, wanted: EntryFilter) -> int:
        """Entries whose days overlap those asked for: places are in the order of the last day."""
        held = before(self.size)
        p = entry_places.c
        if wanted.date_from is not None:
            held &= before(self.place_after(wanted.date_from, "\U0010ffff"))
        if wanted.date_to is not None:
            late = func.min(p.place)
            first = self._c.execute(select(late).where(p.day <= wanted.date_to, p.day != "")).scalar()
            undated = self._c.execute(select(late).where(p.day == "")).scalar()
            end = self.size if undated is None else int(undated)
            inside = before(end) & ~before(int(first)) if first is not None else 0
            across = select(p.place).where(and_(p.begins <= wanted.date_to, p.day > wanted.date_to))
            held &= inside | to_set(self._c.execute(across).scalars())
        return held

    def _due(self, wanted: EntryFilter) -> int:
        """Entries by their due dates: whole months by their sets, the days of a month at the edge one by one."""
        whole = before(self.size)
        held = self._any("outcome", sorted(OPEN_OUTCOMES)) if wanted.still_open else whole
        ends = [x for x in (wanted.due_before, wanted.overdue_at) if x is not None]
        if wanted.due is None and wanted.due_from is None and not ends:
            return held
        dated = self._due_between(wanted.due_from or "", min(ends) if ends else None)
        held &= whole & ~dated if wanted.due is False else dated
        if wanted.overdue_at is not None:
            held &= self._any("outcome", sorted(OPEN_OUTCOMES))
        return held

    def _due_between(self, first: str, end: str | None) -> int:
        """Entries due on or after `first` and before `end`."""
        key = ("due between", first, end)
        kept = self._sets.get(self._stamp, key)
        if kept is not None:
            return int(kept)
        months = self._c.execute(select(facets.c.value).where(facets.c.facet == "due")).scalars().all()
        inside = [m for m in months if m > first[:7] and (end is None or m < end[:7])]
        held = self._any("due", inside)
        edges = {first[:7], *([end[:7]] if end is not None else [])} & set(months)
        e = schema.entries.c
        for month in sorted(edges):
            query = select(entry_places.c.place).join(schema.entries, e.id == entry_places.c.entry)
            query = query.where(e.due_to >= max(first, month), e.due_to < month + "~")
            if end is not None:
                query = query.where(e.due_to < end)
            held |= to_set(self._c.execute(query).scalars())
        self._sets.keep(self._stamp, key, held, (held.bit_length() >> 3) + 100)
        return held


def _weigh(held: int) -> tuple[int, int]:
    return held, (held.bit_length() >> 3) + 100


def _codes(value: Codes) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
