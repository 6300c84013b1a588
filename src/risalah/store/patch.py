"""A register that grows: what was added since it was linked, and the rows that some added articles change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, func, select

from risalah.model.register import RegisterPatch, TermCounts
from risalah.store import rows, schema
from risalah.store.cards import make_cards_of
from risalah.store.derive import insert_entries, insert_rows, make_actor_row, make_article_row, make_story_row
from risalah.store.moment import note_change
from risalah.store.schema import dumps
from risalah.store.write_facets import write_facets

TERMS = "terms"
"""The name in `state` of the words counted so far, and of the articles of the last link of everything."""


def write_terms(c: Connection, terms: TermCounts | None, whole: int) -> None:
    """Keep the words of a register, and how many articles it had when all of it was linked."""
    c.execute(schema.state.delete().where(schema.state.c.name == TERMS))
    if terms is not None:
        body = {"articles": terms.articles, "whole": whole, "counts": terms.counts}
        c.execute(schema.state.insert().values(name=TERMS, value=dumps(body)))


def read_terms(c: Connection) -> tuple[TermCounts, int] | None:
    """What `write_terms` kept."""
    body = c.execute(select(schema.state.c.value).where(schema.state.c.name == TERMS)).scalar()
    if body is None:
        return None
    kept = json.loads(body)
    return TermCounts(kept["articles"], kept["counts"]), kept["whole"]


def find_added(c: Connection) -> list[str] | None:
    """The articles that the derived part does not know yet, by id; None where an article that it knows is gone."""
    a, e, v = schema.articles.c, schema.article_entries.c, schema.versions.c
    outdated = select(func.count()).select_from(schema.article_entries)
    gone = e.id.in_(select(v.article)) | e.id.not_in(select(a.id))
    if c.execute(outdated.where(gone)).scalar():
        return None
    query = select(a.id).where(a.id.not_in(select(e.id)), a.id.not_in(select(v.article)))
    return list(c.execute(query.order_by(a.id)).scalars())


def write_patch(c: Connection, patch: RegisterPatch, whole: int) -> None:
    """Change the derived tables by a patch."""
    _remove(c, schema.stories, patch.gone_stories | {s.id for s in patch.stories})
    _remove(c, schema.article_entries, {a.id for a in patch.articles})
    _remove(c, schema.actors, {a["id"] for a in patch.actors})
    gone = sorted(patch.gone_entries | {e.id for e in patch.entries})
    for table in (schema.entry_records, schema.entry_parties, schema.entry_sectors, schema.conflicts, schema.cards):
        for part in _parts(gone):
            c.execute(table.delete().where(table.c.entry.in_(part)))
    _remove(c, schema.entries, gone)
    insert_rows(c, schema.stories, (make_story_row(s.to_json()) for s in patch.stories))
    insert_rows(c, schema.article_entries, (make_article_row(a.to_json()) for a in patch.articles))
    insert_rows(c, schema.actors, (make_actor_row(a) for a in patch.actors))
    named = sorted({r.article for e in patch.entries for r in e.records})
    published = {
        row["id"]: row["published"]
        for found in rows.gather(c, schema.articles, "id", named, "id").values()
        for row in found
    }
    actors = sorted({p for e in patch.entries for p, _ in rows.list_parties(e, {})})
    countries = {
        row["id"]: json.loads(row["body"]).get("country")
        for found in rows.gather(c, schema.actors, "id", actors, "id").values()
        for row in found
    }
    insert_entries(c, patch.entries, published, countries)
    card = int(c.execute(select(func.max(schema.cards.c.n))).scalar() or 0)
    found = make_cards_of(c, patch.entries, patch.judgements, published)
    insert_rows(c, schema.cards, ({"n": n, **row} for n, row in enumerate(found, card + 1)))
    last = int(c.execute(select(func.max(schema.decisions.c.n))).scalar() or 0)
    insert_rows(
        c, schema.decisions, ({"n": n, **rows.make_decision(j)} for n, j in enumerate(patch.judgements, last + 1))
    )
    write_terms(c, patch.terms, whole)
    write_facets(c)
    note_change(c)


def _remove(c: Connection, table: Table, ids: Iterable[str]) -> None:
    """Delete rows by id."""
    for part in _parts(sorted(ids)):
        c.execute(table.delete().where(table.c.id.in_(part)))


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    """A few hundred at a time: a statement takes only so many."""
    return [ids[i : i + 400] for i in range(0, len(ids), 400)]
