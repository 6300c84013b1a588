"""Pages of our own writing, in the shapes that outlets have."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.clean import Cleaner, detect_language
from risalah.errors import CleanError
from risalah.model.article import Article, Page
from risalah.resources.outlets import OutletTable

LEAD = "JAKARTA, KOMPAS.com - Menteri Luar Negeri Wirasena Adibrata bertemu Menteri Luar Negeri Suriname Adelia Lontoe."
SECOND = "Kedua menteri membahas perjanjian ekstradisi yang naskahnya sedang disusun, Selasa (4/3/2031)."
QUOTE = '"Kami berharap naskah itu segera selesai dan dapat ditandatangani tahun ini," ujar Wirasena seusai pertemuan.'
LAST = "Adelia dijadwalkan kembali ke Paramaribo pada Rabu pagi."
SHARED = Path(__file__).parents[4] / "shared"


def _lines(article: Article) -> list[str]:
    return [b.span.of(article.text) for b in article.blocks]


def test_a_dump_with_chrome_around(cleaner: Cleaner) -> None:
    dump = f"""Baca berita tanpa iklan. Gabung Kompas.com+

RI dan Suriname Susun Perjanjian Ekstradisi

Kompas.com - 04/03/2031, 12:58 WIB
Anindya Laras,
Bayu Samudra

Tim Redaksi

{LEAD}

{SECOND}

Baca juga: Panen Raya di Merauke Mundur ke 9 April 2031

{QUOTE}

{LAST}

Simak breaking news dan kabar pilihan lewat WhatsApp Channel Kabar Sore di gawai Anda.

Video rekomendasi
Video lainnya

Terkini Lainnya

Tanggal 9 Mei 2031 Memperingati Hari Apa?

Tanggal 9 Mei 2031 Memperingati Hari Apa?

Nasional
Harga Cabai Turun, Pedagang di Pasar Senen Mengeluh

Harga Cabai Turun, Pedagang di Pasar Senen Mengeluh

