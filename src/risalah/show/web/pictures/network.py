"""Who met whom: persons on a circle, those of one state side by side, a line for their meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 760
HEIGHT = 600
_RADIUS = 215
SHOWN = 28
"""Persons on the circle; the table has all."""
_NAME = 26
"""Characters of a name beside its dot."""


@dataclass(frozen=True, slots=True)
class Node:
    """A person: where, the name as it fits, which way it reads, how many meetings."""

    id: str
    x: int
    y: int
    name: str
    full: str
    anchor: str
    label_x: int
    label_y: int
    radius: int
    group: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two persons: `d` of its path, and its width."""

    path: str
    meetings: int
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Network:
    """The drawn circle; `left_out` persons are in the table only."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int


def draw_network(ties: Sequence[tuple[str, str, int]], names: dict[str, str], sides: dict[str, str]) -> Network | None:
    """Persons by (left, right, meetings); `sides` groups them (a state's code). None without a tie."""
    weight: dict[str, int] = {}
    for left, right, n in ties:
        weight[left] = weight.get(left, 0) + n
        weight[right] = weight.get(right, 0) + n
    if not weight:
        return None
    chosen = sorted(weight, key=lambda i: (-weight[i], i))[:SHOWN]
    largest = {s: sum(weight[i] for i in chosen if sides.get(i, "") == s) for s in {sides.get(i, "") for i in chosen}}
    groups = sorted(largest, key=lambda s: (-largest[s], s))
    chosen.sort(key=lambda i: (groups.index(sides.get(i, "")), -weight[i], i))
    place: dict[str, tuple[int, int]] = {}
    nodes = []
    for n, person in enumerate(chosen):
        angle = -pi / 2 + 2 * pi * n / len(chosen)
        x, y = SIZE / 2 + _RADIUS * cos(angle), HEIGHT / 2 + _RADIUS * sin(angle)
        radius = min(14, 5 + 2 * weight[person])
        out = _RADIUS + radius + 7
        lx, ly = SIZE / 2 + out * cos(angle), HEIGHT / 2 + out * sin(angle)
        anchor = "middle" if abs(cos(angle)) < 0.15 else "start" if cos(angle) > 0 else "end"
        if anchor == "middle":
            ly += 8 if sin(angle) > 0 else -4
        full = names.get(person, person)
        shown = full if len(full) <= _NAME else full[: _NAME - 1].rstrip() + "…"
        place[person] = (round(x), round(y))
        group = groups.index(sides.get(person, ""))
        nodes.append(Node(person, round(x), round(y), shown, full, anchor, round(lx), round(ly) + 4, radius, group))
    lines = []
    for left, right, n in sorted(ties, key=lambda t: t[2]):
        if left in place and right in place:
            (x1, y1), (x2, y2) = place[left], place[right]
            # Bent towards the middle, so that lines between neighbours do not hide the dots.
            cx, cy = round((x1 + x2) / 2 * 0.55 + SIZE / 2 * 0.45), round((y1 + y2) / 2 * 0.55 + HEIGHT / 2 * 0.45)
            title = f"{names.get(left, left)} – {names.get(right, right)}"
            lines.append(Tie(f"M{x1} {y1}Q{cx} {cy} {x2} {y2}", n, min(8.0, 1.0 + n), title))
    return Network(SIZE, HEIGHT, tuple(nodes), tuple(lines), len(weight) - len(chosen))
