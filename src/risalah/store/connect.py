"""From a name to an open database: a folder, a file or a database URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from risalah.errors import RegisterBusy, StoreError

FILE_NAME = "register.db"
"""The name of the register inside a folder."""

_BUSY_SECONDS = 10
_CACHE_KB = 65536
_POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": -1}
"""Connections are kept for so many threads, and made for more: a thread that holds one never waits for another."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register lies: `path` of an SQLite file, or `url` of a PostgreSQL database. `name` is for messages."""

    name: str
    path: Path | None = None
    url: URL | None = None


def locate(target: str | Path) -> Place:
    """The place that `target` names. Raises StoreError for a URL of an unknown kind or without its driver."""
    raw = str(target)
    if "://" in raw:
        try:
            url = make_url(raw)
        except ArgumentError as e:
            raise StoreError(f"not a database URL: {raw!r}", remedy="write postgresql://user@host/name") from e
        kind = url.get_backend_name()
        if kind == "sqlite":
            if not url.database or url.database == ":memory:":
                raise StoreError("a register in memory cannot be kept", remedy="name a folder")
            return _locate_path(Path(url.database))
        if kind not in ("postgresql", "postgres"):
            raise StoreError(f"no registers on {kind!r}", remedy="use a folder or a postgresql:// URL")
        url = url.set(drivername="postgresql+psycopg")
        return Place(url.render_as_string(hide_password=True), url=url)
    return _locate_path(Path(raw))


def _locate_path(path: Path) -> Place:
    file = path if path.suffix in (".db", ".sqlite", ".sqlite3") and not path.is_dir() else path / FILE_NAME
    return Place(str(path), path=file)


def make_engine(place: Place, *, create: bool, read_only: bool, append: float | None = None) -> Engine:
    """An engine on `place`. Raises StoreError where there is no register, or it cannot be read or written.

    `append` is for short transactions beside a build: how many seconds one waits for the database's own locks. What
    was committed is then on the disk, whatever happens to the machine.
    """
    if place.path is None:
        try:
            assert place.url is not None
            engine = create_engine(place.url, pool_pre_ping=True, **_POOL)
            if append is not None:
                _set_up_appending(engine, append)
            return engine
        except (ImportError, NoSuchModuleError) as e:
            raise StoreError("PostgreSQL needs a driver", remedy="pip install 'risalah[postgres]'") from e
    _prepare_file(place.path, create=create and not read_only, read_only=read_only)
    return _sqlite(place.path, read_only=read_only, append=append)


def _set_up_appending(engine: Engine, wait: float) -> None:
    """A PostgreSQL connection that waits so long for a lock, and for the disk at each commit."""

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(wait * 1000)}")
            cursor.execute("SET synchronous_commit = on")
        connection.commit()


def _prepare_file(path: Path, *, create: bool, read_only: bool) -> None:
    """Check that the file can be used, and make its folder where `create`."""
    try:
        if not path.exists():
            if not create:
                raise StoreError(f"{path}: no register here", remedy="make one with `risalah build SRC -o REGISTER`")
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise StoreError(f"{path}: this is a folder, not a register", remedy="name another place")
        if not read_only and not (os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))):
            raise StoreError(f"{path}: cannot be written", remedy="check the permissions or name another place")
        if path.exists() and path.stat().st_size:
            with path.open("rb") as f:
                if f.read(16) != b"SQLite format 3\x00":
                    raise StoreError(f"{path}: this file is not a register", remedy="name another place")
        elif path.exists() and not create:
            raise StoreError(f"{path}: this file is empty, not a register", remedy="remove it and build again")
    except OSError as e:
        raise StoreError(
            f"{e.filename or path}: {e.strerror}", remedy="check the path and its permissions, or name another place"
        ) from e


def _sqlite(path: Path, *, read_only: bool, append: float | None = None) -> Engine:
    """An engine on an SQLite file: WAL, foreign keys, transactions that also hold changes of the schema."""
    address = "file:" + quote(str(path.resolve()))
    if read_only:
        # Without a writable folder no WAL index can be made: such a register lies still, and is read as it is.
        wal = path.with_name(path.name + "-wal")
        still = not os.access(path.parent, os.W_OK) and not wal.exists()
        address += "?immutable=1" if still else "?mode=ro"

    def connect() -> sqlite3.Connection:
        wait = _BUSY_SECONDS if append is None else append
        return sqlite3.connect(address, uri=True, timeout=wait, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=_pool(), **_POOL)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'NORMAL' if append is None else 'FULL'}")
            # Ids are hashes and fall anywhere in their indexes: what does not stay in memory is read for each insert.
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver would begin late, and leave changes of the schema outside.
        options = connection.get_execution_options()
        if not options.get("plain"):  # VACUUM runs outside of transactions
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


@contextmanager
def reporting(name: str) -> Iterator[None]:
    """Turn what the database says into a StoreError that names the register."""
    try:
        yield
    except PoolTimeout as e:
        raise RegisterBusy(f"{name}: no connection is free", remedy="repeat later") from e
    except DBAPIError as e:
        said = " ".join(str(e.orig).split())
        if "locked" in said or "lock timeout" in said:
            raise RegisterBusy(f"{name}: {said}", remedy="another process is writing; repeat later") from e
        remedy = "check the register with `risalah verify`"
        if "disk is full" in said or "No space" in said or "could not extend" in said:
            remedy = "free disk space and repeat; nothing half-written was kept"
        elif "disk I/O error" in said:
            remedy = "free disk space, or see what is wrong with the disk, and repeat; nothing half-written was kept"
        elif "readonly" in said or "read-only" in said:
            remedy = "it was opened for reading only"
        elif "not a database" in said or "malformed" in said:
            remedy = "the file is damaged or not a register: restore a backup or build again"
        elif "connect" in said or "refused" in said:
            remedy = "check the database URL and that the server runs"
        raise StoreError(f"{name}: {said}", remedy=remedy) from e
