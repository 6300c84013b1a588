"""Lists of entries with filters; the same query string gives the same page, so that it can be sent to a colleague."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.model.register import EntryType
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import ActorView, Line, ListPage
from risalah.show.web.views.filters import Asked, Facet, count_asked, read_entries, view_facets
from risalah.show.web.views.lines import view_actor, view_entry, view_pairs
from risalah.store.filters import EntryFilter
from risalah.store.tallies import count_by_sector, list_people

ROWS = 50
"""Rows of a page."""
_FACETS: dict[str, tuple[str, ...]] = {
    "commitment": ("stage", "outcome", "sector", "state"),
    "meeting": ("status", "sector", "state"),
    "quotation": ("state",),
}


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """`/commitments`, `/meetings`, `/quotations`."""

    key: str
    type: EntryType
    asked: Asked
    facets: tuple[Facet, ...]
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`/people`: persons with how many entries each has."""

    key: str
    words: str
    people: tuple[tuple[ActorView, int], ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SectorsPage:
    """`/sectors`: sectors with how many commitments and meetings each has."""

    sectors: tuple[tuple[str, int, int], ...]


def _pages(total: int) -> int:
    return max(1, -(-total // ROWS))


def build_entries(desk: Desk, ctx: Context, kind: EntryType, asked: Asked, *, page: int = 1) -> EntriesPage:
    """A page of one list, newest first."""
    base = EntryFilter(type=kind)
    counts = count_asked(desk, base, asked, ctx)
    found = read_entries(desk, base, asked, ctx, limit=ROWS, offset=(page - 1) * ROWS)
    return EntriesPage(
        key=f"nav.{kind}s",
        type=kind,
        asked=asked,
        facets=view_facets(desk, base, asked, ctx, _FACETS[kind]),
        lines=tuple(view_entry(desk, e, ctx) for e in found),
        total=counts.total,
        page=page,
        pages=_pages(counts.total),
    )


def build_stories(desk: Desk, page: int) -> ListPage:
    """`/stories`"""
    total = desk.counts()["stories"]
    chosen = tuple(desk.list_stories(ROWS, (page - 1) * ROWS))
    return ListPage("nav.stories", (), total, page, _pages(total), stories=chosen)


def build_pairs(desk: Desk, ctx: Context, page: int) -> ListPage:
    """`/pairs`"""
    total = len(desk.pairs())
    chosen = tuple(view_pairs(desk, ctx, ROWS, (page - 1) * ROWS))
    return ListPage("nav.pairs", (), total, page, _pages(total), pairs=chosen)


def build_people(desk: Desk, ctx: Context, page: int, words: str) -> PeoplePage:
    """`/people`, those with most entries first; `words` must all stand in the name, an alias or the office."""
    rows = desk.keep("tally", "people", lambda: list_people(desk.reader))
    asked = words.casefold().split()
    if asked:
        desk.prepare((), (i for i, _ in rows))
        rows = [r for r in rows if has_words(desk, r[0], asked)]
    chosen = rows[(page - 1) * ROWS : page * ROWS]
    desk.prepare((), (i for i, _ in chosen))
    people = tuple((view_actor(desk, i, ctx), n) for i, n in chosen)
    return PeoplePage("nav.people", words, people, len(rows), page, _pages(len(rows)))


def has_words(desk: Desk, actor_id: str, asked: list[str]) -> bool:
    """Do all these words, in small letters, stand in the actor's name, aliases or office?"""
    row = desk.actor(actor_id) or {}
    text = " ".join(
        [str(row.get("name")), *map(str, row.get("aliases") or ()), str(row.get("office") or "")]
    ).casefold()
    return all(w in text for w in asked)


def build_sectors(desk: Desk) -> SectorsPage:
    """`/sectors`"""
    counts = desk.keep("tally", "sectors", lambda: count_by_sector(desk.reader))
    rows = [(s, n["commitment"], n["meeting"]) for s, n in counts.items()]
    return SectorsPage(tuple(sorted(rows, key=lambda r: (-r[1] - r[2], r[0]))))
