"""Whom an act reaches that names nobody: only on a page about two is it the other one."""

from __future__ import annotations

_TWO = (
    "Menlu Fiji Josefa Vakalala dan Menlu Tonga Mele Havea membahas nasib pekerja Fiji di Tonga.",
    "Fiji ingin kepastian.",
    "Tonga berterima kasih kepada Fiji.",
)
_THREE = (
    *_TWO,
    "Samoa diam saja.",
    "Samoa menunggu kabar dari Vanuatu.",
    "Menlu Samoa ikut hadir bersama Menlu Vanuatu.",
)
_AGREES = "Tonga sudah setuju pada urusan paspor, sedangkan soal upah masih ditawar."


def test_on_a_page_about_two_who_agrees_agrees_with_the_other(extract) -> None:
    doc = extract(*_TWO, _AGREES)
    assert [(c.stage, {p.actor for p in c.parties}) for c in doc.commitments] == [("agreed", {"TON", "FJI"})]


def test_on_a_page_about_more_nobody_is_guessed(extract) -> None:
    assert extract(*_THREE, _AGREES).commitments == ()


def test_what_a_state_will_do_at_home_stays_its_own(extract) -> None:
    assert extract(*_TWO, "Tonga akan memperbaiki jalan raya di ibu kotanya.").commitments == ()


def test_a_count_beside_a_word_of_telling_makes_no_offer(extract) -> None:
    doc = extract(
        *_TWO, "Tonga memulangkan 220 perawat Fiji ke Suva, demikian disampaikan Kementerian Kesehatan Tonga."
    )
    assert [c.stage for c in doc.commitments if c.stage == "offered"] == []
