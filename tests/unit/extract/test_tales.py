"""What is played, filmed or long past is no act of the register."""

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
        "Dalam film itu, Presiden Fiji menandatangani perjanjian damai dengan Tonga.",
        "Dalam sebuah novel Samoa, Fiji meratifikasi perjanjian damai dengan Tonga.",
        "Para mahasiswa memerankan delegasi Fiji dan Tonga yang menandatangani perjanjian iklim.",
        "Pada 1875, Fiji menandatangani perjanjian damai dengan Tonga.",
        "Presiden Fiji berwenang menandatangani perjanjian damai dengan Tonga.",
    ],
)
def test_a_tale_is_no_commitment(extract, text: str) -> None:
    assert extract(*_PAGE, text).commitments == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dalam film dokumenter itu, Menlu Fiji menandatangani perjanjian damai dengan Tonga.",
        "Dalam pertemuan itu, Fiji menandatangani perjanjian damai dengan Tonga.",
        "Pada 2030, Fiji menandatangani perjanjian damai dengan Tonga.",
    ],
)
def test_what_is_told_of_now_stays(extract, text: str) -> None:
    assert [c.stage for c in extract(*_PAGE, text).commitments] == ["signed"]
