"""Lists of entries with filters; the same query string gives the same page, so that it can be sent to a colleague."""

from __future__ import annotations

from typing import Any

from risalah.model.codebook import SECTORS, STAGES
from risalah.model.register import EntryType
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Choice, ListPage
from risalah.show.web.views.lines import view_entry, view_pairs

ROWS = 50
"""Rows of a page."""


def _pages(total: int) -> int:
    return max(1, -(-total // ROWS))


def build_entries(
    desk: Desk,
    ctx: Context,
    kind: EntryType,
    *,
    page: int = 1,
    stage: str = "",
    sector: str = "",
    words: str = "",
    overdue: bool = False,
) -> ListPage:
    """`/commitments` and `/meetings`, newest first."""
    wanted: dict[str, Any] = {}
    if stage:
        wanted["stage"] = stage
    if sector:
        wanted["sector"] = sector
    if words:
        wanted["words"] = words
    if overdue:
        wanted["overdue_at"] = ctx.as_of.isoformat()
    total = desk.reader.count_entries(kind, **wanted)
    found = desk.reader.entries(kind, limit=ROWS, offset=(page - 1) * ROWS, **wanted)
    stages = tuple(Choice(s, 0, s == stage) for s in STAGES) if kind == "commitment" else ()
    return ListPage(
        key=f"nav.{kind}s",
        lines=tuple(view_entry(desk, e, ctx) for e in found),
        total=total,
        page=page,
        pages=_pages(total),
        stages=stages,
        sectors=tuple(Choice(s, 0, s == sector) for s in SECTORS),
        overdue=overdue,
        words=words,
    )


def build_stories(desk: Desk, page: int) -> ListPage:
    """`/stories`"""
    stories = desk.stories()
    chosen = tuple(stories[(page - 1) * ROWS : page * ROWS])
    return ListPage("nav.stories", (), len(stories), page, _pages(len(stories)), stories=chosen)


def build_pairs(desk: Desk, ctx: Context, page: int) -> ListPage:
    """`/pairs`"""
    total = len(desk.pairs())
    chosen = tuple(view_pairs(desk, ctx, ROWS, (page - 1) * ROWS))
    return ListPage("nav.pairs", (), total, page, _pages(total), pairs=chosen)
