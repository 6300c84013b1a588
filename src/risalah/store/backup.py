"""Copies of a register: a backup is an SQLite register of its own, whatever database it comes from or goes to."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select, text

from risalah.errors import StoreError
from risalah.store import migrate, schema
from risalah.store.connect import Place, locate, make_engine, reporting
from risalah.store.lock import WriterLock
from risalah.store.schema_facets import FACET_TABLES
from risalah.store.write_facets import write_facets

_ROWS = 500


def back_up(source: str | Path, target: str | Path) -> Place:
    """Copy the register `source`, while others may read and write it, to a new SQLite register `target`.

    The copy appears as a whole or not at all. Raises StoreError (no register, something stands at the target, no
    space) and NewerSchema.
    """
    place, to = locate(source), _locate_new(target)
    assert to.path is not None
    with _opened(place) as engine, _appearing(to.path, to.name) as made:
        with engine.connect() as c:
            version = migrate.read_version(c, place.name)
        migrate.check_version(version, place.name)
        if place.path is not None:
            _copy_file(engine, made)
        elif version < migrate.NEWEST:
            raise StoreError(f"{place.name}: schema {version} is old", remedy="run `risalah migrate` on it first")
        else:
            _copy_into_file(engine, made)
    return to


def restore(source: str | Path, target: str | Path) -> Place:
    """Make a register at `target` (a folder, a file or an empty database) of the backup `source`.

    A backup of an older schema is brought up to date on the way; the backup itself stays as it is. Raises as `back_up`.
    """
    place, to = locate(source), locate(target)
    if place.path is None:
        raise StoreError(f"{place.name}: a backup is a file", remedy="name the file that `risalah backup` made")
    if to.path is not None:
        to = _locate_new(target)
        assert to.path is not None
        with _opened(place) as engine, _appearing(to.path, to.name) as made:
            _bring_up_to_date(engine, place.name, made)
        return to
    with tempfile.TemporaryDirectory(prefix="risalah-") as folder, _opened(place) as engine:
        made = Path(folder) / "register.db"
        _bring_up_to_date(engine, place.name, made)
        with _opened(Place(place.name, path=made)) as current:
            _copy_to_server(current, to)
    return to


def _bring_up_to_date(engine: Engine, name: str, made: Path) -> None:
    """Copy a register to the file `made`, and bring that to the newest schema."""
    with engine.connect() as c:
        version = migrate.read_version(c, name)
    migrate.check_version(version, name)
    if version == 0:
        raise StoreError(f"{name}: no register here", remedy="name the file that `risalah backup` made")
    _copy_file(engine, made)
    if version < migrate.NEWEST:
        copy = make_engine(Place(name, path=made), create=False, read_only=False)
        try:
            with copy.execution_options(writes=True).begin() as c:
                migrate.migrate(c, version)
        finally:
            copy.dispose()
        _settle(made)


def _copy_file(engine: Engine, made: Path) -> None:
    """SQLite's own backup: one moment of the register, also while it is being written."""
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(made)) as copy:
            source.backup(copy)
    finally:
        pooled.close()
    _settle(made)


def _settle(made: Path) -> None:
    """Let the file stand alone, without a write-ahead log beside it, and see that it is whole."""
    with closing(sqlite3.connect(made)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        said = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise StoreError(f"the register is damaged: {said}", remedy="restore an earlier backup, or build again")


def _copy_into_file(engine: Engine, made: Path) -> None:
    """All tables of a server's register into a new SQLite register."""
    made.unlink(missing_ok=True)
    file = make_engine(Place(str(made), path=made), create=True, read_only=False)
    try:
        one_moment = engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with one_moment as source, file.execution_options(writes=True).begin() as target:
            migrate.migrate(target, 0)
            _copy_tables(source, target)
    finally:
        file.dispose()
    _settle(made)


def _copy_to_server(source: Engine, to: Place) -> None:
    """All tables of an SQLite register into an empty database of a server."""
    engine = make_engine(to, create=True, read_only=False)
    lock = WriterLock()
    try:
        lock.take_database(engine, to.name)
        with source.connect() as old, engine.begin() as new:
            if migrate.read_version(new, to.name):
                raise StoreError(f"{to.name}: there is a register already", remedy="name an empty database")
            migrate.migrate(new, 0)
            _copy_tables(old, new)
            for table in schema.metadata.sorted_tables:
                if "n" in table.c:
                    last = select(func.coalesce(func.max(table.c.n), 0) + 1).scalar_subquery()
                    sequence = func.pg_get_serial_sequence(table.name, "n")
                    new.execute(select(func.setval(sequence, last, False)))
    finally:
        lock.release()
        engine.dispose()


def _copy_tables(source: Connection, target: Connection) -> None:
    """Every row of every table, parents first, but the log of migrations, which each register has of its own."""
    for table in schema.metadata.sorted_tables:
        if table is schema.migrations or table in FACET_TABLES:
            continue
        found = source.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        for part in found.partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in part])
    write_facets(target)  # with them the words of entries, which no table holds


def _locate_new(target: str | Path) -> Place:
    """The place of a register that is still to be made. Raises StoreError where something stands there."""
    place = locate(target)
    if place.path is None:
        raise StoreError(f"{place.name}: a backup is a file", remedy="name a folder or a .db file")
    if place.path.exists():
        raise StoreError(f"{place.path}: there is a register already", remedy="name another place, or move it away")
    return place


@contextmanager
def _opened(place: Place) -> Iterator[Engine]:
    engine = make_engine(place, create=False, read_only=True)
    try:
        with reporting(place.name):
            if engine.dialect.name == "postgresql":
                with engine.connect() as c:
                    c.execute(text("SELECT 1"))
            yield engine
    finally:
        engine.dispose()


@contextmanager
def _appearing(path: Path, name: str) -> Iterator[Path]:
    """A file beside `path` that takes its name when all is written, and is gone where anything failed."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield made
        with made.open("rb+") as f:
            os.fsync(f.fileno())
        try:
            os.link(made, path)  # unlike a rename, never over a file that has come in between
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            made.rename(path)
    except FileExistsError as e:
        raise StoreError(f"{path}: there is a register already", remedy="name another place, or move it away") from e
    except sqlite3.Error as e:
        raise StoreError(f"{name}: {e}", remedy="free disk space, check the permissions, and repeat") from e
    except OSError as e:
        raise StoreError(
            f"{e.filename or path}: {e.strerror}", remedy="check the path, its permissions and space"
        ) from e
    finally:
        for end in ("", "-wal", "-shm", "-journal", ".lock"):
            made.with_name(made.name + end).unlink(missing_ok=True)
