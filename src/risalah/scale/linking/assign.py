"""Stage 6, over small rows: the id of each entry, and the blocks in which entries are resolved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import files, open_duck, read_files


def assign(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Entries in the order of their first records, about so many records a block; an entry is never cut."""
    plan = job.root / "plan-0"
    records, met = read_files([plan / "records.parquet"]), read_files([plan / "met.parquet"])
    most = job.setup.records_a_block
    target = str(made / "assigned.parquet").replace("'", "''")
    with open_duck(job.root) as c:
        c.execute(
            f"""CREATE TEMP TABLE j AS SELECT n, entry_n FROM {files(job.root, "join", "joined.parquet")};
            CREATE TEMP TABLE e AS SELECT n AS entry_n, block, CASE WHEN twins = 1 THEN entry ELSE longer END AS entry
            FROM (
                SELECT n, entry, longer, row_number() OVER (PARTITION BY entry ORDER BY n) AS twins,
                    (sum(size) OVER (ORDER BY n) - size) // {most} AS block
                FROM {records} JOIN (SELECT entry_n AS n, count(*) AS size FROM j GROUP BY entry_n) USING (n)
            )"""
        )
        # Where a quotation was said is the entry of that meeting.
        said = f"SELECT m.n, e.entry AS occasion FROM {met} m JOIN j ON m.meeting = j.n JOIN e USING (entry_n)"
        query = f"""SELECT source, place, n, entry_n, e.entry, e.block::BIGINT AS block, occasion
            FROM {records} JOIN j USING (n) JOIN e USING (entry_n) LEFT JOIN ({said}) USING (n)
            ORDER BY source, place"""
        c.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        found = c.execute(f"SELECT DISTINCT block FROM read_parquet('{target}') ORDER BY block").fetchall()
    report |= {"blocks": [int(block) for (block,) in found]}
