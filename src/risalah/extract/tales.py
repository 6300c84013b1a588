"""Sentences that tell what happens in a film, a novel or a play: nothing in them is done."""

from __future__ import annotations

from risalah.extract.tokens import Clauses
from risalah.resources.grammar import Grammar

_DATELINE = "-"
_PLACE = 5  # words of the place before it ("Port Moresby, Fiji -")


def is_tale(clauses: Clauses, grammar: Grammar) -> bool:
    """Does the sentence begin with "dalam film itu" or "dalam sebuah novel"?"""
    low = [t.low for t in clauses.tokens if t.low not in grammar.one]
    start = low.index(_DATELINE) + 1 if _DATELINE in low[:_PLACE] else 0
    row = low[start : start + 3]
    return len(row) > 2 and row[0] in grammar.inside and row[1] in grammar.stories and row[2] not in grammar.true_tales
