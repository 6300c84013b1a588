"""Every amount in data/languages/id/examples/amounts.yaml is found, with its value, and nothing beside it."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.annotate.amounts import AmountFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language

LANGUAGE = Language("id")
EXAMPLES: list[dict[str, Any]] = LANGUAGE.table("examples/amounts")["examples"]
FINDER = AmountFinder(LANGUAGE)
SPLITTER = SentenceSplitter(LANGUAGE)


def judge(row: dict[str, Any]) -> str:
    """What is wrong with the reading of an example; "" if nothing is."""
    text = row["text"]
    article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),))
    found = FINDER.find(article, SPLITTER.split(article))
    have = [(a.span.of(text), a.value, a.high, a.unit, a.currency, a.qualifier) for a in found]
    want = [
        (w["raw"], w["value"], w.get("high"), w.get("unit"), w.get("currency"), w.get("qualifier"))
        for w in row["amounts"]
    ]
    return "" if have == want else f"wanted {want}, got {have}"


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 80


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda r: f"{r.line}")
def test_example(row: dict[str, Any]) -> None:
    assert judge(row) == "", row["text"]