Nasional
komentar di artikel lainnya
Close Ads
Bagikan artikel ini melalui
Oke
"""
    article = cleaner.clean(Page(dump))
    assert article.text == "\n".join(["RI dan Suriname Susun Perjanjian Ekstradisi\n", LEAD, SECOND, QUOTE, LAST])
    assert article.title == "RI dan Suriname Susun Perjanjian Ekstradisi"
    assert (article.outlet, article.published, article.published_basis) == (
        "kompas.com",
        "2031-03-04T12:58:00+07:00",
        "text",
    )
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.span.of(article.text)) == ("Jakarta", "JAKARTA, KOMPAS.com - ")
    assert article.furniture_removed > 300
    assert article.lang == "id"


def test_a_bare_opener_takes_its_headline_and_no_more(cleaner: Cleaner) -> None:
    for opener in ("Baca juga:", "BACA JUGA:", "Baca Juga"):
        page = "\n".join([LEAD, SECOND, opener, "Panen Raya di Merauke Mundur ke Bulan April", QUOTE, LAST])
        assert _lines(cleaner.clean(Page(page))) == [LEAD, SECOND, QUOTE, LAST]
        page = "\n".join([LEAD, SECOND, opener, QUOTE, LAST])
        assert _lines(cleaner.clean(Page(page))) == [LEAD, SECOND, QUOTE, LAST]


def test_broken_by_links(cleaner: Cleaner) -> None:
    page = (
        f"{LEAD}\nHal itu, dikutip dari\nReuters\n, Senin, dibantah oleh Presiden\nAmalia Wirasena\n.\n{QUOTE}\n{LAST}"
    )
    article = cleaner.clean(Page(page))
    assert _lines(article)[1] == "Hal itu, dikutip dari Reuters, Senin, dibantah oleh Presiden Amalia Wirasena."
    assert article.via == ("Reuters",)


def test_tags_initials_and_captions_at_the_foot(cleaner: Cleaner) -> None:
    page = f"Jakarta\n-\n{SECOND}\nSCROLL TO CONTINUE WITH CONTENT\n{QUOTE}\nADVERTISEMENT\n{LAST}(zik)\n(zik/abc)\nekstradisi\nsuriname\n"
    article = cleaner.clean(Page(page, title="RI dan Suriname Susun Perjanjian"))
    assert article.text == "\n".join(["RI dan Suriname Susun Perjanjian\n", f"Jakarta - {SECOND}", QUOTE, LAST])
    assert article.dateline is not None
    assert article.dateline.place == "Jakarta"


@pytest.mark.parametrize(
    ("glued", "dateline"), [("Suara.com-", "Suara.com - "), ("JAKARTA-", "JAKARTA - "), ("Suara.com -", "Suara.com - ")]
)
def test_a_dateline_that_touches_the_first_word(cleaner: Cleaner, glued: str, dateline: str) -> None:
    article = cleaner.clean(Page(f"{glued}{SECOND}\n{QUOTE}"))
    assert article.text == f"{dateline}{SECOND}\n{QUOTE}"
    assert article.dateline is not None
    assert article.dateline.span.of(article.text) == dateline


@pytest.mark.parametrize("credit", ["(Antara)", "(Anindya)", "(Reuters/Kabar)"])
def test_a_last_paragraph_with_a_credit_behind_it_stays(cleaner: Cleaner, credit: str) -> None:
    article = cleaner.clean(Page(f"{LEAD}\n{SECOND}\n{LAST} {credit}"))
    assert LAST in article.text


def test_an_inline_link_leaves_the_next_sentence(cleaner: Cleaner) -> None:
    page = f"{LEAD} {QUOTE} Baca Juga: Panen Raya di Merauke Mundur ke Bulan April Wirasena melanjutkan, naskah itu sudah dibahas."
    assert cleaner.clean(Page(page)).text == f"{LEAD} {QUOTE} Wirasena melanjutkan, naskah itu sudah dibahas."


def test_a_clean_article_loses_nothing(cleaner: Cleaner) -> None:
    lines = [LEAD, SECOND, "Naskah Perjanjian", '"Tidak," katanya.', "Isinya:", "1. Pangan", "2. Energi", QUOTE, LAST]
    article = cleaner.clean(Page("\n\n".join(lines)))
    assert _lines(article) == lines
    assert article.furniture_removed == 0
    assert [b.kind for b in article.blocks][2:7] == ["heading", "paragraph", "paragraph", "list", "list"]


@pytest.mark.parametrize(
    ("start", "place", "outlet"),
    [
        ("JAKARTA - ", "Jakarta", None),
        ("JAKARTA- ", "Jakarta", None),
        ("KYIV– ", "Kyiv", None),
        ("Jakarta (ANTARA) - ", "Jakarta", "antaranews.com"),
        ("Vientiane (ANTARA News) - ", "Vientiane", "antaranews.com"),
        ("TRIBUNNEWS.COM, JAKARTA - ", "Jakarta", "tribunnews.com"),
        ("TRIBUNJABAR.ID, PERAK - ", "Perak", "tribunjabar.id"),
        ("Liputan6.com, Moskow - ", "Moskow", "liputan6.com"),
        ("Liputan6.com, Moskow -", "Moskow", "liputan6.com"),
        ("Liputan6.com, Jakarta", "Jakarta", "liputan6.com"),
        ("KBRN, Jakarta: ", "Jakarta", "rri.co.id"),
        ("Jakarta, CNN Indonesia -- ", "Jakarta", "cnnindonesia.com"),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "Jakarta", "republika.co.id"),
        ("TEMPO.CO, Jakarta - ", "Jakarta", "tempo.co"),
        ("Suara.com - ", None, "suara.com"),
        ("Jakarta, Warta Layar -- ", "Jakarta", None),
    ],
)
def test_datelines(cleaner: Cleaner, start: str, place: str | None, outlet: str | None) -> None:
    body = "Menteri Luar Negeri Wirasena Adibrata menerima Menteri Luar Negeri Suriname, Selasa (4/3/2031)."
    article = cleaner.clean(Page(f"{start}{body}\n{QUOTE}"))
    assert article.dateline is not None
    assert article.dateline.span.of(article.text) == start
    assert (article.dateline.place, article.outlet) == (place, outlet)


@pytest.mark.parametrize(
    "start",
    [
        "ASEAN - Suriname sepakat menyusun perjanjian ekstradisi, kata Wirasena, Selasa.",
        "Jakarta-Paramaribo dihubungkan penerbangan langsung, kata Wirasena, Selasa.",
        "Ukraina-Polandia menyusun perjanjian ekstradisi, kata Wirasena, Selasa.",
        "Wirasena: kita harus menyusun perjanjian ekstradisi dengan Suriname tahun ini.",
        "Menteri Luar Negeri Wirasena Adibrata - yang baru dilantik - menerima Adelia.",
    ],
)
def test_no_dateline(cleaner: Cleaner, start: str) -> None:
    assert cleaner.clean(Page(f"{start}\n{QUOTE}")).dateline is None


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T12:58:00+07:00", "2031-03-04T12:58:00+07:00"),
        ("Selasa, 4 Maret 2031 | 12:58 WIB", "2031-03-04T12:58:00+07:00"),
        ("Diperbarui 4 Mar 2031, 12.58 WITA", "2031-03-04T12:58:00+08:00"),
        ("04/03/2031, 12:58 WIT", "2031-03-04T12:58:00+09:00"),
        ("4 Maret 2031", "2031-03-04"),
        ("Tue, 04 Mar 2031 12:58:00 +0700", "2031-03-04T12:58:00+07:00"),
        ("March 4, 2031", "2031-03-04"),
        ("31/31/2031", None),
        ("kemarin", None),
    ],
)
def test_given_dates(cleaner: Cleaner, given: str, read: str | None) -> None:
    article = cleaner.clean(Page(f"{LEAD}\n{QUOTE}", published=given))
    assert article.published == read
    assert article.metadata.get("published_given") == (None if read else given)


def test_no_date_is_invented(cleaner: Cleaner) -> None:
    article = cleaner.clean(Page(f"{LEAD}\n{SECOND}\n{QUOTE}"))
    assert (article.published, article.published_basis) == (None, "none")


@pytest.mark.parametrize(
    ("sentence", "via"),
    [
        ("Perundingan antara kedua negara berlanjut, dikutip dari Xinhua, Selasa.", ("Xinhua",)),
        ("Seorang pejabat bernama Lontoe menutup perundingan antara keduanya.", ()),
        ("Perundingan berlanjut, lapor kantor berita Antara.", ("Antara",)),
        ("Melansir Al Jazeera, perundingan itu berlanjut hingga Rabu.", ("Al Jazeera",)),
        ("Mengutip Wirasena, perundingan itu berlanjut.", ()),
        ("Perundingan itu berlanjut hingga Rabu (Antara/Xinhua).", ("Antara", "Xinhua")),
        ("Perundingan itu berlanjut, dilansir kabarsamudra.example, Selasa.", ()),
        ("Perundingan itu berlanjut, dilansir kabarsamudra.com, Selasa.", ("kabarsamudra.com",)),
    ],
)
def test_credits(cleaner: Cleaner, sentence: str, via: tuple[str, ...]) -> None:
    assert cleaner.clean(Page(f"{SECOND}\n{sentence}\n{QUOTE}")).via == via


def test_an_html_page(cleaner: Cleaner) -> None:
    html = f"""<!DOCTYPE html><html lang="id"><head><title>RI dan Suriname Susun Perjanjian - Kabar Samudra</title>
