"""Tables of articles that stand on several pages: which page is which part, and which article they make together."""

from __future__ import annotations

from risalah.store.schema import _child, _key, _number, _table, _text

parts = _table("parts", _child("article", "articles.id"), _text("whole", index=True), _number("number"))
"""`whole` is the address that the pages share, `number` which page this is: 0 is all of them on one."""

wholes = _table("wholes", _key("whole"), _text("article"), _text("digest"))
"""`article` is what the pages were joined to, `digest` is over what read them and which they were."""
