"""Occasions and speakers are read from plain sentences."""

from __future__ import annotations

import pytest

from risalah.link.sources import SourceReader
from risalah.link.words import WordReader
from risalah.resources.language import Language

from .factory import WEIGHTS

READER = SourceReader(WEIGHTS, WordReader(WEIGHTS))
EXAMPLES = Language("id").table("linking")["occasion_examples"]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"][:40])
def test_examples_of_the_data(row: dict[str, str]) -> None:
    sources = READER.read(row["text"], "kabarlaut.example")
    kinds = [o.kind for o in sources.occasions]
    assert kinds == ([row["kind"]] if row["kind"] else [])
    assert [o.speaker for o in sources.occasions] == ([row["speaker"]] if row["kind"] else [])
    assert not row.get("part") or sources.occasions[0].part == row["part"]


def test_a_text_without_a_break_is_read_in_no_time() -> None:
    assert READER.read("kata" * 250_000, "kabarlaut.example").occasions == ()
    assert READER.read("Kata " * 200_000, "kabarlaut.example").occasions == ()


def test_the_same_speaker_goes_on() -> None:
    said = READER.read('"Kapal sudah siap berlayar," kata Raka Wirabumi.\n"Awaknya berlatih," ujarnya.', None).sayings
    assert [s.speaker for s in said] == ["wirabumi", "wirabumi"]
