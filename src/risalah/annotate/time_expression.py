"""What a time expression says before any anchor is known, and the small checks that its rules share."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from risalah.annotate.numbers import Token, glued

Kind = Literal[
    "calendar", "year_part", "unit", "day", "text_day", "weekend", "span", "decade", "range", "clock", "vague"
]

DASHES = frozenset("-–—‐‑−")
"""What stands between the ends of a range."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words of tokens [`first`, `last`) say; `core` is the first token without bound words.

    `direction` is past, future, this, same, next or before: the word behind the expression. `year_shift` and
    `week_shift` are "Maret tahun lalu" (-1) and "Senin pekan depan" (+1); `week` the second
    of "pekan kedua Agustus". `count` counts `unit`s, to `count_end` in
    "dua hingga tiga tahun". `lead` is the word that makes a length of time a period ("selama").
    """

    kind: Kind
    first: int
    last: int
    core: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekday_end: int | None = None
    unit: str = ""
    count: float = 0
    count_end: float = 0
    direction: str = ""
    year_shift: int | None = None
    week: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    part: str = ""
    bound: str = ""
    lead: str = ""
    clock: str = ""
    bracketed: bool = False
    begin: Expression | None = None
    end: Expression | None = None


def borrow(a: Expression, b: Expression) -> Expression:
    """The first end of a range with the month and year that only the second end names."""
    if a.year is None and a.year_shift is None and b.month is not None and (a.month is not None or a.day is not None):
        a = replace(a, year=b.year, year_shift=b.year_shift, direction=a.direction or b.direction)
    if a.month is None and a.day is not None:
        a = replace(a, month=b.month)
    return a


def figure_run(t: Sequence[Token], i: int) -> tuple[list[str], list[str], int] | None:
    """Figures joined by marks from token `i`: numbers, marks, the token behind; None for one number or too many."""
    numbers, marks, j = [t[i].text], list[str](), i + 1
    while j + 1 < len(t) and len(numbers) < 8:
        mark, nxt = t[j].text, t[j + 1].text
        if not (mark in DASHES or mark in "/.") or not nxt.isdecimal() or len(nxt) > 4:
            break
        if not (glued(t, j) and glued(t, j + 1)) and mark not in DASHES:
            break
        numbers.append(nxt)
        marks.append(mark)
        j += 2
    return (numbers, marks, j) if 2 <= len(numbers) < 8 else None


def full_year(text: str) -> int | None:
    """The year of "2031" or "31"."""
    if len(text) == 2:
        return 2000 + int(text)
    return int(text) if 1700 <= int(text) <= 2149 else None


def is_day(year: int | None, month: int, day: int) -> bool:
    """Is there such a day (in a leap year where none is said)?"""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def in_brackets(t: Sequence[Token], i: int) -> bool:
    """Does a bracket open right before token `i`?"""
    return i > 0 and t[i - 1].text in "(["


def is_backward(a: Expression, b: Expression) -> bool:
    """Do both name their year, and the second the earlier time?"""
    if a.kind != "calendar" or b.kind != "calendar" or a.year is None or b.year is None:
        return False
    if a.month is None or b.month is None:
        return b.year < a.year
    return (b.year, b.month, b.day or 0) < (a.year, a.month, a.day or 0) and bool(a.day) == bool(b.day)
