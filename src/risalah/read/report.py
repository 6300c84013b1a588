"""What reading has seen: how much, and what was passed over because it is no page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ReadReport:
    """Counts that a caller may hand to `read_pages`, and look at when it has ended.

    `bytes` is what was taken from files, `records` counts the records of web archives by type, and `skipped` what
    was passed over on purpose, by place (a file) and reason: a request, a revisit, an answer that is no page.
    """

    bytes: int = 0
    records: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, Counter[str]] = field(default_factory=dict)

    def skip(self, place: str, reason: str, n: int = 1) -> None:
        """Count what is passed over."""
        self.skipped.setdefault(place, Counter())[reason] += n

    def total(self) -> Counter[str]:
        """What was passed over in all places, by reason."""
        return sum(self.skipped.values(), Counter())

    def tell(self) -> list[str]:
        """A line for each place: "crawl.warc.gz: passed over 1,204 x request, 17 x status 404"."""
        return [
            f"{place}: passed over " + ", ".join(f"{n:,} x {reason}" for reason, n in sorted(counts.items()))
            for place, counts in self.skipped.items()
        ]

    def to_json(self) -> dict[str, Any]:
        """A JSON object with sorted keys."""
        return {
            "bytes": self.bytes,
            "records": dict(sorted(self.records.items())),
            "skipped": dict(sorted(self.total().items())),
        }
