"""Entries as objects and as flat rows, with their evidence: the common ground of all export formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from risalah.errors import ConfigError
from risalah.model.codebook import is_overdue
from risalah.model.document import SCHEMA_VERSION
from risalah.model.register import Entry, RecordRef
from risalah.store.reader import Reader

Cell = str | int | float | bool | None

TYPES: tuple[str, ...] = ("commitment", "meeting", "quotation")

_DATES = ("from", "to", "edtf")
_AMOUNT = ("value", "high", "unit", "currency", "qualifier")
_SUPPORT = ("articles", "outlets", "origins", "speakers", "official")

# The fields of each type in the order of their columns; a date or an amount takes several columns.
FIELDS: dict[str, tuple[str, ...]] = {
    "commitment": (
        *("kind", "title", "parties", "stage", "modality", "expected_stage", "outcome", "schedule", "previous"),
        *("sectors", "horizon", "due", "period", "signed_on", "said_on", "amount", "said_by", "conditions"),
    ),
    "meeting": (
        *("kind", "setting", "status", "parties", "participants", "when", "previous", "place", "topics", "background"),
    ),
    "quotation": (
        *("form", "content", "cue", "speaker", "co_speakers", "speaker_basis", "speaker_mention", "occasion", "via"),
    ),
}
_IS_DATE = frozenset({"due", "period", "signed_on", "said_on", "when"})


def read_day(day: str | date) -> str:
    """The ISO day of `day`. Raises ConfigError where it is none."""
    try:
        return day.isoformat() if isinstance(day, date) else date.fromisoformat(day).isoformat()
    except ValueError as e:
        raise ConfigError(f"not a day: {day!r}", remedy="write it as 2031-03-04") from e


def collect_evidence(store: Reader, entries: Iterable[Entry]) -> dict[RecordRef, list[dict[str, Any]]]:
    """Evidence of every record of `entries`: {"article", "field", "start", "end", "exact", "sentence", "rule"}.

    What a quotation rests on (its words, cue and mention), and a commitment's condition, are evidence too.
    """
    bodies = store.record_bodies(r for e in entries for r in e.records)
    return {ref: list(_list_evidence(ref, body)) for ref, body in bodies.items()}


def _list_evidence(ref: RecordRef, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for e in body.get("evidence") or ():
        yield {"article": ref.article, **e}
    for field in ("content", "cue", "speaker_mention", "conditions"):
        spans = body.get(field) or ()
        for span in [spans] if isinstance(spans, dict) else spans:
            where = {k: span[k] for k in ("start", "end", "exact")}
            yield {"article": ref.article, "field": field, **where, "sentence": None, "rule": body.get("rule") or ""}


def describe_entry(entry: Entry, evidence: Mapping[RecordRef, list[dict[str, Any]]], as_of: str) -> dict[str, Any]:
    """The object of CONTRACT.md, with `overdue` computed on the day `as_of`, and the evidence of all its records."""
    out = entry.to_json()
    if entry.type == "commitment":
        out["overdue"] = find_overdue(entry, as_of)
    out["evidence"] = [{**row, "record": ref.id} for ref in entry.records for row in evidence.get(ref, ())]
    return out


def find_overdue(entry: Entry, as_of: str) -> bool:
    """Is this commitment overdue on the day `as_of`?"""
    due = entry.value.get("due") or {}
    if entry.value.get("due_reached"):
        return False
    return is_overdue(due.get("to"), entry.value.get("outcome") or "unknown", as_of)


def list_columns(kind: str) -> list[str]:
    """The columns of a type's table. Raises ConfigError for an unknown type."""
    if kind not in FIELDS:
        raise ConfigError(f"no records of type {kind!r}", remedy=f"use one of: {', '.join(TYPES)}")
    out = ["id"]
    for field in FIELDS[kind]:
        out += [f"{field}_{part}" for part in _list_parts(field)] or [field]
        out.append(f"{field}_evidence")
    if kind == "commitment":
        out += ["overdue", "history"]
    return [*out, "story", *_SUPPORT, "conflicts", "records"]


def _list_parts(field: str) -> Sequence[str]:
    return _DATES if field in _IS_DATE else _AMOUNT if field == "amount" else ()


def flatten_entry(entry: Entry, evidence: Mapping[RecordRef, list[dict[str, Any]]], as_of: str) -> dict[str, Cell]:
    """One row: `list_columns` of its type. Evidence is "articleid:start-end", several joined by "; "."""
    spans: dict[str, list[str]] = {}
    for ref in entry.records:
        for row in evidence.get(ref, ()):
            spans.setdefault(row["field"], []).append(f"{row['article']}:{row['start']}-{row['end']}")
    out: dict[str, Cell] = {"id": entry.id}
    for field in FIELDS[entry.type]:
        value = entry.value.get(field)
        parts = _list_parts(field)
        for part in parts:
            out[f"{field}_{part}"] = (value or {}).get(part)
        if not parts:
            out[field] = flatten_value(value)
        out[f"{field}_evidence"] = "; ".join(dict.fromkeys(spans.get(field, ())))
    if entry.type == "commitment":
        out["overdue"] = find_overdue(entry, as_of)
        out["history"] = "; ".join(f"{h.get('as_of') or '?'} {h['stage']}" for h in entry.history)
    support = entry.support.to_json()
    refs = "; ".join(f"{r.article}#{r.id}" for r in entry.records)
    return {**out, "story": entry.story, **support, "conflicts": len(entry.conflicts), "records": refs}


def flatten_value(value: Any) -> Cell:
    """One cell of one value: "IDN:party; NZL:party", "Ambon, IDN", the exact words of spans, dates as EDTF."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple)):
        return "; ".join(str(flatten_value(v)) for v in value)
    if "exact" in value:
        return str(value["exact"])
    if "actor" in value:
        return f"{value['actor']}:{value['role']}"
    if "edtf" in value:
        return str(value["edtf"])
    if "name" in value:
        return ", ".join(x for x in (value["name"], value.get("country")) if x)
    return "; ".join(f"{k}={flatten_value(v)}" for k, v in value.items())


def describe_register(store: Reader, as_of: str) -> Iterator[tuple[str, Any]]:
    """The members of the register object of CONTRACT.md in order; a list for each of its tables."""
    register = store.load_register()
    evidence = collect_evidence(store, register.entries())
    yield "schema_version", SCHEMA_VERSION
    yield "as_of", as_of
    yield "articles", [a.to_json() for a in register.articles]
    yield "stories", [s.to_json() for s in register.stories]
    yield "actors", list(register.actors)
    for name, entries in (
        ("meetings", register.meetings),
        ("quotations", register.quotations),
        ("commitments", register.commitments),
    ):
        yield name, [describe_entry(e, evidence, as_of) for e in entries]
    yield "judgements", [j.to_json() for j in register.judgements]
