"""OPML, sitemaps and their indexes, and plain lists: files that name addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from risalah.errors import BadFeed, FetchError
from risalah.fetch.dates import feed_dates
from risalah.fetch.items import FEEDS_MOST, ITEMS_MOST, Feed, FeedLink, set_aside
from risalah.fetch.linking import Place, Shelf
from risalah.fetch.safe_xml import Enough, parse_xml, strip_controls
from risalah.model.document import Failure

_TEXT_MOST = 4000  # characters of one element


def read_opml(body: bytes, place: Place) -> Feed:
    """The feeds of an OPML file, however deep its outlines are nested. Raises BadFeed."""
    target = _Outlines()
    parse_xml(strip_controls(body), target, place.where)
    feeds, failures = _take_links(target.found, place)
    if target.over:
        detail = f"feeds beyond the first {FEEDS_MOST:,} are left out"
        failures.append(set_aside(place.where, "too_many", detail))
    if not target.found:
        raise BadFeed(f"{place.where}: no outline names a feed (xmlUrl)", remedy="export the feeds again")
    return Feed("opml", place.where, title=target.title or None, feeds=tuple(feeds), failures=tuple(failures))


class _Outlines:
    def __init__(self) -> None:
        self.found: list[tuple[str, str | None, str | None]] = []
        self.title, self.over = "", False
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_title = tag.lower() == "title"
        given = {k.lower(): v for k, v in attributes.items()}
        if tag.lower() != "outline" or not given.get("xmlurl", "").strip():
            return
        if len(self.found) >= FEEDS_MOST:
            self.over = True
            raise Enough
        self.found.append((given["xmlurl"], given.get("title") or given.get("text"), None))

    def end(self, tag: str) -> None:
        self._in_title = False

    def data(self, text: str) -> None:
        if self._in_title and len(self.title) < _TEXT_MOST:
            self.title += text

    def close(self) -> None:
        """Nothing is left to do."""


def read_sitemap(body: bytes, place: Place, now: datetime) -> Feed:
    """The pages of a sitemap, or the sitemaps of an index; dates of news sitemaps too. Raises BadFeed."""
    target = _Locations()
    fault: Failure | None = None
    try:
        parse_xml(strip_controls(body), target, place.where)
    except BadFeed as e:
        if not target.rows:
            raise
        fault = set_aside(place.where, e.reason, f"only the first {len(target.rows):,} addresses could be read: {e}")
    failures = [fault] if fault else []
    dates = feed_dates()
    if target.index:
        rows = [(r.get("loc", ""), None, dates.read(r.get("lastmod"), now)[0]) for r in target.rows[:FEEDS_MOST]]
        feeds, wrong = _take_links(rows, place)
        if len(target.rows) > FEEDS_MOST:
            failures.append(
                set_aside(place.where, "too_many", f"sitemaps beyond the first {FEEDS_MOST:,} are left out")
            )
        return Feed("sitemap_index", place.where, feeds=tuple(feeds), failures=(*failures, *wrong))
    shelf = Shelf(place)
    for number, row in enumerate(target.rows, 1):
        published, odd = dates.read(row.get("publication_date"), now)
        updated, _ = dates.read(row.get("lastmod"), now)
        shelf.add(
            [row.get("loc")],
            at=f"{place.where}:{number}",
            title=row.get("title"),
            published=published,
            updated=updated,
            lang=row.get("language"),
            notes=[odd],
        )
    items, wrong_items = shelf.finish()
    if target.over:
        failures.append(set_aside(place.where, "too_many", f"addresses beyond the first {ITEMS_MOST:,} are left out"))
    return Feed("sitemap", place.where, items=items, failures=(*failures, *wrong_items))


class _Locations:
    """Rows of a sitemap: `loc` and `lastmod` right below `url` or `sitemap`, and what stands in its `news`."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self.index = self.over = False
        self._path: list[str] = []
        self._row: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2].lower()
        if not self._path:
            self.index = name == "sitemapindex"
        self._path.append(name)
        self._text, self._length = [], 0
        if len(self._path) == 2 and name in ("url", "sitemap"):
            self._row = {}

    def end(self, tag: str) -> None:
        path = self._path
        name = path.pop()
        depth = len(path)
        text = "".join(self._text).strip()
        wanted = (depth == 2 and name in ("loc", "lastmod")) or (
            path[2:] in (["news"], ["news", "publication"]) and name in ("publication_date", "title", "language")
        )
        if wanted and text:
            self._row.setdefault(name, text)
        self._text, self._length = [], 0
        if depth == 1 and name in ("url", "sitemap"):
            if len(self.rows) >= ITEMS_MOST:
                self.over = True
                raise Enough
            self.rows.append(self._row)

    def data(self, text: str) -> None:
        if self._length < _TEXT_MOST:
            self._text.append(text)
            self._length += len(text)

    def close(self) -> None:
        """Nothing is left to do."""


def read_url_list(text: str, place: Place) -> Feed:
    """The addresses of a list, one a line; a line that begins with # is a remark. Raises BadFeed."""
    shelf, lines = Shelf(place), 0
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        lines += 1
        shelf.add([url.split(" #", 1)[0].strip()], at=f"{place.where}:{number}")
    if not lines:
        raise BadFeed(f"{place.where}: the list names no address", reason="empty", remedy="write one address a line")
    items, failures = shelf.finish()
    return Feed("list", place.where, items=items, failures=failures)


def _take_links(rows: Any, place: Place) -> tuple[list[FeedLink], list[Failure]]:
    """Links to further files, each once."""
    feeds: dict[str, FeedLink] = {}
    failures: list[Failure] = []
    for number, (raw, title, updated) in enumerate(rows, 1):
        try:
            url, _ = place.link(raw)
        except FetchError as e:
            failures.append(set_aside(f"{place.where}:{number}", f"link_{e.reason}", str(e)))
            continue
        feeds.setdefault(url, FeedLink(url, " ".join((title or "").split()) or None, updated))
    return list(feeds.values()), failures
