"""The shuffle between two stages: the rows of one block go to the blocks of the next stage that need them.

Each task does it for the rows of one block, by DuckDB, wherever the task runs: in a process of this machine, or as a
future of a Dask cluster. What a later block needs is then the files of its number in all of these folders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import open_duck, read_files


def gather(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """`given`: the folder whose rows are distributed."""
    (source,) = task.given
    root = job.root

    def rows(folder: str, name: str) -> str:
        return read_files([root / folder / name])

    if task.stage == "gather":
        query = f"""SELECT block, story, number, copy_of, why, heavy, records FROM {rows(source, "heavy.parquet")}
            JOIN {rows("place-0", "placed.parquet")} USING (article)
            JOIN {rows("place-0", "clusters.parquet")} USING (cluster)"""
    else:
        kept, plan = ("block, n", "plan-0/plan.parquet")
        asked = "place, story, event, origin, copy_of, row"
        if task.stage == "spread":
            kept, plan = ("block, n, entry_n, entry, occasion, told", "assign-0/assigned.parquet")
            asked += ", told"
        number = int(source.rpartition("-")[2])
        query = f"""SELECT {kept}, story, event, origin, copy_of, row
            FROM (SELECT {asked} FROM {rows(source, "records.parquet")})
            JOIN (SELECT * FROM {rows(*plan.split("/"))} WHERE source = {number}) USING (place)"""
    with open_duck(root) as c:
        target = str(made / "rows").replace("'", "''")
        (made / "rows").mkdir()
        c.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (block))")
    report["blocks"] = len(list((made / "rows").iterdir()))


def gathered(root: Path, stage: str, block: str) -> str:
    """The rows that were gathered for a block, as DuckDB reads them."""
    return read_files(sorted(root.glob(f"{stage}-*/rows/block={block}/*.parquet")))
