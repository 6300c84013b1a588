"""A commitment's value, history and conflict rows: the stage is the latest assertion, never the loudest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from risalah.link.choose import Choice, Said, rank_values
from risalah.link.fields import earlier_dates, make_row, pick, pick_closed, pick_date, unite
from risalah.link.resolve_stages import find_stage, stage_history
from risalah.link.score_commitments import compare_amounts
from risalah.link.views import RecordView, as_json
from risalah.model.codebook import Grade, rank
from risalah.model.record import Commitment
from risalah.model.register import Conflict
from risalah.resources.linking import Weights

_CLOSED = frozenset({"met", "partly_met", "missed", "reversed", "stalled"})


def resolve_commitment(
    members: Sequence[RecordView], weights: Weights
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
    """(value, stage history, conflict rows) of a commitment, whose records come oldest first.

    `article` in the value names the article of the current stage, and within `conditions` that of the span.
    """
    rows: list[Conflict] = []
    history = stage_history(members)
    current, stages = find_stage(members)
    rows += stages
    lead = current[-1]
    value = _with_article(lead)
    if value["expected_stage"] is None:
        # A target that another report of the same day or a later one names still stands.
        since = [cast(Commitment, m.record) for m in members if (m.day or date.min) >= (lead.day or date.min)]
        aims = [c.expected_stage for c in reversed(since) if c.stage == "planned" and c.expected_stage]
        value["expected_stage"] = next((a for a in aims if rank(a) > rank(value["stage"]) >= 0), None)
    value["kind"] = pick(members, "kind")[0].value
    titles = [Said(cast(Commitment, m.record).title, m.article, m.day, float(len(m.words))) for m in members]
    value["title"] = rank_values(titles)[0].value
    value["parties"] = _parties(members)
    value["sectors"] = unite(cast(Commitment, m.record).sectors for m in (lead, *members))
    if len(value["sectors"]) > 1:
        value["sectors"] = [s for s in value["sectors"] if s != "general"]
    for name in ("due", "period", "signed_on"):
        value[name] = pick_date(members, name, rows)
    if _is_due_reached(members, value):
        value["due_reached"] = True
    value["horizon"] = pick_closed(members, "horizon", "unstated", rows, "differ")
    value["amount"] = _amount(members, rows, weights)
    value["outcome"] = _outcome(members, rows)
    for name in ("said_by", "conditions", "schedule"):
        if value.get(name) is None:
            value[name] = next((v for m in reversed(members) if (v := _with_article(m).get(name)) is not None), None)
    value["previous"] = earlier_dates(members)
    if denial := _denial(members, lead):
        rows.append(denial)
        value["modality"] = "denied"
    rows += _headlines(members)
    return value, history, tuple(rows)


def _denial(members: Sequence[RecordView], lead: RecordView) -> Conflict | None:
    """A row where the shown stage is denied after, or on the day on which, it was last called a fact."""
    shown = [m for m in members if cast(Commitment, m.record).stage == cast(Commitment, lead.record).stage]
    facts = [m for m in shown if cast(Commitment, m.record).modality == "actual"]
    last = max((m.day or date.min for m in facts), default=None)
    denied = [m for m in shown if cast(Commitment, m.record).modality == "denied"]
    denials = [m for m in denied if last and (m.day or date.max) >= last]
    if not denials:
        return None
    said = [Said(cast(Commitment, m.record).modality, m.article, m.day) for m in (*denials, *facts)]
    choices = sorted(rank_values(said), key=lambda c: c.value != "denied")
    return make_row("modality", "conflict", choices, "weakest claim")


def _headlines(members: Sequence[RecordView]) -> list[Conflict]:
    """A row for each article whose headline says more than its body; the body is shown."""
    out: list[Conflict] = []
    for m in members:
        record = cast(Commitment, m.record)
        louder = [
            a.value
            for a in record.alternatives
            if a.field == "stage" and a.reason == "headline" and rank(a.value) > rank(record.stage) >= 0
        ]
        if louder:
            choices = [Choice(v, (Said(v, m.article, m.day),)) for v in (record.stage, max(louder, key=rank))]
            out.append(make_row("stage", "conflict", choices, "body before headline"))
    return list({row.values: row for row in out}.values())


def _is_due_reached(members: Sequence[RecordView], value: dict[str, Any]) -> bool:
    """Was the due date one for a stage (to sign by September) that the commitment has reached since?"""
    if not value["due"]:
        return False
    aims = [
        rank(c.expected_stage)
        for m in members
        if (c := cast(Commitment, m.record)).due and c.due.to_json() == value["due"] and c.expected_stage
    ]
    return bool(aims) and rank(value["stage"]) >= max(aims) >= 0


def _with_article(member: RecordView) -> dict[str, Any]:
    """A record's JSON with the article into whose text its span points."""
    row = as_json(member) | {"article": member.article.id}
    if row.get("conditions"):
        row["conditions"] = row["conditions"] | {"article": member.article.id}
    return row


def _amount(members: Sequence[RecordView], rows: list[Conflict], weights: Weights) -> Any:
    """The amount; more than a rounding apart is a conflict, two currencies complete each other."""
    said = [
        Said(c.amount, m.article, m.day, detail=0.0 if c.amount.get("qualifier") else 1.0)
        for m in members
        if (c := cast(Commitment, m.record)).amount
    ]
    if not said:
        return None
    choices = rank_values(said)
    kept, grade = [choices[0]], ""
    for other in choices[1:]:
        relation = compare_amounts(choices[0].value, other.value, weights)
        if relation == "other":
            grade = "conflict"
            kept.append(other)
        elif relation == "units":
            grade = grade or "complementary"
            kept.append(other)
    if grade:
        rows.append(make_row("amount", cast(Grade, grade), kept))
    return choices[0].value


def _outcome(members: Sequence[RecordView], rows: list[Conflict]) -> str:
    """The latest outcome that says something; two closed ones of one day are a conflict."""
    said = [Said(o, m.article, m.day) for m in members if (o := cast(Commitment, m.record).outcome) != "unknown"]
    if not said:
        return "unknown"
    last = max((s.as_of for s in said if s.as_of), default=None)
    closed = [s for s in said if s.value in _CLOSED and s.as_of == last]
    if len({s.value for s in closed}) > 1:
        rows.append(make_row("outcome", "conflict", rank_values(closed)))
    now = (
        closed or [s for s in said if s.as_of == last and s.value != "not_due"] or [s for s in said if s.as_of == last]
    )
    return str(rank_values(now)[0].value)


def _parties(members: Sequence[RecordView]) -> list[dict[str, str]]:
    """Each party once, with the role that says most."""
    roles: dict[str, str] = {}
    for m in members:
        for p in cast(Commitment, m.record).parties:
            if roles.get(p.actor, "party") == "party":
                roles[p.actor] = p.role
    return [{"actor": a, "role": r} for a, r in roles.items()]
