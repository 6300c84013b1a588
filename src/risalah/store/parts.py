"""Articles on several pages: which pages belong together, and what stands for them once they are joined."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from risalah.model.document import Document
from risalah.model.ids import digest
from risalah.store import schema
from risalah.store.forget import read_erased
from risalah.store.keep import Batch, WriteReport
from risalah.store.pages import JOINED, READ_AGAIN, Reading
from risalah.store.part_notes import ALL
from risalah.store.schema_parts import parts, wholes

if TYPE_CHECKING:
    from risalah.store.writer import Store

__all__ = ["ALL", "PartGroup", "Parts"]


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Pages of one article that are not joined yet as they are now: (number, article id) in order, ALL first."""

    whole: str
    members: tuple[tuple[int, str], ...]
    digest: str


class Parts:
    """The multi-page articles of an open register. What it changes needs a store that is open for writing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, engine: str) -> list[PartGroup]:
        """The articles of which there are several pages, as far as `engine` has not joined these very pages."""
        v = schema.versions.c
        gone = select(v.article).where(v.why != JOINED)
        query = select(parts).where(parts.c.article.not_in(gone))
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        with self._store._read() as c:
            for row in c.execute(query.order_by(parts.c.whole, parts.c.number, parts.c.article)):
                found[row.whole].append((row.number, row.article))
            known = {row.whole: row.digest for row in c.execute(select(wholes))}
        groups = []
        for whole, members in found.items():
            # Of one page that came twice in one run either text may be the right one: the first by its id.
            first = dict(reversed(members))
            mark = digest(engine, *(f"{n} {key}" for n, key in members))
            if len(first) > 1 and known.get(whole) != mark:
                groups.append(PartGroup(whole, tuple(members), mark))
        return groups

    def join(self, group: PartGroup, document: Document | None, engine: str, run: int | None = None) -> str:
        """Let one article stand for the pages: `document`, or the page that holds them all; its id.

        What the pages were joined to before goes with the next rebuild.
        """
        with self._store._write() as c:
            if document is None:
                stands = next(key for number, key in group.members if number == ALL)
            else:
                stands = document.article.id
                Batch(c, run, read_erased(c), WriteReport()).write([Reading(document, None, engine)])
            before = c.execute(select(wholes.c.article).where(wholes.c.whole == group.whole)).scalar()
            self._write_versions(c, group, stands, before)
            c.execute(wholes.delete().where(wholes.c.whole == group.whole))
            c.execute(wholes.insert().values(whole=group.whole, article=stands, digest=group.digest))
        return stands

    def _write_versions(self, c: Connection, group: PartGroup, stands: str, before: str | None) -> None:
        v = schema.versions
        members = {key for _, key in group.members}
        rows = [{"article": key, "stands": stands, "why": JOINED} for key in sorted(members - {stands})]
        if before is not None and before != stands and before not in members:
            rows.append({"article": before, "stands": stands, "why": READ_AGAIN})
        c.execute(v.delete().where(v.c.article.in_([*sorted(members), stands, *([before] if before else [])])))
        c.execute(v.insert(), rows)
