"""Rulings of persons: rows that are appended and taken back, their places in today's texts, and their text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from risalah.errors import RulingError, StaleRuling, StoreError
from risalah.model.register import Selector
from risalah.model.ruling import Ruling
from risalah.model.span import Span
from risalah.store import rows, schema
from risalah.store.attach import AttachState, End, Finder
from risalah.store.chain import append_act
from risalah.store.judgements import find_selector
from risalah.store.quotes import locate
from risalah.store.schema import dumps


@dataclass(frozen=True, slots=True)
class AttachedRuling:
    """A ruling as it was given, and where it stands today.

    `key` is the record of today ("" where it is orphaned; the article's id with "#" for a record that was added),
    `words` the place of the words that it rests on. States as those of judgements.
    """

    number: int
    given: Ruling
    state: AttachState
    key: str = ""
    words: Span | None = None
    why: str = ""

    @property
    def article(self) -> str:
        """The id of today's article."""
        return self.key.partition("#")[0]


def append_ruling(c: Connection, ruling: Ruling, at: str, expect: int | None = None) -> int:
    """Append a ruling, with the time and the words of its record where it has none; its number.

    `expect` is the number of the last ruling on the record that the person had seen (0 for none): StaleRuling where
    there is a later one. Raises RulingError for a value or a record that there is not.
    """
    ruling = ruling.check()
    if expect is not None:
        _check_fresh(c, ruling.subject, expect)
    article, _, record = ruling.subject.partition("#")
    a = schema.articles.c
    row = c.execute(select(a.url, a.text).where(a.id == article)).first()
    if row is None:
        raise RulingError(f"no article {article!r}", remedy="list the ids with `risalah show`")
    if ruling.words is not None:
        place = locate(ruling.words, row.text)
        if place is None:
            raise RulingError("the words do not stand in the article", remedy="select them in its text")
        # As they stand there, with what stands around them.
        ruling = replace(ruling, words=rows.make_selector(row.text, place.start, place.end))
    if ruling.act == "add":
        ruling = replace(ruling, subject=f"{article}#{record[:1]}", selector=ruling.words)
    elif ruling.selector is None:
        ruling = replace(ruling, selector=find_selector(c, ruling.subject) or _find_added(c, ruling.subject))
        if ruling.selector is None:
            raise RulingError(f"no record {ruling.subject!r}", remedy="list the ids with `risalah show`")
    ruling = replace(ruling, at=ruling.at or at, url=ruling.url or row.url)
    return _insert(c, ruling, at)


def _insert(c: Connection, ruling: Ruling, at: str) -> int:
    body = replace(ruling, withdrawn_at=None).to_json()
    row = {
        "subject": ruling.subject,
        "act": ruling.act,
        "field": ruling.field,
        "body": dumps(body),
        "by_whom": ruling.by,
        "made_at": ruling.at,
        "withdrawn_at": ruling.withdrawn_at,
        "url": ruling.url,
    }
    key = c.execute(schema.rulings.insert().values(row)).inserted_primary_key
    assert key is not None
    number = int(key[0])
    append_act(c, "rule", f"ruling:{number}", at=at, by=ruling.by, why=ruling.why, url=ruling.url, body=body)
    if ruling.withdrawn_at:
        append_act(c, "withdraw", f"ruling:{number}", at=at, by=ruling.by, detail={"withdrawn_at": ruling.withdrawn_at})
    return number


def _find_added(c: Connection, key: str) -> Selector | None:
    """The words of a record that a person added, by its key ("...#cp7")."""
    number = key.partition("#")[2][2:]
    if not number.isdigit():
        return None
    found = c.execute(select(schema.rulings).where(schema.rulings.c.n == int(number))).mappings().first()
    return to_ruling(found).words if found else None


def _check_fresh(c: Connection, subject: str, expect: int) -> None:
    g = schema.rulings
    query = select(g).where(g.c.subject == subject, g.c.n > expect).order_by(g.c.n)
    since = [to_ruling(r) for r in c.execute(query).mappings()]
    if since:
        last = since[-1]
        raise StaleRuling(
            f"{last.by.removeprefix('person:')} has decided of this record since you saw it",
            since=tuple(r.to_json() for r in since),
            remedy="look at what was decided, and decide again",
        )


def withdraw_ruling(c: Connection, number: int, at: str, by: str, why: str = "") -> str:
    """Take a ruling back; it stays on record. Its subject. Raises StoreError where there is none that stands."""
    g = schema.rulings
    change = g.update().where(g.c.n == number, g.c.withdrawn_at.is_(None)).values(withdrawn_at=at)
    if not c.execute(change).rowcount:
        raise StoreError(f"no ruling {number} that stands", remedy="list the rulings that stand first")
    append_act(c, "withdraw", f"ruling:{number}", at=at, by=by, why=why)
    return str(c.execute(select(g.c.subject).where(g.c.n == number)).scalar())


def to_ruling(row: rows.Row) -> Ruling:
    """A ruling of its row; when it was taken back stands beside the body, which is never edited."""
    return replace(Ruling.from_json(json.loads(row["body"])), withdrawn_at=row["withdrawn_at"])


def list_rulings(c: Connection) -> list[tuple[int, Ruling]]:
    """All rulings, oldest first, with their numbers."""
    g = schema.rulings
    return [(r["n"], to_ruling(r)) for r in c.execute(select(g).order_by(g.c.n)).mappings()]


def attach_rulings(c: Connection, found: Sequence[tuple[int, Ruling]]) -> list[AttachedRuling]:
    """Where each ruling stands today: on its record, on the record that its words are found in, or nowhere."""
    if not found:
        return []
    finder = Finder(c)
    ends = [End(r.subject if r.act != "add" else r.subject.partition("#")[0], r.selector, r.url) for _, r in found]
    finder.prepare([e for e, (_, r) in zip(ends, found, strict=True) if not r.withdrawn_at])
    added: dict[str, str] = {}  # the key of an added record as it was, and as it is today
    out = []
    for (number, given), end in zip(found, ends, strict=True):
        row = _attach(finder, number, given, end, added)
        if given.act == "add" and row.key:
            # A later ruling on it may name it in the article of then or in that of today.
            today = f"{row.key}p{number}"
            added |= {f"{given.subject}p{number}": today, today: today}
        out.append(row)
    return out


def _attach(finder: Finder, number: int, given: Ruling, end: End, added: dict[str, str]) -> AttachedRuling:
    if given.withdrawn_at:
        return AttachedRuling(number, given, "withdrawn")
    if given.subject in added:  # a ruling on a record that a person had added
        now: End | str = replace(end, key=added[given.subject])
    else:
        now = finder.find(end)
    if isinstance(now, str):
        return AttachedRuling(number, given, "orphaned", why=now)
    key = now.key if given.act != "add" else f"{now.key}#{given.subject.partition('#')[2]}"
    words = None
    if given.words is not None:
        words = finder.locate(key.partition("#")[0], given.words)
        if words is None:
            return AttachedRuling(number, given, "orphaned", why=f"{given.words.exact!r} no longer stands there")
    same = key == given.subject
    return AttachedRuling(number, given, "stands" if same else "moved", key, words)


def write_rulings(attached: Iterable[AttachedRuling]) -> Iterator[str]:
    """Rulings as text, a line of JSON each, oldest first; `now` says where they stand today, and is not read back."""
    for row in sorted(attached, key=lambda a: (a.given.at or "", a.number)):
        now = {"state": row.state, **({"subject": row.key} if row.state == "moved" else {})}
        yield json.dumps(
            {**row.given.to_json(), "n": row.number, "now": now | ({"why": row.why} if row.why else {})},
            ensure_ascii=False,
        )


def read_rulings(lines: Iterable[str], where: str) -> list[tuple[int, Ruling]]:
    """The rulings of a text with their numbers there; `where` names it.

    Raises StoreError, with the line, for the first that is wrong.
    """
    out = []
    for n, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        try:
            if "\x00" in line or "\\u0000" in line:
                raise ValueError("a NUL character")
            row = json.loads(line)
            out.append((int(row.get("n") or 0), Ruling.from_json(row).check()))
        except (ValueError, KeyError, TypeError, AttributeError, RulingError) as e:
            said = f"{e.args[0]!r} is missing" if isinstance(e, KeyError) else str(e)
            raise StoreError(f"{where}:{n}: no ruling: {said}", remedy="mend the line; nothing was imported") from e
    return out


def import_rulings(c: Connection, given: Iterable[tuple[int, Ruling]], at: str) -> dict[str, int]:
    """Append what is not yet there, take back what the text says was taken back: counts `added known withdrawn`."""
    counts = {"added": 0, "known": 0, "withdrawn": 0}
    known = {_identity(r): (n, r.withdrawn_at) for n, r in list_rulings(c)}
    numbers: dict[str, int] = {}  # the number of an added record there, and here
    for there, told in given:
        article, _, record = told.subject.partition("#")
        x = replace(told, at=told.at or at)
        if x.act != "add" and record[1:2] == "p" and record[2:] in numbers:
            x = replace(x, subject=f"{article}#{record[:2]}{numbers[record[2:]]}")
        before = known.get(_identity(x))
        if before is None:
            known[_identity(x)] = (_insert(c, x, at), x.withdrawn_at)
            counts["added"] += 1
        elif x.withdrawn_at and before[1] is None:
            withdraw_ruling(c, before[0], x.withdrawn_at, x.by)
            known[_identity(x)] = (before[0], x.withdrawn_at)
            counts["withdrawn"] += 1
        else:
            counts["known"] += 1
        if x.act == "add":
            numbers[str(there)] = known[_identity(x)][0]
    return counts


def _identity(r: Ruling) -> tuple[str, ...]:
    return (r.subject, r.act, r.field, r.by, r.at or "", dumps(r.after))
