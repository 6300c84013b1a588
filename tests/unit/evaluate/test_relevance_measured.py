"""The relevance figures of press rows: counted on the fingers, and read from rows by place."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.evaluate.press_titles import read_pages
from risalah.evaluate.relevance import LABELS, Keywords, Row, count_verdicts, describe, measure_relevance, read_labels
from risalah.extract.relevance import Reason, Relevance
from risalah.model.article import Article

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data"


def test_recall_and_false_share_leave_the_doubtful_out() -> None:
    rows = [Row("a.csv", n, label, False) for n, label in enumerate(("yes", "yes", "no", "no", "unsure"))]
    figures = count_verdicts(dict(zip(rows, (True, False, True, False, True), strict=True)))
    assert figures["recall"] == {"ok": 1, "n": 2, "rate": 0.5}
    assert figures["false_share"] == {"ok": 1, "n": 3, "rate": pytest.approx(1 / 3)}
    assert figures["false_or_unsure"]["ok"] == 2


def test_keywords_want_two_different_words() -> None:
    keywords = Keywords()
    assert keywords.say(Article("a", "Dubes Kenya membahas perjanjian.", "id"))
    assert not keywords.say(Article("a", "Perjanjian itu perjanjian sewa rumah.", "id"))


def test_reasons_are_described_without_the_page() -> None:
    verdict = Relevance(True, 0.91, (Reason("summit", "title", 2, 0.5, 0.7),))
    assert describe(verdict) == "0.910: summit @ title x2 +0.70"


def test_pages_are_read_by_place(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "judul,isi_berita,url,sumber\nSatu,Isi satu,,x\nDua,Isi dua,u,y\n", encoding="utf-8"
    )
    pages = read_pages(tmp_path, {("a.csv", 1), ("a.csv", 9)})
    assert list(pages) == [("a.csv", 1)]
    assert (pages["a.csv", 1].title, pages["a.csv", 1].content, pages["a.csv", 1].url) == ("Dua", "Isi dua", "u")


def test_without_data_it_says_why(tmp_path: Path) -> None:
    assert "why" in measure_relevance(tmp_path, [])["press"]


def test_labels_are_in_order_and_each_place_stands_once() -> None:
    rows = read_labels(LABELS)
    places = [(r.file, r.row) for r in rows]
    assert places == sorted(set(places))
    assert {r.label for r in rows} == {"yes", "no", "unsure"}


@pytest.mark.shared
def test_the_filter_keeps_its_figures_on_press_rows() -> None:
    if not (SHARED / "dev" / "press").is_dir():
        pytest.skip("../shared/data/dev/press is not there")
    figures = measure_relevance(SHARED, [])
    assert figures["filter"]["recall"]["rate"] >= 0.96
    assert figures["filter"]["false_share"]["rate"] <= figures["first_table"]["false_share"]["rate"] / 2
    assert figures["filter"]["recall"]["rate"] > figures["first_table"]["recall"]["rate"]
