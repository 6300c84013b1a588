"""Noun phrases that name an instrument: where they begin and end, and what they go back to."""

from __future__ import annotations

import pytest

from risalah.extract.instruments import InstrumentFinder


def titles(patterns, split, text: str) -> list[str]:
    clauses = split(text)
    return [text[i.span.start : i.span.end] for i in InstrumentFinder(patterns).find(clauses)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fiji meneken perjanjian ekstradisi pekan lalu", "perjanjian ekstradisi"),
        ("Fiji meneken nota kesepahaman (MoU) di bidang kelautan di Suva", "nota kesepahaman (MoU) di bidang kelautan"),
        ("Penandatanganan perjanjian dagang ditargetkan berlangsung tahun ini", "perjanjian dagang"),
        ("IF-CEPA ingin ditandatangani tahun ini", "IF-CEPA"),
        ("Fiji meneken MoU No. 21 mengenai batas laut", "MoU No. 21 mengenai batas laut"),
        ("Fiji dan Tonga meneken kerja sama pembelian kapal patroli", "kerja sama pembelian kapal patroli"),
        ("Fiji mengesahkan perjanjian bilateral dalam pertemuan di Suva", "perjanjian bilateral"),
    ],
)
def test_a_title_ends_where_the_phrase_ends(patterns, split, text: str, title: str) -> None:
    assert titles(patterns, split, text) == [title]


def test_cooperation_is_an_instrument_only_when_it_is_signed(patterns, split) -> None:
    assert titles(patterns, split, "Fiji dan Tonga mempererat kerja sama perikanan") == []


def test_contracts_of_another_world_are_none(patterns, split) -> None:
    assert titles(patterns, split, "Pemain itu meneken kontrak bermain di Suva") == []


@pytest.mark.parametrize(
    ("text", "back", "count"),
    [
        ("Perjanjian itu berlaku", True, 1),
        ("Perjanjian ekstradisi dengan Fiji yang diteken kemarin berlaku", False, 1),
        ("Kedua perjanjian diteken", False, 2),
        ("Sejumlah kesepakatan diteken", False, 0),
        ("Nota-nota kesepahaman diteken", False, 0),
    ],
)
def test_back_references_and_numbers(patterns, split, text: str, back: bool, count: int) -> None:
    first = InstrumentFinder(patterns).find(split(text))[0]
    assert (first.back, first.count) == (back, count)


def test_short_names_are_kept_apart(patterns, split) -> None:
    found = InstrumentFinder(patterns).find(split("Setelah IF-CEPA, perjanjian kemitraan (TF-CEPA) dibahas"))
    assert [i.names for i in found] == [frozenset({"if-cepa"}), frozenset({"tf-cepa"})]
