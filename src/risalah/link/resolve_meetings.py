"""A meeting's value and conflict rows: a new date of a moved meeting is history, two dates of a held one a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from risalah.link.choose import Said, rank_values
from risalah.link.dates import interval
from risalah.link.fields import earlier_dates, make_row, pick, pick_date, unite
from risalah.link.views import RecordView, as_json
from risalah.model.record import Meeting
from risalah.model.register import Conflict

_SETTLED = {"held": 3, "cancelled": 3, "postponed": 2, "rescheduled": 2, "planned": 1, "unclear": 0}


def resolve_meeting(
    members: Sequence[RecordView],
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
    """(value, no history, conflict rows) of a meeting; `status_history` in the value tells how it came to be held."""
    rows: list[Conflict] = []
    top = max(members, key=lambda m: (m.day or date.min, _SETTLED[m.status], -members.index(m)))
    settled = [m for m in members if m.status == "held"]
    # What one article calls held stays held: a later one that recalls the plan does not undo it.
    status = "held" if settled else top.status
    value = as_json(top)
    for name in ("kind", "setting"):
        value[name] = pick(members, name)[0].value
    value["status"] = status
    value["parties"] = unite(cast(Meeting, m.record).parties for m in members)
    value["participants"] = _participants(members)
    value["topics"] = unite(cast(Meeting, m.record).topics for m in members)
    value["background"] = all(cast(Meeting, m.record).background for m in members)
    # Dates are compared among records of one status: a new date of a moved meeting is history, not conflict.
    dated = [m for m in members if m.status == status] or list(members)
    value["when"] = pick_date(dated, "when", rows) or pick_date(members, "when", None)
    for other in sorted({m.status for m in members} - {status}):
        pick_date([m for m in members if m.status == other], "when", rows)
    if status in ("postponed", "cancelled") and not interval_of(dated):
        value["when"] = None
    value["previous"] = earlier_dates(members, value["when"])
    places = pick(members, "place", detail=lambda p: float(len(p["name"])) if p else -1.0)
    named = [c for c in places if c.value]
    value["place"] = named[0].value if named else None
    countries = {c.value["country"] for c in named if c.value.get("country")}
    if len(countries) > 1:
        rows.append(make_row("place", "differ", named))
    rows += _statuses(members)
    rows += _who(members)
    value["status_history"] = status_history(members)
    return value, (), tuple(rows)


def _statuses(members: Sequence[RecordView]) -> list[Conflict]:
    """Statuses of one day that cannot both be true: held beside cancelled or postponed."""
    out = []
    for day in sorted({m.day for m in members if m.day}):
        said = [Said(m.status, m.article, day) for m in members if m.day == day]
        values = {s.value for s in said}
        if len(values) > 1 and "unclear" not in values and values != {"planned", "held"}:
            out.append(make_row("status", "conflict", rank_values(said)))
    return out


def status_history(members: Sequence[RecordView]) -> list[dict[str, Any]]:
    """{"status", "as_of", "articles"} of a meeting, oldest first."""
    out: dict[tuple[str | None, str], set[str]] = {}
    for m in sorted(members, key=lambda m: (m.day or date.max, _SETTLED[m.status], m.order)):
        key = (m.day.isoformat() if m.day else None, m.status)
        out.setdefault(key, set()).add(m.article.id)
    return [{"status": s, "as_of": d, "articles": sorted(a)} for (d, s), a in out.items()]


def interval_of(members: Sequence[RecordView]) -> bool:
    """Does one of these meetings have a date?"""
    return any(interval(cast(Meeting, m.record).when) for m in members)


def _holders(members: Sequence[RecordView]) -> dict[str, str]:
    """An office ("president-of-kir") -> the one person whom these articles name as its holder."""
    posts: dict[tuple[str, str], set[str]] = {}
    offices: dict[str, tuple[str, str]] = {}
    taking_part = {p.actor for m in members for p in cast(Meeting, m.record).participants}
    for actor in {a for m in members for a in m.article.document.actors if a.id in taking_part}:
        if actor.office and actor.country:
            if actor.kind == "office" or actor.suggested:
                offices[actor.id] = (actor.office, actor.country)
            else:
                posts.setdefault((actor.office, actor.country), set()).add(actor.id)
    return {o: next(iter(posts[p])) for o, p in offices.items() if len(posts.get(p, ())) == 1}


def _participants(members: Sequence[RecordView]) -> list[dict[str, str]]:
    """Each participant once, with the role that says most; an office gives way to its holder's name."""
    holders = _holders(members)
    roles: dict[str, str] = {}
    for m in members:
        for p in cast(Meeting, m.record).participants:
            actor = holders.get(p.actor, p.actor)
            if roles.get(actor, "participant") == "participant":
                roles[actor] = p.role
    return [{"actor": a, "role": r} for a, r in roles.items()]


def _who(members: Sequence[RecordView]) -> list[Conflict]:
    """A row where articles name other participants: a longer list completes a shorter one, two lists may differ."""
    holders = _holders(members)
    said = [
        Said(
            sorted({holders.get(p.actor, p.actor) for p in cast(Meeting, m.record).participants}),
            m.article,
            m.day,
            float(len(m.persons)),
        )
        for m in members
        if cast(Meeting, m.record).participants
    ]
    if len({tuple(s.value) for s in said}) < 2:
        return []
    choices = rank_values(said)
    sets = [frozenset(c.value) for c in choices]
    nested = all(a <= b or b <= a for i, a in enumerate(sets) for b in sets[:i])
    return [make_row("participants", "complementary" if nested else "differ", choices)]
