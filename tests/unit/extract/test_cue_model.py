"""Weights add up to probabilities, and the quick sums are those of the definition."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.extract.cue_features import CueFeatures
from risalah.extract.cue_model import CueModel, may_carry
from risalah.resources.learned import HIGHEST, JOINT, SENTENCE, START, WORD
from risalah.resources.word_classes import WordForms

FORMS = WordForms(("ber", "mem"), ("i",), ("ber", "me"), ("k", "t"), ("a", "u"), {"membuka": ("~b1", "~m1", "~f1")})
SMALL = {
    JOINT: {SENTENCE: 0.5, WORD: 0.25, START: -1.0, HIGHEST: 99.0},
    SENTENCE: {START: -2.0, "berjanji": 3.0, "@ ... berjanji": 1.0, "hujan": -2.0},
    WORD: {
        START: -4.0,
        "berjanji": 5.0,
        "after @state": 1.0,
        "left @state": 0.5,
        "before akan": -0.5,
        "~m1": 0.3,
        "+1 ~f1": 0.2,
        "-2 root buka": 0.1,
        "akan me--": 0.7,
    },
    "pledged": {START: 0.0, "berjanji": 2.0},
    "refused": {START: 0.0, "menolak": 2.0},
}
PLEDGE = ["@state", "berjanji", "membantu", "@state"]
WORDS = st.lists(
    st.sampled_from(["@state", "@state+", "akan", "membuka", "berjanji", "membantu", "#", "dan", "hujan", "pelabuhan"]),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def model() -> CueModel:
    return CueModel(SMALL, FORMS)


def test_a_probability_is_what_its_weights_add_up_to(model: CueModel) -> None:
    sure, at = model.judge(PLEDGE)
    word = -4.0 + 5.0 + 1.0 + 0.5
    sentence = -2.0 + 3.0 + 1.0
    assert at == 1
    assert sure == pytest.approx(1 / (1 + math.exp(-(0.5 * sentence + 0.25 * word - 1.0))))


def test_the_share_of_a_stage(model: CueModel) -> None:
    stage, share = model.read_stage(PLEDGE, 1)
    assert (stage, share) == ("pledged", pytest.approx(1 / (1 + math.exp(-2.0))))


def test_names_numbers_and_short_words_carry_nothing(model: CueModel) -> None:
    assert [w for w in ("@state", "#", "dan", "akan", "12an") if may_carry(w)] == ["akan"]
    sure, at = model.judge(["@state", "dan", "@state"])
    assert at is None and sure < 0.02


@given(WORDS)
def test_quick_sums_are_those_of_the_definition(words: list[str]) -> None:
    weights = SMALL[WORD]
    quick = CueModel(SMALL, FORMS).score_words(words)
    assert set(quick) == {i for i, w in enumerate(words) if may_carry(w)}
    for i, score in quick.items():
        assert score == pytest.approx(
            weights[START] + sum(weights.get(f, 0.0) for f in CueFeatures(FORMS).tell_word(words, i))
        )


@given(WORDS)
def test_judging_is_the_same_each_time(words: list[str]) -> None:
    model = CueModel(SMALL, FORMS)
    sure, at = model.judge(words)
    assert 0 < sure < 1 and model.judge(list(words)) == (sure, at)


def test_the_shipped_weights_tell_an_undertaking_from_the_weather(patterns) -> None:
    model = CueModel(patterns.learned.weights, patterns.learned.forms)
    told, at = model.judge(["@state", "akan", "mengirim", "kapal", "ke", "@state"])
    assert at == 2 and told > 10 * model.judge(["hujan", "akan", "turun", "di", "kota", "itu"])[0]


@given(WORDS, st.floats(0.01, 0.99))
def test_a_floor_changes_nothing_that_reaches_it(words: list[str], floor: float) -> None:
    model = CueModel(SMALL, FORMS)
    sure, at = model.judge(words)
    bounded = model.judge(words, floor)
    assert bounded == (sure, at) if sure >= floor else sure <= bounded[0] + 1e-9 and bounded[0] < floor
