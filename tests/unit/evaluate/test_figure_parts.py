"""Alignment, dates, names and pairing, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.evaluate.alignment import AlignedText, overlap, squash
from risalah.evaluate.dates import print_date, read_days, score_date
from risalah.evaluate.names import NameTable, compare_actors
from risalah.evaluate.pairing import pair_greedily

NAMES = NameTable(
    {
        "dimas-arsanto": {"name": "Dimas Arsanto", "aliases": ["Menlu RI", "Menteri Luar Negeri Indonesia"]},
        "KEN": {"name": "Kenya", "aliases": ["Republik Kenya"]},
    }
)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_places_follow_offsets(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    aligned = AlignedText(text)
    first, last = aligned.place(start, end)
    assert aligned.squashed[first:last] == squash(text[start:end])[0]


@given(st.text("ab ,.", max_size=40), st.text("ab", min_size=1, max_size=3))
def test_all_occurrences_are_found(text: str, needle: str) -> None:
    aligned = AlignedText(text)
    for n, place in enumerate(aligned.find_all(needle), 1):
        assert aligned.squashed[place[0] : place[1]] == needle
        assert aligned.find(needle, n) == place


def test_a_locator_skips_what_stands_between_letters() -> None:
    aligned = AlignedText("Ia berkata: “Kami\nsiap, dan akan datang.” Kami siap.")
    assert aligned.locate("Kami siap", "datang") == (9, 30)
    assert aligned.locate("Kami siap", "pulang") is None
    assert aligned.locate("siap", "siap", 2) == (34, 38)


def test_overlap() -> None:
    assert overlap((0, 5), (3, 9)) == 2
    assert overlap((0, 3), (3, 9)) == 0


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2031", ("2031-01-01", "2031-12-31")),
        ("2032-02", ("2032-02-01", "2032-02-29")),
        ("2031-Q2", ("2031-04-01", "2031-06-30")),
        ("2031-34", ("2031-04-01", "2031-06-30")),
        ("2031-24", ("2031-12-01", "2032-02-29")),
        ("2031-41", ("2031-07-01", "2031-12-31")),
        ("2031-03-05/2031-03-09", ("2031-03-05", "2031-03-09")),
        ("2031-13", None),
        ("besok", None),
        (None, None),
    ],
)
def test_days(text: str | None, days: tuple[str, str] | None) -> None:
    assert read_days(text) == days


def test_dates_are_scored_by_their_days() -> None:
    month = {"from": "2031-03-01", "to": "2031-03-31", "precision": "month"}
    assert print_date(month) == "2031-03"
    assert score_date(month, "2031-03-05") == 0.5
    assert score_date({"edtf": "2031-03-04/2031-03-06"}, "2031-03-05") == 0.5
    assert score_date({"edtf": "2031-03-05~"}, "2031-03-05") == 1
    assert score_date(None, "2031-03-05") == 0
    assert score_date(None, None) == 1
    assert score_date("2031-04-01", "2031-03-05", ["2031-04"]) == 0


@pytest.mark.parametrize(
    ("said", "gold", "same"),
    [
        (["dimas-arsanto"], "dimas-arsanto", True),
        (["x", "Dimas Arsanto"], "dimas-arsanto", True),
        (["x", "Arsanto"], "dimas-arsanto", True),
        (["x", "Dimas H. Arsanto"], "dimas-arsanto", True),
        (["x", "Dimaz Arsantto"], "dimas-arsanto", True),
        # A shared last name is enough: lenient, since pages spell first names in many ways.
        (["x", "Rudi Arsanto"], "dimas-arsanto", True),
        (["x", "Dimas Prawira"], "dimas-arsanto", False),
        (["x", "Republik Kenya"], "KEN", True),
        (["ken"], "KEN", True),
        (["UGA"], "KEN", False),
        (["pejabat senior Jerman"], "typed:pejabat Jerman itu", True),
        ([], "typed:pejabat Jerman itu", False),
    ],
)
def test_names(said: list[str], gold: str, same: bool) -> None:
    assert NAMES.is_same(said, gold) is same


def test_a_minister_stands_for_the_state_as_a_party_only() -> None:
    assert NAMES.is_party(["IDN"], "dimas-arsanto")
    assert not NAMES.is_same(["IDN"], "dimas-arsanto")


def test_actors_are_compared_as_sets_with_accepted_extras() -> None:
    said = [["Kenya"], ["dimas-arsanto"], ["UGA"], ["TZA"]]
    assert compare_actors(said, ["dimas-arsanto", "KEN", "IDN"], ["TZA"], NAMES.is_same) == (2, 1, 1)


def test_pairs_use_each_side_once() -> None:
    assert pair_greedily([(0.5, 0, 0), (0.9, 1, 0), (0.4, 0, 1), (0.4, 1, 1)]) == [(0.9, 1, 0), (0.4, 0, 1)]
