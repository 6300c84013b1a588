"""A record of the tables that rests on sentences unlike all marked ones waits for a person, and is never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.gate import Gate
from risalah.resources.learned import SENTENCE, START

TOLD = "Fiji berjanji membantu Tonga membangun pelabuhan."


@pytest.fixture
def judge(patterns, annotate):
    """Verdicts of the gate about the records of a page, where the model finds every sentence as probable as `odds`."""

    def run(*paragraphs: str, odds: float, title: str = "Kabar hari ini", rare: frozenset[str] = frozenset()):
        weights = {**patterns.learned.weights, SENTENCE: {START: odds}}
        changed = replace(patterns, learned=replace(patterns.learned, weights=weights, rare=rare))
        doc = annotate(*paragraphs, title=title)
        records = CommitmentExtractor(replace(patterns, learned=None)).extract(doc)
        assert records
        gate = Gate(changed)
        readings = gate.open(doc)
        return [gate.check_own(readings, r) for r in records]

    return run


def test_an_unlikely_record_is_for_review_with_its_reason(judge) -> None:
    (verdict,) = judge(TOLD, odds=-40.0)
    assert verdict.decision == "review"
    assert [r.code for r in verdict.reasons] == ["unlike"]
    assert "berjanji" in verdict.reasons[0].words["id"] and "berjanji" in verdict.reasons[0].words["en"]


def test_a_likely_record_passes(judge) -> None:
    assert judge(TOLD, odds=5.0) == [None]


def test_a_record_that_a_headline_tells_is_not_doubted(judge) -> None:
    assert None in judge(TOLD, odds=-40.0, title="Fiji janji bantu Tonga bangun pelabuhan")


def test_a_kind_of_which_few_were_marked_is_not_doubted(judge) -> None:
    assert judge(TOLD, odds=-40.0, rare=frozenset({"pledge", "aid"})) == [None]


def test_without_a_model_nothing_is_doubted(patterns, annotate) -> None:
    alone = replace(patterns, learned=None)
    gate, doc = Gate(alone), annotate(TOLD)
    readings = gate.open(doc)
    assert [gate.check_own(readings, r) for r in CommitmentExtractor(alone).extract(doc)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Duta Besar Fiji Josefa Vakalala menyerukan penghentian kekerasan.",
        "Kami berjanji datang membawa lebih dari sekadar ucapan duka, kata Menlu Fiji Josefa Vakalala kepada warga Tonga.",
    ],
)
def test_what_is_doubted_is_listed_with_its_reason_and_its_words(extract, text: str) -> None:
    """By the shipped model: that a record is doubted changes with what it learned, that nothing is lost does not."""
    doc = extract("Fiji dan Tonga bertetangga di Pasifik.", text, "Langit cerah.", "Pasar ramai.")
    waiting = [v for v in doc.gate.verdicts if v.decision == "review"]
    assert len(doc.commitments) + len(waiting) == 1
    for v in waiting:
        assert [r.code for r in v.reasons] == ["unlike"]
        assert any(q.words in text for q in v.proposal.quoted)
