"""Pages of our own from which the words of commitments are learned (tools/cue_pages): what holds for each of them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from office_holders import OfficeHolders
from risalah.model import codebook

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from read_cue_pages import CuePage, read_pages, strip_marks

KINDS = {*codebook.INSTRUMENTS, *codebook.UNDERTAKINGS}


@pytest.fixture(scope="module")
def pages() -> list[CuePage]:
    return list(read_pages())


def test_every_mark_has_values_of_the_codebook(pages: list[CuePage]) -> None:
    for page in pages:
        for m in page.marks:
            assert m.stage in codebook.STAGES and m.kind in KINDS, f"{page.place}: {m.stage} {m.kind}"
            assert page.text[m.start : m.end].strip() == page.text[m.start : m.end] != "", page.place


def test_there_are_enough_of_every_kind_and_none_is_there_twice(pages: list[CuePage]) -> None:
    stages = Counter(m.stage for page in pages for m in page.marks)
    assert len(pages) >= 350 and sum(not p.marks for p in pages) >= 50
    assert {s for s in codebook.STAGES if stages[s] < 12} <= {"superseded", "unclear"}
    assert Counter(p.text for p in pages).most_common(1)[0][1] == 1


def test_years_of_living_officials_are_not_those_of_the_pages(pages: list[CuePage]) -> None:
    """What is told as news lies in 2030 and later; earlier years are the past of a text."""
    years = [(page.place, int(y)) for page in pages for y in re.findall(r"\(\d{1,2}/\d{1,2}/(\d{4})\)", page.text)]
    assert len(years) > 10
    assert not [place for place, year in years if year < 2030]


def test_no_office_holder_of_the_tables_is_named(pages: list[CuePage]) -> None:
    holders = OfficeHolders()
    assert len(holders.names) > 2_000
    for page in pages:
        assert not holders.find(page.text), page.place


def test_marks_are_stripped_and_counted() -> None:
    text, marks = strip_marks("Fiji [planned action|akan membuka] dan [refused?|tidak menutup] pelabuhan.", 10)
    assert text == "Fiji akan membuka dan tidak menutup pelabuhan."
    assert [(text[m.start - 10 : m.end - 10], m.stage, m.kind, m.sure) for m in marks] == [
        ("akan membuka", "planned", "action", True),
        ("tidak menutup", "refused", None, False),
    ]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("Fiji membuka pelabuhan.", "own:1: the first line must be '# ' and a title"),
        ("# Kabar\nFiji [Planned|akan] membuka.", "own:1: a mark is"),
    ],
)
def test_a_broken_page_is_named(tmp_path: Path, page: str, message: str) -> None:
    (tmp_path / "own.txt").write_text(page + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        list(read_pages(tmp_path))
