"""A commitment's value, history and conflict rows: the stage is the latest assertion, never the loudest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from risalah.link.choose import Choice, Said, rank_values
from risalah.link.fields import earlier_dates, make_row, pick, pick_closed, pick_date, unite
from risalah.link.score_commitments import compare_amounts
from risalah.link.views import RecordView, as_json
from risalah.model.codebook import HIGH_STAGES, Grade, rank
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
    current, stages = _stage(members)
    rows += stages
    lead = current[-1]
    value = _with_article(lead)
    if value["expected_stage"] is None:
        # A target that another report of the same day names still stands.
        same_day = [cast(Commitment, m.record) for m in members if m.day == lead.day]
        aims = [c.expected_stage for c in same_day if c.stage == "planned" and c.expected_stage]
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
    return value, history, tuple(rows)


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


def _stage(members: Sequence[RecordView]) -> tuple[list[RecordView], list[Conflict]]:
    """The records that give the current stage, and the rows about it: the latest assertion that says one."""
    clear = [m for m in members if cast(Commitment, m.record).stage != "unclear"] or list(members)
    days: Sequence[date | None] = sorted({m.day for m in clear if m.day})
    last = days[-1] if days else None
    # A record without any day counts only where no other has one.
    latest = [m for m in clear if m.day == last] if last else clear
    rows: list[Conflict] = []
    choices: list[Choice] = []
    for day in days or [None]:
        same = [m for m in clear if m.day == day] if day else clear
        choices, grade, rule = _of_one_day(same)
        if len(choices) > 1:
            rows.append(make_row("stage", grade, choices, rule))
    current = [m for m in latest if cast(Commitment, m.record).stage == choices[0].value]
    before = [m for m in clear if m.day and last and m.day < last]
    high = max((rank(cast(Commitment, m.record).stage) for m in before), default=-1)
    if 0 <= rank(choices[0].value) < high:
        top = [m for m in before if rank(cast(Commitment, m.record).stage) == high]
        rows.append(make_row("stage", "differ", [choices[0], *_stages(top)], "latest; a step back"))
    return current, rows


def _of_one_day(members: Sequence[RecordView]) -> tuple[list[Choice], Grade, str]:
    """The stages that records of one day state, the default first, how they differ, and the rule of the default.

    A target to sign does not contradict the state of the drafting: the furthest stage below the target is shown.
    """
    choices = _stages(members)
    if len(choices) < 2:
        return choices, "agree", ""
    records = [cast(Commitment, m.record) for m in members]
    targets = [r for r in records if r.expected_stage and r.stage == "planned"]
    aims = {rank(r.expected_stage) for r in targets if r.expected_stage}
    actual = {r.stage for r in records if not (r.expected_stage and r.stage == "planned")}
    if aims and actual and all(0 <= rank(s) < min(aims) and r.modality != "denied" for r in records for s in actual):
        choices.sort(key=lambda c: (c.value == "planned", -rank(c.value)))
        return choices, "complementary", "furthest stage below the expected one"
    if choices[0].rule != "official text" and any(c.value in HIGH_STAGES for c in choices):
        # Where one denies what another calls signed, the lower stage is shown, whoever is louder: never over-claim.
        low = min(choices, key=lambda c: (rank(c.value), c.value))
        return [low, *(c for c in choices if c is not low)], "conflict", "weakest claim"
    return choices, "conflict", ""


def _stages(members: Sequence[RecordView]) -> list[Choice]:
    """The stages that these records state, the default first."""
    said = [Said(cast(Commitment, m.record).stage, m.article, m.day) for m in members]
    return rank_values(said, weakest=lambda s: float(rank(s)))


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


def stage_history(members: Sequence[RecordView]) -> tuple[dict[str, Any], ...]:
    """{"stage", "as_of", "articles"} for each stage on each day, oldest first.

    A stage that only goes on adds its articles to the row.

    `backward` is true where a step is below one that was reached before.
    """
    out: list[dict[str, Any]] = []
    high = -1
    for m in sorted(members, key=lambda m: (m.day or date.max, rank(cast(Commitment, m.record).stage), m.order)):
        stage = cast(Commitment, m.record).stage
        day = m.day.isoformat() if m.day else None
        same = next((r for r in out if r["stage"] == stage and (r["as_of"] == day or r is out[-1])), None)
        if same is not None:
            same["articles"] = sorted({*same["articles"], m.article.id})
            continue
        row: dict[str, Any] = {"stage": stage, "as_of": day, "articles": [m.article.id]}
        if 0 <= rank(stage) < high:
            row["backward"] = True
        high = max(high, rank(stage))
        out.append(row)
    return tuple(out)


def _parties(members: Sequence[RecordView]) -> list[dict[str, str]]:
    """Each party once, with the role that says most."""
    roles: dict[str, str] = {}
    for m in members:
        for p in cast(Commitment, m.record).parties:
            if roles.get(p.actor, "party") == "party":
                roles[p.actor] = p.role
    return [{"actor": a, "role": r} for a, r in roles.items()]
