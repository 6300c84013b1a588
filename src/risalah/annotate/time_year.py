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
    """A year that the text names: `low` and `high` bound the year of writing where the words give a tense."""

    year: int
    raw: str
    low: int
    high: int
    near: int


def year_cues(found: list[tuple[Expression, str]], tenses: list[str]) -> list[YearCue]:
    """What the years of a text say about the time when it was written."""
    cues: list[YearCue] = []
    for (e, raw), tense in zip(found, tenses, strict=True):
        if e.kind == "range" and e.begin and e.end and e.begin.year and e.end.year:
            a, b = e.begin.year, e.end.year
            cues.append(YearCue(a, raw, a - 2, b + 2, a))
        elif e.kind == "calendar" and e.year is not None:
            y = e.year
            if e.direction == "future" or (tense == "future" and not e.direction) or e.bound == "until":
                cues.append(YearCue(y, raw, y - 30, y - 1 if e.direction == "future" and not e.month else y, y - 1))
            elif e.direction == "past" or tense == "past" or e.bound == "since":
                cues.append(YearCue(y, raw, y, y + 100, y + 1))
            else:
                cues.append(YearCue(y, raw, y - 10, y + 100, y))
    return cues


def infer_year(month: int, day: int, weekday: int | None, cues: list[YearCue]) -> tuple[int, str] | None:
    """The year in which that day of the year was written about, with the reason; None where nothing decides.

    Without a weekday nothing tells one year from the next, so there is no answer.
    """
    if weekday is None or not cues:
        return None
    years = range(min(c.year for c in cues) - _REACH, max(c.year for c in cues) + _REACH + 1)
    fits = [y for y in years if _weekday(y, month, day) == weekday]
    scored: list[tuple[float, int]] = []
    for y in fits:
        if not any(abs(y - c.year) <= _REACH for c in cues):
            continue
        broken = sum(1 for c in cues if not c.low <= y <= c.high)
        # Years long before say little; the distance is cut so that one old year does not outweigh near ones.
        scored.append((10 * broken + sum(min(abs(y - c.near), 6) for c in cues), y))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[1][0] - scored[0][0] < 1):
        return None
    year = scored[0][1]
    support = list(dict.fromkeys(c.raw for c in cues if abs(year - c.year) <= _REACH and c.low <= year <= c.high))
    if not support:
        return None
    quoted = ", ".join(f"“{s}”" for s in support[:4])
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    reason = f"{day}/{month} is a {name} in {year}, the year that best fits {quoted} in the text"
    return year, reason


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None
