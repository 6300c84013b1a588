"""Processor time of one call: other work on the machine says nothing about how a function grows."""

from __future__ import annotations

import time
from collections.abc import Callable


def spend(call: Callable[[], object], tries: int = 1) -> float:
    """Seconds of processor time that `call` takes; the least of `tries`."""
    taken = []
    for _ in range(tries):
        began = time.process_time()
        call()
        taken.append(time.process_time() - began)
    return min(taken)
