"""Sides of an act that its sentence leaves out: told by the sentence before, or by the article."""

from __future__ import annotations

import pytest

LEAD = "Fiji dan Tonga bertempur di laut sejak Januari."
MORE = "Tonga sudah lama menjadi tetangga Fiji."


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Tiga warga sipil juga dikembalikan ke Tonga.", {"FJI"}),
        ("Empat serdadu yang ditahan di penjara Fiji telah dibebaskan.", {"FJI"}),
        ("Enam awak kapal itu telah dibebaskan.", {"FJI", "TON"}),
    ],
)
def test_a_passive_without_its_doer_is_done_by_one_of_the_two(extract, text: str, doer: set[str]) -> None:
    (found,) = extract(LEAD, MORE, text).commitments
    assert found.stage == "implemented"
    assert {p.actor for p in found.parties} == {"FJI", "TON"}
    assert {p.actor for p in found.parties if p.role == "committer"} == doer


def test_those_whom_a_gang_held_are_freed_by_no_state(extract) -> None:
    ransom = "Tebusan dibayar kepada penculik itu."
    assert extract(LEAD, MORE, ransom, "Dua awak kapal itu telah dibebaskan.").commitments == ()


def test_whom_an_act_reaches_is_told_in_the_sentence_before(extract) -> None:
    told = "Samoa telah menjatuhkan sanksi-sanksi berat."
    found = extract("Fiji berbatasan dengan Nauru.", "Palau dan Tonga berperang.", MORE, told).commitments
    assert [(c.stage, [p.actor for p in c.parties]) for c in found] == [("implemented", ["WSM", "TON", "FJI"])]
    assert extract("Fiji berbatasan dengan Nauru.", "Hujan turun.", "Kabut tebal.", told).commitments == ()


@pytest.mark.parametrize("subject", ["Negara kecil Pasifik itu", "Kerajaan berpenduduk jarang tersebut"])
def test_what_a_state_is_like_goes_back_to_the_last_one_named(extract, subject: str) -> None:
    told = f"{subject} akan mengirim 300 prajurit ke Samoa."
    (found,) = extract("Nauru sering dilanda badai.", "Hujan turun di Tonga.", "Angin reda.", told).commitments
    assert [(p.actor, p.role) for p in found.parties] == [("TON", "committer"), ("WSM", "beneficiary")]
