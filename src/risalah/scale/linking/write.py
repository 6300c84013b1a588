"""The last step, by one writer: the tables of `linked/` out of the rows of all blocks, in the order of their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from risalah.link.human import is_in_force
from risalah.model.register import Judgement
from risalah.scale.folders import replaced_folder
from risalah.scale.linking.finish import ACTORS
from risalah.scale.linking.job import LinkJob
from risalah.scale.linking.place import JUDGED
from risalah.scale.linking.resolve import ENTRIES
from risalah.scale.linking.rows import REPORT, RowWriter, dump, fetch, files, open_duck
from risalah.scale.linking.tell import PLACES, STORIES

FAILURES = dict.fromkeys(("article", "step", "reason", "detail"), "string")
LINKED: dict[str, tuple[str, ...]] = {
    "entries": tuple(name for name in ENTRIES if name != "last_news"),
    "stories": tuple(STORIES),
    "places": tuple(PLACES),
    "actors": tuple(ACTORS),
    "judgements": tuple(JUDGED),
    "failures": tuple(FAILURES),
}
"""Columns of each table, all text; `value`, `support`, `history`, `conflicts`, `records` and `body` hold JSON."""
_TYPES = "CASE type WHEN 'commitment' THEN 0 WHEN 'meeting' THEN 1 ELSE 2 END"


def write_tables(
    root: Path,
    job: LinkJob,
    judgements: Sequence[Judgement],
    failures: Sequence[dict[str, str]],
    report: dict[str, Any],
) -> dict[str, int]:
    """Write all tables into `linked/`, which is replaced as a whole; the rows of each."""
    counts: dict[str, int] = {}
    with replaced_folder(root, "linked") as made, open_duck(job.root) as c:
        for name, columns in LINKED.items():
            with RowWriter(made / f"{name}.parquet", dict.fromkeys(columns, "string")) as rows:
                for row in _list_rows(c, job, name, columns, judgements, failures):
                    rows.add(*row)
                counts[name] = rows.count
        (made / REPORT).write_text(json.dumps({**report, "rows": counts}, ensure_ascii=False), encoding="utf-8")
    return counts


def _list_rows(
    c: Any,
    job: LinkJob,
    name: str,
    columns: Sequence[str],
    judgements: Sequence[Judgement],
    failures: Sequence[dict[str, str]],
) -> Iterable[tuple[Any, ...]]:
    if name == "failures":
        return [tuple(f[column] for column in columns) for f in failures]
    if name == "judgements":
        return _list_judgements(c, job, judgements)
    if not any(job.root.glob("resolve-*" if name == "entries" else "tell-*")):
        return ()
    if name == "entries":
        return _list_entries(c, job, columns)
    stage = "actors" if name == "actors" else "tell"
    return fetch(
        c, f"SELECT {', '.join(columns)} FROM {files(job.root, stage, f'{name}.parquet')} ORDER BY {columns[0]}"
    )


def _list_entries(c: Any, job: LinkJob, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """The entries; a commitment's value ends with what hangs on other entries."""
    value = """CASE WHEN type = 'commitment' THEN left(value, -1) || ',"related":' || coalesce(related, '[]')
        || ',"related_by":' || coalesce(related_by, '[]') || ',"last_news":'
        || coalesce('"' || last_news || '"', 'null') || '}' ELSE value END"""
    chosen = ", ".join(value if column == "value" else f'"{column}"' for column in columns)
    entries, related = files(job.root, "resolve", "entries.parquet"), files(job.root, "relate", "related.parquet")
    return fetch(c, f"SELECT {chosen} FROM {entries} e LEFT JOIN {related} r USING (id) ORDER BY {_TYPES}, id")


def _list_judgements(c: Any, job: LinkJob, judgements: Sequence[Judgement]) -> Iterable[tuple[Any, ...]]:
    """Those of persons, and those of rules on pairs of which no person decided anything that stands."""
    given = {(j.left, j.right, j.verdict, j.by, j.at or ""): j for j in judgements if j.by.startswith("person:")}
    columns = ", ".join(f'"{name}" VARCHAR' for name in ("l", "r", "verdict", "by", "body", "at"))
    c.execute(f"CREATE TEMP TABLE given ({columns})")
    c.execute("CREATE TEMP TABLE decided (l VARCHAR, r VARCHAR)")
    for j in given.values():
        row = [j.left, j.right, j.verdict, j.by, dump(j.to_json()), j.at or ""]
        c.execute("INSERT INTO given VALUES (?, ?, ?, ?, ?, ?)", row)
        if is_in_force(j):
            c.execute("INSERT INTO decided VALUES (?, ?)", [min(j.left, j.right), max(j.left, j.right)])
    stages = [stage for stage in ("place", "join") if any(job.root.glob(f"{stage}-*"))]
    made = "".join(
        f""" UNION ALL SELECT "left", "right", verdict, "by", body, '' FROM {files(job.root, stage, "judged.parquet")} m
        WHERE NOT EXISTS (FROM decided WHERE l = least(m."left", m."right") AND r = greatest(m."left", m."right"))"""
        for stage in stages
    )
    return fetch(c, f'SELECT l, r, verdict, "by", body FROM (FROM given{made}) ORDER BY l, r, "by", "at"')
