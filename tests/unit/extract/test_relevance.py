"""Pages about relations between states are told from others, with reasons."""

from __future__ import annotations

import pytest

from risalah.extract.relevance import RelevanceReader

DIPLOMACY = (
    "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva.",
    "Kedua negara menandatangani perjanjian ekstradisi dan membahas kerja sama bilateral.",
)


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


def test_reasons_add_up_to_the_verdict(language, patterns, annotate) -> None:
    reader = RelevanceReader(language, patterns.grammar)
    verdict = reader.read(annotate(*DIPLOMACY))
    names = [name for name, _ in verdict.reasons]
    assert "foreign_party" in names
    assert "official" in names
    assert 0 <= verdict.score <= 1
    assert verdict.relevant is (verdict.score >= 0.5)


def test_an_empty_page_is_not_relevant(language, patterns, annotate) -> None:
    doc = annotate(" ", title=" ")
    assert RelevanceReader(language, patterns.grammar).read(doc).relevant is False
