"""The last step, by one writer: the tables of `linked/` out of the rows of all blocks, in the order of their ids."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from risalah.link.human import is_in_force
from risalah.model.register import Judgement
from risalah.scale.folders import replaced_folder
from risalah.scale.linking.finish import ACTORS
from risalah.scale.linking.job import LinkJob
from risalah.scale.linking.place import JUDGED
from risalah.scale.linking.resolve import ENTRIES
from risalah.scale.linking.rows import REPORT, RowWriter, dump, find_files, merge
from risalah.scale.linking.tell import PLACES, STORIES

FAILURES = dict.fromkeys(("article", "step", "reason", "detail"), "string")
LINKED: dict[str, tuple[str, ...]] = {
    "entries": tuple(name for name in ENTRIES if name not in ("rank", "last_news")),
    "stories": tuple(STORIES),
    "places": tuple(PLACES),
    "actors": tuple(ACTORS),
    "judgements": tuple(JUDGED),
    "failures": tuple(FAILURES),
}
"""Columns of each table, all text; `value`, `support`, `history`, `conflicts`, `records` and `body` hold JSON."""


def write_tables(
    root: Path,
    job: LinkJob,
    judgements: Sequence[Judgement],
    failures: Sequence[dict[str, str]],
    report: dict[str, Any],
) -> dict[str, int]:
    """Write all tables into `linked/`, which is replaced as a whole; the rows of each."""
    counts: dict[str, int] = {}
    with replaced_folder(root, "linked") as made:
        for name, columns in LINKED.items():
            with RowWriter(made / f"{name}.parquet", dict.fromkeys(columns, "string")) as rows:
                for row in _list_rows(job, name, columns, judgements, failures):
                    rows.add(*row)
                counts[name] = rows.count
        (made / REPORT).write_text(json.dumps({**report, "rows": counts}, ensure_ascii=False), encoding="utf-8")
    return counts


def _list_rows(
    job: LinkJob,
    name: str,
    columns: Sequence[str],
    judgements: Sequence[Judgement],
    failures: Sequence[dict[str, str]],
) -> Iterable[tuple[Any, ...]]:
    if name == "failures":
        return [tuple(f[column] for column in columns) for f in failures]
    if name == "judgements":
        return _list_judgements(job, judgements)
    if not any(job.root.glob("resolve-*" if name == "entries" else "tell-*")):
        return ()
    if name == "entries":
        return _list_entries(job, columns)
    stage = "actors" if name == "actors" else "tell"
    return merge(find_files(job.root, stage, f"{name}.parquet"), columns, 1)


def _list_entries(job: LinkJob, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The entries; a commitment's value ends with what hangs on other entries."""
    related = merge(find_files(job.root, "relate", "related.parquet"), ("id", "related", "related_by"), 1)
    at = next(related, None)
    asked = ("rank", *columns, "last_news")
    value = asked.index("value")
    for row in merge(find_files(job.root, "resolve", "entries.parquet"), asked, 2):
        _, entry, kind = row[:3]
        if kind != "commitment":
            yield row[1:-1]
            continue
        while at is not None and at[0] < entry:
            at = next(related, None)
        on, by = at[1:] if at is not None and at[0] == entry else ("[]", "[]")
        rest = f',"related":{on},"related_by":{by},"last_news":{dump(row[-1])}}}'
        yield (*row[1:value], row[value][:-1] + rest, *row[value + 1 : -1])


def _list_judgements(job: LinkJob, judgements: Sequence[Judgement]) -> Iterator[tuple[Any, ...]]:
    """Those of persons, and those of rules on pairs of which no person decided anything that stands."""
    given = {(j.left, j.right, j.verdict, j.by, j.at or ""): j for j in judgements if j.by.startswith("person:")}
    decided = {frozenset((j.left, j.right)) for j in given.values() if is_in_force(j)}
    said = sorted(given.values(), key=lambda j: (j.left, j.right, j.by, j.at or ""))
    persons = ((j.left, j.right, j.verdict, j.by, dump(j.to_json())) for j in said)
    paths = [path for stage in ("place", "join") for path in find_files(job.root, stage, "judged-*.parquet")]
    # The verdict of a rule on a pair says nothing about the order: a pair has one of each rule.
    made = (row for row in merge(paths, tuple(JUDGED), 2) if frozenset(row[:2]) not in decided)
    return heapq.merge(persons, made, key=lambda row: (row[0], row[1], row[3]))
