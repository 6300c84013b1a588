"""What the pages ask of a register, and nothing more. The views see a Desk, never the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from risalah.errors import StoreError
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, Entry, Story
from risalah.show.web.interface import load_state_names
from risalah.store.due import list_stories
from risalah.store.moment import Moment
from risalah.store.reader import Reader

T = TypeVar("T")
_MOMENT: ContextVar[Moment | None] = ContextVar("moment", default=None)
CACHED = 20_000
"""Looked-up rows that are kept between requests: a few hundred bytes each."""


def states_of(entry: Entry) -> tuple[str, ...]:
    """The states (alpha-3) and organisations that an entry is between, each once, in the order of the record."""
    parties = entry.value.get("parties") or ()
    ids = [p["actor"] if isinstance(p, dict) else p for p in parties]
    return tuple(dict.fromkeys(i for i in ids if i and i.isupper()))


def _name_actors(entry: Entry) -> Iterator[str]:
    """The ids of those whom a line of this entry names."""
    value = entry.value
    for part in (*(value.get("parties") or ()), *(value.get("participants") or ())):
        yield part["actor"] if isinstance(part, dict) else part
    yield from (x for x in (value.get("speaker"), value.get("said_by"), *(value.get("co_speakers") or ())) if x)


class Desk:
    """A register laid out for reading. What was looked up is kept until the next build ends.

    `reader` gives access to what needs no keeping. Look-ups of one thing give None where there is none, also for an
    id that several things begin with.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._kept: dict[tuple[str, str], Any] = {}
        self._decided: dict[tuple[str, str], Any] = {}
        self._moment = Moment("", "", "")
        self._lock = threading.Lock()

    def refresh(self) -> Moment:
        """Drop what was kept if a build ended since, or somebody decided something; called once a request."""
        now = _MOMENT.get() or self.reader.moment()
        with self._lock:
            before, self._moment = self._moment, now
            if now.derived != before.derived or len(self._kept) > CACHED:
                self._kept = {}
            # A person's decision adds to the log at once; entries change when they are computed anew.
            if (now.derived, now.decided) != (before.derived, before.decided):
                self._decided = {}
        return now

    def keep(self, kind: str, key: str, find: Callable[[], T]) -> T:
        """What `find` gives, found once between two changes of the entries."""
        return _keep(self._kept, (kind, key), find)

    def keep_decided(self, kind: str, key: str, find: Callable[[], T]) -> T:
        """The same, found again also after each act of a person."""
        return _keep(self._decided, (kind, key), find)

    def _find(self, kind: str, key: str, find: Callable[[str], T | None]) -> T | None:
        def look() -> T | None:
            try:
                return find(key)
            except StoreError as e:
                if "beginning of several" in e.message:
                    return None
                raise

        return self.keep(kind, key, look)

    def entry(self, entry_id: str) -> Entry | None:
        """One entry."""
        return self._find("entry", entry_id, self.reader.entry)

    def article(self, article_id: str) -> ArticleEntry | None:
        """An article's place in the register."""
        return self._find("article", article_id, self.reader.article_entry)

    def prepare(self, entries: Iterable[Entry], actors: Iterable[str] = ()) -> None:
        """Look up the articles and actors of many entries at once, and these actors: one by one takes a hundred times
        as many questions to the database."""
        entries = list(entries)
        self.prepare_articles(r.article for e in entries for r in e.records)
        named = {actor for e in entries for actor in _name_actors(e)} | set(actors)
        self._prepare("actor", named, self.reader.actors_by_id)

    def prepare_articles(self, ids: Iterable[str]) -> None:
        """The same for articles alone."""
        self._prepare("article", set(ids), self.reader.article_entries)

    def _prepare(self, kind: str, ids: set[str], find: Callable[[set[str]], Mapping[str, Any]]) -> None:
        kept = self._kept
        if missing := {i for i in ids if (kind, i) not in kept}:
            found = find(missing)
            # What there is not is looked up one by one if it is asked for: an id may be the beginning of another.
            kept.update({(kind, i): row for i, row in found.items()})

    def articles(self, ids: Iterable[str]) -> tuple[ArticleEntry, ...]:
        """Those of the articles that are in the register."""
        return tuple(a for a in map(self.article, ids) if a)

    def actor(self, actor_id: str) -> dict[str, Any] | None:
        """An actor's row; the id must be whole, so that "x" never names somebody else."""
        row = self._find("actor", actor_id, self.reader.actor)
        return row if row and row["id"] == actor_id else None

    def side(self, code: str) -> dict[str, Any] | None:
        """The actor of a dossier; a state that the register does not name has one all the same, with nothing in it."""
        known = self.actor(code)
        return known or ({"id": code, "kind": "state"} if code in load_state_names() else None)

    def story(self, story_id: str | None) -> Story | None:
        """One story."""
        return self._find("story", story_id, self.reader.story) if story_id else None

    def list_stories(self, limit: int, offset: int = 0) -> list[Story]:
        """Stories, newest first."""
        return list_stories(self.reader, limit=limit, offset=offset)

    def pairs(self) -> list[tuple[str, str, dict[str, int]]]:
        """Country pairs with their counts, the busiest first."""
        return self.keep("pairs", "", self.reader.country_pairs)

    def counts(self) -> dict[str, int]:
        """How much the register holds."""
        return self.keep("counts", "", self.reader.counts)

    def document(self, article_id: str) -> Document | None:
        """One document; never kept, it holds a whole text."""
        try:
            return self.reader.document(article_id)
        except StoreError as e:
            if "beginning of several" in e.message:
                return None
            raise

    def quarantined(self) -> int:
        """How many pages could not be used."""
        return self.keep("quarantined", "", self.reader.count_quarantined)

    def is_sample(self) -> bool:
        """Do the articles of the newest entries say that they are invented samples?"""

        def find() -> bool:
            newest = self.reader.entries(limit=12)
            ids = {e.records[0].article for e in newest if e.records}
            documents = [self.reader.document(i) for i in ids]
            return any(d.article.metadata.get("sample") for d in documents if d)

        return self.keep("sample", "", find)


def _keep(kept: dict[tuple[str, str], Any], place: tuple[str, str], find: Callable[[], T]) -> T:
    # A dictionary that was exchanged meanwhile takes in what is of the state before, and is read no more.
    if place not in kept:
        kept[place] = find()
    found: T = kept[place]
    return found


@contextmanager
def hold_moment(moment: Moment) -> Iterator[None]:
    """Within this request the register is taken to be as it was when the request came."""
    token = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(token)
