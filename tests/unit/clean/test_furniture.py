"""Every furniture pattern against the sentences that stand beside it."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.clean.furniture import FurnitureRules
from risalah.resources.language import Language

RULES = FurnitureRules([Language("id")])
CASES = [(kind, row, text, True) for kind, row in RULES.examples for text in row["should_match"]]
CASES += [(kind, row, text, False) for kind, row in RULES.examples for text in row["should_not_match"]]


@pytest.mark.parametrize(("kind", "row", "text", "expected"), CASES)
def test_pattern(kind: str, row: dict[str, Any], text: str, expected: bool) -> None:
    alone = FurnitureRules.of_one(kind, row)
    got = {
        "lines": alone.is_line,
        "links": lambda x: alone.link(x) is not None,
        "tails": alone.is_tail,
        "inside": lambda x: alone.cut_inside(x) != x,
        "endings": lambda x: alone.cut_ending(x) != x,
    }[kind](text)
    assert got is expected


def test_every_pattern_has_both_kinds_of_examples() -> None:
    for _, row in RULES.examples:
        assert row["should_match"], row["pattern"]
        assert row["should_not_match"], row["pattern"]
