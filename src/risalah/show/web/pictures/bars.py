"""Spans of time as bars, one row each: the offices of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from risalah.show.web.pictures.axis import Tick, fit_axis

WIDTH = 760
_LEFT = 6
_ROW = 40
_TOP = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its label, the bar's place, the marks on it, and whether it is over (a former office)."""

    label: str
    x: int
    width: int
    y: int
    marks: tuple[int, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The drawn rows."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def draw_bars(rows: Sequence[tuple[str, Sequence[date], bool]]) -> Bars | None:
    """Rows of (label, days, over): a bar from the first day to the last, a mark for each. None without a day."""
    chosen = [row for row in rows if row[1]]
    if not chosen:
        return None
    axis = fit_axis([d for _, days, _ in chosen for d in days], _LEFT, WIDTH - 10)
    bars = []
    for n, (label, days, over) in enumerate(chosen):
        first, last = axis.place(min(days)), axis.place(max(days))
        marks = tuple(sorted({axis.place(d) for d in days}))
        bars.append(Bar(label, first, max(6, last - first), _TOP + n * _ROW, marks, over))
    return Bars(WIDTH, _TOP + len(chosen) * _ROW + 26, axis.ticks(), tuple(bars))
