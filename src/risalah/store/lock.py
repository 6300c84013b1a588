"""One writer at a time: a lock on a file beside an SQLite register, an advisory lock on PostgreSQL.

Both end with the process that holds them, however it ends.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from risalah.errors import RegisterBusy

# Any number that no other program on the database is likely to use for its advisory locks ("risalah" in ASCII).
_KEY = 0x72697361_6C6168
_PAUSE = 0.2  # seconds between two looks at a lock


class WriterLock:
    """Held from `take_*` until `release`."""

    def __init__(self) -> None:
        self._file: int | None = None
        self._connection: Connection | None = None

    def take_file(self, path: Path, name: str | None = None) -> WriterLock:
        """Lock the file beside the register at `path`. Raises RegisterBusy."""
        handle = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle)
        except OSError as e:
            os.close(handle)
            raise _busy(name or str(path)) from e
        self._file = handle
        return self

    def take_database(self, engine: Engine, name: str) -> WriterLock:
        """Take PostgreSQL's advisory lock on a connection of its own. Raises RegisterBusy."""
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar():
            connection.close()
            raise _busy(name)
        self._connection = connection
        return self

    def release(self) -> None:
        """Let the next writer in."""
        if self._file is not None:
            os.close(self._file)  # closing ends the lock; the file stays, so that no two writers lock two files
            self._file = None
        if self._connection is not None:
            # The next writer may come at once, before the server has noticed that this connection is gone.
            with suppress(DBAPIError):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
            # A pooled connection lives on after close(), and would keep the lock: end it for good.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.release()


def wait_for(take: Callable[[], object], seconds: float, tell: Callable[[str], None] | None = None) -> None:
    """Call `take` until it gets the lock, for at most `seconds`; says once that it waits. Raises RegisterBusy."""
    until = time.monotonic() + seconds
    told = False
    while True:
        try:
            take()
            return
        except RegisterBusy as e:
            left = until - time.monotonic()
            if left <= 0:
                if told:
                    raise RegisterBusy(
                        f"{e.message}, and did so for {seconds:g} seconds", remedy="wait until it ends, then repeat"
                    ) from e
                raise
            if tell and not told:
                tell(f"{e.message}; waiting up to {seconds:g} seconds")
                told = True
            time.sleep(min(_PAUSE, left))


def _busy(name: str) -> RegisterBusy:
    return RegisterBusy(f"{name}: another process is writing this register", remedy="wait until it ends, then repeat")


def _lock(handle: int) -> None:
    """Lock a whole file without waiting; OSError where another holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        windows: Any = msvcrt
        windows.locking(handle, windows.LK_NBLCK, 1)
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
