"""What a value was not, by which words and why."""

from __future__ import annotations

import pytest

from risalah.extract.commitments import CommitmentExtractor
from risalah.model.article import Article, Block
from risalah.model.record import Commitment
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns
from risalah.show.labels import Labels


@pytest.fixture(scope="module")
def read():
    from risalah.annotate.annotator import Annotator

    language = Language("id")
    annotator, extractor = Annotator(language, ActorTable()), CommitmentExtractor(load_patterns(language))

    def one(text: str) -> Commitment:
        blocks = (Block("paragraph", Span(0, len(text))),)
        found = extractor.extract(annotator.annotate(Article("sha256:x", text, "id", blocks=blocks)))
        assert found
        assert Commitment.from_json(found[0].to_json(text), text) == found[0]
        for a in found[0].alternatives:
            assert text[a.span.start : a.span.end] == a.exact
        return found[0]

    return one


@pytest.mark.parametrize(
    ("text", "field", "value", "reason"),
    [
        ("Indonesia dan Fiji akan menandatangani perjanjian ekstradisi.", "stage", "signed", "governed:plan"),
        ("Diharapkan Indonesia dan Fiji menandatangani perjanjian ekstradisi.", "stage", "signed", "governed:hope"),
        ("Perjanjian Indonesia dan Fiji diteken di Tonga.", "parties", "TON", "place"),
        (
            "Fiji berjanji memberikan 20 beasiswa kepada Indonesia setelah banjir yang menelan kerugian 5 juta dolar.",
            "amount",
            "5 juta dolar",
            "not_its_object",
        ),
    ],
)
def test_rejected_values_keep_their_words_and_reason(read, text: str, field: str, value: str, reason: str) -> None:
    assert (field, value, reason) in [(a.field, a.value, a.reason) for a in read(text).alternatives]


def test_a_value_that_nothing_contests_has_no_alternatives(read) -> None:
    assert read("Indonesia dan Fiji menandatangani perjanjian ekstradisi.").alternatives == ()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_reasons_have_words_in_both_languages(lang: str) -> None:
    labels = Labels(lang)
    for code in ("governed:hope", "headline", "earlier_stage", "off_ladder", "place", "no_part", "no_bound"):
        said = labels.alternative(code)
        assert said != code
        assert " " in said
