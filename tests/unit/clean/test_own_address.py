"""A page dump that names its outlet only where it signs, and its date on a line between headline and byline."""

from __future__ import annotations

import pytest

from risalah.clean import Cleaner
from risalah.model.article import Page
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

BODY = (
    "Menteri Luar Negeri Andara Wiguna menerima Menlu Fiji Josefa Vakalala di Jakarta, Senin (3/3/2031).\n"
    "Keduanya membahas perjanjian ekstradisi yang masih dirundingkan kedua tim sejak tahun lalu.\n"
    '"Kami berharap naskahnya selesai tahun ini," kata Andara kepada wartawan seusai pertemuan itu.\n'
)


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(OutletTable(), {"id": Language("id")})


def test_the_address_beside_the_copyright_is_the_outlet(cleaner: Cleaner) -> None:
    page = Page(
        f"Menlu Fiji ke Jakarta\nLestari Ayuning\nSenin, 3 Maret 2031 19:05 WIB\n\n{BODY}\nCopyright @ 2031 kabarsore.example. All right reserved\n"
    )
    article = cleaner.clean(page)
    assert article.outlet == "kabarsore.example"
    assert (article.published, article.published_basis) == ("2031-03-03T19:05:00+07:00", "text")
    assert "2031 19:05" not in article.text


def test_an_address_alone_in_the_head_is_the_outlet(cleaner: Cleaner) -> None:
    article = cleaner.clean(Page(f"lembarsore.example | Edisi Daring | Langganan\n\nMenlu Fiji ke Jakarta\n\n{BODY}"))
    assert article.outlet == "lembarsore.example"


def test_an_address_in_the_article_is_not(cleaner: Cleaner) -> None:
    article = cleaner.clean(
        Page(f"Menlu Fiji ke Jakarta\n\n{BODY}Pendaftaran dibuka lewat portal beasiswa.example mulai besok pagi.\n")
    )
    assert article.outlet is None
