"""Several readings of one HTML page into one: a vote on its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from risalah.clean.lines import ends_sentence, is_list_item, opens_report, split_lines
from risalah.clean.readings import Readings
from risalah.clean.voter import WORD, Voter, list_runs

_PARAGRAPH = 80
_LEAD_REACH = 14
_FAR, _ISLAND = 30, 0.15
"""Lines farther apart belong to different groups; a group with less of the text is none of the article."""


def choose_lines(readings: Readings, is_tail: Callable[[str], bool]) -> str:
    """The lines of the generous reading that a strict one holds, from the lead on. `is_tail` knows a heading below an
    article. Where the generous reading missed the article, the visible lines are voted on instead.

    The rule (one vote is enough, half of the words) was chosen on the saved pages of `risalah eval ingest`; both votes
    together lose .01 to .03 on English pages, one strict reading alone .01 to .03 on one of the three sets.
    """
    bodies = [x for x in readings.bodies if x.strip()]
    if not bodies:
        return ""
    voters = [Voter(x) for x in bodies]
    main = [x.text for x in split_lines(readings.main)]
    chosen = [x for x in main if any(v.holds(x) for v in voters)]
    visible = [x.text for x in split_lines(readings.visible)]
    if not _covers(chosen, voters):
        run = _longest_run([i for i, x in enumerate(visible) if len(x) >= 20 and any(v.holds(x) for v in voters)])
        chosen = [x for x in visible[run[0] : run[1] + 1] if any(v.holds(x) for v in voters)]
        if not _covers(chosen, voters):
            return max(bodies, key=len)
    chosen = _above_tail(_without_islands(chosen, visible), is_tail)
    return "\n".join([*_lead(visible, chosen[0]), *chosen])


def _without_islands(chosen: list[str], visible: list[str]) -> list[str]:
    """The chosen lines without those that stand far from the rest on the page: a teaser above the menus, a notice below
    the links."""
    places: dict[str, list[int]] = {}
    for i, text in enumerate(visible):
        places.setdefault(text, []).append(i)
    groups: list[list[str]] = []
    last: int | None = None
    for text in chosen:
        own = places.get(text)
        at = next((i for i in own if last is None or i > last), own[0]) if own else last
        if not groups or (last is not None and at is not None and abs(at - last) > _FAR):
            groups.append([])
        groups[-1].append(text)
        last = at
    total = sum(len(x) for x in chosen)
    kept = [x for group in groups if sum(map(len, group)) >= _ISLAND * total for x in group]
    return kept or chosen


def _covers(chosen: Sequence[str], voters: Sequence[Voter]) -> bool:
    """Do the chosen lines hold the larger part of what the shortest strict reading holds?"""
    got = {x for line in chosen for x in list_runs(WORD.findall(line.lower()))}
    # Runs over line ends are in one reading alone, so agreement is never whole.
    return bool(chosen) and any(len(got & v.runs) >= 0.5 * len(v.runs) for v in voters)


def _above_tail(lines: list[str], is_tail: Callable[[str], bool]) -> list[str]:
    """The lines above a heading such as "Berita Lainnya", where at least half of the text stands there."""
    total = sum(len(x) for x in lines)
    above = 0
    for i, text in enumerate(lines):
        if above >= 0.5 * total and is_tail(text):
            return lines[:i]
        above += len(text)
    return lines


def _lead(visible: list[str], first: str) -> list[str]:
    """The visible lines from a paragraph with a dateline to right above `first`, the first line that was chosen: strict
    readings drop leads ("JAKARTA - ...")."""
    if opens_report(first) or first not in visible:
        return []
    at = visible.index(first)
    if at and opens_report(visible[at - 1]) and visible[at - 1][-1] in "-–—":
        return [visible[at - 1]]  # a dateline on a line of its own
    for i in range(at - 1, max(-1, at - _LEAD_REACH), -1):
        if _is_paragraph(visible[i]) and opens_report(visible[i]):
            return [x for x in visible[i:at] if _is_paragraph(x)]
    return []


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH and ends_sentence(text) and not is_list_item(text)


def _longest_run(marked: list[int]) -> tuple[int, int]:
    """The run of marked lines with the most members, where gaps of up to 30 lines do not end a run."""
    if not marked:
        return 0, -1
    best = run = (marked[0], marked[0], 1)
    for i in marked[1:]:
        run = (run[0], i, run[2] + 1) if i - run[1] <= 30 else (i, i, 1)
        if run[2] > best[2]:
            best = run
    return best[0], best[1]
