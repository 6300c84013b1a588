"""Erasing: an article with all its words, or an actor's records. That it was done, when and why, is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from risalah.errors import StoreError
from risalah.model.article import Article
from risalah.model.document import Document
from risalah.model.record import Commitment, Meeting
from risalah.store import schema
from risalah.store.chain import FORGETS, append_act, blank_bodies
from risalah.store.derive import clear_derived
from risalah.store.dropped import erase_dropped
from risalah.store.pages import follow, read_versions
from risalah.store.schema import dumps


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased and must not come back: articles by id and by address, with the reason, and actors."""

    articles: dict[str, str]
    urls: dict[str, str]
    actors: frozenset[str]

    def find(self, article: Article) -> str | None:
        """Why this article was erased, or None."""
        return self.articles.get(article.id) or (self.urls.get(article.url) if article.url else None)

    def strip(self, document: Document) -> Document:
        """The document without the records of erased actors."""
        return strip_actors(document, self.actors) if self.actors else document


def read_erased(connection: Connection) -> Erased:
    """What the audit log says was erased."""
    articles: dict[str, str] = {}
    urls: dict[str, str] = {}
    actors: set[str] = set()
    a = schema.audit.c
    query = select(a.act, a.subject, a.url, a.why).where(a.act.in_(FORGETS)).order_by(a.n)
    for row in connection.execute(query).mappings():
        if row["act"] == "forget_actor":
            actors.add(row["subject"])
        elif row["act"] == "forget_article":
            articles[row["subject"]] = row["why"]
            if row["url"]:
                urls[row["url"]] = row["why"]
    return Erased(articles, urls, frozenset(actors))


def strip_actors(document: Document, gone: frozenset[str]) -> Document:
    """The document without what these actors said, and without the meetings and commitments that they are part of.

    Where they only reported another's commitment, the reporter is left out. The text stays as it is.
    """
    if not any(a.id in gone for a in document.actors):
        return document
    return replace(
        document,
        actors=tuple(a for a in document.actors if a.id not in gone),
        mentions=tuple(
            replace(m, members=tuple(x for x in m.members if x not in gone))
            for m in document.mentions
            if m.actor not in gone
        ),
        quotations=tuple(
            replace(q, co_speakers=tuple(x for x in q.co_speakers if x not in gone))
            for q in document.quotations
            if q.speaker not in gone
        ),
        meetings=tuple(m for m in document.meetings if not _names(m, gone)),
        commitments=tuple(_without_reporter(c, gone) for c in document.commitments if not _names(c, gone)),
    )


def _names(record: Meeting | Commitment, gone: frozenset[str]) -> bool:
    """Is one of these actors part of the record?"""
    if isinstance(record, Meeting):
        return any(p.actor in gone for p in record.participants) or any(p in gone for p in record.parties)
    return any(p.actor in gone for p in record.parties)


def _without_reporter(record: Commitment, gone: frozenset[str]) -> Commitment:
    if record.said_by not in gone:
        return record
    return replace(record, said_by=None, evidence=tuple(e for e in record.evidence if e.field != "said_by"))


def erase_article(connection: Connection, key: str, why: str, at: str, by: str | None = None) -> None:
    """Remove an article and its other versions with their records, everything derived, and their words in judgements.

    Each is noted in the audit log.
    """
    stands = read_versions(connection)
    last = follow(stands, key)
    whole = {key, last, *(old for old in stands if follow(stands, old) == last)}
    a = schema.articles.c
    there = set(connection.execute(select(a.id).where(a.id.in_(sorted(whole)))).scalars())
    for version in [key, *sorted(there - {key})]:
        _erase_version(connection, version, why, at, by)
    v = schema.versions
    connection.execute(v.delete().where(v.c.article.in_(sorted(whole)) | v.c.stands.in_(sorted(whole))))


def _erase_version(connection: Connection, key: str, why: str, at: str, by: str | None) -> None:
    a, r = schema.articles.c, schema.records.c
    row = connection.execute(select(a.url, a.outlet).where(a.id == key)).one()
    count = connection.execute(select(func.count()).select_from(schema.records).where(r.article == key)).scalar()
    note_erased(connection, "forget_article", key, row.url, why, at, {"outlet": row.outlet, "records": count}, by)
    clear_derived(connection)
    j = schema.judgements
    for number, body in connection.execute(select(j.c.n, j.c.body)).all():
        judgement = json.loads(body)
        for side in ("left", "right"):
            if str(judgement[side]).partition("#")[0] == key:
                judgement[side + "_selector"] = None
                connection.execute(j.update().where(j.c.n == number).values({f"{side}_url": None}))
        connection.execute(j.update().where(j.c.n == number).values(body=dumps(judgement)))
    g = schema.rulings
    for number, body in connection.execute(select(g.c.n, g.c.body).where(g.c.subject.startswith(key + "#"))).all():
        blank = {**json.loads(body), "selector": None, "words": None, "before": None, "after": None, "url": None}
        connection.execute(g.update().where(g.c.n == number).values(body=dumps(blank), url=None))
    blank_bodies(connection, key)
    connection.execute(schema.articles.delete().where(a.id == key))
    erase_dropped(connection, {key}, {row.url} if row.url else ())


def note_erased(
    connection: Connection,
    act: str,
    subject: str,
    url: str | None,
    why: str,
    at: str,
    detail: dict[str, Any],
    by: str | None = None,
) -> None:
    """Write the audit log. Raises StoreError without a reason."""
    if not why.strip():
        raise StoreError("nothing is erased without a reason", remedy="say it with --why")
    append_act(connection, act, subject, at=at, by=by, why=why.strip(), url=url, detail=detail)
    connection.execute(schema.state.delete())  # the derived part has to be computed anew
