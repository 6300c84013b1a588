"""The home page: what is due, what is new, between whom, and how the last build went."""

from __future__ import annotations

from risalah.model.codebook import OPEN_OUTCOMES
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Count, DueLine, HomePage
from risalah.show.web.pictures.world import World
from risalah.show.web.views.changes import build_corrections
from risalah.show.web.views.lines import view_due, view_entry, view_pairs
from risalah.show.web.views.map import build_map

SHOWN = 8
"""Rows of each list: what fits a desk's screen without scrolling."""
_SEARCHED = 400
"""Entries of each kind that are looked through for what is nearest; the newest in a register with more."""
_COUNTED = (
    ("articles", ""),
    ("commitments", "/commitments"),
    ("meetings", "/meetings"),
    ("quotations", "/quotations"),
    ("stories", "/stories"),
)


def build_home(desk: Desk, ctx: Context, world: World | None = None) -> HomePage:
    """The page at `/`."""
    counts = desk.reader.counts()
    today = ctx.as_of.isoformat()
    late = desk.reader.entries("commitment", overdue_at=today, limit=_SEARCHED)
    overdue = [d for d in (view_due(desk, e, ctx) for e in late) if d]
    overdue.sort(key=lambda d: (d.days, d.line.id))
    runs = desk.reader.runs()
    return HomePage(
        counts=tuple(Count(f"count.{k}", counts.get(k, 0), path) for k, path in _COUNTED),
        overdue=tuple(overdue[:SHOWN]),
        overdue_more=max(0, desk.reader.count_entries("commitment", overdue_at=today) - SHOWN),
        upcoming=tuple(_find_upcoming(desk, ctx)[:SHOWN]),
        newest=tuple(view_entry(desk, e, ctx) for e in desk.reader.entries("commitment", limit=SHOWN + 2)),
        pairs=tuple(view_pairs(desk, ctx, SHOWN)),
        stories=tuple(desk.stories()[:5]),
        run=runs[-1] if runs else None,
        quarantined=desk.quarantined(),
        corrections=build_corrections(desk, ctx, rows=4),
        map=build_map(desk, ctx, world, region=False),
    )


def _find_upcoming(desk: Desk, ctx: Context) -> list[DueLine]:
    """Due dates and planned meetings from today on, the nearest first."""
    still_open = sorted(OPEN_OUTCOMES)
    soon = desk.reader.entries("commitment", outcome=still_open, due_before="9999", limit=_SEARCHED)
    soon += desk.reader.entries("meeting", status=("planned", "rescheduled"), limit=_SEARCHED)
    found = [d for d in (view_due(desk, e, ctx) for e in soon) if d and d.days >= 0]
    return sorted(found, key=lambda d: (d.days, d.line.id))
