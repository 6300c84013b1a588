"""Actors of the whole register: one row an id, and short names that go with exactly one full name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.ids import slug

T = TypeVar("T")


def find_full_names(actors: Iterable[Actor]) -> dict[str, str]:
    """Id of a short name ("ata") -> id of the full name ("teburoro-ata") of the same office and state.

    Only where every article that uses the short id gives one office and state, and exactly one full name fits:
    a table of names decides, never a likeness.
    """
    posts: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for a in actors:
        if a.kind == "person":
            posts[a.id].add((a.office, a.country))
    by_post: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor, held in posts.items():
        for office, country in held:
            if office and country:
                by_post[office, country].append(actor)
    out: dict[str, str] = {}
    for actor, held in posts.items():
        (office, country), *more = sorted(held, key=str)
        if more or not office or not country:
            continue
        short = set(actor.split("-"))
        full = [x for x in by_post[office, country] if x != actor and short < set(x.split("-"))]
        # "bin-salman" may be two princes: with more than one fit none is taken; chains end at the longest name.
        longest = [x for x in full if not any(set(x.split("-")) < set(y.split("-")) for y in full)]
        if len(longest) == 1:
            out[actor] = longest[0]
    return out


def rename_actors(document: Document, names: dict[str, str]) -> Document:
    """The document with the full names' ids in its records; the document itself where nothing changes."""
    if not any(a.id in names for a in document.actors):
        return document

    def new(actor: str) -> str:
        return names.get(actor, actor)

    def each(actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new(a) for a in actors))

    return replace(
        document,
        mentions=tuple(replace(m, actor=names[m.actor]) if m.actor in names else m for m in document.mentions),
        actors=tuple(replace(a, id=new(a.id)) for a in document.actors),
        meetings=tuple(
            replace(
                m, participants=tuple(replace(p, actor=new(p.actor)) for p in m.participants), parties=each(m.parties)
            )
            for m in document.meetings
        ),
        quotations=tuple(
            replace(q, speaker=new(q.speaker) if q.speaker else None, co_speakers=each(q.co_speakers))
            for q in document.quotations
        ),
        commitments=tuple(
            replace(
                c,
                parties=tuple(replace(p, actor=new(p.actor)) for p in c.parties),
                said_by=new(c.said_by) if c.said_by else None,
            )
            for c in document.commitments
        ),
    )


def unite_actors(
    documents: Sequence[Document], names: dict[str, str], flags: Mapping[str, Sequence[dict[str, Any]]]
) -> tuple[dict[str, Any], ...]:
    """Each actor once, sorted by id: the fullest name, all others as aliases, the latest office that a text gives.

    `documents` come oldest first and are renamed already. A short name's id stays as a row with `same_as`. `flags` on
    offices go to the row as `office_flags`.
    """
    built: dict[str, ActorRow] = defaultdict(ActorRow)
    for document in documents:
        for actor in document.actors:
            built[actor.id].add(actor)
    rows = {key: row.make() for key, row in built.items()}
    for short, full in names.items():
        if full in rows:
            rows[short] = name_short(short, rows[full])
    for key, found in flags.items():
        if key in rows:
            rows[key]["office_flags"] = list(found)
    return tuple(rows[key] for key in sorted(rows))


class ActorRow:
    """One actor's row while articles are read, oldest first."""

    __slots__ = ("_names", "_row")

    def __init__(self) -> None:
        self._row: dict[str, Any] | None = None
        self._names: set[str] = set()

    def add(self, actor: Actor) -> None:
        """Add what one article says."""
        self._names.update((actor.name, *actor.aliases))
        if self._row is None:
            self._row = actor.to_json()
        else:
            _update(self._row, actor)

    def make(self) -> dict[str, Any]:
        """The row; `add` must have been called."""
        assert self._row is not None
        name = self._row["name"]
        return {**self._row, "aliases": sorted(n for n in self._names if n and n != name)}


def name_short(short: str, full: dict[str, Any]) -> dict[str, Any]:
    """The row of a short name's id, out of the full name's row."""
    name = next((n for n in [full["name"], *full["aliases"]] if slug(n) == short), short)
    return {**full, "id": short, "name": name, "aliases": [], "same_as": full["id"]}


def choose_telling(appearances: Sequence[T], key: Callable[[T], Actor]) -> list[T]:
    """As few of one actor's appearances, oldest first, as give the same row: of equal ones the first and the last."""
    first = {key(one): n for n, one in reversed(list(enumerate(appearances)))}
    last = {key(one): n for n, one in enumerate(appearances)}
    return [appearances[n] for n in sorted({*first.values(), *last.values()})]


def _update(row: dict[str, Any], actor: Actor) -> None:
    """Add what a later article says."""
    for name in ("office", "country"):
        value = getattr(actor, name)
        if value and (row[name] is None or not actor.suggested):
            row[name] = value
    row["suggested"] = row["suggested"] and actor.suggested
    row["former"] = actor.former
    if len(actor.name) > len(row["name"]):
        row["name"] = actor.name


def unite_rows(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """One row of an actor out of what a register knows and what later articles say."""
    if old is None:
        return new
    row = {**new, **old}
    _update(row, Actor.from_json(new))
    names = {*old["aliases"], *new["aliases"], old["name"], new["name"]}
    row["aliases"] = sorted(n for n in names if n and n != row["name"])
    flags = [*(old.get("office_flags") or ()), *(new.get("office_flags") or ())]
    if flags:
        row["office_flags"] = sorted(flags, key=lambda f: (f["day"], f["article"], f["start"]))
    return row
