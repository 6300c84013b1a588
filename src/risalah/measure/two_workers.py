"""Two workers against one: pages of the same shards, beside what two plain loops gain on the same machine."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.read import PageDefaults, ReadLimits

_SHARDS = 32  # many for each worker, as in a run of archives: the last ones to end say little
_LOOP = 8_000_000  # additions: about half a second


def measure_workers(path: Path, folder: Path, tell: Callable[[str], None]) -> dict[str, Any] | None:
    """One process and two over the same shards of an archive; None without the extra parquet.

    `speedup` is of the time from the first shard begun to the last one done: processes start and load their tables
    before. `speedup_by_processor` is what two free cores would give: twice the work of one, by how much more two cost.
    `speedup_of_loops` is what two processes of plain additions gain at the same time: more this machine cannot give.
    """
    from risalah.scale.bulk import run_bulk
    from risalah.scale.work import REPORT, Job

    rows: dict[int, tuple[float, float]] = {}
    try:
        for jobs in (1, 2):
            tell(f"{jobs} worker{'s' * (jobs > 1)}")
            job = Job(str(folder / f"jobs{jobs}"), Settings(jobs=jobs), PageDefaults(), ReadLimits())
            run_bulk([str(path)], job, shard_bytes=max(100_000, path.stat().st_size // _SHARDS))
            done = [json.loads(p.read_text()) for p in (folder / f"jobs{jobs}").glob(f"shards/*/{REPORT}")]
            first = min(row["begun"] for row in done)
            last = max(row["begun"] + row["wall_seconds"] for row in done)
            rows[jobs] = (last - first, sum(sum(row["seconds"].values()) for row in done))
    except ConfigError:
        return None
    (wall, work), (wall2, work2) = rows[1], rows[2]
    return {
        "wall_seconds": {"1": round(wall, 2), "2": round(wall2, 2)},
        "processor_seconds": {"1": round(work, 2), "2": round(work2, 2)},
        "speedup": round(wall / wall2, 2),
        "speedup_by_processor": round(2 * work / work2, 2),
        "speedup_of_loops": measure_loops(),
    }


def measure_loops() -> float:
    """How many times as much two processes of plain additions do as one, in the same time."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_add_up, [1000, 1000], chunksize=1)
        one = pool.apply(_add_up, (_LOOP,))
        begun = time.perf_counter()
        pool.map(_add_up, [_LOOP, _LOOP], chunksize=1)
        two = time.perf_counter() - begun
    return round(2 * one / two, 2)


def _add_up(n: int) -> float:
    begun, total = time.perf_counter(), 0
    for i in range(n):
        total += i & 7
    return time.perf_counter() - begun
