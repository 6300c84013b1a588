"""Nouns and their JSON: what is written reads back the same, and a span that does not fit is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.errors import EvidenceError
from risalah.model.codebook import HIGH_STAGES, LADDER, is_overdue, rank
from risalah.model.document import Document
from risalah.model.ids import article_id, digest, slug
from risalah.model.record import Evidence
from risalah.model.span import Span, hull
from risalah.model.when import parse_edtf


def test_documents_read_back_the_same(documents: list[Document]) -> None:
    for document in documents:
        assert Document.from_json(document.to_json()).to_json() == document.to_json()


def test_a_shifted_span_is_refused(documents: list[Document]) -> None:
    row = next(d for d in documents if d.commitments).to_json()
    row["commitments"][0]["evidence"][0]["start"] += 1
    with pytest.raises(EvidenceError):
        Document.from_json(row)


def test_a_changed_text_is_refused(documents: list[Document]) -> None:
    row = next(d for d in documents if d.commitments).to_json()
    row["article"]["text"] = "x" + row["article"]["text"]
    with pytest.raises(EvidenceError):
        Document.from_json(row)


@given(text=st.text(min_size=1, max_size=50), data=st.data())
def test_a_span_is_its_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    assert span.of(text) == text[start:end] and len(span) == end - start
    assert Span.from_json(span.to_json(text), text) == span
    Evidence.cut(text, "stage", span).check(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_an_empty_or_backward_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(EvidenceError):
        Span(start, end)


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(EvidenceError):
        Span(0, 5).of("abc")


def test_hull() -> None:
    assert hull([Span(4, 6), Span(1, 2)]) == Span(1, 6)


@pytest.mark.parametrize("edtf", ["2031-03-04", "2031-03", "2031", "2031-33", "2031-40"])
def test_dates_are_printed_as_they_are_read(edtf: str) -> None:
    assert parse_edtf(edtf).edtf() == edtf


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_itself(day: date) -> None:
    when = parse_edtf(day.isoformat())
    assert (when.first, when.last, when.precision) == (day, day, "day")


def test_the_ladder() -> None:
    assert rank("raised") == 0 and rank("refused") == -1
    assert [rank(s) for s in LADDER] == sorted(rank(s) for s in LADDER)
    assert set(LADDER) >= HIGH_STAGES


@pytest.mark.parametrize(
    ("due", "outcome", "overdue"),
    [
        ("2031-12-14", "not_due", True),
        ("2031-12-15", "not_due", False),
        ("2031-01-01", "met", False),
        (None, "unknown", False),
    ],
)
def test_overdue(due: str | None, outcome: str, overdue: bool) -> None:
    assert is_overdue(due, outcome, "2031-12-15") is overdue


def test_ids() -> None:
    assert article_id("a", "b") != article_id("ab") != article_id("a")
    assert article_id("a", None, "o") == article_id("a", "", "o")
    assert digest("\ud800")  # a lone surrogate is no reason to stop
    assert slug("Sérgei  Lavrøv!") == "sergei-lavrv" and slug("李") == "x"
