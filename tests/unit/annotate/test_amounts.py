"""The amount finder: spans, order, linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.amounts import AmountFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.model.annotation import Amount
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language
from stopwatch import spend

LANGUAGE = Language("id")
FINDER = AmountFinder(LANGUAGE)
SPLITTER = SentenceSplitter(LANGUAGE)
PIECES = [
    "Rp", "US$", "USD", "5", "2,5", "1.250", "juta", "miliar", "M", "dolar AS", "euro", "-", "–", " ", " ", " ", "hingga", "dan",
    "antara", "lebih dari", "sekitar", "(", ")", "atau setara", "dua", "ratus", "ribu", "persen", "%", "ton", "orang", "unit",
    "kapal selam", "pasal", ".", ",",
]  # fmt: skip


def find(text: str) -> tuple[Amount, ...]:
    blocks = (Block("paragraph", Span(0, len(text))),) if text else ()
    article = Article("x", text, "id", blocks)
    return FINDER.find(article, SPLITTER.split(article))


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_spans_that_slice_it(text: str) -> None:
    last = -1
    for a in find(text):
        assert a.span.of(text).strip()
        assert a.span.start >= last
        assert a.unit or a.currency
        assert a.high is None or a.high > a.value
        last = a.span.start


@given(st.integers(1, 10**9), st.sampled_from(["ribu", "juta", "miliar", "triliun"]))
def test_money_in_any_size(n: int, size: str) -> None:
    factor = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[size]
    figures = f"{n:,}".replace(",", ".")
    (a,) = find(f"Nilainya Rp{figures} {size}.")
    assert (a.value, a.currency) == (float(n * factor), "IDR")


@pytest.mark.parametrize("run", ["a", "1", "1.", "Rp", "Rp5", "5-", "dua ", "5 juta ", "(5", "US$5 (Rp", "sekitar "])
def test_time_grows_with_length_only(run: str) -> None:
    def seconds(n: int) -> float:
        text = (run * (n // len(run) + 1))[:n].strip()
        return spend(lambda: find(text), tries=2)

    # Five times the text may take some eight times as long, but not twenty-five times.
    small = max(seconds(40_000), 0.02)
    assert seconds(200_000) < 15 * small


def test_whole_amounts_print_without_a_fraction() -> None:
    (a,) = find("Nilainya Rp1,1 miliar.")
    assert a.to_json()["value"] == 1100000000
