"""The register on disk or on a server. In: documents, judgements, a register. Out: the same, checked. Never: rules.

`open_store` gives a Store, which reads (reader.py) and, unless opened for reading only, writes (writer.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from risalah.errors import StoreError
from risalah.store.backup import back_up, restore
from risalah.store.connect import locate, make_engine, reporting
from risalah.store.dropped_pages import DroppedPage, DroppedPages
from risalah.store.feeds import FeedBook, FeedRow, Validator, WaitingItem
from risalah.store.keep import WriteReport
from risalah.store.lock import WriterLock, wait_for
from risalah.store.migrate import NEWEST, check_version, open_schema, read_version
from risalah.store.pages import KnownPage, Reading
from risalah.store.quarantine import Quarantine, Quarantined, RunInputs
from risalah.store.verify import VerifyReport, verify
from risalah.store.writer import Store

__all__ = [
    "DroppedPage",
    "DroppedPages",
    "FeedBook",
    "FeedRow",
    "KnownPage",
    "Quarantine",
    "Quarantined",
    "Reading",
    "RunInputs",
    "Store",
    "Validator",
    "VerifyReport",
    "WaitingItem",
    "WriteReport",
    "back_up",
    "open_store",
    "read_schema",
    "restore",
    "verify",
]


def open_store(
    target: str | Path,
    *,
    create: bool = False,
    read_only: bool = False,
    wait: float = 0,
    on_wait: Callable[[str], None] | None = None,
) -> Store:
    """Open the register at `target`: a folder (holding register.db), a .db file, or a database URL.

    `create` makes one where there is none. Opened for writing, it takes the writer's lock, for which it waits up to
    `wait` seconds and says so once to `on_wait`, and brings an older schema up to date. Raises StoreError (no register,
    not a register, cannot be written), RegisterBusy (another process is writing) and NewerSchema (written by a newer
    risalah; nothing is touched).
    """
    place = locate(target)
    engine = make_engine(place, create=create, read_only=read_only)
    lock: WriterLock | None = None
    try:
        with reporting(place.name):
            if not read_only:
                lock = WriterLock()
                take = partial(lock.take_file, place.path) if place.path else partial(lock.take_database, engine)
                wait_for(partial(take, name=place.name), wait, on_wait)
            open_schema(engine, place.name, create=create, read_only=read_only)
        return Store(engine, place.name, lock)
    except BaseException:
        engine.dispose()
        if lock is not None:
            lock.release()
        raise


def read_schema(target: str | Path) -> tuple[int, int]:
    """(the schema version of the register at `target`, the newest that is known). Raises as `open_store`."""
    place = locate(target)
    engine = make_engine(place, create=False, read_only=True)
    try:
        with reporting(place.name), engine.connect() as c:
            version = read_version(c, place.name)
    finally:
        engine.dispose()
    check_version(version, place.name)
    if version == 0:
        raise StoreError(f"{place.name}: no register here", remedy="make one with `risalah build SRC -o REGISTER`")
    return version, NEWEST
