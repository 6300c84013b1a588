"""Tables that make a large register quick to filter, count and page. Derived, and computed from the other tables.

Every entry has a place: its rank, the latest first. For each value of each facet (stage, sector, actor ...) stands the
set of places that have it. A list with any filters is then an intersection of sets, a count their size, and a page the
next places; on both databases alike, in a time that hardly grows with the register.
"""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, Index, Integer, LargeBinary, Table, literal_column

from risalah.store import schema
from risalah.store.schema import _key, _number, _table, _text

entry_places = _table(
    "entry_places",
    Column("place", Integer, primary_key=True, autoincrement=False),
    _text("entry", index=True),
    _text("day"),
    _text("begins", null=True, index=True),
)
"""`day` is the last day of an entry ("" where none is known), `begins` its first day where that is an earlier one."""

facets = _table(
    "facets",
    _key("facet"),
    _key("value"),
    _number("total"),
    Column("places", LargeBinary, nullable=False),
)
pair_counts = _table(
    "pair_counts", _key("left_actor"), _key("right_actor"), _number("commitments"), _number("meetings")
)

entry_words = _table(
    "entry_words",
    _key("word"),
    _number("total"),
    Column("places", LargeBinary, nullable=False),
)
"""The places of the entries that hold a word, folded as words.py folds it."""

tallies = _table("tallies", _key("name"), Column("body", LargeBinary, nullable=False))
"""Figures over the whole register that no page could count while somebody waits: who met whom."""

story_names = _table("story_names", _key("id"), _text("story"))
"""Ids that stories had before older ones took them in: by each article that did not begin its story."""

FACET_TABLES: tuple[Table, ...] = (entry_places, facets, pair_counts, entry_words, tallies, story_names)

_PUBLISHED: ColumnElement[str] = literal_column("coalesce(published, '')")
_ENDED: ColumnElement[str] = literal_column("coalesce(date_to, '')")

INDEXES: tuple[Index, ...] = (
    Index("ix_entry_places_day", entry_places.c.day, entry_places.c.entry),
    Index("ix_entries_due", schema.entries.c.due_to, schema.entries.c.id),
    Index("ix_stories_day", _ENDED, schema.stories.c.id),
    Index("ix_articles_published", _PUBLISHED, schema.articles.c.id),
    Index("ix_articles_outlet", schema.articles.c.outlet, _PUBLISHED, schema.articles.c.id),
    Index("ix_articles_lang", schema.articles.c.lang, _PUBLISHED, schema.articles.c.id),
    Index("ix_articles_relevant", schema.articles.c.relevant),
    Index("ix_judgements_made", schema.judgements.c.made_at, schema.judgements.c.n),
    Index("ix_judgements_withdrawn", schema.judgements.c.withdrawn_at, schema.judgements.c.n),
    Index("ix_rulings_made", schema.rulings.c.made_at, schema.rulings.c.n),
    Index("ix_audit_act", schema.audit.c.act, schema.audit.c.at, schema.audit.c.n),
)
"""Indexes that lists need; those of tables of an older schema are made by its migration."""
