"""Counters: hits with precision and recall, and shares of right answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None where there is nothing to divide by."""
    return part / whole if whole else None


def f_score(hits: float, wrong: float, missed: float) -> float:
    """F1 of counts; 0 without a hit."""
    return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0


@dataclass(slots=True)
class Hits:
    """Found, wrong and missed. Precision counts only the pages whose gold is complete (`judged`)."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    judged: int = 0

    def add(self, found: int = 0, wrong: int = 0, missed: int = 0, judged: int | None = None) -> None:
        """Add counts; `judged` are those of `found` that count for precision, all without it."""
        self.found += found
        self.wrong += wrong
        self.missed += missed
        self.judged += found if judged is None else judged

    def to_json(self) -> dict[str, Any]:
        """Counts and rates; a rate is null where there is nothing to divide by."""
        precision, recall = ratio(self.judged, self.judged + self.wrong), ratio(self.found, self.found + self.missed)
        f1 = None
        if precision is not None and recall is not None:
            f1 = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
        row = {"tp": self.found, "fp": self.wrong, "fn": self.missed}
        return {**row, "precision": precision, "recall": recall, "f1": f1}


@dataclass(slots=True)
class Links:
    """Pairs of records joined: `hit` and `missed` of the gold's pairs, `absent` those of which a record was not
    extracted, `right` and `wrong` of the pairs that the engine joined."""

    hit: int = 0
    missed: int = 0
    absent: int = 0
    right: int = 0
    wrong: int = 0

    def to_json(self) -> dict[str, Any]:
        """Counts and rates: recall of the pairs whose records were extracted, and of all."""
        return {
            "precision": ratio(self.right, self.right + self.wrong),
            "recall_of_extracted": ratio(self.hit, self.hit + self.missed),
            "recall_of_all": ratio(self.hit, self.hit + self.missed + self.absent),
            "hit": self.hit,
            "missed": self.missed,
            "not_extracted": self.absent,
            "wrong": self.wrong,
        }


@dataclass(slots=True)
class Share:
    """Right answers of all; an answer may be right in part."""

    right: float = 0.0
    total: int = 0

    def add(self, right: float) -> None:
        """Count one answer: True, False, or a part of 1."""
        self.right += float(right)
        self.total += 1

    def to_json(self) -> dict[str, Any]:
        """Counts and the rate."""
        return {"ok": self.right, "n": self.total, "rate": ratio(self.right, self.total)}


@dataclass(slots=True)
class ByClass:
    """Right and wrong answers by the gold's class, for a mean in which rare classes count as much as common ones."""

    answers: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, label: str, right: bool) -> None:
        """Count one answer."""
        self.answers.setdefault(label, []).append(right)

    def to_json(self) -> dict[str, Any]:
        """The mean of the classes' rates, and each class."""
        rates = [sum(given) / len(given) for given in self.answers.values()]
        by_class = {label: [sum(given), len(given)] for label, given in sorted(self.answers.items())}
        return {"rate": ratio(sum(rates), len(rates)), "classes": len(rates), "by_class": by_class}
