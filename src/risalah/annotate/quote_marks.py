"""Pair quote marks: a two-state best path over the marks of one block, so that a lost mark costs one quotation only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from risalah.model.span import Span

MARKS = '"“”„‟«»＂'
"""Double marks of every shape. Single marks are apostrophes or terms ('OTT') and open none; two of them are one."""

_PAIR = "(?:''|’’|‘‘|``)"
_MARK = re.compile(f"[{MARKS}]|(?<![\\w'’‘`]){_PAIR}(?=\\w)|(?<=[\\w.,!?]){_PAIR}(?![\\w'’‘`])")
_OPENING, _CLOSING = "“„«", "»"
_STOPS = ".,!?…;"
_CLAUSE_END = re.compile(r"[,.!?…]\s+")

# Costs in nats of nothing in particular: a violation (a mark read against its state) must outweigh two weak hints
# and stay below two strong ones, so that one lost mark is repaired where it was lost.
_VIOLATION = 3.0
_LONG_GAP = 4.0
_LONG = 1600
"""Characters: a single utterance without a mark is hardly ever longer."""
_UNCLOSED = 2.0
_SHORT = 300
_CUED = 2.0
_ENDED = 2.0


FindStart = Callable[[str, int, int, Span], int | None]
"""Finds, in text[floor:stop] of a block, where speech begins that ends at `stop`."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text between marks. `outer` includes the marks that exist, `inner` is what stands between them.

    `opened` and `closed` say whether the mark on that side is there; one that is not was inferred.
    """

    outer: Span
    inner: Span
    opened: bool = True
    closed: bool = True


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    open: float
    close: float
    skip: float
    cue: int = -1
    """Where the first cue of speech stands between the mark before and this one ("..., kata dia."), so outside a
    quotation; -1 where none does."""


def pair_marks(
    text: str, block: Span, is_cue: Callable[[int], bool], find_start: FindStart | None = None
) -> list[Quoted]:
    """The quoted stretches of a block, in text order. `is_cue(i)` says whether a cue of speech stands at offset i.

    `find_start` finds where speech begins whose opening mark was lost; without it, at its last sentence.
    Time is linear in the block's length.
    """
    marks = [_judge(text, m.start(), m.end(), block, is_cue) for m in _MARK.finditer(text, block.start, block.end)]
    if not marks:
        return []
    _note_cues(text, block, marks, is_cue)
    cue = _find_cue(text, marks[-1].end, block.end, is_cue)
    return _read_path(text, block, marks, _best_path(marks, block, cue), is_cue, find_start)


def _judge(text: str, start: int, end: int, block: Span, is_cue: Callable[[int], bool]) -> _Mark:
    """How little it costs to read the mark at [start, end) as opening or as closing, from its neighbours."""
    mark = text[start]
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    left, right = start, end
    while left > block.start and text[left - 1].isspace() and start - left < 8:
        left -= 1
    while right < block.end and text[right].isspace() and right - end < 8:
        right += 1
    near = text[left - 1] if left > block.start else ""
    far = text[right] if right < block.end else ""
    opens = closes = 0.0
    if mark in _OPENING:
        closes += 2.0
    elif mark in _CLOSING:
        opens += 2.0
    elif mark == "”":
        opens += 0.5  # some newsrooms open with it too
    if before.isspace() != after.isspace():
        # A blank on one side only: the mark belongs to the other side.
        if before.isspace():
            closes += 2.0
        else:
            opens += 2.0
    elif not before.isspace():
        # Glued on both sides: `mengatakan,"Kami` and `kami",kata`.
        if near in ".,!?…" and far.isupper():
            opens += 0.3 if near == "," else 0.0
            closes += 1.0 if near == "," else 0.0
        elif near in MARKS:
            closes += 1.0
        elif after in MARKS or after in ".,!?;:)":
            opens += 1.5
        elif near.isalnum() and far.isalnum():
            opens += 1.0
    if not near or near in ":(":
        closes += 3.0
    elif near in ",!?…;":
        opens += 0.5 if far.isupper() else 1.5
    elif near == ".":
        opens += 0.0 if far.isupper() else 1.0
    elif near.isalnum() and far.isupper():
        closes += 0.3
    if not far:
        opens += 3.0
    elif far in ".,)":
        opens += 2.5
    elif far.islower():
        if is_cue(right):
            opens += 3.5
        elif near in _STOPS:
            opens += 1.0
    elif is_cue(right):
        opens += 2.0
    skip = _VIOLATION + 1.0
    if before.isdigit() and mark in ('"', "”"):
        opens += 1.5
        if far and not is_cue(right):
            skip = 0.5  # an inch mark, perhaps
    return _Mark(start, end, opens, closes, skip)


def _note_cues(text: str, block: Span, marks: list[_Mark], is_cue: Callable[[int], bool]) -> None:
    """Set `cue` of every mark but the first."""
    last = marks[0].end
    for m in marks[1:]:
        if m.start - last > 2:  # between marks side by side stands no cue
            m.cue = _find_cue(text, last, m.start, is_cue)
        last = m.end


def _find_cue(text: str, start: int, stop: int, is_cue: Callable[[int], bool]) -> int:
    """Where text[start:stop] has its first clause end with a cue of speech behind it ("..., kata dia"); -1 if none."""
    for m in _CLAUSE_END.finditer(text, start, stop):
        at = m.end()
        if at < stop and text[at].islower() and is_cue(at):
            return m.start()
    return -1


def _gap_cost(start: int, end: int) -> float:
    return _LONG_GAP * max(0, (end - start) // _LONG)


def _best_path(marks: list[_Mark], block: Span, cue: int) -> list[str]:
    """For each mark what it does: o(pens), c(loses), r(e-opens inside), d(ouble closes outside) or - (nothing).

    `cue` is where a cue of speech stands behind the last mark, or -1.
    """
    inf = float("inf")
    cost = [0.0, inf]
    trail: list[tuple[tuple[int, str], tuple[int, str]]] = []
    last = block.start
    for m in marks:
        inside = cost[1] + _gap_cost(last, m.start) + (_CUED if m.cue >= 0 else 0.0)
        # Where a cue shows that the speech before ended, only what stands before the cue is its length.
        unclosed = cost[1] + (_gap_cost(last, m.cue) - _ENDED if m.cue >= 0 else _gap_cost(last, m.start))
        outside = cost[0]
        to_out = min(
            (inside + m.close, 1, "c"),
            (outside + m.close + _VIOLATION, 0, "d"),
            (outside + m.skip, 0, "-"),
        )
        to_in = min(
            (outside + m.open, 0, "o"),
            (unclosed + m.open + _VIOLATION, 1, "r"),
            (inside + m.skip, 1, "-"),
        )
        trail.append(((to_out[1], to_out[2]), (to_in[1], to_in[2])))
        cost = [to_out[0], to_in[0]]
        last = m.end
    tail = _UNCLOSED - _CUED + _gap_cost(last, cue) if cue >= 0 else _UNCLOSED + _gap_cost(last, block.end)
    state = 0 if cost[0] <= cost[1] + tail else 1
    acts: list[str] = []
    for step in reversed(trail):
        state, act = step[state]
        acts.append(act)
    return acts[::-1]


def _read_path(
    text: str,
    block: Span,
    marks: list[_Mark],
    acts: list[str],
    is_cue: Callable[[int], bool],
    find_start: FindStart | None,
) -> list[Quoted]:
    """Turn what each mark does into stretches; a stretch with a lost mark is bounded by the nearest sentence end."""
    out: list[Quoted] = []
    opened: _Mark | None = None
    floor = block.start
    for m, act in zip(marks, acts, strict=True):
        if act == "o":
            opened = m
        elif act == "c" and opened is not None:
            _add(out, text, Span(opened.start, m.end), (opened.end, m.start))
            opened, floor = None, m.end
        elif act == "r" and opened is not None:
            end = _cut_unclosed(text, opened.end, m.start, is_cue)
            _add(out, text, Span(opened.start, max(end, opened.end)), (opened.end, end), lost="close")
            opened, floor = m, max(end, opened.end)
        elif act == "d":
            start = _cut_unopened(text, floor, m.start, block, find_start)
            if start < m.start:
                _add(out, text, Span(start, m.end), (start, m.start), lost="open")
            floor = m.end
    if opened is not None:
        end = _cut_unclosed(text, opened.end, block.end, is_cue)
        _add(out, text, Span(opened.start, max(end, opened.end)), (opened.end, end), lost="close")
    return out


def _add(out: list[Quoted], text: str, outer: Span, inner: tuple[int, int], *, lost: str = "") -> None:
    start, end = inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append(Quoted(outer, Span(start, end), lost != "open", lost != "close"))


_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"])")


def _cut_unclosed(text: str, start: int, stop: int, is_cue: Callable[[int], bool]) -> int:
    """Where a stretch that nothing closes ends: before a cue after a comma, else at `stop`."""
    cue = _find_cue(text, start, stop, is_cue)
    if cue >= 0:
        return cue + 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


def _cut_unopened(text: str, start: int, stop: int, block: Span, find_start: FindStart | None) -> int:
    """Where a stretch that nothing opens begins: at a short block's head, else where it sounds like speech."""
    begin = start
    if start > block.start or stop - start > _SHORT:
        # Text after an earlier quotation begins with its cue, a long block with the reporter's words.
        found = find_start(text, start, stop, block) if find_start else None
        if found is not None:
            return found
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start, stop)]
        if not ends and start > block.start:
            return stop
        begin = ends[-1] if ends else start
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin
