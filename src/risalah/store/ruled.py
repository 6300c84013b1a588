"""Documents as persons left them: their rulings are laid over what the engine read, which itself is never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.ruling import Ruling
from risalah.model.span import Span
from risalah.store import schema
from risalah.store.rows import TYPES, to_documents
from risalah.store.rulings import AttachedRuling, attach_rulings, list_rulings
from risalah.store.schema import dumps

Body = dict[str, Any]
_AT_ONCE = 200  # documents in memory
_LETTERS = {"c": "commitments", "m": "meetings", "q": "quotations"}
_DEFAULTS: dict[str, Body] = {
    "commitments": {
        "kind": "action",
        "title": "",
        "parties": [],
        "stage": "unclear",
        "modality": "actual",
        "outcome": "unknown",
        "sectors": ["general"],
        "horizon": "unstated",
    },
    "meetings": {"kind": "meeting", "status": "unclear", "participants": [], "parties": [], "topics": []},
    "quotations": {"form": "indirect", "speaker_basis": "explicit"},
}


def group_rulings(attached: Iterable[AttachedRuling]) -> dict[str, list[AttachedRuling]]:
    """The rulings that have an effect today, by today's article, oldest first."""
    out: dict[str, list[AttachedRuling]] = defaultdict(list)
    for row in sorted(attached, key=lambda a: (a.given.at or "", a.number)):
        if row.state in ("stands", "moved"):
            out[row.article].append(row)
    return out


def rule(document: Document, rulings: Sequence[AttachedRuling]) -> Document:
    """The document with these rulings on it, the later one first where two speak of one field."""
    if not rulings:
        return document
    text = document.article.text
    body = document.to_json()
    records: dict[str, Body] = {r["id"]: r for name in _LETTERS.values() for r in body[name]}
    rejected: set[str] = set()
    actors = {a["id"]: a for a in body["actors"]}
    for row in rulings:
        key = row.key.partition("#")[2]
        if row.given.act == "add":
            made = _make_record(row, text)
            records[made["id"]] = made
            body[_LETTERS[made["id"][0]]].append(made)
            for actor in (row.given.after or {}).get("actors") or ():
                actors.setdefault(actor["id"], Actor.from_json(actor).to_json())
        elif key not in records:
            continue
        elif row.given.act == "reject":
            rejected.add(key)
        elif row.given.act == "accept":
            rejected.discard(key)
        else:
            _set_field(records[key], row.given, row.words, text)
    for name in _LETTERS.values():
        body[name] = [r for r in body[name] if r["id"] not in rejected]
    ruled = Document.from_json({**body, "actors": list(actors.values()), "gate": None})
    return replace(ruled, gate=document.gate)


def _set_field(record: Body, given: Ruling, words: Span | None, text: str) -> None:
    """Give one field its value; it rests on the words that the person chose, else on those that it rested on."""
    record[given.field] = given.after
    if given.type == "quotation":
        if given.field == "speaker":
            record["speaker_basis"] = "explicit" if given.after else "unresolved"
            record["speaker_mention"] = words.to_json(text) if words else record.get("speaker_mention")
        record["rule"] = given.by
        return
    if given.field == "conditions":
        record["conditions"] = words.to_json(text) if words else None
    evidence = record["evidence"]
    before = [e for e in evidence if e["field"] == given.field]
    rest = [e for e in evidence if e["field"] != given.field]
    if given.after is None:
        record["evidence"] = rest or evidence
        return
    if words is not None:
        made = [{"field": given.field, **words.to_json(text), "sentence": None, "rule": given.by}]
    else:
        # Nothing else was chosen: the value is another reading of the same words.
        made = [{**e, "field": given.field, "rule": given.by} for e in before or evidence[:1]]
    record["evidence"] = [*rest, *made]


def _make_record(row: AttachedRuling, text: str) -> Body:
    """A record that a person added: each of its values rests on the words that were chosen."""
    letter = row.key.partition("#")[2][:1]
    name = _LETTERS[letter]
    given: Mapping[str, Any] = row.given.after or {}
    assert row.words is not None
    span = row.words.to_json(text)
    out: Body = {"id": f"{letter}p{row.number}", **_DEFAULTS[name]}
    out |= {k: v for k, v in given.items() if k not in ("id", "evidence", "actors", "content")}
    if name == "quotations":
        return {**out, "content": [span], "rule": row.given.by}
    stated = [k for k in out if k != "id" and (k in given or k in ("stage", "status"))]
    out["evidence"] = [
        {"field": k, **span, "sentence": [span["start"], span["end"]], "rule": row.given.by} for k in stated
    ]
    return out


def list_differences(raw: Document, ruled: Document) -> Iterator[dict[str, Any]]:
    """Rows of the table `ruled`: the records of a document that rulings changed, added, or (body None) took away."""
    before, after = raw.to_json(), ruled.to_json()
    known = {a["id"] for a in before["actors"]}
    new_actors = [a for a in after["actors"] if a["id"] not in known]
    for name, kind in TYPES.items():
        old = {r["id"]: (n, dumps(r)) for n, r in enumerate(before[name])}
        new = {r["id"]: (n, dumps(r)) for n, r in enumerate(after[name])}
        for key in {**old, **new}:
            if key in new and key in old and new[key][1] == old[key][1]:
                continue
            n, text = new.get(key, (old.get(key, (0, ""))[0], None))
            yield {
                "article": raw.article.id,
                "id": key,
                "type": kind,
                "position": n,
                "body": text,
                "actors": dumps(new_actors) if new_actors else None,
            }


def read_ruled(c: Connection) -> Iterator[dict[str, Any]]:
    """The rows of the table `ruled`, for what persons decided and the texts of today."""
    grouped = group_rulings(attach_rulings(c, list_rulings(c)))
    keys = sorted(grouped)
    for i in range(0, len(keys), _AT_ONCE):
        part = keys[i : i + _AT_ONCE]
        found = c.execute(select(schema.articles).where(schema.articles.c.id.in_(part))).mappings().all()
        for raw in to_documents(c, found):
            yield from list_differences(raw, rule(raw, grouped[raw.article.id]))
