"""The audit log: every act of a person, one row each, and each row holds the hash of the one before.

A row that was changed, dropped or put elsewhere breaks the chain there. The words of an erased article are taken out
of the rows that quote them (`body`); their hash stays, so that the chain holds, and a later row tells of the erasure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from risalah.store import schema
from risalah.store.schema import dumps

_NAME = "audit"
_HASHED = ("at", "act", "subject", "url", "why", "detail", "by_whom", "body_hash")
FORGETS = ("forget_article", "forget_actor")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log is not what was written: the number of the row, and what is wrong with it."""

    n: int
    why: str


def append_act(
    c: Connection,
    act: str,
    subject: str,
    *,
    at: str,
    by: str | None = None,
    why: str = "",
    url: str | None = None,
    detail: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
) -> int:
    """Write one row at the end of the log; its number. `body` is what was decided, and may quote an article."""
    last = lock_end(c)
    text = dumps(body) if body is not None else None
    row: dict[str, Any] = {
        "at": at,
        "act": act,
        "subject": subject,
        "url": url,
        "why": why,
        "detail": dumps(dict(detail or {})),
        "by_whom": by,
        "body": text,
        "body_hash": hash_text(text) if text is not None else None,
    }
    row |= {"prev": last, "hash": _hash(last, row)}
    key = c.execute(schema.audit.insert().values(row)).inserted_primary_key
    assert key is not None
    _note_end(c, int(key[0]), row["hash"])
    return int(key[0])


def verify_chain(c: Connection) -> Iterator[Break]:
    """Every place where the log is not what was written, in order; none where all holds."""
    last, n, seen = "", 0, set()
    erased = bool(c.execute(select(schema.audit.c.n).where(schema.audit.c.act.in_(FORGETS)).limit(1)).first())
    for row in c.execute(select(schema.audit).order_by(schema.audit.c.n)).mappings():
        n = int(row["n"])
        seen.add((row["subject"], row["act"], row["body_hash"]))
        if row["hash"] != _hash(row["prev"] or "", row):
            yield Break(n, "the row is not as it was written")
        elif (row["prev"] or "") != last:
            yield Break(n, "the row before it is missing, or stands elsewhere")
        elif row["body"] is None and row["body_hash"] is not None and not erased:
            yield Break(n, "what was decided is gone, and nothing was erased")
        elif row["body"] is not None and hash_text(row["body"]) != row["body_hash"]:
            yield Break(n, "what was decided is not as it was written")
        last = row["hash"] or ""
    end = c.execute(select(schema.chain.c.n, schema.chain.c.hash).where(schema.chain.c.name == _NAME)).first()
    if end is not None and (end.n, end.hash) != (n, last):
        yield Break(end.n, "the last row is missing" if end.n > n else "the log does not end where it did")
    elif end is None and n:
        yield Break(n, "the note of where the log ends is gone")
    yield from _find_unlogged(c, seen, n)


def _find_unlogged(c: Connection, seen: set[tuple[str, str, str | None]], n: int) -> Iterator[Break]:
    """Judgements and rulings that no row of the log tells of."""
    acts: dict[str, set[str]] = {}
    for subject, act, _ in seen:
        acts.setdefault(subject, set()).add(act)
    for table, name in ((schema.judgements, "judgement"), (schema.rulings, "ruling")):
        for row in c.execute(select(table.c.n, table.c.withdrawn_at).order_by(table.c.n)):
            found = acts.get(f"{name}:{row.n}", set())
            if not found & {"judge", "rule", "adopt"}:
                yield Break(n + 1, f"{name} {row.n} stands in the register, and no row tells who made it")
            elif row.withdrawn_at and "withdraw" not in found and "adopt" not in found:
                yield Break(n + 1, f"{name} {row.n} is withdrawn, and no row tells by whom")


def read_end(c: Connection) -> tuple[int, str]:
    """(number, hash) of the last row, (0, "") without one. Kept elsewhere, it shows whether the log was exchanged."""
    found = c.execute(select(schema.chain.c.n, schema.chain.c.hash).where(schema.chain.c.name == _NAME)).first()
    return (found.n, found.hash) if found else (0, "")


def blank_bodies(c: Connection, article: str) -> None:
    """Take the words of an erased article out of the log; the hashes stay."""
    a = schema.audit.c
    for row in c.execute(select(a.n, a.body).where(a.body.is_not(None))).all():
        if article in row.body:
            c.execute(schema.audit.update().where(a.n == row.n).values(body=None))


def close_gaps(c: Connection) -> None:
    """Give the rows of an older schema their hashes, and its judgements the rows that tell of them."""
    last, n = "", 0
    for row in c.execute(select(schema.audit).order_by(schema.audit.c.n)).mappings().all():
        n, now = int(row["n"]), _hash(last, row)
        c.execute(schema.audit.update().where(schema.audit.c.n == n).values(prev=last, hash=now))
        last = now
    if n:
        _note_end(c, n, last)
    j = schema.judgements.c
    for row in c.execute(select(schema.judgements).order_by(j.n)).mappings().all():
        append_act(
            c,
            "adopt",
            f"judgement:{row['n']}",
            at=row["made_at"],
            by=row["by_whom"],
            why="made before the log was kept",
            detail={"withdrawn_at": row["withdrawn_at"]},
            body=json.loads(row["body"]),
        )


def hash_text(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(last: str, row: Mapping[Any, Any]) -> str:
    return hash_text(dumps([last, *(row[name] for name in _HASHED)]))


def lock_end(c: Connection) -> str:
    """The hash of the last row; no other process appends before this transaction ends."""
    table = schema.chain
    if c.dialect.name == "postgresql":
        # Two writers would read the same end. SQLite lets in one writer at a time.
        c.exec_driver_sql("LOCK TABLE chain IN EXCLUSIVE MODE")
    return str(c.execute(select(table.c.hash).where(table.c.name == _NAME)).scalar() or "")


def _note_end(c: Connection, n: int, hash_: str) -> None:
    table = schema.chain
    change = table.update().where(table.c.name == _NAME).values(n=n, hash=hash_)
    if not c.execute(change).rowcount:
        c.execute(table.insert().values(name=_NAME, n=n, hash=hash_))
