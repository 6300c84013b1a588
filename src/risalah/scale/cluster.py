"""Shards over a Dask cluster: on this machine, over SSH, on Kubernetes; the same code, for it needs a client alone.

Workers must see the sources and the folder of results under the same paths (a shared file system).
"""

from __future__ import annotations

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
from risalah.pipeline import failed
from risalah.scale.pool import name_crash
from risalah.scale.shards import Shard
from risalah.scale.work import Job, process_batch, run_shard
from risalah.scale.workers import ATTEMPTS, Outcome

_ANSWER = 10
"""Seconds that a scheduler has to answer."""
_BATCH = 16
"""Pages in one task: their way over the network costs little beside reading them."""
_DEATHS = 1
"""Workers that a batch may kill before its pages are sent one by one."""


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

    A worker that dies costs its pages another reading; a page that kills its worker again is named in its document's
    failures. Few pages are under way at a time, so that memory does not grow with the input.
    """
    assert settings.cluster is not None
    plain = replace(settings, cluster=None, jobs=1)
    with open_cluster(settings.cluster, _DEATHS) as client:
        width = 2 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        source = iter(pages)
        waiting: deque[tuple[list[Page | Failure], Any]] = deque()
        while True:
            while len(waiting) < width and (batch := list(islice(source, _BATCH))):
                waiting.append((batch, client.submit(process_batch, batch, plain, pure=False)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield from _collect(client, batch, future, plain)


def _collect(client: Any, batch: Sequence[Page | Failure], future: Any, settings: Settings) -> Iterator[Document]:
    """The documents of a batch; page by page where it killed its worker, so that the one page is given up."""
    killed = import_module("distributed").KilledWorker
    try:
        yield from future.result()
        return
    except killed:
        pass
    for page in batch:
        try:
            yield from client.submit(process_batch, [page], settings, pure=False).result()
        except killed:
            yield failed(name_crash(page.where), page if isinstance(page, Page) else None)


def run_cluster(shards: Sequence[Shard], job: Job, client: Any) -> Iterator[Outcome]:
    """Do shards on a cluster; each is told of as it is done. A worker that dies costs its shard another attempt."""
    # A shard is the unit of retry: its files are there or not, so it may be begun anywhere, any number of times.
    futures = {
        client.submit(run_shard, s, job, key=f"risalah-{s.id}", retries=1, pure=False, priority=-n): s
        for n, s in enumerate(shards)
    }
    for future in import_module("distributed").as_completed(list(futures)):
        shard = futures[future]
        if future.status == "finished":
            yield Outcome(shard, future.result())
        else:
            error = future.exception()
            yield Outcome(shard, None, f"{type(error).__name__}: {error}")
        future.release()
