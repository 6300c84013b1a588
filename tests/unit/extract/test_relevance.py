"""Pages about relations between states are told from others, with reasons that add up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.extract.relevance import RelevanceReader
from risalah.extract.relevance_signs import STRUCTURAL, TABLE, SignCounter
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

DIPLOMACY = (
    "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva.",
    "Kedua negara menandatangani perjanjian ekstradisi dan membahas kerja sama bilateral.",
)


@pytest.fixture(scope="module")
def reader(language: Language) -> RelevanceReader:
    return RelevanceReader(language, ActorTable())


@pytest.fixture(scope="module")
def counter(language: Language) -> SignCounter:
    return SignCounter(language, ActorTable())


def page(*paragraphs: str, title: str | None = None) -> Article:
    return Article("sha256:x", "\n\n".join((title, *paragraphs) if title else paragraphs), "id", title=title)


@pytest.mark.parametrize(
    ("paragraphs", "relevant"),
    [
        (DIPLOMACY, True),
        (("Klub itu menang dua gol dalam pertandingan melawan Fiji.", "Pelatih memuji pemain."), False),
        (("Bupati meresmikan pasar.", "Camat dan wali kota hadir di kecamatan itu."), False),
        (("Gubernur dan kepala polisi menandatangani kesepakatan tentang lalu lintas mudik.",), False),
    ],
)
def test_verdict(extract, paragraphs: tuple[str, ...], relevant: bool) -> None:
    assert extract(*paragraphs).article.relevant is relevant


def test_reasons_add_up_to_the_score(reader: RelevanceReader) -> None:
    verdict = reader.read(page(*DIPLOMACY))
    odds = verdict.start + sum(r.points for r in verdict.reasons)
    assert verdict.score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)
    assert verdict.relevant is (verdict.score >= reader.floor)
    heaviest = [abs(r.points) for r in verdict.reasons]
    assert heaviest == sorted(heaviest, reverse=True)
    counted = {(r.sign, r.zone): r.count for r in verdict.reasons}
    assert counted["foreign ministry", "text"] == 2


def test_an_empty_page_is_not_relevant(reader: RelevanceReader) -> None:
    assert reader.read(page(" ")).relevant is False


def test_zones_are_title_opening_and_text(counter: SignCounter) -> None:
    counts, words = counter.count(page("Kenya mengecam. " + "kata " * 80 + "Kenya.", title="Fiji dan Kenya berunding"))
    assert counts["foreign state", "title"] == 2
    assert counts["foreign state", "opening"] == 1
    assert counts["foreign state", "text"] == 4
    assert counts["foreign states named", "text"] == 2
    assert counts["foreign state acts", "opening"] == 1
    assert counts["two parties side by side", "title"] == 1
    assert words == 87


def test_glued_link_words_are_read_apart(counter: SignCounter) -> None:
    counts, _ = counter.count(page("Utusan ituPresidenKenya, berunding denganPBB."))
    assert counts["foreign state", "text"] == 1
    assert counts["office of a foreign state", "text"] == 1
    assert counts["international organisation", "text"] == 1


def test_small_letters_name_no_state(counter: SignCounter) -> None:
    counts, _ = counter.count(page("Mereka turki dan as roda."))
    assert counts["foreign state", "text"] == 0
    assert counts["no foreign party", "text"] == 1


def test_every_word_stands_in_one_sign_only(language: Language) -> None:
    words = [w for sign in language.mapping(TABLE, "signs") for w in language.mapping(TABLE, "signs")[sign]]
    assert len(words) == len(set(words))
    assert all(w == w.lower() for w in words)
    assert not set(STRUCTURAL) & set(language.mapping(TABLE, "signs"))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_a_score(text: str) -> None:
    verdict = RelevanceReader(LANGUAGE, ACTORS).read(Article("sha256:x", text, "id"))
    assert 0 <= verdict.score <= 1


def test_a_text_without_a_blank_is_read_at_once(reader: RelevanceReader) -> None:
    assert reader.read(page("aA" * 500_000)).score <= 1


LANGUAGE, ACTORS = Language("id"), ActorTable()
