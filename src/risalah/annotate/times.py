"""Time expressions of an article: dates, months, years, relative words and periods, each with its days."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from risalah.annotate.numbers import NumberReader, Token
from risalah.annotate.time_expression import Expression
from risalah.annotate.time_grammar import TimeGrammar
from risalah.annotate.time_lexicon import TimeLexicon
from risalah.annotate.time_resolve import Anchor, resolve
from risalah.annotate.time_year import infer_year, year_cues
from risalah.model.annotation import Sentence, TimeMention
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.model.when import TimeBasis, When
from risalah.resources.language import Language

_MARK = re.compile('["“”]')
_LEAD = 4
"""The title and the first three sentences: where a report says when it was written."""
_OLD = 45
"""A day in the lead that is more days before publication than this is history, not the day of the report."""
_SAME_NEWS = 3
"""Within so many days of the lead's date, the reporter's "kemarin" counts from the day of publication."""


_DAYS = ("day",)
_AS_FINE_AS = {"month": ("day", "month"), "year": ("day", "month", "quarter", "half", "year")}
"""Precisions from which a unit can be counted on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One time expression: its words, what they say, and the days, where they give any.

    `named` is the When of the words without their bound: for "paling lambat akhir 2032" the year 2032. An hour has
    the day that it belongs to there.
    """

    span: Span
    expression: Expression
    when: When | None
    named: When | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative words count from: in the reporter's narrative, and inside quotation marks."""

    narrative: Anchor | None
    speech: Anchor | None
    when: When | None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression before it is resolved."""

    expression: Expression
    span: Span
    raw: str
    tense: str
    sentence: int
    quoted: bool
    attribution: bool


class TimeFinder:
    """Finds time expressions. `language` supplies the tables time.yaml and numbers.yaml."""

    def __init__(self, language: Language) -> None:
        self._numbers = NumberReader(language)
        self._lexicon = TimeLexicon(language, self._numbers)
        self._grammar = TimeGrammar(self._lexicon)

    def find(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[TimeMention, ...]:
        """The time expressions that give days, in text order. Words without a date ("segera") are not among them."""
        return tuple(
            TimeMention(r.span, r.when, r.named if r.expression.bound else None)
            for r in self.read(article, sentences)
            if r.when is not None
        )

    def find_anchor(self, article: Article, sentences: tuple[Sentence, ...]) -> When | None:
        """The day on which the report speaks: a full date in its lead, else its publication, else a worked-out year."""
        return self._anchors(article, self._scan(article, sentences)).when

    def read(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[Reading, ...]:
        """Every time expression, also those that give no date (lengths of time, hours, "saat ini"), in text order."""
        found = self._scan(article, sentences)
        anchors = self._anchors(article, found)
        out: list[Reading] = []
        prior: When | None = None
        told: list[When] = []
        months: dict[int, int] = {}
        for k, f in enumerate(found):
            anchor = anchors.speech if f.quoted else anchors.narrative
            e = f.expression
            if e.kind == "span" and e.lead and not e.direction:
                anchor = _span_start(found, k, anchor, prior)
            again = months.get(e.month) if e.month and _is_bare_month(e) else None
            if again is not None:
                e = replace(e, year=again)
            if e.kind == "text_day":
                # "hari yang sama" goes back to a day, not to "tahun ini": no day is invented.
                before = next((w for w in reversed(told) if w.precision in _AS_FINE_AS.get(e.unit, _DAYS)), None)
            else:
                before = prior
            when = resolve(e, f.raw, anchor, before, f.tense)
            if when is not None and again is not None:
                when = replace(
                    when, inferred=("year",), reason=f"no year is written; the month was named before, in {again}"
                )
            named = resolve(replace(e, bound=""), f.raw, anchor, prior, f.tense) if e.bound else when
            if named is not None and e.kind == "calendar" and e.month and named.first is not None:
                months[e.month] = named.first.year
            if f.expression.kind == "clock" and prior is not None and prior.precision == "day":
                named = prior
            out.append(Reading(f.span, f.expression, when, named, f.sentence))
            dated = f.expression.kind in ("calendar", "day", "text_day", "range", "unit", "year_part")
            # What happened "sebulan kemudian" is counted from what was told, not from the day when someone spoke.
            if named is not None and dated and (prior is None or not f.attribution):
                prior = named
                told.append(named)
        return tuple(out)

    def _scan(self, article: Article, sentences: tuple[Sentence, ...]) -> list[Found]:
        """The expressions of all sentences that hold a trigger."""
        text, out = article.text, list[Found]()
        turns = _quote_turns(article)
        for n, sentence in enumerate(sentences):
            start, end = sentence.span.start, sentence.span.end
            if not self._lexicon.triggers.search(text, start, end):
                continue
            tokens = self._numbers.cut(text, start, end)
            for e in self._grammar.parse(tokens):
                span = Span(tokens[e.first].start, tokens[e.last - 1].end)
                quoted = bisect_right(turns, span.start) % 2 == 1
                # "..., kata dia, Senin (7/7/2031)": the day on which it was said.
                k = bisect_right(turns, span.start)
                said = not quoted and k > 0 and turns[k - 1] >= start
                tense = self._tense(tokens, e)
                if e.kind == "span" and not tense and self._is_promised(tokens, e):
                    tense = "promise"
                out.append(Found(e, span, span.of(text), tense, n, quoted, said))
        return out

    def _tense(self, tokens: list[Token], e: Expression) -> str:
        """past, future or "": what the nearest cue of the twelve words before the expression (or five behind) says."""
        if any(t.low in self._lexicon.open_cues for t in tokens[e.last : e.last + 4]):
            return ""  # "target pada 2031 belum terpenuhi" tells nothing of before and after
        for k in range(e.first - 1, max(-1, e.first - 13), -1):
            low = tokens[k].low
            if low in self._lexicon.future_cues:
                return "future"
            # "sudah" far away belongs to another verb more often than "akan" does.
            if low in self._lexicon.past_cues and e.first - k <= 8:
                if e.kind == "span" and tokens[k + 1].low in self._lexicon.settled_cues:
                    return ""  # "telah sepakat memperpanjang perjanjian selama lima tahun"
                # "dijadwalkan berlangsung" is still to come.
                ahead = any(t.low in self._lexicon.future_cues for t in tokens[max(0, k - 2) : k])
                return "future" if ahead else "past"
        for k in range(e.last, min(len(tokens), e.last + 5)):
            low = tokens[k].low
            if low in self._lexicon.future_cues:
                return "future"
            if low in self._lexicon.past_cues:
                return "past"
        return ""

    def _is_promised(self, tokens: list[Token], e: Expression) -> bool:
        """Does a word of promise stand within the 25 tokens before a span of time, or the ten behind?"""
        near = tokens[max(0, e.first - 25) : e.core] + tokens[e.last : e.last + 10]
        return any(t.low in self._lexicon.promise_cues for t in near)

    def _anchors(self, article: Article, found: list[Found]) -> Anchors:
        """The days that relative words count from; `when` is the day of the utterance, with its words and basis."""
        published = _day(article.published)
        lead = [(f, day) for f in found if (day := self._lead_day(f, published)) is not None]
        if lead:
            # A day on which something was said is the best; else the first, or the latest that publication allows.
            said = [x for x in lead if x[0].attribution]
            f, day = said[0] if said else max(lead, key=lambda x: x[1]) if published else lead[0]
            when = resolve(f.expression, f.raw, None, None, "")
            near = published is not None and abs((published - day).days) <= _SAME_NEWS
            narrative = Anchor(published) if near and published else Anchor(day)
            return Anchors(narrative, Anchor(day), replace(when, basis="dateline") if when else None)
        if published is not None:
            basis: TimeBasis = "dateline" if article.published_basis == "dateline" else "publication"
            anchor = Anchor(published)
            return Anchors(anchor, anchor, When(published, published, "day", article.published or "", basis))
        worked_out, when = self._worked_out(found)
        return Anchors(worked_out, worked_out, when)

    def _lead_day(self, f: Found, published: date | None) -> date | None:
        """The day of a full date in the lead, where it can be the day of the report; None else."""
        e = f.expression
        if f.sentence >= (_LEAD if not f.attribution else 2 * _LEAD) or e.bound or e.direction == "future" or f.quoted:
            return None
        day = _full_day(e)
        if day is None:
            return None
        sure = e.bracketed or e.weekday is not None
        if published is None:
            return day if sure or f.tense != "future" else None
        before = (published - day).days
        return day if -1 <= before <= (_OLD if sure else _SAME_NEWS) else None

    def _worked_out(self, found: list[Found]) -> tuple[Anchor | None, When | None]:
        """The day of a report without a date of publication, its year worked out from the text."""
        cues = year_cues([(f.expression, f.raw) for f in found], [f.tense for f in found])
        for f in found:
            e = f.expression.begin if f.expression.kind == "range" and f.expression.begin else f.expression
            weekday = f.expression.weekday if f.expression.weekday is not None else e.weekday
            if e.kind != "calendar" or e.year is not None or e.year_shift is not None or not e.day or not e.month:
                continue
            if e.direction in ("future", "past") or f.expression.bound:
                continue
            hit = infer_year(e.month, e.day, weekday, cues)
            if hit is not None:
                day = date(hit[0], e.month, e.day)
                when = When(day, day, "day", f.raw, "explicit", None, ("year",), hit[1])
                return Anchor(day, ("year",), hit[1]), when
        return None, None


def _quote_turns(article: Article) -> list[int]:
    """Offsets at which quoted speech begins and ends in turn; every block begins outside."""
    turns: list[int] = []
    for block in article.blocks:
        inside = False
        for m in _MARK.finditer(article.text, block.span.start, block.span.end):
            opens = m[0] == "“" or (m[0] == '"' and not inside)
            if opens != inside:
                turns.append(m.start())
                inside = opens
        if inside:
            turns.append(block.span.end)
    return turns


def _day(published: str | None) -> date | None:
    """The day of an ISO date of publication, or None."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _span_start(found: list[Found], k: int, anchor: Anchor | None, prior: When | None) -> Anchor | None:
    """The day from which a span counts: "sejak 1 Januari 2032" right before or behind it, else the anchor."""
    for near in (k + 1, k - 1):
        if 0 <= near < len(found) and found[near].expression.bound == "since":
            a, b = sorted((found[k].span, found[near].span))
            if b.start - a.end <= 2 and found[near].sentence == found[k].sentence:
                start = resolve(found[near].expression, found[near].raw, anchor, prior, found[near].tense)
                if start is not None and start.first is not None:
                    return Anchor(start.first)
    return anchor


def _is_bare_month(e: Expression) -> bool:
    """A month with nothing that says its year."""
    return e.kind == "calendar" and e.year is None and e.year_shift is None and e.day is None and not e.direction


def _full_day(e: Expression) -> date | None:
    """The day of an expression that names day, month and year."""
    if e.kind != "calendar" or e.year is None or e.month is None or e.day is None:
        return None
    try:
        return date(e.year, e.month, e.day)
    except ValueError:
        return None
