"""The map: where the register has entries, between which states, and a list that says the same without a picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.interface import load_state_names
from risalah.show.web.pages import ActorView, PairLine
from risalah.show.web.pictures.projection import arc_between
from risalah.show.web.pictures.world import ASEAN, Drawn, Outline, World
from risalah.show.web.views.lines import view_actor, view_pairs
from risalah.store.tallies import count_by_actor

ARCS = 40
"""Lines between states: more is a tangle. The list has every pair."""
_LEVELS = (1, 5, 20, 100)
"""Entries from which a state is drawn a shade darker."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A state on a sheet. `href` is its dossier ("" where it is neither on record nor a member of ASEAN)."""

    code: str
    name: str
    path: str
    at: tuple[int, int] | None
    marked: bool
    level: int
    entries: int
    href: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its states and the lines between them: (d, entries, title, href)."""

    key: Literal["world", "region"]
    width: int
    height: int
    shapes: tuple[Shape, ...]
    arcs: tuple[tuple[str, int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StateLine:
    """A row of the list beside the map."""

    actor: ActorView
    commitments: int
    meetings: int
    on_map: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """`/map`; `source` and `day` are those of the boundaries, "" without a map."""

    sheets: tuple[SheetView, ...]
    states: tuple[StateLine, ...]
    asean: tuple[StateLine, ...]
    pairs: tuple[PairLine, ...]
    source: str
    day: date | None


def build_map(desk: Desk, ctx: Context, world: World | None, *, region: bool = True) -> MapPage:
    """The page at `/map`; `region` adds the sheet of Southeast Asia."""
    counts = desk.keep("tally", "actors", lambda: count_by_actor(desk.reader))
    totals = {code: sum(n.values()) for code, n in counts.items()}
    states = load_state_names()
    sheets: list[SheetView] = []
    if world:
        sheets.append(_view_sheet(desk, ctx, "world", world.world, totals, arcs=True))
        if region:
            sheets.append(_view_sheet(desk, ctx, "region", world.region, totals, arcs=False))
    seen = {o.code for o in world.world.outlines} if world else set()

    def row(code: str) -> StateLine:
        n = counts.get(code) or Counter[str]()
        return StateLine(view_actor(desk, code, ctx), n.get("commitment", 0), n.get("meeting", 0), code in seen)

    listed = sorted(totals, key=lambda c: (-totals[c], c))
    return MapPage(
        sheets=tuple(sheets),
        states=tuple(row(c) for c in listed if c in states),
        asean=tuple(row(c) for c in ASEAN),
        pairs=tuple(view_pairs(desk, ctx, ARCS)),
        source=world.source if world else "",
        day=world.day if world else None,
    )


def _level(entries: int) -> int:
    return sum(entries >= least for least in _LEVELS)


def _view_sheet(
    desk: Desk, ctx: Context, key: Literal["world", "region"], drawn: Drawn, totals: dict[str, int], *, arcs: bool
) -> SheetView:
    shapes = tuple(_view_shape(o, totals, ctx) for o in drawn.outlines)
    lines = []
    if arcs:
        for pair in view_pairs(desk, ctx, ARCS):
            ends = [drawn.find(pair.left.id), drawn.find(pair.right.id)]
            places = [o.at for o in ends if o and o.at]
            if len(places) == 2:
                title = f"{pair.left.name} – {pair.right.name}"
                path = arc_between(places[0], places[1])
                lines.append((path, pair.entries, title, f"/pair/{pair.left.id}/{pair.right.id}"))
    return SheetView(key, drawn.width, drawn.height, shapes, tuple(lines))


def _view_shape(outline: Outline, totals: dict[str, int], ctx: Context) -> Shape:
    entries = totals.get(outline.code, 0)
    linked = outline.code in ASEAN or entries
    return Shape(
        code=outline.code,
        name=load_state_names().get(outline.code, {}).get(ctx.lang) or outline.name or outline.code,
        path=outline.path,
        at=outline.at,
        marked=bool(outline.small and outline.at and linked),
        level=_level(entries),
        entries=entries,
        href=f"/state/{outline.code}" if linked else "",
    )
