"""Readings of real pages in tests/gold/readings.jsonl: values of the codebook, spans in order, and what the engine finds."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from risalah.config import Settings
from risalah.model import codebook
from risalah.model.article import Page
from risalah.model.span import Span
from risalah.pipeline import Kit, process

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from gold_pages import DATA  # noqa: E402
from measure_readings import PARTS, READINGS, Alignment, Reading, count, pair, read_pages, share  # noqa: E402

ROWS: list[dict[str, Any]] = [json.loads(line) for line in READINGS.read_text(encoding="utf-8").splitlines()]

here = pytest.mark.skipif(
    not (DATA / "dev" / "press").is_dir(), reason="../shared/data is not here: press pages are not in the repository"
)


def test_every_reading_has_the_values_of_the_codebook_and_no_page_stands_twice() -> None:
    kinds, stages = {*codebook.INSTRUMENTS, *codebook.UNDERTAKINGS}, set(get_args(codebook.Stage))
    for row in ROWS:
        assert row["part"] in PARTS
        assert row["diplomacy"] in ("yes", "no", "borderline")
        for start, end, cue_start, cue_end, kind, stage, parties, sectors, _, sure in row["commitments"]:
            assert 0 <= start <= cue_start < cue_end <= end, row["row"]
            assert kind in kinds
            assert stage in stages
            assert {role for _, role in parties} <= set(get_args(codebook.PartyRole))
            assert set(sectors) <= set(get_args(codebook.Sector))
            assert isinstance(sure, bool)
        for start, end, kind, status, _, sure in row["meetings"]:
            assert 0 <= start < end
            assert kind in get_args(codebook.MeetingKind)
            assert status in get_args(codebook.MeetingStatus)
            assert isinstance(sure, bool)
    places = Counter((row["file"], row["row"]) for row in ROWS)
    assert max(places.values()) == 1


def test_a_record_is_the_readers_where_the_same_words_tell_it() -> None:
    text = "Fiji mengirim beras ke Tonga. Fiji dan Tonga menandatangani perjanjian dagang di Suva."
    document = process(Page(text, lang="id", published="2031-03-04"), Kit(Settings(lang="id", keep_all=True)))
    where = Alignment(text, document.article.text)
    made = [c for c in document.commitments if c.stage == "signed"]
    assert len(made) == 1
    at = text.index("menandatangani")
    cue = Span(at, at + len("menandatangani"))
    reading = Reading(cue, cue, "agreement", "signed", frozenset({"FJI", "TON"}), frozenset({"trade"}), None, True)
    assert pair([reading], document.commitments, where) == {0: document.commitments.index(made[0])}
    elsewhere = Span(0, 4)
    other = Reading(elsewhere, elsewhere, "aid", "signed", frozenset({"NRU"}), frozenset(), None, True)
    assert pair([other], made, where) == {}
    assert share({"FJI", "TON"}, {"FJI"}) == pytest.approx(2 / 3)


@here
def test_the_texts_are_those_that_were_read_and_the_engine_finds_its_share() -> None:
    """Pages that no rule was made from. The floors are what was reached; docs/explain/quality.md has the figures."""
    kit = Kit(Settings(lang="id", keep_all=True))
    total: Counter[str] = Counter()
    for page in read_pages("unseen"):
        total.update(count(page, process(Page(page.text, published="2007-03-15", lang="id"), kit), None))
    assert total["commitments found"] >= 0.52 * total["commitments sure"]
    assert total["commitments extra"] <= 0.34 * total["commitments said"]
    assert total["high too high or extra"] <= 3
    assert total["meetings found"] >= 0.58 * total["meetings sure"]
    assert total["commitments sector"] >= 0.88 * total["commitments found"]
