"""Dates of predictions and gold as intervals of days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from typing import Any

Days = tuple[str, str]
"""First and last day, ISO, comparable as strings."""

_DATE = re.compile(r"(\d{4})(?:-(Q?)(\d{1,2})(?:-(\d\d))?)?")
_WIDTH = {"month": 7, "year": 4}


def print_date(when: Mapping[str, Any] | str | None) -> str | None:
    """A `when` of CONTRACT.md as one short text: the day, month or year, else EDTF without qualifiers, else from/to."""
    if not when:
        return None
    if isinstance(when, str):
        return when
    first, last, precision = when.get("from"), when.get("to"), when.get("precision")
    if first and precision == "day" and (first == last or not last):
        return str(first)
    if first and precision in _WIDTH:
        return str(first)[: _WIDTH[precision]]
    if when.get("edtf"):
        return re.sub(r"[~?%]", "", when["edtf"])
    if first and last and first != last:
        return f"{first}/{last}"
    return str(first) if first else None


def read_days(text: str | None) -> Days | None:
    """The days of an ISO or EDTF text (day, month, quarter, season, half, year, or two of them by a slash), or None."""
    if not text:
        return None
    left, _, right = text.partition("/")
    first, last = _read_one(left), _read_one(right or left)
    return (first[0], last[1]) if first and last else None


def score_date(when: Any, gold: str | None, accepted: Iterable[str | None] = ()) -> float:
    """1 where the days are those of the gold or an accepted answer, .5 for its month or a period around it, else 0."""
    said = print_date(when)
    answers = [gold, *accepted]
    if said in answers:
        return 1.0
    days = read_days(said)
    if said is None or days is None:
        return 0.0
    wanted = [(answer, read) for answer in answers if answer and (read := read_days(answer))]
    if any(days == read for _, read in wanted):
        return 1.0
    for answer, read in wanted:
        if len(said) == 7 and said == answer[:7]:
            return 0.5
        if "/" in said and days[0] <= read[0] and read[1] <= days[1] and days[0][:7] == read[0][:7]:
            return 0.5
    return 0.0


def _months(year: int, first: int, last: int) -> Days:
    """First day of month `first` to the last of month `last`, which is in the next year where it is the smaller."""
    end = year + (last < first)
    return f"{year:04d}-{first:02d}-01", f"{end:04d}-{last:02d}-{calendar.monthrange(end, last)[1]:02d}"


def _read_one(text: str) -> Days | None:
    found = _DATE.fullmatch(text)
    if not found or found[1] == "0000":
        return None
    year, quarter, number, day = int(found[1]), found[2], int(found[3] or 0), found[4]
    if not found[3]:
        return _months(year, 1, 12)
    if day:
        return (text, text) if len(text) == 10 else None
    if quarter or 33 <= number <= 36:  # 2031-Q2, in EDTF 2031-34
        number = number if quarter else number - 32
        return _months(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None
    if len(found[3]) != 2:
        return None
    if 1 <= number <= 12:
        return _months(year, number, number)
    if 21 <= number <= 24:  # EDTF seasons: 21 is March to May, 24 December to February
        return _months(year, 3 * (number - 20), (3 * (number - 20) + 1) % 12 + 1)
    if number in (40, 41):
        return _months(year, 6 * (number - 40) + 1, 6 * (number - 40) + 6)
    return None
