"""Selectors of an outlet's own layouts: they come before what is guessed, in their time, and only where they find text."""

from __future__ import annotations

from pathlib import Path

import pytest
import trafilatura

from risalah.clean import Cleaner
from risalah.errors import ResourceError
from risalah.model.article import Article, Page
from risalah.resources.outlets import OutletTable, read_outlet

OUTLET = """name: "Kabar Nusa"
kind: portal
country: IDN
domains: ["kabarnusa.example"]
checked_on: "2 saved pages of 2031, 2031-03-04"
selectors:
  - body: "div.isi"
    title: "h2.judul"
    byline: "span.penulis"
    date: "p.waktu"
    checked_on: "1 saved page of 2031, 2031-03-04"
  - body: "td.lama"
    valid_until: "2029-12-31"
    checked_on: "1 saved page of 2029, 2031-03-04"
"""
BODY = (
    "Menteri Luar Negeri Wirasena Adibrata bertemu Menteri Luar Negeri Suriname di Paramaribo, Selasa (4/3/2031).",
    "Keduanya membahas perjanjian ekstradisi dan bantuan hukum timbal balik yang sudah lama dirundingkan.",
    "Perundingan berikutnya dijadwalkan di Jakarta pada bulan Mei, kata juru bicara kementerian.",
)
TEASER = (
    "Ribuan pengunjung memadati pasar malam di alun-alun kota, dan pedagang mengaku sangat senang sejak Senin malam."
)
PARAGRAPHS = "".join(f"<p>{x}</p>" for x in BODY)
TEASERS = "".join(f"<p>{TEASER} Bagian {n} dari cerita ini menyusul besok pagi.</p>" for n in range(8))


@pytest.fixture(scope="module")
def cleaner(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    folder = tmp_path_factory.mktemp("outlets")
    (folder / "kabarnusa.example.yaml").write_text(OUTLET, encoding="utf-8")
    return Cleaner(OutletTable(folder))


def make_page(box: str, *, day: str = "2031-03-04", extra: str = "", head: str = "") -> str:
    return (
        f'<html><head><title>Kabar Nusa</title><meta property="og:title" content="Judul Lain Dari Meta Halaman Ini">'
        f'<meta property="article:published_time" content="{day}">{head}</head><body><h2 class="judul">Menlu Wirasena '
        f'Bertemu Menlu Suriname</h2>{extra}{box}<div class="cerita"><article>{TEASERS}</article></div></body></html>'
    )


def clean(cleaner: Cleaner, html: str, url: str = "https://kabarnusa.example/1") -> Article:
    return cleaner.clean(Page(html, kind="html", url=url))


def test_what_the_selectors_find_comes_before_what_is_guessed(cleaner: Cleaner) -> None:
    extra = '<span class="penulis">Sekar Laras</span><p class="waktu">Selasa, 4 Maret 2031 | 12:58 WIB</p>'
    article = clean(cleaner, make_page(f'<div class="isi">{PARAGRAPHS}</div>', extra=extra))
    assert article.text == "\n".join(["Menlu Wirasena Bertemu Menlu Suriname", "", *BODY])
    assert article.byline == ("Sekar Laras",) and article.published == "2031-03-04T12:58:00+07:00"
    # The same page of an outlet without selectors: the longer text wins.
    assert TEASER in clean(cleaner, make_page(f'<div class="isi">{PARAGRAPHS}</div>'), "https://lain.example/1").text


def test_the_canonical_address_tells_the_outlet_too(cleaner: Cleaner) -> None:
    head = '<link rel="canonical" href="https://www.kabarnusa.example/berita/1">'
    html = make_page(f'<div class="isi">{PARAGRAPHS}</div>', head=head)
    assert TEASER not in cleaner.clean(Page(html, kind="html")).text


@pytest.mark.parametrize(("day", "used"), [("2029-06-01", True), ("2031-03-04", False)])
def test_a_layout_is_used_in_its_time(cleaner: Cleaner, day: str, used: bool) -> None:
    box = f'<table><tr><td class="lama">{PARAGRAPHS}</td></tr></table>'
    assert (TEASER not in clean(cleaner, make_page(box, day=day)).text) == used


def test_a_selector_that_finds_next_to_nothing_is_no_layout(cleaner: Cleaner) -> None:
    article = clean(cleaner, make_page(f'<div class="isi">Iklan</div><div>{PARAGRAPHS}</div>'))
    assert TEASER in article.text


def test_no_extractor_is_asked_where_selectors_say_all(cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("asked for what is known")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert BODY[2] in clean(cleaner, make_page(f'<div class="isi">{PARAGRAPHS}</div>')).text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('    checked_on: "1 saved page of 2031, 2031-03-04"\n', "", "checked_on"),
        ('"1 saved page of 2031, 2031-03-04"', "unverified", "which saved pages"),
        ('valid_until: "2029-12-31"', "valid_until: 2029", "valid_until"),
        ('body: "div.isi"', 'text: "div.isi"', "need a body"),
    ],
)
def test_selectors_that_nothing_proves_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in OUTLET
    path = tmp_path / "kabarnusa.example.yaml"
    path.write_text(OUTLET.replace(old, new), encoding="utf-8")
    with pytest.raises(ResourceError, match=said):
        read_outlet(path)
