"""A denial is shown with its verb: its content alone would say the contrary."""

from __future__ import annotations

import pytest

from risalah.annotate.annotator import Annotator
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(Language("id"), ActorTable())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Kementerian Pertahanan RI membantah telah menandatangani kontrak pembelian radar dari Polandia.",
            "membantah telah menandatangani kontrak pembelian radar dari Polandia",
        ),
        (
            "Menlu Fiji Josefa Vakalala menyangkal bahwa negaranya menolak perjanjian itu.",
            "menyangkal bahwa negaranya menolak perjanjian itu",
        ),
        (
            "Menlu Fiji Josefa Vakalala mengatakan negaranya menyetujui perjanjian itu.",
            "negaranya menyetujui perjanjian itu",
        ),
    ],
)
def test_the_verb_of_denial_belongs_to_the_content(annotator: Annotator, text: str, content: str) -> None:
    doc = annotator.annotate(
        Article("sha256:x", text, "id", (Block("paragraph", Span(0, len(text))),), published="2031-03-04")
    )
    assert [" ".join(text[s.start : s.end] for s in q.content).rstrip(".") for q in doc.quotes] == [content]
