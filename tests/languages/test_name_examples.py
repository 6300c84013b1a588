"""The sentences of examples/names.yaml, each with what must and must not be marked in it."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.annotate.names import NameFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

LANGUAGE = Language("id")
EXAMPLES = LANGUAGE.table("examples/names")["examples"]
SPLITTER = SentenceSplitter(LANGUAGE)


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(LANGUAGE, ActorTable())


@pytest.mark.parametrize("row", EXAMPLES, ids=[f"line {r.line}" for r in EXAMPLES])
def test_a_sentence_is_marked_as_its_example_says(finder: NameFinder, row: dict[str, Any]) -> None:
    text = row["text"]
    article = Article("x", text, "id", (Block("paragraph", Span(0, len(text))),))
    names = finder.find(article, SPLITTER.split(article))
    marked = [(m.span.of(text), m) for m in names.mentions]
    for words, actor in (row.get("find") or {}).items():
        if actor is None:
            continue
        found = [(list(m.members) if isinstance(actor, list) else m.actor) for exact, m in marked if exact == words]
        assert actor in found, (words, marked)
    for words in row.get("absent") or ():
        assert words not in [exact for exact, _ in marked]
        assert words not in [m.head.of(text) for _, m in marked if m.head]
    for words, kind in (row.get("kinds") or {}).items():
        assert kind in [m.kind for exact, m in marked if exact == words], (words, marked)
    for actor, country in (row.get("country") or {}).items():
        assert names.actors[actor].country == country
    for actor in row.get("former") or ():
        assert names.actors[actor].former
