"""Saved searches of people: which, for whom, how often, and what the last mail told."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import delete, select

from risalah.errors import ConfigError
from risalah.store.people import People
from risalah.store.schema_people import searches

EVERY = ("day", "week")
_MAIL = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f]{1,64}@[A-Za-z0-9.-]{1,190}")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that its owner is told of by mail. `address` is a path of ours with its query."""

    id: str
    owner: str
    label: str
    address: str
    mail: str
    lang: str
    every: str
    created: str
    sent: str | None
    seen: str


def add_search(people: People, owner: str, address: str, mail: str, *, label: str, lang: str, every: str) -> str:
    """Save a search; gives its id. Raises ConfigError for an unknown user, and what is no mail address or interval."""
    if people.find_user(owner) is None:
        raise ConfigError(f"there is no user {owner!r}", remedy="list them with `risalah user list REGISTER`")
    if not _MAIL.fullmatch(mail):
        raise ConfigError(f"{mail!r} is no mail address", remedy="write name@host.example")
    if every not in EVERY:
        raise ConfigError(f"{every!r} is no interval", remedy=f"use {' or '.join(EVERY)}")
    if lang not in ("id", "en"):
        raise ConfigError(f"{lang!r} is no language of the interface", remedy="use id or en")
    id = secrets.token_hex(4)
    row = {
        "id": id,
        "owner": owner,
        "label": " ".join((label or address).split())[:100],
        "address": address[:1000],
        "mail": mail,
    }
    row |= {"lang": lang, "every": every, "created": _now(), "seen": "[]"}
    with people.connect() as c:
        c.execute(searches.insert().values(**row, sent=None))
    return id


def list_searches(people: People) -> list[SavedSearch]:
    """All saved searches by owner."""
    with people.reading() as c:
        found = c.execute(select(searches).order_by(searches.c.owner, searches.c.created, searches.c.id)).all()
    return [SavedSearch(*(getattr(r, f.name) for f in fields(SavedSearch))) for r in found]


def remove_search(people: People, id: str) -> None:
    """Forget a saved search. Raises ConfigError where there is none."""
    with people.connect() as c:
        if not c.execute(delete(searches).where(searches.c.id == id)).rowcount:
            raise ConfigError(
                f"there is no saved search {id!r}", remedy="list them with `risalah digest list REGISTER`"
            )


def note_sent(people: People, id: str, seen: str) -> None:
    """Note that its mail went out, and what was seen of it."""
    with people.connect() as c:
        c.execute(searches.update().where(searches.c.id == id).values(sent=_now(), seen=seen))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
