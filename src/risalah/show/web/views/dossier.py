"""A dossier: all that the register has on a country pair, a state, an organisation or a sector, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from risalah.model.codebook import HIGH_STAGES, LADDER, OPEN_OUTCOMES, STAGES
from risalah.model.register import Entry
from risalah.resources.outlets import OutletTable
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.interface import load_state_names
from risalah.show.web.pages import ActorView, Line, PairLine
from risalah.show.web.views.filters import Asked, Facet, count_asked, read_entries, view_facets
from risalah.show.web.views.lines import last_news, newest_first, view_actor, view_entry
from risalah.show.web.views.timeline import Timeline, build_timeline
from risalah.store.facets import Facets
from risalah.store.filters import EntryFilter

Kind = Literal["pair", "state", "organisation", "sector"]
SILENT_DAYS = 365
"""A commitment without news for longer is counted as silent."""
READ = 80
"""Commitments that are read for one page, the newest; and half as many meetings. The page says where there are more."""
_QUOTED = 8
_PARTNERS = 30
_OPEN = OPEN_OUTCOMES | {"stalled", ""}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that no source gives: the key of its sentence, a figure, names to fill in."""

    key: str
    n: int = 0
    names: tuple[ActorView, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierPage:
    """`/pair/A/B`, `/state/A`, `/organisation/A`, `/sector/S`. `code` is the sector's, "" for the others."""

    kind: Kind
    actors: tuple[ActorView, ...]
    code: str
    asked: Asked
    facets: tuple[Facet, ...]
    counts: Facets
    sectors: tuple[tuple[str, int], ...]
    timeline: Timeline
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    meetings: tuple[Line, ...]
    quotations: tuple[Line, ...]
    people: tuple[tuple[ActorView, int, int], ...]
    partners: tuple[PairLine, ...]
    missing: tuple[Missing, ...]
    read: int
    last: str

    @property
    def list_query(self) -> dict[str, str]:
        """The same choice as an address of the list of commitments."""
        sides = {"state": self.actors[0].id} if len(self.actors) == 1 else {}
        pair = {"pair": f"{self.left.id}-{self.right.id}"} if self.kind == "pair" else {}
        return {**self.asked.to_query(), **sides, **pair, **({"sector": self.code} if self.code else {})}

    @property
    def left(self) -> ActorView:
        """The first side."""
        return self.actors[0]

    @property
    def right(self) -> ActorView:
        """The second side of a pair."""
        return self.actors[1]


def build_pair(desk: Desk, left: str, right: str, ctx: Context, asked: Asked | None = None) -> DossierPage | None:
    """The page at `/pair/LEFT/RIGHT`; None where neither side nor an entry of both is known."""
    page = _build(desk, "pair", (left, right), "", EntryFilter(parties=(left, right)), asked or Asked(), ctx)
    known = all(desk.actor(x) or x in load_state_names() for x in (left, right))
    return page if page.counts.total or known else None


def build_state(desk: Desk, code: str, ctx: Context, asked: Asked | None = None) -> DossierPage | None:
    """The page of a state or an organisation; None for a code that is neither on record nor in the tables."""
    row = desk.actor(code)
    if (row is None and code not in load_state_names()) or (row or {}).get("kind") == "person":
        return None
    kind: Kind = "state" if (row or {}).get("kind", "state") == "state" else "organisation"
    return _build(desk, kind, (code,), "", EntryFilter(party=code), asked or Asked(), ctx)


def build_sector(desk: Desk, sector: str, ctx: Context, asked: Asked | None = None) -> DossierPage:
    """The page of a sector of the codebook."""
    return _build(desk, "sector", (), sector, EntryFilter(sector=sector), asked or Asked(), ctx)


def _build(
    desk: Desk, kind: Kind, actors: tuple[str, ...], sector: str, base: EntryFilter, asked: Asked, ctx: Context
) -> DossierPage:
    counts = count_asked(desk, base, asked, ctx)
    commitments = read_entries(desk, base, asked, ctx, "commitment", limit=READ)
    meetings = read_entries(desk, base, asked, ctx, "meeting", limit=READ // 2)
    quotations = read_entries(desk, base, asked, ctx, "quotation", limit=_QUOTED)
    lines = {e.id: view_entry(desk, e, ctx) for e in (*commitments, *meetings, *quotations)}
    today = ctx.as_of.isoformat()
    news = [last_news(e) for e in commitments]
    days = [*news, *(line.day for line in lines.values() if line.day <= today)]
    keys = ["stage", "outcome", *([] if sector else ["sector"]), *([] if kind == "pair" else ["state"])]
    return DossierPage(
        kind=kind,
        actors=tuple(view_actor(desk, a, ctx) for a in actors),
        code=sector,
        asked=asked,
        facets=view_facets(desk, base, asked, ctx, keys),
        counts=counts,
        sectors=tuple((s, n) for s, n in counts.of("sector").most_common() if s != sector),
        timeline=build_timeline(desk, (*commitments, *meetings), lines, ctx),
        groups=group_stages([lines[e.id] for e in commitments]),
        meetings=tuple(newest_first(lines[e.id] for e in meetings)),
        quotations=tuple(newest_first(lines[e.id] for e in quotations)),
        people=_count_people(desk, [*commitments, *meetings], actors, ctx),
        partners=_find_partners(desk, kind, actors, ctx),
        missing=_find_missing(desk, actors, commitments, news, ctx),
        read=len(commitments) + len(meetings),
        last=max(days, default=""),
    )


def group_stages(lines: list[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Commitments in three groups: signed and above, below signature, off the ladder; the highest stage first."""
    groups: dict[str, list[Line]] = {"pair.signed_up": [], "pair.below": [], "pair.off": []}
    for line in newest_first(lines):
        key = "pair.signed_up" if line.stage in HIGH_STAGES else "pair.below" if line.stage in LADDER else "pair.off"
        groups[key].append(line)
    order = {s: -i for i, s in enumerate(STAGES)}
    return tuple((k, tuple(sorted(v, key=lambda x: order.get(x.stage, 1)))) for k, v in groups.items() if v)


def _count_people(
    desk: Desk, entries: list[Entry], sides: tuple[str, ...], ctx: Context
) -> tuple[tuple[ActorView, int, int], ...]:
    """(person, meetings, commitments spoken of), the busiest first; of a pair, those of its two sides."""
    counts: dict[str, list[int]] = {}
    for entry in entries:
        for p in entry.value.get("participants") or ():
            counts.setdefault(p["actor"], [0, 0])[0] += 1
        if entry.value.get("said_by"):
            counts.setdefault(entry.value["said_by"], [0, 0])[1] += 1
    people = []
    for actor_id, (met, said) in sorted(counts.items(), key=lambda x: (-sum(x[1]), x[0])):
        actor = view_actor(desk, actor_id, ctx)
        row = actor.row or {}
        if row.get("kind") == "person" and (len(sides) != 2 or row.get("country") in (*sides, None)):
            people.append((actor, met, said))
    return tuple(people[:24])


def _find_partners(desk: Desk, kind: Kind, actors: tuple[str, ...], ctx: Context) -> tuple[PairLine, ...]:
    """The pairs that a state is one side of; for a sector none (its facets count states)."""
    if kind not in ("state", "organisation"):
        return ()
    own = actors[0]
    found = [(a, b, n) for a, b, n in desk.pairs() if own in (a, b)][:_PARTNERS]
    return tuple(
        PairLine(view_actor(desk, a, ctx), view_actor(desk, b, ctx), sum(n.values()), n.get("commitment", 0))
        for a, b, n in found
    )


@lru_cache(maxsize=1)
def _outlet_states() -> dict[str, str]:
    """The state of each known outlet, by its domain."""
    return {o.domain: o.country for o in OutletTable() if o.country}


def _find_missing(
    desk: Desk, actors: tuple[str, ...], commitments: list[Entry], news: list[str], ctx: Context
) -> tuple[Missing, ...]:
    """What no source gives (CODEBOOK 5.5), counted over the commitments that were read."""
    if not commitments:
        return ()
    gaps = []
    rows = [row for e in commitments for r in e.records if (row := desk.article(r.article))]
    # An outlet that is in no table but writes Indonesian is taken for one of Indonesia.
    heard = Counter(_outlet_states().get(r.outlet or "") or ("IDN" if r.lang == "id" else "") for r in rows)
    states = [a for a in actors if (desk.actor(a) or {}).get("kind") == "state"]
    silent_sides = tuple(view_actor(desk, a, ctx) for a in states if not heard[a])
    if silent_sides:
        gaps.append(Missing("pair.no_source", names=silent_sides))
    still_open = [e for e in commitments if (e.value.get("outcome") or "") in _OPEN]
    for key, n in (
        ("pair.no_due", sum(not e.value.get("due") for e in still_open)),
        ("pair.one_origin", sum(e.support.origins <= 1 for e in commitments)),
        ("pair.silent", sum(_is_silent(e, day, ctx.as_of) for e, day in zip(commitments, news, strict=True))),
        ("pair.no_outcome", sum(e.value.get("outcome") == "unknown" for e in commitments)),
    ):
        if n:
            gaps.append(Missing(key, n))
    return tuple(gaps)


def _is_silent(entry: Entry, news: str, today: date) -> bool:
    if not news or (entry.value.get("outcome") or "") not in _OPEN:
        return False
    return (today - date.fromisoformat(news[:10])).days > SILENT_DAYS
