"""What is denied as a report is told by nobody as done."""

from __future__ import annotations

import pytest

_PAGE = (
    "Fiji dan Tonga bertetangga di Pasifik.",
    "Kapal dagang menunggu di lepas pantai Suva.",
    "Harga kopra naik sejak Januari 2031.",
)


@pytest.mark.parametrize(
    "text",
    [
        "Pemerintah Fiji membantah laporan sebuah harian Suva yang menyatakan negara itu telah mengirim amunisi ke Tonga.",
        "Fiji membantah kabar yang menyebut kedua negara telah menandatangani perjanjian pertahanan dengan Tonga.",
        "Menlu Fiji menyebut laporan bahwa Fiji telah menandatangani perjanjian dengan Tonga tidak benar.",
        "Laporan bahwa Fiji telah mengirim pasukan ke Tonga dibantah Menlu Fiji.",
        "Menlu Fiji mengklarifikasi berita yang menyebutkan Fiji telah menyerahkan kapal patroli kepada Tonga.",
        "Menlu Fiji menepis spekulasi bahwa negaranya sudah meratifikasi perjanjian batas laut dengan Tonga.",
    ],
)
def test_a_denied_report_tells_of_no_act(extract, text: str) -> None:
    assert extract(*_PAGE, text).commitments == ()


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Menurut laporan itu, Fiji telah menandatangani perjanjian pertahanan dengan Tonga.", "signed"),
        ("Laporan bahwa Fiji telah menandatangani perjanjian dengan Tonga dibenarkan Menlu Fiji.", "signed"),
    ],
)
def test_what_is_told_beside_a_denial_stays(extract, text: str, stage: str) -> None:
    assert [c.stage for c in extract(*_PAGE, text).commitments] == [stage]


def test_how_long_it_is_to_hold_does_not_say_that_it_holds(extract) -> None:
    doc = extract(
        *_PAGE,
        "Menlu Fiji dan Menlu Tonga meneken nota kesepahaman pelatihan guru.",
        "Nota yang berlaku lima tahun itu meliputi pertukaran 80 guru.",
    )
    assert [c.stage for c in doc.commitments if c.kind == "mou"] == ["signed"]


def test_the_associations_of_two_states_bind_neither(extract) -> None:
    assert extract(*_PAGE, "Federasi kedua negara sebelumnya meneken kerja sama wasit.").commitments == ()
    assert extract(*_PAGE, "Federasi Rusia dan Fiji menandatangani perjanjian dagang.").commitments != ()


def test_a_denied_report_tells_of_no_meeting(extract) -> None:
    said = "yang menyebut Menlu Fiji Josefa Vakalala menelepon Menlu Tonga Mele Havea pada Senin."
    assert extract(*_PAGE, f"Suva membantah laporan {said}").meetings == ()
    assert extract(*_PAGE, f"Suva membenarkan laporan {said}").meetings != ()


@pytest.mark.parametrize(
    ("report", "answer"),
    [
        (
            "Sebuah harian Samoa melaporkan bahwa Fiji dan Tonga telah menandatangani perjanjian pertahanan rahasia.",
            "Kementerian Luar Negeri Tonga belum mengonfirmasi laporan itu.",
        ),
        (
            "Menurut laporan televisi Samoa, Fiji sudah mengirim 500 tentara ke Tonga.",
            "Pemerintah Fiji membantah laporan tersebut.",
        ),
        (
            "Sumber anonim menyebut Fiji telah meratifikasi perjanjian laut dengan Tonga.",
            "Juru bicara Fiji menolak mengomentari kabar itu.",
        ),
    ],
)
def test_a_report_that_the_next_sentence_does_not_bear_out(extract, report: str, answer: str) -> None:
    assert extract(*_PAGE, report, answer).commitments == ()


def test_a_denial_of_something_else_leaves_the_deed(extract) -> None:
    doc = extract(
        *_PAGE,
        "Menlu Fiji dan Menlu Tonga meneken perjanjian pertahanan di Suva.",
        "Menlu Fiji membantah tudingan itu merugikan Samoa.",
    )
    assert [c.stage for c in doc.commitments] == ["signed"]
