"""Pages that are no plain article: photos, live reports, lists of links, twins for phones, several articles in a row."""

from __future__ import annotations

import pytest

from risalah.clean import Cleaner
from risalah.errors import CleanError
from risalah.model.article import Article, Page

LEAD = "JAKARTA - Menteri Luar Negeri Wirasena Adibrata bertemu Menteri Luar Negeri Suriname Adelia Lontoe di Gedung Pancasila."
SECOND = (
    "Kedua menteri membahas perjanjian ekstradisi yang naskahnya sedang disusun oleh tim kedua negara sejak tahun lalu."
)
THIRD = '"Kami berharap naskah itu segera selesai dan dapat ditandatangani tahun ini," ujar Wirasena seusai pertemuan.'
TITLE = "RI dan Suriname Susun Perjanjian Ekstradisi"
LINK = "Panen Raya di Merauke Mundur ke Bulan April"


def _html(body: str, *, title: str = TITLE, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


def _p(*lines: str) -> str:
    return "".join(f"<p>{x}</p>" for x in lines)


def _body(article: Article) -> list[str]:
    return [b.span.of(article.text) for b in article.blocks if b.kind != "title"]


@pytest.mark.parametrize(
    "furniture",
    [
        f'<p><strong>Baca juga:</strong> <a href="/2">{LINK}</a></p>',
        f'<p>Simak juga: <a href="/2">{LINK}</a></p>',
        "<p>[Gambas:Video 20detik]</p>",
        "<p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p>",
        "<figure><img src='a.jpg'><figcaption>Wirasena menyambut Adelia di Jakarta (Foto: Kabar Samudra)</figcaption></figure>",
        "<p>Wirasena dan Adelia di Gedung Pancasila © kabarsamudra.example</p>",
        f"<p>JANGAN LEWATKAN!!!</p><p><a href='/3'>{LINK}</a></p>",
        "<p>telah dilihat 3584 kali</p><p>Load More...</p>",
    ],
)
def test_furniture_between_paragraphs(cleaner: Cleaner, furniture: str) -> None:
    article = cleaner.clean(Page(_html(f"<article>{_p(LEAD, SECOND)}{furniture}{_p(THIRD)}</article>"), "html"))
    assert _body(article) == [LEAD, SECOND, THIRD]


def test_a_photo_page_keeps_its_caption(cleaner: Cleaner) -> None:
    html = _html(f"<div class='foto'><img src='a.jpg'><p>{SECOND}</p></div><p>telah dilihat 12 kali</p>")
    assert _body(cleaner.clean(Page(html, "html"))) == [SECOND]


def test_a_live_report_keeps_its_entries(cleaner: Cleaner) -> None:
    entries = "".join(
        f"<div class='entry'><time>1{n}:00</time><p>{x}</p></div>" for n, x in enumerate((LEAD, SECOND, THIRD))
    )
    body = _body(cleaner.clean(Page(_html(f"<article>{entries}</article>"), "html")))
    assert [x for x in body if len(x) > 40] == [LEAD, SECOND, THIRD]


def test_a_list_of_links_is_no_article(cleaner: Cleaner) -> None:
    items = "".join(f'<li><a href="/{n}">{LINK} {n}</a><span>{n} menit lalu</span></li>' for n in range(40))
    with pytest.raises(CleanError) as e:
        cleaner.clean(Page(f"<html><head><title>Indeks</title></head><body><ul>{items}</ul></body></html>", "html"))
    assert e.value.reason == "no_article"


def test_a_page_and_its_twin_for_phones_have_one_text(cleaner: Cleaner) -> None:
    menu = "".join(f"<li><a href='/{n}'>Kanal {n}</a></li>" for n in range(12))
    wide = _html(f"<ul>{menu}</ul><article>{_p(LEAD, SECOND, THIRD)}</article><ul>{menu}</ul>")
    twin = f"<!doctype html><html amp><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><main>{_p(LEAD, SECOND, THIRD)}</main></body></html>"
    pages = [
        Page(wide, "html", url="https://kabar.example/1"),
        Page(twin, "html", url="https://amp.kabar.example/1/amp"),
    ]
    first, second = map(cleaner.clean, pages)
    assert first.text == second.text
    assert first.outlet == second.outlet == "kabar.example"


def test_a_teaser_far_above_and_a_notice_far_below_are_left_out(cleaner: Cleaner) -> None:
    menu = "".join(f"<div><a href='/{n}'>Kanal {n}</a></div>" for n in range(45))
    teaser = "Petani cabai di lereng gunung itu menjual hasil panennya langsung ke pembeli di kota."
    html = _html(f"<article>{_p(LEAD, SECOND, THIRD)}</article>", head="").replace(
        "<body>", f"<body><p>{teaser}</p>{menu}"
    )
    assert _body(cleaner.clean(Page(html, "html"))) == [LEAD, SECOND, THIRD]


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Pewarta: Anindya Laras", ("Anindya Laras",)),
        ("Kompas Cyber Media", ()),
        ("Web Design; Development", ()),
        ("Nusadaily Com Developer; Anindya Laras", ("Anindya Laras",)),
        ("PT KABAR SAMUDRA BARU", ()),
        ("Kontributor Lhokseumawe, Anindya Laras", ("Anindya Laras",)),
        ("Reporter: Bayu Samudra | Editor: Citra Ayu", ("Bayu Samudra", "Citra Ayu")),
        ("prwir", ()),
        ("Penulis Anindya Laras dan Bayu", ("Anindya Laras", "Bayu")),
    ],
)
def test_bylines_without_labels_houses_and_makers(cleaner: Cleaner, author: str, byline: tuple[str, ...]) -> None:
    article = cleaner.clean(Page("\n".join([LEAD, SECOND, THIRD]), author=author))
    assert article.byline == byline


def test_a_dateline_whose_dash_was_forgotten(cleaner: Cleaner) -> None:
    article = cleaner.clean(
        Page(f"Liputan6.com, Jakarta Menlu Wirasena menerima Adelia, Selasa (4/3/2031).\n{SECOND}\n{THIRD}")
    )
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.span.of(article.text)) == ("Jakarta", "Liputan6.com, Jakarta ")
