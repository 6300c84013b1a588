"""Writing a register: documents as they come, judgements of people, and the entries computed from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select, union_all

from risalah.errors import StoreError
from risalah.model.document import Document, Failure
from risalah.model.register import Judgement, Register, RegisterPatch
from risalah.model.ruling import Ruling
from risalah.store import schema
from risalah.store.cards import close_card, close_cards, open_cards, open_merge_card
from risalah.store.chain import append_act, read_end
from risalah.store.connect import reporting
from risalah.store.derive import clear_derived, write_derived
from risalah.store.document_reader import ADDED, LINKED, LINKED_END
from risalah.store.dropped import erase_dropped, find_dropped
from risalah.store.forget import erase_article, note_erased, read_erased
from risalah.store.judgements import (
    GivenJudgement,
    ImportReport,
    append_judgement,
    import_judgements,
    withdraw_judgement,
)
from risalah.store.keep import Batch, WriteReport, make_plain, write_failures
from risalah.store.lock import WriterLock
from risalah.store.pages import Reading, purge_versions, settle_versions
from risalah.store.patch import write_patch, write_terms
from risalah.store.reader import Reader
from risalah.store.rulings import append_ruling, import_rulings, withdraw_ruling
from risalah.store.schema import dumps
from risalah.store.search import rebuild_index

BATCH = 100
"""Documents in one transaction: a crash loses at most these."""


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
        return self.write_readings((Reading(d) for d in documents), run, batch=batch)

    def write_readings(self, readings: Iterable[Reading], run: int | None = None, *, batch: int = BATCH) -> WriteReport:
        """As `write_documents`, noting with each document the page that it was read from.

        In one transaction with its page's note: after a crash `find_known` tells what is still to be read.
        """
        report = WriteReport()
        source = iter(readings)
        with self._read() as c:
            erased = read_erased(c)
        while chunk := [replace(r, document=erased.strip(r.document)) for r in islice(source, batch)]:
            with self._write() as c:
                writer = Batch(c, run, erased, report)
                if writer.write(chunk):
                    (mark_stale if writer.replaced else mark_added)(c)
        return report

    def settle_versions(self) -> None:
        """Find which of several versions of one article stands; the others have no part in the register."""
        with self._write() as c:
            settle_versions(c)

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

    def add_judgement(self, judgement: Judgement, *, card: str = "") -> int:
        """Append a person's judgement, with the time and the quote selectors where it has none; gives its number.

        `card` is the id of the card that it answers, which is closed.
        """
        with self._write() as c:
            mark_stale(c)
            if card:
                close_card(c, card)
            return append_judgement(c, GivenJudgement(replace(judgement, withdrawn_at=None)), _now())

    def import_judgements(self, given: Iterable[GivenJudgement]) -> ImportReport:
        """Append the judgements of a text that are not yet there, all or none."""
        with self._write() as c:
            report = import_judgements(c, given, _now())
            if report.added or report.withdrawn:
                mark_stale(c)
            return report

    def withdraw_judgement(self, number: int, at: str | None = None, *, by: str | None = None, why: str = "") -> None:
        """Take a judgement back; it stays on record. Raises StoreError where there is none, or it is withdrawn."""
        with self._write() as c:
            open_merge_card(c, withdraw_judgement(c, number, at or _now(), by, why))
            mark_stale(c)

    def add_ruling(self, ruling: Ruling, *, expect: int | None = None) -> int:
        """Append what a person decided of one record; its number. It has its effect when the register is linked again.

        Raises RulingError (no such value or record) and, where somebody else has decided since ruling number `expect`,
        StaleRuling.
        """
        with self._write() as c:
            number = append_ruling(c, ruling, _now(), expect)
            close_cards(c, ruling.subject, ruling.act, ruling.reason)
            mark_stale(c)
            return number

    def close_card(self, card: str, by: str, act: str) -> None:
        """Note that a person has seen a card that is about no record, and lay it aside for good."""
        with self._write() as c:
            close_card(c, card)
            append_act(c, "dismiss", f"card:{card}", at=_now(), by=by, detail={"act": act})

    def withdraw_ruling(self, number: int, *, by: str, why: str = "") -> None:
        """Take a ruling back; it stays on record. Raises StoreError where there is none that stands."""
        with self._write() as c:
            open_cards(c, withdraw_ruling(c, number, _now(), by, why))
            mark_stale(c)

    def import_rulings(self, given: Iterable[tuple[int, Ruling]]) -> dict[str, int]:
        """Append the rulings of a text that are not yet there, all or none: counts `added known withdrawn`."""
        with self._write() as c:
            report = import_rulings(c, given, _now())
            if report["added"] or report["withdrawn"]:
                mark_stale(c)
            return report

    def find_key(self, wanted: str) -> str:
        """The whole key of a record "ARTICLE#RECORD" or an article, given by any unique beginning of the article's id.

        Raises StoreError where there is none.
        """
        article, hash_, record = wanted.partition("#")
        with self._read() as c:
            key = self._resolve(c, schema.articles, article)
            r = schema.records.c
            t = schema.ruled.c  # a record that a person added stands there
            query = union_all(
                select(r.id).where(r.article == key, r.id == record),
                select(t.id).where(t.article == key, t.id == record),
            )
            if key is None or (hash_ and c.execute(query).first() is None):
                what = f"record {wanted!r}" if hash_ else f"article {wanted!r}"
                raise StoreError(f"{self.name}: no {what}", remedy="list the ids with `risalah export REGISTER -o -`")
        return key + hash_ + record

    # Erasing --------------------------------------------------------------------------------------------------

    def forget_article(self, article_id: str, why: str, by: str | None = None) -> str:
        """Erase an article, its records and every word that was derived from it; gives its id.

        What, when and why stays in the audit log, and the article (by id or address) is not taken in again. The
        derived register is emptied: link again. Raises StoreError where there is none, or `why` is empty.
        """
        with self._write() as c:
            key = self._resolve(c, schema.articles, article_id)
            if key is not None:
                erase_article(c, key, why, _now(), by)
            elif (found := find_dropped(c, article_id)) is not None:
                key, url = found
                erase_dropped(c, {key}, {url} if url else ())
                note_erased(c, "forget_article", key, url, why, _now(), {"dropped": True}, by)
            else:
                raise StoreError(f"{self.name}: no article {article_id!r}", remedy="list the ids with `risalah show`")
        self._scrub()
        return key

    def forget_actor(self, actor_id: str, why: str, by: str | None = None) -> int:
        """Erase an actor's records: what it said, its meetings and commitments; gives the number of articles changed.

        The texts of the articles stay: forget the article for that. Otherwise as `forget_article`.
        """
        changed = [d for d in self.documents() if any(a.id == actor_id for a in d.actors)]
        if not changed:
            raise StoreError(
                f"{self.name}: no actor {actor_id!r}", remedy="give the exact id, as `risalah show` has it"
            )
        with self._write() as c:
            note_erased(c, "forget_actor", actor_id, None, why, _now(), {"articles": len(changed)}, by)
            clear_derived(c)
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

    def write_register(self, register: Register, linked_by: str = "", *, seen: int | None = None) -> None:
        """Replace everything derived, in one transaction: readers see the old register or the new one.

        `linked_by` names rules and version; with it `linked_by()` tells that nothing has changed since. `seen` is the
        number of the last row of the log when the register was computed (None: the last one of now): curators decide
        meanwhile, and what came later is not in it.
        """
        with self._write() as c:
            end = read_end(c)[0] if seen is None else seen
            purge_versions(c)
            write_derived(c, register)
            write_terms(c, register.terms, len(register.articles))
            c.execute(schema.state.delete().where(schema.state.c.name.in_((LINKED, LINKED_END, ADDED))))
            c.execute(schema.state.insert().values(name=LINKED, value=linked_by))
            c.execute(schema.state.insert().values(name=LINKED_END, value=str(end)))

    def extend_register(self, patch: RegisterPatch, whole: int) -> None:
        """Change what is derived by what some added articles change, in one transaction.

        `whole` is how many articles the register had when all of it was linked.
        """
        with self._write() as c:
            write_patch(c, patch, whole)
            c.execute(schema.state.delete().where(schema.state.c.name == ADDED))


def mark_added(c: Connection) -> None:
    """Note that there are articles which the derived part does not show yet."""
    c.execute(schema.state.delete().where(schema.state.c.name == ADDED))
    c.execute(schema.state.insert().values(name=ADDED, value="1"))


def mark_stale(c: Connection) -> None:
    """Note that the derived part no longer shows all that is stored."""
    c.execute(schema.state.delete().where(schema.state.c.name == LINKED))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
