"""Days that extraction needs: when an article's news was said, and what a deadline sets as due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

from risalah.model.annotation import Annotated, TimeMention
from risalah.model.when import When, month_end, parse_edtf


def due_of(t: TimeMention) -> When:
    """What a time with an open beginning ("paling lambat kuartal III 2031", "hingga 2035") sets as due: its end."""
    if t.named is not None:
        return t.named
    when = t.when
    if when.first is not None or when.last is None:
        return when
    last = when.last
    if (last.month, last.day) == (12, 31):
        return replace(when, first=date(last.year, 1, 1), precision="year", qualifier=None)
    if last == month_end(last.year, last.month):
        return replace(when, first=date(last.year, last.month, 1), precision="month", qualifier=None)
    return replace(when, first=last, precision="day", qualifier=None)


def said_on(doc: Annotated) -> When | None:
    """The day on which the article says it was said: the first full date of its opening, else its publication."""
    blocks = doc.article.blocks
    title_end = blocks[0].span.end if blocks and blocks[0].kind == "title" else 0
    body = list(islice((s for s in doc.sentences if s.span.start >= title_end), 3))  # asked for every record
    end = body[-1].span.end if body else 0
    published = doc.article.published[:10] if doc.article.published else None
    for t in doc.times:
        if t.when.precision != "day" or t.when.first is None or t.span.start >= end:
            continue
        if published is None or t.when.first.isoformat() <= published:
            return t.when
    if doc.article.published:
        when = parse_edtf(doc.article.published[:10])
        return When(when.first, when.last, "day", doc.article.published, basis="publication")
    return None
