"""Search: country pairs, actors, entries with facets, articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.interface import load_state_names
from risalah.show.web.pages import ActorView, Hit
from risalah.show.web.views.filters import Asked, Facet, count_asked, read_entries, view_facets
from risalah.show.web.views.lines import view_actor, view_entry, view_present
from risalah.show.web.views.name_index import NameIndex
from risalah.store.filters import EntryFilter
from risalah.store.tallies import list_people

HITS = 30
_NAMED = 8
"""Pairs, and actors, whose names fit."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`/search`. `total` counts the entries that fit, on `pages`; pairs, actors and articles stand on the first."""

    query: str
    asked: Asked
    facets: tuple[Facet, ...]
    pairs: tuple[Hit, ...]
    actors: tuple[ActorView, ...]
    entries: tuple[Hit, ...]
    articles: tuple[Hit, ...]
    total: int
    page: int
    pages: int

    @property
    def found(self) -> int:
        """How many things were found in all."""
        return self.total + len(self.pairs) + len(self.actors) + len(self.articles)


def build_search(desk: Desk, asked: Asked, ctx: Context, page: int = 1) -> SearchPage:
    """What holds the words. Any text is a query; none is an error."""
    query = " ".join(asked.words.split())
    asked = replace(asked, words=query)
    if not asked.any:
        return SearchPage("", asked, (), (), (), (), (), 0, 1, 1)
    base = EntryFilter()
    counts = count_asked(desk, base, asked, ctx)
    found = read_entries(desk, base, asked, ctx, limit=HITS, offset=(page - 1) * HITS)
    lines = [view_present(view_entry(desk, e, ctx), e) for e in found]
    only_words = asked == Asked(words=query) and page == 1
    return SearchPage(
        query=query,
        asked=asked,
        facets=view_facets(desk, base, asked, ctx, ("type", "stage", "sector", "state")),
        pairs=_find_pairs(desk, query, ctx) if only_words else (),
        actors=_find_actors(desk, query, ctx) if only_words else (),
        entries=tuple(Hit(x.type, f"/{x.type}/{x.id}", x.title, "", x) for x in lines),
        articles=_find_articles(desk, query) if only_words else (),
        total=counts.total,
        page=page,
        pages=max(1, -(-counts.total // HITS)),
    )


def _find_pairs(desk: Desk, query: str, ctx: Context) -> tuple[Hit, ...]:
    pairs: NameIndex[Hit] = desk.keep("names", f"pairs {ctx.lang}", lambda: NameIndex(_name_pairs(desk, ctx)))
    return tuple(islice(pairs.find(query), _NAMED))


def _name_pairs(desk: Desk, ctx: Context) -> Iterator[tuple[str, Hit]]:
    states = load_state_names()
    for left, right, counts in desk.pairs():
        names = [states.get(s, {}).get(ctx.lang) or view_actor(desk, s, ctx).name for s in (left, right)]
        name = " – ".join(names)
        yield f"{name} {left} {right}", Hit("pair", f"/pair/{left}/{right}", name, str(sum(counts.values())))


def _find_actors(desk: Desk, query: str, ctx: Context) -> tuple[ActorView, ...]:
    """States and organisations of the tables that are on record, and persons, by name."""
    words = query.casefold().split()
    states = [
        c for c, row in load_state_names().items() if all(w in " ".join([c, *row.values()]).casefold() for w in words)
    ]
    found = [view_actor(desk, c, ctx) for c in states[:40] if desk.actor(c)][:_NAMED]
    people: NameIndex[str] = desk.keep("names", "people", lambda: NameIndex(_name_people(desk)))
    found += [view_actor(desk, person, ctx) for person in islice(people.find(query), 2 * _NAMED - len(found))]
    return tuple(found)


def _name_people(desk: Desk) -> list[tuple[str, str]]:
    """All names of each person, and who it is; read at once: one by one they take seconds."""
    rows = {a["id"]: " ".join([a.get("name") or "", *(a.get("aliases") or ())]) for a in desk.reader.actors()}
    people = desk.keep("tally", "people", lambda: list_people(desk.reader))
    return [(rows[person], person) for person, _ in people if person in rows]


def _find_articles(desk: Desk, query: str) -> tuple[Hit, ...]:
    hits, rows = [], desk.reader.search(query, limit=HITS)
    desk.prepare_articles(found.article for found in rows)
    for found in rows:
        row = desk.article(found.article)
        title = found.title or (row.outlet if row else None) or found.article
        hits.append(Hit("article", f"/article/{found.article}", title, found.snippet, None, row))
    return tuple(hits)
