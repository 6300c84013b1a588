"""Any file that names pages: what it is by its first bytes, and what stands in it."""

from __future__ import annotations

import re
from datetime import datetime

from risalah.errors import BadFeed, FetchError
from risalah.fetch.body import unpack_gzip
from risalah.fetch.items import Feed, FeedKind
from risalah.fetch.json_feed import read_json_feed
from risalah.fetch.linking import Place
from risalah.fetch.outlines import read_opml, read_sitemap, read_url_list
from risalah.fetch.rss import read_rss

UNPACKED_MOST = 52_428_800
"""Bytes of an unpacked sitemap: 50 MiB, as its protocol has it."""

_HEAD = 8192
_ROOTS: dict[str, FeedKind] = {
    "rss": "rss",
    "rdf": "rss",
    "channel": "rss",
    "feed": "atom",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap_index",
}
_PROLOG = re.compile(
    r"(?:\s|<\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!DOCTYPE[^<>\[]{0,500}(?:\[.{0,7000}?\]\s*)?>)*", re.S | re.I
)
_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1", re.I)
_ALTERNATE = re.compile(
    r"<link\b(?=[^>]{0,500}\btype\s*=\s*[\"']application/(?:rss|atom|feed)\+(?:xml|json)[\"'])"
    r"[^>]{0,500}\bhref\s*=\s*[\"']([^\"'<>]{1,500})[\"']",
    re.I,
)
_URL_LINE = re.compile(r"https?://\S+(?:\s+#.*)?", re.I)


def guess_kind(body: bytes) -> FeedKind | None:
    """What a file is by its first bytes; None for a page or anything else. A gzipped file is to be unpacked first."""
    head = _read_head(body)
    start = head.lstrip("\ufeff \t\r\n\x00")
    if start.startswith("{"):
        return "json_feed" if _JSON_FEED.search(start) else None
    if start.startswith("<"):
        prolog = _PROLOG.match(start)
        element = _ELEMENT.match(start, prolog.end() if prolog else 0)
        return _ROOTS.get(element[1].lower()) if element else None
    lines = [x.strip() for x in start.splitlines() if x.strip() and not x.strip().startswith("#")]
    if len(body) > _HEAD and len(lines) > 1:
        lines.pop()  # cut in the middle
    return "list" if lines and all(_URL_LINE.fullmatch(x) for x in lines) else None


def read_feed(body: bytes, where: str, now: datetime, ports: tuple[int, ...], kind: FeedKind | None = None) -> Feed:
    """What stands in a feed, a sitemap, an OPML file or a list; `where` is its address or path.

    `kind` is what the caller knows it to be ("list" for a file of that name). Raises BadFeed, TooLarge, BadEncoding.
    """
    if body.startswith(b"\x1f\x8b"):
        body = unpack_gzip(body, UNPACKED_MOST)
    try:
        return _read(body, Place(where, ports), now, kind or guess_kind(body))
    except FetchError:
        raise
    except Exception as e:
        # One feed never stops a run: what it broke is named, and is a bug to report.
        raise BadFeed(f"{where}: {e} (please report this feed)"[:300], reason=type(e).__name__) from e


def _read(body: bytes, place: Place, now: datetime, found: FeedKind | None) -> Feed:
    if found in ("rss", "atom"):
        return read_rss(body, place, now)
    if found == "json_feed":
        return read_json_feed(body, place, now)
    if found == "opml":
        return read_opml(body, place)
    if found in ("sitemap", "sitemap_index"):
        return read_sitemap(body, place, now)
    if found == "list":
        return read_url_list(body.decode("utf-8", "replace"), place)
    named = _ALTERNATE.search(_read_head(body, 200_000))
    remedy = f"the page names this feed: {named[1]}" if named else "give the address of an RSS, Atom or JSON feed"
    raise BadFeed(f"{place.where}: this is neither a feed nor a sitemap nor a list of addresses", remedy=remedy)


def _read_head(body: bytes, length: int = _HEAD) -> str:
    """The first characters, well enough to look at."""
    head = body[:length]
    if head.startswith((b"\xff\xfe", b"<\x00")):
        return head[: len(head) // 2 * 2].decode("utf-16-le", "replace")
    if head.startswith((b"\xfe\xff", b"\x00<")):
        return head[: len(head) // 2 * 2].decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")
