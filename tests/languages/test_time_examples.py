"""Every time expression in data/languages/id/examples/time.yaml is found and means what the file says."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.times import TimeFinder
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language

LANGUAGE = Language("id")
EXAMPLES: list[dict[str, Any]] = LANGUAGE.table("examples/time")["examples"]
FINDER = TimeFinder(LANGUAGE)
SPLITTER = SentenceSplitter(LANGUAGE)


def judge(row: dict[str, Any]) -> str:
    """What is wrong with the reading of an example; "" if nothing is."""
    text = row["text"]
    published = None if row["published"] == "none" else row["published"]
    article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),), published=published)
    times = FINDER.find(article, SPLITTER.split(article))
    got = [(m.span.of(text), m.when.edtf()) for m in times]
    if row.get("none"):
        return "" if not times else f"expected nothing, got {got}"
    for m in times:
        if m.span.of(text) != row["raw"]:
            continue
        want = (row["edtf"], row["precision"], row.get("qualifier"), tuple(row.get("inferred") or ()))
        have = (m.when.edtf(), m.when.precision, m.when.qualifier, m.when.inferred)
        if want != have or bool(m.when.note) != bool(row.get("note")):
            return f"wanted {want}, got {have} {m.when.note}"
        return "" if not m.when.inferred or m.when.inferred == ("month",) or m.when.reason else "no reason given"
    return f"{row['raw']!r} not found, got {got}"


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 120


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda r: f"{r.line}")
def test_example(row: dict[str, Any]) -> None:
    assert judge(row) == "", row["text"]
