"""Which office a person is given by which article."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import func, select

from risalah.store import schema
from risalah.store.document_reader import DocumentReader


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


def find_offices(reader: DocumentReader, actor: str, limit: int = 400) -> list[OfficeMention]:
    """Each article of the newest that has the person, with the office it gives, oldest first."""
    p, r, a, n = schema.entry_parties.c, schema.entry_records.c, schema.articles.c, schema.notes.c
    named = select(r.article).join(schema.entry_parties, p.entry == r.entry).where(p.actor == actor).distinct()
    query = (
        select(a.id, a.outlet, a.published, n.actors)
        .join(schema.notes, n.article == a.id)
        .where(a.id.in_(named))
        .order_by(func.coalesce(a.published, "").desc(), a.id)
        .limit(limit)
    )
    out = []
    with reader._read() as c:
        for row in c.execute(query):
            for person in json.loads(row.actors):
                if person.get("id") == actor and person.get("office"):
                    day = (row.published or "")[:10]
                    flags = bool(person.get("former")), bool(person.get("suggested"))
                    where = person.get("country") or ""
                    out.append(OfficeMention(row.id, row.outlet or "", day, person["office"], where, *flags))
    return sorted(out, key=lambda m: (m.day or "9999", m.article))
