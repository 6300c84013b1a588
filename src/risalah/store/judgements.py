"""Judgements of persons: rows that are appended and taken back, and their text, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from sqlalchemy import Connection, and_, or_, select

from risalah.errors import StoreError
from risalah.model.codebook import Verdict
from risalah.model.register import Judgement, Selector
from risalah.store import rows, schema
from risalah.store.attach import Attached, choose_selector
from risalah.store.chain import append_act

_FORM = '{"left": "sha256:...#c1", "right": "sha256:...#c2", "verdict": "same", "by": "person:NAME", "reasons": []}'


@dataclass(frozen=True, slots=True)
class GivenJudgement:
    """A judgement from a text, with the addresses of the articles that its sides stand in."""

    judgement: Judgement
    left_url: str | None = None
    right_url: str | None = None


@dataclass(slots=True)
class ImportReport:
    """What an import did: counts of judgements."""

    added: int = 0
    known: int = 0
    withdrawn: int = 0
    rules: int = 0

    def to_json(self) -> dict[str, int]:
        """A JSON object."""
        return {"added": self.added, "known": self.known, "withdrawn": self.withdrawn, "rules": self.rules}


def write_judgements(attached: Iterable[Attached], urls: dict[int, tuple[str | None, str | None]]) -> Iterator[str]:
    """Judgements as text, oldest first; `now` says where the ends stand today, and is not read back."""
    for row in sorted(attached, key=lambda a: (a.given.at or "", a.number)):
        body: dict[str, Any] = row.given.to_json()
        body["left_url"], body["right_url"] = urls.get(row.number, (None, None))
        now: dict[str, Any] = {"state": row.state}
        if row.state == "moved":
            now |= {"left": row.judgement.left, "right": row.judgement.right}
        if row.why:
            now["why"] = row.why
        yield json.dumps({**body, "now": now}, ensure_ascii=False)


def read_judgements(lines: Iterable[str], where: str) -> list[GivenJudgement]:
    """The judgements of a text; `where` names it. Raises StoreError, with the line, for the first that is wrong."""
    out = []
    for n, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        try:
            out.append(_read_line(line))
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            said = f"{e.args[0]!r} is missing" if isinstance(e, KeyError) else str(e)
            raise StoreError(f"{where}:{n}: {said}", remedy=f"nothing was imported; a line is like {_FORM}") from e
    return out


def _read_line(line: str) -> GivenJudgement:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("this line is no JSON object")
    judgement = Judgement.from_json(row)
    if judgement.verdict not in get_args(Verdict):
        raise ValueError(f"the verdict {judgement.verdict!r} is none of {', '.join(get_args(Verdict))}")
    for side in (judgement.left, judgement.right):
        if not isinstance(side, str) or not side.partition("#")[0]:
            raise ValueError(f"{side!r} names no record")
    if ("#" in judgement.left) != ("#" in judgement.right):
        raise ValueError("one side is an article, the other a record")
    if judgement.left == judgement.right:
        raise ValueError("both sides are one record")
    if not isinstance(judgement.by, str) or judgement.by.partition(":")[0] not in ("person", "rule"):
        raise ValueError(f'"by" must be "person:NAME", not {judgement.by!r}')
    if any("\x00" in str(x) for x in (line, judgement.left, judgement.right)):
        raise ValueError("a NUL character")
    return GivenJudgement(judgement, row.get("left_url"), row.get("right_url"))


def append_judgement(c: Connection, given: GivenJudgement, at: str) -> int:
    """Append a judgement, with the time, the quote selectors and the addresses where it has none; its number."""
    j = given.judgement
    j = replace(
        j,
        at=j.at or at,
        left_selector=j.left_selector or find_selector(c, j.left),
        right_selector=j.right_selector or find_selector(c, j.right),
    )
    row = {
        **rows.make_decision(replace(j, withdrawn_at=None)),
        "score": j.score,
        "by_whom": j.by,
        "made_at": j.at,
        "withdrawn_at": j.withdrawn_at,
        "left_url": given.left_url or _find_url(c, j.left),
        "right_url": given.right_url or _find_url(c, j.right),
    }
    key = c.execute(schema.judgements.insert().values(row)).inserted_primary_key
    assert key is not None
    number = int(key[0])
    told = json.loads(str(row["body"]))
    append_act(c, "judge", f"judgement:{number}", at=at, by=j.by, why="; ".join(j.reasons), body=told)
    if j.withdrawn_at:
        append_act(c, "withdraw", f"judgement:{number}", at=at, by=j.by, detail={"withdrawn_at": j.withdrawn_at})
    return number


def withdraw_judgement(c: Connection, number: int, at: str, by: str | None = None, why: str = "") -> tuple[str, str]:
    """Take a judgement back; it stays on record. Gives the two that it was of.

    Raises StoreError where there is none that stands.
    """
    j = schema.judgements
    change = j.update().where(j.c.n == number, j.c.withdrawn_at.is_(None)).values(withdrawn_at=at)
    if not c.execute(change).rowcount:
        raise StoreError(f"no judgement {number} that stands", remedy="list the judgements that stand first")
    append_act(c, "withdraw", f"judgement:{number}", at=at, by=by, why=why)
    left, right = c.execute(select(j.c.left_record, j.c.right_record).where(j.c.n == number)).one()
    return left, right


def import_judgements(c: Connection, given: Iterable[GivenJudgement], at: str) -> ImportReport:
    """Append what is not yet there; take back what the text says was taken back. Judgements of rules are left out."""
    report = ImportReport()
    j = schema.judgements.c
    known: dict[tuple[str, ...], tuple[int, str | None]] = {}
    query = select(j.n, j.left_record, j.right_record, j.verdict, j.by_whom, j.made_at, j.withdrawn_at)
    for r in c.execute(query.order_by(j.n)):
        known[(r.left_record, r.right_record, r.verdict, r.by_whom, r.made_at)] = (r.n, r.withdrawn_at)
    for row in given:
        x = row.judgement
        if not x.by.startswith("person:"):
            report.rules += 1
            continue
        identity = (x.left, x.right, x.verdict, x.by, x.at or at)
        before = known.get(identity)
        if before is None:
            known[identity] = (append_judgement(c, row, at), x.withdrawn_at)
            report.added += 1
        elif x.withdrawn_at and before[1] is None:
            withdraw_judgement(c, before[0], x.withdrawn_at, x.by)
            known[identity] = (before[0], x.withdrawn_at)
            report.withdrawn += 1
        else:
            report.known += 1
    return report


def find_selector(c: Connection, key: str) -> Selector | None:
    """The words of the record "<article>#<record>" that tell it from the article's others, or None."""
    article, _, record = key.partition("#")
    r, a = schema.records.c, schema.articles.c
    found = c.execute(select(r.id, r.body).where(r.article == article).order_by(r.position)).all()
    bodies = {x.id: json.loads(x.body) for x in found if x.id[:1] == record[:1]}
    mine = bodies.pop(record, None)
    if mine is None:
        return None
    text = c.execute(select(a.text).where(a.id == article)).scalar()
    return choose_selector(str(text), mine, list(bodies.values()))


def last_judgement(c: Connection, left: str, right: str) -> int:
    """The number of the last judgement of a person on two records, in either order; 0 for none."""
    found = list_pair(c, left, right)
    return found[-1][0] if found else 0


def list_pair(c: Connection, left: str, right: str) -> list[tuple[int, Judgement]]:
    """The judgements of persons on two records, taken back ones too, oldest first, with their numbers."""
    j = schema.judgements
    pair = or_(
        and_(j.c.left_record == left, j.c.right_record == right),
        and_(j.c.left_record == right, j.c.right_record == left),
    )
    return [(r["n"], rows.to_judgement(r)) for r in c.execute(select(j).where(pair).order_by(j.c.n)).mappings()]


def _find_url(c: Connection, key: str) -> str | None:
    a = schema.articles.c
    url = c.execute(select(a.url).where(a.id == key.partition("#")[0])).scalar()
    return str(url) if url else None


def list_judgements(c: Connection) -> list[tuple[int, Judgement, str | None, str | None]]:
    """All judgements, oldest first, with number and addresses."""
    query = select(schema.judgements).order_by(schema.judgements.c.n)
    return [(r["n"], rows.to_judgement(r), r["left_url"], r["right_url"]) for r in c.execute(query).mappings()]
