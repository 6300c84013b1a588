"""What the curators' screens need besides a reader: where decisions go, and who computes, reads and erases for them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from risalah.errors import RegisterBusy, RisalahError
from risalah.store.appender import Appender

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A document of a ministry that a curator adds: a file (`name`, `body`), or text in `body` with an empty name."""

    name: str
    body: bytes
    title: str
    outlet: str
    url: str
    published: str
    by: str


TakeIn = Callable[[OfficialText], str]
"""Reads a document and stores it; gives the id of its article. Raises RisalahError."""
Forget = Callable[[str, str, str, str], None]
"""Erases for good: (kind "article" or "actor", key, why, by). Raises RisalahError."""


class Relinker:
    """Computes the entries anew some time after the last decision, in a thread of its own; never two at once.

    `run` computes them. It waits `quiet` seconds after a decision, and at least as long as the last run took, so that
    a large register is not busy all the time. A register that another process writes is tried again later.
    """

    def __init__(self, run: Callable[[], object], quiet: float = 5.0) -> None:
        self._run, self._quiet = run, quiet
        self._asked = threading.Event()
        self._stop = threading.Event()
        self._last = 0.0
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ask(self) -> None:
        """Something was decided."""
        with self._lock:
            self._last = time.monotonic()
            self._asked.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="relink", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End after what is under way."""
        self._stop.set()
        self._asked.set()

    def _work(self) -> None:
        took = 0.0
        while True:
            self._asked.wait()
            pause = max(self._quiet, took)
            while not self._stop.is_set() and (left := self._last + pause - time.monotonic()) > 0:
                self._stop.wait(left)
            if self._stop.is_set():
                return
            self._asked.clear()
            began = time.monotonic()
            try:
                self._run()
            except RegisterBusy:
                self._last = time.monotonic()
                self._asked.set()
            except RisalahError as e:
                log.error("the entries could not be computed anew: %s", e)
            except Exception:
                # The decisions are kept; the next one, or the next build, tries again.
                log.exception("the entries could not be computed anew")
            took = time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Curation:
    """Where decisions go, and what else a curator may ask for; None where this server cannot do it."""

    appender: Appender
    relinker: Relinker | None = None
    take_in: TakeIn | None = None
    forget: Forget | None = None

    def changed(self) -> None:
        """A decision was kept: the entries want computing."""
        if self.relinker is not None:
            self.relinker.ask()
