"""A register opened to append what people decide, beside a build: short transactions, no writer's lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from risalah.store import schema
from risalah.store.cards import count_open
from risalah.store.connect import locate, make_engine, reporting
from risalah.store.decide import Decision, Kept, Kind, OwnDecision, keep_decision, list_own, take_back
from risalah.store.judgements import last_judgement
from risalah.store.migrate import open_schema
from risalah.store.reader import Reader

WAIT = 10.0
"""Seconds for which a decision waits while a build writes a batch."""


class Appender(Reader):
    """Reads, and appends decisions. A build may run meanwhile: only the database's own lock is taken, and shortly.

    What a method gives back is committed and on the disk. Raises RegisterBusy where a build held the database for
    longer than the time that was to be waited.
    """

    def decide(self, decision: Decision) -> Kept:
        """Keep a decision, all of it or nothing. Raises StaleRuling, RulingError, RegisterBusy."""
        with reporting(self.name), self.engine.execution_options(writes=True).begin() as c:
            return keep_decision(c, decision, _now())

    def take_back(self, numbers: Iterable[tuple[Kind, int]], by: str, *, anyone: bool = False) -> None:
        """Take decisions of `by` back, or of `anyone`, all or none. Raises StoreError, RegisterBusy."""
        with reporting(self.name), self.engine.execution_options(writes=True).begin() as c:
            take_back(c, numbers, by, _now(), anyone=anyone)

    def list_own(self, by: str, limit: int = 50) -> list[OwnDecision]:
        """The last decisions of a person that stand, the newest first."""
        with self._read() as c:
            return list_own(c, by, limit)

    def count_open(self, most: int = 10_000, after: int = 0) -> dict[str, int]:
        """Open cards by reason behind card number `after`, counted no further than `most`."""
        with self._read() as c:
            return count_open(c, most, after)

    def last_ruling(self, subjects: Sequence[str] | None = None) -> int:
        """The number of the last ruling on these records, of all where none are named; 0 for none."""
        g = schema.rulings.c
        query = select(func.max(g.n))
        with self._read() as c:
            return int(c.execute(query if subjects is None else query.where(g.subject.in_(subjects))).scalar() or 0)

    def last_judgement(self, left: str, right: str) -> int:
        """The number of the last judgement on two records; 0 for none."""
        with self._read() as c:
            return last_judgement(c, left, right)


def open_appender(target: str | Path, *, wait: float = WAIT) -> Appender:
    """Open the register at `target` to append decisions, waiting up to `wait` seconds for each.

    Raises StoreError (no register, cannot be written, or an older schema, which only a build brings up to date).
    """
    place = locate(target)
    engine = make_engine(place, create=False, read_only=False, append=wait)
    try:
        with reporting(place.name):
            open_schema(engine, place.name, create=False, read_only=True)
    except BaseException:
        engine.dispose()
        raise
    return Appender(engine, place.name)


def _now() -> str:
    # Two decisions within a second are two: what is taken back as one was decided at one moment.
    return datetime.now(UTC).isoformat(timespec="milliseconds")
