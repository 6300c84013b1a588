"""Articles of our own (tests/sets/articles): values of the codebook, nobody who lives, and what the engine finds."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from office_holders import OfficeHolders
from risalah.config import Settings
from risalah.model import codebook
from risalah.model.article import Page
from risalah.pipeline import Kit, process

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from measure_articles import FILES, read_articles
from measure_readings import count


@pytest.mark.parametrize("part", sorted(FILES))
def test_every_article_has_the_values_of_the_codebook(part: str) -> None:
    kinds, stages = {*codebook.INSTRUMENTS, *codebook.UNDERTAKINGS}, set(get_args(codebook.Stage))
    ids: Counter[str] = Counter()
    for page, day in read_articles(part):
        ids[page.place] += 1
        assert day.startswith(("2030", "2031", "2032")), page.place
        for r in page.commitments:
            assert (r.kind in kinds, r.value in stages, bool(r.sectors)) == (True, True, True), page.place
            assert r.span.start <= r.cue.start < r.cue.end <= r.span.end, page.place
            assert r.sectors <= set(get_args(codebook.Sector))
        for r in page.meetings:
            assert r.kind in get_args(codebook.MeetingKind)
            assert r.value in get_args(codebook.MeetingStatus)
    assert max(ids.values()) == 1


def test_no_office_holder_of_the_tables_is_named() -> None:
    holders = OfficeHolders()
    assert len(holders.names) > 2_000
    for part in FILES:
        for page, _ in read_articles(part):
            assert not holders.find(page.text), page.place


def count_part(part: str) -> Counter[str]:
    """What the engine finds, misses and says beside the writers of a part."""
    kit = Kit(Settings(lang="id", keep_all=True))
    c: Counter[str] = Counter()
    for page, day in read_articles(part):
        c.update(count(page, process(Page(page.text, published=day, lang="id"), kit), None))
    return c


def test_what_is_found_in_articles_that_no_rule_was_made_from() -> None:
    c = count_part("unseen")
    assert c["commitments found"] / c["commitments sure"] >= 0.59
    assert c["commitments extra"] / c["commitments said"] <= 0.16
    assert c["meetings found"] / c["meetings sure"] >= 0.58
    assert c["commitments sector"] / c["commitments found"] >= 0.75
    assert c["high too high or extra"] <= 9


def test_meetings_of_articles_that_were_studied() -> None:
    c = count_part("meetings")
    assert c["meetings found"] / c["meetings sure"] >= 0.48
    assert c["meetings extra"] / c["meetings said"] <= 0.1
