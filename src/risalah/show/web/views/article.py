"""An article with its evidence highlighted, cut on the server from code-point offsets."""

from __future__ import annotations

from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.highlight import Mark, cut_segments
from risalah.show.web.pages import ArticlePage, BlockView, Line
from risalah.show.web.views.evidence import find_record, pin_record
from risalah.show.web.views.lines import view_entry, view_record
from risalah.show.web.views.texts import merge_spans

FOCUS = "focus"
"""The key of the passage that a link asks for."""


def build_article(
    desk: Desk, article_id: str, ctx: Context, *, focus: tuple[int, int] | None, full: bool
) -> ArticlePage | None:
    """The page of an article; `focus` is a passage to stress, `full` shows the whole text. None where there is none."""
    document = desk.document(article_id)
    if document is None:
        return None
    article = document.article
    marks: list[Mark] = []
    sentences: list[Span] = []
    lines: dict[str, Line] = {}
    for entry in desk.reader.entries_of_article(article.id):
        for ref in entry.records:
            record = find_record(document, ref.id) if ref.article == article.id else None
            if record is None:
                continue
            key = f"{entry.id}/{ref.id}"
            lines[key] = view_record(view_entry(desk, entry, ctx), record, article.text)
            for pin in pin_record(record, article.text):
                sentences.append(pin.sentence or pin.span)
                # A field that rests on a whole sentence would paint over all the others: its words are the record's.
                if pin.sentence != pin.span:
                    marks.append(Mark(pin.span.start, pin.span.end, key))
    if focus and not 0 <= focus[0] < focus[1] <= len(article.text):
        focus = None
    if focus:
        marks.append(Mark(focus[0], focus[1], FOCUS))
        sentences.append(Span(*focus))
    blocks = article.blocks or (Block("paragraph", Span(0, len(article.text))),) if article.text else ()
    views = [_view_block(article, b, marks, lines) for b in blocks]
    if not full:
        views = [
            _view_block(article, Block(b.kind, s), marks, lines)
            for b in blocks
            for s in merge_spans([s for s in sentences if b.span.overlaps(s)], b.span)
        ]
    # The title has no notes beside it: what rests on it alone is listed below.
    noted = {id(n) for b in views if b.kind != "title" for n in b.notes}
    row = desk.article(article.id)
    return ArticlePage(
        article=article,
        row=row,
        story=desk.story(row.story) if row else None,
        blocks=tuple(views),
        lines=lines,
        rest=tuple(x for x in lines.values() if id(x) not in noted),
        focus=focus,
        full=full,
        failures=document.failures,
        sample=bool(article.metadata.get("sample")),
    )


def _view_block(article: Article, block: Block, marks: list[Mark], lines: dict[str, Line]) -> BlockView:
    span = block.span
    inside = [m for m in marks if m.start < span.end and span.start < m.end]
    keys = dict.fromkeys(m.key for m in sorted(inside, key=lambda m: (m.start, m.end)) if m.key in lines)
    segments = cut_segments(article.text, span.start, span.end, inside)
    return BlockView(block.kind, segments, tuple(lines[k] for k in keys))
