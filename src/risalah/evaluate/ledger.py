"""What one scoring run counts, and the log of what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from risalah.evaluate.alignment import AlignedText
from risalah.evaluate.counts import ByClass, Hits, Share
from risalah.evaluate.names import NameTable

Row = Mapping[str, Any]

HITS = (
    "triage",
    "direct_overlap",
    "direct_exact",
    "indirect_overlap50",
    "indirect_overlap80",
    "meetings",
    "participants",
    "commitments",
)
SHARES = (
    "speaker_direct",
    "speaker_direct_not_explicit",
    "speaker_indirect",
    "meeting_date",
    "meeting_status_strict",
    "meeting_status_lenient",
    "meeting_kind_lenient",
    "commitment_kind_strict",
    "commitment_kind_lenient",
    "sector_strict",
    "sector_lenient",
    "stage_strict",
    "stage_lenient",
    "outcome_strict",
    "outcome_lenient",
    "amount",
    "parties_f1",
    "said_by",
    "expected_stage",
    "modality",
    "due",
    "horizon",
)
BY_CLASS = ("stage", "outcome", "modality")


@dataclass(slots=True)
class Ledger:
    """Counters of a run, by the names of the table; `log` holds what failed, first a stable word, then where."""

    names: NameTable
    hits: dict[str, Hits] = field(default_factory=lambda: {name: Hits() for name in HITS})
    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in SHARES})
    by_class: dict[str, ByClass] = field(default_factory=lambda: {name: ByClass() for name in BY_CLASS})
    spans: Share = field(default_factory=Share)
    counts: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    overclaims: list[list[Any]] = field(default_factory=list)
    traps: list[list[Any]] = field(default_factory=list)
    without_evidence: int = 0
    log: list[tuple[Any, ...]] = field(default_factory=list)
    paired: dict[str, dict[tuple[str, Any], Row]] = field(default_factory=lambda: {"commitments": {}, "meetings": {}})
    """(gold page id, predicted record id) -> gold record, by type: what the register figures start from."""

    def say(self, *parts: Any) -> None:
        """Write a line of the log."""
        self.log.append(parts)


@dataclass(frozen=True, slots=True)
class PageView:
    """One gold page beside its prediction. `diplomacy` is True, False or "borderline"."""

    gold: Row
    document: Row
    text: AlignedText

    @property
    def id(self) -> str:
        """The gold page's id."""
        return str(self.gold["id"])

    @property
    def diplomacy(self) -> Any:
        """Is the page about diplomacy, as the gold has it?"""
        return self.gold["doc"]["diplomacy"]

    def records(self, name: str) -> list[Row]:
        """The predicted records of a type."""
        return list(self.document.get(name) or ())


def accepted(gold: Row, field_name: str, accept: str) -> list[Any]:
    """The gold's value and the other readings that are as good."""
    return [gold[field_name], *gold.get(accept, ())]


def count_required(gold: list[Row]) -> int:
    """How many gold records must be found."""
    return sum(not row.get("optional") for row in gold)


def describe(record: Row) -> str:
    """A predicted record in a few words, for the log."""
    items = [e.get("exact", "") for e in record.get("evidence") or record.get("content") or () if isinstance(e, dict)]
    words = " | ".join(" ".join(x.split()[:8]) for x in items[:2])
    return f"{record.get('kind') or record.get('form')}/{record.get('stage') or record.get('status') or ''} {words}"
