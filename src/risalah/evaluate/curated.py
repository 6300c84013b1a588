"""The engine against what curators decided, by rule: where a person corrected it, and which pattern to mend.

Only what a person looked at is counted: a record that was accepted or rejected, a field that was set. These records
were laid before people because they looked doubtful, so that the shares are no measure of the whole register; they say
which rules err most. Nothing is retrained from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from risalah.model.document import Document
from risalah.store.reader import Reader
from risalah.store.rulings import AttachedRuling

_ANCHORS = {"commitment": "stage", "meeting": "status", "quotation": "content"}
"""The field whose rule made the record: where a record is rejected, it is this rule that erred."""


def measure_curated(store: Reader, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Figures by field and by rule: `right wrong share`, `missed` records by kind, pairs that were decided.

    `log` gets a line for each correction: field, rule, what the engine read, what the person set, where.
    """
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    missed: Counter[str] = Counter()
    for row, body in _read_rulings(store):
        if row.given.act == "add":
            missed[str((row.given.after or {}).get("kind") or row.given.type)] += 1
            log.append(("MISSED", row.given.type, (row.given.words.exact if row.given.words else ""), row.key))
            continue
        if body is None:
            continue  # a record that a person had added: no rule made it
        for field, right in _judge(row, body):
            name = _find_rule(body, field)
            word = "right" if right else "wrong"
            fields[field][word] += 1
            rules[name][word] += 1
            if not right:
                log.append(("CORRECTED", field, name, row.given.before, row.given.after, row.key))
    pairs = Counter(j.verdict for j in store.judgements())
    return {
        "fields": {name: _share(c) for name, c in sorted(fields.items())},
        "rules": {name: _share(c) for name, c in sorted(rules.items(), key=lambda x: (-x[1]["wrong"], x[0]))},
        "missed": dict(sorted(missed.items())),
        "pairs": dict(sorted(pairs.items())),
    }


def _read_rulings(store: Reader) -> Iterator[tuple[AttachedRuling, Mapping[str, Any] | None]]:
    """The rulings that stand, the last on each field of a record, with the record as the engine had read it."""
    last: dict[tuple[str, str], AttachedRuling] = {}
    attached = sorted(store.attach_rulings(), key=lambda a: (a.given.at or "", a.number))
    for row in attached:
        if row.state in ("stands", "moved"):
            whole = row.given.act in ("accept", "reject")
            last[(row.key + (f"p{row.number}" if row.given.act == "add" else ""), "" if whole else row.given.field)] = (
                row
            )
    documents: dict[str, Document | None] = {}
    for row in last.values():
        if row.article not in documents:
            documents[row.article] = store.document(row.article, ruled=False)
        yield row, _find_body(documents[row.article], row.key.partition("#")[2])


def _find_body(document: Document | None, record: str) -> Mapping[str, Any] | None:
    if document is None:
        return None
    body = document.to_json()
    found = (r for name in ("commitments", "meetings", "quotations") for r in body[name] if r["id"] == record)
    return next(found, None)


def _judge(row: AttachedRuling, body: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    """(field, was the engine right?) for all that a ruling says of it."""
    if row.given.act == "set":
        yield row.given.field, body.get(row.given.field) == row.given.after
    elif row.given.act == "reject":
        yield _ANCHORS[row.given.type], False
    else:
        stated = dict.fromkeys(e["field"] for e in body.get("evidence") or ())
        for field in [f for f in stated if f in body] or [_ANCHORS[row.given.type]]:
            yield field, True


def _find_rule(body: Mapping[str, Any], field: str) -> str:
    """The rule by which the engine read a field."""
    found = next((e["rule"] for e in body.get("evidence") or () if e["field"] == field and e.get("rule")), None)
    return str(found or body.get("rule") or f"default of {field}")


def _share(c: Counter[str]) -> dict[str, Any]:
    n = c["right"] + c["wrong"]
    return {"right": c["right"], "wrong": c["wrong"], "rate": c["right"] / n}
