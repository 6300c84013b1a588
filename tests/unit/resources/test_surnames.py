"""Who is meant by a name of one word: the tables here are of invented people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from risalah.resources.actors import ActorTable
from risalah.resources.surnames import SurnameTable

STATES = """id\tkind\tenglish\tindonesian\tforms\tseats\tepithets
FJI\tstate\tFiji\tFiji\t\tSuva\t
KOR\tstate\tSouth Korea\tKorea Selatan\t\tSeoul\t
IDN\tstate\tIndonesia\tIndonesia\t\tJakarta\t
"""
OFFICES = """body\toffice\tholder\taliases\tfrom\tto\tknown_to\tnote
FJI\tpresident\tRatu Andaravu\t\t2030-01-01\t2034-01-01\t\t
FJI\tforeign minister\tJona Velikoro\t\t2029-01-01\t2030-12-31\t\t
FJI\tforeign minister\tMere Tukana\t\t2031-01-01\t\t2031-11-01\t
KOR\tforeign minister\tSeong Ba-ram\t\t2030-01-01\t2033-01-01\t\t
KOR\tpresident\tHwang Velikoro\t\t2035-01-01\t2036-01-01\t\t
KOR\ttrade minister\tPaek Ru-da\t\t2030-01-01\t2033-01-01\t\t
IDN\tforeign minister\tAstri Wiradana\t\t2030-01-01\t2033-01-01\t\t
"""


@pytest.fixture
def table(tmp_path: Path) -> SurnameTable:
    (tmp_path / "offices").mkdir()
    (tmp_path / "states.tsv").write_text(STATES, encoding="utf-8")
    (tmp_path / "organisations.tsv").write_text("id\tkind\tcountry\tenglish\tindonesian\tforms\n", encoding="utf-8")
    (tmp_path / "places.tsv").write_text("place\tcountry\nTukana\tFJI\n", encoding="utf-8")
    (tmp_path / "name_order.tsv").write_text("state\twhy\nKOR\tfamily name first\n", encoding="utf-8")
    (tmp_path / "offices" / "all.tsv").write_text(OFFICES, encoding="utf-8")
    return SurnameTable(ActorTable(tmp_path))


DAY = date(2031, 6, 1)


def name(table: SurnameTable, word: str, day: date | None = DAY, office: str | None = None) -> str | None:
    found = table.find(word, day, office)
    return found.name if found else None


def test_the_last_word_names_who_holds_office(table: SurnameTable) -> None:
    assert name(table, "andaravu") == "Ratu Andaravu"
    assert name(table, "ratu") is None


def test_where_the_family_name_stands_first_it_is_the_first_word(table: SurnameTable) -> None:
    assert name(table, "seong") == "Seong Ba-ram"
    assert name(table, "ram") is None


def test_the_day_tells_two_of_a_name_apart(table: SurnameTable) -> None:
    assert name(table, "velikoro") == "Jona Velikoro"  # his term ended within the year
    assert name(table, "velikoro", date(2032, 6, 1)) is None
    assert name(table, "velikoro", date(2029, 6, 1)) == "Jona Velikoro"
    assert name(table, "velikoro", None) == "Jona Velikoro"  # the other one is called by his first word
    assert table.find("velikoro", date(2033, 1, 1), "foreign minister", former=True) is not None


def test_an_office_must_be_the_one_that_was_held(table: SurnameTable) -> None:
    assert name(table, "andaravu", office="president") == "Ratu Andaravu"
    assert name(table, "andaravu", office="foreign minister") is None


def test_people_at_home_places_and_lesser_offices_are_not_meant(table: SurnameTable) -> None:
    assert name(table, "wiradana") is None  # many at home bear such a name
    assert name(table, "tukana") is None  # a place
    assert name(table, "paek") is None  # a trade minister is introduced
    assert name(table, "paek", office="trade minister") == "Paek Ru-da"


def test_who_serves_an_organisation_that_day_acts_for_no_state() -> None:
    guterres = ActorTable().persons.get("Antonio Guterres")
    assert guterres is not None
    assert guterres.country_on(date(2024, 5, 1)) is None
    assert guterres.country_on(date(2000, 5, 1)) == "PRT"
    assert guterres.country_on(None) == "PRT"
