"""A time limit for the work on one page, in the main thread by a signal, in any other by a watching thread."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0
"""Seconds after which it rings again: a library may have caught the first exception and gone on."""


class OutOfTime(BaseException):
    """The time is up. No Exception, for libraries catch those and go on with the page."""


@contextmanager
def limit_time(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTime inside the block once `seconds` have passed; None sets no limit.

    It comes between two steps of Python: a library that hangs in a step of its own is not reached.
    """
    if seconds is None:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        yield from _by_signal(seconds)
    else:
        yield from _by_thread(seconds)


def _by_signal(seconds: float) -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        if running:
            raise OutOfTime

    running, begun = True, time.monotonic()
    handler = signal.signal(signal.SIGALRM, ring)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        running = False
        # Whoever had set an alarm before (a test runner) gets it back, with what is left of its time.
        rest = max(0.001, left - (time.monotonic() - begun)) if left else 0.0
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, rest, interval)


def _by_thread(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    ended, turn = threading.Event(), threading.Lock()

    def watch() -> None:
        pause = seconds
        while not ended.wait(pause):
            with turn:
                if not ended.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(OutOfTime))
            pause = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        while not ended.is_set():
            try:
                with turn:
                    # An exception that is on its way must not arrive behind the block.
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
                    ended.set()
            except OutOfTime:
                continue
