"""Cut a text at the edges of marks, so that a template can print overlapping highlights without any arithmetic.

All offsets are code points. The browser never counts: JavaScript would count UTF-16 units and miss after an emoji.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to highlight: [`start`, `end`) in the article text; `key` says what it belongs to."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under one set of marks. `keys`: innermost (shortest) mark first, each key once.

    `opens` lists the marks that begin with this segment: the places for anchors.
    """

    text: str
    keys: tuple[str, ...] = ()
    opens: tuple[Mark, ...] = ()


def cut_segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """`text[start:end]` as segments; joined, their texts give the slice back. Marks are clipped to the window.

    Time: sorting the edges, then one pass; each edge copies the set of the marks that are open at it.
    """
    inside: list[Mark] = []
    for mark in marks:
        a, b = max(mark.start, start), min(mark.end, end)
        if a < b:
            inside.append(Mark(a, b, mark.key))
    inside.sort(key=lambda m: (m.start, -m.end, m.key))
    edges = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    segments: list[Segment] = []
    active: list[Mark] = []
    following = 0
    for a, b in pairwise(edges):
        active = [m for m in active if m.end > a]
        opens: list[Mark] = []
        while following < len(inside) and inside[following].start == a:
            opens.append(inside[following])
            following += 1
        active.extend(opens)
        keys = dict.fromkeys(m.key for m in sorted(active, key=lambda m: (m.end - m.start, m.key)))
        segments.append(Segment(text[a:b], tuple(keys), tuple(opens)))
    return tuple(segments)
