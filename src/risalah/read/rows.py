"""A row of JSON Lines, JSON or CSV into a page, by the keys of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.read.decode import mend_mojibake, mend_surrogates
from risalah.read.settings import PageDefaults, ReadLimits

_NAMED = ("url", "title", "text", "html", "outlet", "source", "published", "date", "author", "lang", "id")


def make_page(row: Mapping[str, Any], where: str, defaults: PageDefaults, limits: ReadLimits) -> Page:
    """The page that a row holds; keys that the contract does not name go to its metadata. Raises ReadError."""
    # Keys are matched without case and without blanks, as a spreadsheet's header may have them.
    named = {k.strip().lower().lstrip("\ufeff"): v for k, v in row.items() if isinstance(k, str)}
    text, html = _string(named, "text"), _string(named, "html")
    if text is None and html is None:
        keys = ", ".join(sorted(str(k) for k in row)[:12]) or "none"
        raise ReadError(
            f'the row has neither "text" nor "html" (its keys: {keys})',
            reason="no_text",
            remedy='name the column with the article "text" or "html"',
        )
    content = text if text is not None and text.strip() else html if html is not None else text or ""
    kind = "html" if html is not None and content is html else "text"
    if len(content) > limits.page_bytes:
        raise ReadError(
            f"the page has {len(content):,} characters, more than {limits.page_bytes:,}",
            reason="too_large",
            remedy="split it or raise the limit",
        )
    if not content.strip():
        raise ReadError("the page is empty", reason="empty", remedy="give its text or leave the row out")
    content, notes = mend_surrogates(content)
    mended = mend_mojibake(content)
    if mended != content:
        notes = (*notes, "twice-encoded characters mended")
    metadata = {k: v for k, v in row.items() if isinstance(k, str) and k.strip().lower() not in _NAMED}
    if notes:
        metadata["decoding"] = list(notes)
    return Page(
        content=mended,
        kind="html" if kind == "html" else "text",
        where=where,
        url=_string(named, "url") or defaults.url,
        title=_string(named, "title"),
        outlet=_string(named, "outlet") or _string(named, "source") or defaults.outlet,
        published=_string(named, "published") or _string(named, "date") or defaults.published,
        author=_string(named, "author"),
        lang=defaults.lang or _string(named, "lang"),
        source_id=_string(named, "id"),
        metadata=metadata,
    )


def _string(row: Mapping[str, Any], key: str) -> str | None:
    """The row's value as a string; None for what is missing, null or blank. Raises ReadError for a list or mapping."""
    value = row.get(key)
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, list) and key == "author":
        value = ", ".join(str(x) for x in value)
    if isinstance(value, (list, dict)):
        kind = "list" if isinstance(value, list) else "object"
        raise ReadError(f'"{key}" must be a string, not a {kind}', reason="bad_row", remedy="mend the row")
    text = str(value)
    if key in ("text", "html"):
        return text
    return mend_surrogates(text.strip())[0] or None
