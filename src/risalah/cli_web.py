"""Sources of the web as `extract`, `build` and `feeds poll` see them: addresses, feeds and lists into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from risalah.config import Settings
from risalah.errors import ConfigError, FetchError, ReadError
from risalah.model.article import Page
from risalah.model.document import Failure

if TYPE_CHECKING:
    from risalah.fetch import Fetched, Fetcher
    from risalah.fetch.items import FeedItem, FeedKind
    from risalah.read import PageDefaults

_Pages = Iterator[Page | Failure]

_SUFFIXES = {".opml": "opml", ".rss": "rss", ".atom": "atom", ".rdf": "rss", ".urls": "list"}
_SNIFFED = (".xml", ".gz", ".txt", ".list", ".json")
_CHUNK = 40  # pages fetched at once: hosts side by side, few enough to be held
_FILE_BYTES = 100_000_000


def make_fetcher(settings: Settings) -> Fetcher:
    """A fetcher by the settings. Raises ConfigError."""
    from risalah.fetch import Fetcher, FetchSettings, read_networks, read_ports

    return Fetcher(
        FetchSettings(
            contact=settings.fetch_contact,
            ports=read_ports(settings.fetch_ports),
            allow_private=read_networks(settings.fetch_allow_private),
            body_bytes=settings.page_bytes,
            total_seconds=settings.fetch_seconds,
            tries=settings.fetch_tries,
            host_delay=settings.fetch_delay_ms / 1000,
            workers=settings.fetch_workers,
        )
    )


def read_sources(
    sources: Sequence[str],
    read_files: Callable[[list[str]], _Pages],
    settings: Settings,
    defaults: PageDefaults,
    limit: int | None,
    *,
    dry_run: bool = False,
) -> _Pages:
    """The pages of all sources in order: `read_files` reads those that lie here, the others are fetched.

    With `dry_run` nothing is fetched: what would be is a page without content. Raises ConfigError, before anything
    is read, for what is not there.
    """
    parts: list[_Pages] = []
    for of_web, names in groupby(sources, is_of_web):
        if not of_web:
            parts.append(read_files(list(names)))
            continue
        reader = WebReader(settings, defaults, limit, dry_run=dry_run)
        parts += [reader.read(name) for name in names]
    return chain.from_iterable(parts)


def is_of_web(source: str) -> bool:
    """Does a source name pages of the web: an address, or a file that is a feed, a sitemap or a list of addresses?"""
    if _is_address(source):
        return True
    path = Path(source)
    return source != "-" and path.is_file() and _find_kind(path) is not None


class WebReader:
    """Reads addresses, feeds and lists, one source after the other, through one fetcher."""

    def __init__(
        self, settings: Settings, defaults: PageDefaults, limit: int | None = None, *, dry_run: bool = False
    ) -> None:
        from risalah.read import ReadLimits

        self._settings, self._defaults, self._limit, self._dry_run = settings, defaults, limit, dry_run
        self._limits = ReadLimits(page_bytes=settings.page_bytes)

    def read(self, source: str) -> _Pages:
        """The pages of one source; what cannot be fetched is a Failure in its place."""
        with make_fetcher(self._settings) as fetcher:
            try:
                yield from self._read(source, fetcher)
            except FetchError as e:
                yield Failure(e.step, e.reason, str(e), source)
            except OSError as e:
                yield Failure("read", "unreadable", f"cannot be read: {e.strerror}", source)

    def _read(self, source: str, fetcher: Fetcher) -> _Pages:
        from risalah.fetch.gather import Gatherer, is_feed

        gatherer = Gatherer(fetcher, datetime.now(UTC))
        if _is_address(source):
            if self._dry_run:
                yield Page("", where=fetcher.check(source))
                return
            fetched = fetcher.get(source)
            if not is_feed(fetched):
                yield self.make_page(fetched)
                return
            gathered = gatherer.gather(source, fetched)
        else:
            path = Path(source)
            if path.stat().st_size > _FILE_BYTES:
                yield Failure("fetch", "too_large", f"the file is larger than {_FILE_BYTES:,} bytes", source)
                return
            body = path.read_bytes()
            if self._dry_run:
                yield from _list_file(body, source, fetcher, _find_kind(path))
                return
            gathered = gatherer.gather_file(body, source, _find_kind(path))
        yield from (f for f in gathered.failures if f.quarantined)
        items = iter(islice(gathered.items.values(), self._limit))
        while chunk := list(islice(items, _CHUNK)):
            yield from self._fetch(chunk, fetcher)

    def _fetch(self, items: list[FeedItem], fetcher: Fetcher) -> _Pages:
        from risalah.fetch.many import Request, fetch_many

        answers = iter(fetch_many(fetcher, [Request(i.url) for i in items if i.url]))
        for item in items:
            if item.url is None:
                yield self.make_item_page(item)
                continue
            answer = next(answers)
            if isinstance(answer, FetchError):
                yield Failure(answer.step, answer.reason, str(answer), item.url)
            else:
                yield self.make_page(answer, item)

    def make_page(self, fetched: Fetched, item: FeedItem | None = None, outlet: str | None = None) -> Page | Failure:
        """The page in an answer. What the feed says of the time of publication is kept with it."""
        from risalah.fetch.address import canonical_address
        from risalah.read.fetched import make_fetched_page

        try:
            return make_fetched_page(
                fetched.body,
                fetched.url,
                url=canonical_address(fetched.final_url),
                content_type=fetched.content_type,
                charset=fetched.charset,
                published=item.published if item else None,
                outlet=outlet,
                metadata=_told(item),
                defaults=self._defaults,
                limits=self._limits,
            )
        except ReadError as e:
            return Failure(e.step, e.reason, str(e), fetched.url)

    def make_item_page(self, item: FeedItem, outlet: str | None = None) -> Page:
        """The page that an item without a link is itself."""
        content = item.content or ""
        if item.content_kind == "html":
            content = f"<html><body><article>{content}</article></body></html>"
        return Page(
            content=content,
            kind=item.content_kind,
            where=item.key,
            url=item.key if _is_address(item.key) else None,
            title=item.title,
            outlet=outlet or self._defaults.outlet,
            published=item.published or self._defaults.published,
            author=item.author,
            lang=self._defaults.lang,
            metadata=_told(item),
        )


def _told(item: FeedItem | None) -> dict[str, Any]:
    """What a feed says of a page that no other place has."""
    if item is None:
        return {}
    out: dict[str, Any] = {"updated": item.updated} if item.updated else {}
    return out | ({"feed_notes": list(item.notes)} if item.notes else {})


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _find_kind(path: Path) -> FeedKind | None:
    """What a file is where it names pages; by its name, else by its first bytes."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES and suffix not in _SNIFFED:
        return None
    import zlib

    from risalah.fetch.feeds import guess_kind

    try:
        with path.open("rb") as f:
            head = f.read(16_384)
    except OSError:
        return None  # whoever reads files says what is wrong with it
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 16_384)
        except zlib.error:
            return None
    named: Any = _SUFFIXES.get(suffix)
    return guess_kind(head) or named


def _list_file(body: bytes, where: str, fetcher: Fetcher, kind: FeedKind | None) -> _Pages:
    """What would be fetched for a file."""
    from risalah.fetch.feeds import read_feed

    feed = read_feed(body, where, datetime.now(UTC), fetcher.settings.ports, kind)
    yield from (f for f in feed.failures if f.quarantined)
    for link in feed.feeds:
        yield Page("", where=link.url)
    for item in feed.items:
        yield Page("", where=item.key if item.url is None else item.url)


def check_address(settings: Settings, url: str) -> str:
    """An address as it would be fetched. Raises ConfigError where the guard refuses it; nothing is looked up."""
    with make_fetcher(settings) as fetcher:
        try:
            return fetcher.check(url)
        except FetchError as e:
            raise ConfigError(e.message, remedy=e.remedy) from e
