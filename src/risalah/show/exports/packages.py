"""Tables for statisticians: CSV that Stata reads with a do-file of labels, and a Frictionless data package."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from risalah.model import ruling
from risalah.show.exports.plain import one_line
from risalah.show.exports.shelf import Shelf
from risalah.show.exports.tables import Column, Table, list_tables

_STATA_NAME = 32
_STATA_LABEL = 80
_STATA_READS = 'encoding("utf-8") bindquotes(strict) varnames(1) stringcols(_all)'
_KINDS: dict[str, ruling.RecordType] = {"commitments": "commitment", "meetings": "meeting", "quotations": "quotation"}


def write_stata(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """(file name, text): a CSV a table, with names that Stata takes, and `labels.do`, which reads and labels them."""
    do = ["* Reads the tables of this folder and labels their columns.\n"]
    for table in list_tables(shelf):
        names = shorten_names([c.name for c in table.columns])
        rows = ([_stata_cell(row.get(c.name), shelf) for c in table.columns] for row in table.rows)
        yield f"{table.name}.csv", _csv([names, *rows])
        do.append(f'import delimited "{table.name}.csv", clear {_STATA_READS}\n')
        for name, column in zip(names, table.columns, strict=True):
            if column.type in ("integer", "number", "boolean"):
                do.append(f"destring {name}, replace\n")
            label = column.about.replace('"', "'")[:_STATA_LABEL]
            do.append(f'label variable {name} "{label}"\n')
        do.append(f'save "{table.name}.dta", replace\n\n')
    yield "labels.do", "".join(do)


def shorten_names(names: list[str]) -> list[str]:
    """Names of at most 32 letters, digits and underscores, each once; `from` and `to` are words of Stata itself."""
    out: list[str] = []
    for name in names:
        plain = re.sub(r"\W", "_", name.lower())
        short = plain if len(plain) <= _STATA_NAME else plain.replace("evidence", "ev")[:_STATA_NAME]
        short = {"from": "day_from", "to": "day_to"}.get(short, short)
        n = 2
        while short in out:
            short = f"{short[: _STATA_NAME - 2]}_{n}"
            n += 1
        out.append(short)
    return out


def _stata_cell(value: Any, shelf: Shelf) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return one_line(value, shelf) if isinstance(value, str) else str(value)


def write_datapackage(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """(file name, text): a CSV a table and `datapackage.json`, with the codebook's values as constraints."""
    resources = []
    for table in list_tables(shelf):
        yield f"{table.name}.csv", _csv([[c.name for c in table.columns], *_plain_rows(table)])
        resources.append(
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "description": table.about,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _describe(table),
            }
        )
    package = {
        "profile": "tabular-data-package",
        "name": "risalah-register",
        "title": "A register of what states and organisations said, agreed and promised",
        "created": f"{shelf.as_of}T00:00:00Z",
        "resources": resources,
    }
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _plain_rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [_plain_cell(row.get(c.name)) for c in table.columns]


def _plain_cell(value: Any) -> str:
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _describe(table: Table) -> dict[str, Any]:
    fields = [_describe_field(table.name, c) for c in table.columns]
    out: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.columns[0].name == "id":
        out["primaryKey"] = "id"
    elif table.name in ("conflicts", "history", "evidence"):
        target = "commitments" if table.name == "history" else None
        if target:
            out["foreignKeys"] = [{"fields": "entry", "reference": {"resource": target, "fields": "id"}}]
    return out


def _describe_field(table: str, column: Column) -> dict[str, Any]:
    out: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.about}
    kind = _KINDS.get(table)
    single = kind is not None and column.name in ruling.list_fields(kind) and column.name not in ("sectors", "topics")
    if single and kind and (codes := ruling.list_codes(kind, column.name)):
        out["constraints"] = {"enum": list(codes)}
    return out


def _csv(rows: Any) -> str:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()
