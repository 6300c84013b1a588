"""Which pages were read, by which engine, into which article; and which article stands for an older version of it."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from risalah.model.document import Document, Failure
from risalah.store import rows, schema

READ_AGAIN = "read_again"
"""The same page gave another text to a newer engine: the older reading goes with the next rebuild."""
CORRECTED = "corrected"
"""The same address brought a later text: the earlier one is kept, and has no part in the register."""
JOINED = "joined"
"""The article is one page of several: what they were joined to stands for it."""

_ALIKE = 0.6  # share of the shorter text's words that the other has; two reports of one event share a third or less
_VERSIONS = 50  # more texts than this at one address are no versions of one article, but an address given to all
_WORD = re.compile(r"\w{4,}")
_CHANGED = ("modified", "updated", "date_modified", "retrieved", "retrieved_at", "fetched", "fetched_at", "captured")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with the page that it was read from: `key` is a hash of the page as it came, `engine` of what read
    it. None where that is not known; such a page is read anew each time. `place` is where the page came from."""

    document: Document
    key: str | None = None
    engine: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that was read before: its article, what was found in it, and what was set aside.

    `gate` is the gate that dropped it at the first look, where one did.
    """

    article: str
    relevant: bool
    records: Counter[str] = field(default_factory=Counter)
    failures: tuple[Failure, ...] = ()
    gate: str | None = None


def find_known(c: Connection, keys: Sequence[str], engine: str) -> dict[str, KnownPage]:
    """The pages among `keys` that this very engine has read, by key."""
    p, a, r = schema.pages.c, schema.articles.c, schema.records.c
    query = select(p.key, p.article, a.relevant).join(schema.articles, a.id == p.article)
    found = c.execute(query.where(p.key.in_(list(keys)), p.engine == engine)).all()
    articles = sorted({x.article for x in found})
    records: dict[str, Counter[str]] = defaultdict(Counter)
    counted = select(r.article, r.type, func.count()).where(r.article.in_(articles)).group_by(r.article, r.type)
    for article, kind, n in c.execute(counted):
        records[article][kind + "s"] = n
    failures = rows.gather(c, schema.failures, "article", articles, "n")
    return {
        key: KnownPage(article, bool(relevant), records[article], tuple(rows.to_failure(f) for f in failures[article]))
        for key, article, relevant in found
    }


def write_pages(c: Connection, readings: Sequence[Reading]) -> None:
    """Note which article each page gave. An article that no page gives any more is replaced by the newer reading."""
    kept = {r.key: r for r in readings if r.key is not None}
    now = {key: r.document.article.id for key, r in kept.items()}
    p, v = schema.pages, schema.versions
    keys = sorted(kept)
    before = {key: found[0]["article"] for key, found in rows.gather(c, p, "key", keys, "key").items()}
    c.execute(v.delete().where(v.c.article.in_(sorted(set(now.values()))), v.c.why == READ_AGAIN))
    c.execute(p.delete().where(p.c.key.in_(keys)))
    if kept:
        c.execute(p.insert(), [{"key": key, "article": now[key], "engine": r.engine} for key, r in kept.items()])
    replace_articles(c, {old: now[key] for key, old in sorted(before.items()) if old != now[key]})


def replace_articles(c: Connection, moved: Mapping[str, str]) -> bool:
    """Let newer readings stand for the articles that no page gives any more; says whether there are any."""
    if not moved:
        return False
    p, v = schema.pages, schema.versions
    still = set(c.execute(select(p.c.article).where(p.c.article.in_(sorted(moved)))).scalars())
    gone = [{"article": old, "stands": new, "why": READ_AGAIN} for old, new in moved.items() if old not in still]
    if gone:
        c.execute(v.delete().where(v.c.article.in_([g["article"] for g in gone])))
        c.execute(v.insert(), gone)
    return bool(gone)


def settle_versions(c: Connection) -> None:
    """Note what `plan_versions` finds."""
    v = schema.versions
    planned = plan_versions(c)
    c.execute(v.delete().where(v.c.why == CORRECTED))
    if planned:
        c.execute(v.insert(), [{"article": o, "stands": n, "why": CORRECTED} for o, n in sorted(planned.items())])


def plan_versions(c: Connection) -> dict[str, str]:
    """Of several versions of one article at one address, the one that stands, by the id of each other one.

    The later by what the pages say of their time stands; where they say nothing or the same, the one of the later
    run. Where that too is equal, all stand. Depends on nothing but what is stored.
    """
    a, v = schema.articles.c, schema.versions.c
    live = a.id.not_in(select(v.article).where(v.why.in_((READ_AGAIN, JOINED))))
    shared = select(a.url).where(a.url.is_not(None), a.url != "", live).group_by(a.url)
    shared = shared.having(func.count() > 1).having(func.count() <= _VERSIONS)
    finished = sorted(c.execute(select(schema.runs.c.n).where(schema.runs.c.finished.is_not(None))).scalars())
    out: dict[str, str] = {}
    for (url,) in c.execute(shared.order_by(a.url)).all():
        wanted = (a.id, a.title, a.text, a.published, a.body, a.run)
        found = c.execute(select(*wanted).where(a.url == url, live).order_by(a.id)).mappings().all()
        out |= _choose(found, finished)
    return out


def purge_versions(c: Connection) -> None:
    """Remove the articles of older readings of a page that was read again; what stands for them stays noted."""
    v = schema.versions.c
    gone = select(v.article).where(v.why == READ_AGAIN)
    c.execute(schema.articles.delete().where(schema.articles.c.id.in_(gone)))


def follow(stands: Mapping[str, str], article: str) -> str:
    """The article that stands for `article` today."""
    seen: set[str] = set()
    while article in stands and article not in seen:
        seen.add(article)
        article = stands[article]
    return article


def read_versions(c: Connection, why: str | None = None) -> dict[str, str]:
    """What stands for which article, one step each; for one reason only, where given."""
    v = schema.versions.c
    query = select(v.article, v.stands)
    if why is not None:
        query = query.where(v.why == why)
    return {row.article: row.stands for row in c.execute(query)}


def _choose(found: Sequence[Mapping[Any, Any]], finished: Sequence[int]) -> dict[str, str]:
    """By the id of each version that is replaced, the one that stands for it."""
    stamps = [_stamp(row) for row in found]
    whole = all(stamps)
    if whole and any(len(s) == 10 for s in stamps):
        stamps = [s[:10] for s in stamps]

    def order(i: int) -> tuple[str, float]:
        first = found[i]["run"] or 0
        # A run that was killed belongs to the run that finished its work: else a kill would change the register.
        run = next((float(n) for n in finished if n >= first), float("inf"))
        return (stamps[i] if whole else "", run)

    latest = max(order(i) for i in range(len(found)))
    standing = [i for i in range(len(found)) if order(i) == latest]
    words = [frozenset(_WORD.findall(row["text"].casefold())) for row in found]
    out: dict[str, str] = {}
    for i, row in enumerate(found):
        if i in standing:
            continue
        for j in standing:
            same_title = row["title"] and row["title"] == found[j]["title"]
            if same_title or len(words[i] & words[j]) >= _ALIKE * max(1, min(len(words[i]), len(words[j]))):
                out[row["id"]] = found[j]["id"]
                break
    return out


def _stamp(row: Mapping[Any, Any]) -> str:
    """The latest time that the page gives of itself, as a day or in UTC; "" where it gives none."""
    metadata = json.loads(row["body"]).get("metadata") or {}
    given = [str(metadata[k]) for k in _CHANGED if metadata.get(k)] + [row["published"] or ""]
    return max((_normal(x) for x in given), default="")


def _normal(raw: str) -> str:
    try:
        if len(raw) == 10:
            return datetime.fromisoformat(raw).date().isoformat()
        at = datetime.fromisoformat(raw)
    except ValueError:
        return ""
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%S")
