"""Schema versions: a new register is made at the newest, an older one is brought there step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.schema import CreateIndex

from risalah.errors import NewerSchema, StoreError
from risalah.store import schema, search
from risalah.store.chain import close_gaps
from risalah.store.schema_facets import INDEXES
from risalah.store.write_facets import write_facets

Migration = Callable[[Connection], None]


def create_tables(connection: Connection) -> None:
    """Version 1: all tables, and the index for searching."""
    schema.metadata.create_all(connection)
    search.create_index(connection)


def add_audit(connection: Connection) -> None:
    """Version 2: the log of what was erased."""
    schema.audit.create(connection, checkfirst=True)


def add_pages(connection: Connection) -> None:
    """Version 3: which pages were read, which article stands for which, where a judgement's records stood."""
    for table in (schema.pages, schema.versions, schema.state):
        table.create(connection, checkfirst=True)
    for name in ("left_url", "right_url"):
        kind = 'TEXT COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
        connection.execute(text(f"ALTER TABLE judgements ADD COLUMN {name} {kind}"))
    j, a = schema.judgements, schema.articles
    for side, column in (("left", j.c.left_record), ("right", j.c.right_record)):
        for number, key in connection.execute(select(j.c.n, column)).all():
            url = connection.execute(select(a.c.url).where(a.c.id == key.partition("#")[0])).scalar()
            connection.execute(j.update().where(j.c.n == number).values({f"{side}_url": url}))
    if connection.execute(select(schema.article_entries.c.id).limit(1)).first():
        connection.execute(schema.state.insert().values(name="linked_by", value="an older schema"))


def add_tables(connection: Connection) -> None:
    """Version 4: what feeds were polled, who may read and decide, and what they follow. Columns are added here too."""
    there = {c["name"] for c in inspect(connection).get_columns("audit")}
    kind = 'TEXT COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
    for name in ("by_whom", "body", "body_hash", "prev", "hash"):
        if name not in there:
            connection.execute(text(f"ALTER TABLE audit ADD COLUMN {name} {kind}"))
    schema.metadata.create_all(connection)
    close_gaps(connection)
    for index in INDEXES:
        connection.execute(CreateIndex(index, if_not_exists=True))
    search.add_word_column(connection)
    write_facets(connection)


MIGRATIONS: tuple[Migration, ...] = (create_tables, add_audit, add_pages, add_tables)
"""In order; the place in this tuple, counted from 1, is the version. Only ever append."""

NEWEST = len(MIGRATIONS)


def read_version(connection: Connection, name: str) -> int:
    """The schema version of an open database; 0 where it is empty. Raises StoreError where it is no register."""
    tables = set(inspect(connection).get_table_names())
    if "migrations" not in tables:
        if tables:
            raise StoreError(
                f"{name}: this database holds other tables, it is not a register",
                remedy="name a new folder or an empty database",
            )
        return 0
    version = int(connection.execute(select(func.max(schema.migrations.c.version))).scalar() or 0)
    if connection.dialect.name == "sqlite":
        # A newer risalah may keep its count elsewhere; the file's own version number still tells.
        stamped = int(connection.execute(text("PRAGMA user_version")).scalar() or 0)
        version = stamped if stamped > NEWEST else version
    return version


def check_version(version: int, name: str) -> None:
    """Raise NewerSchema where a newer risalah wrote the register `name`."""
    if version > NEWEST:
        raise NewerSchema(
            f"{name}: schema {version}, but this risalah knows {NEWEST}", remedy="upgrade risalah; nothing was written"
        )


def check_ready(connection: Connection, name: str) -> None:
    """Raise StoreError where the register `name` is not of the schema that this risalah reads, tables and all."""
    version = read_version(connection, name)
    check_version(version, name)
    missing = set(schema.metadata.tables) - set(inspect(connection).get_table_names())
    if version < NEWEST or missing:
        raise StoreError(
            f"{name}: schema {version}, tables missing: {', '.join(sorted(missing)) or 'none'}",
            remedy="run `risalah migrate` on it once",
        )


def migrate(connection: Connection, version: int) -> None:
    """Apply what is missing after `version`, inside the caller's transaction."""
    steps = list(enumerate(MIGRATIONS, 1))
    if version == 0:
        create_tables(connection)
    else:
        for _, step in steps[version:]:
            step(connection)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [{"version": n, "name": step.__name__, "applied": now} for n, step in steps if n > version]
    if rows:
        connection.execute(schema.migrations.insert(), rows)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version = {NEWEST}"))


def open_schema(engine: Engine, name: str, *, create: bool, read_only: bool) -> None:
    """Check the version of the register `name`; make or mend its tables where it may be written.

    Raises StoreError, NewerSchema.
    """
    with engine.connect() as connection:
        version = read_version(connection, name)
    check_version(version, name)
    if version == NEWEST:
        return
    if version == 0 and (read_only or not create):
        raise StoreError(f"{name}: no register here", remedy="make one with `risalah build SRC -o REGISTER`")
    if read_only:
        raise StoreError(
            f"{name}: schema {version} is older than this risalah's {NEWEST}",
            remedy="run `risalah migrate` on it once, which brings it up to date and keeps a copy",
        )
    if version and engine.dialect.name == "sqlite":
        _back_up(engine, version)
    with engine.execution_options(writes=True).begin() as connection:
        # Another writer may have been faster between the look and the transaction.
        migrate(connection, read_version(connection, name))


def _back_up(engine: Engine, version: int) -> None:
    """Copy an SQLite register beside itself, as `register.db.schema1`, before its schema is changed."""
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)
        path = source.execute("PRAGMA database_list").fetchone()[2]
        copy = sqlite3.connect(f"{path}.schema{version}")
        with closing(copy):
            source.backup(copy)
    finally:
        pooled.close()
