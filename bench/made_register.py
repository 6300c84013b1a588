"""A made register of any size, written straight into the tables: what a web application has to read, in our own words.

    python -m bench.made_register TARGET --commitments 100000

A commitment has three spans of evidence, an article three commitments; every third article a meeting and a quotation.
Every commitment is laid before curators as new, every fiftieth target date has moved, every hundredth article was
corrected, every five-hundredth commitment decided by somebody. States, sectors, outlets and persons are as uneven as
in the press: a few are everywhere, most are rare.
"""

from __future__ import annotations

import argparse
import json
import time
from contextlib import ExitStack
from typing import Any

from sqlalchemy import text

from bench.made_rows import TABLES, Maker
from risalah.store import Store, open_store
from risalah.store.moment import note_change
from risalah.store.write_facets import write_facets

_FLUSH = 5000
"""Articles that are written at once."""


class Sink:
    """Writes rows many at a time, without indexes and triggers, which are made again at the end."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.server = store.engine.dialect.name == "postgresql"
        self.pooled = store.engine.raw_connection()
        self.driver: Any = self.pooled.driver_connection
        self.cursor = self.driver.cursor()
        if self.server:
            self.cursor.execute("SET session_replication_role = replica")
            found = "SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'public' AND NOT EXISTS "
            found += "(SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
        else:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "foreign_keys = OFF"):
                self.cursor.execute(f"PRAGMA {pragma}")
            found = "SELECT name, sql, type FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        self.made = self.cursor.execute(found).fetchall()
        for row in self.made:
            self.cursor.execute(f"DROP {'INDEX' if self.server else row[2]} {row[0]}")
        if not self.server:
            self.cursor.execute("BEGIN")

    def write(self, table: str, rows: list[dict[str, Any]], columns: list[str]) -> None:
        values = [tuple([r.get(k) for k in columns]) for r in rows]
        if self.server:
            with self.cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        self.cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)

    def finish(self) -> None:
        """Make the indexes and triggers, and fill SQLite's index over texts, which a trigger would have filled."""
        for row in self.made:
            self.cursor.execute(row[1])
        if self.server:
            self.cursor.execute("SET session_replication_role = DEFAULT")
        else:
            self.cursor.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")
        self.driver.commit()
        if not self.server:
            self.cursor.execute("PRAGMA journal_mode = WAL")
        self.cursor.close()
        self.pooled.invalidate()


def make_registers(targets: list[str], commitments: int) -> list[dict[str, Any]]:
    """Make the same register at each of `targets`, where nothing may be yet; counts and seconds of each."""
    maker = Maker()
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as held:
        stores = [held.enter_context(open_store(t, create=True)) for t in targets]
        began = time.perf_counter()
        sinks = [Sink(s) for s in stores]
        waiting: dict[str, list[dict[str, Any]]] = {t: [] for t in TABLES}

        def flush() -> None:
            for table, columns in TABLES.items():
                counts[table] += len(waiting[table])
                for sink in sinks:
                    sink.write(table, waiting[table], columns)
                waiting[table] = []

        for sink in sinks:
            sink.write("actors", list(Maker().make_actors()), ["id", "kind", "name", "body"])
        for rows in maker.make_articles(commitments):
            for table, found in rows.items():
                waiting[table] += found
            if len(waiting["articles"]) >= _FLUSH:
                flush()
        flush()
        written = round(time.perf_counter() - began, 1)
        out = []
        for store, sink in zip(stores, sinks, strict=True):
            began = time.perf_counter()
            sink.finish()
            indexed = round(time.perf_counter() - began, 1)
            out.append({**counts, "spans": 3 * commitments, "seconds_written": written, "seconds_indexes": indexed,
                        "seconds_facets": finish(store)})  # fmt: skip
            print(json.dumps(out[-1]), flush=True)
        return out


def finish(store: Store) -> float:
    """Write the facets and what the planner has to know; seconds of the facets."""
    began = time.perf_counter()
    with store.engine.execution_options(writes=True).begin() as c:
        write_facets(c)
        note_change(c)
    spent = round(time.perf_counter() - began, 1)
    run = store.start_run("made")
    store.finish_run(run, {})
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
            c.execute(text("VACUUM ANALYZE"))
    else:
        with store.engine.connect().execution_options(plain=True) as c:
            c.exec_driver_sql("ANALYZE")
            c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--commitments", type=int, default=100_000)
    given = parser.parse_args()
    make_registers(given.targets, given.commitments)


if __name__ == "__main__":
    main()
