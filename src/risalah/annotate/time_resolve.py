"""From what the words say to days: an expression, an anchor and the date named before give a When, or nothing."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from risalah.annotate.time_expression import Expression
from risalah.model.when import Precision, TimeQualifier, When, month_end

_MONTHS = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "third": 4,
    "year": 12,
    "eight_years": 96,
    "decade": 120,
    "century": 1200,
}
_LONG = ("eight_years", "decade", "century")
_SHIFT = {"past": -1, "future": 1, "this": 0, "ago": -1, "ahead": 1}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative words count from. `inferred` and `reason` where a part of it was worked out."""

    day: date
    inferred: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days with a precision, and what was worked out on the way."""

    first: date
    last: date
    precision: Precision
    relative: bool = False
    inferred: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""


def resolve(e: Expression, raw: str, anchor: Anchor | None, prior: When | None, tense: str) -> When | None:
    """The When of an expression; None where the words and the anchor give no date. `tense` is past, future or ""."""
    try:
        return _resolve(e, raw, anchor, prior, tense)
    except (ValueError, OverflowError):
        return None  # outside of the calendar ("5000 abad lalu")


def _resolve(e: Expression, raw: str, anchor: Anchor | None, prior: When | None, tense: str) -> When | None:
    if e.bound in ("until", "before") and e.weekday is not None and not e.day and not e.direction and tense == "future":
        e = replace(e, direction="future")  # "akan dibahas hingga Jumat"
    x = _interval(e, anchor, prior, tense)
    if x is None:
        return None
    if e.kind == "unit" and e.count and e.unit in _LONG:
        e = replace(e, part=e.part or "about")  # "dua dekade lalu" is no exact year
    qualifier: TimeQualifier | None = e.part if e.part in ("early", "mid", "late", "about") else None  # type: ignore[assignment]
    first: date | None = x.first
    last: date | None = x.last
    precision = x.precision
    if e.bound:
        qualifier, precision = "open", "period"
        if e.bound == "since":
            last = None
        elif e.bound == "after":
            first, last = x.last + timedelta(days=1), None
        elif e.bound == "until":
            first = None
        elif e.bound == "before":
            first = None
            # "sebelum akhir tahun" and "sebelum tahun ini berakhir" end with the year, "sebelum 2031" before it.
            now = x.relative and anchor is not None and x.first < anchor.day <= x.last
            last = x.last if e.part == "late" or now else x.first - timedelta(days=1)
    inferred, reason = x.inferred, x.reason
    if x.relative and anchor and anchor.inferred:
        inferred = tuple(dict.fromkeys((*inferred, *anchor.inferred)))
        reason = reason or anchor.reason
    return When(
        first, last, precision, raw, "relative" if x.relative else "explicit", qualifier, inferred, reason, x.note
    )


def _interval(e: Expression, anchor: Anchor | None, prior: When | None, tense: str) -> Interval | None:
    """The days of an expression without its bound."""
    match e.kind:
        case "range":
            return _range(e, anchor, prior, tense)
        case "calendar" if e.week is not None:
            return _week_of_month(e, anchor, prior, tense)
        case "calendar":
            return _calendar(e, anchor, prior, tense)
        case "decade" if e.year is not None:
            return Interval(date(e.year, 1, 1), date(e.year + 9, 12, 31), "period")
        case "text_day":
            start = prior.first or prior.last if prior else None
            if start is None:
                return None
            return replace(unit_interval(add(start, e.unit, e.count), e.unit), relative=True)
    if anchor is None:
        return None
    day = anchor.day
    match e.kind:
        case "day":
            found = day + timedelta(days=int(e.count))
            return Interval(found, found, "day", relative=True)
        case "weekend":
            saturday = day - timedelta(days=day.weekday()) + timedelta(days=5 + 7 * _SHIFT.get(e.direction, 0))
            if e.direction == "past" and saturday + timedelta(days=1) >= day:
                saturday -= timedelta(days=7)
            return Interval(saturday, saturday + timedelta(days=1), "period", relative=True)
        case "unit":
            count = e.count or _SHIFT.get(e.direction, 0)
            # "dua dekade lalu" is about one year, not all of the decade that the year lies in.
            a = unit_interval(add(day, e.unit, count), "year" if e.count and e.unit in _LONG else e.unit)
            if not e.count_end:
                return replace(a, relative=True)
            b = unit_interval(add(day, e.unit, e.count_end), e.unit)
            return Interval(min(a.first, b.first), max(a.last, b.last), "period", relative=True)
        case "year_part":
            return _year_part(e, day, tense)
        case "span":
            return _span(e, day, tense)
    return None


def _range(e: Expression, anchor: Anchor | None, prior: When | None, tense: str) -> Interval | None:
    """From the beginning of one end to the end of the other."""
    if e.begin is None or e.end is None:
        return None
    b = _interval(replace(e.end, weekday=None), anchor, prior, tense)
    if b is None:
        return None
    a = _interval(
        replace(e.begin, weekday=e.weekday if e.weekday is not None else e.begin.weekday), anchor, prior, tense
    )
    if a is not None and a.first > b.last and e.begin.kind == "calendar" and "year" in a.inferred + b.inferred:
        # "Desember hingga Februari": the begin lies in the year before, or the end in the year after.
        if e.end.year is not None:
            a = _interval(replace(e.begin, year=b.first.year - 1), anchor, prior, tense)
        else:
            b = _interval(replace(e.end, year=a.first.year + 1, weekday=None), anchor, prior, tense) or b
    if a is not None and a.first > b.last and e.begin.month and e.end.month and e.begin.month > e.end.month:
        a = _interval(replace(e.begin, year=b.first.year - 1, year_shift=None), anchor, prior, tense)
    if a is not None and a.first > b.last and e.end.weekday is not None:
        b = _interval(replace(e.end, direction="future"), Anchor(a.first), prior, tense) or b
    if a is None or a.first > b.last:
        return None
    inferred = tuple(dict.fromkeys((*a.inferred, *b.inferred)))
    return Interval(
        a.first, b.last, "period", a.relative or b.relative, inferred, a.reason or b.reason, a.note or b.note
    )


def _calendar(e: Expression, anchor: Anchor | None, prior: When | None, tense: str) -> Interval | None:
    """A date of the calendar, complete or with a part to work out."""
    day = anchor.day if anchor else None
    if e.day is None and e.month is None and e.year is None:
        return _weekday(e, day, prior) if day else None
    if e.month is None and e.day is None and e.year is not None:
        return Interval(date(e.year, 1, 1), date(e.year, 12, 31), "year")
    year, relative = e.year, False
    inferred: tuple[str, ...] = ()
    reason = ""
    month = e.month
    if month is None and e.day is not None:
        return _bare_day(e, day) if day else None
    assert month is not None
    if year is None and e.year_shift is not None:
        if day is None:
            return None
        year, relative = day.year + e.year_shift, True
    start = prior.first or prior.last if prior else None
    if year is None and e.direction in ("next", "before") and start is None:
        return None
    if year is None and e.direction in ("same", "next", "before") and start is not None:
        year, relative = start.year, True
        if e.direction == "next" and (month, e.day or 1) <= (start.month, start.day):
            year += 1
        elif e.direction == "before" and (month, e.day or 28) >= (start.month, start.day):
            year -= 1
    if year is None:
        if day is None:
            return None
        year = _pick_year(e, day, tense)
        inferred = ("year",)
        reason = f"no year is written; {year} is the {_way(e, tense)} one seen from {day.isoformat()}"
        if anchor and anchor.reason:
            reason += f", where {anchor.reason}"
    if e.day is None:
        return Interval(date(year, month, 1), month_end(year, month), "month", relative, inferred, reason)
    if e.day > monthrange(year, month)[1]:
        return None
    found = date(year, month, e.day)
    note = ""
    if e.weekday is not None and found.weekday() != e.weekday:
        note = f"{found.isoformat()} is a {_WEEKDAYS[found.weekday()]}, but the text says {_WEEKDAYS[e.weekday]}"
    return Interval(found, found, "day", relative, inferred, reason, note)


def _week_of_month(e: Expression, anchor: Anchor | None, prior: When | None, tense: str) -> Interval | None:
    """ "pekan kedua Agustus": the second seven days of the month."""
    assert e.week is not None
    if e.month_shift is not None:
        month = unit_interval(add(anchor.day, "month", e.month_shift), "month") if anchor else None
        month = replace(month, relative=True) if month else None
    else:
        month = _calendar(replace(e, week=None), anchor, prior, tense)
    if month is None:
        return None
    first = month.first + timedelta(days=7 * (e.week - 1))
    return replace(month, first=first, last=first + timedelta(days=6), precision="period")


def _way(e: Expression, tense: str) -> str:
    """How the year was chosen, in words."""
    if e.direction in ("past", "future"):
        return {"past": "last earlier", "future": "next later"}[e.direction]
    if e.day is None and tense:
        return {"past": "last", "future": "next"}[tense]
    return "nearest"


_PART_ENDS = {"early": 10, "mid": 20}
"""The day of a month on which a part of it is over."""


def _pick_year(e: Expression, day: date, tense: str) -> int:
    """The year of a month or day that is written without one."""
    month = e.month or 1
    candidates: list[tuple[date, date, int]] = []
    for year in (day.year - 1, day.year, day.year + 1):
        last = monthrange(year, month)[1]
        if e.day is None:
            # "awal Maret lalu", written on 30 March, is of this year: the early part of the month is over.
            candidates.append((date(year, month, 1), date(year, month, _PART_ENDS.get(e.part, last)), year))
        elif e.day <= last:
            candidates.append((date(year, month, e.day), date(year, month, e.day), year))
    if e.direction == "past":
        past = [y for a, b, y in candidates if b < day]
        if past:
            return past[-1]
    if e.direction == "future":
        future = [y for a, b, y in candidates if a > day]
        if future:
            return future[0]
    if not e.direction and e.day is None and tense == "past":
        past = [y for a, b, y in candidates if a <= day]
        if past:
            return past[-1]
    if not e.direction and e.day is None and tense == "future":
        future = [y for a, b, y in candidates if b >= day]
        if future:
            return future[0]
    return min(candidates, key=lambda c: abs((c[0] - day).days))[2] if candidates else day.year


def _weekday(e: Expression, day: date, prior: When | None) -> Interval | None:
    """A weekday without a date: the latest on or before the anchor, unless a word says otherwise.

    "Rabu sebelumnya" and "Rabu berikutnya" count from the day named before them where that lies in the last week.
    """
    if e.weekday is None:
        return None
    direction = e.direction
    if direction in ("before", "next"):
        told = prior.first if prior and prior.precision == "day" else None
        day = told if told and timedelta() <= day - told < timedelta(days=7) else day
        direction = "past" if direction == "before" else "future"
    if e.week_shift is not None:
        found = day - timedelta(days=day.weekday()) + timedelta(days=7 * e.week_shift + e.weekday)
    elif direction == "future":
        found = day + timedelta(days=(e.weekday - day.weekday() - 1) % 7 + 1)
    elif direction == "past":
        found = day - timedelta(days=(day.weekday() - e.weekday - 1) % 7 + 1)
    else:
        found = day - timedelta(days=(day.weekday() - e.weekday) % 7)
    if e.weekday_end is not None:
        last = found + timedelta(days=(e.weekday_end - e.weekday) % 7)
        return Interval(found, last, "period", relative=True)
    return Interval(found, found, "day", relative=True)


def _bare_day(e: Expression, day: date) -> Interval | None:
    """ "tanggal 6 mendatang", "tanggal 6 bulan ini"."""
    assert e.day is not None
    if e.month_shift is not None:
        start = add(day.replace(day=1), "month", e.month_shift)
    else:
        start = day.replace(day=1)
        if e.direction == "future" and e.day <= day.day:
            start = add(start, "month", 1)
        elif e.direction == "past" and e.day >= day.day:
            start = add(start, "month", -1)
    if e.day > monthrange(start.year, start.month)[1]:
        return None
    found = start.replace(day=e.day)
    return Interval(found, found, "day", relative=True, inferred=("month",) if e.month_shift is None else ())


def _year_part(e: Expression, day: date, tense: str) -> Interval | None:
    """Quarters, halves and thirds of a year."""
    months = _MONTHS[e.unit]
    if not e.count:
        return replace(unit_interval(add(day, e.unit, _SHIFT.get(e.direction, 0)), e.unit), relative=True)
    relative, inferred, reason = True, tuple[str, ...](), ""
    if e.year is not None:
        year, relative = e.year, False
    elif e.year_shift is not None:
        year = day.year + e.year_shift
    else:
        year = day.year
        start = date(year, months * (int(e.count) - 1) + 1, 1)
        last = month_end(year, start.month + months - 1)
        if (e.direction == "past" or tense == "past") and start > day:
            year -= 1
        elif (e.direction == "future" or tense == "future") and last < day:
            year += 1
        inferred, reason = (
            ("year",),
            f"no year is written; {year} is the nearest that fits, seen from {day.isoformat()}",
        )
    start = date(year, months * (int(e.count) - 1) + 1, 1)
    precision: Precision = {"quarter": "quarter", "half": "half"}.get(e.unit, "period")  # type: ignore[assignment]
    return Interval(start, month_end(year, start.month + months - 1), precision, relative, inferred, reason)


def _span(e: Expression, day: date, tense: str) -> Interval | None:
    """ "lima tahun ke depan", "tiga tahun terakhir", "selama lima tahun"; a bare length of time is no date."""
    if e.unit in ("hour", "minute", "second"):
        return None
    if e.direction == "last":
        return Interval(add(day, e.unit, -max(e.count, e.count_end)), day, "period", relative=True)
    if e.direction == "coming" or (e.lead and tense in ("future", "promise")):
        reason = "" if e.direction else "no beginning is named; counted from the day of the report"
        return Interval(day, add(day, e.unit, max(e.count, e.count_end)), "period", relative=True, reason=reason)
    return None


def add(day: date, unit: str, count: float) -> date:
    """`day` moved by `count` units; the day of the month is cut to the month's length. Raises OverflowError."""
    if unit == "day":
        return day + timedelta(days=round(count))
    if unit == "week":
        return day + timedelta(days=round(7 * count))
    if unit not in _MONTHS:
        raise ValueError(f"no unit of days: {unit!r}")
    n = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
    year, month = divmod(n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_interval(day: date, unit: str) -> Interval:
    """The day, week (Monday to Sunday), month, part of the year, year ... that holds `day`."""
    if unit == "day":
        return Interval(day, day, "day")
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Interval(monday, monday + timedelta(days=6), "period")
    if unit == "month":
        return Interval(day.replace(day=1), month_end(day.year, day.month), "month")
    if unit in ("quarter", "half", "third"):
        months = _MONTHS[unit]
        start = date(day.year, (day.month - 1) // months * months + 1, 1)
        precision: Precision = {"quarter": "quarter", "half": "half"}.get(unit, "period")  # type: ignore[assignment]
        return Interval(start, month_end(day.year, start.month + months - 1), precision)
    if unit == "decade":
        first = day.year - day.year % 10
        return Interval(date(first, 1, 1), date(first + 9, 12, 31), "period")
    if unit == "century":
        first = max(1, day.year - day.year % 100)
        return Interval(date(first, 1, 1), date(first + 99, 12, 31), "period")
    return Interval(date(day.year, 1, 1), date(day.year, 12, 31), "year")
