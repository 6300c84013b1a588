"""Indonesian and Malay: short formal sentences are Indonesian unless a word says Malay."""

from __future__ import annotations

import pytest

from risalah.clean import detect_language

INDONESIAN = [
    "Fiji menarik diri dari perjanjian perdagangan itu.",
    "Indonesia meminta Fiji membuka akses pasar bagi produk tekstil.",
    "Nota kesepahaman kesehatan dijadwalkan ditandatangani pekan depan.",
    "Swedia bersedia berbagi teknologi pengolahan air dengan Indonesia.",
]
MALAY = [
    "Menteri Luar berkata bahawa lawatan rasmi itu ditangguhkan kerana cuaca buruk pada hari Isnin, menurut syarikat penerbangan.",
    "Memorandum persefahaman itu akan ditandatangani pada 3 Mac di Wisma Putra, iaitu selepas mesyuarat jawatankuasa dua hala.",
]


@pytest.mark.parametrize("text", INDONESIAN)
def test_a_short_formal_sentence_is_indonesian(text: str) -> None:
    assert detect_language(text) == "id"


@pytest.mark.parametrize("text", MALAY)
def test_words_that_indonesian_lacks_make_it_malay(text: str) -> None:
    assert detect_language(text) == "ms"


def test_javanese_and_english_stay_themselves() -> None:
    assert detect_language("The two ministers signed the agreement in Suva on Monday after a long meeting.") == "en"
    assert (
        detect_language("Bapak presiden wis tekan ing omahe wong tuwane ing desa kono dina iki karo kancane kabeh.")
        == "jv"
    )
