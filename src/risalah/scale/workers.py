"""Shards over processes of this machine. A process that dies takes nothing with it but its shard's last attempt."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from risalah.pipeline import load_kit
from risalah.scale.shards import Shard
from risalah.scale.work import Job, locate_mark, run_shard

ATTEMPTS = 12
"""As often is a shard begun before it is given up. Each two deaths on one page give up that page."""


_GLANCE = 30.0
"""Seconds after which it is looked whether a process hangs, where none has anything to tell."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a shard: its report, or why there is none. `attempts` counts how often it was begun."""

    shard: Shard
    report: dict[str, Any] | None
    fault: str = ""
    attempts: int = 1


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    shard: Shard | None = None


def run_local(shards: Sequence[Shard], job: Job, jobs: int) -> Iterator[Outcome]:
    """Do shards with `jobs` processes; each is told of as it is done. A process that hangs is killed."""
    waiting = deque(shards)
    begun: dict[str, int] = {}
    workers: list[_Worker] = []
    try:
        workers = [_start(job) for _ in range(min(jobs, len(shards)))]
        while True:
            for worker in workers:
                if worker.shard is None and waiting:
                    worker.shard = waiting.popleft()
                    begun[worker.shard.id] = begun.get(worker.shard.id, 0) + 1
                    worker.pipe.send(worker.shard)
            busy = [w for w in workers if w.shard is not None]
            if not busy:
                return
            ready = wait([w.pipe for w in busy], timeout=_GLANCE)
            for worker in busy:
                if worker.pipe not in ready:
                    if _hangs(worker, job):
                        worker.process.kill()
                    continue
                shard = worker.shard
                assert shard is not None
                try:
                    report, fault = worker.pipe.recv()
                except EOFError:
                    worker.process.join()
                    workers[workers.index(worker)] = _start(job)
                    if begun[shard.id] < ATTEMPTS:
                        waiting.appendleft(shard)
                    else:
                        yield Outcome(shard, None, f"its process died {ATTEMPTS} times", begun[shard.id])
                    continue
                worker.shard = None
                yield Outcome(shard, report, fault, begun[shard.id])
    finally:
        for worker in workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


def _hangs(worker: _Worker, job: Job) -> bool:
    """Has a process been reading one page for far longer than a page may take? Its own alarm did not reach it."""
    assert worker.shard is not None
    try:
        begun = locate_mark(job.folder, worker.shard).stat().st_mtime
    except OSError:
        return False
    return job.settings.extractor != "llm" and time.time() - begun > 2 * job.settings.page_seconds + _GLANCE


def _start(job: Job) -> _Worker:
    # Not forked: this process may hold the threads of a database or a cluster, whose locks a fork would inherit.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, job), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, job: Job) -> None:
    """In the worker: do shards until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the run
    load_kit(job.settings)
    gc.freeze()  # what is there now stays: no collection has to walk over it
    while True:
        try:
            shard = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[dict[str, object] | None, str] = (run_shard(shard, job), "")
        except Exception as e:
            answer = (None, f"{type(e).__name__}: {e}")  # told of with its shard; the others go on
        pipe.send(answer)
