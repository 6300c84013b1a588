"""Sentences in which a whole quotation counts as one piece, and the outlets that a sentence credits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from risalah.annotate.indirect import Unit
from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.quote_marks import FindStart, Quoted, pair_marks
from risalah.model.annotation import Sentence
from risalah.model.article import Article
from risalah.model.span import Span

_WORD = re.compile(r"[^\W_][\w’'./&-]*")
NAME_RUN = re.compile(r"\s*([A-Z][\w'’.&-]*(?:\s+[A-Z][\w'’.&-]*){0,4})")
"""Up to five capitalised words."""


def build_units(
    article: Article,
    sentences: tuple[Sentence, ...],
    is_cue: Callable[[int], bool],
    find_start: FindStart | None = None,
) -> list[Unit]:
    """Sentences, joined where a quotation runs over their border."""
    text, blocks = article.text, article.blocks
    units: list[Unit] = []
    by_block: dict[int, list[Span]] = {}
    for s in sentences:
        by_block.setdefault(s.block, []).append(s.span)
    for i, block in enumerate(blocks):
        quoted = pair_marks(text, block.span, is_cue, find_start)
        k = 0
        pending: Span | None = None
        for span in by_block.get(i, ()):
            pending = Span(pending.start, span.end) if pending else span
            last = k
            while last < len(quoted) and quoted[last].outer.start < pending.end:
                last += 1
            if last > k and quoted[last - 1].outer.end > pending.end:
                continue  # the quotation goes on
            units.extend(_part(article, pending, i, quoted[k:last]))
            k, pending = last, None
        if pending is not None:
            units.extend(_part(article, pending, i, quoted[k:]))
    return units


def _part(article: Article, span: Span, block: int, quoted: list[Quoted]) -> Iterator[Unit]:
    """The units of a sentence, which speech parts where a page lost the blank behind a full stop ('pers.“Kami ...')."""
    text = article.text
    start, first = span.start, 0
    for n, q in enumerate(quoted):
        at = q.outer.start
        if start < at and q.opened and text[at - 1] in ".!?" and text[q.inner.start].isupper():
            yield Unit(_without_dateline(article, Span(start, at)), block, tuple(quoted[first:n]))
            start, first = at, n
    yield Unit(_without_dateline(article, Span(start, span.end)), block, tuple(quoted[first:]))


def _without_dateline(article: Article, span: Span) -> Span:
    """A sentence without the place and agency before it ("KOTA BENING, Kabar -")."""
    line = article.dateline
    if line is None or not line.span.overlaps(span) or line.span.end >= span.end:
        return span
    start = _blank(article.text, line.span.end, span.end)
    return Span(start, span.end) if span.start <= line.span.start and start < span.end else span


def read_via(lexicon: QuoteLexicon, text: str, within: Span) -> tuple[str, ...]:
    """The outlets that the sentence says it took the words from."""
    out: list[str] = []
    for m in lexicon.via.finditer(text, within.start, within.end):
        at = m.end()
        for _ in range(4):
            w = _WORD.match(text, _blank(text, at, within.end), within.end)
            if w is None or w[0].lower() not in lexicon.via_skip:
                break
            at = w.end()
        run = NAME_RUN.match(text, at, within.end)
        if run and run[1].split()[0].lower() not in lexicon.days:
            out.append(run[1].rstrip("."))
    return tuple(dict.fromkeys(out))


def _blank(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at
