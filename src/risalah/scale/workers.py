"""Tasks over processes of this machine. A process that dies takes nothing with it but its task's last attempt."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic

from risalah.scale.task import T, Work

ATTEMPTS = 12
"""As often is a task begun before it is given up. Each two deaths on one page give up that page."""

_GLANCE = 30.0
"""Seconds after which it is looked whether a process hangs, where none has anything to tell."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of a task: its report, or why there is none. `attempts` counts how often it was begun."""

    task: T
    report: dict[str, Any] | None
    fault: str = ""
    attempts: int = 1


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    task: T | None = None


def run_local(tasks: Sequence[T], work: Work[T], jobs: int) -> Iterator[Outcome[T]]:
    """Do tasks with `jobs` processes; each is told of as it is done. A process that hangs is killed."""
    with Workers(work, jobs) as workers:
        yield from workers.run(tasks)


class Workers(Generic[T]):
    """Processes that do tasks, begun as they are needed, and kept from one lot of tasks to the next. A context."""

    def __init__(self, work: Work[T], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._workers: list[_Worker[T]] = []

    def __enter__(self) -> Workers[T]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def run(self, tasks: Sequence[T]) -> Iterator[Outcome[T]]:
        """Do tasks; each is told of as it is done."""
        waiting = deque(tasks)
        begun: dict[str, int] = {}
        workers = self._workers
        while len(workers) < min(self._jobs, len(tasks)):
            workers.append(_start(self._work))
        while True:
            for worker in workers:
                if worker.task is None and waiting:
                    worker.task = waiting.popleft()
                    begun[worker.task.id] = begun.get(worker.task.id, 0) + 1
                    with suppress(BrokenPipeError):  # it died before it began: `recv` tells so
                        worker.pipe.send(worker.task)
            busy = [w for w in workers if w.task is not None]
            if not busy:
                return
            ready = wait([w.pipe for w in busy], timeout=_GLANCE)
            for worker in busy:
                task = worker.task
                assert task is not None
                if worker.pipe not in ready:
                    if self._work.hangs(task):
                        worker.process.kill()
                    continue
                try:
                    report, fault = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    worker.process.join()
                    workers[workers.index(worker)] = _start(self._work)
                    if begun[task.id] < ATTEMPTS:
                        waiting.appendleft(task)
                    else:
                        yield Outcome(task, None, f"its process died {ATTEMPTS} times", begun[task.id])
                    continue
                worker.task = None
                yield Outcome(task, report, fault, begun[task.id])


def _start(work: Work[T]) -> _Worker[T]:
    # Not forked: this process may hold the threads of a database or a cluster, whose locks a fork would inherit.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, work: Work[T]) -> None:
    """In the worker: do tasks until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the run
    work.load()
    gc.freeze()  # what is there now stays: no collection has to walk over it
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[dict[str, Any] | None, str] = (work.run(task), "")
        except Exception as e:
            answer = (None, f"{type(e).__name__}: {e}")  # told of with its task; the others go on
        pipe.send(answer)
