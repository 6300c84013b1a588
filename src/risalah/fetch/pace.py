"""Manners: one request at a time to a host, a pause between two, rest where it asked for it or is not there."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from risalah.errors import HostBusy

_FAULTS = 3  # attempts in a row, each of which may have taken all its time
_REST_SECONDS = 300.0


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = float("-inf")
    faults: int = 0
    rests_until: float = float("-inf")


class Pacer:
    """Shared by all threads of a fetcher. `clock` gives seconds, `sleep` waits for some."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Within this block nobody else asks `host`, whose last answer ended `delay` seconds ago at least.

        Raises HostBusy ("resting"), without a wait, where the host asked for rest or could not be reached.
        """
        with self._guard:
            state = self._hosts[host]
        with state.lock:
            rest = state.rests_until - self._clock()
            if rest > 0:
                raise HostBusy(
                    f"{host} is left alone for {rest:.0f} seconds more, after what it answered",
                    reason="resting",
                    retry_after=rest,
                )
            wait = state.last + delay - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                state.last = self._clock()

    def note(self, host: str, *, reached: bool) -> None:
        """Whether a request reached `host`: one that cannot be reached several times in a row rests for a while."""
        with self._guard:
            state = self._hosts[host]
            state.faults = 0 if reached else state.faults + 1
            if state.faults >= _FAULTS:
                state.faults = 0
                state.rests_until = self._clock() + _REST_SECONDS

    def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of `host` for so long."""
        with self._guard:
            self._hosts[host].rests_until = self._clock() + seconds
