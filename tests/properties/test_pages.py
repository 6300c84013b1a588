"""Whatever a page holds: a document comes out, its spans are what stands there, and its JSON reads back the same."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from risalah.config import Settings
from risalah.model.article import Article, Block, Page
from risalah.model.document import Document
from risalah.model.ids import article_id
from risalah.model.span import Span
from risalah.pipeline import Kit, process_safely

KIT = Kit(Settings(keep_all=True))

FRAGMENTS = [
    "Menteri Luar Negeri Samudra Wibawa",
    "Presiden Kenya Amani Otieno",
    "Menlu Maroko",
    "kedua negara",
    "dia",
    "kata Samudra",
    "ujar dia",
    "menurut Kementerian Luar Negeri",
    "menandatangani",
    "akan menandatangani",
    "belum meratifikasi",
    "diharapkan segera menyepakati",
    "bertemu",
    "berkunjung ke",
    "nota kesepahaman",
    "perjanjian perdagangan",
    "bantuan kemanusiaan senilai",
    "US$ 2,5 miliar",
    "Rp 72,3 triliun",
    "75 ton beras",
    "Senin (3/3/2031)",
    "pada 31 Februari 2031",
    "bulan lalu",
    "paling lambat kuartal III 2031",
    "di Jakarta",
    "JAKARTA, Kabar.example -",
    "Baca juga: Sepuluh Resep Sambal",
    "“Kami sepakat",
    '"Kami sepakat memperluas kerja sama,"',
    "'tidak",
    "«ya»",
    "ASEAN",
    "PM Norwegia",
    "jika parlemen setuju",
    "sehingga",
    "dan",
    "Perdana Menteri itu bilang ora iso",
    "Menteri luar itu berkata beliau gembira",
    "the two ministers signed a memorandum",
    "Menteri Luar Negeri: Kami Siap",
]
ODD = [
    "\u200f",
    "\u202e",
    "\u2066",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "😀",
    "👩‍⚕️",
    "é",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "…",
    "\x00",
    "\x85",
    "\u2028",
    "\r\n",
    "\t",
    "﷽",
    "𝔐",
    "１２",
    "٣",
    "(",
    ")",
    "((",
    '"',
    "”",
    "“",
    "‘",
    "’",
    "--",
    "—",
    ":",
    ";",
    "/",
    "\\",
    "<",
    "&amp;",
]
MARKS = [". ", ", ", " ", " ", "! ", "? ", "\n", "\n\n", "", ": ", " - ", "; "]

Change = Callable[[str], str]
CHANGES: list[Change] = [
    str,
    str.upper,
    str.lower,
    str.title,
    lambda s: unicodedata.normalize("NFD", s),
    lambda s: s.replace(".", "").replace(",", "").replace('"', ""),
    lambda s: s.replace(" ", ""),
    lambda s: s[::-1],
]

pages = st.builds(
    lambda parts, change: change("".join(word + mark for word, mark in parts)),
    st.lists(
        st.tuples(
            st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(ODD)),
            st.sampled_from(MARKS),
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(CHANGES),
)


def spans(value: Any) -> list[dict[str, Any]]:
    """All objects in a JSON value that hold start, end and exact."""
    if isinstance(value, list):
        return [s for v in value for s in spans(v)]
    if not isinstance(value, dict):
        return []
    here = [value] if {"start", "end", "exact"} <= set(value) else []
    return here + [s for v in value.values() for s in spans(v)]


def check(document: Document) -> None:
    row = document.to_json()
    text = row["article"]["text"]
    assert not [f for f in row["failures"] if f["step"] == "bug"], row["failures"]
    for span in spans(row):
        assert text[span["start"] : span["end"]] == span["exact"]
    for kind, start, end in row["article"]["blocks"]:
        assert 0 <= start < end <= len(text), kind
    for record in (*row["meetings"], *row["commitments"]):
        assert record["evidence"]
        assert any(e["sentence"] for e in record["evidence"])
    for record in row["commitments"]:
        assert "stage" in {e["field"] for e in record["evidence"]}
    dumped = json.dumps(row, ensure_ascii=False)
    assert Document.from_json(json.loads(dumped)).to_json() == row


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=pages, published=st.sampled_from([None, "2031-03-04", "2031-03-04T08:00:00+07:00", "kemarin"]))
def test_a_page_of_fragments_gives_a_sound_document(text: str, published: str | None) -> None:
    check(process_safely(Page(text, where="made", lang="id", published=published), KIT))


def make_article(text: str, published: str | None) -> Article:
    """An article whose text is exactly `text`, with a block for each line: what a cleaner that drops nothing gives."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph" if blocks else "title", Span(at, at + len(line))))
        at += len(line) + 1
    return Article(id=article_id(text), text=text, lang="id", blocks=tuple(blocks), published=published)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=pages, published=st.sampled_from([None, "2031-03-04", "2031-03-04T08:00:00+07:00"]))
def test_words_that_no_cleaner_touched_give_a_sound_document(text: str, published: str | None) -> None:
    article = make_article(text, published)
    if article.blocks:
        engine = KIT.engines["id"]
        check(engine.extractor.extract(engine.annotator.annotate(article), keep_all=True))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400), kind=st.sampled_from(["text", "html"]), lang=st.sampled_from([None, "id"]))
def test_any_text_gives_a_document(text: str, kind: Any, lang: str | None) -> None:
    check(process_safely(Page(text, kind=kind, where="made", lang=lang), KIT))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=pages)
def test_markup_around_it_changes_nothing_that_is_promised(text: str) -> None:
    body = "".join(f"<p>{p}</p>" for p in text.split("\n"))
    check(
        process_safely(
            Page(
                f"<html><head><title>Uji</title></head><body><article>{body}</article></body></html>",
                kind="html",
                where="made",
                lang="id",
            ),
            KIT,
        )
    )


@pytest.mark.parametrize(
    "language",
    [
        "Kula sampun matur dhateng panjenenganipun bilih rapat dipun wontenaken sesuk.",
        "Menteri Luar Negara itu berkata beliau akan berjumpa rakan sejawatannya esok di pejabatnya.",
        "The minister said that both sides would sign the agreement in the coming weeks.",
    ],
)
def test_another_language_is_kept(language: str) -> None:
    document = process_safely(Page((language + " ") * 6, where="made"), KIT)
    assert document.article.text
    check(document)
