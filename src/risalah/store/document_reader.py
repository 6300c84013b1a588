"""Reading what was written: documents, failures, runs, judgements, the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, select

from risalah.errors import StoreError
from risalah.model.document import Document, Failure
from risalah.model.register import Judgement, RecordRef
from risalah.model.ruling import Ruling
from risalah.store import rows, schema
from risalah.store.attach import Attached, attach_judgements
from risalah.store.chain import FORGETS, Break, read_end, verify_chain
from risalah.store.connect import reporting
from risalah.store.dropped import find_known_dropped
from risalah.store.judgements import list_judgements, write_judgements
from risalah.store.pages import JOINED, READ_AGAIN, KnownPage, find_known, follow, plan_versions, read_versions
from risalah.store.ruled import group_rulings, rule
from risalah.store.rulings import AttachedRuling, attach_rulings, list_rulings, write_rulings

_PAGE = 100
ADDED = "added"
"""The name in `state` that stands while articles were added, and nothing else changed, since it was linked."""
LINKED = "linked_by"
"""The name in `state` under which stands what computed the derived part."""
LINKED_END = "linked_end"
"""The name under which stands the number of the last row of the log that the derived part rests on."""
_DECISIONS = ("judge", "rule", "withdraw")


class DocumentReader:
    """What of an open register was written, not computed. Ids as in Reader."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with reporting(self.name), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # Documents ------------------------------------------------------------------------------------------------

    def documents(self, *, relevant: bool | None = None, versions: bool = False) -> Iterator[Document]:
        """Every document in order of its article id; every span is checked (EvidenceError).

        `relevant` keeps those only that the filter kept (True) or dropped (False); `versions` adds the articles for
        which a later version stands.
        """
        last = ""
        while True:
            query = select(schema.articles).where(schema.articles.c.id > last)
            if not versions:
                query = query.where(schema.articles.c.id.not_in(select(schema.versions.c.article)))
            if relevant is not None:
                query = query.where(schema.articles.c.relevant == int(relevant))
            with self._read() as c:
                found = c.execute(query.order_by(schema.articles.c.id).limit(_PAGE)).mappings().all()
                page = rows.to_documents(c, found)
            yield from page
            if len(found) < _PAGE:
                return
            last = found[-1]["id"]

    def document(self, article_id: str, *, ruled: bool = True) -> Document | None:
        """One document, checked, with what persons decided of its records; `ruled` False gives it as it was read."""
        with self._read() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is None:
                return None
            found = c.execute(select(schema.articles).where(schema.articles.c.id == key)).mappings().all()
            return rows.to_documents(c, found, ruled=ruled)[0]

    def find_known(self, keys: Sequence[str], engine: str) -> dict[str, KnownPage]:
        """The pages among `keys` (hashes of pages as they came) that `engine` has read, by key."""
        with self._read() as c:
            return {**find_known_dropped(c, keys, engine), **find_known(c, keys, engine)}

    def versions(self) -> dict[str, str]:
        """By the id of each article that was read again or corrected, the article that stands for it today."""
        with self._read() as c:
            stands = read_versions(c)
        return {old: follow(stands, old) for old in stands}

    def standing_documents(self) -> Iterator[Document]:
        """The documents that a rebuild rests on: as `documents`, with the versions as they would be settled now, and
        with what persons decided of their records."""
        with self._read() as c:
            gone = {*plan_versions(c), *read_versions(c, READ_AGAIN), *read_versions(c, JOINED)}
            rulings = group_rulings(attach_rulings(c, list_rulings(c)))
        for d in self.documents(versions=True):
            if d.article.id not in gone:
                yield rule(d, rulings.get(d.article.id, ()))

    def linked_by(self) -> str | None:
        """What computed the derived part, as `write_register` was told; None where something has changed since."""
        with self._read() as c:
            s = schema.state.c
            if c.execute(select(s.name).where(s.name == ADDED)).first() is not None:
                return None
            return None if self._count_pending(c) else c.execute(select(s.value).where(s.name == LINKED)).scalar()

    def linked_before(self) -> str | None:
        """The same, where articles were added since and nothing else changed; None else."""
        s = schema.state.c
        with self._read() as c:
            if c.execute(select(s.name).where(s.name == ADDED)).first() is None:
                return None
            return None if self._count_pending(c) else c.execute(select(s.value).where(s.name == LINKED)).scalar()

    def count_pending(self) -> int:
        """How many decisions of persons, withdrawals too, are not yet in the entries."""
        with self._read() as c:
            return self._count_pending(c)

    def _count_pending(self, c: Connection) -> int:
        # A decision may come while entries are computed: the number of the last one that they rest on is what counts.
        a = schema.audit.c
        end = c.execute(select(schema.state.c.value).where(schema.state.c.name == LINKED_END)).scalar()
        if end is None:
            return 0
        query = select(func.count()).select_from(schema.audit).where(a.n > int(end), a.act.in_(_DECISIONS))
        return int(c.execute(query).scalar() or 0)

    def load_documents(self, ids: Iterable[str]) -> list[Document]:
        """The documents with these ids, in order of id, with what persons decided of their records."""
        wanted = sorted(set(ids))
        with self._read() as c:
            rulings = group_rulings(attach_rulings(c, list_rulings(c)))
            found = [r for rs in rows.gather(c, schema.articles, "id", wanted, "id").values() for r in rs]
            read = [d for i in range(0, len(found), _PAGE) for d in rows.to_documents(c, found[i : i + _PAGE])]
        return [rule(d, rulings.get(d.article.id, ())) for d in sorted(read, key=lambda d: d.article.id)]

    def failures(self) -> list[Failure]:
        """What was set aside, in the order in which it was met."""
        with self._read() as c:
            return [
                rows.to_failure(r) for r in c.execute(select(schema.failures).order_by(schema.failures.c.n)).mappings()
            ]

    def runs(self) -> list[dict[str, Any]]:
        """The runs that wrote this register, oldest first: `id fingerprint started finished counts`."""
        with self._read() as c:
            return [
                {
                    "id": r["n"],
                    "fingerprint": r["fingerprint"],
                    "started": r["started"],
                    "finished": r["finished"],
                    "counts": json.loads(r["counts"]),
                }
                for r in c.execute(select(schema.runs).order_by(schema.runs.c.n)).mappings()
            ]

    def judgements(self, *, withdrawn: bool = False) -> list[Judgement]:
        """Judgements that people made, oldest first; `withdrawn` adds those that were taken back."""
        return [j for _, j in self.numbered_judgements(withdrawn=withdrawn)]

    def numbered_judgements(self, *, withdrawn: bool = False) -> list[tuple[int, Judgement]]:
        """The same, each with the number by which it can be withdrawn."""
        query = select(schema.judgements).order_by(schema.judgements.c.n)
        if not withdrawn:
            query = query.where(schema.judgements.c.withdrawn_at.is_(None))
        with self._read() as c:
            return [(r["n"], rows.to_judgement(r)) for r in c.execute(query).mappings()]

    def attach_judgements(self) -> list[Attached]:
        """Every judgement, oldest first, on the records of today: it stands, has moved, is orphaned or withdrawn."""
        with self._read() as c:
            return attach_judgements(c, list_judgements(c))

    def print_judgements(self) -> Iterator[str]:
        """Every judgement as a line of JSON, oldest first, as `import_judgements` takes it."""
        with self._read() as c:
            found = list_judgements(c)
            attached = attach_judgements(c, found)
        yield from write_judgements(attached, {n: (left, right) for n, _, left, right in found})

    def rulings(self, *, withdrawn: bool = False) -> list[tuple[int, Ruling]]:
        """What persons decided of single records, oldest first, with the numbers by which it can be taken back."""
        with self._read() as c:
            return [(n, r) for n, r in list_rulings(c) if withdrawn or r.withdrawn_at is None]

    def attach_rulings(self) -> list[AttachedRuling]:
        """Every ruling, oldest first, on the records of today: it stands, has moved, is orphaned or withdrawn."""
        with self._read() as c:
            return attach_rulings(c, list_rulings(c))

    def print_rulings(self) -> Iterator[str]:
        """Every ruling as a line of JSON, oldest first, as `import_rulings` takes it."""
        yield from write_rulings(self.attach_rulings())

    def audit(self, acts: Sequence[str] = FORGETS) -> list[dict[str, Any]]:
        """Rows of the audit log, oldest first: `id at act subject url why by detail body`; what was erased, unless
        `acts` names other acts (judge, rule, withdraw, adopt; none for all)."""
        a = schema.audit
        query = select(a).order_by(a.c.n)
        if acts:
            query = query.where(a.c.act.in_(list(acts)))
        names = ("at", "act", "subject", "url", "why")
        with self._read() as c:
            return [
                {
                    "id": r["n"],
                    **{k: r[k] for k in names},
                    "by": r["by_whom"],
                    "detail": json.loads(r["detail"]),
                    "body": json.loads(r["body"]) if r["body"] else None,
                }
                for r in c.execute(query).mappings()
            ]

    def verify_audit(self) -> list[Break]:
        """Every place where the audit log is not what was written, in order."""
        with self._read() as c:
            return list(verify_chain(c))

    def has_audit_row(self, n: int, hash_: str) -> bool:
        """Does row `n` of the audit log stand, with that hash?"""
        a = schema.audit.c
        with self._read() as c:
            return c.execute(select(a.n).where(a.n == n, a.hash == hash_)).first() is not None

    def audit_end(self) -> tuple[int, str]:
        """(number, hash) of the last row of the audit log."""
        with self._read() as c:
            return read_end(c)

    def record_bodies(self, refs: Iterable[RecordRef]) -> dict[RecordRef, dict[str, Any]]:
        """Records as JSON (a record object of CONTRACT.md), of those that exist; not checked against the text."""
        wanted = set(refs)
        articles = sorted({r.article for r in wanted})
        out: dict[RecordRef, dict[str, Any]] = {}
        with self._read() as c:
            for key, found in rows.gather(
                c, schema.records, "article", articles, "article", "type", "position"
            ).items():
                for row in found:
                    ref = RecordRef(key, row["id"])
                    if ref in wanted:
                        out[ref] = json.loads(row["body"])
            for key, found in rows.gather(c, schema.ruled, "article", articles, "article", "position").items():
                for row in found:
                    ref = RecordRef(key, row["id"])
                    if ref in wanted and row["body"] is not None:
                        out[ref] = json.loads(row["body"])
        return out

    def _resolve(self, c: Connection, table: Table, wanted: str) -> str | None:
        """The one id in `table` that is or begins with `wanted`."""
        ids = table.c.id
        wanted = wanted.replace("\x00", "")
        if not wanted:
            return None
        if c.execute(select(ids).where(ids == wanted)).first():
            return wanted
        begins = [wanted]
        if table in (schema.articles, schema.article_entries) and not wanted.startswith("sha256:"):
            begins = ["sha256:" + wanted]
        # A range of the index; a comparison of beginnings would read the whole table for an id that there is not.
        query: Select[Any] = select(ids).where(ids >= begins[0], ids < begins[0] + "\U0010ffff").order_by(ids).limit(4)
        found = [str(r[0]) for r in c.execute(query)]
        if len(found) > 1:
            raise StoreError(
                f"{wanted!r} is the beginning of several ids: {', '.join(x[:24] for x in found[:3])} ...",
                remedy="give more characters",
            )
        return found[0] if found else None

    def _row(self, c: Connection, table: Table, wanted: str) -> Any:
        """The row with that id, or None."""
        found = c.execute(select(table).where(table.c.id == wanted.replace("\x00", ""))).mappings().first()
        if found is not None:
            return found
        key = self._resolve(c, table, wanted)
        return None if key is None else c.execute(select(table).where(table.c.id == key)).mappings().first()
