"""The tables of a register.

Written by `build`: articles, annotations, records, failures, runs, pages (which page was read, by which engine, into
which article), versions (which article stands for an older one), state (is the derived part up to date?). Written by
people: judgements (of two records), rulings (of one), audit (the log of every act, each row holding the hash of the one
before; chain holds the last). Derived from these, and replaced as a whole by every rebuild: stories, article_entries,
entries and what hangs on them, actors, conflicts, decisions, ruled (records as rulings leave them), cards (what is laid
before a curator). JSON is kept as text that we print ourselves, so that the
same input gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text

# Byte order, as Python sorts: a server's own collation would give another order on every machine.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData()


def _table(name: str, *columns: Column[Any]) -> Table:
    """A table that SQLite checks types in (STRICT), and PostgreSQL always does."""
    return Table(name, metadata, *columns, sqlite_strict=True)


def _key(name: str) -> Column[Any]:
    return Column(name, _TEXT, primary_key=True)


def _child(name: str, parent: str) -> Column[Any]:
    """Part of the key, and of a row of `parent`, with which it goes."""
    return Column(name, _TEXT, ForeignKey(parent, ondelete="CASCADE"), primary_key=True)


def _text(name: str, *, null: bool = False, index: bool = False) -> Column[Any]:
    return Column(name, _TEXT, nullable=null, index=index)


def _number(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=null)


def _serial() -> Column[Any]:
    return Column("n", Integer, primary_key=True)


migrations = _table("migrations", Column("version", Integer, primary_key=True), _text("name"), _text("applied"))

articles = _table(
    "articles",
    _serial(),
    Column("id", _TEXT, nullable=False, unique=True),
    _text("url", null=True, index=True),
    _text("outlet", null=True),
    _text("title", null=True),
    _text("lang"),
    _text("published", null=True),
    _number("relevant"),
    _text("text"),
    _text("text_hash"),
    _text("body"),
    _text("digest"),
    _number("run", null=True),
)
notes = _table("annotations", _child("article", "articles.id"), _text("mentions"), _text("actors"))
records = _table(
    "records",
    _child("article", "articles.id"),
    _key("id"),
    _text("type"),
    _number("position"),
    _text("body"),
    _text("exact"),
    _text("prefix"),
    _text("suffix"),
)
failures = _table(
    "failures",
    _serial(),
    Column("article", _TEXT, ForeignKey("articles.id", ondelete="CASCADE"), nullable=True, index=True),
    _text("step"),
    _text("reason"),
    _text("detail"),
    _text("place", index=True),
    _number("quarantined"),
    _number("run", null=True),
)
runs = _table("runs", _serial(), _text("fingerprint"), _text("started"), _text("finished", null=True), _text("counts"))
judgements = _table(
    "judgements",
    _serial(),
    _text("left_record", index=True),
    _text("right_record", index=True),
    _text("verdict"),
    Column("score", REAL, nullable=False),
    _text("body"),
    _text("by_whom"),
    _text("made_at"),
    _text("withdrawn_at", null=True),
    _text("left_url", null=True),
    _text("right_url", null=True),
)
audit = _table(
    "audit",
    _serial(),
    _text("at"),
    _text("act"),
    _text("subject"),
    _text("url", null=True),
    _text("why"),
    _text("detail"),
    _text("by_whom", null=True),
    _text("body", null=True),
    _text("body_hash", null=True),
    _text("prev", null=True),
    _text("hash", null=True),
)
pages = _table(
    "pages",
    _key("key"),
    Column("article", _TEXT, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("engine"),
)
versions = _table("versions", _key("article"), _text("stands", index=True), _text("why"))
state = _table("state", _key("name"), _text("value"))

stories = _table("stories", _key("id"), _text("date_from", null=True), _text("date_to", null=True), _text("body"))
article_entries = _table(
    "article_entries",
    _key("id"),
    _text("story", null=True, index=True),
    _text("origin", null=True),
    _text("outlet", null=True),
    _text("published", null=True),
    _text("body"),
)
entries = _table(
    "entries",
    _key("id"),
    _text("type", index=True),
    _text("kind", null=True),
    _text("stage", null=True),
    _text("status", null=True),
    _text("outcome", null=True),
    _text("due_to", null=True),
    _text("date_from", null=True, index=True),
    _text("date_to", null=True),
    _text("story", null=True, index=True),
    _text("search"),
    _text("value"),
    _text("support"),
    _text("history"),
)
entry_records = _table(
    "entry_records",
    _child("entry", "entries.id"),
    Column("article", _TEXT, primary_key=True, index=True),
    _key("record"),
    _number("position"),
)
entry_parties = _table(
    "entry_parties", _child("entry", "entries.id"), Column("actor", _TEXT, primary_key=True, index=True), _key("role")
)
entry_sectors = _table("entry_sectors", _child("entry", "entries.id"), _key("sector"))
actors = _table("actors", _key("id"), _text("kind"), _text("name"), _text("body"))
conflicts = _table(
    "conflicts",
    _child("entry", "entries.id"),
    Column("position", Integer, primary_key=True),
    _text("field"),
    _text("grade"),
    _text("body"),
)
decisions = _table("decisions", _serial(), _text("left_record"), _text("right_record"), _text("verdict"), _text("body"))

rulings = _table(
    "rulings",
    _serial(),
    _text("subject", index=True),
    _text("act"),
    _text("field"),
    _text("body"),
    _text("by_whom", index=True),
    _text("made_at"),
    _text("withdrawn_at", null=True),
    _text("url", null=True),
)
chain = _table("chain", _key("name"), _number("n"), _text("hash"))
ruled = _table(
    "ruled",
    _key("article"),
    _key("id"),
    _text("type"),
    _number("position"),
    _text("body", null=True),
    _text("actors", null=True),
)
cards = _table(
    "cards",
    _serial(),
    Column("id", _TEXT, nullable=False, unique=True),
    _text("reason"),
    _number("open"),
    _text("entry", null=True, index=True),
    _text("article", null=True),
    _text("body"),
)
Index("ix_cards_open", cards.c.reason, cards.c.open, cards.c.n)
Index("ix_rulings_open", rulings.c.withdrawn_at, rulings.c.n)

DERIVED: tuple[Table, ...] = (
    ruled,
    cards,
    stories,
    article_entries,
    entries,
    entry_records,
    entry_parties,
    entry_sectors,
    actors,
    conflicts,
    decisions,
)
"""Tables that `write_register` replaces as a whole."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any) -> str:
    """JSON text as the register keeps it: compact, UTF-8, keys in the order given."""
    return _encode(value)
