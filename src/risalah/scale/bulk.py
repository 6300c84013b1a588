"""A bulk run: sources into shards, shards into Parquet by day, and a report; what is there is not done again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from risalah.errors import ConfigError
from risalah.fingerprint import name_engine
from risalah.report import RunReport
from risalah.scale.folders import replaced_folder
from risalah.scale.shards import SHARD_BYTES, Shard, plan_shards
from risalah.scale.tables import TABLES, need_parquet
from risalah.scale.work import REPORT, Job, is_done, locate_shard
from risalah.scale.workers import Outcome, run_local

_FIRST = "SELECT * FROM {{rows}} QUALIFY row_number() OVER (PARTITION BY {0} ORDER BY {1}) = 1"
_ONCE = {
    "documents": _FIRST.format("id", "page_key"),
    "records": _FIRST.format("article, id", "record"),
    "dropped": _FIRST.format("id", "page_key"),
}
"""A text at one address that lies in two shards is one document, as in a register."""


@dataclass(slots=True)
class BulkReport:
    """The report of a bulk run: figures of all shards, how many of them were done before, and which failed."""

    run: RunReport = field(default_factory=RunReport)
    shards: int = 0
    known: int = 0
    begun_again: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    def add(self, outcome: Outcome[Shard]) -> None:
        """Count a shard."""
        self.begun_again += outcome.attempts - 1
        if outcome.report is None:
            self.faults[outcome.task.name] = outcome.fault
        else:
            self.run.merge(RunReport.from_json(outcome.report))

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        shards = {"shards": self.shards, "shards_known": self.known, "shards_begun_again": self.begun_again}
        return {**self.run.to_json(), **shards, "shards_failed": dict(sorted(self.faults.items()))}

    def tell(self) -> list[str]:
        """Lines for people."""
        known = f", {self.known} of them done before" if self.known else ""
        again = f", {self.begun_again} begun again after a process died" if self.begun_again else ""
        lines = [f"{self.shards} shards{known}{again}", *self.run.tell()]
        return lines + [f"failed: {name}: {why}" for name, why in sorted(self.faults.items())]


def run_bulk(
    sources: Sequence[str],
    job: Job,
    *,
    cluster: str | None = None,
    shard_bytes: int = SHARD_BYTES,
    on_shard: Callable[[int, int, BulkReport], None] | None = None,
) -> tuple[list[Shard], BulkReport]:
    """Read sources into `job.folder`, with `job.settings.jobs` processes or on a cluster.

    `on_shard(done, all, report)` is called as shards are done. Raises ConfigError before any work.
    """
    need_parquet()
    begun = time.monotonic()
    shards = plan_shards(sources, name_engine(job.settings), shard_bytes)
    report = BulkReport(shards=len(shards))
    missing = [s for s in shards if not is_done(job.folder, s)]
    report.known = len(shards) - len(missing)
    for shard in shards:
        if shard not in missing:
            row = json.loads((locate_shard(job.folder, shard) / REPORT).read_text(encoding="utf-8"))
            report.add(Outcome(shard, row))
    if missing:
        done = report.known
        for outcome in _run(missing, job, cluster):
            report.add(outcome)
            done += 1
            if on_shard is not None:
                on_shard(done, len(shards), report)
    report.run.wall = time.monotonic() - begun
    return shards, report


def _run(shards: Sequence[Shard], job: Job, cluster: str | None) -> Iterator[Outcome[Shard]]:
    Path(job.folder, "shards").mkdir(parents=True, exist_ok=True)
    if cluster is None:
        yield from run_local(shards, job, job.settings.jobs)
        return
    from risalah.scale.cluster import open_cluster, run_cluster

    with open_cluster(cluster) as client:
        yield from run_cluster(shards, job, client, job.settings.jobs)


def shuffle_by_day(folder: str | Path, shards: Sequence[Shard], threads: int = 2) -> dict[str, int]:
    """The tables of all shards as one folder a table, a partition a day (`tables/records/day=2031-03-04/...`).

    Gives the rows of each table. The folder is replaced as a whole. Raises ConfigError without duckdb.
    """
    try:
        import duckdb
    except ImportError as e:
        raise ConfigError("the tables by day need duckdb", remedy="pip install 'risalah[parquet]'") from e
    root = Path(folder)
    counts: dict[str, int] = {}
    done = [locate_shard(root, s) for s in shards if is_done(root, s)]
    with (
        replaced_folder(root, "tables") as made,
        duckdb.connect(config={"threads": threads, "preserve_insertion_order": True}) as c,
    ):
        for name in TABLES:
            files = [str(d / f"{name}.parquet") for d in done]
            if not files:
                continue
            target = str(made / name).replace("'", "''")
            (made / name).mkdir()
            query = _ONCE.get(name, "SELECT DISTINCT * FROM {rows}").format(rows=f"read_parquet({_list(files)})")
            copy = f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day))"
            counts[name] = int((c.execute(copy).fetchone() or (0,))[0])
    return counts


def _list(files: Sequence[str]) -> str:
    return "[" + ", ".join("'" + f.replace("'", "''") + "'" for f in files) + "]"
