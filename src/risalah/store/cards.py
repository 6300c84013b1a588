"""Cards: what is laid before a curator, made anew with the register; a decision closes its cards at once.

Each has one reason. unsure_merge: two records that may be one. conflict: sources contradict each other. lowered_stage:
a word lowered the stage (hope, plan, condition). inferred_date: a part of a date was worked out. gate: an extractor's
proposal that was not believed. new: nobody has looked at this entry yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, get_args

from sqlalchemy import Connection, func, select

from risalah.model.ids import short_id
from risalah.model.register import Entry, Judgement, Register
from risalah.store import rows, schema
from risalah.store.judgements import last_judgement
from risalah.store.rulings import attach_rulings, list_rulings
from risalah.store.schema import dumps

CardReason = Literal["unsure_merge", "conflict", "lowered_stage", "inferred_date", "gate", "new"]
REASONS: tuple[str, ...] = get_args(CardReason)
_DATES = ("when", "due", "period", "signed_on", "said_on")
_SEEN = ("reject", "accept")  # acts that settle all that was asked about a record


@dataclass(frozen=True, slots=True)
class Card:
    """One question. `entry` is the entry that it is about, `records` the keys of the records, `detail` what is asked.

    `last` is the number of the last ruling on those records (0 for none), of two records that may be one that of the
    last judgement on them: who decides says that this is what was seen.
    """

    n: int
    id: str
    reason: str
    open: bool
    entry: str | None
    article: str | None
    records: tuple[str, ...]
    detail: dict[str, Any]
    last: int = 0


def make_cards(c: Connection, register: Register) -> Iterator[dict[str, Any]]:
    """The rows of the table `cards`: the newest entries first within each reason."""
    yield from _tell_apart(_list_cards(c, register))


def _tell_apart(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One field of one entry may be asked about twice: the second question has an id of its own."""
    seen: dict[str, int] = {}
    for row in found:
        seen[row["id"]] = n = seen.get(row["id"], 0) + 1
        yield row if n == 1 else {**row, "id": f"{row['id']}-{n}"}


def _list_cards(c: Connection, register: Register) -> Iterator[dict[str, Any]]:
    settled, looked = _read_settled(c)
    published = {a.id: a.published for a in register.articles}
    owner = {f"{r.article}#{r.id}": e.id for e in register.entries() for r in e.records}
    yield from _ask_merges(register.judgements, owner)
    yield from _ask_entries(register.commitments + register.meetings, published, settled, looked)
    yield from _ask_gate(c)


def make_cards_of(
    c: Connection, entries: Sequence[Entry], judgements: tuple[Judgement, ...], published: Mapping[str, str | None]
) -> Iterator[dict[str, Any]]:
    """The rows of some entries that are new or other, and of merges that became unsure with them."""
    settled, looked = _read_settled(c)
    owner = {f"{r.article}#{r.id}": e.id for e in entries for r in e.records}
    merges = (row for row in _ask_merges(judgements, owner) if row["entry"] is not None)
    asked = _ask_entries([e for e in entries if e.type != "quotation"], published, settled, looked)
    t = schema.cards
    for row in _tell_apart(chain(merges, asked)):
        # A question that stands already keeps its place in the queue.
        if c.execute(select(t.c.n).where(t.c.id == row["id"])).first() is None:
            yield row


def _ask_entries(
    found: Sequence[Entry], published: Mapping[str, str | None], settled: set[tuple[str, str]], looked: set[str]
) -> Iterator[dict[str, Any]]:
    entries = [(rows.list_days(e, published)[1] or "", e) for e in found]
    entries.sort(key=lambda x: x[1].id)
    entries.sort(key=lambda x: x[0], reverse=True)
    for _, entry in entries:
        keys = [f"{r.article}#{r.id}" for r in entry.records]
        for reason, detail in _ask_entry(entry, all(k not in looked for k in keys)):
            closed = any((k, reason) in settled or (k, "") in settled for k in keys)
            # The first record founded the entry, and keeps its place when others join it.
            yield _row(
                short_id("k", reason, keys[0], dumps(detail.get("field"))), reason, entry.id, keys, detail, not closed
            )


def _read_settled(c: Connection) -> tuple[set[tuple[str, str]], set[str]]:
    """(record, reason that is settled, "" for all), and the records that a person has looked at."""
    settled, looked = set(), set()
    for row in attach_rulings(c, list_rulings(c)):
        if row.state not in ("stands", "moved"):
            continue
        key = row.key if row.given.act != "add" else f"{row.key}p{row.number}"
        looked.add(key)
        settled.add((key, row.given.reason if row.given.act not in (*_SEEN, "add") else ""))
    return settled, looked


def _ask_merges(judgements: tuple[Judgement, ...], owner: dict[str, str]) -> Iterator[dict[str, Any]]:
    unsure = [j for j in judgements if j.verdict == "unsure" and not j.by.startswith("person:")]
    for j in sorted(unsure, key=lambda j: (-j.score, j.left, j.right)):
        if j.left in owner and owner[j.left] == owner.get(j.right):
            continue  # joined through a third record
        detail = {"score": j.score, "reasons": list(j.reasons), "by": j.by}
        keys = [j.left, j.right]
        yield _row(_name_merge(*keys), "unsure_merge", owner.get(j.left), keys, detail, True)


