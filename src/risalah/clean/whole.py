"""The article that several pages make together: their texts in order, each page's place and address kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from risalah.model.article import Article, Block
from risalah.model.ids import article_id
from risalah.model.span import Span

_REPEATED = 40
"""Characters from which on a paragraph that stood on an earlier page is a repetition of it."""
_OF_A_PART = ("part_of", "part", "parts", "decoding", "captured", "record")


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """One page of an article: `number` counts from 1."""

    number: int
    article: Article


def join_articles(whole: str, parts: Sequence[ArticlePart]) -> Article:
    """The article at the address `whole`. `parts` are at least two pages, in any order.

    Headline, dateline and date are those of the first page that has them. A later page's headline, and its paragraphs
    that stood before, are left out. `metadata["pages"]` tells of each page its number, address, article and the stretch
    of the text that it gave; `metadata["pages_missing"]` which numbers below the last are not there.
    """
    ordered = sorted(parts, key=lambda p: (p.number, p.article.id))
    first = ordered[0].article
    title = next((p.article.title for p in ordered if p.article.title), None)
    text = title or ""
    blocks = [Block("title", Span(0, len(text)))] if title else []
    seen: set[str] = set()
    pages: list[dict[str, Any]] = []
    dateline = None
    for part in ordered:
        article = part.article
        begun = None
        for block in article.blocks:
            line = block.span.of(article.text)
            key = " ".join(line.split()).casefold()
            if block.kind == "title" or line == title or (len(key) >= _REPEATED and key in seen):
                continue
            seen.add(key)
            text += ("\n" if pages or begun is not None else "\n\n") + line if text else line
            start = len(text) - len(line)
            begun = start if begun is None else begun
            blocks.append(Block(block.kind, Span(start, len(text))))
            if dateline is None and article.dateline and article.dateline.span.start == block.span.start:
                shift = start - block.span.start
                span = article.dateline.span
                dateline = replace(article.dateline, span=Span(span.start + shift, span.end + shift))
        at = len(text) if begun is None else begun
        row = {"page": part.number, "url": article.url, "article": article.id, "start": at, "end": len(text)}
        pages.append(row)
    numbers = {p.number for p in ordered}
    missing = [n for n in range(1, max(numbers)) if n not in numbers]
    metadata = {k: v for k, v in first.metadata.items() if k not in _OF_A_PART} | {"pages": pages}
    dated = next((p.article for p in ordered if p.article.published), first)
    return Article(
        id=article_id(text, whole, first.outlet),
        text=text,
        lang=first.lang,
        blocks=tuple(blocks),
        title=title,
        url=whole,
        outlet=first.outlet,
        byline=next((p.article.byline for p in ordered if p.article.byline), ()),
        published=dated.published,
        published_basis=dated.published_basis,
        dateline=dateline,
        via=tuple(dict.fromkeys(v for p in ordered for v in p.article.via)),
        furniture_removed=sum(p.article.furniture_removed for p in ordered),
        source_id=first.source_id,
        metadata=metadata | ({"pages_missing": missing} if missing else {}),
    )
