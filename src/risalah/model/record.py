"""Records: what one article supports. Every value that a record states rests on evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from risalah.errors import EvidenceError
from risalah.model.codebook import (
    CommitmentKind,
    Horizon,
    MeetingKind,
    MeetingStatus,
    Modality,
    Outcome,
    ParticipantRole,
    PartyRole,
    QuotationForm,
    Schedule,
    Setting,
    SpeakerBasis,
    Stage,
)
from risalah.model.span import Span
from risalah.model.when import When


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words on which one field rests. Made only by `cut` or `from_json`, which check the slice."""

    field: str
    span: Span
    exact: str
    sentence: Span | None = None
    rule: str = ""

    @classmethod
    def cut(cls, text: str, name: str, span: Span, *, sentence: Span | None = None, rule: str = "") -> Evidence:
        """Evidence for field `name` from `text[span]`; `sentence` is the whole sentence around it."""
        if sentence is not None:
            sentence.of(text)
        return cls(name, span, span.of(text), sentence, rule)

    def check(self, text: str) -> None:
        """Raise EvidenceError where the words are not what stands at the span."""
        if self.span.of(text) != self.exact:
            raise EvidenceError(f"{self.field}: {self.exact[:60]!r} is not what stands at {self.span}")

    def to_json(self) -> dict[str, Any]:
        """The evidence object of CONTRACT.md."""
        return {
            "field": self.field,
            "start": self.span.start,
            "end": self.span.end,
            "exact": self.exact,
            "sentence": [self.sentence.start, self.sentence.end] if self.sentence else None,
            "rule": self.rule,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Evidence:
        """The inverse of `to_json`, checked against `text`."""
        s = row.get("sentence")
        span = Span.from_json(row, text)
        return cls(row["field"], span, row["exact"], Span(*s) if s else None, row.get("rule") or "")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A value that a field might have had by the words at `span`, and why it was not taken (a code, "code:detail")."""

    field: str
    value: str
    span: Span
    exact: str
    reason: str

    @classmethod
    def cut(cls, text: str, name: str, value: str, span: Span, reason: str) -> Alternative:
        """The alternative `value` of field `name` by the words `text[span]`."""
        return cls(name, value, span, span.of(text), reason)

    def to_json(self) -> dict[str, Any]:
        """`field value start end exact reason`."""
        row = {"field": self.field, "value": self.value, "start": self.span.start, "end": self.span.end}
        return {**row, "exact": self.exact, "reason": self.reason}

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Alternative:
        """The inverse of `to_json`, checked against `text`."""
        return cls(row["field"], row["value"], Span.from_json(row, text), row["exact"], row["reason"])


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor at a meeting."""

    actor: str
    role: ParticipantRole = "participant"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a commitment."""

    actor: str
    role: PartyRole = "party"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting is: the name in the text, and its state (alpha-3) where known."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """An encounter of named parties, held or planned (CODEBOOK 1). `id` is unique within its article: m1, m2 ..."""

    id: str
    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[Participant, ...]
    parties: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    setting: Setting | None = None
    when: When | None = None
    previous: tuple[When, ...] = ()
    place: Place | None = None
    topics: tuple[str, ...] = ()
    background: bool = False
    alternatives: tuple[Alternative, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The meeting object of CONTRACT.md."""
        return {
            "id": self.id,
            "kind": self.kind,
            "setting": self.setting,
            "status": self.status,
            "parties": list(self.parties),
            "participants": [{"actor": p.actor, "role": p.role} for p in self.participants],
            "when": self.when.to_json() if self.when else None,
            "previous": [w.to_json() for w in self.previous],
            "place": {"name": self.place.name, "country": self.place.country} if self.place else None,
            "topics": list(self.topics),
            "background": self.background,
            "evidence": [e.to_json() for e in self.evidence],
            "alternatives": [a.to_json() for a in self.alternatives],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Meeting:
        """The inverse of `to_json`, every span checked against `text`."""
        place = row.get("place")
        return cls(
            id=row["id"],
            kind=row["kind"],
            status=row["status"],
            participants=tuple(Participant(p["actor"], p["role"]) for p in row.get("participants") or ()),
            parties=tuple(row.get("parties") or ()),
            evidence=tuple(Evidence.from_json(e, text) for e in row.get("evidence") or ()),
            setting=row.get("setting"),
            when=When.from_json(row["when"]) if row.get("when") else None,
            previous=tuple(When.from_json(w) for w in row.get("previous") or ()),
            place=Place(place["name"], place.get("country")) if place else None,
            topics=tuple(row.get("topics") or ()),
            background=bool(row.get("background")),
            alternatives=tuple(Alternative.from_json(a, text) for a in row.get("alternatives") or ()),
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a named or typed speaker said (CODEBOOK 1). `id` is unique within its article: q1, q2 ..."""

    id: str
    form: QuotationForm
    content: tuple[Span, ...]
    cue: Span | None = None
    speaker: str | None = None
    co_speakers: tuple[str, ...] = ()
    speaker_basis: SpeakerBasis = "unresolved"
    speaker_mention: Span | None = None
    occasion: str | None = None
    via: tuple[str, ...] = ()
    rule: str = ""

    def to_json(self, text: str) -> dict[str, Any]:
        """The quotation object of CONTRACT.md."""
        return {
            "id": self.id,
            "form": self.form,
            "content": [s.to_json(text) for s in self.content],
            "cue": self.cue.to_json(text) if self.cue else None,
            "speaker": self.speaker,
            "co_speakers": list(self.co_speakers),
            "speaker_basis": self.speaker_basis,
            "speaker_mention": self.speaker_mention.to_json(text) if self.speaker_mention else None,
            "occasion": self.occasion,
            "via": list(self.via),
            "rule": self.rule,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Quotation:
        """The inverse of `to_json`, every span checked against `text`."""
        return cls(
            id=row["id"],
            form=row["form"],
            content=tuple(Span.from_json(c, text) for c in row["content"]),
            cue=Span.from_json(row["cue"], text) if row.get("cue") else None,
            speaker=row.get("speaker"),
            co_speakers=tuple(row.get("co_speakers") or ()),
            speaker_basis=row["speaker_basis"],
            speaker_mention=Span.from_json(row["speaker_mention"], text) if row.get("speaker_mention") else None,
            occasion=row.get("occasion"),
            via=tuple(row.get("via") or ()),
            rule=row.get("rule") or "",
        )


@dataclass(frozen=True, slots=True)
class Commitment:
    """A discrete statement that a party will, wants to, asked to, or did bind itself (CODEBOOK 1). `id`: c1, c2 ..."""

    id: str
    kind: CommitmentKind
    title: str
    parties: tuple[Party, ...]
    stage: Stage
    evidence: tuple[Evidence, ...]
    modality: Modality = "actual"
    expected_stage: Stage | None = None
    outcome: Outcome = "unknown"
    schedule: Schedule | None = None
    previous: tuple[When, ...] = ()
    sectors: tuple[str, ...] = ("general",)
    horizon: Horizon = "unstated"
    due: When | None = None
    period: When | None = None
    signed_on: When | None = None
    said_on: When | None = None
    amount: dict[str, Any] | None = None
    said_by: str | None = None
    conditions: Span | None = None
    governors: tuple[str, ...] = field(default=())
    alternatives: tuple[Alternative, ...] = ()

    def to_json(self, text: str) -> dict[str, Any]:
        """The commitment object of CONTRACT.md."""
        out: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "parties": [{"actor": p.actor, "role": p.role} for p in self.parties],
            "stage": self.stage,
            "modality": self.modality,
            "expected_stage": self.expected_stage,
            "outcome": self.outcome,
            "schedule": self.schedule,
            "previous": [w.to_json() for w in self.previous],
            "sectors": list(self.sectors),
            "horizon": self.horizon,
        }
        for name in ("due", "period", "signed_on", "said_on"):
            when: When | None = getattr(self, name)
            out[name] = when.to_json() if when else None
        out["amount"] = self.amount
        out["said_by"] = self.said_by
        out["conditions"] = self.conditions.to_json(text) if self.conditions else None
        out["governors"] = list(self.governors)
        out["alternatives"] = [a.to_json() for a in self.alternatives]
        out["evidence"] = [e.to_json() for e in self.evidence]
        return out

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Commitment:
        """The inverse of `to_json`, every span checked against `text`."""
        dates = {k: When.from_json(row[k]) if row.get(k) else None for k in ("due", "period", "signed_on", "said_on")}
        return cls(
            id=row["id"],
            kind=row["kind"],
            title=row["title"],
            parties=tuple(Party(p["actor"], p["role"]) for p in row["parties"]),
            stage=row["stage"],
            evidence=tuple(Evidence.from_json(e, text) for e in row["evidence"]),
            modality=row["modality"],
            expected_stage=row.get("expected_stage"),
            outcome=row["outcome"],
            schedule=row.get("schedule"),
            previous=tuple(When.from_json(w) for w in row.get("previous") or ()),
            sectors=tuple(row["sectors"]),
            horizon=row["horizon"],
            due=dates["due"],
            period=dates["period"],
            signed_on=dates["signed_on"],
            said_on=dates["said_on"],
            amount=row.get("amount"),
            said_by=row.get("said_by"),
            conditions=Span.from_json(row["conditions"], text) if row.get("conditions") else None,
            governors=tuple(row.get("governors") or ()),
            alternatives=tuple(Alternative.from_json(a, text) for a in row.get("alternatives") or ()),
        )
