"""An open register: `with risalah.open("my-register") as register: ...`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from risalah.api.asking import Day, Filters, read_filters
from risalah.api.collection import Collection, Entries
from risalah.api.entries import CommitmentEntry, EntryT, MeetingEntry, QuotationEntry, read_evidence
from risalah.model.annotation import Actor
from risalah.model.document import Document, Failure
from risalah.model.register import ArticleEntry, Entry, Story
from risalah.show.export_rows import collect_evidence, read_day
from risalah.store import open_store
from risalah.store.filters import EntryFilter
from risalah.store.lists import Rows, page_actors, page_articles, page_stories
from risalah.store.places import list_places

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from risalah.show.exports.events import Event
    from risalah.store import Store

_BATCH = 500
"""Entries, articles or actors that are in memory at once while a collection is walked."""


def open(path: str | Path, *, as_of: Day | None = None) -> Register:
    """Open the register at `path` for reading: a folder, a .db file or a database URL.

    `as_of` is the day on which overdue is judged; today without it. Raises StoreError (no register there), NewerSchema
    (written by a newer risalah), ConfigError (`as_of` is no day).
    """
    return Register(path, as_of=as_of)


class Register:
    """A register, open for reading. Ids may be given as any unique beginning. Close it, or use it with `with`."""

    def __init__(self, path: str | Path, *, as_of: Day | None = None) -> None:
        self.as_of = date.fromisoformat(read_day(as_of)) if as_of is not None else date.today()
        self._store: Store = open_store(path, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {k}" for k, n in self.counts().items() if k in _TOLD)
        return f"<risalah register {self._store.name}: {counts}>"

    def close(self) -> None:
        """Close the register."""
        self._store.close()

    @property
    def store(self) -> Store:
        """The store beneath, for what this class does not offer."""
        return self._store

    def counts(self) -> dict[str, int]:
        """How much there is: articles, stories, meetings, quotations, commitments, firm (signed and above) ..."""
        return self._store.counts()

    def commitments(self, **asked: Unpack[Filters]) -> Entries[CommitmentEntry]:
        """Commitments, latest first; see `Filters` for what may be asked. Raises ConfigError for an unknown code."""
        return self._entries(CommitmentEntry, "commitment", asked)

    def meetings(self, **asked: Unpack[Filters]) -> Entries[MeetingEntry]:
        """Meetings, latest first; see `Filters`."""
        return self._entries(MeetingEntry, "meeting", asked)

    def quotations(self, **asked: Unpack[Filters]) -> Entries[QuotationEntry]:
        """Quotations, latest first; see `Filters`."""
        return self._entries(QuotationEntry, "quotation", asked)

    def commitment(self, entry_id: str) -> CommitmentEntry | None:
        """One commitment; None where there is none. Raises StoreError where the beginning fits several."""
        return self._one(CommitmentEntry, "commitment", entry_id)

    def meeting(self, entry_id: str) -> MeetingEntry | None:
        """One meeting; None where there is none."""
        return self._one(MeetingEntry, "meeting", entry_id)

    def quotation(self, entry_id: str) -> QuotationEntry | None:
        """One quotation; None where there is none."""
        return self._one(QuotationEntry, "quotation", entry_id)

    def articles(
        self,
        *,
        outlet: str | None = None,
        lang: str | None = None,
        story: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Collection[ArticleEntry]:
        """Articles without their texts, the latest published first; `since` and `until` are days, inclusive."""
        first, last = (read_day(d) if d is not None else None for d in (since, until))

        def page(after: Any, limit: int) -> Rows:
            return page_articles(
                self._store, outlet=outlet, lang=lang, story=story, first=first, last=last, after=after, limit=limit
            )

        return _pages(page, _read_article, lambda a: a.to_json())

    def stories(self) -> Collection[Story]:
        """Stories, the latest first."""
        return _pages(
            lambda after, limit: page_stories(self._store, after=after, limit=limit), _read_story, lambda s: s.to_json()
        )

    def actors(
        self, *, kind: str | None = None, state: str | None = None, words: str | None = None
    ) -> Collection[Actor]:
        """Actors by id, downwards: of one `kind`, of one `state` (alpha-3), with `words` in their name."""
        kinds = [kind] if kind else None
        return _pages(
            lambda after, limit: page_actors(
                self._store, kinds=kinds, state=state, words=words, after=after, limit=limit
            ),
            Actor.from_json,
            lambda a: a.to_json(),
        )

    def events(self) -> Collection[Event]:
        """Commitments and meetings as PLOVER events: who acted towards whom on which day, by category.

        A row has `id type date event mode quad contexts actors recipients`. What PLOVER has no event for is left out.
        Walking it holds the register's entries in memory.
        """
        from risalah.show.exports.events import list_events
        from risalah.show.exports.shelf import Shelf

        def walk() -> Iterator[Event]:
            return list_events(Shelf(self._store, self.as_of.isoformat()))

        return Collection(walk, _describe_event, lambda: sum(1 for _ in walk()))

    def story(self, story_id: str) -> Story | None:
        """One story; None where there is none."""
        return self._store.story(story_id)

    def article(self, article_id: str) -> ArticleEntry | None:
        """One article's place in the register; None where there is none."""
        return self._store.article_entry(article_id)

    def actor(self, actor_id: str) -> Actor | None:
        """One actor; None where there is none."""
        row = self._store.actor(actor_id)
        return Actor.from_json(row) if row else None

    def document(self, article_id: str) -> Document | None:
        """One article with its text and all that was read in it; None where there is none."""
        return self._store.document(article_id)

    def documents(self) -> Iterator[Document]:
        """All articles with their texts and records, by id, a few in memory at once."""
        return self._store.documents()

    def set_aside(self) -> list[Failure]:
        """The pages, and parts of pages, that could not be used, with the reason."""
        return self._store.failures()

    def _entries(self, cls: type[EntryT], kind: Any, asked: Filters) -> Entries[EntryT]:
        wanted = EntryFilter(type=kind, **read_filters(asked, self.as_of))

        def read() -> Iterator[EntryT]:
            # One transaction for the walk: a build that ends meanwhile does not show through.
            with self._store.sets() as (c, sets):
                held, start = sets.find(wanted).held, 0
                while places := list_places(held, start=start, limit=_BATCH):
                    start = places[-1] + 1
                    found = self._store.take_entries(c, [i for i, _ in sets.entry_ids(places)])
                    yield from self._make(cls, c, found)

        def list_ids() -> list[str]:
            with self._store.sets() as (_, sets):
                return [i for i, _ in sets.list_ids(sets.find(wanted).held)]

        def count() -> int:
            with self._store.sets() as (_, sets):
                return sets.find(wanted).total

        return Entries(kind, read, count, list_ids)

    def _one(self, cls: type[EntryT], kind: str, entry_id: str) -> EntryT | None:
        entry = self._store.entry(entry_id)
        if entry is None or entry.type != kind:
            return None
        with self._store.sets() as (c, _):
            return next(self._make(cls, c, [entry]))

    def _make(self, cls: type[EntryT], c: Connection, found: list[Entry]) -> Iterator[EntryT]:
        """Typed results of entries, their evidence and sources read in few queries."""
        evidence = collect_evidence(self._store, found)
        articles = self._store.take_articles(c, sorted({r.article for e in found for r in e.records}))
        for entry in found:
            words = tuple(read_evidence(ref.id, row) for ref in entry.records for row in evidence.get(ref, ()))
            ids = dict.fromkeys(r.article for r in entry.records)
            sources = sorted((articles[a] for a in ids if a in articles), key=lambda a: (a.published or "", a.id))
            yield cls(entry, words, tuple(sources), self.as_of)


_TOLD = ("articles", "stories", "meetings", "quotations", "commitments")


def _pages(page: Any, read: Any, describe: Any) -> Collection[Any]:
    """A collection over keyset pages: `page(after, limit)` gives rows and the key of each."""

    def walk() -> Iterator[Any]:
        after = None
        while (rows := page(after, _BATCH)).items:
            yield from map(read, rows.items)
            after = rows.keys[-1]

    def count() -> int:
        rows = page(None, 1)
        return int(rows.total) if rows.exact else sum(1 for _ in walk())

    return Collection(walk, describe, count)


def _describe_event(event: Event) -> dict[str, Any]:
    sides = {"actors": list(event.actors), "recipients": list(event.recipients)}
    kind = {"event": event.type, "mode": event.mode or None, "quad": event.quad, "contexts": list(event.contexts)}
    return {"id": event.entry.id, "type": event.entry.type, "date": event.day, **kind, **sides}


def _read_article(row: dict[str, Any]) -> ArticleEntry:
    from risalah.store.rows import to_article_entry

    return to_article_entry(row)


def _read_story(row: dict[str, Any]) -> Story:
    from risalah.store.rows import to_story

    return to_story(row)
