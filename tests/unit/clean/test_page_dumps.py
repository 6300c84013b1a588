"""Page dumps of our own writing: which lines are the article's, and that the lead is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.clean import Cleaner
from risalah.clean.line_features import FEATURES
from risalah.clean.line_model import INTERCEPT, LineModel
from risalah.errors import CleanError, ResourceError
from risalah.model.article import Page
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

TITLE = "RI dan Suriname Susun Perjanjian Ekstradisi"
LEAD = "PARAMARIBO, KABAR.example - Menteri Luar Negeri Wirasena Adibrata bertemu Menteri Luar Negeri Suriname Adelia Lontoe."
BODY = [
    "Kedua menteri membahas perjanjian ekstradisi yang naskahnya sedang disusun oleh tim kedua negara sejak tahun lalu.",
    '"Kami berharap naskah ekstradisi itu segera selesai dan dapat ditandatangani," ujar Wirasena seusai pertemuan.',
    "Adelia mengatakan tim Suriname akan datang ke Jakarta pada April untuk putaran perundingan berikutnya.",
    "Perjanjian ekstradisi itu akan menjadi yang pertama antara Indonesia dan Suriname, kata kedua menteri.",
]
LINKS = [
    "Harga Cabai di Pasar Senen Turun Lagi",
    "Panen Raya di Merauke Mundur ke April",
    "Jadwal Kapal Feri Lintas Selat Pekan Ini",
    "Pemain Muda Itu Cetak Dua Gol",
    "Resep Sayur Asem Tanpa Santan",
    "Cuaca Besok: Hujan Ringan di Pesisir",
]
TEASER = (
    "Petani cabai di lereng gunung itu menjual hasil panennya langsung ke pembeli di kota lewat kelompok tani mereka."
)


def _dump(before: int, after: int, *, ticker: bool = False) -> str:
    head = ["Beranda", "Nasional", "Ekonomi", "Olahraga", *LINKS[:before]]
    if ticker:
        head += ["Kabar Lain", TEASER, LINKS[5]]
    foot = [x for link in LINKS[:after] for x in ("Nasional", link, "Kamis, 06/03/2031 08:00 WIB")]
    return "\n".join([*head, TITLE, "Selasa, 04/03/2031 12:58 WIB", "13 Shares", LEAD, *BODY, *foot, "Tentang Kami"])


@pytest.mark.parametrize(("before", "after"), [(0, 0), (6, 0), (0, 6), (6, 6)])
@pytest.mark.parametrize("ticker", [False, True])
def test_the_article_among_menus_and_links(cleaner: Cleaner, before: int, after: int, ticker: bool) -> None:
    article = cleaner.clean(Page(_dump(before, after, ticker=ticker)))
    assert [b.span.of(article.text) for b in article.blocks if b.kind != "title"] == [LEAD, *BODY]
    assert article.title == TITLE
    assert article.published == "2031-03-04T12:58:00+07:00"
    assert article.dateline is not None
    assert article.dateline.place == "Paramaribo"


def test_a_lead_that_also_stands_as_a_teaser_keeps_its_place(cleaner: Cleaner) -> None:
    dump = "\n".join(["Beranda", LEAD, *LINKS, *_dump(2, 3).split("\n")])
    article = cleaner.clean(Page(dump))
    assert [b.span.of(article.text) for b in article.blocks if b.kind != "title"] == [LEAD, *BODY]


def test_a_dateline_lead_above_a_picture_and_its_buttons_is_never_lost(cleaner: Cleaner) -> None:
    dump = _dump(4, 4).replace(f"{LEAD}\n", f"{LEAD}\nPerbesar\nSuasana Pertemuan\n/\n")
    article = cleaner.clean(Page(dump))
    assert LEAD in article.text
    assert all(x in article.text for x in BODY)


def test_a_long_page_of_links_alone_has_no_article(cleaner: Cleaner) -> None:
    page = "\n".join(f"{link} Bagian {n}\n{n} jam yang lalu" for n in range(12) for link in LINKS)
    with pytest.raises(CleanError) as e:
        cleaner.clean(Page(page))
    assert e.value.reason == "no_article"


def test_weights_may_be_given(outlets: OutletTable) -> None:
    # Every line speaks for the article: nothing is cut but what the phrase rules know.
    weights = dict.fromkeys((INTERCEPT, *FEATURES), 0.0) | {INTERCEPT: 3.0}
    article = Cleaner(outlets, weights=weights).clean(Page(_dump(0, 3)))
    assert LINKS[0] in article.text


def test_a_byline_above_the_day_and_a_list_below_are_not_the_article(cleaner: Cleaner) -> None:
    page = (
        "RI dan Suriname Susun Perjanjian Ekstradisi\nSekar Ayuningtyas - kabar\nKamis, 22 Mei 2031 19:05 WIB\n"
        + "\n".join([LEAD, *BODY])
        + "\nBagikan artikel ini\nArtikel Terkait\n- Suriname Tunda Pemilu\n- 5 Pantai di Paramaribo\n"
    )
    article = cleaner.clean(Page(page))
    assert article.text.startswith(f"RI dan Suriname Susun Perjanjian Ekstradisi\n\n{LEAD[:40]}")
    assert article.published == "2031-05-22T19:05:00+07:00"
    assert "Pantai" not in article.text and "Pemilu" not in article.text


def test_features_have_a_number_for_each_name(cleaner: Cleaner) -> None:
    lines = cleaner.describe_lines(_dump(3, 3))
    assert [text for text, _ in lines if text.startswith("PARAMARIBO")] == [LEAD]
    assert {len(row) for _, row in lines} == {len(FEATURES)}
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize(
    ("table", "said"),
    [("feature\tweight\nlength\t1\n", "no weight for"), ("feature\tweight\nlength\tbanyak\n", "is no number")],
)
def test_a_wrong_table_is_named(tmp_path: Path, table: str, said: str) -> None:
    folder = tmp_path / "id"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "lines.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(ResourceError, match=said):
        LineModel.load(Language("id", folder), features=None)  # type: ignore[arg-type]
