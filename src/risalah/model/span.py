"""Spans: half-open intervals of Unicode code points into one frozen article text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from risalah.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`; 0 <= start < end. Raises EvidenceError where that does not hold."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(f"a span must have 0 <= start < end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that this span names. Raises EvidenceError where it reaches past the text."""
        if self.end > len(text):
            raise EvidenceError(f"span [{self.start}, {self.end}) reaches past a text of {len(text)} characters")
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Does this span hold all of `other`?"""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Do the two share at least one character?"""
        return self.start < other.end and other.start < self.end

    def to_json(self, text: str) -> dict[str, Any]:
        """`{"start", "end", "exact"}` as CONTRACT.md has it."""
        return {"start": self.start, "end": self.end, "exact": self.of(text)}

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Span:
        """The span of a `{"start", "end", "exact"}` object; raises EvidenceError where `exact` is not the slice."""
        span = cls(int(row["start"]), int(row["end"]))
        if span.of(text) != row["exact"]:
            raise EvidenceError(f"evidence {row['exact'][:60]!r} is not what stands at [{span.start}, {span.end})")
        return span


def hull(spans: list[Span]) -> Span:
    """The smallest span that holds all of `spans` (at least one)."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
