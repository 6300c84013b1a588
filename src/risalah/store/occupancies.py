"""Which office a person is given by which article."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from risalah.store import schema
from risalah.store.among import among
from risalah.store.filters import EntryFilter
from risalah.store.reader import Reader


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An article that gives a person an office; `day` is the ISO day of the article, "" where it has none."""

    article: str
    outlet: str
    day: str
    office: str
    country: str
    former: bool
    suggested: bool


def find_offices(reader: Reader, actor: str, limit: int = 200) -> list[OfficeMention]:
    """Each article of the newest entries that have the person, with the office it gives, oldest first."""
    r, a, n = schema.entry_records.c, schema.articles.c, schema.notes.c
    out = []
    with reader.sets() as (c, sets):
        newest = sets.list_ids(sets.find(EntryFilter(party=actor)).held, limit=limit)
        named = select(r.article).where(among(c, r.entry, [entry for entry, _ in newest])).distinct()
        articles = c.execute(named).scalars().all()
        query = select(a.id, a.outlet, a.published, n.actors).join(schema.notes, n.article == a.id)
        for i in range(0, len(articles), 500):
            for row in c.execute(query.where(among(c, a.id, articles[i : i + 500]))):
                for person in json.loads(row.actors):
                    if person.get("id") == actor and person.get("office"):
                        day = (row.published or "")[:10]
                        flags = bool(person.get("former")), bool(person.get("suggested"))
                        where = person.get("country") or ""
                        out.append(OfficeMention(row.id, row.outlet or "", day, person["office"], where, *flags))
    return sorted(out, key=lambda m: (m.day or "9999", m.article))