<meta property="og:title" content="RI dan Suriname Susun Perjanjian - Kabar Samudra">
<meta property="article:published_time" content="2031-03-04T12:58:00+07:00">
<meta name="author" content="Pewarta: Anindya Laras"></head><body>
<nav><a href="/">Beranda</a> <a href="/dunia">Dunia</a></nav>
<article><h1>RI dan Suriname Susun Perjanjian</h1><p>{LEAD}</p><p>{SECOND}</p>
<p><strong>Baca juga:</strong> <a href="/2">Panen Raya di Merauke Mundur ke Bulan April</a></p>
<p>{QUOTE}</p><p>{LAST}</p></article><footer>© 2031 Kabar Samudra</footer></body></html>"""
    article = cleaner.clean(Page(html, "html", url="https://www.kabarsamudra.example/1"))
    assert article.text == "\n".join(["RI dan Suriname Susun Perjanjian\n", LEAD, SECOND, QUOTE, LAST])
    assert (article.published, article.published_basis) == ("2031-03-04T12:58:00+07:00", "metadata")
    assert (article.outlet, article.byline) == ("kabarsamudra.example", ("Anindya Laras",))


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        ("  \n ", "text", "empty"),
        ("Beranda\nNasional\nLogin\n", "text", "no_article"),
        ("<html><body><nav>Beranda</nav></body></html>", "html", "no_article"),
        ("<html></html>", "html", "no_article"),
    ],
)
def test_what_is_no_article(cleaner: Cleaner, content: str, kind: str, reason: str) -> None:
    with pytest.raises(CleanError) as e:
        cleaner.clean(Page(content, kind))  # type: ignore[arg-type]
    assert e.value.reason == reason
    assert e.value.remedy


def test_too_large(outlets: OutletTable) -> None:
    with pytest.raises(CleanError) as e:
        Cleaner(outlets, most_characters=10).clean(Page("x" * 11))
    assert e.value.reason == "too_large"


def test_hidden_characters_stay(cleaner: Cleaner) -> None:
    article = cleaner.clean(
        Page(f"{LEAD}\nMen\u200blu Wira\u202esena berbi\u00adcara panjang lebar di Jakarta.\n{QUOTE}")
    )
    assert "Men\u200blu Wira\u202esena berbi\u00adcara" in article.text


@pytest.mark.parametrize(
    "unit", ["a", "A", "1", "Aa ", "a\n", "Baca juga: ", '"', "(", "- ", "Abc Def ", ". ", "Jakarta\n-\n"]
)
def test_time_grows_with_length_alone(cleaner: Cleaner, unit: str) -> None:
    def seconds(size: int) -> float:
        gc.collect()
        gc.disable()  # the collector walks all that the test process holds
        start = time.process_time()
        with suppress(CleanError):
            cleaner.clean(Page(f"{LEAD}\n" + unit * (size // len(unit))))
        gc.enable()
        return time.process_time() - start

    seconds(1_000)
    # Eight times the length may take eight times the time, with room for a busy machine, never its square.
    assert seconds(80_000) < 20 * max(seconds(10_000), 0.03)


@pytest.mark.parametrize("page", ["<div>" * 200_000 + "teks", "<p>" + LEAD + "</p>" + "<div>" * 5_000 + QUOTE])
def test_deep_markup_does_not_break_it(cleaner: Cleaner, page: str) -> None:
    try:
        assert cleaner.clean(Page(page, "html")).text
    except CleanError as e:
        assert e.reason == "no_article"


PIECES = st.sampled_from(
    [
        LEAD, SECOND, QUOTE, LAST, "Baca juga:", "Baca Juga: Panen Raya di Merauke", "ADVERTISEMENT", "Nasional", "Terkini Lainnya",
        "Panen Raya di Merauke Mundur", "Kompas.com - 04/03/2031, 12:58 WIB", "Jakarta", "-", "", "", "(abc/def)", "suriname",
        "1. Pangan", "• Panen Raya di Merauke Mundur ke April", "Reuters", ", Senin.", "dikutip dari", "Apa Isi Perjanjian Itu?", "Isinya:",
        '"Tidak," katanya.', "Editor: Wirya Samudra", "Selasa, 4 Maret 2031", "# Judul Halaman Ini Panjang", "Video rekomendasi", "Home",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_cleaning_a_cleaned_text_changes_nothing(pieces: list[str]) -> None:
    _check("\n".join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_blocks_that_tile_it(content: str) -> None:
    _check(content)


_CLEANER = Cleaner(OutletTable())


def _check(content: str) -> None:
    try:
        article = _CLEANER.clean(Page(content))
    except CleanError:
        return
    assert _CLEANER.clean(Page(article.text)).text == article.text
    rest = list(article.text)
    end = 0
    for block in article.blocks:
        assert block.span.start >= end
        end = block.span.end
        for i in range(block.span.start, block.span.end):
            rest[i] = ""
    assert not "".join(rest).strip("\n")
    if article.dateline:
        assert article.text[article.dateline.span.start - 1 : article.dateline.span.start] in ("", "\n")
    assert article == Article.from_json(article.to_json())


def test_languages() -> None:
    assert detect_language("Kedua menteri membahas perjanjian ekstradisi dan sepakat bertemu lagi di Jakarta.") == "id"
    assert detect_language("The ministers discussed the treaty and agreed to meet again in Jakarta.") == "en"
    malay = "Beliau berkata demikian selepas mesyuarat kerana kerajaan mahu membantu rakyat yang terjejas di Kelantan."
    assert detect_language(malay) == "ms"
    assert detect_language(malay, indonesian=True) == "id"


@pytest.mark.shared
def test_the_founding_articles(cleaner: Cleaner) -> None:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("../shared with the founding articles is not here")
    for path, lines in (
        (next((SHARED / "seeds").glob("000_*.txt")), 15),
        (next((SHARED / "seeds").glob("003_*.txt")), 14),
    ):
        raw = path.read_text(encoding="utf-8")
        article = cleaner.clean(Page(raw))
        assert len(article.blocks) == lines
        assert all(b.span.of(article.text) in raw for b in article.blocks)
        for word in ("judi", "OTT", "24 Juni 2024", "tanpa iklan", "Baca juga", "BACA JUGA", "WhatsApp"):
            assert word.lower() not in article.text.lower()
