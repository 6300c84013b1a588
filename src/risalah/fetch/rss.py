"""RSS in all its kinds and Atom, through feedparser; dates are read from their raw words."""

from __future__ import annotations

import html
import io
import re
from datetime import datetime
from typing import Any

from risalah.errors import BadFeed
from risalah.fetch.dates import feed_dates
from risalah.fetch.items import Feed
from risalah.fetch.linking import Place, Shelf
from risalah.fetch.safe_xml import refuse_entities, strip_controls

_TAG = re.compile(r"<[^<>]{0,500}>")
_MINUTES_MOST = 7 * 24 * 60


def read_rss(body: bytes, place: Place, now: datetime) -> Feed:
    """A feed's items. A broken feed gives what can be read of it. Raises BadFeed."""
    import feedparser

    body = strip_controls(body)
    refuse_entities(body, place.where)
    # A stream, never a string: feedparser would fetch or open what looks like an address or a path.
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers={"content-location": place.base or ""}, sanitize_html=True
    )
    version = str(parsed.get("version") or "")
    if not version and not parsed.entries:
        fault = parsed.get("bozo_exception")
        said = f": {fault}" if fault else ""
        raise BadFeed(f"{place.where}: this is no feed that can be read{said}"[:300], remedy="check the address")
    shelf, dates = Shelf(place), feed_dates()
    atom = version.startswith("atom")
    for number, entry in enumerate(parsed.entries, 1):
        published, odd = dates.read(_raw(entry, "published", None if atom else "updated"), now)
        updated, odd_update = dates.read(_raw(entry, "updated"), now)
        guid = _raw(entry, "id")
        content, kind = _content(entry)
        links = [_raw(entry, "link"), *(x.get("href") for x in entry.get("links", ()) if x.get("rel") == "alternate")]
        shelf.add(
            [*links, guid if guid and guid.startswith(("http://", "https://")) else None],
            at=f"{place.where}:{number}",
            guid=guid,
            content=content,
            content_kind=kind,
            title=_plain(_raw(entry, "title")),
            published=published,
            updated=updated if updated != published else None,
            author=_plain(_raw(entry, "author")),
            notes=[odd, odd_update if odd_update != odd else None],
        )
    items, failures = shelf.finish()
    ttl = str(parsed.feed.get("ttl") or "")
    return Feed(
        "atom" if atom else "rss",
        place.where,
        title=_plain(_raw(parsed.feed, "title")),
        items=items,
        failures=failures,
        ttl=min(int(ttl), _MINUTES_MOST) if ttl.isascii() and ttl.isdigit() and len(ttl) < 8 else None,
    )


def _raw(row: Any, *names: str | None) -> str | None:
    """The first of these values, as it stands; feedparser's own look-up would take one name for another."""
    for name in names:
        value = dict.get(row, name) if name else None
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _content(entry: Any) -> tuple[str | None, str]:
    """The longest text that an entry holds, and whether it is "html" or "text"."""
    parts = [(p.get("value") or "", p.get("type") or "") for p in entry.get("content", ())]
    parts.append((_raw(entry, "summary") or "", str((entry.get("summary_detail") or {}).get("type") or "")))
    value, kind = max(parts, key=lambda p: len(p[0]))
    return value or None, "text" if kind == "text/plain" else "html"


def _plain(text: str | None) -> str | None:
    """A title without tags and entities."""
    return " ".join(html.unescape(_TAG.sub("", text)).split()) or None if text else None
