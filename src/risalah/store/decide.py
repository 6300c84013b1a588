"""What a person decides at once: rulings or judgements in one transaction, each kept once however often it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, select

from risalah.errors import RulingError, StaleRuling, StoreError
from risalah.model.register import Judgement
from risalah.model.ruling import Ruling
from risalah.store import schema
from risalah.store.cards import close_card, close_cards, open_cards, open_merge_card
from risalah.store.chain import append_act, lock_end
from risalah.store.judgements import GivenJudgement, append_judgement, list_pair, withdraw_judgement
from risalah.store.rows import to_judgement
from risalah.store.rulings import append_ruling, to_ruling, withdraw_ruling
from risalah.store.schema import dumps

Kind = Literal["ruling", "judgement"]
_VERDICTS = {"accept": "same", "reject": "different"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person says to one question, all of it or nothing.

    `card` is the card that it answers, `expect` the number of the last ruling (of a pair: judgement) that the person
    had seen there, None where nothing was shown. `dismiss` is said of a card that is about no record: "accept",
    "reject".
    """

    by: str
    rulings: tuple[Ruling, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    card: str = ""
    expect: int | None = None
    dismiss: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: kinds and numbers; `again` where the same person had said just this before, and nothing was."""

    numbers: tuple[tuple[Kind, int], ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """Something that a person decided: what and of which record, when, and by which numbers it is taken back."""

    at: str
    act: str
    subject: str
    field: str
    after: Any
    numbers: tuple[tuple[Kind, int], ...]
    reason: str = ""


def keep_decision(c: Connection, decision: Decision, at: str) -> Kept:
    """Append it, if nobody has decided of these records since. Raises StaleRuling, RulingError.

    The same decision of the same person again (a form that was sent twice, an answer that was lost) is no second one.
    """
    lock_end(c)  # from here on nobody else appends
    if decision.dismiss:
        known = select(schema.audit.c.n).where(schema.audit.c.subject == f"card:{decision.card}")
        if c.execute(known.where(schema.audit.c.act == "dismiss").limit(1)).first():
            return Kept(again=True)
    found = _find_since(c, decision)
    if found:
        if _is_same(decision, found):
            return Kept(tuple((kind, n) for kind, n, _ in found), again=True)
        last = found[-1][2]
        raise StaleRuling(
            f"{last.by.removeprefix('person:')} has decided of this record since you saw it",
            since=tuple(x.to_json() for _, _, x in found),
            remedy="look at what was decided, and decide again",
        )
    numbers: list[tuple[Kind, int]] = []
    for ruling in decision.rulings:
        numbers.append(("ruling", append_ruling(c, ruling, at)))
        close_cards(c, ruling.subject, ruling.act, ruling.reason)
    for judgement in decision.judgements:
        given = GivenJudgement(replace(judgement, withdrawn_at=None))
        _check_pair(c, judgement)
        numbers.append(("judgement", append_judgement(c, given, at)))
    if decision.card:
        close_card(c, decision.card)
    if decision.dismiss:
        append_act(c, "dismiss", f"card:{decision.card}", at=at, by=decision.by, detail={"act": decision.dismiss})
    return Kept(tuple(numbers))


def _check_pair(c: Connection, judgement: Judgement) -> None:
    r, t = schema.records.c, schema.ruled.c
    for key in (judgement.left, judgement.right):
        article, _, record = key.partition("#")
        known = c.execute(select(r.id).where(r.article == article, r.id == record)).first()
        if known is None and c.execute(select(t.id).where(t.article == article, t.id == record)).first() is None:
            raise RulingError(f"no record {key!r}", remedy="choose two records of the register")
    if judgement.left == judgement.right:
        raise RulingError("both sides are one record", remedy="choose two records of the register")


def _find_since(c: Connection, decision: Decision) -> list[tuple[Kind, int, Any]]:
    """Who has decided of these records meanwhile; and what this person said of them in the very same words before."""
    g = schema.rulings
    out: list[tuple[Kind, int, Any]] = []
    if decision.expect is None:
        return out
    subjects = list(dict.fromkeys(r.subject for r in decision.rulings if r.act != "add"))
    query = select(g).where(g.c.subject.in_(subjects), g.c.n > decision.expect).order_by(g.c.n)
    out += [("ruling", row["n"], to_ruling(row)) for row in c.execute(query).mappings()]
    for added in (r for r in decision.rulings if r.act == "add"):
        # Nothing that was there has been overlooked; but the form may come a second time.
        query = select(g).where(g.c.subject == added.subject, g.c.n > decision.expect, g.c.by_whom == decision.by)
        rows = [("ruling", row["n"], to_ruling(row)) for row in c.execute(query.order_by(g.c.n)).mappings()]
        out += [row for row in rows if _tell(row[2]) == _tell(added.check())]  # type: ignore[misc]
    for judgement in decision.judgements:
        pair = list_pair(c, judgement.left, judgement.right)
        out += [("judgement", n, x) for n, x in pair if n > decision.expect]
    return out


def _is_same(decision: Decision, found: Iterable[tuple[Kind, int, Any]]) -> bool:
    said = [_tell(r.check()) for r in decision.rulings] + [_tell_pair(j) for j in decision.judgements]
    kept = [
        _tell(x) if kind == "ruling" else _tell_pair(x)
        for kind, _, x in found
        if x.by == decision.by and x.withdrawn_at is None
    ]
    return len(kept) == len(list(found)) and sorted(said) == sorted(kept)


def _tell(r: Ruling) -> str:
    return dumps([r.subject, r.act, r.field, r.after])


def _tell_pair(j: Judgement) -> str:
    return dumps([*sorted((j.left, j.right)), "judge", j.verdict])


def take_back(c: Connection, numbers: Iterable[tuple[Kind, int]], by: str, at: str, *, anyone: bool = False) -> None:
    """Take decisions back, all or none: one's own, where not `anyone`. Raises StoreError where one does not stand."""
    lock_end(c)
    for kind, number in numbers:
        table = schema.rulings if kind == "ruling" else schema.judgements
        row = c.execute(select(table.c.by_whom, table.c.withdrawn_at).where(table.c.n == number)).first()
        if row is None or (row.by_whom != by and not anyone):
            raise StoreError(f"no {kind} {number} of yours", remedy="choose one of your own decisions")
        if row.withdrawn_at:
            continue  # the form came twice
        if kind == "ruling":
            open_cards(c, withdraw_ruling(c, number, at, by))
        else:
            open_merge_card(c, withdraw_judgement(c, number, at, by))


def list_own(c: Connection, by: str, limit: int = 50) -> list[OwnDecision]:
    """The last decisions of a person that stand, the newest first; what was said of several records at once is one."""
    g, j = schema.rulings, schema.judgements
    query = select(g).where(g.c.by_whom == by, g.c.withdrawn_at.is_(None)).order_by(g.c.n.desc()).limit(4 * limit)
    grouped: dict[str, OwnDecision] = {}
    for row in c.execute(query).mappings():
        r = to_ruling(row)
        key = dumps([r.at, r.act, r.field, r.after, r.reason])
        known = grouped.get(key)
        number: tuple[Kind, int] = ("ruling", int(row["n"]))
        mine = OwnDecision(r.at or "", r.act, r.subject, r.field, r.after, (number,), r.reason)
        grouped[key] = replace(known, numbers=(*known.numbers, number)) if known else mine
    out = list(grouped.values())
    query = select(j).where(j.c.by_whom == by, j.c.withdrawn_at.is_(None)).order_by(j.c.n.desc()).limit(limit)
    for row in c.execute(query).mappings():
        x = to_judgement(row)
        out.append(OwnDecision(x.at or "", x.verdict, x.left, "", x.right, (("judgement", int(row["n"])),)))
    return sorted(out, key=lambda d: (d.at, max(n for _, n in d.numbers)), reverse=True)[:limit]


def verdict_of(act: str) -> str:
    """What accepting or rejecting a card about two records says of them."""
    return _VERDICTS[act]