def _ask_entry(entry: Entry, new: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for conflict in entry.conflicts:
        if conflict.grade == "conflict":
            yield "conflict", conflict.to_json()
    if entry.value.get("governors"):
        yield "lowered_stage", {"field": "stage", "governors": entry.value["governors"]}
    for name in _DATES:
        when = entry.value.get(name) or {}
        if when.get("inferred"):
            yield "inferred_date", {"field": name, **{k: when.get(k) for k in ("edtf", "raw", "inferred", "reason")}}
    if new:
        yield "new", {}


def _ask_gate(c: Connection) -> Iterator[dict[str, Any]]:
    """Proposals of extractors that the gate would not let in by itself, but for those that a person has seen."""
    f, a = schema.failures, schema.audit
    seen = set(c.execute(select(a.c.subject).where(a.c.act == "dismiss")).scalars())
    query = select(f).where(f.c.step == "gate", f.c.article.is_not(None)).order_by(f.c.n)
    for row in c.execute(query).mappings():
        key = f"{row['article']}#{row['place']}"
        detail = {"code": row["reason"], "said": row["detail"], "place": row["place"]}
        name = short_id("k", "gate", row["article"], row["reason"], row["detail"])
        opened = f"card:{name}" not in seen
        yield {**_row(name, "gate", None, [key], detail, opened), "article": row["article"]}


def _row(
    name: str, reason: str, entry: str | None, keys: list[str], detail: dict[str, Any], is_open: bool
) -> dict[str, Any]:
    body = dumps({"records": keys, "detail": detail})
    article = keys[0].partition("#")[0]
    return {"id": name, "reason": reason, "open": int(is_open), "entry": entry, "article": article, "body": body}


def close_cards(c: Connection, subject: str, act: str, reason: str) -> None:
    """Close what a decision on a record answers, until the register is made anew: its card, or all of its entry's."""
    article, _, record = subject.partition("#")
    e = schema.entry_records
    entries = c.execute(select(e.c.entry).where(e.c.article == article, e.c.record == record)).scalars().all()
    t = schema.cards
    change = t.update().where(t.c.entry.in_(list(entries)), t.c.reason != "unsure_merge")
    if act not in _SEEN:
        change = change.where(t.c.reason.in_([reason, "new"]))
    c.execute(change.values(open=0))


def open_cards(c: Connection, subject: str) -> None:
    """Lay the questions about a record before people again: a decision on it was taken back."""
    article, _, record = subject.partition("#")
    e, t = schema.entry_records, schema.cards
    entries = select(e.c.entry).where(e.c.article == article, e.c.record == record)
    c.execute(t.update().where(t.c.entry.in_(entries), t.c.reason != "unsure_merge").values(open=1))


def open_merge_card(c: Connection, records: tuple[str, str]) -> None:
    """Ask again whether two records are one."""
    name = _name_merge(*records)
    c.execute(schema.cards.update().where(schema.cards.c.id == name).values(open=1))


def _name_merge(left: str, right: str) -> str:
    return short_id("k", "unsure_merge", *sorted((left, right)))


def close_card(c: Connection, card: str) -> None:
    """Close one card by its id."""
    c.execute(schema.cards.update().where(schema.cards.c.id == card).values(open=0))


def find_card(c: Connection, card: str) -> Card | None:
    """One card by its id."""
    found = c.execute(select(schema.cards).where(schema.cards.c.id == card)).mappings().first()
    return _to_card(c, found) if found else None


def next_card(c: Connection, reason: str, after: int = 0, *, back: bool = False) -> Card | None:
    """The first open card of a reason behind card number `after` (before it, where `back`); None at the end."""
    t = schema.cards
    query = select(t).where(t.c.reason == reason, t.c.open == 1)
    query = query.where(t.c.n < after).order_by(t.c.n.desc()) if back else query.where(t.c.n > after).order_by(t.c.n)
    found = c.execute(query.limit(1)).mappings().first()
    return _to_card(c, found) if found else None


def list_cards(c: Connection, reason: str, after: int = 0, limit: int = 50) -> list[Card]:
    """Open cards of a reason in order, for deciding many at once."""
    t = schema.cards
    query = select(t).where(t.c.reason == reason, t.c.open == 1, t.c.n > after).order_by(t.c.n).limit(limit)
    return [_to_card(c, r) for r in c.execute(query).mappings().all()]


def count_cards(c: Connection) -> dict[str, int]:
    """Open cards by reason, in the order of REASONS."""
    t = schema.cards
    query = select(t.c.reason, func.count().label("many")).where(t.c.open == 1).group_by(t.c.reason)
    found = {str(r.reason): int(r.many) for r in c.execute(query)}
    return {reason: found.get(reason, 0) for reason in REASONS}


def count_open(c: Connection, most: int, after: int = 0) -> dict[str, int]:
    """As `count_cards`, but counting no further than `most` of each reason: a register may have a million cards."""
    t = schema.cards
    counts = []
    for reason in REASONS:
        query = select(t.c.n).where(t.c.reason == reason, t.c.open == 1, t.c.n > after).limit(most)
        counts.append(select(func.count()).select_from(query.subquery()).scalar_subquery())
    return {reason: int(n) for reason, n in zip(REASONS, c.execute(select(*counts)).one(), strict=True)}


def _to_card(c: Connection, row: rows.Row) -> Card:
    body = json.loads(row["body"])
    g = schema.rulings
    last = c.execute(select(func.max(g.c.n)).where(g.c.subject.in_(body["records"]))).scalar() or 0
    if row["reason"] == "unsure_merge":
        last = last_judgement(c, *body["records"])
    return Card(
        n=row["n"],
        id=row["id"],
        reason=row["reason"],
        open=bool(row["open"]),
        entry=row["entry"],
        article=row["article"],
        records=tuple(body["records"]),
        detail=body["detail"],
        last=int(last),
    )
