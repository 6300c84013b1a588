"""Stage 4, over small rows: which records share blocks of candidates, and so must be joined in one place.

Records that share no block are never compared, so the connected components of the blocks can be joined apart from each
other, exactly. Components are put together to pieces of about equal size; a component is never cut.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from pathlib import Path
from typing import Any

from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, fetch, files, open_duck

TYPES = ("meeting", "commitment", "quotation")


def plan(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Numbers all records in canonical order and cuts them into pieces."""
    with open_duck(job.root) as c:
        c.execute(
            f"""CREATE TEMP TABLE r AS
            SELECT row_number() OVER (ORDER BY day, published, article, start, id) - 1 AS n,
                source, place, type, key, entry, longer, occasion
            FROM ({_sourced(job.root, "records.parquet")})"""
        )
        c.execute(
            f"""CREATE TEMP TABLE k AS
            SELECT k.key, r.n, k.story, r.n = max(r.n) OVER (PARTITION BY k.key) AS last
            FROM ({_sourced(job.root, "keys.parquet")}) k JOIN r USING (source, place)
            QUALIFY count(*) OVER (PARTITION BY k.key) > 1"""
        )
        total = c.execute("SELECT count(*) FROM r").fetchone()[0]
        union = _Union(total)
        before: tuple[int, int] | None = None
        for key, n in fetch(c, "SELECT key, n FROM k ORDER BY key, n"):
            if before is not None and before[0] == key:
                union.unite(before[1], n)
            before = (key, n)
        numbers = _find_numbers(c, job)
        for whole in job.decisions.unions():
            found = sorted(numbers[key] for key in whole if key in numbers)
            for n in found[1:]:
                union.unite(found[0], n)
        report |= _cut(c, union, made, job.setup.records_a_block)
        code = "key + 2::UTINYINT * story::UTINYINT + last::UTINYINT"
        for name, query in (
            ("live", f"SELECT block, n, {code} AS code FROM k JOIN b USING (n) ORDER BY block"),
            ("met", "SELECT q.n, m.n AS meeting FROM r q JOIN r m ON q.occasion = m.key WHERE m.type = 'meeting'"),
            ("records", "SELECT n, source, place, type, entry, longer FROM r ORDER BY n"),
        ):
            c.execute(f"COPY ({query}) TO '{_quote(made / name)}.parquet' (FORMAT parquet, COMPRESSION zstd)")


def _sourced(root: Path, name: str) -> str:
    """The files of all blocks of stories, with the number of the block beside each row."""
    found = files(root, "tell", name).replace("hive_partitioning=false", "hive_partitioning=false, filename=true")
    return f"SELECT *, regexp_extract(filename, 'tell-(\\d+)/[a-z]+\\.parquet$', 1)::BIGINT AS source FROM {found}"


def _quote(path: Path) -> str:
    return str(path).replace("'", "''")


def _find_numbers(c: Any, job: LinkJob) -> dict[str, int]:
    """The numbers of the records of which persons said that they are the same."""
    keys = sorted({key for whole in job.decisions.unions() for key in whole})
    if not keys:
        return {}
    return dict(fetch(c, "SELECT key, n FROM r WHERE key IN (SELECT unnest(?))", [keys]))


def _cut(c: Any, union: _Union, made: Path, most: int) -> dict[str, Any]:
    """Write which piece each record belongs to; components in the order of their first records."""
    kinds: dict[int, str] = {}
    sizes: dict[int, int] = defaultdict(int)
    for n, kind in fetch(c, "SELECT n, type FROM r ORDER BY n"):
        first = union.find(n)
        sizes[first] += 1
        kinds[first] = kind
    pieces: dict[int, str] = {}
    held: dict[str, int] = dict.fromkeys(TYPES, 0)
    number: dict[str, int] = dict.fromkeys(TYPES, 0)
    for first in sorted(sizes):
        kind = kinds[first]
        if held[kind] and held[kind] + sizes[first] > most:
            number[kind], held[kind] = number[kind] + 1, 0
        held[kind] += sizes[first]
        pieces[first] = f"{kind}-{number[kind]}"
    with RowWriter(made / "pieces.parquet", {"n": "int64", "block": "string"}) as rows:
        for n in range(len(union)):
            rows.add(n, pieces[union.find(n)])
    c.execute(f"CREATE TEMP VIEW b AS SELECT * FROM read_parquet('{_quote(made)}/pieces.parquet')")
    query = "SELECT source, place, n, block FROM r JOIN b USING (n) ORDER BY source, place"
    c.execute(f"COPY ({query}) TO '{_quote(made)}/plan.parquet' (FORMAT parquet, COMPRESSION zstd)")
    largest = {kind: max((s for f, s in sizes.items() if kinds[f] == kind), default=0) for kind in TYPES}
    return {"records": len(union), "pieces": sorted(set(pieces.values())), "largest_component": largest}


class _Union:
    """Sets of numbers that are united; the smallest number of a set names it. Eight bytes a number."""

    def __init__(self, size: int) -> None:
        self._parent = array("q", range(size))

    def __len__(self) -> int:
        return len(self._parent)

    def find(self, n: int) -> int:
        """The name of the set of a number."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def unite(self, a: int, b: int) -> None:
        """Make one set of two."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)
