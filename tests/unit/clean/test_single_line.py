"""A text of one line: a headline is kept, furniture and a word or two are not; short texts keep their language."""

from __future__ import annotations

import pytest

from risalah.clean.language import detect_language
from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process_safely

KIT = Kit(Settings(keep_all=True))


@pytest.mark.parametrize(
    "text",
    [
        "Suva Minta Apia Tambah Slot Penerbangan Haji di Bandara Madinah",
        "RI–Fiji Sepakati Skema Baru Penempatan Pekerja",
    ],
)
def test_a_headline_alone_is_an_article(text: str) -> None:
    document = process_safely(Page(text, where="made"), KIT)
    assert document.article.text == text and not document.failures


@pytest.mark.parametrize("text", ["Baca juga: Menlu Fiji Temui Menlu Tonga di Suva", "Menu utama", "12 Komentar"])
def test_furniture_alone_is_none(text: str) -> None:
    document = process_safely(Page(text, where="made"), KIT)
    assert [f.reason for f in document.failures] == ["no_article"]


def test_a_line_with_foreign_names_is_not_taken_for_javanese() -> None:
    assert detect_language("Fiji hengkang dari Konvensi Ottawa.") == "id"
    assert detect_language("Bapak Presiden tindak menyang Suriname kanggo nemoni wong Jawa.") == "jv"
