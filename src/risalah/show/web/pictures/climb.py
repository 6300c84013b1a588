"""A commitment's way up (or down) the ladder: time to the right, stages upwards, one dot for each assertion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from risalah.show.web.pictures.axis import Tick, fit_axis

WIDTH = 760
_LEFT = 150
_ROW = 26
_TOP = 14


@dataclass(frozen=True, slots=True)
class Step:
    """An assertion of a stage as of a day."""

    day: date
    stage: str


@dataclass(frozen=True, slots=True)
class ClimbDot:
    """A dot: where, which stage, on which day; `move` is the way from the one before."""

    x: int
    y: int
    stage: str
    day: date
    move: Literal["up", "level", "down"]


@dataclass(frozen=True, slots=True)
class Climb:
    """The drawn way: rows are (stage, y), `line` the points of a stepped line, `due` the x of the due date."""

    width: int
    height: int
    left: int
    rows: tuple[tuple[str, int], ...]
    ticks: tuple[Tick, ...]
    dots: tuple[ClimbDot, ...]
    line: str
    today: int
    due: int | None = None


def draw_climb(steps: Sequence[Step], stages: Sequence[str], today: date, due: date | None = None) -> Climb | None:
    """The way through `stages` (lowest first), or None where there are fewer than two assertions to join."""
    rows = [s for s in sorted(steps, key=lambda s: s.day) if s.stage in stages]
    if len(rows) < 2:
        return None
    axis = fit_axis([*(s.day for s in rows), today, *([due] if due else [])], _LEFT, WIDTH - 16)
    y = {stage: _TOP + (len(stages) - 1 - i) * _ROW for i, stage in enumerate(stages)}
    dots: list[ClimbDot] = []
    points: list[str] = []
    for step in rows:
        x, height = axis.place(step.day), y[step.stage]
        before = dots[-1] if dots else None
        if before:
            points.append(f"{x},{before.y}")
        points.append(f"{x},{height}")
        move: Literal["up", "level", "down"] = "up"
        if before:
            move = "up" if height < before.y else "down" if height > before.y else "level"
        dots.append(ClimbDot(x, height, step.stage, step.day, move))
    points.append(f"{axis.place(today)},{dots[-1].y}")
    bottom = _TOP + len(stages) * _ROW + 18
    return Climb(
        WIDTH,
        bottom,
        _LEFT,
        tuple(y.items()),
        axis.ticks(),
        tuple(dots),
        " ".join(points),
        axis.place(today),
        axis.place(due) if due else None,
    )
