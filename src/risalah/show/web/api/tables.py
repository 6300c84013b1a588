"""Lists as CSV: what is shown as a table of one row each, streamed, with no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from starlette.responses import Response, StreamingResponse

from risalah.show.export_csv import escape_cell
from risalah.show.export_rows import collect_evidence, flatten_entry, list_columns
from risalah.show.web.api.entries import MAX_ROWS, stream_entries
from risalah.show.web.api.questions import EntryQuestion
from risalah.show.web.desk import Desk

MOST = 10_000
"""Rows of a table of anything but entries."""


def print_entries(desk: Desk, type: str, question: EntryQuestion, now: str) -> Iterator[str]:
    """A table of all that is found; where it is cut, its last line says so."""
    columns = list_columns(type)
    yield from print_rows(columns, [])
    told = 0
    for entries in stream_entries(desk.reader, type, question, now):
        evidence = collect_evidence(desk.reader, entries)
        told += len(entries)
        yield _lines(columns, (flatten_entry(e, evidence, now) for e in entries))
    if told >= MAX_ROWS:
        yield f"# cut after {MAX_ROWS} rows: narrow the filters\r\n"


def print_rows(columns: list[str], rows: Iterable[Mapping[str, Any]], cut: bool = False) -> Iterator[str]:
    """A table with its head; `cut` says that there are more than MOST rows."""
    yield _lines(columns, [dict(zip(columns, columns, strict=True))])
    yield _lines(columns, rows)
    if cut:
        yield f"# cut after {MOST} rows: narrow the filters\r\n"


def _lines(columns: list[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([escape_cell(row.get(c)) for c in columns])
    return out.getvalue()


def stream_csv(name: str, parts: Iterator[str]) -> Response:
    """CSV as a download, under a name of letters and digits."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)[:80]
    headers = {"Content-Disposition": f'attachment; filename="{safe}.csv"'}
    return StreamingResponse(parts, media_type="text/csv; charset=utf-8", headers=headers)
