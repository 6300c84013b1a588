"""One-to-one pairs of predictions and gold records."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[float, int, int]
"""Score, index of the prediction, index of the gold record."""


def pair_greedily(candidates: Iterable[Pair]) -> list[Pair]:
    """The pairs by falling score, each prediction and each gold record used once; ties in the order given."""
    said: set[int] = set()
    gold: set[int] = set()
    pairs: list[Pair] = []
    for pair in sorted(candidates, key=lambda p: -p[0]):
        if pair[1] not in said and pair[2] not in gold:
            said.add(pair[1])
            gold.add(pair[2])
            pairs.append(pair)
    return pairs
