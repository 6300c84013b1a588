"""Two readings of one HTML page into one: an extractor's body, and all lines that the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable

from risalah.clean.lines import ends_sentence, is_list_item, opens_report, split_lines

_WORD = re.compile(r"\w+")
_N = 4
_PARAGRAPH = 80
_LEAD_REACH = 14


def choose_lines(visible: str, body: str, is_tail: Callable[[str], bool]) -> str:
    """The visible lines that the extractor's body holds, and the paragraphs among and right above them that it missed.

    An extractor set on precision drops leads ("JAKARTA - ...") and paragraphs with many links. Where the two
    readings do not fit together the extractor's body is taken as it is. `is_tail` knows a heading below an article.
    """
    known = set(_grams(_WORD.findall(body.lower())))
    lines = [x.text for x in split_lines(visible)]
    if not known or not lines:
        return body
    shares = [_share(x, known) for x in lines]
    marked = [i for i, (x, share) in enumerate(zip(lines, shares, strict=True)) if share >= 0.5 and len(x) >= 20]
    if not marked:
        return body
    whole = len(marked)
    marked = _above_tail(lines, marked, is_tail)
    first, last = _longest_run(marked)
    first = _lead(lines, first)
    bodies = {" ".join(_WORD.findall(x.lower())) for x in body.split("\n")}
    chosen = []
    for i in range(first, last + 1):
        text = lines[i]
        # A short line has no run of words to compare: it counts where the body has the same line.
        if len(text) < 20 or len(_WORD.findall(text)) < _N:
            if " ".join(_WORD.findall(text.lower())) in bodies:
                chosen.append(text)
        elif shares[i] >= 0.5 or _is_paragraph(text):
            chosen.append(text)
    got = {g for x in chosen for g in _grams(_WORD.findall(x.lower()))}
    # Grams over line ends are in one reading alone, so agreement is never whole.
    needed = 0.75 if len(marked) == whole else 0.35
    return "\n".join(chosen) if len(got & known) >= needed * len(known) else body


def _above_tail(lines: list[str], marked: list[int], is_tail: Callable[[str], bool]) -> list[int]:
    """The marked lines above a heading such as "Berita Lainnya", where at least half of what is marked stands there."""
    total = sum(len(lines[i]) for i in marked)
    above = 0
    inside = set(marked)
    for i in range(marked[0], marked[-1] + 1):
        if above >= 0.5 * total and is_tail(lines[i]):
            return [x for x in marked if x < i]
        if i in inside:
            above += len(lines[i])
    return marked


def _lead(lines: list[str], first: int) -> int:
    """Where the article begins: at a paragraph with a dateline not far above what the extractor found, else at the
    paragraphs that touch it."""
    for i in range(first - 1, max(-1, first - _LEAD_REACH), -1):
        if _is_paragraph(lines[i]) and opens_report(lines[i]):
            return i
    start, missed = first, 0
    for i in range(first - 1, max(-1, first - 6), -1):
        if _is_paragraph(lines[i]):
            start, missed = i, 0
        else:
            missed += 1
            if missed > 1:
                break
    return start


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH and ends_sentence(text) and not is_list_item(text)


def _longest_run(marked: list[int]) -> tuple[int, int]:
    """The run of marked lines with the most members, where gaps of up to 30 lines do not end a run."""
    best = run = (marked[0], marked[0], 1)
    for i in marked[1:]:
        run = (run[0], i, run[2] + 1) if i - run[1] <= 30 else (i, i, 1)
        if run[2] > best[2]:
            best = run
    return best[0], best[1]


def _grams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _N]) for i in range(len(words) - _N + 1)]


def _share(text: str, known: set[tuple[str, ...]]) -> float:
    grams = _grams(_WORD.findall(text.lower()))
    return sum(g in known for g in grams) / len(grams) if grams else 0.0
