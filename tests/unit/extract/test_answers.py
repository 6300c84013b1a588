"""Answers to what was asked or offered before: one record with its history, not a second one."""

from __future__ import annotations

import pytest

HEAD = "Samoa dan Fiji berbatasan laut sejak lama."
MORE = "Nelayan kedua pulau sering bertemu."
ASKED = "Samoa meminta Fiji menarik kapalnya dari perairan Vavau."


def stages(found) -> list[tuple[str, str, list[str]]]:
    return [(c.kind, c.stage, [p.actor for p in c.parties]) for c in found.commitments]


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        ("Permintaan itu ditolak.", "refused"),
        ("Permintaan tersebut ditolak karena Fiji tidak ingin kehilangan lahan tangkapan.", "refused"),
        ("Perdana Menteri Fiji Josefa Vakalala menolak permintaan itu.", "refused"),
        ("Perdana Menteri Fiji Josefa Vakalala menolaknya.", "refused"),
        ("Fiji akhirnya setuju.", "agreed"),
        ("Permintaan itu dikabulkan Fiji.", "agreed"),
    ],
)
def test_an_answer_sets_the_stage_of_what_was_asked(extract, answer: str, stage: str) -> None:
    assert stages(extract(HEAD, MORE, ASKED, answer)) == [("request", stage, ["WSM", "FJI"])]


@pytest.mark.parametrize(
    "answer",
    [
        "Fiji belum menerima permintaan itu.",
        "Fiji akan menolaknya.",
        "Permintaan itu kemungkinan ditolak.",
        "Samoa akhirnya setuju.",  # who asks does not answer
        "Rapat dimulai terlambat.",
        "Usulan itu ditolak.",  # something else that the page does not tell
    ],
)
def test_what_answers_nothing_leaves_the_stage(extract, answer: str) -> None:
    assert stages(extract(HEAD, MORE, ASKED, answer)) == [("request", "requested", ["WSM", "FJI"])]


def test_an_answer_in_the_same_sentence(extract) -> None:
    told = "Samoa meminta Fiji menarik kapalnya, tetapi permintaan itu ditolak Menlu Fiji Mere Tuilagi."
    assert stages(extract(HEAD, MORE, told)) == [("request", "refused", ["WSM", "FJI"])]


def test_who_answers_an_offer_to_nobody_named_is_its_other_side(extract) -> None:
    told = "Palau menawarkan diri menjadi penengah."
    found = extract(HEAD, MORE, told, "Tawaran itu ditolak Samoa.")
    assert stages(found) == [("offer", "refused", ["PLW", "WSM"])]


def test_an_answer_far_off_goes_back_to_nothing(extract) -> None:
    found = extract(HEAD, ASKED, MORE, "Cuaca cerah.", "Pasar ramai.", "Toko tutup.", "Permintaan itu ditolak.")
    assert stages(found) == [("request", "requested", ["WSM", "FJI"])]
