"""Sentences whose cue is marked in place (tests/sets/marked): what the rules find in each, file by file.

FLOORS and CEILINGS are the shares at which the test fails; the share of high stages that are claimed where no mark says
so counts most, and is high because some rows tell in passing of a treaty that was truly signed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from risalah.model.codebook import STAGES

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from measure_marked import FILES, PARTS, MarkedCounter, read_rows, shares

FLOORS = {"ladder": {"found": 0.73, "right": 0.68}, "ordinary": {"found": 0.57, "right": 0.51}}
CEILINGS = {"ladder": {"false": 0.065, "over": 0.007}, "ordinary": {"false": 0.04, "over": 0.006}}
"""`found` and `right` of the rows with a sure mark, `false` of those without one, `over` of all rows."""


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_stages_of_the_codebook_and_is_in_one_part(name: str) -> None:
    rows = list(read_rows(name))
    for line, text, marks in rows:
        assert not set(text) & set("[]|"), line
        assert {m.rstrip("?") for m in marks} <= set(STAGES), line
    assert sorted(rows, key=str) == sorted((row for part in PARTS for row in read_rows(name, part)), key=str)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_stages_of_marked_sentences(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    n = MarkedCounter().count(read_rows(name))
    figures = shares(n)
    with capsys.disabled():
        counts = f"{n['with']} with a commitment, {n['without']} without"
        print(f"\nmarked, {name} ({counts}): " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    assert all(figures[k] >= floor for k, floor in FLOORS[name].items()), figures
    assert all(figures[k] <= ceiling for k, ceiling in CEILINGS[name].items()), figures
