"""The home page: what is due, what is new, between whom, and how the last build went."""

from __future__ import annotations

from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Count, DueLine, HomePage
from risalah.show.web.pictures.world import World
from risalah.show.web.views.changes import build_corrections
from risalah.show.web.views.lines import view_due, view_entry, view_pairs
from risalah.show.web.views.map import build_map
from risalah.store.due import list_due, list_meetings_ahead

SHOWN = 8
"""Rows of each list: what fits a desk's screen without scrolling."""
_COUNTED = (
    ("articles", ""),
    ("commitments", "/commitments"),
    ("meetings", "/meetings"),
    ("quotations", "/quotations"),
    ("stories", "/stories"),
)


def build_home(desk: Desk, ctx: Context, world: World | None = None) -> HomePage:
    """The page at `/`."""
    counts = desk.counts()
    today = ctx.as_of.isoformat()
    late = list_due(desk.reader, end=today, limit=SHOWN)
    desk.prepare(late)
    overdue = [d for d in (view_due(desk, e, ctx) for e in late) if d]
    runs = desk.reader.runs()
    return HomePage(
        counts=tuple(Count(f"count.{k}", counts.get(k, 0), path) for k, path in _COUNTED),
        overdue=tuple(overdue[:SHOWN]),
        overdue_more=max(0, desk.reader.count_entries("commitment", overdue_at=today) - SHOWN),
        upcoming=tuple(_find_upcoming(desk, ctx)[:SHOWN]),
        newest=tuple(view_entry(desk, e, ctx) for e in desk.reader.entries("commitment", limit=SHOWN + 2)),
        pairs=tuple(view_pairs(desk, ctx, SHOWN)),
        stories=tuple(desk.list_stories(5)),
        run=runs[-1] if runs else None,
        quarantined=desk.quarantined(),
        corrections=build_corrections(desk, ctx, rows=4),
        map=build_map(desk, ctx, world, region=False),
    )


def _find_upcoming(desk: Desk, ctx: Context) -> list[DueLine]:
    """Due dates and planned meetings from today on, the nearest first."""
    today = ctx.as_of.isoformat()
    soon = list_due(desk.reader, first=today, limit=SHOWN)
    soon += list_meetings_ahead(desk.reader, today, limit=SHOWN)
    desk.prepare(soon)
    found = [d for d in (view_due(desk, e, ctx) for e in soon) if d and d.days >= 0]
    return sorted(found, key=lambda d: (d.days, d.line.id))
