"""What is due, the earliest first, straight from the index of due dates."""

from __future__ import annotations

import json

from sqlalchemy import func, literal_column, select

from risalah.model.codebook import OPEN_OUTCOMES
from risalah.model.register import Entry, Story
from risalah.store import rows, schema
from risalah.store.reader import Reader


def list_due(reader: Reader, *, first: str = "", end: str = "9999", limit: int) -> list[Entry]:
    """Commitments whose outcome is open, due on or after `first` and before `end` (ISO days), the earliest first."""
    e = schema.entries.c
    query = select(e.id).where(e.due_to >= first, e.due_to < end, e.outcome.in_(sorted(OPEN_OUTCOMES)))
    query = query.where(e.type == "commitment").order_by(e.due_to, e.id).limit(limit)
    with reader.sets() as (c, _):
        return reader.take_entries(c, list(c.execute(query).scalars()))


def list_meetings_ahead(reader: Reader, today: str, *, limit: int) -> list[Entry]:
    """Meetings that are to be held on `today` or later, the nearest `limit` of them, the latest of these first."""
    wanted = {"status": ("planned", "rescheduled"), "date_from": today}
    held = reader.count_entries("meeting", **wanted)
    return reader.entries("meeting", offset=max(0, held - limit), limit=limit, **wanted)


def list_stories(reader: Reader, *, limit: int, offset: int = 0) -> list[Story]:
    """Stories, the latest first."""
    s = schema.stories.c
    day = func.coalesce(s.date_to, literal_column("''"))
    query = select(s.body).order_by(day.desc(), s.id.desc()).limit(limit).offset(offset)
    with reader.sets() as (c, _):
        return [rows.to_story(json.loads(b)) for b in c.execute(query).scalars()]
