"""Time expressions of an article: dates, months, years, relative words and periods, each with its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from risalah.annotate.numbers import NumberReader, Token
from risalah.annotate.time_grammar import Expression, TimeGrammar
from risalah.annotate.time_lexicon import TimeLexicon
from risalah.annotate.time_resolve import Anchor, resolve
from risalah.annotate.time_year import infer_year, year_cues
from risalah.model.annotation import Sentence, TimeMention
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.model.when import When
from risalah.resources.language import Language

_LEAD = 4
"""The title and the first three sentences: where a report says when it was written."""
_OLD = 45
"""A day in the lead that is more days before publication than this is history, not the day of the report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One time expression: its words, what they say, and the days, where they give any."""

    span: Span
    expression: Expression
    when: When | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Found:
    """An expression before it is resolved."""

    expression: Expression
    span: Span
    raw: str
    tense: str
    sentence: int


class TimeFinder:
    """Finds time expressions. `language` supplies the tables time.yaml and numbers.yaml."""

    def __init__(self, language: Language) -> None:
        self._numbers = NumberReader(language)
        self._lexicon = TimeLexicon(language, self._numbers)
        self._grammar = TimeGrammar(self._lexicon)

    def find(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[TimeMention, ...]:
        """The time expressions that give days, in text order. Words without a date ("segera") are not among them."""
        return tuple(TimeMention(r.span, r.when) for r in self.read(article, sentences) if r.when is not None)

    def find_anchor(self, article: Article, sentences: tuple[Sentence, ...]) -> When | None:
        """The day on which the report speaks: a full date in its lead, else its publication, else a worked-out year."""
        return self._anchor(article, self._scan(article, sentences))[1]

    def read(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[Reading, ...]:
        """Every time expression, also those that give no date (lengths of time, hours, "saat ini"), in text order."""
        found = self._scan(article, sentences)
        anchor, _ = self._anchor(article, found)
        out: list[Reading] = []
        prior: When | None = None
        for f in found:
            when = resolve(f.expression, f.raw, anchor, prior, f.tense)
            out.append(Reading(f.span, f.expression, when, f.sentence))
            if when is not None and f.expression.kind in ("calendar", "day", "text_day", "range", "unit", "year_part"):
                prior = when
        return tuple(out)

    def _scan(self, article: Article, sentences: tuple[Sentence, ...]) -> list[Found]:
        """The expressions of all sentences that hold a trigger."""
        text, out = article.text, list[Found]()
        for n, sentence in enumerate(sentences):
            start, end = sentence.span.start, sentence.span.end
            if not self._lexicon.triggers.search(text, start, end):
                continue
            tokens = self._numbers.cut(text, start, end)
            for e in self._grammar.parse(tokens):
                span = Span(tokens[e.first].start, tokens[e.last - 1].end)
                out.append(Found(e, span, span.of(text), self._tense(tokens, e), n))
        return out

    def _tense(self, tokens: list[Token], e: Expression) -> str:
        """past, future or "": what the nearest cue of the twelve words before the expression (or six behind) says."""
        for k in range(e.first - 1, max(-1, e.first - 13), -1):
            low = tokens[k].low
            if low in self._lexicon.future_cues:
                return "future"
            if low in self._lexicon.past_cues:
                return "past"
        for k in range(e.last, min(len(tokens), e.last + 6)):
            low = tokens[k].low
            if low in self._lexicon.future_cues:
                return "future"
            if low in self._lexicon.past_cues:
                return "past"
        return ""

    def _anchor(self, article: Article, found: list[Found]) -> tuple[Anchor | None, When | None]:
        """The anchor for relative words, and the same as a When with its words and basis."""
        published = _day(article.published)
        for f in found:
            if f.sentence >= _LEAD:
                break
            day = _full_day(f.expression)
            if day is None or f.expression.bound or f.expression.direction == "future":
                continue
            sure = f.expression.bracketed or f.expression.weekday is not None
            if published is None:
                fits = sure or f.tense != "future"
            else:
                fits = -1 <= (published - day).days <= _OLD and (sure or (published - day).days <= 7)
            if fits:
                when = resolve(f.expression, f.raw, None, None, "")
                return Anchor(day), replace(when, basis="dateline") if when else None
        if published is not None:
            basis = "dateline" if article.published_basis == "dateline" else "publication"
            return Anchor(published), When(published, published, "day", article.published or "", basis)
        return self._worked_out(found)

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


def _day(published: str | None) -> date | None:
    """The day of an ISO date of publication, or None."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _full_day(e: Expression) -> date | None:
    """The day of an expression that names day, month and year."""
    if e.kind != "calendar" or e.year is None or e.month is None or e.day is None:
        return None
    try:
        return date(e.year, e.month, e.day)
    except ValueError:
        return None
