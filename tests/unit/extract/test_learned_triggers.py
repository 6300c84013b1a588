"""What the model finds is read by its governors, and only where it is sure: above all at the high stages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.instruments import InstrumentFinder
from risalah.extract.learned_triggers import LearnedTriggers
from risalah.resources.learned import HIGHEST, JOINT, PREFIX, SENTENCE, START, WORD, LearnedCues


def believe(patterns, stage: str, word: str, sure: float) -> LearnedCues:
    """A model that holds `word` to carry `stage`, and every sentence to tell a commitment with odds of `sure`."""
    weights = {
        JOINT: {SENTENCE: 1.0, WORD: 0.0, START: 0.0, HIGHEST: 9.0},
        SENTENCE: {START: sure},
        WORD: {START: -1.0, word: 9.0},
        **{s: {START: 5.0 if s == stage else -5.0} for s in ("planned", "pledged", "signed", stage)},
    }
    return replace(patterns.learned, weights=weights)


@pytest.fixture
def find(patterns, annotate, split):
    """The trigger that a believing model finds in a text, and what it judged."""

    def run(text: str, stage: str, word: str, sure: float = 3.0, told: int = 2, relevance: float = 1.0):
        learned = LearnedTriggers(patterns, believe(patterns, stage, word, sure))
        doc = annotate(text)
        start = doc.article.text.index(text)
        clauses = split(text)
        mentions = [
            replace(m, span=replace(m.span, start=m.span.start - start, end=m.span.end - start))
            for m in doc.mentions
            if m.span.start >= start
        ]
        known = learned.judge(clauses, mentions, learned.floor(told, relevance))
        return known and learned.find(clauses, known, InstrumentFinder(patterns).find(clauses))

    return run


def test_the_word_and_the_stage_make_a_trigger(find) -> None:
    trigger = find("Fiji menebus kapal Tonga.", "pledged", "menebus")
    assert (trigger.cue.name, trigger.reading.stage, trigger.first) == (PREFIX + "pledged", "pledged", 1)


def test_a_page_with_fewer_records_or_less_diplomacy_needs_more(find) -> None:
    assert find("Fiji menebus kapal Tonga.", "pledged", "menebus", sure=0.0, told=2)
    assert not find("Fiji menebus kapal Tonga.", "pledged", "menebus", sure=0.0, told=1)
    assert not find("Fiji menebus kapal Tonga.", "pledged", "menebus", sure=0.0, told=0)
    assert not find("Fiji menebus kapal Tonga.", "pledged", "menebus", sure=0.0, told=2, relevance=0.3)


def test_a_question_or_a_denial_claims_nothing(find) -> None:
    assert not find("Apakah Fiji menebus kapal Tonga?", "pledged", "menebus")
    assert not find("Fiji membantah akan menebus kapal Tonga.", "pledged", "menebus")


@pytest.mark.parametrize(
    "lowering",
    ["tidak akan", "belum", "batal", "menolak untuk", "gagal", "menunda untuk", "nyaris", "tidak jadi", "urung"],
)
def test_what_governors_take_back_is_not_undertaken(find, lowering: str) -> None:
    """A known trigger may be read at a lower stage; what is only learned is left alone."""
    assert find("Fiji hendak menebus kapal Tonga.", "pledged", "menebus")
    assert not find(f"Fiji {lowering} menebus kapal Tonga.", "pledged", "menebus")


def test_a_refusal_to_end_it_is_no_end(find) -> None:
    """Nor is a postponed end a suspension; what is postponed itself is suspended."""
    assert find("Fiji menghentikan bantuan bagi Tonga.", "terminated", "menghentikan").reading.stage == "terminated"
    assert not find("Fiji menolak menghentikan bantuan bagi Tonga.", "terminated", "menghentikan")
    assert not find("Penghentian bantuan Fiji bagi Tonga ditunda.", "terminated", "penghentian")
    assert not find("Fiji batal menghentikan bantuan bagi Tonga.", "terminated", "menghentikan")
    assert find("Pengiriman beras Fiji ke Tonga ditunda.", "suspended", "pengiriman").reading.stage == "suspended"


@pytest.mark.parametrize("stage", ["signed", "ratified", "in_force", "implemented"])
def test_never_at_a_high_stage(find, stage: str) -> None:
    assert find("Fiji meneken perjanjian dengan Tonga.", stage, "meneken", sure=9.0) is None


def test_hope_lowers_what_is_undertaken(find) -> None:
    assert find("Fiji diharapkan menebus kapal Tonga.", "pledged", "menebus").reading.modality == "expected"


def test_a_visit_is_no_undertaking(find) -> None:
    assert find("Fiji akan mengunjungi Tonga.", "planned", "mengunjungi") is None


LEAD = "Fiji dan Tonga sepakat membuka kembali pelabuhan bersama."


def test_without_a_model_the_tables_stand_alone(patterns, annotate) -> None:
    alone = CommitmentExtractor(replace(patterns, learned=None))
    doc = annotate(LEAD)
    assert (
        [c.stage for c in alone.extract(doc)]
        == ["agreed"]
        == [c.stage for c in CommitmentExtractor(patterns).extract(doc)]
    )


def test_a_record_of_the_tables_is_never_replaced(patterns, annotate) -> None:
    unsure = replace(patterns.learned, weights={**patterns.learned.weights, SENTENCE: {START: 20.0}})
    doc = annotate(LEAD, "Langit cerah di pelabuhan itu.")
    with_model, alone = (CommitmentExtractor(replace(patterns, learned=x)).extract(doc) for x in (unsure, None))
    assert [(c.stage, c.title) for c in with_model][:1] == [(c.stage, c.title) for c in alone]


def test_what_the_next_sentence_denies_is_not_found_either(patterns, annotate) -> None:
    learned = believe(patterns, "pledged", "menebus", 9.0)
    extractor = CommitmentExtractor(replace(patterns, learned=learned))
    told = (LEAD, "Fiji dan Tonga sepakat mengirim pengamat ke Samoa.", "Fiji menebus kapal Tonga.")

    def find_learned(*texts: str) -> list[str]:
        found = extractor.extract(annotate(" ".join(texts)))
        return [c.stage for c in found if any(e.rule == PREFIX + "pledged" for e in c.evidence)]

    assert find_learned(*told) == ["pledged"]
    assert find_learned(*told, "Hal itu tidak benar.") == []


def test_who_is_named_behind_a_passive_does_it(patterns, annotate) -> None:
    learned = believe(patterns, "refused", "dimentahkan", 9.0)
    text = "Adapun usulan Tonga agar ikan kaleng bebas bea masuk dimentahkan tim perunding Fiji."
    doc = annotate(LEAD, "Fiji dan Tonga sepakat mengirim pengamat ke Samoa.", text)
    found = CommitmentExtractor(replace(patterns, learned=learned)).extract(doc)
    told = [c for c in found if any(e.rule == PREFIX + "refused" for e in c.evidence)]
    assert [[(p.actor, p.role) for p in c.parties] for c in told] == [[("FJI", "committer"), ("TON", "beneficiary")]]
