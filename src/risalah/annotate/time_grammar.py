"""The grammar of time expressions: from tokens to what the words say, before any anchor is known.

Every rule starts at a trigger word and looks a bounded number of tokens ahead, so that time stays linear.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from risalah.annotate.numbers import Token, glued
from risalah.annotate.time_lexicon import TimeLexicon, is_year

Kind = Literal[
    "calendar", "year_part", "unit", "day", "text_day", "weekend", "span", "decade", "range", "clock", "vague"
]

_DASHES = frozenset("-–—‐‑−")
_MAX_COUNT = 5000


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words of tokens [`first`, `last`) say; `core` is the first token without bound words.

    `direction` is past, future, this, same, next or before: the word behind the expression. `year_shift` and
    `week_shift` are "Maret tahun lalu" (-1) and "Senin pekan depan" (+1). `count` counts `unit`s.
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
    direction: str = ""
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    part: str = ""
    bound: str = ""
    lead: str = ""
    clock: str = ""
    bracketed: bool = False
    begin: Expression | None = None
    end: Expression | None = None


class TimeGrammar:
    """Finds the time expressions in the tokens of one sentence."""

    def __init__(self, lexicon: TimeLexicon) -> None:
        self.lex = lexicon

    def parse(self, tokens: Sequence[Token]) -> list[Expression]:
        """The expressions in text order; they do not overlap."""
        out: list[Expression] = []
        i = 0
        while i < len(tokens):
            found = self._bounded(tokens, i)
            if found and found.last > i:
                out.append(found)
                i = found.last
            else:
                i += 1
        return out

    # -- bounds and ranges ------------------------------------------------------------------------------------------

    def _bounded(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "sejak 2014", "paling lambat akhir tahun", "dari Juni hingga Agustus"."""
        opener = self.lex.match(self.lex.from_words, t, i)
        if opener:
            inner = self._range(t, self._skip(t, opener[1]), opened=t[i].low in self.lex.and_openers)
            if inner and inner.kind == "range":
                return replace(inner, first=i)
        bound = self.lex.match(self.lex.bounds, t, i)
        if bound:
            inner = self._range(t, self._skip(t, bound[1]))
            if inner and inner.kind in ("clock", "vague"):
                return inner
            if inner and inner.kind == "span" and not inner.direction:
                return replace(inner, first=i)
            if inner:
                return replace(inner, first=i, bound="" if inner.kind == "range" else bound[0])
        return self._range(t, i)

    def _skip(self, t: Sequence[Token], i: int) -> int:
        """Past one or two filler words ("pada tahun") that carry nothing where a date follows."""
        for _ in range(2):
            if i + 1 < len(t) and t[i].low in self.lex.fillers and self._starts(t, i + 1):
                i += 1
        return i

    def _starts(self, t: Sequence[Token], i: int) -> bool:
        """Could an expression begin at token `i` without the filler before it?"""
        low = t[i].low
        return (
            low in self.lex.months
            or low in self.lex.weekdays
            or is_year(t, i) is not None
            or low in self.lex.fillers
            or low in self.lex.parts
            or low in self.lex.deictics
            or (low.isdecimal() and len(low) <= 2)
        )

    def _range(self, t: Sequence[Token], i: int, *, opened: bool = False) -> Expression | None:
        """One expression, or two with a connector between."""
        a = self._part(t, i)
        if a is None or a.kind in ("vague", "clock", "span", "text_day", "decade", "range"):
            return a
        j = self._connector(t, a.last, opened=opened)
        if j is None:
            return a
        k = self._skip(t, j)
        b = self._part(t, k)
        if b is None or b.kind in ("vague", "clock", "span", "text_day", "decade", "range"):
            return a
        if a.kind == "calendar" and b.kind == "calendar":
            a = _borrow(a, b)
        elif a.kind == "year_part" and b.kind == "year_part" and a.year is None and a.year_shift is None:
            a = replace(a, year=b.year, year_shift=b.year_shift)
        if a.kind == "year_part" and b.kind == "calendar" and a.year is None and a.year_shift is None:
            a = replace(a, year=b.year)
        return Expression("range", a.first, b.last, a.core, begin=a, end=b)

    def _connector(self, t: Sequence[Token], i: int, *, opened: bool) -> int | None:
        """The token behind "-", "hingga", "sampai dengan" (or "dan" in "antara 2031 dan 2033")."""
        if i >= len(t) - 1:
            return None
        if t[i].text in _DASHES:
            return i + 1
        if opened and t[i].low in self.lex.and_words:
            return i + 1
        hit = self.lex.match(self.lex.range_words, t, i)
        return hit[1] if hit else None

    # -- parts: early, mid, late ------------------------------------------------------------------------------------

    def _part(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "akhir tahun ini", "pertengahan 2031", "akhir pekan"."""
        weekend = self.lex.match(self.lex.weekend, t, i)
        if weekend:
            direction, j = self._modifier(t, weekend[1])
            return Expression("weekend", i, j, i, direction=direction)
        part = self.lex.match(self.lex.parts, t, i)
        if part and part[0] != "about":
            j = part[1]
            for k in (j, self._skip(t, j), j + 1 if j < len(t) and t[j].low in ("dari", "di", "pada") else j):
                inner = self._point(t, k, licensed=True)
                if inner and inner.kind in ("calendar", "unit", "year_part", "decade") and not inner.part:
                    return replace(inner, first=i, core=i, part=part[0])
            if j < len(t) and self.lex.units.get(t[j].low) in ("year", "month", "week", "decade"):
                unit = self.lex.units[t[j].low]
                direction, k = self._modifier(t, j + 1)
                return Expression("unit", i, k, i, unit=unit, direction=direction or "this", part=part[0])
            return None
        if part:
            inner = self._part(t, self._skip(t, part[1]))
            if inner and inner.kind in ("calendar", "unit", "year_part", "decade", "weekend", "day"):
                return replace(inner, first=i, core=inner.core, part=inner.part or "about")
            return None
        return self._point(t, i)

    # -- points -----------------------------------------------------------------------------------------------------

    def _point(self, t: Sequence[Token], i: int, *, licensed: bool = False) -> Expression | None:
        """One date, month, year, quarter, relative expression or span of time at token `i`."""
        if i >= len(t):
            return None
        low, lex = t[i].low, self.lex
        found: Expression | None = None
        if low in lex.text_days:
            hit = lex.match(lex.text_days, t, i)
            if hit:
                return Expression("text_day", i, hit[1], i, unit="day", count=int(hit[0]))
        if low in lex.deictics:
            hit = lex.match(lex.deictics, t, i)
            if hit and not (hit[1] == i + 1 and low in lex.deictic_needs_more):
                daypart = lex.match(lex.dayparts, t, hit[1])
                return Expression("day", i, daypart[1] if daypart else hit[1], i, count=int(hit[0]))
        if low in lex.vague:
            hit = lex.match(lex.vague, t, i)
            if hit:
                return Expression("vague", i, hit[1], i, direction=hit[0])
        if low in lex.weekdays:
            found = self._weekday(t, i, i)
        elif low in lex.day_words and i + 1 < len(t) and t[i + 1].low in lex.weekdays:
            found = self._weekday(t, i, i + 1)
        if found:
            return found
        if low in lex.date_words:
            inner = self._date(t, i + 1) or self._bare_day(t, i + 1)
            return replace(inner, first=i, core=i) if inner else None
        if low in lex.clock_words:
            return self._clock(t, i)
        if low in lex.year_parts:
            found = self._year_part(t, i)
            if found:
                return found
        if low in lex.dayparts:
            hit = lex.match(lex.dayparts, t, i)
            if hit and hit[1] < len(t) and t[hit[1]].low in lex.daypart_tails:
                same = t[hit[1]].low in ("itu", "tersebut")
                return Expression("text_day" if same else "day", i, hit[1] + 1, i, unit="day", count=0)
        found = self._date(t, i) or self._month(t, i, licensed=licensed) or self._year(t, i, licensed=licensed)
        return found or self._counted(t, i) or self._unit(t, i)

    def _weekday(self, t: Sequence[Token], first: int, i: int) -> Expression | None:
        """ "Selasa", "Selasa (6/7/2031)", "Senin-Rabu (5-7/7)", "Kamis malam pekan lalu"."""
        lex = self.lex
        weekday = lex.weekdays[t[i].low]
        j = i + 1
        until: int | None = None
        if j + 1 < len(t) and (t[j].text in _DASHES or t[j].low in ("hingga", "sampai", "dan")):
            nxt = t[j + 1].low
            if nxt in lex.weekdays and (nxt not in lex.weekday_or_unit or t[j + 1].text[0].isupper()):
                until, j = lex.weekdays[nxt], j + 2
        daypart = lex.match(lex.dayparts, t, j)
        if daypart:
            j = daypart[1]
        date = self._date_behind_weekday(t, j)
        if date:
            if date.kind == "range":
                return replace(date, first=first, core=first, weekday=weekday)
            j = date.last
            daypart = lex.match(lex.dayparts, t, j)
            return replace(
                date, first=first, core=first, last=daypart[1] if daypart else j, weekday=weekday, weekday_end=until
            )
        ambiguous = t[i].low in lex.weekday_or_unit
        sure = first < i or until is not None or daypart is not None
        if ambiguous and not sure and not (t[i].text[0].isupper() and i > 0 and t[i - 1].text not in '"“.:!?'):
            return None
        direction, j = self._modifier(t, j)
        week_shift: int | None = None
        if not direction and j + 1 < len(t) and lex.units.get(t[j].low) == "week":
            shift, k = self._modifier(t, j + 1)
            if shift in ("past", "future", "this"):
                week_shift, j = {"past": -1, "future": 1, "this": 0}[shift], k
        return Expression(
            "calendar", first, j, first, weekday=weekday, weekday_end=until, direction=direction, week_shift=week_shift
        )

    def _date_behind_weekday(self, t: Sequence[Token], j: int) -> Expression | None:
        """The date that follows a weekday, in brackets, behind a comma, or at once."""
        k = j
        if k < len(t) and t[k].text == ",":
            k += 1
        opened = k < len(t) and t[k].text in "(["
        if opened:
            k += 1
        if k < len(t) and t[k].low in self.lex.date_words:
            k += 1
        date = self._date(t, k, loose=True)
        if date is None:
            return None
        end = date.last
        if opened and end < len(t) and t[end].text in ")]":
            end += 1
        return replace(date, last=end, bracketed=True)

    def _date(self, t: Sequence[Token], i: int, *, loose: bool = False) -> Expression | None:
        """A date with a day: figures ("6/7/2031"), or a day and a month's name; a range of days, too."""
        if i >= len(t):
            return None
        if t[i].low in self.lex.months:
            return self._month_first(t, i)
        if not t[i].text.isdecimal() or len(t[i].text) > 4:
            return None
        if glued(t, i) and t[i - 1].text in ".,/" and i > 1 and t[i - 2].text.isdecimal() and not loose:
            return None
        return self._figures(t, i, loose=loose or _in_brackets(t, i)) or self._day_month(t, i)

    def _figures(self, t: Sequence[Token], i: int, *, loose: bool) -> Expression | None:
        """6/7/2031, 6-7-2031, 06.07.2031, 2031-07-06, (6/7), (6-8/7/2031), (30/6-2/7/2031)."""
        run = _run(t, i)
        if run is None:
            return None
        numbers, marks, j = run
        bracketed = _in_brackets(t, i)

        def point(year: str | None, month: str, day: str) -> Expression | None:
            y = None if year is None else _full_year(year)
            if year is not None and y is None:
                return None
            if not _valid(y, int(month), int(day)):
                return None
            return Expression("calendar", i, j, i, year=y, month=int(month), day=int(day), bracketed=bracketed)

        shape = "".join("-" if m in _DASHES else m for m in marks)
        n = numbers
        if shape == "--" and len(n[0]) == 4:
            return point(n[0], n[1], n[2])
        if (
            shape in ("//", "--", "..")
            and len(n[0]) <= 2
            and len(n[1]) <= 2
            and len(n[2]) in ((2, 4) if shape == "//" else (4,))
        ):
            return point(n[2], n[1], n[0])
        if shape == "//" and len(n[0]) == 4:
            return point(n[0], n[1], n[2])
        if shape == "/" and loose and all(len(x) <= 2 for x in n):
            return point(None, n[1], n[0])
        pair: tuple[Expression | None, Expression | None] = (None, None)
        if shape == "-//" and len(n[3]) in (2, 4):
            pair = point(n[3], n[2], n[0]), point(n[3], n[2], n[1])
        elif shape == "-/" and loose and all(len(x) <= 2 for x in n):
            pair = point(None, n[2], n[0]), point(None, n[2], n[1])
        elif shape == "/-//" and len(n[4]) in (2, 4):
            pair = point(n[4], n[1], n[0]), point(n[4], n[3], n[2])
        elif shape == "/-/" and loose and all(len(x) <= 2 for x in n):
            pair = point(None, n[1], n[0]), point(None, n[3], n[2])
        elif shape == "//-//":
            pair = point(n[2], n[1], n[0]), point(n[5], n[4], n[3])
        a, b = pair
        return Expression("range", i, j, i, begin=a, end=b, bracketed=bracketed) if a and b else None

    def _day_month(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "6 Juli 2031", "6 Juli", "6-8 November 2031", "6, 7 dan 8 Juli"."""
        lex = self.lex
        if len(t[i].text) > 2:
            return None
        days, j = [int(t[i].text)], i + 1
        # At most three days are listed before the month ("6, 7 dan 8 Juli").
        while len(days) < 3 and j + 1 < len(t) and t[j + 1].text.isdecimal() and len(t[j + 1].text) <= 2:
            joined = (
                t[j].text in _DASHES or t[j].text in ",&/" or t[j].low in ("dan", "atau") or t[j].low in lex.range_words
            )
            if not joined:
                break
            days.append(int(t[j + 1].text))
            j += 2
        hit = lex.match(lex.range_words, t, j) if len(days) == 1 else None
        if hit and hit[1] < len(t) and t[hit[1]].text.isdecimal() and len(t[hit[1]].text) <= 2:
            days.append(int(t[hit[1]].text))
            j = hit[1] + 1
        if j < len(t) and t[j].low in lex.month_words:
            j += 1
        month = lex.month(t, j)
        if month is None or (glued(t, j) and t[j - 1].text[0].isdecimal() and not t[j].text[0].isupper()):
            return None
        j += 1
        if j < len(t) and t[j].text == "." and t[j - 1].low in lex.weak_months and glued(t, j):
            j += 1
        year, year_shift, direction, j = self._year_behind(t, j)
        points = [
            Expression(
                "calendar", i, j, i, year=year, month=month, day=d, year_shift=year_shift, direction=direction,
                bracketed=_in_brackets(t, i),
            )
            for d in days
            if _valid(year, month, d)
        ]  # fmt: skip
        if len(points) != len(days) or days != sorted(days):
            return None
        if len(points) == 1:
            return points[0]
        return Expression("range", i, j, i, begin=points[0], end=points[-1], direction=direction)

    def _month_first(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "July 6, 2031": English order, with a year; "Juli 6" alone is no date."""
        month = self.lex.months[t[i].low]
        if i + 1 >= len(t) or not t[i + 1].text.isdecimal() or len(t[i + 1].text) > 2 or not t[i].text[0].isupper():
            return None
        j = i + 2
        if j < len(t) and t[j].low in ("st", "nd", "rd", "th"):
            j += 1
        if j < len(t) and t[j].text == ",":
            j += 1
        year, day = is_year(t, j), int(t[i + 1].text)
        if year is None or not _valid(year, month, day):
            return None
        return Expression("calendar", i, j + 1, i, year=year, month=month, day=day)

    def _bare_day(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "tanggal 6 mendatang", "tanggal 6 bulan ini": a day whose month is relative."""
        if i >= len(t) or not t[i].text.isdecimal() or len(t[i].text) > 2 or not 1 <= int(t[i].text) <= 31:
            return None
        day, j = int(t[i].text), i + 1
        if j < len(t) and t[j].low in self.lex.month_words:
            direction, k = self._modifier(t, j + 1)
            if direction in ("past", "future", "this"):
                shift = {"past": -1, "future": 1, "this": 0}[direction]
                return Expression("calendar", i, k, i, day=day, month_shift=shift)
        direction, k = self._modifier(t, j)
        if direction in ("past", "future"):
            return Expression("calendar", i, k, i, day=day, direction=direction)
        return None

    def _month(self, t: Sequence[Token], i: int, *, licensed: bool) -> Expression | None:
        """ "Juli 2031", "bulan Juli", "Juli lalu", "pada Juli"."""
        lex, first = self.lex, i
        if t[i].low in lex.month_words and i + 1 < len(t) and t[i + 1].low in lex.months:
            i, licensed = i + 1, True
        month = lex.month(t, i)
        if month is None:
            return None
        year, year_shift, direction, j = self._year_behind(t, i + 1)
        strong = year is not None or year_shift is not None
        if t[i].low in lex.weak_months and not strong:
            return None
        if not strong and not direction:
            before = t[first - 1].low if first else ""
            if not t[i].text[0].isupper() and first == i:
                return None
            range_follows = j + 1 < len(t) and (
                t[j].text in _DASHES or t[j].low in lex.range_words or t[j].low == "dan"
            )
            pair = range_follows and t[min(j + 1, len(t) - 1)].low in lex.months
            after_dash = before in _DASHES and first > 1 and t[first - 2].low in lex.months
            if not (licensed or before in lex.month_contexts or pair or after_dash):
                return None
        elif not strong and not t[i].text[0].isupper() and first == i:
            return None
        return Expression(
            "calendar", first, j, first, year=year, month=month, year_shift=year_shift, direction=direction
        )

    def _year_behind(self, t: Sequence[Token], j: int) -> tuple[int | None, int | None, str, int]:
        """Year, shift and direction word behind a month, and the token behind them."""
        k = j
        if k + 1 < len(t) and t[k].text == "," and is_year(t, k + 1):
            k += 1
        if k + 1 < len(t) and t[k].text in "/-–" and is_year(t, k + 1) and glued(t, k) and glued(t, k + 1):
            k += 1
        if k < len(t) and t[k].low in self.lex.year_words:
            if is_year(t, k + 1):
                k += 1
            else:
                direction, m = self._modifier(t, k + 1)
                if direction in ("past", "future", "this", "same"):
                    if direction == "same":
                        return None, None, "same", m
                    return None, {"past": -1, "future": 1, "this": 0}[direction], "", m
        year = is_year(t, k)
        if year is not None:
            direction, m = self._modifier(t, k + 1)
            return (year, None, direction, m) if direction in ("past", "future") else (year, None, "", k + 1)
        direction, m = self._modifier(t, j)
        if direction in ("past", "future", "same", "next", "before"):
            return None, None, direction, m
        if direction == "this":
            return None, 0, "", m
        return None, None, "", j

    def _year(self, t: Sequence[Token], i: int, *, licensed: bool) -> Expression | None:
        """ "tahun 2031", "pada 2031", "2031–2033", "(2031)", "tahun 1990-an"."""
        lex, first = self.lex, i
        if t[i].low in lex.year_words and i + 1 < len(t):
            i += 1
            licensed = True
            if i + 1 < len(t) and t[i].low in ("anggaran", "ajaran", "akademik", "fiskal", "buku"):
                i += 1
        year = is_year(t, i)
        if year is None:
            return self._short_decade(t, first, i) if licensed else None
        j = i + 1
        if j + 1 < len(t) and t[j].text in _DASHES and t[j + 1].low == "an":
            return Expression("decade", first, j + 2, first, year=year - year % 10)
        if glued(t, j) and j < len(t) and t[j].low == "an":
            return Expression("decade", first, j + 1, first, year=year - year % 10)
        span = self._year_range(t, first, i, year, licensed=licensed)
        if span:
            return span
        before = t[first - 1].low if first else ""
        if glued(t, first) and before in _DASHES and first > 1 and before and not licensed:
            return None
        direction, k = self._modifier(t, j)
        bracket = before in ("(", "[") and j < len(t) and t[j].text in ")],;"
        if not (licensed or before in lex.year_contexts or bracket or direction in ("future", "past")):
            return None
        if first == i and j < len(t) and t[j].low in lex.not_after_year:
            return None
        return Expression(
            "calendar", first, k if direction in ("past", "future") else j, first, year=year, direction=direction
        )

    def _year_range(self, t: Sequence[Token], first: int, i: int, year: int, *, licensed: bool) -> Expression | None:
        """2031–2033, 2031/2032, 2031-33."""
        j = i + 1
        if j + 1 >= len(t) or not (t[j].text in _DASHES or t[j].text == "/"):
            return None
        text = t[j + 1].text
        end = is_year(t, j + 1)
        if end is None and len(text) == 2 and text.isdecimal() and glued(t, j) and glued(t, j + 1):
            end = year - year % 100 + int(text)
            if glued(t, j + 2) and t[j + 2].text in "-/–":
                return None  # 2031-07-06
        # A longer span than a lifetime is a telephone number or a code.
        if end is None or not year < end <= year + 99:
            return None
        if (
            not licensed
            and first
            and t[first - 1].low not in self.lex.year_contexts
            and glued(t, first)
            and t[first - 1].text not in "("
        ):
            return None
        a = Expression("calendar", first, i + 1, first, year=year)
        b = Expression("calendar", j + 1, j + 2, j + 1, year=end)
        return Expression("range", first, j + 2, first, begin=a, end=b)

    def _short_decade(self, t: Sequence[Token], first: int, i: int) -> Expression | None:
        """ "tahun 90-an"."""
        if i + 2 < len(t) and len(t[i].text) == 2 and t[i].text.isdecimal() and t[i].text[1] == "0":
            if t[i + 1].text in _DASHES and t[i + 2].low == "an" and glued(t, i + 1):
                n = int(t[i].text)
                return Expression("decade", first, i + 3, first, year=(1900 if n >= 30 else 2000) + n)
        return None

    def _year_part(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "kuartal III 2031", "semester pertama tahun depan", "triwulan ini"."""
        lex = self.lex
        hit = lex.match(lex.year_parts, t, i)
        if hit is None:
            return None
        unit, j = hit
        single = len(t[i].text) == 1 or t[i].low == "tw"
        if single and not (t[i].text.isupper() and j < len(t) and t[j].text in "1234"):
            return None
        if j < len(t) and t[j].text in _DASHES:
            j += 1
        number: int | None = None
        if j < len(t) and t[j].low in lex.ordinals:
            number, j = lex.ordinals[t[j].low], j + 1
        elif j + 2 < len(t) and t[j].low == "ke" and t[j + 1].text in _DASHES and t[j + 2].low in lex.ordinals:
            number, j = lex.ordinals[t[j + 2].low], j + 3
        limit = {"quarter": 4, "half": 2, "third": 3}[unit]
        if number is None:
            direction, k = self._modifier(t, j)
            if direction in ("past", "future", "this") and t[i].low not in ("paruh", "separuh"):
                return Expression("year_part", i, k, i, unit=unit, direction=direction)
            return None
        if not 1 <= number <= limit:
            return None
        k = j
        if k < len(t) and t[k].text in _DASHES | {"/", ","} and (is_year(t, k + 1) is not None):
            k += 1
        elif k < len(t) and t[k].low in ("dari", "pada", "di"):
            k += 1
        year, year_shift, direction, m = self._year_behind(t, k)
        if year is None and year_shift is None and not direction:
            m = j
        return Expression(
            "year_part", i, m, i, unit=unit, count=number, year=year, year_shift=year_shift, direction=direction
        )

    def _counted(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "tiga bulan lalu", "dua tahun lagi", "setahun kemudian", "lima tahun ke depan", "lima tahun"."""
        lex = self.lex
        low = t[i].low
        if low in lex.one_units or low in lex.small_one_units:
            unit, count, j = lex.one_units.get(low) or lex.small_one_units[low], 1.0, i + 1
        else:
            if not (low in lex.numbers.words or t[i].text[0].isdecimal()):
                return None
            if glued(t, i) and t[i - 1].text in _DASHES | set("./,"):
                return None  # "ke-25 tahun", "1/2 tahun"
            number = lex.numbers.read(t, i)
            if number is None or number.last >= len(t) or not 0 < number.value <= _MAX_COUNT:
                return None
            word = t[number.last].low
            if word not in lex.units and word not in lex.small_units:
                return None
            unit, count, j = lex.units.get(word) or lex.small_units[word], number.value, number.last + 1
        hit = lex.match(lex.count_modifiers, t, j)
        lead = ""
        # "dalam jangka waktu lima tahun" has its lead three words before the count.
        for k in range(max(0, i - 3), i):
            if t[k].low in lex.duration_starts and all(t[m].low in lex.duration_leads for m in range(k, i)):
                lead = t[k].low
                break
        if hit is None:
            return Expression("span", i, j, i, unit=unit, count=count, lead=lead)
        label, j = hit
        if label in ("ago", "ahead"):
            return Expression("unit", i, j, i, unit=unit, count=-count if label == "ago" else count, direction=label)
        if label in ("later", "earlier"):
            if t[hit[1] - 1].low in ("sebelum", "setelah"):
                return Expression("span", i, j - 1, i, unit=unit, count=count)
            return Expression("text_day", i, j, i, unit=unit, count=-count if label == "earlier" else count)
        return Expression("span", i, j, i, unit=unit, count=count, lead=lead, direction=label)

    def _unit(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "bulan lalu", "pekan depan", "tahun ini", "tahun yang sama"."""
        unit = self.lex.units.get(t[i].low)
        if (
            unit is None
            or unit == "day"
            or (i and t[i - 1].text in _DASHES)
            or (i + 1 < len(t) and t[i + 1].text in _DASHES)
        ):
            return None
        direction, j = self._modifier(t, i + 1)
        if not direction:
            return None
        if direction in ("same", "next", "before"):
            shift = {"same": 0, "next": 1, "before": -1}[direction]
            return Expression("text_day", i, j, i, unit=unit, count=shift)
        # "tahun ini juga", "bulan berjalan": the tail says nothing more.
        return Expression("unit", i, j, i, unit=unit, direction=direction)

    def _clock(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "pukul 10.30 WIB", "jam 7 malam"."""
        lex, j = self.lex, i + 1
        if j >= len(t) or not t[j].text.isdecimal() or len(t[j].text) > 2 or int(t[j].text) > 24:
            return None
        clock, j = f"{int(t[j].text):02d}", j + 1
        if (
            j + 1 < len(t)
            and t[j].text in ".:"
            and t[j + 1].text.isdecimal()
            and len(t[j + 1].text) == 2
            and glued(t, j + 1)
        ):
            clock, j = f"{clock}:{t[j + 1].text}", j + 2
        if j + 1 < len(t) and t[j].text in _DASHES and t[j + 1].text.isdecimal() and len(t[j + 1].text) == 2:
            j += 2
            if j + 1 < len(t) and t[j].text in ".:" and t[j + 1].text.isdecimal():
                j += 2
        daypart = lex.match(lex.dayparts, t, j)
        if daypart:
            j = daypart[1]
        if j < len(t) and t[j].low in lex.zones:
            j += 2 if t[j].low == "waktu" and j + 1 < len(t) else 1
        return Expression("clock", i, j, i, clock=clock)

    def _modifier(self, t: Sequence[Token], i: int) -> tuple[str, int]:
        """The direction word at token `i` and the token behind it; ("", i) if none stands there."""
        hit = self.lex.match(self.lex.modifiers, t, i)
        return hit if hit else ("", i)


def _borrow(a: Expression, b: Expression) -> Expression:
    """The first end of a range with the month and year that only the second end names."""
    if a.year is None and a.year_shift is None and b.month is not None and (a.month is not None or a.day is not None):
        a = replace(a, year=b.year, year_shift=b.year_shift, direction=a.direction or b.direction)
    if a.month is None and a.day is not None:
        a = replace(a, month=b.month)
    return a


def _run(t: Sequence[Token], i: int) -> tuple[list[str], list[str], int] | None:
    """Figures joined by marks from token `i`: numbers, marks, the token behind; None for one number or too many."""
    numbers, marks, j = [t[i].text], list[str](), i + 1
    while j + 1 < len(t) and len(numbers) < 8:
        mark, nxt = t[j].text, t[j + 1].text
        if not (mark in _DASHES or mark in "/.") or not nxt.isdecimal() or len(nxt) > 4:
            break
        if not (glued(t, j) and glued(t, j + 1)) and mark not in _DASHES:
            break
        numbers.append(nxt)
        marks.append(mark)
        j += 2
    return (numbers, marks, j) if 2 <= len(numbers) < 8 else None


def _full_year(text: str) -> int | None:
    """The year of "2031" or "31"."""
    if len(text) == 2:
        return 2000 + int(text)
    return int(text) if 1700 <= int(text) <= 2149 else None


def _valid(year: int | None, month: int, day: int) -> bool:
    """Is there such a day (in a leap year where none is said)?"""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def _in_brackets(t: Sequence[Token], i: int) -> bool:
    """Does a bracket open right before token `i`?"""
    return i > 0 and t[i - 1].text in "(["
