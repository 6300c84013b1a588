"""What the pages ask of a register, and nothing more. The views see a Desk, never the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from risalah.errors import StoreError
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, Entry, Story
from risalah.store.due import list_stories
from risalah.store.reader import Reader

T = TypeVar("T")
CACHED = 20_000
"""Looked-up rows that are kept between requests: a few hundred bytes each."""


def states_of(entry: Entry) -> tuple[str, ...]:
    """The states (alpha-3) and organisations that an entry is between, each once, in the order of the record."""
    parties = entry.value.get("parties") or ()
    ids = [p["actor"] if isinstance(p, dict) else p for p in parties]
    return tuple(dict.fromkeys(i for i in ids if i and i.isupper()))


class Desk:
    """A register laid out for reading. What was looked up is kept until the next build ends.

    `reader` gives access to what needs no keeping. Look-ups of one thing give None where there is none, also for an
    id that several things begin with.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._kept: dict[tuple[str, str], Any] = {}
        self._version: object = None
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Drop what was kept if a build ended since, or somebody decided something; called once a request."""
        runs = self.reader.runs()
        # A person's decision changes entries without a build.
        version = (len(runs), repr(runs[-1]) if runs else "", self.reader.audit_end(), self.reader.linked_by())
        with self._lock:
            if version != self._version or len(self._kept) > CACHED:
                self._kept = {}
                self._version = version

    def keep(self, kind: str, key: str, find: Callable[[], T]) -> T:
        """What `find` gives, found once between two builds."""
        place = (kind, key)
        kept = self._kept
        if place not in kept:
            kept[place] = find()
        found: T = kept[place]
        return found

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

    def articles(self, ids: Iterable[str]) -> tuple[ArticleEntry, ...]:
        """Those of the articles that are in the register."""
        return tuple(a for a in map(self.article, ids) if a)

    def actor(self, actor_id: str) -> dict[str, Any] | None:
        """An actor's row; the id must be whole, so that "x" never names somebody else."""
        row = self._find("actor", actor_id, self.reader.actor)
        return row if row and row["id"] == actor_id else None

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
        return self.keep("quarantined", "", lambda: sum(f.quarantined for f in self.reader.failures()))

    def is_sample(self) -> bool:
        """Do the articles of the newest entries say that they are invented samples?"""

        def find() -> bool:
            newest = self.reader.entries(limit=12)
            ids = {e.records[0].article for e in newest if e.records}
            documents = [self.reader.document(i) for i in ids]
            return any(d.article.metadata.get("sample") for d in documents if d)

        return self.keep("sample", "", find)
