"""CSV (RFC 4180, UTF-8): a file for each type of record, with the spans on which each field rests."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from risalah.show.export_rows import Cell, collect_evidence, flatten_entry, flatten_value, list_columns
from risalah.store.reader import Reader

# A spreadsheet reads a cell that begins so as a formula (the last three: after it drops or splits at them).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

TABLES: dict[str, str] = {
    "commitment": "commitments.csv",
    "meeting": "meetings.csv",
    "quotation": "quotations.csv",
    "article": "articles.csv",
    "story": "stories.csv",
    "actor": "actors.csv",
    "conflict": "conflicts.csv",
    "judgement": "judgements.csv",
}
"""The file of each type."""


def escape_cell(cell: Cell) -> str:
    """A cell as text: empty for None, true/false; a text that a spreadsheet would run gets a leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(_FORMULA) else cell
    return str(cell)


def write_tables(store: Reader, as_of: str, only: str | None = None) -> Iterator[tuple[str, str]]:
    """(type, text of its file) of every table, or of `only` one, in a fixed order with fixed bytes."""
    register = store.load_register()
    entries = {"commitment": register.commitments, "meeting": register.meetings, "quotation": register.quotations}
    for kind, found in entries.items():
        if only in (None, kind):
            evidence = collect_evidence(store, found)
            yield kind, _print_table(list_columns(kind), (flatten_entry(e, evidence, as_of) for e in found))
    plain: dict[str, list[dict[str, Any]]] = {
        "article": [a.to_json() for a in register.articles],
        "story": [s.to_json() for s in register.stories],
        "actor": [{**a, "office_flags": _list_flags(a)} for a in register.actors],
        "conflict": [
            {"entry": e.id, "type": e.type, "field": c.field, "grade": c.grade, "value": v, "articles": list(a)}
            for e in register.entries()
            for c in e.conflicts
            for v, a in c.values
        ],
        "judgement": [
            {k: v for k, v in j.to_json().items() if not k.endswith("_selector")} for j in register.judgements
        ],
    }
    columns = {
        "article": "id url outlet title published lang story event origin origin_basis duplicate_of",
        "story": "id title articles outlets origins speakers from to",
        "actor": "id kind name aliases office country former suggested office_flags",
        "conflict": "entry type field grade value articles",
        "judgement": "left right verdict score reasons by at withdrawn_at",
    }
    for kind, rows in plain.items():
        if only in (None, kind):
            flat = ({k: flatten_value(v) for k, v in row.items()} for row in rows)
            yield kind, _print_table(columns[kind].split(), flat)


def _list_flags(actor: Mapping[str, Any]) -> list[str]:
    """The doubted offices of an actor: the reason, the office, the day and the words' place."""
    return [
        f"{f['reason']} {f['office']} {f['day']} {f['article']}:{f['start']}-{f['end']}"
        for f in actor.get("office_flags") or ()
    ]


def _print_table(columns: list[str], rows: Iterator[Mapping[str, Cell]] | Any) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([escape_cell(row.get(c)) for c in columns])
    return out.getvalue()
