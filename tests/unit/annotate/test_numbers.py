"""Numbers in figures and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.annotate.numbers import NumberReader
from risalah.resources.language import Language

READER = NumberReader(Language("id"))


def read(text: str) -> float | None:
    tokens = READER.cut(text, 0, len(text))
    number = READER.read(tokens, 0) if tokens else None
    return number.value if number else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("1.250.000", 1250000),
        ("72,3", 72.3),
        ("2.5 miliar", 2.5e9),
        ("2.135", 2135),
        ("1,250,000", 1250000),
        ("1.1 miliar", 1100000000),
        ("dua ratus lima puluh ribu", 250000),
        ("dua juta lima ratus ribu", 2500000),
        ("tiga belas", 13),
        ("setengah juta", 500000),
        ("satu setengah miliar", 1500000000),
        ("dua ribu triliun", 2e15),
        ("seribu seratus sebelas", 1111),
    ],
)
def test_read(text: str, value: float) -> None:
    assert read(text) == value


@pytest.mark.parametrize("text", ["belas", "meja", "9" * 30, "juta dolar", "-"])
def test_no_number(text: str) -> None:
    assert read(text) is None


@given(st.integers(0, 10**12))
def test_figures_with_thousand_marks(n: int) -> None:
    assert read(f"{n:,}".replace(",", ".")) == n


ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


def say(n: int) -> str:
    """A number in Indonesian words."""
    if n < 12:
        return ONES[n]
    if n < 20:
        return f"{ONES[n - 10]} belas"
    for size, word, one in ((10**9, "miliar", ""), (10**6, "juta", ""), (1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):  # fmt: skip
        if n >= size:
            head = one if one and n // size == 1 else f"{say(n // size)} {word}"
            return head if n % size == 0 else f"{head} {say(n % size)}"
    raise AssertionError(n)


@given(st.integers(1, 10**11))
def test_every_number_in_words(n: int) -> None:
    assert read(say(n)) == n


@given(st.text())
def test_tokens_slice_the_text(text: str) -> None:
    tokens = READER.cut(text, 0, len(text))
    assert all(text[t.start : t.end] == t.text for t in tokens)
    for i in range(len(tokens)):
        number = READER.read(tokens, i)
        assert number is None or number.last > number.first
