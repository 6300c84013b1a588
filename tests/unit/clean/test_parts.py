"""Articles on several pages."""

from __future__ import annotations

import pytest

from risalah.clean import Cleaner
from risalah.clean.parts import Part, read_part, split_address
from risalah.model.article import Page

WHOLE = "https://kabar.example/read/2031/03/04/menlu-suriname"


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (WHOLE, None),
        (f"{WHOLE}?page=2", 2),
        (f"{WHOLE}?page=all#page2", 0),
        (f"{WHOLE}?utm_source=x&halaman=3", 3),
        (f"{WHOLE}/page/2/", 2),
        (f"{WHOLE}-all", 0),
        (f"{WHOLE}?single=1", 0),
        (f"{WHOLE}/amp", None),
        (f"{WHOLE.replace('//', '//amp.')}?page=2", 2),
        (f"{WHOLE.replace('//', '//m.')}?fbclid=abc", None),
    ],
)
def test_the_address_of_the_whole(url: str, number: int | None) -> None:
    assert split_address(url) == (WHOLE, number)


def test_other_parameters_stay() -> None:
    assert split_address(f"{WHOLE}?id=77&page=2") == (f"{WHOLE}?id=77", 2)
    assert split_address("https://kabar.example/arsip/2") == ("https://kabar.example/arsip/2", None)
    assert split_address("http://[kabar") == ("http://[kabar", None)


@pytest.mark.parametrize(
    ("url", "text", "html", "part"),
    [
        (WHOLE, "Isi berita.", "", None),
        (None, "Halaman: 1 2 3", "", None),
        (WHOLE, "Isi berita.\nHalaman: 1 2 3 Selanjutnya", "", Part(WHOLE, 1, 3)),
        (f"{WHOLE}?page=2", "Isi.\nHalaman 2 dari 3", "", Part(WHOLE, 2, 3)),
        (f"{WHOLE}?page=all", "Isi.", "", Part(WHOLE, None)),
        (WHOLE, "Isi.", f'<link rel="next" href="{WHOLE}?page=2">', Part(WHOLE, 1)),
        (WHOLE, "Isi.", '<link rel="next" href="https://kabar.example/read/lain?page=2">', None),
        (WHOLE, "Halaman 2 naskah itu memuat jadwal.", "", None),
    ],
)
def test_which_part_a_page_is(url: str | None, text: str, html: str, part: Part | None) -> None:
    assert read_part(url, text, html) == part


def test_parts_of_one_article_say_the_same_whole(cleaner: Cleaner) -> None:
    body = "JAKARTA - Menlu Wirasena Adibrata menerima Menlu Suriname Adelia Lontoe, Selasa (4/3/2031).\n"
    pages = [Page(f"{body}Bagian {n} membahas ekstradisi.\nHalaman: 1 2\n", url=f"{WHOLE}?page={n}") for n in (1, 2)]
    found = [cleaner.clean(page) for page in pages]
    assert [x.metadata for x in found] == [{"part_of": WHOLE, "part": n, "parts": 2} for n in (1, 2)]
    assert len({x.id for x in found}) == 2
    assert "Halaman" not in found[0].text
