"""A dossier's time on one strip: meetings, stages of commitments and due dates in lanes, today as a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from risalah.show.web.pictures.axis import Tick, fit_axis

Lane = Literal["meeting", "firm", "open", "due"]
LANES: tuple[Lane, ...] = ("meeting", "firm", "open", "due")
WIDTH = 1000
LEFT = 190
"""Units for the names of the lanes."""
_RIGHT = 12
_LANE = 46
_TOP = 10
_NEAR = 13
"""Units: two marks of a lane that are nearer are drawn above one another."""
_HIGH = 3
"""Marks above one another; more are one mark with a number."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on a day, in a lane."""

    day: date
    lane: Lane
    title: str
    href: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark: its place, its lane, what it stands for; `more` is how many others share its place."""

    x: int
    y: int
    lane: Lane
    title: str
    href: str
    late: bool
    more: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawn strip; `lanes` are (lane, y of its middle)."""

    width: int
    height: int
    lanes: tuple[tuple[Lane, int], ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    today: int | None


def draw_strip(happenings: Iterable[Happening], today: date) -> Strip | None:
    """The strip, or None where nothing has a day."""
    rows = sorted(happenings, key=lambda h: (h.day, h.lane, h.title, h.href))
    if not rows:
        return None
    axis = fit_axis([*(h.day for h in rows), today], LEFT, WIDTH - _RIGHT)
    used = [lane for lane in LANES if any(h.lane == lane for h in rows)]
    middle = {lane: _TOP + i * _LANE + _LANE // 2 for i, lane in enumerate(used)}
    dots: list[Dot] = []
    for lane in used:
        stack: list[Dot] = []
        for h in (h for h in rows if h.lane == lane):
            x = axis.place(h.day)
            if stack and x - stack[0].x < _NEAR:
                if len(stack) < _HIGH:
                    stack.append(Dot(stack[0].x, 0, lane, h.title, h.href, h.late))
                else:
                    last = stack[-1]
                    late = last.late or h.late
                    stack[-1] = Dot(last.x, 0, lane, last.title, last.href, late, last.more + 1)
                continue
            dots += _pile(stack, middle[lane])
            stack = [Dot(x, 0, lane, h.title, h.href, h.late)]
        dots += _pile(stack, middle[lane])
    height = _TOP + len(used) * _LANE + 26
    return Strip(WIDTH, height, tuple(middle.items()), axis.ticks(), tuple(dots), axis.place(today))


def _pile(stack: list[Dot], middle: int) -> list[Dot]:
    """Marks of one place, around the middle of their lane."""
    top = middle - (len(stack) - 1) * _NEAR // 2
    return [Dot(d.x, top + i * _NEAR, d.lane, d.title, d.href, d.late, d.more) for i, d in enumerate(stack)]
