"""Stage 7, by entries: the value, support, history and conflicts of each entry, out of its records alone."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from risalah.link.join import make_entry
from risalah.link.relations import find_last_news, make_hanger
from risalah.link.views import RecordView, Told
from risalah.link.words import WordReader
from risalah.model.register import Entry
from risalah.scale.linking.gather import find_gathered
from risalah.scale.linking.job import LinkJob, LinkTask
from risalah.scale.linking.rows import RowWriter, dump, merge, pack, unpack, unpack_record

_READ = ("entry_n", "n", "entry", "occasion", "told", "row", "story", "event", "origin", "copy_of")
_TEXTS = ("id", "type", "kind", "stage", "status", "story", "value", "support", "history", "conflicts", "records")
ENTRIES = {"rank": "int64", **dict.fromkeys(_TEXTS, "string"), "last_news": "string"}
_HANGERS = {"states": "string", "n": "int64", "hanger": "binary"}


def resolve(task: LinkTask, job: LinkJob, made: Path, report: dict[str, Any]) -> None:
    """Resolves the entries of a block."""
    weights = job.setup.weights
    words = WordReader(weights)
    rows_of_entries: list[tuple[Any, ...]] = []
    rows_of_hangers: list[tuple[str, int, bytes]] = []
    found = merge(find_gathered(job.root, "spread", task.block), _READ, 2)
    for (n, entry_id), rows in groupby(found, key=lambda row: (row[0], row[2])):
        members: list[RecordView] = []
        occasions: dict[str, str] = {}
        for _, _, _, occasion, told, row, *place in rows:
            record = unpack_record(row, place)
            value, cues = unpack(told)
            assert record.told is not None
            record.told = Told(value, record.told.selector, cues)
            members.append(record)
            if occasion is not None:
                occasions[record.key] = occasion
        kind = members[0].type
        entry = make_entry(entry_id, kind, members, weights, occasions if kind == "quotation" else None)
        last_news = None
        if kind == "commitment":
            last_news = find_last_news(members)
            hanger = make_hanger(entry, members, weights, words)
            if hanger.states:
                rows_of_hangers.append((" ".join(sorted(hanger.states)), n, pack(hanger)))
        row_of = describe_entry(entry)
        rank = ("commitment", "meeting", "quotation").index(kind)
        rows_of_entries.append((rank, *(row_of[name] for name in _TEXTS), last_news))
    for name, columns, rows_of in (("entries", ENTRIES, rows_of_entries), ("hangers", _HANGERS, rows_of_hangers)):
        with RowWriter(made / f"{name}.parquet", columns) as writer:
            for one in sorted(rows_of, key=lambda one: one[:2]):
                writer.add(*one)
    report["entries"] = len(rows_of_entries)


def describe_entry(entry: Entry) -> dict[str, Any]:
    """The row of an entry in the tables."""
    value = entry.value
    return {
        "id": entry.id,
        "type": entry.type,
        "kind": value.get("kind") or value.get("form"),
        "stage": value.get("stage"),
        "status": value.get("status"),
        "story": entry.story,
        "value": dump(value),
        "support": dump(entry.support.to_json()),
        "history": dump(list(entry.history)),
        "conflicts": dump([c.to_json() for c in entry.conflicts]),
        "records": dump([{"article": r.article, "id": r.id} for r in entry.records]),
    }
