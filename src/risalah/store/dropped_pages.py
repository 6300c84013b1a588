"""Pages that a gate dropped at the first look. They are no articles: they are counted, listed, and a sample is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from risalah.store.reader import Reader
from risalah.store.schema_dropped import dropped


@dataclass(frozen=True, slots=True)
class DroppedPage:
    """A page that a gate dropped: `gate` is language or relevance, `score` how probably it is about diplomacy.

    `reasons` are the heaviest of the score (sign, zone, count, weight, points); `text`, the fast reading, is there
    where the page is `sampled` for review. `run` is the run that dropped it.
    """

    page: str
    article: str
    place: str
    gate: str
    score: float
    lang: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    sampled: bool = False
    text: str | None = None
    reasons: tuple[tuple[Any, ...], ...] = ()
    run: int | None = None

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        names = ("page", "article", "place", "url", "outlet", "title", "lang", "gate", "score", "sampled", "run")
        row = {name: getattr(self, name) for name in names}
        return {**row, "reasons": [list(r) for r in self.reasons], "text": self.text}


@dataclass(frozen=True, slots=True)
class DroppedPages:
    """What an open register's gates have dropped."""

    store: Reader

    def list(
        self, gate: str | None = None, *, sampled: bool = False, limit: int | None = None, after: str = ""
    ) -> list[DroppedPage]:
        """Pages by their hashes, those behind `after`; of one gate, and those kept for review alone, where asked."""
        d = dropped.c
        query = select(dropped).where(d.page > after).order_by(d.page)
        if gate is not None:
            query = query.where(d.gate == gate)
        if sampled:
            query = query.where(d.sampled == 1)
        with self.store._read() as c:
            return [_to_page(row) for row in c.execute(query.limit(limit)).mappings()]

    def count(self) -> dict[str, int]:
        """How many pages each gate dropped, and under `sampled` how many of all are kept for review."""
        d = dropped.c
        with self.store._read() as c:
            counted = c.execute(select(d.gate, func.count()).group_by(d.gate).order_by(d.gate)).all()
            kept = c.execute(select(func.count()).select_from(dropped).where(d.sampled == 1)).scalar() or 0
        return {**{str(gate): int(n) for gate, n in counted}, "sampled": kept}


def _to_page(row: Mapping[Any, Any]) -> DroppedPage:
    names = ("page", "article", "place", "gate", "score", "lang", "url", "outlet", "title", "text", "run")
    reasons = tuple(tuple(r) for r in json.loads(row["body"])["reasons"])
    return DroppedPage(**{name: row[name] for name in names}, sampled=bool(row["sampled"]), reasons=reasons)
