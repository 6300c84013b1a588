"""Processor time of one call: other work on the machine says nothing about how a function grows."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def spend(call: Callable[[], object], tries: int = 1) -> float:
    """Seconds of processor time that `call` takes; the least of `tries`.

    The collector rests: it walks all that the test process holds, and says nothing of the function's growth.
    """
    taken = []
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for _ in range(tries):
            began = time.process_time()
            call()
            taken.append(time.process_time() - began)
    finally:
        if was_on:
            gc.enable()
    return min(taken)
