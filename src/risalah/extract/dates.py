"""Days that extraction needs: when an article's news was said, and what a deadline sets as due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from risalah.model.annotation import Annotated, Quote, TimeMention
from risalah.model.span import Span
from risalah.model.when import When, month_end, parse_edtf

_NEWS_DAYS = 31  # a day further before publication is not the day of the report


def due_of(t: TimeMention) -> When:
    """What a time with an open end ("paling lambat kuartal III 2031", "hingga 2035", "mulai April") sets as due."""
    if t.named is not None:
        return t.named
    when = t.when
    if when.first is not None and when.last is None:
        return replace(when, last=when.first, precision="day", qualifier=None)
    if when.first is not None or when.last is None:
        return when
    last = when.last
    if (last.month, last.day) == (12, 31):
        return replace(when, first=date(last.year, 1, 1), precision="year", qualifier=None)
    if last == month_end(last.year, last.month):
        return replace(when, first=date(last.year, last.month, 1), precision="month", qualifier=None)
    return replace(when, first=last, precision="day", qualifier=None)


def times_of_speech(doc: Annotated, quote: Quote | None, span: Span) -> list[TimeMention]:
    """The times of the sentence `span` beside what is quoted there and not ahead: they date the utterance."""
    if quote is None or not any(s.overlaps(span) for s in quote.content):
        return []
    published = doc.article.published[:10] if doc.article.published else None
    return [
        t
        for t in doc.times_in(span)
        if not any(s.start <= t.span.start < s.end for s in quote.content)
        and (published is None or (t.when.last is not None and t.when.last.isoformat() <= published))
    ]


def said_on(doc: Annotated, beside: Sequence[TimeMention] = ()) -> When | None:
    """The day on which it was said.

    The time that stands beside the words quoted (`beside`), else the first full date of the article's opening that
    can be the day of the report, else its publication.
    """
    published = doc.article.published[:10] if doc.article.published else None
    for t in beside:
        if t.when.last is None or t.when.first is None or t.when.precision == "period":
            continue
        if published is None or t.when.first.isoformat() <= published:
            return t.when
    blocks = doc.article.blocks
    title_end = blocks[0].span.end if blocks and blocks[0].kind == "title" else 0
    body = list(islice((s for s in doc.sentences if s.span.start >= title_end), 3))  # asked for every record
    end = body[-1].span.end if body else 0
    for t in doc.times:
        if t.when.precision != "day" or t.when.first is None or t.span.start >= end:
            continue
        if published is None or _is_news(t.when.first, published):
            return t.when
    if doc.article.published:
        when = parse_edtf(doc.article.published[:10])
        return When(when.first, when.last, "day", doc.article.published, basis="publication")
    return None


def _is_news(day: date, published: str) -> bool:
    """Can it be the day of a report published on `published` (ISO)?"""
    return 0 <= (date.fromisoformat(published) - day).days <= _NEWS_DAYS
