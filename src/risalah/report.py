"""What a run did, in figures: pages, what each gate dropped, records, failures by reason, time by stage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from risalah.model.document import Document

_COUNTERS = ("dropped", "languages", "records", "failures")
_NUMBERS = ("pages", "bytes", "articles", "relevant", "sampled", "quarantined")
_STAGES = ("read", "look", "clean", "relevance", "annotate", "extract", "write", "link")


@dataclass(slots=True)
class RunReport:
    """The figures of a run, or of a part of one.

    `dropped` counts pages by gate: language and relevance at the first look, `exact` by the relevance filter behind
    cleaning, `exact language` behind it. `failures` counts what was set aside by step and reason, `quarantined` what
    of it could not be used. `seconds` is processor time by stage, `bytes` the characters of the pages as they came,
    `wall` the seconds that passed.
    """

    pages: int = 0
    bytes: int = 0
    articles: int = 0
    relevant: int = 0
    sampled: int = 0
    quarantined: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    wall: float = 0.0

    def add(self, document: Document, size: int = 0) -> None:
        """Count a document; `size` is its page's in characters."""
        self.pages += 1
        self.bytes += size
        for stage, seconds in document.seconds.items():
            self.spend(stage, seconds)
        kept = bool(document.article.text)
        self.articles += kept
        for failure in document.failures:
            if failure.step != "gate":
                self.failures[f"{failure.step}:{failure.reason}"] += 1
                self.quarantined += failure.quarantined
        if not kept:
            return
        self.languages[document.article.lang] += 1
        self.relevant += document.article.relevant
        if document.dropped is not None:
            self.dropped[document.dropped.gate] += 1
            self.sampled += document.dropped.sampled
        elif not document.article.relevant:
            language = any(f.reason == "language" for f in document.failures)
            self.dropped["exact language" if language else "exact"] += 1
        for name in ("meetings", "quotations", "commitments"):
            self.records[name] += len(getattr(document, name))

    def spend(self, stage: str, seconds: float) -> None:
        """Count processor time of a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    def merge(self, other: RunReport) -> None:
        """Add the figures of another part of the same run. Times that passed are not added."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for stage, seconds in other.seconds.items():
            self.spend(stage, seconds)

    def to_json(self) -> dict[str, Any]:
        """A JSON object; times in seconds."""
        row: dict[str, Any] = {name: getattr(self, name) for name in _NUMBERS}
        row |= {name: dict(sorted(getattr(self, name).items())) for name in _COUNTERS}
        row["seconds"] = {stage: round(seconds, 3) for stage, seconds in sorted(self.seconds.items())}
        row["wall_seconds"] = round(self.wall, 3)
        row["pages_per_second"] = round(self.pages / self.wall, 1) if self.wall else None
        return row

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> RunReport:
        """The inverse of `to_json`."""
        report = cls(seconds=dict(row.get("seconds") or {}), wall=float(row.get("wall_seconds") or 0))
        for name in _NUMBERS:
            setattr(report, name, int(row.get(name) or 0))
        for name in _COUNTERS:
            getattr(report, name).update(row.get(name) or {})
        return report

    def tell(self) -> list[str]:
        """Lines for people."""
        rate = f" in {self.wall:,.1f} s, {self.pages / self.wall:,.0f} a second" if self.wall else ""
        lines = [f"{self.pages:,} pages ({self.bytes / 1e6:,.1f} million characters){rate}"]
        dropped = ", ".join(f"{n:,} by {gate}" for gate, n in sorted(self.dropped.items()))
        lines.append(f"dropped: {dropped or 'none'} ({self.sampled:,} of them kept for review)")
        records = ", ".join(f"{n:,} {name}" for name, n in sorted(self.records.items()))
        lines.append(f"about diplomacy: {self.relevant:,}: {records or 'no records'}")
        if self.failures:
            lines.append("set aside: " + ", ".join(f"{n:,} {why}" for why, n in sorted(self.failures.items())))
        known = [s for s in _STAGES if s in self.seconds] + sorted(set(self.seconds) - set(_STAGES))
        times = [f"{s} {1000 * self.seconds[s] / max(1, self.pages):.2f}" for s in known]
        lines.append("milliseconds of processor time a page: " + (", ".join(times) or "not measured"))
        return lines
