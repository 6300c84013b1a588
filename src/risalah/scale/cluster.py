"""Shards over a Dask cluster: on this machine, over SSH, on Kubernetes; the same code, for it needs a client alone.

Workers must see the sources and the folder of results under the same paths (a shared file system).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from risalah.errors import ConfigError
from risalah.scale.shards import Shard
from risalah.scale.work import Job, run_shard
from risalah.scale.workers import ATTEMPTS, Outcome

_ANSWER = 10
"""Seconds that a scheduler has to answer."""


@contextmanager
def open_cluster(address: str) -> Iterator[Any]:
    """A client of the scheduler at `address` ("tcp://host:8786"), or of processes here ("local", "local:4").

    Raises ConfigError where the extra is not installed, the address is none, or nobody answers.
    """
    try:
        dask, distributed = import_module("dask"), import_module("distributed")
    except ImportError as e:
        raise ConfigError("a cluster needs dask and distributed", remedy="pip install 'risalah[cluster]'") from e
    quiet = {"distributed.scheduler.allowed-failures": ATTEMPTS, "distributed.admin.tick.limit": "60s"}
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
