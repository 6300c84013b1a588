"""Texts on disk change nothing of what is linked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.link import Maker

from factory import make_documents
from risalah.config import Settings
from risalah.link import link
from risalah.link.shelf import Shelf
from risalah.model.document import Document
from risalah.pipeline import load_kit, process_many
from risalah.read import read_pages
from risalah.resources.actors import ActorTable
from risalah.resources.linking import read_weights
from risalah.resources.loader import DATA


def read_sample() -> list[Document]:
    kit = load_kit(Settings())
    return [d for d in process_many(read_pages([str(DATA / "sample" / "pages")]), kit) if d.article.text]


@pytest.mark.parametrize("made", [True, False])
def test_the_register_is_the_same(made: bool) -> None:
    documents = list(Maker().make(300)) if made else read_sample()
    weights, offices = read_weights(), ActorTable()
    plain = link(documents, (), weights=weights, offices=offices)
    with Shelf(few=3, at_hand=5) as shelf:
        shelved = link([shelf.put(d) for d in documents], (), weights=weights, offices=offices)
    assert shelved == plain and len(plain.entries()) > 10


def test_a_document_gives_what_was_laid_aside() -> None:
    documents = make_documents()
    with Shelf(few=1, at_hand=2) as shelf:
        laid = [shelf.put(d) for d in documents]
        assert laid[0] is documents[0] and laid[1] is not documents[1]
        for _ in range(2):
            for before, after in zip(documents, laid, strict=True):
                assert after.article.text == before.article.text and after.article.title == before.article.title
                assert tuple(after.mentions) == before.mentions and after.mentions == before.mentions
                assert len(after.mentions) == len(before.mentions) and after.actors == before.actors
                assert (after.quotations, after.meetings) == (before.quotations, before.meetings)
                assert after.commitments == before.commitments
        # A document that linking changes (a short name's id) keeps its text.
        changed = replace(laid[-1], actors=())
        assert changed.article.text == documents[-1].article.text
