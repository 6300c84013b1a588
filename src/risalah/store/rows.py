"""Between rows and nouns."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from risalah.model.document import Document, Failure
from risalah.model.register import (
    ArticleEntry,
    Conflict,
    Entry,
    Judgement,
    RecordRef,
    Selector,
    Story,
    Support,
)
from risalah.store import schema
from risalah.store.among import among
from risalah.store.schema import dumps

Row = Mapping[Any, Any]

TYPES = {"quotations": "quotation", "meetings": "meeting", "commitments": "commitment"}
"""Where records of each type stand in a document."""

_AROUND = 32
_ASKED = 500  # ids in one query: SQLite before 3.32 takes 999 values at most


def gather(connection: Connection, table: Table, column: str, keys: Sequence[str], *order: str) -> dict[str, list[Row]]:
    """Rows of `table` by the value of `column`, for many values, in few queries."""
    out: dict[str, list[Row]] = defaultdict(list)
    for i in range(0, len(keys), _ASKED):
        some = among(connection, table.c[column], keys[i : i + _ASKED])
        query = select(table).where(some).order_by(*(table.c[o] for o in order))
        for row in connection.execute(query).mappings():
            out[row[column]].append(row)
    return out


def to_documents(connection: Connection, found: Sequence[Row], *, ruled: bool = False) -> list[Document]:
    """Documents of rows of `articles`, in their order; spans are checked. `ruled`: with what persons decided."""
    keys = [r["id"] for r in found]
    notes = gather(connection, schema.notes, "article", keys, "article")
    records = gather(connection, schema.records, "article", keys, "article", "type", "position")
    failures = gather(connection, schema.failures, "article", keys, "n")
    over = gather(connection, schema.ruled, "article", keys, "article", "position") if ruled else {}
    out = []
    for r in found:
        body = _document_json(r, notes[r["id"]], records[r["id"]], failures[r["id"]])
        out.append(Document.from_json(overlay(body, over.get(r["id"], ()))))
    return out


def overlay(body: dict[str, Any], ruled: Sequence[Row]) -> dict[str, Any]:
    """A document's JSON with its rows of the table `ruled` laid over it: changed, added and (body None) taken away."""
    if not ruled:
        return body
    by_name = {kind: name for name, kind in TYPES.items()}
    out = {**body, **{name: {r["id"]: r for r in body[name]} for name in TYPES}}
    actors = {a["id"]: a for a in body["actors"]}
    for row in sorted(ruled, key=lambda r: (r["type"], r["position"])):
        records = out[by_name[row["type"]]]
        if row["body"] is None:
            records.pop(row["id"], None)
        else:
            records[row["id"]] = json.loads(row["body"])
        for actor in json.loads(row["actors"] or "[]"):
            actors.setdefault(actor["id"], actor)
    return {**out, **{name: list(out[name].values()) for name in TYPES}, "actors": list(actors.values())}


def _document_json(row: Row, notes: Sequence[Row], records: Sequence[Row], failures: Sequence[Row]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "article": {**json.loads(row["body"]), "text": row["text"]},
        "mentions": json.loads(notes[0]["mentions"]) if notes else [],
        "actors": json.loads(notes[0]["actors"]) if notes else [],
        "failures": [to_failure(f).to_json() for f in failures],
    }
    for name, kind in TYPES.items():
        out[name] = [json.loads(r["body"]) for r in records if r["type"] == kind]
    return out


def digest_document(texts: Iterable[str]) -> str:
    """SHA-256 over everything that is kept of a document, in a fixed order."""
    sha = hashlib.sha256()
    for part in texts:
        sha.update(part.encode("utf-8", "surrogatepass"))
        sha.update(b"\x00")
    return sha.hexdigest()


def find_anchor(text: str, record: Mapping[str, Any]) -> Selector:
    """The words by which a record is found again: of its stage or status, else of its first evidence or content."""
    spans = record.get("evidence") or record.get("content") or []
    if not spans:
        return Selector("")
    span = next((s for s in spans if s.get("field") in ("stage", "status")), spans[0])
    return make_selector(text, span["start"], span["end"])


