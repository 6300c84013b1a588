"""Which encounters tell of one meeting, and which groups are enough for a record."""

from __future__ import annotations

from risalah.extract.encounters import Encounter, is_enough, is_same
from risalah.extract.placing import place_in
from risalah.extract.tokens import Phrase
from risalah.model.span import Span

HERE = Span(0, 1)


def encounter(split, people: str = "", parties: str = "", **fields) -> Encounter:
    e = Encounter(split("Andara bertemu Josefa"), Phrase(1, 1, "meeting|verb"), "meeting", "verb", "held")
    e.people = dict.fromkeys(people.split(), ("participant", HERE))
    e.parties = dict.fromkeys(parties.split(), HERE)
    for name, value in fields.items():
        setattr(e, name, value)
    return e


def test_fewer_of_the_same_people_are_the_same_meeting(split) -> None:
    group = [encounter(split, "andara josefa", "IDN FJI")]
    assert is_same(group, encounter(split, "josefa", "FJI"))
    assert not is_same(group, encounter(split, "josefa mele", "FJI TON"))


def test_what_is_to_come_is_not_what_has_been(split) -> None:
    group = [encounter(split, "andara josefa", "IDN FJI")]
    assert not is_same(group, encounter(split, "andara josefa", "IDN FJI", status="planned"))
    assert is_same(group, encounter(split, "andara josefa", "IDN FJI", status="planned", back=True))


def test_two_sides_are_needed(split) -> None:
    assert is_enough([encounter(split, "andara josefa", "IDN FJI")], ())
    assert not is_enough([encounter(split, "andara", "IDN")], ())
    assert not is_enough([encounter(split, "andara josefa", "IDN FJI", in_title=True)], ())


def test_an_encounter_of_nobody_begins_no_group(split) -> None:
    groups: list[list[Encounter]] = []
    place_in(groups, encounter(split))
    assert groups == []
    place_in(groups, encounter(split, "andara josefa", "IDN FJI"))
    place_in(groups, encounter(split, back=True))
    assert [len(g) for g in groups] == [2]


def test_a_talk_beside_a_summit_is_not_the_summit(split) -> None:
    group = [encounter(split, "andara josefa", "IDN FJI")]
    assert not is_same(group, encounter(split, "", "ASEAN", kind="summit", voice="noun", aside=True))


def test_a_talk_that_adds_nobody_belongs_to_the_visit(split) -> None:
    group = [encounter(split, "andara josefa", "IDN FJI", kind="visit")]
    assert is_same(group, encounter(split, "andara josefa", "IDN FJI", voice="talk"))
    assert not is_same(group, encounter(split, "andara josefa mele", "IDN FJI TON", voice="talk"))


def test_a_summit_named_again_is_one(split) -> None:
    group = [encounter(split, "andara", "IDN ASEAN", kind="summit")]
    assert is_same(group, encounter(split, "", "ASEAN", kind="summit", voice="noun"))
