"""The year of a report that does not say when it was published, from the other years in its text.

"Selasa 6 Juli" falls on a Tuesday in one year out of six or so; "tahun 2022 mendatang" or "periode 2021–2023" says
which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from risalah.annotate.time_expression import Expression

_REACH = 3
"""A year that the text names says something about the time of writing within this many years."""


@dataclass(frozen=True, slots=True)
class YearCue:
    """A year that the text names. The words put the year of writing in [`low`, `high`], most likely at `near`.

    `strong` where they say so by themselves ("tahun 2032 mendatang", "periode 2031–2033"): a year of history, a target
    or "sejak 1998" only bounds it.
    """

    year: int
    raw: str
    low: int
    high: int
    near: int
    strong: bool = False


def year_cues(found: list[tuple[Expression, str]], tenses: list[str]) -> list[YearCue]:
    """What the years of a text say about the time when it was written."""
    cues: list[YearCue] = []
    for (e, raw), tense in zip(found, tenses, strict=True):
        if e.kind == "range" and e.begin and e.end and e.begin.year and e.end.year:
            a, b = e.begin.year, e.end.year
            if tense != "past" and b - a <= 10:
                cues.append(YearCue(a, raw, a - 2, b + 2, a, True))
            continue
        if e.kind != "calendar" or e.year is None:
            continue
        y = e.year
        if e.direction == "future":
            cues.append(YearCue(y, raw, y - 5, y if e.month else y - 1, y - 1, True))
        elif e.bound in ("until", "before") or tense == "future":
            cues.append(YearCue(y, raw, y - 30, y, y))
        elif e.bound or e.direction == "past" or tense == "past":
            cues.append(YearCue(y, raw, y, y + 100, y))
        else:
            cues.append(YearCue(y, raw, y - 3, y + 100, y))
    return cues


def infer_year(month: int, day: int, weekday: int | None, cues: list[YearCue]) -> tuple[int, str] | None:
    """The year in which that day of the year was written about, with the reason; None where nothing decides.

    Without a weekday nothing tells one year from the next, and without a strong cue nothing says which: no answer.
    """
    if weekday is None or not any(c.strong for c in cues):
        return None
    years = range(min(c.year for c in cues) - _REACH, max(c.year for c in cues) + _REACH + 1)
    fits = [y for y in years if _weekday(y, month, day) == weekday]
    scored: list[tuple[int, int]] = []
    for y in fits:
        if not any(c.strong and abs(y - c.year) <= _REACH and c.low <= y <= c.high for c in cues):
            continue
        # One year that does not go together with the others is enough to leave the matter open.
        if all(c.low <= y <= c.high for c in cues):
            # Years long before say little; the distance is cut so that one old year does not outweigh near ones.
            scored.append((sum(min(abs(y - c.near), 6) for c in cues), y))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[1][0] - scored[0][0] < 1):
        return None
    year = scored[0][1]
    support = list(dict.fromkeys(c.raw for c in cues if abs(year - c.year) <= _REACH and c.low <= year <= c.high))
    quoted = ", ".join(f"“{s}”" for s in support[:4])
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    reason = f"{day}/{month} is a {name} in {year}, the year that best fits {quoted} in the text"
    return year, reason


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None
