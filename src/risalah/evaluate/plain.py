"""Articles made of bare text, for measuring one step without the others."""

from __future__ import annotations

import re

from risalah.model.article import Article, Block, BlockKind
from risalah.model.span import Span


def make_article(text: str, title: str | None = None, published: str | None = None) -> Article:
    """An article whose lines are its blocks; where there is a title, the first line of `text` must be it."""
    blocks: list[Block] = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        kind: BlockKind = "title" if title and not blocks else "paragraph"
        blocks.append(Block(kind, Span(line.start(), line.end())))
    return Article("plain", text, "id", tuple(blocks), title=title, published=published)
