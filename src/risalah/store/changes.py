"""What was put right, and what was erased: the corrections log; and entries whose dates have moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, or_, select

from risalah.model.register import Entry
from risalah.store import rows, schema
from risalah.store.chain import FORGETS
from risalah.store.document_reader import DocumentReader
from risalah.store.pages import CORRECTED

Act = Literal[
    "same",
    "different",
    "unsure",
    "accept",
    "reject",
    "set",
    "add",
    "withdrawn",
    "corrected",
    "forget_article",
    "forget_actor",
    "other",
]


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the log. `at` is ISO 8601, `by` who did it ("" for a rule or where it is not kept).

    `keys` are the records ("<article>#<record>") or articles that it is about, the older first, `field` the field that
    was set. An erased person is not named: that is what erasing is for.
    """

    at: str
    act: Act
    by: str
    why: str
    keys: tuple[str, ...] = ()
    field: str = ""


def list_changes(reader: DocumentReader) -> list[Change]:
    """Judgements and rulings of persons, taken back ones too, corrected articles and erasures, newest first."""
    found = [*_list_judgements(reader), *_list_rulings(reader), *_list_corrected(reader), *_list_erased(reader)]
    return sorted(found, key=lambda c: (c.at, c.act, c.keys), reverse=True)


def _list_judgements(reader: DocumentReader) -> Iterable[Change]:
    for judgement in reader.judgements(withdrawn=True):
        if not judgement.by.startswith("person:"):
            continue
        who, keys = judgement.by.removeprefix("person:"), (judgement.left, judgement.right)
        act: Act = judgement.verdict
        yield Change(judgement.at or "", act, who, "; ".join(judgement.reasons), keys)
        if judgement.withdrawn_at:
            yield Change(judgement.withdrawn_at, "withdrawn", who, "", keys)


def _list_rulings(reader: DocumentReader) -> Iterable[Change]:
    for _, ruling in reader.rulings(withdrawn=True):
        who, keys = ruling.by.removeprefix("person:"), (ruling.subject,)
        yield Change(ruling.at or "", ruling.act, who, ruling.why, keys, ruling.field or "")
        if ruling.withdrawn_at:
            yield Change(ruling.withdrawn_at, "withdrawn", who, "", keys, ruling.field or "")


def _list_corrected(reader: DocumentReader) -> Iterable[Change]:
    """Articles for which a later text at the same address stands, with the day of the build that read it."""
    v, a, r = schema.versions.c, schema.articles.c, schema.runs.c
    query = (
        select(v.article, v.stands, func.coalesce(r.finished, r.started, ""))
        .join(schema.articles, a.id == v.stands)
        .outerjoin(schema.runs, r.n == a.run)
        .where(v.why == CORRECTED)
    )
    with reader._read() as c:
        for old, new, at in c.execute(query).all():
            yield Change(str(at or ""), "corrected", "", "", (old, new))


def _list_erased(reader: DocumentReader) -> Iterable[Change]:
    for row in reader.audit():
        act: Act = row["act"] if row["act"] in FORGETS else "other"
        keys = (row["subject"],) if act == "forget_article" else ()
        yield Change(row["at"], act, "", row["why"], keys)


def find_moved(reader: DocumentReader, limit: int = 400) -> list[Entry]:
    """Commitments and meetings whose date was another one before, or is told differently; the newest first."""
    e, k = schema.entries.c, schema.conflicts.c
    told = select(k.entry).where(k.field.in_(("due", "when")))
    moved = or_(e.value.contains('"previous":[{', autoescape=True), e.id.in_(told))
    query = select(schema.entries).where(e.type.in_(("commitment", "meeting")), moved)
    query = query.order_by(func.coalesce(e.date_to, e.date_from, "").desc(), e.id).limit(limit)
    with reader._read() as c:
        return rows.to_entries(c, c.execute(query).mappings().all())
