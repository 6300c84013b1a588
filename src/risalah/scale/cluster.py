"""Shards over a Dask cluster: on this machine, over SSH, on Kubernetes; the same code, for it needs a client alone.

Workers must see the sources and the folder of results under the same paths (a shared file system).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import islice
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.model.article import Page
from risalah.model.document import Document, Failure
from risalah.scale.pool import map_pages, process_again
from risalah.scale.task import T, Work, run_task
from risalah.scale.work import process_batch
from risalah.scale.workers import ATTEMPTS, Outcome, run_local

_ANSWER = 10
"""Seconds that a scheduler has to answer."""
_GLANCE = 10
"""Seconds that a task is waited for before it is looked whether anybody does it."""
_PATIENCE = 60
"""Seconds without any worker after which none is waited for."""
_BATCH = 16
"""Pages in one task: their way over the network costs little beside reading them."""
_DEATHS = 1
"""Workers that a batch may kill before its pages are read here, one by one."""


@contextmanager
def open_cluster(address: str, deaths: int = ATTEMPTS) -> Iterator[Any]:
    """A client of the scheduler at `address` ("tcp://host:8786"), or of processes here ("local", "local:4").

    Of the latter a task may kill `deaths` workers before it is given up; another scheduler has its own setting.

    Raises ConfigError where the extra is not installed, the address is none, or nobody answers.
    """
    try:
        dask, distributed = import_module("dask"), import_module("distributed")
    except ImportError as e:
        raise ConfigError("a cluster needs dask and distributed", remedy="pip install 'risalah[cluster]'") from e
    quiet = {"distributed.scheduler.allowed-failures": deaths, "distributed.admin.tick.limit": "60s"}
    # A machine with much to do begins processes slowly; a worker that is given up for that is lost for good.
    quiet |= {"distributed.comm.timeouts.connect": "120s", "distributed.comm.timeouts.tcp": "120s"}
    kind, _, count = address.partition(":")
    with dask.config.set(quiet):
        if kind == "local":
            if count and not (count.isdigit() and int(count)):
                raise ConfigError(f"--cluster: {count!r} is no number of processes", remedy="write local:4")
            cluster = distributed.LocalCluster(
                n_workers=int(count) if count else None,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs="CRITICAL",
            )
            with cluster, distributed.Client(cluster) as client:
                yield client
            return
        try:
            client = distributed.Client(address, timeout=_ANSWER)
        except (OSError, ValueError, TypeError) as e:
            raise ConfigError(
                f"--cluster: no scheduler answers at {address!r}",
                remedy="start one with `dask scheduler`, or use local",
            ) from e
        with client:
            yield client


def map_on_cluster(pages: Iterable[Page | Failure], settings: Settings) -> Iterator[Document]:
    """The documents of pages in input order, read by the workers of `settings.cluster`.

    Pages that killed their worker are read again here, in a process of their own; one that kills that too is named in
    its document's failures. Few pages are under way at a time, so that memory does not grow with the input. Raises
    ConfigError where no worker is left; processes of this machine then go on without the cluster.
    """
    assert settings.cluster is not None
    kind, _, count = settings.cluster.partition(":")
    plain = replace(settings, cluster=None, jobs=int(count) if kind == "local" and count.isdigit() else 1)
    with open_cluster(settings.cluster, _DEATHS) as client:
        killed = import_module("distributed").KilledWorker
        width = 2 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        source = iter(pages)
        waiting: deque[tuple[list[Page | Failure], Any]] = deque()
        while True:
            while len(waiting) < width and (batch := list(islice(source, _BATCH))):
                waiting.append((batch, client.submit(process_batch, batch, plain, pure=False)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from _await(client, future)
            except killed:
                yield from process_again([batch], plain)
            except _NoWorker as e:
                if kind != "local":
                    raise ConfigError(
                        "--cluster: no worker is left", remedy="start workers, and run it again: what was stored stays"
                    ) from e
                yield from process_again([batch, *(b for b, _ in waiting)], plain)
                yield from map_pages(source, plain)
                return


class _NoWorker(Exception):
    """Nobody is left who could do a task."""


def _await(client: Any, future: Any) -> list[Document]:
    """What a task gives. Raises _NoWorker."""
    while True:
        try:
            documents: list[Document] = future.result(timeout=_GLANCE)
            return documents
        except TimeoutError as e:
            if not _has_workers(client):
                raise _NoWorker from e


def run_cluster(tasks: Sequence[T], work: Work[T], client: Any, jobs: int = 1) -> Iterator[Outcome[T]]:
    """Do tasks on a cluster; each is told of as it is done. A worker that dies costs its task another attempt.

    Where no worker is left, a cluster of this machine's processes is done without for the rest, with `jobs`
    processes; of another one the tasks are told as faults, and the next run does them.
    """
    # A task is the unit of retry: its files are there or not, so it may be begun anywhere, any number of times.
    futures = {
        client.submit(run_task, t, work, key=f"risalah-{t.id}", retries=1, pure=False, priority=-n): t
        for n, t in enumerate(tasks)
    }
    wait = import_module("distributed").wait
    while futures:
        try:
            done, _ = wait(list(futures), timeout=_GLANCE, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if _has_workers(client):
                continue
            left = list(futures.values())
            client.cancel(list(futures))
            if getattr(client, "cluster", None) is not None:
                yield from run_local(left, work, max(1, jobs))
            else:
                yield from (Outcome(t, None, "no worker is left in the cluster") for t in left)
            return
        for future in done:
            task = futures.pop(future)
            if future.status == "finished":
                yield Outcome(task, future.result())
            else:
                error = future.exception()
                yield Outcome(task, None, f"{type(error).__name__}: {error}")
            future.release()


def _has_workers(client: Any) -> bool:
    """Is a worker there, or does one come within a while? One that was killed is begun again by its nanny."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if client.scheduler_info(n_workers=-1)["workers"]:
            return True
        time.sleep(0.5)
    return False
