"""What extractors propose, and what the gate decided about it: accepted, to be reviewed, rejected, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any, Literal

from risalah.model.span import Span

Decision = Literal["accept", "review", "reject"]
ProposalType = Literal["commitment", "meeting", "quotation"]

RULES = "rules"
"""The name of the built-in extractor."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that an extractor says stand in the text, for one field; `offset` is where it says they begin."""

    field: str
    words: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record as an extractor from outside proposes it; nothing of it is believed.

    `values` holds codebook values by field name (a date as EDTF, parties as a list of {actor, role, words}),
    `quoted` the words for the fields, the field "record" standing for all that have none of their own. `within` is
    the stretch of text that the extractor was shown, where that is known. `refused` is a reason code where the
    reader of the outside format already knows that the proposal cannot stand.
    """

    extractor: str
    type: ProposalType
    values: Mapping[str, Any]
    quoted: tuple[Quoted, ...]
    within: Span | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the gate did not simply accept: a stable `code`, the field, what was claimed, what the text was read as.

    `words` are sentences for people by language code (id, en).
    """

    code: str
    field: str
    claimed: str = ""
    read: str = ""
    words: Mapping[str, str] = default(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "code": self.code,
            "field": self.field,
            "claimed": self.claimed,
            "read": self.read,
            "words": dict(self.words),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Reason:
        """The inverse of `to_json`."""
        return cls(row["code"], row["field"], row["claimed"], row["read"], dict(row["words"]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision about one proposal.

    `spans` are the places of the quoted words, one for each, None where they were not found. `record` is the id of
    the record that it is about: the one that was made of it, or one that was there already (`joined` where the
    proposal was accepted as the same).
    """

    proposal: Proposal
    decision: Decision
    reasons: tuple[Reason, ...] = ()
    spans: tuple[Span | None, ...] = ()
    record: str | None = None
    joined: bool = False

    def to_json(self, text: str) -> dict[str, Any]:
        """A JSON object: what was proposed, with each span as it stands in `text`."""
        quoted = []
        for n, q in enumerate(self.proposal.quoted):
            span = self.spans[n] if n < len(self.spans) else None
            found = span.to_json(text) if span else None
            quoted.append({"field": q.field, "words": q.words, "offset": q.offset, "found": found})
        return {
            "extractor": self.proposal.extractor,
            "type": self.proposal.type,
            "record": self.record,
            "values": dict(self.proposal.values),
            "quoted": quoted,
            "reasons": [r.to_json() for r in self.reasons],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any], decision: Decision, text: str) -> Verdict:
        """The inverse of `to_json` for a verdict of that decision, every span checked against `text`."""
        quoted = tuple(Quoted(q["field"], q["words"], q.get("offset")) for q in row["quoted"])
        return cls(
            proposal=Proposal(row["extractor"], row["type"], dict(row["values"]), quoted),
            decision=decision,
            reasons=tuple(Reason.from_json(r) for r in row["reasons"]),
            spans=tuple(Span.from_json(q["found"], text) if q.get("found") else None for q in row["quoted"]),
            record=row.get("record"),
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """What an extractor spent on one article. Tokens are None where the endpoint did not report them.

    `notes` say what went wrong, in words; `incomplete` marks an article about which not all could be asked, so that it
    is worth asking again. `matched` names the documents of an imported file that were found to be this article.
    """

    calls: int = 0
    failed_calls: int = 0
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    incomplete: bool = False

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "calls": self.calls,
            "failed_calls": self.failed_calls,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "seconds": round(self.seconds, 3),
            "notes": list(self.notes),
            "matched": list(self.matched),
            "incomplete": self.incomplete,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Usage:
        """The inverse of `to_json`."""
        return cls(**{**row, "notes": tuple(row["notes"]), "matched": tuple(row["matched"])})


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate let into one document and what it kept out. `own` are the ids of the rules' records, in order."""

    own: tuple[tuple[ProposalType, str], ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    usage: Mapping[str, Usage] = default(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Did every extractor see all that it should have seen?"""
        return not any(u.incomplete for u in self.usage.values())

    def extractors(self, record: str) -> tuple[str, ...]:
        """The extractors that support a record."""
        out = [RULES] if record in {r for _, r in self.own} else []
        out += [v.proposal.extractor for v in self.verdicts if v.decision == "accept" and v.record == record]
        return tuple(dict.fromkeys(out))

    def counts(self) -> dict[str, dict[str, int]]:
        """By extractor: records accepted, those of them joined to a record of the rules, reviewed, rejected."""
        out: dict[str, Counter[str]] = {}
        if self.own:
            out[RULES] = Counter(accepted=len(self.own))
        for name in self.usage:
            out.setdefault(name, Counter())
        names = {"accept": "accepted", "review": "review", "reject": "rejected"}
        for v in self.verdicts:
            row = out.setdefault(v.proposal.extractor, Counter())
            row[names[v.decision]] += 1
            row["joined"] += v.joined
        return {name: {k: row[k] for k in ("accepted", "joined", "review", "rejected")} for name, row in out.items()}

    def to_json(self, text: str) -> dict[str, Any]:
        """accepted, review, rejected, counts, usage; `proposals` counts those for a record by extractor."""
        types: dict[str, ProposalType] = {r: t for t, r in self.own}
        proposals: dict[str, Counter[str]] = {r: Counter() for r in types}
        for v in self.verdicts:
            if v.decision == "accept" and v.record:
                types.setdefault(v.record, v.proposal.type)
                proposals.setdefault(v.record, Counter())[v.proposal.extractor] += 1
        return {
            "accepted": [
                {
                    "record": record,
                    "type": kind,
                    "extractors": list(self.extractors(record)),
                    "proposals": dict(proposals[record]),
                }
                for record, kind in types.items()
            ],
            "review": [v.to_json(text) for v in self.verdicts if v.decision == "review"],
            "rejected": [v.to_json(text) for v in self.verdicts if v.decision == "reject"],
            "counts": self.counts(),
            "usage": {name: u.to_json() for name, u in self.usage.items()},
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any], text: str) -> GateReport:
        """The inverse of `to_json`, but for the values of proposals that were accepted: those are the record's."""
        own: list[tuple[ProposalType, str]] = []
        verdicts: list[Verdict] = []
        for a in row["accepted"]:
            joined = RULES in a["extractors"]
            if joined:
                own.append((a["type"], a["record"]))
            for name, count in a["proposals"].items():
                for _ in range(count):
                    proposal = Proposal(name, a["type"], {}, ())
                    verdicts.append(Verdict(proposal, "accept", record=a["record"], joined=joined))
                    joined = True
        verdicts += [Verdict.from_json(v, "review", text) for v in row["review"]]
        verdicts += [Verdict.from_json(v, "reject", text) for v in row["rejected"]]
        usage = {name: Usage.from_json(u) for name, u in row["usage"].items()}
        return cls(tuple(own), tuple(verdicts), usage)