def make_selector(text: str, start: int, end: int) -> Selector:
    """The words at a place, with those around it."""
    return Selector(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def to_failure(row: Row) -> Failure:
    """A failure of its row."""
    return Failure(row["step"], row["reason"], row["detail"], row["place"], bool(row["quarantined"]))


def to_judgement(row: Row) -> Judgement:
    """A judgement of its row; when it was taken back stands beside the body, which is never edited."""
    body = json.loads(row["body"])
    if "withdrawn_at" in row:
        body["withdrawn_at"] = row["withdrawn_at"]
    return Judgement.from_json(body)


def to_story(row: Mapping[str, Any]) -> Story:
    """The inverse of `Story.to_json`."""
    return Story(
        row["id"],
        row["title"],
        tuple(row["articles"]),
        row["outlets"],
        row["origins"],
        row["from"],
        row["to"],
        row.get("speakers", 0),
    )


def to_article_entry(row: Mapping[str, Any]) -> ArticleEntry:
    """The inverse of `ArticleEntry.to_json`."""
    return ArticleEntry(**row)


def to_conflict(row: Mapping[str, Any]) -> Conflict:
    """The inverse of `Conflict.to_json`."""
    values = tuple((v["value"], tuple(v["articles"])) for v in row["values"])
    return Conflict(row["field"], row["grade"], values, row.get("default_rule") or "")


def to_entries(connection: Connection, found: Sequence[Row], *, whole: bool = True) -> list[Entry]:
    """Entries of rows of `entries`, in their order; where not `whole`, without their records and conflicts."""
    keys = [r["id"] for r in found] if whole else []
    refs = gather(connection, schema.entry_records, "entry", keys, "entry", "position")
    conflicts = gather(connection, schema.conflicts, "entry", keys, "entry", "position")
    return [
        Entry(
            id=r["id"],
            type=r["type"],
            value=json.loads(r["value"]),
            records=tuple(RecordRef(x["article"], x["record"]) for x in refs[r["id"]]),
            support=Support(**json.loads(r["support"])),
            conflicts=tuple(to_conflict(json.loads(x["body"])) for x in conflicts[r["id"]]),
            history=tuple(json.loads(r["history"])),
            story=r["story"],
        )
        for r in found
    ]


def list_parties(entry: Entry, countries: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """(actor, role) of everyone in an entry, sorted. `countries` gives the state that a person belongs to."""
    value = entry.value
    out: set[tuple[str, str]] = set()
    for p in value.get("parties") or ():
        out.add((p, "party") if isinstance(p, str) else (p["actor"], p.get("role") or "party"))
    for p in value.get("participants") or ():
        out.add((p["actor"], p.get("role") or "participant"))
    if value.get("said_by"):
        out.add((value["said_by"], "said_by"))
    speakers = [value.get("speaker"), *(value.get("co_speakers") or ())]
    for speaker in filter(None, speakers):
        out.add((speaker, "speaker"))
        state = countries.get(speaker)
        if state:
            out.add((state, "speaker_state"))
    return sorted(out)


def list_days(entry: Entry, published: Mapping[str, str | None]) -> tuple[str | None, str | None]:
    """(first, last) ISO day of an entry: when a meeting is, as of when a commitment stands, when words were printed."""
    days: list[str] = []
    when = entry.value.get("when")
    if when:
        days += [d for d in (when.get("from"), when.get("to")) if d]
    if not days:
        days += [h["as_of"] for h in entry.history if h.get("as_of")]
    if not days and entry.value.get("said_on"):
        days += [d for d in (entry.value["said_on"].get("from"), entry.value["said_on"].get("to")) if d]
    if not days:
        days += [d[:10] for r in entry.records if (d := published.get(r.article))]
    return (min(days), max(days)) if days else (None, None)


def list_words(value: Mapping[str, Any]) -> str:
    """The words by which an entry is found, in small letters."""
    parts = [value.get("title"), (value.get("place") or {}).get("name")]
    parts += [c["exact"] for c in value.get("content") or ()]
    return " ".join(p for p in parts if p).replace("\x00", " ").lower()


def describe_entry(entry: Entry, published: Mapping[str, str | None]) -> dict[str, Any]:
    """The row of `entries`."""
    value = entry.value
    first, last = list_days(entry, published)
    return {
        "id": entry.id,
        "type": entry.type,
        "kind": value.get("kind") or value.get("form"),
        "stage": value.get("stage"),
        "status": value.get("status"),
        "outcome": value.get("outcome"),
        "due_to": None if value.get("due_reached") else (value.get("due") or {}).get("to"),
        "date_from": first,
        "date_to": last,
        "story": entry.story,
        "search": list_words(value),
        "value": dumps(value),
        "support": dumps(entry.support.to_json()),
        "history": dumps(list(entry.history)),
    }


def make_decision(judgement: Judgement) -> dict[str, Any]:
    """The columns that say what a judgement says."""
    sides = {"left_record": judgement.left, "right_record": judgement.right}
    return {**sides, "verdict": judgement.verdict, "body": dumps(judgement.to_json())}
