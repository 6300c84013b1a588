"""The dossier of a country pair: one timeline, commitments by stage, people, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from risalah.model.codebook import HIGH_STAGES, LADDER, STAGES
from risalah.model.register import Entry, RecordRef
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import ActorView, Line, PairPage, TimelineItem
from risalah.show.web.views.lines import last_news, newest_first, view_actor, view_entry

Bodies = dict[RecordRef, dict[str, Any]]
"""Records as JSON."""
SILENT_DAYS = 365
"""A commitment without news for longer is counted as silent."""
_OPEN = frozenset({"not_due", "in_progress", "unknown", "stalled", ""})


def build_pair(desk: Desk, left: str, right: str, ctx: Context) -> PairPage | None:
    """The page at `/pair/LEFT/RIGHT`; None where neither side nor an entry of both is known."""
    entries = desk.reader.entries(parties=(left, right))
    if not entries and not (desk.actor(left) and desk.actor(right)):
        return None
    lines = {e.id: view_entry(desk, e, ctx) for e in entries}
    commitments = [e for e in entries if e.type == "commitment"]
    bodies = desk.reader.record_bodies(r for e in commitments if len(e.history) > 1 for r in e.records)
    items = [item for e in entries if e.type != "quotation" for item in _place(e, lines[e.id], bodies)]
    today = ctx.as_of.isoformat()
    news = [last_news(e) for e in commitments]
    return PairPage(
        left=view_actor(desk, left, ctx),
        right=view_actor(desk, right, ctx),
        years=_group_years(items),
        groups=_group_stages([lines[e.id] for e in commitments]),
        meetings=tuple(newest_first(lines[e.id] for e in entries if e.type == "meeting")),
        people=_count_people(desk, entries, (left, right), ctx),
        no_due=sum(not e.value.get("due") for e in commitments if e.value.get("outcome") in _OPEN),
        one_origin=sum(e.support.origins <= 1 for e in commitments),
        silent=sum(_is_silent(e, n, today) for e, n in zip(commitments, news, strict=True)),
        last=max([*news, *(line.day for line in lines.values() if line.day <= today)], default=""),
    )


def _is_silent(entry: Entry, news: str, today: str) -> bool:
    if not news or entry.value.get("outcome") not in _OPEN:
        return False
    return (date.fromisoformat(today) - date.fromisoformat(news[:10])).days > SILENT_DAYS


def _place(entry: Entry, line: Line, bodies: Bodies) -> list[TimelineItem]:
    """An entry's places on the timeline: each day on which a stage was asserted, and the day when it is due.

    Beside a day stands the stage of that day; the present one, where it is another, is called so.
    """
    items = _place_stages(entry, line, bodies) or [TimelineItem(line.day, line.when, "event", line)]
    due = entry.value.get("due")
    if due and due.get("to"):
        # Nothing is known of the stage on that day.
        present = replace(line, stage="", modality="", now=line.stage)
        items.append(TimelineItem(str(due["to"]), due, "due", present))
    return items


def _place_stages(entry: Entry, line: Line, bodies: Bodies) -> list[TimelineItem]:
    """An item for each stage of the history; that of a signature on its own day, also if only told of later."""
    rows = [(str(h["stage"]), h) for h in entry.history]
    signed = entry.value.get("signed_on") or {}
    signed_day = str(signed.get("from") or signed.get("to") or "")
    if signed_day and line.stage in HIGH_STAGES:
        told = next((row for stage, row in rows if stage == "signed"), {})
        rows = [("signed", told), *(x for x in rows if x[0] != "signed")]
    items = []
    for stage, row in rows:
        when, day = (signed, signed_day) if stage == "signed" and signed_day else (None, str(row.get("as_of") or ""))
        if stage == line.stage:
            items.append(TimelineItem(day, when, "event", line))
            continue
        articles = set(row.get("articles") or ())
        said = [bodies[r] for r in entry.records if r in bodies and r.article in articles]
        modality = next((str(b.get("modality") or "") for b in said if b.get("stage") == stage), "")
        then = replace(line, stage=stage, modality=modality, outcome="", overdue=False, now=line.stage)
        items.append(TimelineItem(day, when, "event", then))
    return items


def _group_years(items: list[TimelineItem]) -> tuple[tuple[str, tuple[TimelineItem, ...]], ...]:
    """Items by year, oldest first, undated ("") last."""
    years: dict[str, list[TimelineItem]] = {}
    for item in sorted(items, key=lambda i: (i.day or "9999", i.mark, i.line.id)):
        years.setdefault(item.day[:4], []).append(item)
    return tuple((y, tuple(rows)) for y, rows in sorted(years.items(), key=lambda x: x[0] or "9999"))


def _group_stages(lines: list[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Commitments in three groups: signed and above, below signature, off the ladder; the highest stage first."""
    groups: dict[str, list[Line]] = {"pair.signed_up": [], "pair.below": [], "pair.off": []}
    for line in newest_first(lines):
        key = "pair.signed_up" if line.stage in HIGH_STAGES else "pair.below" if line.stage in LADDER else "pair.off"
        groups[key].append(line)
    order = {s: -i for i, s in enumerate(STAGES)}
    return tuple((k, tuple(sorted(v, key=lambda x: order.get(x.stage, 1)))) for k, v in groups.items() if v)


def _count_people(
    desk: Desk, entries: list[Entry], sides: tuple[str, str], ctx: Context
) -> tuple[tuple[ActorView, int, int], ...]:
    """(person, meetings, commitments spoken of) for persons of either side, the busiest first."""
    counts: dict[str, list[int]] = {}
    for entry in entries:
        for p in entry.value.get("participants") or ():
            counts.setdefault(p["actor"], [0, 0])[0] += 1
        if entry.value.get("said_by"):
            counts.setdefault(entry.value["said_by"], [0, 0])[1] += 1
    people = []
    for actor_id, (met, said) in sorted(counts.items(), key=lambda x: (-sum(x[1]), x[0])):
        actor = view_actor(desk, actor_id, ctx)
        if (actor.row or {}).get("kind") == "person" and (actor.row or {}).get("country") in (*sides, None):
            people.append((actor, met, said))
    return tuple(people)
