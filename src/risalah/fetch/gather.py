"""From a feed to its items: an OPML file's feeds and an index's sitemaps are fetched on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from risalah.errors import FetchError
from risalah.fetch.answer import Fetched
from risalah.fetch.client import Fetcher
from risalah.fetch.feeds import UNPACKED_MOST, guess_kind, read_feed
from risalah.fetch.items import FEEDS_MOST, Feed, FeedItem, FeedKind, set_aside
from risalah.fetch.many import Request, fetch_many
from risalah.model.document import Failure

_DEEPEST = 3  # OPML, sitemap index, sitemap


class KnownVersion(Protocol):
    """What a server said of the version of an address that was read before."""

    @property
    def etag(self) -> str | None:
        """An ETag."""

    @property
    def last_modified(self) -> str | None:
        """A date."""


Known = Callable[[Sequence[str]], Mapping[str, KnownVersion]]


@dataclass(slots=True)
class Gathered:
    """All items of a feed and of what it names. `answers` are the answers whose versions may be noted.

    A file that names another one which could not be read is not among them: it has to be read again.
    """

    kind: FeedKind | None = None
    title: str | None = None
    ttl: int | None = None
    items: dict[str, FeedItem] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    answers: dict[str, Fetched] = field(default_factory=dict)
    unchanged: int = 0


def feed_request(url: str, known: KnownVersion | None = None) -> Request:
    """The request for a feed, a sitemap or a list."""
    version = (known.etag, known.last_modified) if known else (None, None)
    return Request(url, *version, most=UNPACKED_MOST)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Reads feeds with all that they name. `known` says which versions were read before, for asking whether they
    have changed; `since` leaves out the sitemaps of an index that it dates before that day."""

    fetcher: Fetcher
    now: datetime
    known: Known | None = None
    since: str | None = None

    def gather(self, url: str, fetched: Fetched | None = None) -> Gathered:
        """The items of the feed at `url`; `fetched` is its answer where that is there. Raises FetchError."""
        if fetched is None:
            answer = fetch_many(self.fetcher, self._ask([url]))[0]
            if isinstance(answer, FetchError):
                raise answer
            fetched = answer
        found = Gathered()
        self._take(url, fetched, found, {url}, 1)
        return found

    def gather_file(self, body: bytes, where: str, kind: FeedKind | None = None) -> Gathered:
        """The items of a feed file. Raises FetchError."""
        feed = read_feed(body, where, self.now, self.fetcher.settings.ports, kind)
        found = Gathered()
        self._follow(feed, found, set(), 1)
        return found

    def _ask(self, urls: Sequence[str]) -> list[Request]:
        known = self.known(urls) if self.known else {}
        return [feed_request(url, known.get(url)) for url in urls]

    def _take(self, url: str, fetched: Fetched, found: Gathered, seen: set[str], depth: int) -> bool:
        """Add what an answer holds; whether all of it could be read. Raises FetchError."""
        if fetched.not_modified:
            found.unchanged += 1
            return True
        feed = read_feed(fetched.body, fetched.final_url, self.now, self.fetcher.settings.ports)
        whole = self._follow(feed, found, seen, depth)
        if whole:
            found.answers[url] = fetched
        return whole

    def _follow(self, feed: Feed, found: Gathered, seen: set[str], depth: int) -> bool:
        found.kind, found.title, found.ttl = found.kind or feed.kind, found.title or feed.title, found.ttl or feed.ttl
        found.failures += feed.failures
        for item in feed.items:
            found.items.setdefault(item.key, item)
        links = [x for x in feed.feeds if not (self.since and x.updated and x.updated[:10] < self.since)]
        urls = [x.url for x in links if x.url not in seen]
        if urls and depth >= _DEEPEST:
            found.failures.append(
                set_aside(feed.url, "too_deep", f"{len(urls):,} files that it names are not followed")
            )
            return True
        room = max(0, FEEDS_MOST - len(seen))
        if len(urls) > room:
            found.failures.append(set_aside(feed.url, "too_many", f"{len(urls) - room:,} files are not followed"))
        urls = urls[:room]
        seen.update(urls)
        whole = len(links) == len(feed.feeds)  # what `since` leaves out today may be wanted tomorrow
        for url, answer in zip(urls, fetch_many(self.fetcher, self._ask(urls)), strict=True):
            try:
                if isinstance(answer, FetchError):
                    raise answer
                whole &= self._take(url, answer, found, seen, depth + 1)
            except FetchError as e:
                found.failures.append(set_aside(url, e.reason, str(e)))
                whole &= not e.transient
        return whole


def is_feed(fetched: Fetched) -> bool:
    """Is an answer a feed, a sitemap or a list, and no page?"""
    return fetched.body.startswith(b"\x1f\x8b") or guess_kind(fetched.body) is not None
