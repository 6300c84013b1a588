"""The pages of an actor, of a search, of the data, of what was set aside."""

from __future__ import annotations

from risalah.model.codebook import LADDER
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import (
    AboutPage,
    Count,
    DataPage,
    Hit,
    QuarantinePage,
    SearchPage,
)
from risalah.show.web.views.lines import view_actor, view_entry, view_present

MAX_LINES = 200
_HITS = 30
_PAIR_HITS = 8


def build_search(desk: Desk, query: str, ctx: Context) -> SearchPage:
    """Country pairs, entries and articles that hold the words. Any text is a query; none is an error."""
    query = " ".join(query.replace("\x00", " ").split())[:200]
    if not query:
        return SearchPage("", ())
    words = query.casefold().split()
    hits: list[Hit] = []
    for left, right, counts in desk.pairs():
        a, b = view_actor(desk, left, ctx), view_actor(desk, right, ctx)
        name = f"{a.name} – {b.name}"
        if all(w in f"{name} {left} {right}".casefold() for w in words) and len(hits) < _PAIR_HITS:
            hits.append(Hit("pair", f"/pair/{left}/{right}", name, str(sum(counts.values()))))
    for entry in desk.reader.entries(words=query, limit=_HITS):
        line = view_present(view_entry(desk, entry, ctx), entry)
        hits.append(Hit(line.type, f"/{line.type}/{line.id}", line.title, "", line))
    for found in desk.reader.search(query, limit=_HITS):
        row = desk.article(found.article)
        title = found.title or (row.outlet if row else None) or found.article
        hits.append(Hit("article", f"/article/{found.article}", title, found.snippet, None, row))
    return SearchPage(query, tuple(hits))


def build_data(desk: Desk) -> DataPage:
    """Counts and builds."""
    counts = desk.reader.counts()
    known = ("articles", "stories", "commitments", "meetings", "quotations", "actors", "conflicts", "failures")
    return DataPage(
        tuple(Count(f"count.{k}", counts[k]) for k in known if k in counts),
        tuple(reversed(desk.reader.runs()[-20:])),
    )


def build_quarantine(desk: Desk, page: int = 1) -> QuarantinePage:
    """What was set aside, in the order in which it was met."""
    failures = desk.reader.failures()
    chosen = failures[(page - 1) * MAX_LINES : page * MAX_LINES]
    return QuarantinePage(tuple(f.to_json() for f in chosen), page, max(1, -(-len(failures) // MAX_LINES)))


def build_about() -> AboutPage:
    """The ladder in order, for the explanation."""
    return AboutPage(LADDER)
