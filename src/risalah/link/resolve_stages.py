"""The stage of a commitment: the latest assertion that takes nothing back, and the history of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from risalah.link.choose import Choice, Said, rank_values
from risalah.link.fields import make_row
from risalah.link.views import RecordView
from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, Grade, rank
from risalah.model.record import Commitment
from risalah.model.register import Conflict


def find_stage(members: Sequence[RecordView]) -> tuple[list[RecordView], list[Conflict]]:
    """The records that give the current stage, and the rows about it: the latest assertion that says one."""
    clear = [m for m in members if cast(Commitment, m.record).stage != "unclear"] or list(members)
    days: Sequence[date | None] = sorted({m.day for m in clear if m.day})
    last = days[-1] if days else None
    # A record without any day counts only where no other has one.
    latest = [m for m in clear if m.day == last] if last else clear
    rows: list[Conflict] = []
    choices: list[Choice] = []
    before: list[RecordView] = []
    for day in days or [None]:
        same = [m for m in clear if m.day == day] if day else clear
        choices, grade, rule = _of_one_day(same)
        if len(choices) > 1:
            rows.append(make_row("stage", grade, choices, rule))
        elif lags := [m for m in members if _lags(m, same)]:
            # "Belum diratifikasi" on the day on which another calls it ratified: never over-claim.
            said = [Said("unclear", m.article, m.day) for m in lags]
            rows.append(make_row("stage", "conflict", [*choices, *rank_values(said)], "states a stage"))
        if day != last:
            # Of a day on which sources differ only what was shown then counts as reached.
            before += [m for m in same if cast(Commitment, m.record).stage == choices[0].value]
    current = [m for m in latest if cast(Commitment, m.record).stage == choices[0].value]
    reached = _reached(before)
    high = max((rank(cast(Commitment, m.record).stage) for m in reached), default=-1)
    if 0 <= rank(choices[0].value) < high:
        top = [m for m in reached if rank(cast(Commitment, m.record).stage) == high]
        if not any(is_retreat(cast(Commitment, m.record), high) for m in current):
            return top, rows
        rows.append(make_row("stage", "differ", [choices[0], *_stages(top)], "latest; a step back"))
    return current, rows


def _lags(member: RecordView, others: Sequence[RecordView]) -> bool:
    """Does a record of the same day say that a stage is still awaited which one of the others calls reached?"""
    record = cast(Commitment, member.record)
    if record.stage != "unclear" or record.expected_stage is None or not others or member.day != others[0].day:
        return False
    return any(rank(cast(Commitment, o.record).stage) >= rank(record.expected_stage) >= 0 for o in others)


def _reached(members: Sequence[RecordView]) -> list[RecordView]:
    """The records, oldest first, since the last step back, without denials: their furthest stage still stands."""
    out: list[RecordView] = []
    high = -1
    for m in members:
        record = cast(Commitment, m.record)
        if record.modality == "denied":
            continue
        if rank(record.stage) < 0 or (rank(record.stage) < high and is_retreat(record, high)):
            out, high = [], -1
        out.append(m)
        high = max(high, rank(record.stage))
    return out


def is_retreat(record: Commitment, high: int) -> bool:
    """Does a report of a lower stage take back what was reached (`high`, a rank of the ladder)?

    That a thing was talked about takes nothing back, nor does a plan for a step that still lies ahead.
    """
    if record.stage == "raised":
        return False
    if record.stage == "planned" and record.modality != "denied":
        ahead = record.expected_stage or ("signed" if record.kind in INSTRUMENTS else "implemented")
        return high >= rank(ahead)
    return True


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


def stage_history(members: Sequence[RecordView]) -> tuple[dict[str, Any], ...]:
    """{"stage", "as_of", "articles"} for each stage on each day, oldest first.

    A stage that only goes on adds its articles to the row.

    `backward` is true where a step takes back one that was reached before, in the order of the reports. `as_of` is the
    day of the act where it is known (a signing), else the day of the report.
    """
    out: list[dict[str, Any]] = []
    high = -1
    for m in sorted(members, key=lambda m: (m.day or date.max, rank(cast(Commitment, m.record).stage), m.order)):
        record = cast(Commitment, m.record)
        stage = record.stage
        day = _act_day(m)
        same = next((r for r in out if r["stage"] == stage and (r["as_of"] == day or r is out[-1])), None)
        if same is not None:
            same["articles"] = sorted({*same["articles"], m.article.id})
            continue
        row: dict[str, Any] = {"stage": stage, "as_of": day, "articles": [m.article.id]}
        if 0 <= rank(stage) < high and is_retreat(record, high):
            row["backward"] = True
        high = max(high, rank(stage))
        out.append(row)
    # A stable sort: reports of one day stay in their order, what has no day stays last.
    return tuple(sorted(out, key=lambda r: r["as_of"] or "9999"))


def _act_day(member: RecordView) -> str | None:
    """The day of a record's stage: that of the signing where it is stated to the day, else that of the report."""
    signed = cast(Commitment, member.record).signed_on
    if cast(Commitment, member.record).stage == "signed" and signed and signed.precision == "day" and signed.first:
        return signed.first.isoformat()
    return member.day.isoformat() if member.day else None
