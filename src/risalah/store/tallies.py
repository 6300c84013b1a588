"""Counts over the whole register: how much each state has, who met whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from risalah.store import schema
from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader
from risalah.store.schema_facets import facets

_COUNTED = ("commitment", "meeting")
_ROLES = ("visitor", "host", "participant", "chair")


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two persons, how many meetings they share, and the first and last day of those."""

    left: str
    right: str
    meetings: int
    first: str
    last: str


def count_by_actor(reader: Reader, kinds: Sequence[str] = ("state", "organisation")) -> dict[str, Counter[str]]:
    """How many commitments and meetings each actor of these kinds has a part in, by its id."""
    a = schema.actors.c
    out: dict[str, Counter[str]] = {}
    with reader.sets() as (c, sets):
        for actor in c.execute(select(a.id).where(a.kind.in_(kinds)).order_by(a.id)).scalars().all():
            counts = {t: sets.find(EntryFilter(party=actor, type=t)).total for t in _COUNTED}
            if any(counts.values()):
                out[actor] = Counter(counts)
    return out


def find_encounters(
    reader: Reader, *, state: str | None = None, since: str = "", until: str = "", limit: int = 120
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


def count_by_sector(reader: Reader) -> dict[str, Counter[str]]:
    """How many commitments and meetings each sector has."""
    out: dict[str, Counter[str]] = {}
    with reader.sets() as (_, sets):
        for kind in _COUNTED:
            for sector, n in sets.count_facet(sets.find(EntryFilter(type=kind)).held, "sector", 100):
                out.setdefault(sector, Counter())[kind] = n
    return out


def list_people(reader: Reader, limit: int = 5000) -> list[tuple[str, int]]:
    """(id, entries) of the persons who have a part in entries or said something, the most frequent first."""
    f, a = facets.c, schema.actors.c
    query = select(f.value, f.total).join(schema.actors, a.id == f.value).where(f.facet == "actor", a.kind == "person")
    with reader._read() as c:
        return [(r[0], int(r[1])) for r in c.execute(query.order_by(f.total.desc(), f.value).limit(limit))]
