"""HTML pages of our own writing: which lines stay, when a page was published, what its linked data says."""

from __future__ import annotations

import pytest

from risalah.clean import Cleaner
from risalah.clean.choose import choose_lines
from risalah.clean.linked_data import choose_linked_article, read_linked_articles
from risalah.clean.readings import Readings
from risalah.model.article import Article, Page

TITLE = "RI dan Suriname Susun Perjanjian Ekstradisi"
LEAD = "JAKARTA - Menteri Luar Negeri Wirasena Adibrata bertemu Menteri Luar Negeri Suriname Adelia Lontoe di Gedung Pancasila."
SECOND = (
    "Kedua menteri membahas perjanjian ekstradisi yang naskahnya sedang disusun oleh tim kedua negara sejak tahun lalu."
)
THIRD = '"Kami berharap naskah itu segera selesai dan dapat ditandatangani tahun ini," ujar Wirasena seusai pertemuan.'
TEASER = "Panen raya di Merauke mundur ke bulan April karena hujan, kata dinas pertanian setempat pada Senin siang."


def _page(*, head: str = "", line: str = "", foot: str = "") -> str:
    menu = "".join(f'<li><a href="/{n}">Kanal {n}</a></li>' for n in range(8))
    paragraphs = "".join(f"<p>{x}</p>" for x in (LEAD, SECOND, THIRD))
    return (
        f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><ul>{menu}</ul>"
        f'<div class="ticker"><a href="/x">{TEASER[:40]}</a><span>Rabu, 05/03/2031 18:45 WIB</span></div>'
        f'<div class="content"><h1>{TITLE}</h1><div class="date">{line}</div><article>{paragraphs}</article></div>'
        f"<div class='more'><h3>Terkini Lainnya</h3>{foot}</div></body></html>"
    )


def _clean(cleaner: Cleaner, html: str, url: str = "https://www.kabarsamudra.id/1") -> Article:
    return cleaner.clean(Page(html, "html", url=url))


@pytest.mark.parametrize(
    ("head", "line", "published", "basis"),
    [
        ("", "Selasa, 4 Maret 2031 | 12:58 WIB", "2031-03-04T12:58:00+07:00", "text"),
        ("", "04/03/2031, 12:58 WIB", "2031-03-04T12:58:00+07:00", "text"),
        ("", "Anindya Laras | Jum'at, 07 Maret 2031 - 13:30 wib", "2031-03-07T13:30:00+07:00", "text"),
        ("", "on 4 Mar 2031 at 09:10 WITA", "2031-03-04T09:10:00+08:00", "text"),
        ("", "Kabar Samudra - 4 Maret 2031, 12.58 WIT", "2031-03-04T12:58:00+09:00", "text"),
        ("", "Selasa, 4 Maret 2031 12:58", "2031-03-04T12:58:00", "text"),
        ('<meta name="pubdate" content="2031-03-04">', "Selasa, 4 Maret 2031 12:58 WIB", "2031-03-04T12:58:00+07:00", "metadata"),
        ('<meta property="article:published_time" content="2031-03-04T12:58:31+0700">', "", "2031-03-04T12:58:00+07:00", "metadata"),
        # A moment in UTC is told in local time: here it is the next day.
        ('<meta property="article:published_time" content="2031-03-03T20:10:00Z">', "", "2031-03-04T03:10:00+07:00", "metadata"),
        ('<meta property="article:published_time" content="2031-03-04T05:10:00Z">', "4 Maret 2031 13:10 WITA", "2031-03-04T13:10:00+08:00", "metadata"),
        # A false "Z": the visible line says that the clock is local.
        ('<meta name="pubdate" content="2031-03-04 T12:58:31Z">', "Selasa, 04/03/2031 12:58 WIB", "2031-03-04T12:58:00+07:00", "metadata"),
        (
            '<meta name="pubdate" content="2031-03-04 T16:00:20Z" itemprop="datePublished">'
            '<meta content="2031-03-04 T15:32:01Z" itemprop="dateCreated">',
            "Selasa, 04/03/2031 15:32 WIB",
            "2031-03-04T16:00:00+07:00",
            "metadata",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-03-04 12:58:08"}</script>',
            "Selasa, 4 Maret 2031 - 12:58 wib",
            "2031-03-04T12:58:00+07:00",
            "metadata",
        ),
        # Days of links to other articles are never the page's.
        ("", "", None, "none"),
    ],
)  # fmt: skip
def test_when_a_page_was_published(cleaner: Cleaner, head: str, line: str, published: str | None, basis: str) -> None:
    foot = '<p>Kamis, 6 Maret 2031 08:00 WIB</p><a href="/y">Panen Raya di Merauke</a>'
    article = _clean(cleaner, _page(head=head, line=line, foot=foot))
    assert (article.published, article.published_basis) == (published, basis)
    assert article.title == TITLE
    assert [b.span.of(article.text) for b in article.blocks][1:] == [LEAD, SECOND, THIRD]


def test_linked_data_of_other_articles_is_left_alone() -> None:
    html = """<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [
      {"@type": "NewsArticle", "headline": "Panen Raya", "datePublished": "2031-03-01"}]}</script>
      <script type='application/ld+json'>{"@graph": [{"@type": ["Article", "NewsArticle"], "headline": "RI &amp; Suriname",
      "datePublished": "2031-03-04T12:58:00+07:00", "author": [{"@type": "Person", "name": "Anindya Laras"}, {"name": "Bayu"}],
      "mainEntityOfPage": {"@id": "https://kabar.example/1"}}]}</script>
      <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lain", "datePublished": "2031-03-02",}</script>"""
    found = read_linked_articles(html)
    assert [x.headline for x in found] == ["RI & Suriname", "Lain"]
    chosen = choose_linked_article(found, "RI & Suriname")
    assert chosen is not None
    assert (chosen.stamps, chosen.authors) == (("2031-03-04T12:58:00+07:00",), ("Anindya Laras", "Bayu"))
    assert chosen.url == "https://kabar.example/1"
    other = choose_linked_article(found, "Lain")
    assert other is not None
    assert other.stamps == ("2031-03-02",)


def _never(_: str) -> bool:
    return False


def test_one_vote_keeps_a_line_and_none_drops_it() -> None:
    main = "\n".join([LEAD, SECOND, TEASER, THIRD])
    readings = Readings(visible=main, main=main, bodies=("\n".join([LEAD, SECOND]), "\n".join([SECOND, THIRD])))
    assert choose_lines(readings, _never).split("\n") == [LEAD, SECOND, THIRD]


def test_the_lead_that_every_extractor_dropped_comes_back() -> None:
    readings = Readings(
        visible="\n".join(["Beranda", TITLE, LEAD, SECOND, THIRD]),
        main="\n".join([SECOND, THIRD]),
        bodies=("\n".join([SECOND, THIRD]),),
    )
    assert choose_lines(readings, _never).split("\n") == [LEAD, SECOND, THIRD]


def test_where_the_generous_reading_missed_the_article_the_visible_lines_are_voted_on() -> None:
    visible = "\n".join(["Beranda", LEAD, SECOND, "Iklan", THIRD, TEASER])
    readings = Readings(visible, main=TEASER, bodies=("\n".join([LEAD, SECOND, THIRD]),))
    assert choose_lines(readings, _never).split("\n") == [LEAD, SECOND, THIRD]


def test_without_a_strict_reading_nothing_is_chosen() -> None:
    assert choose_lines(Readings(visible=LEAD, main=LEAD), _never) == ""


def test_many_open_scripts_cost_little() -> None:
    assert read_linked_articles('<script type="application/ld+json">{' * 20_000) == []
