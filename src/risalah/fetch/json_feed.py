"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from risalah.errors import BadFeed
from risalah.fetch.dates import feed_dates
from risalah.fetch.items import Feed, set_aside
from risalah.fetch.linking import Place, Shelf


def read_json_feed(body: bytes, place: Place, now: datetime) -> Feed:
    """A feed's items. Raises BadFeed."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        raise BadFeed(f"{place.where}: not JSON: {e}"[:300], reason="bad_json", remedy="mend the file") from e
    rows = data.get("items") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise BadFeed(f"{place.where}: a JSON Feed without a list of items", remedy="check the address")
    shelf, dates = Shelf(place), feed_dates()
    for number, row in enumerate(rows, 1):
        at = f"{place.where}:{number}"
        if not isinstance(row, dict):
            shelf.failures.append(set_aside(at, "bad_item", "the item is no object"))
            continue
        published, odd = dates.read(_text(row, "date_published"), now)
        updated, odd_update = dates.read(_text(row, "date_modified"), now)
        html = _text(row, "content_html")
        authors = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
        names = [_text(a, "name") for a in authors or [] if isinstance(a, dict)]
        shelf.add(
            [_text(row, "url"), _text(row, "external_url")],
            at=at,
            guid=_text(row, "id"),
            content=html or _text(row, "content_text"),
            content_kind="html" if html else "text",
            title=_text(row, "title"),
            published=published,
            updated=updated,
            author=", ".join(n for n in names if n) or None,
            lang=_text(row, "language") or _text(data, "language"),
            notes=[odd, odd_update],
        )
    items, failures = shelf.finish()
    return Feed("json_feed", place.where, title=_text(data, "title"), items=items, failures=failures)


def _text(row: Any, name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
