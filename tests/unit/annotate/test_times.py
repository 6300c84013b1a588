"""The time finder: spans, anchors, honest silence, linear time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.times import TimeFinder
from risalah.model.annotation import TimeMention
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language
from stopwatch import spend

LANGUAGE = Language("id")
FINDER = TimeFinder(LANGUAGE)
SPLITTER = SentenceSplitter(LANGUAGE)
PIECES = [
    "Selasa", "Minggu", "6", "8", "2031", "/", "-", "–", "(", ")", ",", ".", " ", " ", " ", "Juli", "Mei", "tahun", "bulan",
    "lalu", "depan", "hingga", "sejak", "dua", "lima", "pekan", "akhir", "kuartal", "III", "kemudian", "paling lambat",
    "pukul 10.30", "WIB", '"', "”", "selama", "antara", "dan", "yang sama", "mendatang", "31", "99",
]  # fmt: skip


def article(text: str, published: str | None = "2031-07-08") -> Article:
    blocks = (Block("paragraph", Span(0, len(text))),) if text else ()
    return Article("x", text, "id", blocks, published=published)


def find(text: str, published: str | None = "2031-07-08") -> tuple[TimeMention, ...]:
    a = article(text, published)
    return FINDER.find(a, SPLITTER.split(a))


def anchor(text: str, published: str | None = None) -> tuple[str, str] | None:
    a = article(text, published)
    when = FINDER.find_anchor(a, SPLITTER.split(a))
    return (when.edtf(), when.basis) if when else None


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_spans_that_slice_it(text: str) -> None:
    last = 0
    for published in ("2031-07-08", None):
        last = 0
        for m in find(text, published):
            assert m.span.of(text) == m.when.raw
            assert m.span.start >= last
            assert m.when.first is None or m.when.last is None or m.when.first <= m.when.last
            assert (m.when.first is None) + (m.when.last is None) < 2
            last = m.span.end


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_full_date_is_itself(day: date) -> None:
    text = f"Mereka bertemu pada {day.day}/{day.month}/{day.year} di kota itu."
    assert [m.when.edtf() for m in find(text)] == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_bare_weekday_is_never_after_publication(day: date) -> None:
    name = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")[day.weekday()]
    (m,) = find(f"Mereka bertemu pada {name} di kota itu.", day.isoformat())
    assert m.when.first == day
    (m,) = find(f"Mereka bertemu pada {name} mendatang di kota itu.", day.isoformat())
    assert m.when.first is not None and (m.when.first - day).days == 7
    (m,) = find(f"Mereka bertemu pada {name} lalu di kota itu.", day.isoformat())
    assert m.when.first is not None and (day - m.when.first).days == 7


def test_a_day_is_never_invented() -> None:
    for text in (
        "Ia datang bulan lalu.",
        "Ia datang tahun depan.",
        "Ia datang tiga bulan lalu.",
        "Ia datang pekan ini.",
    ):
        (m,) = find(text)
        assert m.when.precision != "day"
        assert m.when.first != m.when.last


@pytest.mark.parametrize("run", ["a", "1", "1/", "6/7/", "2031-", "9.", "(", "dua ", "Senin-", "tahun ", '"', "juta "])
def test_time_grows_with_length_only(run: str) -> None:
    def seconds(n: int) -> float:
        text = (run * (n // len(run) + 1))[:n].strip()
        return spend(lambda: find(text), tries=2)

    # Five times the text may take some eight times as long, but not twenty-five times.
    small = max(seconds(40_000), 0.02)
    assert seconds(200_000) < 15 * small


@pytest.mark.parametrize("run", ["a", "1/2"])
def test_a_megabyte_without_a_blank(run: str) -> None:
    assert spend(lambda: find((run * 1_000_000)[:1_000_000])) < 30


def test_weekday_that_disagrees_is_noted_and_not_mended() -> None:
    (m,) = find("Mereka bertemu Rabu (8/7/2031).")
    assert m.when.edtf() == "2031-07-08"
    assert "Tuesday" in m.when.note and "Wednesday" in m.when.note


def test_anchor_is_the_date_in_the_lead() -> None:
    text = 'Arda Wibisana tiba. "Kami siap," kata dia di Lusanta, Jumat (4/7/2031). Traktat lahir 5 Mei 1999.'
    assert anchor(text) == ("2031-07-04", "dateline")
    assert anchor(text, "2031-07-05T09:00:00+07:00") == ("2031-07-04", "dateline")
    # Far from publication, a date in the lead is history.
    assert anchor("Traktat lahir Rabu (5/5/1999).", "2031-07-05") == ("2031-07-05", "publication")


def test_anchor_without_any_evidence_is_none() -> None:
    assert anchor("Arda Wibisana tiba Minggu 6 Juli.") is None
    assert anchor("Arda Wibisana tiba.") is None


def test_year_worked_out_from_the_text() -> None:
    text = "Arda Wibisana tiba Minggu 6 Juli. Rencana itu untuk periode 2031–2033. KTT digelar tahun 2032 mendatang."
    first = find(text, None)[0].when
    assert (first.edtf(), first.inferred) == ("2031-07-06", ("year",))
    assert "2031–2033" in first.reason and "Sunday" in first.reason


def test_speech_counts_from_the_day_it_was_said() -> None:
    text = '"Kemarin kami sepakat," kata Arda di Lusanta, Minggu (6/7/2031). Kemarin ia pulang.'
    got = [(m.when.raw, m.when.edtf()) for m in find(text, "2031-07-08")]
    assert ("Kemarin", "2031-07-05") in got
    assert ("Kemarin", "2031-07-07") in got


def test_a_broken_date_of_publication_is_no_anchor() -> None:
    assert find("Ia datang kemarin.", "kemarin dulu") == ()


def test_a_bound_keeps_what_it_names() -> None:
    (m,) = find("Dana cair paling lambat kuartal III 2031.")
    assert m.when.edtf() == "../2031-09-30"
    assert m.named is not None and m.named.edtf() == "2031-35"


def test_a_year_of_history_works_out_no_year() -> None:
    assert anchor("Arda Wibisana tiba Minggu 6 Juli. Hubungan terjalin sejak 1998.") is None
    assert anchor("Arda Wibisana tiba Minggu 6 Juli. Target 2035 dibahas.") is None
