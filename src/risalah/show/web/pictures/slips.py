"""Target dates as they moved: when it was said to the right, the date that was given upwards.

A level line keeps its date. A line that climbs slips. Where it meets the slope, the day has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from risalah.show.web.pictures.axis import Tick, fit_axis

WIDTH = 760
HEIGHT = 420
_LEFT, _BOTTOM, _TOP = 74, 34, 12
_SHOWN = 8
"""Lines: more cannot be told apart. The table has all."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was said on a day: the target date."""

    said: date
    due: date


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line: its number (as in the table), its points, its dots."""

    n: int
    points: str
    dots: tuple[tuple[int, int], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Slips:
    """The drawn lines, the slope on which said and due are one day, and both axes."""

    width: int
    height: int
    left: int
    bottom: int
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    slope: str
    lines: tuple[SlipLine, ...]


def draw_slips(rows: Sequence[tuple[str, Sequence[Target]]], today: date) -> Slips | None:
    """The picture of (title, targets in the order in which they were said), or None without a row."""
    chosen = [(title, list(targets)) for title, targets in rows if targets][:_SHOWN]
    if not chosen:
        return None
    said = [t.said for _, targets in chosen for t in targets]
    due = [t.due for _, targets in chosen for t in targets]
    across = fit_axis([*said, min(today, max(*said, *due))], _LEFT, WIDTH - 14)
    upwards = fit_axis([*due, *said], HEIGHT - _BOTTOM, _TOP)
    lines = []
    for n, (title, targets) in enumerate(chosen, 1):
        dots = tuple((across.place(t.said), upwards.place(t.due)) for t in targets)
        lines.append(SlipLine(n, " ".join(f"{x},{y}" for x, y in dots), dots, title))
    low, high = max(across.first, upwards.first), min(across.last, upwards.last)
    slope = ""
    if low < high:
        slope = f"M{across.place(low)} {upwards.place(low)}L{across.place(high)} {upwards.place(high)}"
    bottom = HEIGHT - _BOTTOM
    return Slips(WIDTH, HEIGHT, _LEFT, bottom, across.ticks(), upwards.ticks(), slope, tuple(lines))
