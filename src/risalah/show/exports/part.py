"""Some entries of a register as a register of their own: with their articles, stories and actors, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from risalah.model.article import Article
from risalah.model.register import Entry, Register
from risalah.show.exports.shelf import Shelf
from risalah.store.reader import Reader


class PartShelf(Shelf):
    """A shelf that holds the given entries, and of all else only what they name. No text of an article is in it."""

    def __init__(self, store: Reader, as_of: str, entries: Sequence[Entry], site: str = "") -> None:
        """`entries` in any order; see Shelf."""
        super().__init__(store, as_of, site)
        self._chosen = sorted(entries, key=lambda e: e.id)

    @cached_property
    def register(self) -> Register:
        """The entries, and what they name."""

        def of(type: str) -> tuple[Entry, ...]:
            return tuple(e for e in self._chosen if e.type == type)

        ids = sorted({r.article for e in self._chosen for r in e.records})
        found = self.store.article_entries(ids)
        articles = tuple(found[i] for i in ids if i in found)
        stories = self.store.stories_by_id(sorted({a.story for a in articles if a.story}))
        return Register(
            articles=articles,
            stories=tuple(sorted(stories, key=lambda s: s.id)),
            meetings=of("meeting"),
            quotations=of("quotation"),
            commitments=of("commitment"),
            actors=tuple(self._list_actors()),
        )

    def _list_actors(self) -> Iterator[dict[str, Any]]:
        """The actors that the entries name, and the states that these belong to, by id."""
        named = {a for e in self._chosen for a in _name_actors(e.value)}
        rows = {a: row for a in named if (row := self.store.actor(a)) and row["id"] == a}
        states = {row["country"] for row in rows.values() if row.get("country")} - set(rows)
        rows |= {s: row for s in states if (row := self.store.actor(s)) and row["id"] == s}
        yield from (rows[k] for k in sorted(rows))

    def read_articles(self) -> Iterator[Article]:
        """The articles of the entries, by id, one in memory at a time."""
        for row in self.register.articles:
            document = self.store.document(row.id)
            if document is not None:
                yield document.article


def _name_actors(value: Any, field: str = "") -> Iterator[str]:
    """The ids of the actors in an entry's values."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _name_actors(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _name_actors(inner, field)
    elif isinstance(value, str) and field in _ACTOR_FIELDS:
        yield value


_ACTOR_FIELDS = frozenset({"actor", "parties", "speaker", "co_speakers", "said_by", "country"})
