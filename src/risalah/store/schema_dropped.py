"""The table of pages that a gate dropped at the first look: what they are, why, and of a sample the text."""

from __future__ import annotations

from sqlalchemy import REAL, Column

from risalah.store.schema import _key, _number, _table, _text

dropped = _table(
    "dropped",
    _key("page"),
    _text("engine"),
    _text("article", index=True),
    _text("place"),
    _text("url", null=True, index=True),
    _text("outlet", null=True),
    _text("title", null=True),
    _text("lang"),
    _text("gate", index=True),
    Column("score", REAL, nullable=False),
    _number("sampled"),
    _text("text", null=True),
    _text("body"),
    _number("run", null=True),
)
"""`page` is the hash of the page as it came (of its text where that is not known), `article` the id that the text
gives. `text` is kept where `sampled` is 1; `body` is JSON: the reasons of the score, and what was set aside."""
