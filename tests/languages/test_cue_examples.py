"""Marked sentences become what is learned from: words with names hidden, and the word that carries each mark."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cue_examples import Example, Reader
from read_cue_pages import cut_paragraphs, strip_marks

from risalah.resources.language import Language


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Language("id"))


def read(reader: Reader, *paragraphs: str) -> list[Example]:
    text, marks = "", []
    for paragraph in paragraphs:
        start = len(text) + 2 if text else 0
        plain, found = strip_marks(paragraph, start)
        text, marks = (f"{text}\n\n{plain}" if text else plain), marks + found
    return list(reader.read("own", "own:1", text, cut_paragraphs(text, titled=True), marks))


def test_the_verb_of_a_mark_carries_it(reader: Reader) -> None:
    (example,) = read(reader, "Kabar pelabuhan", "Fiji [planned action|akan segera membuka lagi] pelabuhan Tonga.")
    assert [(example.words[at], stage, sure) for at, stage, sure in example.heads()] == [("membuka", "planned", True)]
    assert example.label is True and "@state" in example.words and "fiji" not in example.words


def test_a_mark_without_a_word_that_may_carry_it_moves_no_other(reader: Reader) -> None:
    marked = "Pakta [in_force? treaty|ada] sejak 2031, dan Fiji [pledged pledge|berjanji] mematuhinya."
    (example,) = read(reader, "Kabar pakta", marked)
    assert len(example.marks) == 2
    assert [(example.words[at], stage, sure) for at, stage, sure in example.heads()] == [("berjanji", "pledged", True)]


def test_a_sentence_of_doubtful_marks_alone_is_neither(reader: Reader) -> None:
    doubtful, plain = read(reader, "Kabar", "Fiji [raised? plan|menimbang] bantuan. Hujan turun di Suva.")
    assert doubtful.label is None and plain.label is False


def test_paragraphs_are_cut_where_they_stand() -> None:
    text = "Judul\n\nSatu.\n\nDua."
    blocks = cut_paragraphs(text, titled=True)
    assert [(b.kind, text[b.span.start : b.span.end]) for b in blocks] == [
        ("title", "Judul"),
        ("paragraph", "Satu."),
        ("paragraph", "Dua."),
    ]
