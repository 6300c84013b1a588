"""Which state of a register is read: what may be kept between requests holds as long as this stays the same."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from risalah.store import schema

REVISION = "revision"
"""The name in `state` of a random value: another one after every change of what is derived."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`derived` changes with the entries and with every run, `decided` with every act of a person, `stored` with every
    article that is taken in."""

    derived: str
    decided: str
    stored: str


def read_moment(c: Connection) -> Moment:
    """The moment that this connection sees, in one statement whose cost does not grow with the register."""
    r, s, k = schema.runs.c, schema.state.c, schema.chain.c
    last = select(r.n).order_by(r.n.desc()).limit(1).scalar_subquery()
    ended = select(r.finished).order_by(r.n.desc()).limit(1).scalar_subquery()
    revision = select(s.value).where(s.name == REVISION).scalar_subquery()
    linked = select(s.value).where(s.name == "linked_by").scalar_subquery()
    decided = select(k.n).order_by(k.n.desc()).limit(1).scalar_subquery()
    stored = select(func.max(schema.articles.c.n)).scalar_subquery()
    row = c.execute(select(last, ended, revision, linked, decided, stored)).one()
    derived = f"{row[0]} {row[1]} {row[2]} {row[3]}"
    return Moment(derived, str(row[4]), str(row[5]))


def note_change(c: Connection) -> None:
    """Note that what is derived has changed in this transaction."""
    c.execute(schema.state.delete().where(schema.state.c.name == REVISION))
    c.execute(schema.state.insert().values(name=REVISION, value=secrets.token_hex(8)))
