"""A register laid out for the writers of formats: entries, names, articles, evidence in its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from risalah.model.article import Article
from risalah.model.register import ArticleEntry, Entry, Register
from risalah.show.export_rows import collect_evidence, find_overdue
from risalah.store.reader import Reader

_AROUND = 32
_URN = "urn:risalah"


class Shelf:
    """One register on one day. `dropped` counts what a format could not carry, by reason; it is told afterwards."""

    def __init__(self, store: Reader, as_of: str, site: str = "") -> None:
        """`site` is the address under which the register is served, for links; without it links are URNs."""
        self.store, self.as_of, self.site = store, as_of, site.rstrip("/")
        self.dropped: Counter[str] = Counter()

    @cached_property
    def register(self) -> Register:
        """The whole register."""
        return self.store.load_register()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries: commitments, meetings, quotations, each by id."""
        return self.register.entries()

    @cached_property
    def articles(self) -> dict[str, ArticleEntry]:
        """Articles by id."""
        return {a.id: a for a in self.register.articles}

    @cached_property
    def actors(self) -> dict[str, dict[str, Any]]:
        """Actors by id."""
        return {a["id"]: a for a in self.register.actors}

    @cached_property
    def evidence(self) -> dict[Any, list[dict[str, Any]]]:
        """What each record rests on."""
        return collect_evidence(self.store, self.entries)

    def name(self, actor: str | None) -> str:
        """What an actor is called."""
        return str(self.actors.get(actor or "", {}).get("name") or actor or "")

    def country(self, actor: str | None) -> str | None:
        """The state (alpha-3) that an actor is or belongs to."""
        row = self.actors.get(actor or "", {})
        if row.get("kind") == "state" or (actor and len(actor) == 3 and actor.isupper() and not row):
            return actor
        return row.get("country")

    def link(self, kind: str, key: str) -> str:
        """The address of an entry, an article or an actor: on the site, or a URN."""
        return f"{self.site}/{kind}/{key}" if self.site else f"{_URN}:{kind}:{key}"

    def title(self, entry: Entry) -> str:
        """What an entry is called."""
        value = entry.value
        if value.get("title"):
            return str(value["title"])
        if entry.type == "quotation":
            return self.words(entry)
        who = ", ".join(self.name(a) for a in self.parties(entry))
        return f"{value.get('kind') or entry.type}: {who}" if who else str(value.get("kind") or entry.type)

    def words(self, entry: Entry) -> str:
        """The words of a quotation, its parts joined by an ellipsis."""
        return " … ".join(str(c["exact"]) for c in entry.value.get("content") or ())

    def parties(self, entry: Entry) -> list[str]:
        """The states and organisations that an entry is between, in its order."""
        found = (p["actor"] if isinstance(p, dict) else p for p in entry.value.get("parties") or ())
        return list(dict.fromkeys(p for p in found if p))

    def sources(self, entry: Entry) -> list[ArticleEntry]:
        """The articles that an entry rests on, oldest first."""
        found = {r.article for r in entry.records}
        return sorted((self.articles[a] for a in found if a in self.articles), key=lambda a: (a.published or "", a.id))

    def day(self, entry: Entry) -> str | None:
        """The first day of an entry as ISO: when a meeting is, as of when a commitment stands, when words were said."""
        value = entry.value
        for when in (value.get("when"), value.get("signed_on"), value.get("said_on")):
            if when and (when.get("from") or when.get("to")):
                return str(when.get("from") or when["to"])
        if entry.history and entry.history[-1].get("as_of"):
            return str(entry.history[-1]["as_of"])[:10]
        days = [a.published[:10] for a in self.sources(entry) if a.published]
        return min(days) if days else None

    def overdue(self, entry: Entry) -> bool:
        """Is this commitment overdue on the day of the export?"""
        return entry.type == "commitment" and find_overdue(entry, self.as_of)

    def read_articles(self) -> Iterator[Article]:
        """The articles with their texts, by id, one in memory at a time."""
        for document in self.store.documents():
            yield document.article

    def around(self, article: Article, start: int, end: int) -> tuple[str, str]:
        """The words before and after a place."""
        return article.text[max(0, start - _AROUND) : start], article.text[end : end + _AROUND]

    def drop(self, reason: str, many: int = 1) -> None:
        """Count what could not be carried."""
        if many:
            self.dropped[reason] += many
