from __future__ import annotations

from datetime import date

import pytest

from risalah.annotate.persons import PersonBook
from risalah.resources.actors import ActorTable
from risalah.resources.surnames import SurnameTable

ACTORS = ActorTable()


def book() -> PersonBook:
    return PersonBook(ACTORS)


def test_short_forms_go_to_the_latest_person_introduced() -> None:
    people = book()
    first = people.add(
        ("timofei", "orlovsky"), "Timofei Orlovsky", 0, office="foreign minister", country="RUS", certain=True
    )
    assert people.find(("orlovsky",)) is first
    assert people.find(("timofei",)) is first
    second = people.add(
        ("galina", "orlovsky"), "Galina Orlovsky", 50, office="spokesperson", country="KAZ", certain=True
    )
    assert people.find(("orlovsky",)) is second
    assert people.find(("timofei", "orlovsky")) is first


def test_a_fuller_name_later_becomes_the_name() -> None:
    people = book()
    person = people.add(("kasandikromo",), "Kasandikromo", 0)
    assert people.add(("elvira", "kasandikromo"), "Elvira Kasandikromo", 90) is person
    assert (person.id, person.name) == ("elvira-kasandikromo", "Elvira Kasandikromo")


def test_people_of_two_states_are_two() -> None:
    people = book()
    a = people.add(("lim", "boon"), "Lim Boon", 0, office="minister", country="MYS", certain=True)
    b = people.add(("lim",), "Lim", 9, office="minister", country="SGP", certain=True)
    assert a is not b


@pytest.mark.parametrize(("typo", "same"), [("Hadiwinato", True), ("Hadiwinto", True), ("Hadisuwarno", False)])
def test_a_misprint_is_forgiven_for_the_same_office_and_state_only(typo: str, same: bool) -> None:
    people = book()
    office, country = "foreign minister", "IDN"
    first = people.add(("bramasta", "hadiwinoto"), "Bramasta Hadiwinoto", 0, office=office, country=country)
    again = people.add(("bramasta", typo.lower()), f"Bramasta {typo}", 9, office=office, country=country)
    assert (again is first) is same
    other = people.add(
        ("bramasta", typo.lower()), f"Bramasta {typo}", 9, office="ambassador", country="KEN", certain=True
    )
    assert other is not first


def test_short_words_are_never_misprints_of_each_other() -> None:
    people = book()
    a = people.add(("gao", "ren"), "Gao Ren", 0, office="foreign minister", country="CHN", certain=True)
    b = people.add(("gao", "len"), "Gao Len", 0, office="foreign minister", country="CHN", certain=True)
    assert a is not b


def test_someone_in_the_text_outranks_a_known_short_name() -> None:
    people = book()
    mine = people.add(("surya", "prabowo"), "Surya Prabowo", 0)
    assert people.add(("prabowo",), "Prabowo", 20) is mine
    assert mine.known is None


def test_a_short_name_that_nobody_explains_is_who_held_office_on_the_day() -> None:
    people = PersonBook(ACTORS, SurnameTable(ACTORS), date(2007, 3, 15))
    assert people.add(("merkel",), "Merkel", 0).known is not None
    person = people.add(("karzai",), "Karzai", 10, office="president")
    assert person.known is not None and person.known.country == "AFG"
    assert people.add(("karzai",), "Karzai", 90) is person


def test_a_later_introduction_takes_it_back() -> None:
    people = PersonBook(ACTORS, SurnameTable(ACTORS), date(2007, 3, 15))
    person = people.add(("karzai",), "Karzai", 0)
    assert person.known is not None
    assert people.add(("sulthan", "karzai"), "Sulthan Karzai", 50) is person
    assert person.known is None and person.name == "Sulthan Karzai"


def test_a_short_name_of_somebody_introduced_is_his() -> None:
    people = PersonBook(ACTORS, SurnameTable(ACTORS), date(2007, 3, 15))
    person = people.add(("sulthan", "karzai"), "Sulthan Karzai", 0, office="official")
    assert people.add(("karzai",), "Karzai", 50) is person
    assert person.known is None


def test_a_longer_name_of_somebody_else_takes_it_back_and_his_own_does_not() -> None:
    people = PersonBook(ACTORS, SurnameTable(ACTORS), date(2007, 3, 15))
    person = people.add(("karzai",), "Karzai", 0)
    people.forget_called([("hamid", "karzai")])
    assert person.known is not None
    people.forget_called([("pendiri", "sulthan", "karzai")])
    assert person.known is None
