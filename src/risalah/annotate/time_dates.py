"""Rules for dates of the calendar: days, months and years in figures and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from risalah.annotate.numbers import Token, glued
from risalah.annotate.time_expression import DASHES, Expression, figure_run, full_year, in_brackets, is_day
from risalah.annotate.time_lexicon import TimeLexicon, is_year


class DateRules:
    """Each rule looks at one place in the tokens of a sentence."""

    def __init__(self, lexicon: TimeLexicon) -> None:
        self.lex = lexicon

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
        return self._figures(t, i, loose=loose or in_brackets(t, i)) or self._day_month(t, i)

    def _figures(self, t: Sequence[Token], i: int, *, loose: bool) -> Expression | None:
        """6/7/2031, 6-7-2031, 06.07.2031, 2031-07-06, (6/7), (6-8/7/2031), (30/6-2/7/2031)."""
        run = figure_run(t, i)
        if run is None:
            return None
        numbers, marks, j = run
        bracketed = in_brackets(t, i)

        def point(year: str | None, month: str, day: str) -> Expression | None:
            y = None if year is None else full_year(year)
            if year is not None and y is None:
                return None
            if not is_day(y, int(month), int(day)):
                return None
            return Expression("calendar", i, j, i, year=y, month=int(month), day=int(day), bracketed=bracketed)

        shape = "".join("-" if m in DASHES else m for m in marks)
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
                t[j].text in DASHES or t[j].text in ",&/" or t[j].low in lex.day_joiners or t[j].low in lex.range_words
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
                bracketed=in_brackets(t, i),
            )
            for d in days
            if is_day(year, month, d)
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
        if j < len(t) and t[j].low in self.lex.day_endings:
            j += 1
        if j < len(t) and t[j].text == ",":
            j += 1
        year, day = is_year(t, j), int(t[i + 1].text)
        if year is None or not is_day(year, month, day):
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
            sure = before in lex.sure_month_contexts
            if not t[i].text[0].isupper() and first == i and not sure:
                return None
            range_follows = j + 1 < len(t) and (
                t[j].text in DASHES or t[j].text == "/" or t[j].low in lex.range_words or t[j].low in lex.month_joiners
            )
            pair = range_follows and t[min(j + 1, len(t) - 1)].low in lex.months
            after_dash = before in DASHES and first > 1 and t[first - 2].low in lex.months
            loose = t[i].low not in lex.name_months and self._stands_alone(t, i)
            if not (licensed or before in lex.month_contexts or pair or after_dash or loose):
                return None
        elif not strong and not t[i].text[0].isupper() and first == i:
            return None
        return Expression(
            "calendar", first, j, first, year=year, month=month, year_shift=year_shift, direction=direction
        )

    def _week_of_month(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "pekan kedua Agustus", "minggu pertama bulan depan"."""
        week = self.lex.ordinals.get(t[i + 1].low) if i + 1 < len(t) else None
        if week is None or not 1 <= week <= 4 or i + 2 >= len(t):
            return None
        if t[i + 2].low in self.lex.month_words:
            direction, j = self._modifier(t, i + 3)
            if direction in ("past", "future", "this"):
                shift = {"past": -1, "future": 1, "this": 0}[direction]
                return Expression("calendar", i, j, i, week=week, month_shift=shift)
        month = self._month(t, i + 2, licensed=True)
        return replace(month, first=i, core=i, week=week) if month else None

    @staticmethod
    def _stands_alone(t: Sequence[Token], i: int) -> bool:
        """Is the capital of token `i` that of a month, not of a name ("Lapangan Oktober") or of a sentence?"""
        if i == 0 or not (t[i - 1].low == t[i - 1].text and (t[i - 1].text[0].isalpha() or t[i - 1].text == ",")):
            return False
        return i + 1 >= len(t) or t[i + 1].low == t[i + 1].text

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
            if i + 1 < len(t) and t[i].low in lex.year_kinds:
                i += 1
        year = is_year(t, i)
        k = first - 2 if first and t[first - 1].low in lex.year_words else first - 1
        if k > 0 and t[k].text.isdecimal() and any(t[m].low in lex.law_words for m in range(max(0, k - 2), k)):
            return None  # "Nomor 5 Tahun 2031" names a law
        if year is None:
            return self._short_decade(t, first, i) if licensed else None
        j = i + 1
        if j + 1 < len(t) and t[j].text in DASHES and t[j + 1].low in lex.decade_endings:
            return Expression("decade", first, j + 2, first, year=year - year % 10)
        if glued(t, j) and j < len(t) and t[j].low in lex.decade_endings:
            return Expression("decade", first, j + 1, first, year=year - year % 10)
        span = self._year_range(t, first, i, year, licensed=licensed)
        if span:
            return span
        before = t[first - 1].low if first else ""
        if glued(t, first) and before in DASHES and first > 1 and before and not licensed:
            return None
        direction, k = self._modifier(t, j)
        bracket = before in ("(", "[") and j < len(t) and t[j].text in ")],;"
        if not (licensed or before in lex.year_contexts or bracket or direction in ("future", "past")):
            return None
        if first == i and j < len(t) and t[j].low in lex.not_after_year:
            return None
        direction = "" if direction not in ("past", "future", "this") else direction
        return Expression("calendar", first, k if direction else j, first, year=year, direction=direction)

    def _year_range(self, t: Sequence[Token], first: int, i: int, year: int, *, licensed: bool) -> Expression | None:
        """2031–2033, 2031/2032, 2031-33."""
        j = i + 1
        if j + 1 >= len(t) or not (t[j].text in DASHES or t[j].text == "/"):
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
        if any(t[k].low in self.lex.no_time_behind for k in range(max(0, first - 2), first)):
            return None  # "berusia pertengahan 40-an"
        if i + 2 >= len(t) or len(t[i].text) != 2 or not t[i].text.isdecimal() or t[i].text[1] != "0":
            return None
        if t[i + 1].text in DASHES and t[i + 2].low in self.lex.decade_endings and glued(t, i + 1):
            n = int(t[i].text)
            return Expression("decade", first, i + 3, first, year=(1900 if n >= 30 else 2000) + n)
        return None

    def _modifier(self, t: Sequence[Token], i: int) -> tuple[str, int]:
        """The direction word at token `i` and the token behind it; ("", i) if none stands there."""
        hit = self.lex.match(self.lex.modifiers, t, i)
        return hit if hit else ("", i)
