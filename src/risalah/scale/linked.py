"""The link stage of a bulk run: documents day after day out of the tables, entries and stories into others.

The tables by day are the blocks: one day's documents are read at a time, and what is read again (their texts) lies on
disk. The result is that of linking them all in one process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from risalah.link import link
from risalah.link.memory import rest_collector
from risalah.link.shelf import Shelf
from risalah.model.document import Document
from risalah.model.register import Register
from risalah.resources.actors import ActorTable
from risalah.resources.linking import Weights
from risalah.scale.folders import replaced_folder
from risalah.scale.tables import need_parquet

_BATCH = 200  # documents read at once
_ROWS = 2000  # entries written at once

LINKED: dict[str, tuple[str, ...]] = {
    "entries": (
        "id",
        "type",
        "kind",
        "stage",
        "status",
        "story",
        "value",
        "support",
        "history",
        "conflicts",
        "records",
    ),
    "stories": ("id", "title", "first", "last", "body"),
    "places": ("article", "story", "event", "origin", "duplicate_of"),
    "actors": ("id", "kind", "name", "body"),
    "judgements": ("left", "right", "verdict", "by", "body"),
}
"""Columns of each table, all text; `value`, `support`, `history`, `conflicts`, `records` and `body` hold JSON."""


def link_tables(folder: str | Path, weights: Weights) -> dict[str, int]:
    """Link the documents about diplomacy of a bulk run's tables into `linked/`; the rows of each table.

    The folder is replaced as a whole. Raises ConfigError without pyarrow.
    """
    need_parquet()
    root = Path(folder)
    with rest_collector(), Shelf() as shelf:
        documents = [shelf.put(d) for d in read_by_day(root)]
        register = link(documents, (), weights=weights, offices=ActorTable())
        return _write(root, register)


def read_by_day(folder: Path) -> Iterator[Document]:
    """The documents about diplomacy in the tables of a bulk run, oldest day first."""
    pq = need_parquet().parquet
    for day in sorted((folder / "tables" / "documents").glob("day=*")):
        for path in sorted(day.glob("*.parquet")):
            for batch in pq.ParquetFile(path).iter_batches(_BATCH, columns=["relevant", "document"]):
                for row in batch.to_pylist():
                    if row["relevant"]:
                        yield Document.from_json(json.loads(row["document"]))


def _write(root: Path, register: Register) -> dict[str, int]:
    with replaced_folder(root, "linked") as made:
        return {name: _write_table(made / f"{name}.parquet", name, rows) for name, rows in _list_rows(register)}


def _write_table(path: Path, name: str, rows: Iterable[dict[str, Any]]) -> int:
    pa = need_parquet()
    schema = pa.schema([(column, pa.string()) for column in LINKED[name]])
    count, held = 0, []
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for row in rows:
            held.append(row)
            count += 1
            if len(held) >= _ROWS:
                file.write_table(pa.Table.from_pylist(held, schema=schema))
                held.clear()
        file.write_table(pa.Table.from_pylist(held, schema=schema))
    return count


def _list_rows(register: Register) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    yield "entries", (_describe_entry(e) for e in register.entries())
    yield (
        "stories",
        (
            {"id": s.id, "title": s.title, "first": s.first, "last": s.last, "body": _dump(s.to_json())}
            for s in register.stories
        ),
    )
    yield (
        "places",
        (
            {"article": a.id, "story": a.story, "event": a.event, "origin": a.origin, "duplicate_of": a.duplicate_of}
            for a in register.articles
        ),
    )
    names = ("left", "right", "verdict", "by")
    yield "judgements", ({**{k: getattr(j, k) for k in names}, "body": _dump(j.to_json())} for j in register.judgements)
    yield "actors", ({**{k: a.get(k) for k in ("id", "kind", "name")}, "body": _dump(a)} for a in register.actors)


def _describe_entry(entry: Any) -> dict[str, Any]:
    value = entry.value
    return {
        "id": entry.id,
        "type": entry.type,
        "kind": value.get("kind") or value.get("form"),
        "stage": value.get("stage"),
        "status": value.get("status"),
        "story": entry.story,
        "value": _dump(value),
        "support": _dump(entry.support.to_json()),
        "history": _dump(list(entry.history)),
        "conflicts": _dump([c.to_json() for c in entry.conflicts]),
        "records": _dump([{"article": r.article, "id": r.id} for r in entry.records]),
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
