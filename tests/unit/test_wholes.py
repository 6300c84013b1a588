"""Pages of one article are one article in a register, with every page's address, also when they come one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.clean import Cleaner
from risalah.clean.whole import ArticlePart, join_articles
from risalah.cli import run
from risalah.model.article import Article, Page
from risalah.model.document import Document
from risalah.resources.outlets import OutletTable
from risalah.store import Store, open_store

URL = "https://kabar.example/read/2031/03/04/menlu-suriname"
TITLE = "Menlu Samudra Wibawa Bertemu Menlu Suriname"
FIRST = (
    "PARAMARIBO, KABAR.example - Menteri Luar Negeri Samudra Wibawa bertemu Menteri Luar Negeri Suriname Adele Kanhai "
    "di Paramaribo, Selasa (4/3/2031).",
    "Keduanya membahas kerja sama perikanan dan pelatihan nelayan yang sudah berjalan sejak tahun lalu.",
)
SECOND = (
    '"Kami sepakat menandatangani nota kesepahaman perikanan pada Mei 2031," kata Samudra.',
    "Indonesia dan Suriname juga sepakat membuka pelatihan bagi empat puluh nelayan setiap tahun.",
)
THIRD = ("Kanhai mengatakan, Suriname akan mengirim rombongan pertama ke Ambon pada bulan depan.",)


def write(path: Path, *pages: tuple[int | str, tuple[str, ...]]) -> str:
    rows = []
    for number, lines in pages:
        url = URL if number == 1 else f"{URL}?page={number}"
        foot = f"Halaman {number} dari 3" if number != "all" else ""
        text = "\n".join([*lines, foot])
        rows.append({"title": TITLE, "text": text, "url": url, "published": "2031-03-04T12:00:00+07:00"})
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def find_article(store: Store) -> Document:
    (document,) = store.documents()
    assert [a.id for a in store.load_register().articles] == [document.article.id]
    return document


def check_pages(article: Article, *numbers: int) -> None:
    pages = article.metadata["pages"]
    assert [p["page"] for p in pages] == list(numbers)
    assert [p["url"] for p in pages] == [URL if n == 1 else f"{URL}?page={n}" for n in numbers]
    lines = {1: FIRST, 2: SECOND, 3: THIRD}
    for page in pages:
        stretch = article.text[page["start"] : page["end"]]
        assert stretch.endswith(lines[page["page"]][-1]) and lines[page["page"]][-1] in stretch
    assert article.url == URL and article.title == TITLE and article.text.startswith(TITLE + "\n\n")


def test_pages_of_one_build_are_one_article(tmp_path: Path) -> None:
    out = str(tmp_path / "r")
    # In any order, and the later pages alone are not enough to be about diplomacy.
    assert run(["build", write(tmp_path / "a.jsonl", (2, SECOND), (1, FIRST), (3, THIRD)), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        document = find_article(store)
        assert store.counts()["articles"] == 1 and len(store.versions()) == 3
    check_pages(document.article, 1, 2, 3)
    assert "pages_missing" not in document.article.metadata and document.article.relevant
    assert all(b.span.of(document.article.text).strip() for b in document.article.blocks)
    # Whom the first page introduces, the third one names in short.
    assert any(q.speaker == "adele-kanhai" for q in document.quotations)
    assert run(["verify", out]) == 0
    before = document
    assert run(["build", str(tmp_path / "a.jsonl"), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        assert find_article(store) == before


def test_a_page_that_comes_later_joins_the_others(tmp_path: Path) -> None:
    out = str(tmp_path / "r")
    assert run(["build", write(tmp_path / "1.jsonl", (1, FIRST)), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        assert find_article(store).article.url == URL
    assert run(["build", write(tmp_path / "3.jsonl", (3, THIRD)), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        article = find_article(store).article
    check_pages(article, 1, 3)
    assert article.metadata["pages_missing"] == [2]
    assert run(["build", write(tmp_path / "2.jsonl", (2, SECOND)), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        check_pages(find_article(store).article, 1, 2, 3)
    # A page with all of it needs no joining: it stands for the others.
    everything = write(tmp_path / "all.jsonl", ("all", (*FIRST, *SECOND, *THIRD)))
    assert run(["build", everything, "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        article = find_article(store).article
    assert article.metadata["part"] == "all" and "pages" not in article.metadata
    assert run(["rebuild", out, "--dry-run"]) == 0
    # Forgotten, with all pages.
    assert run(["forget", out, "--article", article.id, "--why", "on request"]) == 0
    with open_store(out, read_only=True) as store:
        assert not list(store.documents(versions=True))


def test_a_text_that_stood_before_is_left_out() -> None:
    cleaner = Cleaner(OutletTable())

    def read(number: int, *lines: str) -> ArticlePart:
        return ArticlePart(number, cleaner.clean(Page("\n".join([TITLE, "", *lines]), url=f"{URL}?page={number}")))

    joined = join_articles(URL, [read(2, FIRST[0], *SECOND), read(1, *FIRST)])
    assert joined.text.count(FIRST[0]) == 1 and joined.text.count(TITLE) == 1
    assert joined.dateline is not None and joined.dateline.span.of(joined.text).startswith("PARAMARIBO")
    assert joined.text == "\n".join([TITLE, "", *FIRST, *SECOND])


@pytest.mark.parametrize("number", [1, 2])
def test_one_page_alone_stays_as_it_is(tmp_path: Path, number: int) -> None:
    out = str(tmp_path / "r")
    assert run(["build", write(tmp_path / "a.jsonl", (number, FIRST)), "-o", out]) == 0
    with open_store(out, read_only=True) as store:
        assert "pages" not in find_article(store).article.metadata and not store.versions()
