"""Who is bound by a sentence that tells a commitment, where the reading of roles finds nobody."""

from __future__ import annotations

import pytest

from risalah.extract.instruments import InstrumentFinder
from risalah.extract.learned_roles import read_plain_roles
from risalah.extract.parties import Cast
from risalah.extract.tokens import ClauseSplitter
from risalah.extract.triggers import TriggerFinder
from risalah.model.annotation import Annotated


@pytest.fixture
def roles(patterns, annotate):
    """The parties that the first trigger of the last paragraph binds, by role; None where it binds nobody."""

    def run(*paragraphs: str) -> dict[str, str] | None:
        doc: Annotated = annotate(*paragraphs)
        start = doc.article.text.rindex(paragraphs[-1])
        sentence = next(s for s in doc.sentences if s.span.start >= start)
        clauses = ClauseSplitter(patterns.openers, patterns.grammar).split(doc.article.text, sentence.span)
        cast = Cast(doc, patterns.grammar)
        cast.look_at(sentence.span)
        trigger = TriggerFinder(patterns).find(clauses, InstrumentFinder(patterns).find(clauses), set())[0]
        found = read_plain_roles(cast, clauses, trigger, None)
        return found and {p.actor: p.role for p in found[0]}

    return run


def test_who_stands_before_the_word_undertakes_it(roles) -> None:
    assert roles("Fiji berjanji membantu Tonga membangun jembatan.") == {"FJI": "committer", "TON": "beneficiary"}
    assert roles("Fiji meminta Tonga membuka pelabuhannya.") == {"FJI": "committer", "TON": "addressee"}


def test_both_sides_of_an_agreement_are_parties(roles) -> None:
    assert roles("Fiji menyepakati perjanjian ekstradisi dengan Tonga.") == {"FJI": "party", "TON": "party"}


@pytest.mark.parametrize(
    "text",
    [
        "Indonesia akan membangun jembatan.",
        "Jembatan itu akan dibangun.",
        "Kerja sama dan teknologi yang akan membantu Fiji dan Tonga itu mahal.",
        "Keikutsertaan Fiji akan membantu Tonga.",
        "Menteri Pariwisata Fiji meminta WN Fiji mematuhi jam malam di Tonga.",
        "Para nelayan Fiji meminta Tonga membuka pelabuhan.",
    ],
)
def test_it_binds_nobody(roles, text: str) -> None:
    assert roles(text) is None
