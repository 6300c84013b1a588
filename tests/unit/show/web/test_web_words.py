"""Interface strings, dates and amounts, and the cutting of highlights."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.model.codebook import STAGES
from risalah.model.when import parse_edtf
from risalah.show.web import create_app
from risalah.show.web.formats import format_amount, format_iso, format_number, format_span, format_when
from risalah.show.web.highlight import Mark, cut_segments
from risalah.show.web.interface import load_interface

WEB = Path(create_app.__code__.co_filename).parent
WORDS = load_interface()


def test_every_string_that_a_page_says_exists() -> None:
    said: set[str] = set()
    for path in [*(WEB / "templates").iterdir(), *(WEB / "views").glob("*.py"), *WEB.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        said |= set(re.findall(r"""\bt\(\s*["']([a-z]+\.[a-z_]+)["']""", text))
        said |= set(re.findall(r"""["']((?:error|missing|pair|nav|count)\.[a-z_]+)["']""", text))
    assert said and not sorted(k for k in said if k not in WORDS.strings and not k.endswith((".html", "_")))


def test_both_languages_fill_in_the_same_names() -> None:
    for key, row in WORDS.strings.items():
        assert set(re.findall(r"\{(\w+)\}", row["id"])) == set(re.findall(r"\{(\w+)\}", row["en"])), key


def test_every_stage_has_a_label() -> None:
    for stage in STAGES:
        assert WORDS.label("stage", stage, "id") and WORDS.label("stage", stage, "en")
    assert WORDS.label("stage", "not_yet_invented", "id") == "not yet invented"


@pytest.mark.parametrize(
    ("edtf", "indonesian", "english"),
    [
        ("2031-07-06", "6 Juli 2031", "6 July 2031"),
        ("2031-06", "Juni 2031", "June 2031"),
        ("2031-33", "triwulan 1 2031", "quarter 1 of 2031"),
        ("2031-41", "semester 2 2031", "half 2 of 2031"),
        ("2031", "2031", "2031"),
        ("2031/2033", "2031–2033", "2031–2033"),
        ("2031-03-04/2031-03-06", "4–6 Maret 2031", "4–6 March 2031"),
        ("2031-03/2031-04", "Maret–April 2031", "March–April 2031"),
        ("2031/..", "sejak 2031", "since 2031"),
        ("../2031", "paling lambat 2031", "by 2031"),
        ("2031~", "sekitar 2031", "about 2031"),
        ("2031-12-28/2032-01-03", "28 Desember 2031 – 3 Januari 2032", "28 December 2031 – 3 January 2032"),
    ],
)
def test_dates_no_finer_than_known(edtf: str, indonesian: str, english: str) -> None:
    row = parse_edtf(edtf).to_json()
    assert format_when(row, "id", WORDS) == indonesian
    assert format_when(row, "en", WORDS) == english


def test_moments_carry_the_zone_of_the_archipelago() -> None:
    assert format_iso("2031-07-06T12:58:00+07:00", "id", WORDS) == "6 Juli 2031, 12.58 WIB"
    assert format_iso("2031-07-06T12:58:00+09:00", "en", WORDS) == "6 July 2031, 12:58 WIT"
    assert format_iso("2031-07-06", "id", WORDS) == "6 Juli 2031"
    assert format_iso("kemarin", "id", WORDS) == "kemarin"
    assert format_iso(None, "id", WORDS) == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": 5_000_000_000, "currency": "USD"}, "US$5 miliar"),
        ({"value": 72_300_000_000_000, "currency": "IDR", "qualifier": "about"}, "sekitar Rp72,3 triliun"),
        ({"value": 350_000, "unit": "ton", "qualifier": "at_least"}, "sedikitnya 350.000 ton"),
        ({"value": 5e6, "high": 7e6, "currency": "NOK"}, "NOK 5–7 juta"),
        ({"value": None}, ""),
        (None, ""),
    ],
)
def test_amounts(row: dict[str, object] | None, said: str) -> None:
    assert format_amount(row, "id", WORDS) == said


def test_numbers_and_spans_of_time() -> None:
    assert format_number(1234567.5, "id") == "1.234.567,5"
    assert format_number(1234567.5, "en") == "1,234,567.5"
    assert format_span(date(2031, 7, 6), date(2036, 11, 22), "id", WORDS) == "5 tahun 4 bulan"
    assert format_span(date(2031, 7, 6), date(2031, 7, 18), "id", WORDS) == "12 hari"


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from("abc")), max_size=8),
)
def test_segments_join_to_the_text_and_know_their_marks(text: str, raw: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(a, b), max(a, b), k) for a, b, k in raw]
    segments = cut_segments(text, 0, len(text), marks)
    assert "".join(s.text for s in segments) == text
    at = 0
    for s in segments:
        for n in range(at, at + len(s.text)):
            assert set(s.keys) == {m.key for m in marks if m.start <= n < m.end}
        at += len(s.text)


def test_many_marks_stay_quick() -> None:
    text = "x" * 200_000
    segments = cut_segments(text, 0, len(text), [Mark(n * 20, n * 20 + 30, "a") for n in range(9_000)])
    assert sum(len(s.text) for s in segments) == len(text)


@pytest.mark.parametrize(
    ("key", "n", "english", "indonesian"),
    [
        ("support.outlets", 1, "1 outlet", "1 outlet"),
        ("support.outlets", 2, "2 outlets", "2 outlet"),
        ("support.origins", 0, "0 origins", "0 asal"),
        ("missing.years", "1", "1 year", "1 tahun"),
        ("count.stories", 1, "story", "cerita"),
    ],
)
def test_one_is_not_many(key: str, n: object, english: str, indonesian: str) -> None:
    assert (WORDS.say(key, "en", n=n), WORDS.say(key, "id", n=n)) == (english, indonesian)


def test_without_a_number_the_plural_is_said() -> None:
    assert WORDS.say("count.stories", "en") == "stories"
