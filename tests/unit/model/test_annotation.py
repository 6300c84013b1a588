"""A few sentences without a title are an excerpt; an article is not."""

from __future__ import annotations

import pytest

from risalah.model.annotation import EXCERPT, Annotated, Sentence
from risalah.model.article import Article, Block
from risalah.model.span import Span


@pytest.mark.parametrize(
    ("sentences", "kinds", "excerpt"),
    [
        (1, ["paragraph"], True),
        (EXCERPT, ["paragraph"], True),
        (EXCERPT + 1, ["paragraph"], False),
        (1, ["title", "paragraph"], False),
    ],
)
def test_an_excerpt_has_few_sentences_and_no_title(sentences: int, kinds: list[str], excerpt: bool) -> None:
    blocks = tuple(Block(kind, Span(i, i + 1)) for i, kind in enumerate(kinds))  # type: ignore[arg-type]
    rows = tuple(Sentence(Span(i, i + 1), 0) for i in range(sentences))
    doc = Annotated(Article("x", "Fiji " * 4, "id", blocks=blocks), rows)
    assert doc.is_excerpt is excerpt
