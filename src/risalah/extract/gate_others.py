"""Meetings and quotations at the gate: what the rules have too is joined, all else is for a person to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from risalah.extract.closed_checks import Issue, check_date, check_parties
from risalah.extract.readings import Readings, Unit
from risalah.model.codebook import MeetingKind, MeetingStatus, QuotationForm
from risalah.model.gate import Proposal
from risalah.model.record import Meeting, Quotation
from risalah.model.span import Span

Found = tuple[list[Issue], str | None]


def judge_meeting(
    readings: Readings,
    proposal: Proposal,
    places: Sequence[tuple[Span, ...]],
    unit: Unit,
    own: Sequence[Meeting],
) -> Found:
    """What speaks against a proposed meeting, and the meeting of the rules that it is."""
    values = proposal.values
    issues = wrong_values(proposal, {"kind": get_args(MeetingKind), "status": get_args(MeetingStatus)})
    if issues:
        return issues, None
    issues += outside(readings, proposal, places, unit)
    mine = [m for m in own if any((e.sentence or e.span).overlaps(unit.span) for e in m.evidence)]
    claimed = values.get("parties")
    codes = (
        {c for row in claimed or () for c in readings.names.parties(_name(row))} if isinstance(claimed, list) else set()
    )
    if codes:
        mine = [m for m in mine if codes & set(m.parties)] or mine
    meeting = mine[0] if mine else None
    if claimed:
        known = dict.fromkeys(meeting.parties, "party") if meeting else {}
        issues += check_parties(readings.names, claimed, known).issues
    if meeting is None:
        return [*issues, Issue("rules_silent", "record")], None
    status = values.get("status")
    if status is not None and status != meeting.status:
        # "held" is the only status that says that it took place
        code = "above_text" if status == "held" else "differs"
        issues.append(Issue(code, "status", status, meeting.status))
    if values.get("kind") not in (None, meeting.kind):
        issues.append(Issue("differs", "kind", values["kind"], meeting.kind))
    if values.get("when") is not None:
        issues += check_date(readings.doc, unit, [unit.span], "when", values["when"]).issues
    return issues, meeting.id


def judge_quotation(
    readings: Readings,
    proposal: Proposal,
    places: Sequence[tuple[Span, ...]],
    unit: Unit,
    own: Sequence[Quotation],
) -> Found:
    """What speaks against a proposed quotation, and the quotation of the rules that it is."""
    values = proposal.values
    issues = wrong_values(proposal, {"form": get_args(QuotationForm)})
    if issues:
        return issues, None
    fields = [q.field for q in proposal.quoted]
    at = fields.index("content") if "content" in fields else 0
    span = places[at][0]
    mine = next((q for q in own if any(c.overlaps(span) for c in q.content)), None)
    if mine is None:
        return [Issue("rules_silent", "record")], None
    speaker = values.get("speaker")
    if speaker is not None:
        actor = readings.names.actor(str(speaker))
        if actor is None or actor not in (mine.speaker, *mine.co_speakers):
            known = mine.speaker or "—"
            code = "contradicts" if mine.speaker else "unread"
            issues.append(Issue(code, "speaker", speaker, known))
    if values.get("form") not in (None, mine.form):
        issues.append(Issue("differs", "form", values["form"], mine.form))
    return issues, mine.id


def wrong_values(proposal: Proposal, allowed: dict[str, tuple[str, ...]]) -> list[Issue]:
    """The values that the codebook does not have."""
    return [
        Issue("not_a_value", name, proposal.values[name])
        for name, known in allowed.items()
        if proposal.values.get(name) is not None and proposal.values[name] not in known
    ]


def outside(
    readings: Readings,
    proposal: Proposal,
    places: Sequence[tuple[Span, ...]],
    unit: Unit,
    linked: Sequence[Span] = (),
) -> list[Issue]:
    """The words that stand neither in the cited sentence nor in one that the rules link to it."""
    return [
        Issue("outside_sentence", q.field, q.words)
        for q, found in zip(proposal.quoted, places, strict=True)
        if not any(area.contains(s) for s in found for area in (unit.span, *linked))
    ]


def _name(row: object) -> str:
    if isinstance(row, dict):
        return str(row.get("actor") or row.get("words") or "")
    return str(row)
