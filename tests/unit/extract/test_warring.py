"""The two sides of a war: what a third one proposes or asks is between them."""

from __future__ import annotations

import pytest

WAR = "Perang Samoa dan Tonga memasuki pekan ketiga."
HIT = "Pelabuhan di kepulauan itu rusak berat."
MORE = "Warga mengungsi."


@pytest.mark.parametrize(
    "told",
    [
        "Vanuatu mengusulkan gencatan senjata dua hari.",
        "Vanuatu menyerukan gencatan senjata segera.",
        "Vanuatu mendesak semua pihak menahan diri.",
        "Vanuatu mendesak kedua pihak menghentikan tembakan.",
    ],
)
@pytest.mark.parametrize("war", [WAR, "Konflik antara Samoa dan Tonga belum reda.", "Perang Samoa-Tonga belum usai."])
def test_a_truce_that_a_third_one_asks_is_between_the_two(extract, told: str, war: str) -> None:
    (found,) = extract(war, HIT, MORE, told).commitments
    assert {p.actor for p in found.parties} == {"VUT", "WSM", "TON"}


def test_what_has_nothing_to_do_with_the_war_is_not_theirs(extract) -> None:
    told = "Vanuatu mengusulkan latihan bersama dengan Palau."
    (found,) = extract(WAR, HIT, MORE, told).commitments
    assert {p.actor for p in found.parties} == {"VUT", "PLW"}


def test_two_who_call_for_a_truce_make_two_calls(extract) -> None:
    found = extract(WAR, HIT, "Vanuatu mengusulkan gencatan senjata.", "Kiribati menyerukan gencatan senjata.")
    assert [c.parties[0].actor for c in found.commitments] == ["VUT", "KIR"]


def test_who_is_telephoned_is_asked(extract) -> None:
    told = (
        "Presiden Kiribati Teiwaki Baro menelepon Perdana Menteri Tonga Sione Fifita dan mendesaknya membuka pelabuhan."
    )
    (found,) = extract(WAR, HIT, MORE, told).commitments
    assert [(p.actor, p.role) for p in found.parties] == [("KIR", "committer"), ("TON", "addressee")]
