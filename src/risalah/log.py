"""Run counters and the one place where logging is configured (by the CLI, never by library code)."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.logging import RichHandler


@dataclass(slots=True)
class RunCounts:
    """What a run did: pages (`known` of them read before), articles, records by type, what was set aside by reason.

    `dropped` counts by gate the pages that were dropped at the first look.
    `reading` counts bytes, records of web archives, and what was passed over because it is no page.
    `gate` counts by extractor what the gate decided, calls, tokens (none where not reported), seconds.
    """

    pages: int = 0
    known: int = 0
    articles: int = 0
    relevant: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    gate: dict[str, dict[str, float]] = field(default_factory=dict)
    reading: dict[str, Any] = field(default_factory=dict)

    def add_gate(self, name: str, row: Mapping[str, float | None]) -> None:
        """Add an extractor's numbers of one article; what was not reported (None) adds nothing."""
        kept = self.gate.setdefault(name, {})
        for key, value in row.items():
            if value is not None:
                kept[key] = round(kept.get(key, 0) + value, 3)

    def to_json(self) -> dict[str, Any]:
        """A JSON object with sorted keys."""
        return {
            "pages": self.pages,
            "known": self.known,
            "articles": self.articles,
            "relevant": self.relevant,
            "dropped": dict(sorted(self.dropped.items())),
            "records": dict(sorted(self.records.items())),
            "set_aside": dict(sorted(self.set_aside.items())),
            "reading": self.reading,
            "gate": {name: dict(row) for name, row in sorted(self.gate.items())},
        }


def configure_logging(*, verbose: bool) -> None:
    """Send log lines to stderr."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING,
        format="%(message)s",
        handlers=[RichHandler(console=Console(stderr=True), show_path=False)],
        force=True,
    )
