"""Counts over the whole register, each by one statement: how much each state has, who met whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from risalah.store import schema
from risalah.store.document_reader import DocumentReader

_ROLES = ("visitor", "host", "participant", "chair")


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two persons, how many meetings they share, and the first and last day of those."""

    left: str
    right: str
    meetings: int
    first: str
    last: str


def count_by_actor(
    reader: DocumentReader, kinds: tuple[str, ...] = ("state", "organisation")
) -> dict[str, Counter[str]]:
    """How many commitments and meetings each actor of these kinds has a part in, by its id."""
    p, e, a = schema.entry_parties.c, schema.entries.c, schema.actors.c
    query = (
        select(p.actor, e.type, func.count(func.distinct(p.entry)))
        .join(schema.entries, e.id == p.entry)
        .join(schema.actors, a.id == p.actor)
        .where(a.kind.in_(kinds), e.type != "quotation")
        .group_by(p.actor, e.type)
    )
    out: dict[str, Counter[str]] = {}
    with reader._read() as c:
        for actor, kind, n in c.execute(query):
            out.setdefault(actor, Counter())[kind] = int(n)
    return out


def find_encounters(
    reader: DocumentReader, *, state: str | None = None, since: str = "", until: str = "", limit: int = 120
) -> list[Encounter]:
    """Pairs of persons who were at one meeting that was held, the most frequent first.

    `state` keeps meetings of that party; `since` and `until` are ISO days.
    """
    one, two = schema.entry_parties.alias("one"), schema.entry_parties.alias("two")
    who, whom = schema.actors.alias("who"), schema.actors.alias("whom")
    e = schema.entries.c
    n = func.count(func.distinct(one.c.entry))
    query = (
        select(one.c.actor, two.c.actor, n, func.min(e.date_from), func.max(e.date_to))
        .join(two, and_(two.c.entry == one.c.entry, one.c.actor < two.c.actor))
        .join(schema.entries, e.id == one.c.entry)
        .join(who, and_(who.c.id == one.c.actor, who.c.kind == "person"))
        .join(whom, and_(whom.c.id == two.c.actor, whom.c.kind == "person"))
        .where(e.type == "meeting", e.status == "held", one.c.role.in_(_ROLES), two.c.role.in_(_ROLES))
        .group_by(one.c.actor, two.c.actor)
        .order_by(n.desc(), one.c.actor, two.c.actor)
        .limit(limit)
    )
    if state:
        party = schema.entry_parties.alias("party")
        query = query.join(party, and_(party.c.entry == one.c.entry, party.c.actor == state))
    if since:
        query = query.where(e.date_to >= since)
    if until:
        query = query.where(e.date_from <= until)
    with reader._read() as c:
        return [Encounter(r[0], r[1], int(r[2]), r[3] or "", r[4] or "") for r in c.execute(query)]


def count_by_sector(reader: DocumentReader) -> dict[str, Counter[str]]:
    """How many commitments and meetings each sector has."""
    s, e = schema.entry_sectors.c, schema.entries.c
    query = select(s.sector, e.type, func.count()).join(schema.entries, e.id == s.entry).group_by(s.sector, e.type)
    out: dict[str, Counter[str]] = {}
    with reader._read() as c:
        for sector, kind, n in c.execute(query):
            out.setdefault(sector, Counter())[kind] = int(n)
    return out


def list_people(reader: DocumentReader, limit: int = 5000) -> list[tuple[str, int]]:
    """(id, entries) of the persons who have a part in entries or said something, the most frequent first."""
    p, a = schema.entry_parties.c, schema.actors.c
    n = func.count(func.distinct(p.entry))
    query = (
        select(p.actor, n)
        .join(schema.actors, a.id == p.actor)
        .where(a.kind == "person")
        .group_by(p.actor)
        .order_by(n.desc(), p.actor)
        .limit(limit)
    )
    with reader._read() as c:
        return [(r[0], int(r[1])) for r in c.execute(query)]
