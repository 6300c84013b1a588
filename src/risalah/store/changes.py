"""What was put right, and what was erased: the corrections log; and entries whose dates have moved.

The log has several sources, each with an index of its times: a page of it takes the newest rows of each.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, literal, or_, select

from risalah.model.register import Entry, Judgement
from risalah.model.ruling import Ruling
from risalah.store import rows, schema
from risalah.store.chain import FORGETS
from risalah.store.pages import CORRECTED
from risalah.store.reader import Reader
from risalah.store.rulings import to_ruling
from risalah.store.write_facets import MOVED

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


_Place = tuple[str, str, Any]
"""The time of a row of the log, its source, and its key there."""
_PEOPLE = ("person:", "person;")


def count_changes(reader: Reader) -> int:
    """How many rows the log has."""
    with reader.sets() as (c, _):
        return sum(_count(c, query) for query in _list_sources().values())


def list_changes(reader: Reader, *, skip: int = 0, limit: int | None = None) -> list[Change]:
    """Judgements and rulings of persons, taken back ones too, corrected articles and erasures, newest first."""
    most = None if limit is None else skip + limit
    with reader.sets() as (c, _):
        newest = [_find_places(c, query, most) for query in _list_sources().values()]
        merged = heapq.merge(*newest, key=lambda place: place[:2], reverse=True)
        return _load(c, list(islice(merged, skip, most)))


def list_changes_of(reader: Reader, keys: Sequence[str]) -> list[Change]:
    """What persons decided of these records ("<article>#<record>"), newest first."""
    j, g = schema.judgements.c, schema.rulings.c
    sources = _list_sources()
    places: list[_Place] = []
    with reader.sets() as (c, _):
        for name, about in (("judgement", or_(j.left_record.in_(keys), j.right_record.in_(keys))),
                            ("ruling", g.subject.in_(keys))):  # fmt: skip
            for source in (name, f"{name} withdrawn"):
                places += _find_places(c, sources[source].where(about), None)
        return _load(c, sorted(places, reverse=True))


def _list_sources() -> dict[str, Select[Any]]:
    """By name, the queries for (time, name, key) of the rows of the log; `key` tells the row in its own table."""
    j, g, v, a, r, log = (
        t.c for t in (schema.judgements, schema.rulings, schema.versions, schema.articles, schema.runs, schema.audit)
    )
    person = (j.by_whom >= _PEOPLE[0]) & (j.by_whom < _PEOPLE[1])
    ended = func.coalesce(r.finished, r.started, "")
    corrected = select(ended, literal("corrected"), v.article).join(schema.articles, a.id == v.stands)
    return {
        "judgement": select(j.made_at, literal("judgement"), j.n).where(person),
        "judgement withdrawn": select(j.withdrawn_at, literal("judgement withdrawn"), j.n).where(
            person, j.withdrawn_at.is_not(None)
        ),
        "ruling": select(g.made_at, literal("ruling"), g.n),
        "ruling withdrawn": select(g.withdrawn_at, literal("ruling withdrawn"), g.n).where(g.withdrawn_at.is_not(None)),
        "corrected": corrected.outerjoin(schema.runs, r.n == a.run).where(v.why == CORRECTED),
        "erased": select(log.at, literal("erased"), log.n).where(log.act.in_(FORGETS)),
    }


def _count(c: Connection, query: Select[Any]) -> int:
    return int(c.execute(select(func.count()).select_from(query.subquery())).scalar() or 0)


def _find_places(c: Connection, query: Select[Any], most: int | None) -> list[_Place]:
    """The newest rows of a source."""
    at, _, key = query.selected_columns
    return [(str(r[0] or ""), str(r[1]), r[2]) for r in c.execute(query.order_by(at.desc(), key.desc()).limit(most))]


def _load(c: Connection, places: list[_Place]) -> list[Change]:
    """The rows of the log at these places, in their order."""
    wanted: dict[str, set[Any]] = {}
    for _, source, key in places:
        wanted.setdefault(source.partition(" ")[0], set()).add(key)
    found: dict[tuple[str, Any], Any] = {}
    for source, table, column in (
        ("judgement", schema.judgements, "n"),
        ("ruling", schema.rulings, "n"),
        ("corrected", schema.versions, "article"),
        ("erased", schema.audit, "n"),
    ):
        for key, held in rows.gather(c, table, column, sorted(wanted.get(source, ())), column).items():
            found[source, key] = held[0]
    return [_describe(at, source, found[source.partition(" ")[0], key]) for at, source, key in places]


def _describe(at: str, source: str, row: rows.Row) -> Change:
    kind, _, back = source.partition(" ")
    if kind == "judgement":
        given: Judgement | Ruling = rows.to_judgement(row)
        assert isinstance(given, Judgement)
        act: Act = "withdrawn" if back else given.verdict
        why = "" if back else "; ".join(given.reasons)
        return Change(at, act, given.by.removeprefix("person:"), why, (given.left, given.right))
    if kind == "ruling":
        given = to_ruling(row)
        act = "withdrawn" if back else given.act
        who, why = given.by.removeprefix("person:"), "" if back else given.why
        return Change(at, act, who, why, (given.subject,), given.field or "")
    if kind == "corrected":
        # With the day of the build that read the later text, which stands.
        return Change(at, "corrected", "", "", (row["article"], row["stands"]))
    keys = (row["subject"],) if row["act"] == "forget_article" else ()
    return Change(at, row["act"], "", row["why"], keys)


def find_moved(reader: Reader, limit: int = 400) -> list[Entry]:
    """Commitments and meetings whose date was another one before, or is told differently; the newest first."""
    with reader.sets() as (c, sets):
        found = sets.list_ids(sets.having(*MOVED), limit=limit)
        return reader.take_entries(c, [entry for entry, _ in found])
