"""Texts in columns, with equal facts under equal numbers and colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from risalah.model.article import Block
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, Entry
from risalah.model.span import Span
from risalah.show.web.highlight import Mark, Segment, cut_segments
from risalah.show.web.views.evidence import find_record, pin_record

ALONE = "x"
"""The key of words that serve an entry of this article only."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One article's text in blocks: (kind, segments). Keys of segments are numbers of shared entries, or ALONE.

    Beside a segment stands the number of the entry that is first met there in its block, or "".
    """

    article: ArticleEntry
    blocks: tuple[tuple[str, tuple[tuple[Segment, str], ...]], ...]
    full: bool


def view_text(
    document: Document, row: ArticleEntry, entries: Iterable[Entry], numbers: dict[str, int], *, full: bool
) -> TextColumn:
    """The text of a document, marked for `entries`; `numbers` has those of the shared ones."""
    article = document.article
    marks: list[Mark] = []
    sentences: list[Span] = []
    for entry in entries:
        key = str(numbers.get(entry.id, ALONE))
        for ref in entry.records:
            record = find_record(document, ref.id) if ref.article == article.id else None
            if record is None:
                continue
            for pin in pin_record(record, article.text):
                sentences.append(pin.sentence or pin.span)
                if pin.sentence != pin.span:
                    marks.append(Mark(pin.span.start, pin.span.end, key))
    whole = article.blocks or ((Block("paragraph", Span(0, len(article.text))),) if article.text else ())
    spans = [(b.kind, b.span) for b in whole]
    if not full:
        spans = [(b.kind, s) for b in whole for s in merge_spans([s for s in sentences if b.span.overlaps(s)], b.span)]
    blocks = []
    for kind, span in spans:
        inside = [m for m in marks if m.start < span.end and span.start < m.end]
        blocks.append((kind, _number(cut_segments(article.text, span.start, span.end, inside))))
    return TextColumn(row, tuple(blocks), full)


def _number(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, str], ...]:
    met: set[str] = set()
    out = []
    for segment in segments:
        key = next((k for k in segment.keys if k != ALONE), "")
        out.append((segment, "" if key in met else key))
        met.add(key)
    return tuple(out)


def merge_spans(spans: list[Span], within: Span) -> list[Span]:
    """Overlapping spans joined, in text order, clipped to `within`."""
    merged: list[Span] = []
    for span in sorted(spans):
        s = Span(max(span.start, within.start), min(span.end, within.end))
        if merged and s.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, s.end))
        else:
            merged.append(s)
    return merged
