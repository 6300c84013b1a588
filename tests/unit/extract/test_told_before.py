"""The other side of an act that its sentence leaves out: told by the sentence before; its doer is not guessed."""

from __future__ import annotations

import pytest

LEAD = "Fiji dan Tonga bertempur di laut sejak Januari."
MORE = "Tonga sudah lama menjadi tetangga Fiji."


def test_who_did_it_is_never_guessed_from_the_two_of_the_article(extract) -> None:
    for text in ("Tiga warga sipil juga dikembalikan ke Tonga.", "Enam awak kapal itu telah dibebaskan."):
        assert extract(LEAD, MORE, text).commitments == ()


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


def test_another_one_s_gift_behind_sementara_is_not_given_to_him(extract) -> None:
    told = "Samoa menjanjikan dua juta dolar AS kepada Tonga, sementara Kiribati 300.000 dolar AS."
    (found,) = extract("Fiji berbatasan dengan Nauru.", "Hujan turun.", "Kabut tebal.", told).commitments
    assert [p.actor for p in found.parties] == ["WSM", "TON"]


def test_who_delivers_the_aid_does_not_get_it(extract) -> None:
    told = "Samoa akan menyalurkan beras untuk Tonga lewat Program Pangan Dunia (WFP)."
    (found,) = extract("Fiji berbatasan dengan Nauru.", "Hujan turun.", "Kabut tebal.", told).commitments
    assert [p.actor for p in found.parties] == ["WSM", "TON"]
