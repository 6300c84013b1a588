"""The link stage by block against linking in one process: time, and memory of each process, as the articles grow.

    python -m bench.link_blocks [--sizes 5000,15000,60000] [--jobs 1,2] [--block 2000] [--no-one] [--json]

The articles are those of `bench.link`, in the tables of a bulk run. Each way runs in a process of its own, the blocks
in processes of that one. Peaks are of the process that tells them (VmHWM); "worker" is the largest over all blocks of
a stage, and begins anew with each block. One process reads the tables by day, holds what it compares and lays texts
aside.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.link import Maker
from risalah.link import link
from risalah.link.shelf import Shelf
from risalah.model.document import Document
from risalah.resources.actors import ActorTable
from risalah.resources.linking import read_weights
from risalah.scale.linking import link_tables
from risalah.scale.tables import TableWriter, find_day

_RUN = ("prepare", "place", "tell", "plan", "join", "resolve", "actors")


def write_tables(folder: Path, size: int) -> None:
    """The tables by day of so many articles, all about diplomacy."""
    for day, documents in groupby(Maker().make(size), key=find_day):
        target = folder / "tables" / "documents" / f"day={day}"
        target.mkdir(parents=True)
        with TableWriter(folder) as tables:
            for d in documents:
                tables.write(replace(d, article=replace(d.article, relevant=True)))
        (folder / "documents.parquet").rename(target / "data_0.parquet")


def link_at_once(folder: str) -> dict[str, Any]:
    """Linking in one process, from the tables on; nothing is written."""
    with Shelf() as shelf:
        documents = []
        for path in sorted(Path(folder).glob("tables/documents/*/*.parquet")):
            for batch in pq.ParquetFile(path).iter_batches(200, columns=["document"]):
                documents += [shelf.put(Document.from_json(json.loads(r["document"]))) for r in batch.to_pylist()]
        register = link(documents, (), weights=read_weights(), offices=ActorTable())
    return {"entries": len(register.entries())}


def link_by_block(folder: str, jobs: int, block: int) -> dict[str, Any]:
    """The link stage with so many workers."""
    report = link_tables(folder, read_weights(), jobs=jobs, articles_a_block=block, records_a_block=5 * block)
    stages = report.stages
    return {
        "entries": report.rows["entries"],
        "worker_mb": max(row["peak_memory_mb"] for row in stages.values()),
        "stage_mb": {name: stages[name]["peak_memory_mb"] for name in _RUN},
        "stage_s": {name: round(row["seconds"], 1) for name, row in stages.items()},
        "workers_s": round(sum(row["seconds"] for row in stages.values()), 1),
        "largest_component": stages["plan"]["largest_component"],
        "entries_awake": stages["join"]["entries_awake"],
    }


def measure(way: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """What a way tells in a new process, with seconds by the clock, processor seconds and peak of that process."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_tell, args=(theirs, way, given))
    process.start()
    theirs.close()
    row: dict[str, Any] = ours.recv()
    process.join()
    return row


def _tell(pipe: Any, way: Callable[..., dict[str, Any]], given: tuple[Any, ...]) -> None:
    begun, used = time.monotonic(), time.process_time()
    row = way(*given)
    row |= {"seconds": round(time.monotonic() - begun, 1), "own_s": round(time.process_time() - used, 1)}
    lines = Path("/proc/self/status").read_text().splitlines()
    row["own_mb"] = next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
    pipe.send(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="5000,15000,60000")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--block", type=int, default=2000)
    parser.add_argument("--no-one", action="store_true", help="leave the one process out")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = []
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder:
            write_tables(Path(folder), size)
            ways: list[tuple[str, Callable[..., dict[str, Any]], tuple[Any, ...]]] = []
            if not given.no_one:
                ways.append(("one process", link_at_once, (folder,)))
            ways += [(f"blocks, {n} jobs", link_by_block, (folder, int(n), given.block)) for n in given.jobs.split(",")]
            for name, way, parts in ways:
                shutil.rmtree(Path(folder) / "linked", ignore_errors=True)
                row = {"articles": size, "way": name, **measure(way, *parts)}
                rows.append(row)
                if not given.json:
                    print(json.dumps(row), flush=True)
    if given.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
