"""Commitments at the gate: joined to a record of the rules, added below the high stages, else reviewed or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from risalah.extract.closed_checks import Finding, Issue, check_amount, check_date, check_parties, unique
from risalah.extract.gate_claim import Claim, make_commitment
from risalah.extract.gate_others import outside, wrong_values
from risalah.extract.readings import Readings, Unit, strength
from risalah.extract.roles import read_roles
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.codebook import (
    INSTRUMENTS,
    STAGES,
    UNDERTAKINGS,
    Horizon,
    Modality,
    Outcome,
    rank,
)
from risalah.model.gate import Proposal
from risalah.model.record import Commitment, Party
from risalah.model.span import Span
from risalah.resources.patterns import Patterns

_VALUES: dict[str, tuple[str, ...]] = {
    "kind": (*INSTRUMENTS, *UNDERTAKINGS),
    "stage": STAGES,
    "expected_stage": STAGES,
    "modality": get_args(Modality),
    "outcome": get_args(Outcome),
    "horizon": get_args(Horizon),
}
_DATES = ("due", "period", "signed_on")
_DONE = ("met", "partly_met")
_NEUTRAL = ("not_due", "unknown")
_SIGNED = rank("signed")
_STAGE_FIELDS = ("stage", "context_stage", "headline")


@dataclass(slots=True)
class Judged:
    """What was found: what speaks against it, the record that it is about, and a record made of it that is new."""

    issues: list[Issue] = field(default_factory=list)
    record: str | None = None
    made: Commitment | None = None


class CommitmentJudge:
    """Judges proposed commitments by what the rules of one language read."""

    def __init__(self, patterns: Patterns) -> None:
        self._outcomes = dict(patterns.outcomes)

    def judge(
        self,
        readings: Readings,
        proposal: Proposal,
        places: Sequence[tuple[Span, ...]],
        unit: Unit,
        own: Sequence[Commitment],
    ) -> Judged:
        """The findings on one proposal whose words all stand in the text."""
        claim = Claim(proposal, places, unit)
        issues = wrong_values(proposal, _VALUES)
        if issues:
            return Judged(issues)
        mine = _match(claim, own)
        if mine:
            return self._join(readings, claim, mine)
        known = {c.id for c in own}
        return self._add(readings, claim, next(f"c{n}" for n in range(1, len(own) + 2) if f"c{n}" not in known))

    # ------------------------------------------------------------------ the rules have it

    def _join(self, readings: Readings, claim: Claim, mine: Sequence[Commitment]) -> Judged:
        record = mine[0]
        linked = [e.sentence for e in record.evidence if e.sentence is not None]
        out = Judged(outside(readings, claim.proposal, claim.places, claim.unit, linked), record.id)
        for c in mine:  # where the words cover several records, the one that says least is the measure
            out.issues += _compare_stage(claim, c)
        out.issues += self._compare_outcome(claim, record)
        if claim.get("parties"):
            known = {p.actor: p.role for p in record.parties}
            out.issues += check_parties(readings.names, claim.get("parties"), known).issues
        if claim.get("kind") not in (None, record.kind):
            out.issues.append(Issue("differs", "kind", claim.get("kind"), record.kind))
        for name, found, value in self._details(readings, claim):
            has = getattr(record, name)
            out.issues += found.issues
            if found.issues:
                continue
            if has is None:
                out.issues.append(Issue("adds_value", name, value))
            elif not _is_equal(found.value, has):
                out.issues.append(Issue("differs", name, value, _words_of(has)))
        said_by = claim.get("said_by")
        if said_by:
            actor = readings.names.actor(str(said_by))
            if record.said_by is None or actor is None:
                out.issues.append(Issue("unread", "said_by", said_by))
            elif actor != record.said_by:
                out.issues.append(Issue("contradicts", "said_by", said_by, record.said_by))
        horizon = claim.get("horizon")
        if horizon not in (None, "unstated", record.horizon):
            known_horizon = "differs" if record.horizon != "unstated" else "unread"
            out.issues.append(Issue(known_horizon, "horizon", horizon, record.horizon))
        out.issues = unique(out.issues)
        return out

    def _compare_outcome(self, claim: Claim, record: Commitment) -> list[Issue]:
        claimed = claim.get("outcome")
        if claimed is None or claimed == record.outcome:
            return []
        if any(e.field == "outcome" for e in record.evidence):
            return [Issue("contradicts" if claimed in _DONE else "differs", "outcome", claimed, record.outcome)]
        return self._read_outcome(claim, claimed)

    def _read_outcome(self, claim: Claim, claimed: str) -> list[Issue]:
        """An outcome beside the words of the sentence that state one."""
        if claimed in _NEUTRAL:
            return []
        areas = claim.words("outcome")
        near = [v for s, v in claim.unit.outcomes if any(s.overlaps(a) for a in areas)]
        if claimed in near and set(near) == {claimed}:
            return [Issue("unread", "outcome", claimed)]  # the word is there; whose outcome it is, the rules do not say
        if near:
            return [Issue("contradicts" if claimed in _DONE else "differs", "outcome", claimed, near[0])]
        return [Issue("no_cue" if claimed in _DONE else "unread", "outcome", claimed)]

    def _details(self, readings: Readings, claim: Claim) -> list[tuple[str, Finding, object]]:
        """The claimed amount and dates, each with what the rules read at its words."""
        out: list[tuple[str, Finding, object]] = []
        amount = claim.get("amount")
        if amount is not None:
            found = check_amount(readings.doc, claim.unit, claim.words("amount"), amount)
            out.append(("amount", found, amount.get("value") if isinstance(amount, dict) else amount))
        for name in _DATES:
            value = claim.get(name)
            if value is not None:
                out.append((name, check_date(readings.doc, claim.unit, claim.words(name), name, value), value))
        return out

    # ------------------------------------------------------------------ the rules do not have it

    def _add(self, readings: Readings, claim: Claim, number: str) -> Judged:
        unit = claim.unit
        out = Judged(outside(readings, claim.proposal, claim.places, unit))
        stage, modality = claim.get("stage"), claim.get("modality") or "actual"
        trigger: Trigger | None = None
        if stage is not None:
            trigger, issues = _read_stage(claim, stage, modality)
            out.issues += issues
        outcome = claim.get("outcome")
        if outcome is not None:
            out.issues += self._read_outcome(claim, outcome)
        if not unit.body:
            out.issues.append(Issue("headline_only", "stage", stage or ""))
        titles = claim.own_words("title")
        for name, there in (
            ("stage", stage),
            ("kind", claim.get("kind")),
            ("parties", claim.get("parties")),
            ("title", titles),
        ):
            if not there:
                out.issues.append(Issue("incomplete", name))
        if rank(stage or "") >= _SIGNED or outcome in _DONE:
            # A high stage that the rules do not see is for a person to decide, whoever proposes it.
            out.issues.append(Issue("rules_silent", "record"))
        quote = _quote_at(readings, unit)
        roles = read_roles(readings.cast, unit.clauses, trigger, quote) if trigger else None
        parties, spans = roles or ([], [])
        if claim.get("parties"):
            found = check_parties(readings.names, claim.get("parties"), {p.actor: p.role for p in parties})
            out.issues += found.issues
            if not found.issues and not _is_foreign(readings, parties):
                out.issues.append(Issue("rules_silent", "record"))
        details = self._details(readings, claim)
        for _, found, _ in details:
            out.issues += found.issues
        if trigger is not None and (issue := _compare_kind(claim, trigger)):
            out.issues.append(issue)
        horizon = claim.get("horizon")
        if horizon not in (None, "unstated") and horizon not in {v for _, v in unit.horizons}:
            out.issues.append(Issue("unread", "horizon", horizon))
        said_by = claim.get("said_by")
        if said_by and (quote is None or readings.names.actor(str(said_by)) != quote.speaker):
            out.issues.append(Issue("unread", "said_by", said_by))
        if trigger is not None and (_is_background(readings, unit) or _needs_company(trigger)):
            out.issues.append(Issue("rules_silent", "record"))
        out.issues = unique(out.issues)
        if not out.issues and trigger is not None:
            values = {name: (found.value, found.spans) for name, found, _ in details}
            out.made = make_commitment(readings, claim, trigger, parties, spans, quote, values, number)
            out.record = out.made.id
        return out


def _match(claim: Claim, own: Sequence[Commitment]) -> list[Commitment]:
    """The records of the rules that the proposal is about, the best first: the same object in the same sentence."""
    unit = claim.unit
    titles = claim.own_words("title")
    cues = [*claim.own_words("stage"), *claim.own_words("outcome")]
    rest = [
        s for q, found in zip(claim.proposal.quoted, claim.places, strict=True) if q.field != "parties" for s in found
    ]
    rows: list[tuple[int, Commitment]] = []
    for c in own:
        here = [e for e in c.evidence if unit.span.contains(e.span)]
        objects = [e.span for e in here if e.field == "title"]
        signs = [e.span for e in here if e.field in (*_STAGE_FIELDS, "outcome")]
        if titles and objects:
            shared = _shared(titles, objects)
        elif cues:
            shared = _shared(cues, signs)
        else:
            shared = _shared(rest, [*objects, *signs])
        if shared:
            rows.append((-shared, c))
    rows.sort(key=lambda r: r[0])
    if titles and rows:
        return [c for n, c in rows if n == rows[0][0]]
    return [c for _, c in rows]


def _shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """The most characters that a span of the one has in common with a span of the other."""
    return max((min(x.end, y.end) - max(x.start, y.start) for x in a for y in b if x.overlaps(y)), default=0)


def _compare_stage(claim: Claim, record: Commitment) -> list[Issue]:
    """The claimed stage beside what the rules read of it in this sentence."""
    stage, modality, expected = claim.get("stage"), claim.get("modality") or "actual", claim.get("expected_stage")
    if stage is None:
        if claim.get("modality") not in (None, record.modality):
            return [Issue("differs", "modality", claim.get("modality"), record.modality)]
        return []
    unit = claim.unit
    here = [e for e in record.evidence if unit.span.contains(e.span) and e.field in _STAGE_FIELDS]
    if not here:
        code = "above_text" if rank(stage) > strength(record.stage, record.modality) else "unread"
        return [Issue(code, "stage", stage, record.stage)]
    if any(e.field in ("stage", "headline") for e in here):
        read = {(record.stage, record.modality, record.expected_stage)}
    else:
        at = {e.span for e in here}
        found = [t.reading for t in unit.triggers if unit.cue_of(t) in at]
        read = {(r.stage, r.modality, r.expected) for r in found}
    shown = " / ".join(sorted(f"{s} ({m})" for s, m, _ in read)) or "—"
    said = f"{stage} ({modality})"
    # A claim counts by its stage alone: "signed, expected" is no less than signed to whoever counts stages.
    claimed = -1 if modality == "denied" else rank(stage)
    if claimed >= _SIGNED and (record.stage, record.modality) != (stage, modality):
        return [Issue("above_text", "stage", said, shown)]
    if any((s, m) == (stage, modality) for s, m, _ in read):
        beyond = [e or s for s, m, e in read if (s, m) == (stage, modality)]
        if expected is None or expected in beyond or rank(expected) <= rank(stage):
            return []
        return [Issue("differs", "expected_stage", expected, "; ".join(sorted(beyond)))]
    if claimed > max((strength(s, m) for s, m, _ in read), default=-1):
        return [Issue("above_text", "stage", said, shown)]
    return [Issue("differs", "stage", said, shown)]


def _read_stage(claim: Claim, stage: str, modality: str) -> tuple[Trigger | None, list[Issue]]:
    """The one trigger that says it, of a sentence of which the rules make no such record."""
    unit = claim.unit
    titles = claim.own_words("title")
    areas = claim.own_words("stage") or claim.own_words("record") or titles
    near = [t for t in unit.triggers if any(unit.cue_of(t).overlaps(a) for a in areas)]
    about = [t for t in near if any(i.span.overlaps(a) for i in t.instruments for a in titles)]
    near = about or near
    said = f"{stage} ({modality})"
    if not near:
        if any(f.overlaps(a) for f in unit.forms for a in areas):
            # a word of that meaning stands there, and something takes it back
            return None, [Issue("above_text" if rank(stage) >= rank("agreed") else "unread", "stage", said, "—")]
        return None, [Issue("no_cue" if rank(stage) >= _SIGNED else "unread", "stage", said)]
    least = min(near, key=lambda t: strength(t.reading.stage, t.reading.modality))
    shown = f"{least.reading.stage} ({least.reading.modality})"
    if modality != "denied" and rank(stage) > strength(least.reading.stage, least.reading.modality):
        return least, [Issue("above_text", "stage", said, shown)]
    if any((t.reading.stage, t.reading.modality) != (stage, modality) for t in near):
        return least, [Issue("differs", "stage", said, shown)]
    expected = claim.get("expected_stage")
    if expected is not None and rank(expected) > rank(least.reading.expected or stage):
        return least, [Issue("differs", "expected_stage", expected, least.reading.expected or stage)]
    return least, []


def _compare_kind(claim: Claim, trigger: Trigger) -> Issue | None:
    kind = claim.get("kind")
    titles = claim.own_words("title")
    about = [i.kind for i in trigger.instruments if any(i.span.overlaps(a) for a in titles)]
    read = about or ([trigger.cue.kind] if trigger.cue.kind and not trigger.instruments else [])
    if kind is None or kind in read:
        return None
    return Issue("differs" if read else "unread", "kind", kind, "; ".join(k for k in read if k))


def _quote_at(readings: Readings, unit: Unit) -> Quote | None:
    """The quotation that the sentence stands in."""
    rows = [q for q in readings.doc.quotes if any(s.overlaps(unit.span) for s in q.content)]
    return rows[0] if rows else None


def _is_foreign(readings: Readings, parties: Sequence[Party]) -> bool:
    return readings.cast.is_foreign(tuple(p.actor for p in parties))


def _is_background(readings: Readings, unit: Unit) -> bool:
    """Does the sentence date all that it tells to a year or more before the page?"""
    doc = readings.doc
    days = [t.when.last.year for t in doc.times_in(unit.span) if t.when.last]
    return bool(days) and doc.article.published is not None and max(days) < int(doc.article.published[:4])


def _needs_company(trigger: Trigger) -> bool:
    """Is it a trigger that the rules trust only beside certain words, and made no record of here?"""
    cue = trigger.cue
    return bool(cue.needs_word or cue.needs_foreign or cue.excerpt_only or cue.presupposed)


def _is_equal(read: Any, has: Any) -> bool:
    """Is what was read at the words the value of the record?"""
    if isinstance(has, dict):
        return bool(read.to_json() == has)
    return bool((read.first, read.last) == (has.first, has.last))


def _words_of(value: Any) -> str:
    return str(value.get("value")) if isinstance(value, dict) else str(value.edtf())
