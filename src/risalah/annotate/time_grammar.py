"""The grammar of time expressions: from tokens to what the words say, before any anchor is known.

Every rule starts at a trigger word and looks a bounded number of tokens ahead, so that time stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from risalah.annotate.numbers import Token, glued
from risalah.annotate.time_dates import DateRules
from risalah.annotate.time_expression import DASHES, Expression, borrow, is_backward
from risalah.annotate.time_lexicon import is_year

_MAX_COUNT = 5000
_WEEK_SHIFTS = {"past": -1, "before": -1, "future": 1, "this": 0}


class TimeGrammar(DateRules):
    """Finds the time expressions in the tokens of one sentence."""

    def parse(self, tokens: Sequence[Token]) -> list[Expression]:
        """The expressions in text order; they do not overlap."""
        out: list[Expression] = []
        i = 0
        while i < len(tokens):
            if tokens[i].low not in self.lex.starters and not tokens[i].text[0].isdecimal():
                i += 1
                continue
            found = self._bounded(tokens, i)
            if found and found.last > i:
                found = self._tail(tokens, found)
                if found.direction != "none":
                    out.append(found)
                i = found.last
            else:
                i += 1
        return out

    def _tail(self, t: Sequence[Token], e: Expression) -> Expression:
        """The expression with an hour and a word that only confirms it: "(6/7/2031) pukul 10.30 WIB kemarin"."""
        if e.kind not in ("calendar", "day") or (e.day is None and e.weekday is None and e.kind != "day"):
            return e
        clock = self._clock(t, e.last) if e.last < len(t) and t[e.last].low in self.lex.clock_words else None
        if clock:
            e = replace(e, clock=clock.clock, last=clock.last)
        if e.day is not None and not e.direction:
            direction, k = self._modifier(t, e.last)
            if direction in ("past", "future"):
                return replace(e, direction=direction, last=k)
        return e

    def _bounded(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "sejak 2014", "paling lambat akhir tahun", "dari Juni hingga Agustus"."""
        opener = self.lex.match(self.lex.from_words, t, i)
        if opener:
            opened = t[i].low in self.lex.and_openers
            inner = self._range(t, opener[1], opened=opened)
            inner = inner or self._range(t, self._skip(t, opener[1]), opened=opened)
            if inner and inner.kind == "range":
                return replace(inner, first=i)
        bound = self.lex.match(self.lex.bounds, t, i)
        if bound:
            inner = self._range(t, bound[1]) or self._range(t, self._skip(t, bound[1]))
            if inner and inner.kind in ("clock", "vague"):
                return inner
            if inner and inner.kind == "span" and not inner.direction:
                return replace(inner, first=i)
            # "setelah tahun lalu menolak" is a clause, "setelah 2031" a bound.
            if inner and bound[0] == "after" and not (inner.year or inner.day):
                return None
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
        first = a
        if a.kind == "calendar" and b.kind == "calendar":
            a = borrow(a, b)
        elif a.kind == "year_part" and b.kind == "year_part" and a.year is None and a.year_shift is None:
            a = replace(a, year=b.year, year_shift=b.year_shift)
        if is_backward(a, b):
            return first  # "dari 2033 ke 2032" names two times, no stretch of time
        if a.kind == "year_part" and b.kind == "calendar" and a.year is None and a.year_shift is None:
            a = replace(a, year=b.year)
        return Expression("range", a.first, b.last, a.core, begin=a, end=b)

    def _connector(self, t: Sequence[Token], i: int, *, opened: bool) -> int | None:
        """The token behind "-", "hingga", "sampai dengan" (or "dan" in "antara 2031 dan 2033")."""
        if i >= len(t) - 1:
            return None
        if t[i].text in DASHES or (t[i].text == "/" and t[i + 1].low in self.lex.months):
            return i + 1
        if opened and t[i].low in self.lex.and_words:
            return i + 1
        hit = self.lex.match(self.lex.range_words, t, i)
        return hit[1] if hit else None

    def _part(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "akhir tahun ini", "pertengahan 2031", "akhir pekan"."""
        weekend = self.lex.match(self.lex.weekend, t, i)
        if weekend:
            direction, j = self._modifier(t, weekend[1])
            return Expression("weekend", i, j, i, direction=direction)
        part = self.lex.match(self.lex.parts, t, i)
        if part and part[0] != "about":
            j = part[1]
            for k in (j, self._skip(t, j), j + 1 if j < len(t) and t[j].low in self.lex.part_links else j):
                inner = self._point(t, k, licensed=True)
                if inner and inner.kind in ("calendar", "unit", "year_part", "decade") and not inner.part:
                    return replace(inner, first=i, core=i, part=part[0])
            if j < len(t) and self.lex.units.get(t[j].low) in ("year", "month", "week", "decade"):
                unit = self.lex.units[t[j].low]
                direction, k = self._modifier(t, j + 1)
                return Expression("unit", i, k, i, unit=unit, direction=direction or "this", part=part[0])
            return None
        if part:
            inner = self._part(t, part[1]) or self._part(t, self._skip(t, part[1]))
            if inner and inner.kind in ("calendar", "unit", "year_part", "decade", "weekend", "day"):
                return replace(inner, first=i, core=inner.core, part=inner.part or "about")
            return None
        return self._point(t, i)

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
        if low in lex.every_words and i + 1 < len(t) and t[i + 1].low in lex.units:
            return Expression("vague", i, i + 2, i, unit=lex.units[t[i + 1].low], direction="set")
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
        if low in lex.year_parts or low in lex.quarter_codes:
            found = self._year_part(t, i)
            if found:
                return found
        if low in lex.dayparts:
            hit = lex.match(lex.dayparts, t, i)
            if hit and hit[1] < len(t) and t[hit[1]].low in lex.daypart_tails:
                same = t[hit[1]].low in lex.text_tails
                return Expression("text_day" if same else "day", i, hit[1] + 1, i, unit="day", count=0)
        if low in lex.week_words:
            found = self._week_of_month(t, i)
            if found:
                return found
        found = self._date(t, i) or self._month(t, i, licensed=licensed) or self._year(t, i, licensed=licensed)
        return found or self._counted(t, i) or self._unit(t, i)

    def _weekday(self, t: Sequence[Token], first: int, i: int) -> Expression | None:
        """ "Selasa", "Selasa (6/7/2031)", "Senin-Rabu (5-7/7)", "Kamis malam pekan lalu"."""
        lex = self.lex
        weekday = lex.weekdays[t[i].low]
        j = i + 1
        until: int | None = None
        if j + 1 < len(t) and (t[j].text in DASHES or t[j].low in lex.weekday_joiners):
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
            if shift in _WEEK_SHIFTS:
                week_shift, j = _WEEK_SHIFTS[shift], k
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

    def _year_part(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "kuartal III 2031", "semester pertama tahun depan", "triwulan ini"."""
        lex = self.lex
        hit = lex.match(lex.year_parts, t, i)
        number = lex.quarter_codes.get(t[i].low)
        end = 0
        if number is not None and t[i].text[0].isupper():
            unit, j = "quarter", i + 1
        elif hit is not None:
            unit, j = hit
            if j < len(t) and t[j].text in DASHES:
                j += 1
            number, j = self._ordinal(t, j)
        else:
            return None
        limit = {"quarter": 4, "half": 2, "third": 3}[unit]
        if number is None:
            direction, k = self._modifier(t, j)
            if direction in ("past", "future", "this") and t[i].low not in lex.bare_no_part:
                return Expression("year_part", i, k, i, unit=unit, direction=direction)
            return None
        if not 1 <= number <= limit:
            return None
        joined = self._connector(t, j, opened=False)
        if joined is not None:
            more, behind = self._ordinal(t, joined)
            if more is not None and number < more <= limit:
                end, j = more, behind
        k = j
        marked = k < len(t) and t[k].text in DASHES | {"/", ","} and is_year(t, k + 1) is not None
        if marked or (k < len(t) and t[k].low in lex.part_links):
            k += 1
        year, year_shift, direction, m = self._year_behind(t, k)
        if year is None and year_shift is None and not direction:
            if t[i].low in lex.bare_no_part:
                return None  # "paruh kedua pertandingan"
            m = j
        a = Expression(
            "year_part", i, m, i, unit=unit, count=number, year=year, year_shift=year_shift, direction=direction
        )
        return Expression("range", i, m, i, begin=a, end=replace(a, count=end)) if end else a

    def _ordinal(self, t: Sequence[Token], j: int) -> tuple[int | None, int]:
        """The number that "III", "ketiga" or "ke-3" at token `j` says, and the token behind it."""
        ordinals = self.lex.ordinals
        if j < len(t) and t[j].low in ordinals:
            return ordinals[t[j].low], j + 1
        marked = j + 2 < len(t) and t[j].low in self.lex.ordinal_marks and t[j + 1].text in DASHES
        if marked and t[j + 2].low in ordinals:
            return ordinals[t[j + 2].low], j + 3
        return None, j

    def _counted(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "tiga bulan lalu", "dua tahun lagi", "setahun kemudian", "lima tahun ke depan", "lima tahun"."""
        lex = self.lex
        low, count_end = t[i].low, 0.0
        if low in lex.one_units or low in lex.small_one_units:
            unit, count, j = lex.one_units.get(low) or lex.small_one_units[low], 1.0, i + 1
        else:
            if not (low in lex.numbers.words or t[i].text[0].isdecimal()):
                return None
            if glued(t, i) and t[i - 1].text in DASHES | set("./,"):
                return None  # "ke-25 tahun", "1/2 tahun"
            number = lex.numbers.read(t, i)
            if number is None or number.last >= len(t) or not 0 < number.value <= _MAX_COUNT:
                return None
            if i and t[i - 1].low in lex.no_time_behind:
                return None
            count, j = number.value, number.last
            k = self._connector(t, j, opened=False)
            more = lex.numbers.read(t, k) if k is not None else None
            if more and more.last < len(t) and count < more.value <= _MAX_COUNT:
                count_end, j = more.value, more.last
            word = t[j].low
            if word not in lex.units and word not in lex.small_units:
                return None
            unit, j = lex.units.get(word) or lex.small_units[word], j + 1
            if unit == "year" and is_year(t, j) is not None:
                return None  # "Nomor 5 Tahun 2031"
        hit = lex.match(lex.count_modifiers, t, j)
        lead, first = "", i
        # "dalam jangka waktu lima tahun" has its lead three words before the count.
        for k in range(max(0, i - 3), i):
            if t[k].low in lex.duration_starts and all(t[m].low in lex.duration_leads for m in range(k, i)):
                lead, first = t[k].low, k
                break
        if hit is None:
            return Expression("span", first, j, i, unit=unit, count=count, count_end=count_end, lead=lead)
        label, j = hit
        if label in ("ago", "ahead"):
            sign = -1 if label == "ago" else 1
            return Expression(
                "unit", i, j, i, unit=unit, count=sign * count, count_end=sign * count_end, direction=label
            )
        if label in ("later", "earlier"):
            if t[hit[1] - 1].low in lex.count_conjunctions:
                return Expression("span", i, j - 1, i, unit=unit, count=count)
            return Expression("text_day", i, j, i, unit=unit, count=-count if label == "earlier" else count)
        return Expression("span", first, j, i, unit=unit, count=count, count_end=count_end, lead=lead, direction=label)

    def _unit(self, t: Sequence[Token], i: int) -> Expression | None:
        """ "bulan lalu", "pekan depan", "tahun ini", "tahun yang sama"."""
        unit = self.lex.units.get(t[i].low)
        dashed = any(t[k].text in DASHES for k in (i - 1, i + 1) if 0 <= k < len(t))
        if unit is None or unit == "day" or dashed:
            return None
        direction, j = self._modifier(t, i + 1)
        if not direction or (i and t[i - 1].low in self.lex.vague_counts):
            return None
        if i and (t[i - 1].text.isdecimal() or t[i - 1].low in self.lex.numbers.words):
            return None  # "wanita berusia 61 tahun itu"
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
        if j + 1 < len(t) and t[j].text in DASHES and t[j + 1].text.isdecimal() and len(t[j + 1].text) == 2:
            j += 2
            if j + 1 < len(t) and t[j].text in ".:" and t[j + 1].text.isdecimal():
                j += 2
        daypart = lex.match(lex.dayparts, t, j)
        if daypart:
            j = daypart[1]
        if j < len(t) and t[j].low in lex.zones:
            j += 2 if t[j].low in lex.local_zones and j + 1 < len(t) else 1
        return Expression("clock", i, j, i, clock=clock)
