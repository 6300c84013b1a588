"""From what a feed gives as a link to an address that may be fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from risalah.errors import FetchError
from risalah.fetch.address import LONGEST, canonical_address, parse_address
from risalah.fetch.items import ITEMS_MOST, FeedItem, set_aside
from risalah.model.document import Failure
from risalah.model.ids import digest


@dataclass(frozen=True, slots=True)
class Place:
    """A file that is read: its address or path, the base of its links, the ports that its links may name."""

    where: str
    ports: tuple[int, ...]

    @property
    def base(self) -> str | None:
        """The address that relative links start from; None for a file."""
        return self.where if self.where.startswith(("http://", "https://")) else None

    def link(self, raw: str) -> tuple[str, str]:
        """(the address, the canonical one by which it is known). Raises FetchError."""
        url = parse_address(raw, self.ports, self.base).url
        return url, canonical_address(url)

    def key(self, guid: str | None, content: str) -> str:
        """By what an item without a link is known: its own id within its feed, else its text."""
        mark = guid or digest(content)[:24]
        key = f"{self.where}#{mark}"
        return key if len(key) <= LONGEST and mark.isprintable() else f"{self.where[:1900]}#{digest(mark)[:24]}"


@dataclass(slots=True)
class Shelf:
    """Items as they come, each once; what cannot be used is set aside with its reason."""

    place: Place
    items: dict[str, FeedItem] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    _over: int = 0

    def add(
        self,
        links: Iterable[str | None],
        *,
        at: str,
        guid: str | None = None,
        content: str | None = None,
        content_kind: str = "html",
        notes: Iterable[str | None] = (),
        **given: str | None,
    ) -> None:
        """Take an item by the first of `links` that may be fetched, else by its content. `at` names it in messages."""
        told = [n for n in notes if n]
        url = key = None
        faults = []
        for raw in links:
            if not raw or not raw.strip():
                continue
            try:
                url, key = self.place.link(raw)
                break
            except FetchError as e:
                faults.append(e)
        content = content if content and content.strip() else None
        if key is None and content is None:
            fault = faults[0] if faults else None
            detail = str(fault) if fault else "the item has neither a link nor a text"
            self.failures.append(set_aside(at, f"link_{fault.reason}" if fault else "no_link", detail))
            return
        if key is None:
            assert content is not None
            key = self.place.key(guid, content)
            told.append("the item has no link; its own text is the page")
        if key in self.items:
            return
        if len(self.items) >= ITEMS_MOST:
            self._over += 1
            return
        kind: Literal["html", "text"] = "text" if content_kind == "text" else "html"
        self.items[key] = FeedItem(
            key, url, content=None if url else content, content_kind=kind, notes=tuple(told), **given
        )
        self.failures += [set_aside(key, "odd_item", note, lost=False) for note in told]

    def finish(self) -> tuple[tuple[FeedItem, ...], tuple[Failure, ...]]:
        """All items, and what was set aside."""
        if self._over:
            detail = f"{self._over:,} items beyond the first {ITEMS_MOST:,} are left out"
            self.failures.append(set_aside(self.place.where, "too_many", detail))
            self._over = 0
        return tuple(self.items.values()), tuple(self.failures)
