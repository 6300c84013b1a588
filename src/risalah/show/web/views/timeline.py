"""A dossier's time: each day on which something was said, met or due, as a list of years and as a strip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from risalah.model.codebook import HIGH_STAGES
from risalah.model.register import Entry, RecordRef
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Line, TimelineItem
from risalah.show.web.pictures.axis import read_day
from risalah.show.web.pictures.strip import Happening, Lane, Strip, draw_strip

Bodies = dict[RecordRef, dict[str, Any]]
"""Records as JSON."""
Years = tuple[tuple[str, tuple[TimelineItem, ...]], ...]
LISTED = 40
"""Rows of the list: the newest. The strip has all that were read."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The list by year, oldest first, undated last; the strip; how many older rows are left out of the list."""

    years: Years
    strip: Strip | None
    left_out: int = 0


def build_timeline(desk: Desk, entries: Iterable[Entry], lines: dict[str, Line], ctx: Context) -> Timeline:
    """The time of some entries; `lines` has each of them by its id. Quotations have no place of their own."""
    chosen = [e for e in entries if e.type != "quotation"]
    told = [r for e in chosen if e.type == "commitment" and len(e.history) > 1 for r in e.records]
    bodies = desk.reader.record_bodies(told)
    items = [item for e in chosen for item in _place(e, lines[e.id], bodies)]
    items.sort(key=lambda i: (i.day or "9999", i.mark, i.line.id))
    kept = items[-LISTED:]
    happenings = [h for i in items if (h := _to_happening(i))]
    return Timeline(_group_years(kept), draw_strip(happenings, ctx.as_of), len(items) - len(kept))


def _to_happening(item: TimelineItem) -> Happening | None:
    day = read_day(item.day)
    if day is None:
        return None
    line = item.line
    lane: Lane = "open"
    if item.mark == "due":
        lane = "due"
    elif line.type == "meeting":
        lane = "meeting"
    elif line.stage in HIGH_STAGES:
        lane = "firm"
    return Happening(day, lane, line.title, f"/{line.type}/{line.id}", item.mark == "due" and line.overdue)


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


def _group_years(items: list[TimelineItem]) -> Years:
    """Items by year, oldest first, undated ("") last."""
    years: dict[str, list[TimelineItem]] = {}
    for item in items:
        years.setdefault(item.day[:4], []).append(item)
    return tuple((y, tuple(rows)) for y, rows in sorted(years.items(), key=lambda x: x[0] or "9999"))
