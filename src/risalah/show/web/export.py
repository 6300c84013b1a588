"""The register as the JSON of CONTRACT.md, row by row, so that a large one never stands in memory twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from risalah.model.codebook import is_overdue
from risalah.model.document import SCHEMA_VERSION
from risalah.model.register import Entry, Register


def _entry(entry: Entry, as_of: str) -> dict[str, Any]:
    row = entry.to_json()
    if entry.type == "commitment":
        due = (entry.value.get("due") or {}).get("to")
        row["overdue"] = is_overdue(due, entry.value.get("outcome") or "", as_of)
    return row


def stream_register(register: Register, as_of: date) -> Iterator[str]:
    """Pieces of one JSON object."""
    day = as_of.isoformat()
    yield f'{{"schema_version": {json.dumps(SCHEMA_VERSION)}, "as_of": {json.dumps(day)}'
    groups: tuple[tuple[str, Any], ...] = (
        ("articles", (a.to_json() for a in register.articles)),
        ("stories", (s.to_json() for s in register.stories)),
        ("meetings", (_entry(e, day) for e in register.meetings)),
        ("quotations", (_entry(e, day) for e in register.quotations)),
        ("commitments", (_entry(e, day) for e in register.commitments)),
        ("actors", iter(register.actors)),
        ("judgements", (j.to_json() for j in register.judgements)),
    )
    for name, rows in groups:
        yield f', "{name}": ['
        for n, row in enumerate(rows):
            yield (", " if n else "") + json.dumps(row, ensure_ascii=False)
        yield "]"
    yield "}\n"
