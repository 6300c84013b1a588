"""Groupings compared: B-cubed and pairs of items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any


def score_grouping(gold: Sequence[Hashable], said: Sequence[Hashable]) -> dict[str, Any]:
    """B-cubed precision, recall and F1 of a grouping, and the F1 of its pairs; item by item in the same order."""
    n = len(gold) or 1
    true, own, both = Counter(gold), Counter(said), Counter(zip(gold, said, strict=True))
    precision = sum(k * k / own[s] for (_, s), k in both.items()) / n
    recall = sum(k * k / true[g] for (g, _), k in both.items()) / n
    hits = sum(_pairs(k) for k in both.values())
    wrong, missed = sum(map(_pairs, own.values())) - hits, sum(map(_pairs, true.values())) - hits
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "pair_f1": 2 * hits / (2 * hits + wrong + missed) if hits else 0.0,
        "n": len(gold),
    }


def mean_scores(scores: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of several runs over the same items."""
    out = {k: sum(s[k] for s in scores) / len(scores) for k in scores[0] if k != "n"}
    return {**out, "n": scores[0]["n"], "runs": len(scores)}


def _pairs(k: int) -> int:
    return k * (k - 1) // 2
