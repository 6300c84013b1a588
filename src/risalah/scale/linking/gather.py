"""The shuffle between two stages: the rows of one block go to the blocks of the next stage that need them.

Each task does it for the rows of one block, which DuckDB joins with the small rows that say where each goes, wherever
the task runs: in a process of this machine, or as a future of a Dask cluster. What a later block needs is then the
files of its number in all of these folders.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, fetch, open_duck, read_files

_PLACE = dict.fromkeys(("story", "event", "origin", "copy_of"), "string")
_COLUMNS: dict[str, dict[str, str]] = {
    "gather": {
        **dict.fromkeys(("story", "number"), "int64"),
        **{"copy_of": "string", "why": "string", "heavy": "binary", "records": "binary"},
    },
    "sort": {"n": "int64", **_PLACE, "row": "binary"},
    "spread": {
        **dict.fromkeys(("entry_n", "n"), "int64"),
        **{"entry": "string", "occasion": "string", **_PLACE, "row": "binary", "told": "binary"},
    },
}
"""What goes on, by stage; a file is sorted by its first columns, as far as they are numbers."""


def gather(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """`given`: the folder whose rows are distributed."""
    (source,) = task.given
    columns = _COLUMNS[task.stage]
    keys = 1 + sum(kind == "int64" for kind in columns.values())

    def rows(folder: str, name: str) -> str:
        return read_files([job.root / folder / name])

    if task.stage == "gather":
        origin = f"""{rows(source, "heavy.parquet")} JOIN {rows("place-0", "placed.parquet")} USING (article)
            JOIN {rows("place-0", "clusters.parquet")} USING (cluster)"""
    else:
        where = rows("plan-0", "plan.parquet") if task.stage == "sort" else rows("assign-0", "assigned.parquet")
        number = int(source.rpartition("-")[2])
        # The names that are in both stand for what the second one says.
        kept = "place, row, told, story, event, origin, copy_of"
        origin = f"""(SELECT {kept} FROM {rows(source, "records.parquet")})
            JOIN (SELECT * FROM {where} WHERE source = {number}) USING (place)"""
    with open_duck(job.root) as c:
        found = sorted(fetch(c, f"SELECT block, {', '.join(columns)} FROM {origin}"), key=lambda row: row[:keys])
    for block, same in groupby(found, key=lambda row: row[0]):
        folder = made / "rows" / f"block={block}"
        folder.mkdir(parents=True)
        with RowWriter(folder / "rows.parquet", columns) as writer:
            for row in same:
                writer.add(*row[1:])
    report["rows"] = len(found)


def find_gathered(root: Path, stage: str, block: str) -> list[Path]:
    """The files that were gathered for a block."""
    return sorted(root.glob(f"{stage}-*/rows/block={block}/rows.parquet"))
