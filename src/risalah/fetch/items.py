"""What a feed, a sitemap or a list of addresses says: items to fetch, further feeds, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from risalah.model.document import Failure

FeedKind = Literal["rss", "atom", "json_feed", "opml", "sitemap", "sitemap_index", "list"]

ITEMS_MOST = 50_000
"""Items taken of one file, as many as a sitemap may hold; the rest is set aside with a note."""
FEEDS_MOST = 5_000
"""Feeds or sitemaps taken of one OPML file or index."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One page that a feed tells of. `key` is the canonical address, by which it is known again; `url` the link.

    An item without a link has its `content` ("html" or "text") instead, which is the page then. `published` and
    `updated` are ISO 8601; `notes` say what was odd.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    lang: str | None = None
    content: str | None = None
    content_kind: Literal["html", "text"] = "html"
    notes: tuple[str, ...] = ()

    @property
    def day(self) -> str | None:
        """The latest day that the feed gives of it, ISO 8601."""
        return max((d[:10] for d in (self.published, self.updated) if d), default=None)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that an OPML file names, or a sitemap that an index names."""

    url: str
    title: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A file that was read. `failures` are the parts that could not be used, each with its reason.

    `ttl` is for how many minutes the feed asks not to be asked again.
    """

    kind: FeedKind
    url: str
    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    failures: tuple[Failure, ...] = ()
    ttl: int | None = None


def set_aside(where: str, reason: str, detail: str, *, lost: bool = True) -> Failure:
    """A part of a feed that could not be used."""
    return Failure("fetch", reason, detail, where, quarantined=lost)
