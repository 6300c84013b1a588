"""What is only thought, only approved, or only asked of one's own people is no commitment."""

from __future__ import annotations

import pytest

LEAD = "Fiji dan Tonga bertetangga di Pasifik."
NONE = [
    "Menlu Fiji dan Menlu Tonga sepakat bahwa penutupan pelabuhan itu adalah kesalahan.",
    "Fiji setuju dengan penutupan pelabuhan itu karena anginnya kencang, kata Menlu Fiji.",
    "Menteri Pariwisata Fiji meminta WN Fiji mematuhi jam malam di Tonga.",
    "Warga Fiji diminta menjauhi pelabuhan Tonga.",
    "Menteri Perikanan Fiji mengundang ketua persatuan nelayan Fiji untuk membahas tarif Tonga.",
    "Perdana Menteri Fiji memerintahkan polisi menghentikan kapal dengan juru mudi asal Tonga.",
]
KEPT = [
    "Menlu Fiji dan Menlu Tonga sepakat bahwa pelabuhan itu akan dibuka kembali bagi kedua negara.",
    "Fiji setuju dengan Tonga untuk membuka pelabuhan itu.",
    "Fiji memiliki perjanjian ekstradisi dengan Tonga.",
    "Fiji meminta Tonga membuka pelabuhannya.",
]


@pytest.mark.parametrize("text", NONE)
def test_it_binds_nobody(extract, text: str) -> None:
    assert extract(LEAD, text).commitments == ()


@pytest.mark.parametrize("text", KEPT)
def test_what_is_agreed_asked_or_had_is_kept(extract, text: str) -> None:
    assert extract(LEAD, text).commitments != ()
