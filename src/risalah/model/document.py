"""A document: one article with everything read out of it. Its JSON is the contract of `risalah extract --json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from risalah.model.annotation import Actor, Mention
from risalah.model.article import Article
from risalah.model.gate import GateReport
from risalah.model.record import Commitment, Meeting, Quotation

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page, or a part of it, was set aside. `reason` is a stable word for counting, `detail` a sentence.

    `quarantined` is True where the page could not be used (exit 3), False where it was kept but not read further (a
    language without an engine).
    """

    step: str
    reason: str
    detail: str
    where: str = ""
    quarantined: bool = True

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "step": self.step,
            "reason": self.reason,
            "detail": self.detail,
            "where": self.where,
            "quarantined": self.quarantined,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Failure:
        """The inverse of `to_json`."""
        return cls(row["step"], row["reason"], row["detail"], row.get("where") or "", bool(row.get("quarantined")))


@dataclass(frozen=True, slots=True)
class Drop:
    """Which gate in front of cleaning dropped a page: `gate` is language or relevance, `score` the probability that it
    is about diplomacy. `sampled` says that it is kept with its text for review."""

    gate: str
    score: float
    sampled: bool = False

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {"gate": self.gate, "score": self.score, "sampled": self.sampled}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Drop:
        """The inverse of `to_json`."""
        return cls(row["gate"], float(row["score"]), bool(row.get("sampled")))


@dataclass(frozen=True, slots=True)
class Document:
    """One article, its names and its records; `failures` says what went wrong, and is empty mostly.

    `gate` says what the gate let in and kept out. A register keeps what was kept out among the failures, and drops
    the rest: the document that it gives back has none, and equals this one all the same.

    `dropped` is set where a gate dropped the page at the fast look: its text is then the fast text, not a cleaned one.
    `seconds` is the processor time of each stage, for reports; it is in no JSON.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    gate: GateReport | None = field(default=None, compare=False)
    dropped: Drop | None = None
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    def to_json(self) -> dict[str, Any]:
        """The document of CONTRACT.md."""
        text = self.article.text
        return {
            "schema_version": SCHEMA_VERSION,
            "article": self.article.to_json(),
            "mentions": [m.to_json(text) for m in self.mentions],
            "actors": [a.to_json() for a in self.actors],
            "quotations": [q.to_json(text) for q in self.quotations],
            "meetings": [m.to_json() for m in self.meetings],
            "commitments": [c.to_json(text) for c in self.commitments],
            "failures": [f.to_json() for f in self.failures],
            "gate": self.gate.to_json(text) if self.gate else None,
            **({"dropped": self.dropped.to_json()} if self.dropped else {}),
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Document:
        """The inverse of `to_json`; raises EvidenceError where a span is not its slice."""
        article = Article.from_json(row["article"])
        text = article.text
        return cls(
            article=article,
            mentions=tuple(Mention.from_json(m, text) for m in row.get("mentions") or ()),
            actors=tuple(Actor.from_json(a) for a in row.get("actors") or ()),
            quotations=tuple(Quotation.from_json(q, text) for q in row.get("quotations") or ()),
            meetings=tuple(Meeting.from_json(m, text) for m in row.get("meetings") or ()),
            commitments=tuple(Commitment.from_json(c, text) for c in row.get("commitments") or ()),
            failures=tuple(Failure.from_json(f) for f in row.get("failures") or ()),
            gate=GateReport.from_json(row["gate"], text) if row.get("gate") else None,
            dropped=Drop.from_json(row["dropped"]) if row.get("dropped") else None,
        )
