"""Writing a register: documents as they come, judgements of people, and the entries computed from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from risalah.errors import StoreError
from risalah.model.document import Document, Failure
from risalah.model.ids import text_hash
from risalah.model.register import Judgement, Register, Selector
from risalah.store import rows, schema
from risalah.store.connect import reporting
from risalah.store.derive import make_decision, write_derived
from risalah.store.forget import erase_article, note_erased, read_erased
from risalah.store.keep import Kept, find_unstorable, make_plain, write_failures
from risalah.store.lock import WriterLock
from risalah.store.reader import Reader
from risalah.store.schema import dumps
from risalah.store.search import rebuild_index

BATCH = 200
"""Documents in one transaction: a crash loses at most these."""


@dataclass(slots=True)
class WriteReport:
    """What `write_documents` did: counts of documents."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0


class Store(Reader):
    """An open register. Opened for writing, it holds the writer's lock until `close`; also a context manager."""

    def __init__(self, engine: Engine, name: str, lock: WriterLock | None) -> None:
        super().__init__(engine, name)
        self._lock = lock

    @property
    def writable(self) -> bool:
        """Was it opened for writing?"""
        return self._lock is not None

    def close(self) -> None:
        """Close all connections and let the next writer in."""
        super().close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self._lock is None:
            raise StoreError(f"{self.name}: opened for reading only", remedy="open the register for writing")
        with reporting(self.name), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    # Documents ------------------------------------------------------------------------------------------------

    def start_run(self, fingerprint: str) -> int:
        """Note that a run begins; `fingerprint` names version and settings. Gives the run's number."""
        row = {"fingerprint": fingerprint, "started": _now(), "finished": None, "counts": "{}"}
        with self._write() as c:
            key = c.execute(schema.runs.insert().values(row)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def finish_run(self, run: int, counts: dict[str, Any]) -> None:
        """Note that a run ended, with its counts."""
        with self._write() as c:
            change = schema.runs.update().where(schema.runs.c.n == run)
            c.execute(change.values(finished=_now(), counts=dumps(counts)))

    def write_documents(
        self, documents: Iterable[Document], run: int | None = None, *, batch: int = BATCH
    ) -> WriteReport:
        """Keep documents, `batch` to a transaction. The same again changes nothing; other records replace the old.

        A text that a database cannot hold (a NUL, half a surrogate pair), and an article that was forgotten, are
        refused and noted as failures; the records of forgotten actors are left out.
        """
        report = WriteReport()
        source = iter(documents)
        with self._read() as c:
            erased = read_erased(c)
        while chunk := [erased.strip(d) for d in islice(source, batch)]:
            with self._write() as c:
                keys = [d.article.id for d in chunk]
                a = schema.articles
                known = {k: r[0]["digest"] for k, r in rows.gather(c, a, "id", keys, "id").items() if r}
                for document in chunk:
                    why = erased.find(document.article)
                    if why is None:
                        self._write_document(c, document, run, known, report)
                        continue
                    report.refused += 1
                    where = document.article.url or document.article.id
                    noted = Failure("store", "forgotten", f"erased on request: {why}", where, quarantined=False)
                    write_failures(c, [noted], run, None)
        return report

    def _write_document(
        self, c: Connection, document: Document, run: int | None, known: dict[str, str], report: WriteReport
    ) -> None:
        body = document.to_json()
        article = body["article"]
        text = article.pop("text")
        fault = find_unstorable(text, body)
        if fault:
            report.refused += 1
            where = document.article.url or document.article.source_id or document.article.id
            write_failures(c, [Failure("store", "unstorable_text", fault, where)], run, None)
            return
        key = document.article.id
        kept = Kept.of(text, body)
        if known.get(key) == kept.digest:
            report.unchanged += 1
            return
        if key in known:
            c.execute(schema.articles.delete().where(schema.articles.c.id == key))
            report.replaced += 1
        else:
            report.added += 1
        known[key] = kept.digest
        names = ("id", "url", "outlet", "title", "lang", "published")
        row = {name: article[name] for name in names}
        row |= {"relevant": int(document.article.relevant), "text": text, "text_hash": text_hash(text), "run": run}
        c.execute(schema.articles.insert().values({**row, "body": kept.article, "digest": kept.digest}))
        c.execute(schema.notes.insert().values(article=key, mentions=kept.mentions, actors=kept.actors))
        if kept.records:
            c.execute(schema.records.insert(), [{"article": key, **r} for r in kept.records])
        write_failures(c, document.failures, run, key)

    def record_failures(self, failures: Iterable[Failure], run: int | None = None) -> None:
        """Keep what was set aside. A place's earlier failures are replaced by these; those of documents stay theirs."""
        found = list(dict.fromkeys(failures))
        f = schema.failures.c
        with self._write() as c:
            for place in dict.fromkeys(make_plain(x.where) for x in found if x.where):
                c.execute(schema.failures.delete().where(f.place == place, f.article.is_(None)))
            for x in found:
                same = select(f.n).where(f.place == make_plain(x.where), f.step == x.step, f.reason == x.reason)
                if c.execute(same.where(f.detail == make_plain(x.detail)).limit(1)).first() is None:
                    write_failures(c, [x], run, None)

    # Judgements -----------------------------------------------------------------------------------------------

    def add_judgement(self, judgement: Judgement) -> int:
        """Append a person's judgement, with the time and the quote selectors where it has none; gives its number."""
        with self._write() as c:
            judgement = replace(
                judgement,
                at=judgement.at or _now(),
                left_selector=judgement.left_selector or _selector(c, judgement.left),
                right_selector=judgement.right_selector or _selector(c, judgement.right),
                withdrawn_at=None,
            )
            row = {
                **make_decision(judgement),
                "score": judgement.score,
                "by_whom": judgement.by,
                "made_at": judgement.at,
                "withdrawn_at": None,
            }
            key = c.execute(schema.judgements.insert().values(row)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def withdraw_judgement(self, number: int, at: str | None = None) -> None:
        """Take a judgement back; it stays on record. Raises StoreError where there is none, or it is withdrawn."""
        j = schema.judgements
        with self._write() as c:
            change = j.update().where(j.c.n == number, j.c.withdrawn_at.is_(None)).values(withdrawn_at=at or _now())
            if not c.execute(change).rowcount:
                raise StoreError(f"no judgement {number} that stands", remedy="list the judgements that stand first")

    # Erasing --------------------------------------------------------------------------------------------------

    def forget_article(self, article_id: str, why: str) -> str:
        """Erase an article, its records and every word that was derived from it; gives its id.

        What, when and why stays in the audit log, and the article (by id or address) is not taken in again. The
        derived register is emptied: link again. Raises StoreError where there is none, or `why` is empty.
        """
        with self._write() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is None:
                raise StoreError(f"{self.name}: no article {article_id!r}", remedy="list the ids with `risalah show`")
            erase_article(c, key, why, _now())
        self._scrub()
        return key

    def forget_actor(self, actor_id: str, why: str) -> int:
        """Erase an actor's records: what it said, its meetings and commitments; gives the number of articles changed.

        The texts of the articles stay: forget the article for that. Otherwise as `forget_article`.
        """
        changed = [d for d in self.documents() if any(a.id == actor_id for a in d.actors)]
        if not changed:
            raise StoreError(
                f"{self.name}: no actor {actor_id!r}", remedy="give the exact id, as `risalah show` has it"
            )
        with self._write() as c:
            note_erased(c, "forget_actor", actor_id, None, why, _now(), {"articles": len(changed)})
            for table in reversed(schema.DERIVED):
                c.execute(table.delete())
        self.write_documents(changed)
        self._scrub()
        return len(changed)

    def _scrub(self) -> None:
        """Make SQLite drop what it still holds of erased rows: in free pages, the index, copies of older schemas."""
        if self.engine.dialect.name != "sqlite":
            return
        with self._write() as c:
            rebuild_index(c)
        with reporting(self.name), self.engine.connect().execution_options(plain=True) as c:
            c.exec_driver_sql("VACUUM")
            c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            file = Path(c.exec_driver_sql("PRAGMA database_list").all()[0][2])
        for copy in file.parent.glob(f"{file.name}.schema*"):
            copy.unlink()

    # The register ---------------------------------------------------------------------------------------------

    def write_register(self, register: Register) -> None:
        """Replace everything derived, in one transaction: readers see the old register or the new one."""
        with self._write() as c:
            write_derived(c, register)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _selector(c: Connection, key: str) -> Selector | None:
    """The anchor of the record "<article>#<record>", or None."""
    article, _, record = key.partition("#")
    r = schema.records.c
    row = c.execute(select(r.exact, r.prefix, r.suffix).where(r.article == article, r.id == record)).first()
    return Selector(row[0], row[1], row[2]) if row else None
