"""Tables of the people who read and decide: users, sessions, tokens, tries to sign in, saved searches.

They are no part of the register. Beside an SQLite register they stand in a file of their own, so that signing in never
waits for a build, and no backup or copy of a register carries a password; on PostgreSQL in the same database.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

people_metadata = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    return Table(name, people_metadata, *columns, sqlite_strict=True)


def _text(name: str, *, null: bool = False) -> Column[object]:
    return Column(name, Text, nullable=null)


def _owner() -> Column[object]:
    return Column("owner", Text, ForeignKey("people_users.name", ondelete="CASCADE"), nullable=False, index=True)


users = _table(
    "people_users",
    Column("name", Text, primary_key=True),
    _text("role"),
    _text("password"),
    _text("created"),
)
sessions = _table("people_sessions", Column("hash", Text, primary_key=True), _owner(), _text("created"), _text("ends"))
tokens = _table(
    "people_tokens",
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    _owner(),
    _text("label"),
    _text("scopes"),
    _text("created"),
    _text("ends"),
    _text("revoked", null=True),
    _text("used", null=True),
)
tries = _table(
    "people_tries",
    Column("n", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("at", Integer, nullable=False),
)
searches = _table(
    "people_searches",
    Column("id", Text, primary_key=True),
    _owner(),
    _text("label"),
    _text("address"),
    _text("mail"),
    _text("lang"),
    _text("every"),
    _text("created"),
    _text("sent", null=True),
    _text("seen"),
)
