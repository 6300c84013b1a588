"""The corrections log, target dates that moved, and who met whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from risalah.model.register import ArticleEntry, Entry
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import ActorView, Line
from risalah.show.web.pictures.network import Network, draw_network
from risalah.show.web.pictures.slips import Slips, Target, draw_slips
from risalah.show.web.views.filters import Asked
from risalah.show.web.views.lines import view_actor, view_entry
from risalah.show.web.views.targets import Targets, list_all_targets, read_end
from risalah.store.changes import Act, Change, count_changes, find_moved, list_changes, list_changes_of
from risalah.store.encounters import find_encounters

ROWS = 100
"""Rows of a page of the log."""
_MOVED = 200
"""Entries whose date moved that one page shows, the newest."""
_TIES = 400
"""Pairs of persons that are counted for one picture."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row of the log with the entries and articles that it is about."""

    at: str
    act: Act
    by: str
    why: str
    lines: tuple[Line, ...]
    articles: tuple[ArticleEntry, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """`/corrections`"""

    rows: tuple[ChangeLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SlipRow:
    """An entry whose date moved: number `n` of the picture (0 without a place there), first and last target, days."""

    n: int
    line: Line
    targets: tuple[tuple[date, dict[str, Any]], ...]
    days: int


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """`/slips`"""

    picture: Slips | None
    rows: tuple[SlipRow, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """`/network`: ties are (person, person, meetings, first day, last day)."""

    asked: Asked
    picture: Network | None
    ties: tuple[tuple[ActorView, ActorView, int, str, str], ...]
    states: tuple[ActorView, ...]
    more: bool


def build_corrections(desk: Desk, ctx: Context, page: int = 1, rows: int = ROWS) -> CorrectionsPage:
    """The log, newest first."""
    total = desk.keep_decided("changes", "", lambda: count_changes(desk.reader))
    skip = (page - 1) * rows
    found = desk.keep_decided("changes", f"{skip} {rows}", lambda: list_changes(desk.reader, skip=skip, limit=rows))
    return CorrectionsPage(view_changes(desk, ctx, found), total, page, max(1, -(-total // rows)))


def find_changes(desk: Desk, ctx: Context, entry: Entry) -> tuple[ChangeLine, ...]:
    """What persons decided of the records of one entry, newest first."""
    return view_changes(desk, ctx, list_changes_of(desk.reader, [f"{r.article}#{r.id}" for r in entry.records]))


def view_changes(desk: Desk, ctx: Context, changes: Iterable[Change]) -> tuple[ChangeLine, ...]:
    """Rows of the log with the entries and articles that they are about."""
    changes, lines = list(changes), []
    by_key = desk.reader.entries_of_records({k for c in changes for k in c.keys if "#" in k})
    desk.prepare(by_key.values())
    for change in changes:
        entries = {e.id: e for key in change.keys if (e := by_key.get(key))}
        articles = desk.articles(k for k in change.keys if "#" not in k)
        views = tuple(view_entry(desk, e, ctx) for e in entries.values())
        lines.append(ChangeLine(change.at, change.act, change.by, change.why, views, articles, change.field))
    return tuple(lines)


def build_slips(desk: Desk, ctx: Context) -> SlipsPage:
    """Entries whose date moved, those that moved most first."""
    entries, all_targets = desk.keep("moved", "", lambda: _read_moved(desk))
    found = []
    for entry, targets in zip(entries, all_targets, strict=True):
        days = [read_end(when) for _, when in targets]
        known = [d for d in days if d]
        if len(set(known)) > 1:
            found.append((targets, (known[-1] - known[0]).days, view_entry(desk, entry, ctx)))
    found.sort(key=lambda x: (-abs(x[1]), x[2].id))
    drawn = [(line.title, [Target(said, d) for said, w in targets if (d := read_end(w))]) for targets, _, line in found]
    picture = draw_slips(drawn, ctx.as_of)
    shown = len(picture.lines) if picture else 0
    rows = tuple(
        SlipRow(n if n <= shown else 0, line, tuple(targets), days) for n, (targets, days, line) in enumerate(found, 1)
    )
    return SlipsPage(picture, rows)


def _read_moved(desk: Desk) -> tuple[list[Entry], list[Targets]]:
    entries = find_moved(desk.reader, _MOVED)
    return entries, list_all_targets(desk, entries)


def build_network(desk: Desk, ctx: Context, asked: Asked) -> NetworkPage:
    """Persons who were at one meeting, of one state and time where asked."""
    key = f"{asked.state}|{asked.since}|{asked.until}"

    def find() -> Any:
        return find_encounters(
            desk.reader, state=asked.state or None, since=asked.since, until=asked.until, limit=_TIES + 1
        )

    found = desk.keep("network", key, find)
    ties = found[:_TIES]
    desk.prepare((), {i for t in ties for i in (t.left, t.right)})
    views = {i: view_actor(desk, i, ctx) for t in ties for i in (t.left, t.right)}
    sides = {i: str((v.row or {}).get("country") or "") for i, v in views.items()}
    picture = draw_network([(t.left, t.right, t.meetings) for t in ties], {i: v.name for i, v in views.items()}, sides)
    states = dict.fromkeys(s for s in sides.values() if s)
    if asked.state:
        states.setdefault(asked.state)
    return NetworkPage(
        asked=asked,
        picture=picture,
        ties=tuple((views[t.left], views[t.right], t.meetings, t.first, t.last) for t in ties),
        states=tuple(sorted((view_actor(desk, s, ctx) for s in states), key=lambda a: a.name)),
        more=len(found) > _TIES,
    )
