"""Tables of what is followed: feeds, the pages that they told of, and what servers said of the version that we have."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey

from risalah.store.schema import _TEXT, _key, _number, _table, _text

feeds = _table(
    "feeds",
    _key("url"),
    _text("kind", null=True),
    _text("title", null=True),
    _text("outlet", null=True),
    _text("added"),
    _text("polled", null=True),
    _text("due", null=True),
    _text("state"),
    _text("detail", null=True),
    _number("faults"),
)
"""`state` is new, ok, failing or gone; `due` the time before which it is left alone; `faults` polls failed in a row."""

feed_items = _table(
    "feed_items",
    _key("key"),
    Column("feed", _TEXT, ForeignKey("feeds.url", ondelete="SET NULL"), nullable=True, index=True),
    _text("url", null=True),
    _text("state", index=True),
    _text("found"),
    _text("done", null=True),
    _text("day", null=True),
    _number("tries"),
    _text("reason", null=True),
    _text("body"),
)
"""`state` is waiting, done, failed (tried again) or refused (not tried again). `body` is what the feed says of a page
that waits: its title, dates and, where it has no address, its text; it is emptied when the page is done."""

answers = _table("answers", _key("url"), _text("etag", null=True), _text("last_modified", null=True), _text("fetched"))
"""What a server said of the version of an address that was read: asked with it, it may say that nothing has changed."""
