"""A person: offices over time, what was said, whom the person met, what was promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import ActorView, Line
from risalah.show.web.pictures.axis import read_day
from risalah.show.web.pictures.bars import Bars, draw_bars
from risalah.show.web.views.filters import Asked, Facet, count_asked, read_entries, view_facets
from risalah.show.web.views.lines import newest_first, view_actor, view_entry
from risalah.store.facets import Facets
from risalah.store.filters import EntryFilter
from risalah.store.occupancies import OfficeMention, find_offices

READ = 80
"""Entries of each type that are read for one page, the newest."""
_FORMS = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office as articles give it: first and last day, how many articles and outlets, and one of the articles."""

    office: str
    country: ActorView | None
    former: bool
    suggested: bool
    first: str
    last: str
    articles: int
    outlets: int
    article: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`/person/ID`. `forms` are the forms of quotations with their counts, `form` the one that is asked for."""

    actor: ActorView
    country: ActorView | None
    asked: Asked
    facets: tuple[Facet, ...]
    counts: Facets
    offices: tuple[OfficeLine, ...]
    picture: Bars | None
    forms: tuple[tuple[str, int], ...]
    form: str
    said: tuple[Line, ...]
    met: tuple[Line, ...]
    promised: tuple[Line, ...]
    with_whom: tuple[tuple[ActorView, int], ...]


def build_person(
    desk: Desk, actor_id: str, ctx: Context, asked: Asked | None = None, form: str = ""
) -> PersonPage | None:
    """The page of a person, or of any actor that is no state and no organisation. None where no text names it."""
    row = desk.actor(actor_id)
    if row is None:
        return None
    asked = asked or Asked()
    base = EntryFilter(party=actor_id)
    quoted = replace(base, kind=form or None)
    said = read_entries(desk, quoted, asked, ctx, "quotation", limit=READ)
    met = read_entries(desk, base, asked, ctx, "meeting", limit=READ)
    promised = read_entries(desk, base, asked, ctx, "commitment", limit=READ)
    country = row.get("country")
    kinds = count_asked(desk, replace(base, type="quotation"), asked, ctx).of("kind")
    offices = _group_offices(desk, desk.keep("offices", actor_id, lambda: find_offices(desk.reader, actor_id)), ctx)
    others = Counter(p["actor"] for e in met for p in e.value.get("participants") or () if p["actor"] != actor_id)
    return PersonPage(
        actor=view_actor(desk, actor_id, ctx),
        country=view_actor(desk, country, ctx) if country and country != actor_id else None,
        asked=asked,
        facets=view_facets(desk, base, asked, ctx, ("sector", "state")),
        counts=count_asked(desk, base, asked, ctx),
        offices=tuple(line for line, _ in offices),
        picture=_draw(offices),
        forms=tuple((f, kinds[f]) for f in _FORMS if kinds[f]),
        form=form,
        said=tuple(newest_first(view_entry(desk, e, ctx) for e in said)),
        met=tuple(newest_first(view_entry(desk, e, ctx) for e in met)),
        promised=tuple(newest_first(view_entry(desk, e, ctx) for e in promised)),
        with_whom=tuple((view_actor(desk, i, ctx), n) for i, n in others.most_common(20)),
    )


def _group_offices(desk: Desk, mentions: list[OfficeMention], ctx: Context) -> list[tuple[OfficeLine, list[str]]]:
    """Offices with the days on which they were given, the newest last."""
    groups: dict[tuple[str, str, bool], list[OfficeMention]] = {}
    for m in mentions:
        groups.setdefault((m.office, m.country, m.former), []).append(m)
    out = []
    for (office, country, former), rows in groups.items():
        days = [m.day for m in rows if m.day]
        line = OfficeLine(
            office=office,
            country=view_actor(desk, country, ctx) if country else None,
            former=former,
            suggested=all(m.suggested for m in rows),
            first=min(days, default=""),
            last=max(days, default=""),
            articles=len(rows),
            outlets=len({m.outlet for m in rows}),
            article=rows[-1].article,
        )
        out.append((line, days))
    return sorted(out, key=lambda x: (x[0].first or "9999", x[0].office, x[0].former))


def _draw(offices: list[tuple[OfficeLine, list[str]]]) -> Bars | None:
    """A picture where there is a time to show: more than one day."""
    if len({day for _, days in offices for day in days}) < 2:
        return None
    return draw_bars([(line.office, [d for x in days if (d := read_day(x))], line.former) for line, days in offices])
