"""Checking a register: every text against its hash, every span against its text, every entry against its records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from risalah.model.ids import text_hash
from risalah.store import rows, schema
from risalah.store.connect import reporting
from risalah.store.reader import Reader

_PAGE = 200
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: where (article, record or entry, field) and what."""

    article: str
    record: str
    field: str
    problem: str

    def to_json(self) -> dict[str, str]:
        """A JSON object."""
        return {"article": self.article, "record": self.record, "field": self.field, "problem": self.problem}


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How much was checked, and what was found. `stale`: a build did not end, and the entries show what was before."""

    articles: int
    records: int
    spans: int
    entries: int
    faults: tuple[Fault, ...]
    stale: bool = False

    @property
    def ok(self) -> bool:
        """Is everything as it was written?"""
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        """A JSON object with `ok`."""
        counts = {"articles": self.articles, "records": self.records, "spans": self.spans, "entries": self.entries}
        return {"ok": self.ok, "stale": self.stale, **counts, "faults": [f.to_json() for f in self.faults]}


def verify(store: Reader) -> VerifyReport:
    """Check all of a register, one page of articles at a time. Raises StoreError where it cannot be read at all."""
    check = _Check()
    last: int | None = None
    with reporting(store.name), store.engine.connect() as c:
        while True:
            query = select(schema.articles).order_by(schema.articles.c.n).limit(_PAGE)
            if last is not None:
                query = query.where(schema.articles.c.n > last)
            found = c.execute(query).mappings().all()
            if not found:
                break
            check.read_articles(c, found)
            last = found[-1]["n"]
    stale = store.linked_by() is None
    with reporting(store.name), store.engine.connect() as c:
        check.read_entries(c, stale)
    return VerifyReport(check.articles, check.records, check.spans, check.entries, tuple(check.faults), stale)


class _Check:
    def __init__(self) -> None:
        self.articles = self.records = self.spans = self.entries = 0
        self.faults: list[Fault] = []

    def fault(self, article: str, record: str, field: str, problem: str) -> None:
        self.faults.append(Fault(article, record, field, problem))

    def read_articles(self, c: Connection, found: Any) -> None:
        """Texts, records and names of some articles."""
        keys = [r["id"] for r in found]
        notes = rows.gather(c, schema.notes, "article", keys, "article")
        records = rows.gather(c, schema.records, "article", keys, "article", "type", "position")
        failures = rows.gather(c, schema.failures, "article", keys, "n")
        ruled = rows.gather(c, schema.ruled, "article", keys, "article", "position")
        for row in found:
            key = row["id"]
            self.articles += 1
            self.check_article(row, notes[key], records[key], failures[key])
            for changed in ruled.get(key, ()):
                if changed["body"] is not None:
                    self.check_record(key, row["text"], changed)

    def check_article(self, row: rows.Row, notes: list[rows.Row], records: list[rows.Row], failures: Any) -> None:
        key, text = row["id"], row["text"]
        if text_hash(text) != row["text_hash"]:
            self.fault(key, "", "text", "the text is not the one that was stored: its hash differs")
        parts = [text, row["body"]]
        if notes:
            parts += [notes[0]["mentions"], notes[0]["actors"]]
        by_type = sorted(records, key=lambda r: list(rows.TYPES.values()).index(r["type"]))
        parts += [r["type"] + r["body"] for r in by_type]
        parts.append(schema.dumps([rows.to_failure(f).to_json() for f in failures]))
        if rows.digest_document(parts) != row["digest"]:
            self.fault(key, "", "document", "the article or its records were changed after they were written")
        for n, mention in enumerate(self.load(key, "", "mentions", notes[0]["mentions"] if notes else "[]")):
            self.check_span(key, text, f"mention {n + 1}", "mention", mention)
        for record in records:
            self.check_record(key, text, record)

    def check_record(self, key: str, text: str, row: rows.Row) -> None:
        self.records += 1
        body = self.load(key, row["id"], "body", row["body"])
        for field, span in _walk(body, row["type"]):
            self.check_span(key, text, row["id"], field, span)
        if row["type"] != "quotation" and not body.get("evidence"):
            self.fault(key, row["id"], "evidence", "a record without evidence")
        if row["type"] == "quotation" and not body.get("content"):
            self.fault(key, row["id"], "content", "a quotation without words")

    def check_span(self, key: str, text: str, record: str, field: str, span: Mapping[str, Any]) -> None:
        """Do the words stand where they are said to stand, inside the sentence that is said to hold them?"""
        self.spans += 1
        a, b = span.get("start"), span.get("end")
        if not (isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= len(text)):
            self.fault(key, record, field, f"[{a}, {b}) is no span of a text of {len(text)} characters")
        elif text[a:b] != span.get("exact"):
            exact = str(span.get("exact"))[:_SHOWN]
            self.fault(key, record, field, f"{exact!r} is not what stands at [{a}, {b})")
        else:
            sentence = span.get("sentence")
            if sentence and not (0 <= sentence[0] <= a and b <= sentence[1] <= len(text)):
                self.fault(key, record, field, f"[{a}, {b}) lies outside its sentence {sentence}")

    def load(self, key: str, record: str, field: str, raw: str) -> Any:
        try:
            return json.loads(raw)
        except ValueError as e:
            self.fault(key, record, field, f"not JSON: {e}")
            return {}

    def read_entries(self, c: Connection, stale: bool = False) -> None:
        """Does every record that an entry rests on exist, and is every entry resting on one?

        Where articles were read again and the entries are not yet computed anew, records may be gone.
        """
        e, r = schema.entry_records.c, schema.records.c
        self.entries = len(c.execute(select(schema.entries.c.id)).all())
        if stale:
            return
        join = schema.entry_records.outerjoin(schema.records, (e.article == r.article) & (e.record == r.id))
        added = {(x.article, x.id) for x in c.execute(select(schema.ruled).where(schema.ruled.c.body.is_not(None)))}
        for entry, article, record in c.execute(
            select(e.entry, e.article, e.record).select_from(join).where(r.id.is_(None)).order_by(e.entry, e.article)
        ):
            if (article, record) not in added:
                self.fault(article, entry, "records", f"the record {record} of this entry does not exist")
        bare = select(schema.entries.c.id).where(schema.entries.c.id.not_in(select(e.entry)))
        for (entry,) in c.execute(bare.order_by(schema.entries.c.id)):
            self.fault("", entry, "records", "an entry that rests on no record")


def _walk(value: Any, field: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every {"start", "end", "exact"} inside a record, with the field that it stands for."""
    if isinstance(value, dict):
        if "exact" in value and "start" in value:
            yield str(value.get("field") or field), value
        for name, part in value.items():
            if isinstance(part, (dict, list)):
                yield from _walk(part, str(name))
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part, field)
