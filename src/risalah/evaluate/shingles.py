"""Bodies compared as the public benchmark of article extraction does: by runs of four words, each page alike."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from risalah.evaluate.scoring import Figures

_WORD = re.compile(r"\w+")
_RUN = 4


def count_runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, in its own case; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)) if words)


def compare_bodies(said: str, gold: str) -> tuple[float | None, float | None]:
    """(precision, recall) of the runs; None where there is nothing to divide by."""
    left, right = count_runs(said), count_runs(gold)
    both = (left & right).total()
    return (both / left.total() if left else None), (both / right.total() if right else None)


@dataclass(slots=True)
class BodyScore:
    """Means over pages; F1 is that of the mean precision and the mean recall, as in the published tables."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)

    def add(self, said: str, gold: str) -> float:
        """Count a page; its own F1."""
        precision, recall = compare_bodies(said, gold)
        if precision is not None:
            self.precisions.append(precision)
        if recall is not None:
            self.recalls.append(recall)
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0

    def to_json(self) -> Figures:
        """`f1`, `precision`, `recall` and the number of pages."""
        if not self.precisions or not self.recalls:
            return {"f1": 0.0, "precision": 0.0, "recall": 0.0, "n": len(self.recalls)}
        precision = sum(self.precisions) / len(self.precisions)
        recall = sum(self.recalls) / len(self.recalls)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"f1": f1, "precision": precision, "recall": recall, "n": len(self.recalls)}
