"""A page out of the bytes that a server sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.read.settings import PageDefaults, ReadLimits
from risalah.read.single import make_single

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", "text/markdown")
_UNSAID = ("", "application/octet-stream", "application/xml", "text/xml")


def make_fetched_page(
    body: bytes,
    where: str,
    *,
    url: str,
    content_type: str = "",
    charset: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    metadata: dict[str, Any] | None = None,
    defaults: PageDefaults,
    limits: ReadLimits,
) -> Page:
    """The page in an answer's body; what the server or a feed says of it comes before `defaults`.

    Raises ReadError for what is no page (an image, a PDF), nothing but blanks, or larger than the limit.
    """
    if content_type not in (*_HTML, *_TEXT, *_UNSAID):
        raise ReadError(
            f"the server sends {content_type[:60]}, which is no page",
            reason="not_a_page",
            remedy="give the address of a page",
        )
    if len(body) > limits.page_bytes:
        raise ReadError(
            f"the page is larger than {limits.page_bytes:,} bytes", reason="too_large", remedy="raise page_bytes"
        )
    markup = content_type in _HTML or (content_type not in _TEXT and body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<")
    said = replace(defaults, published=published or defaults.published, outlet=outlet or defaults.outlet)
    page = make_single(body, where, markup=markup, charset=charset, url=url, defaults=said, metadata=metadata)
    # HTML that a server sends as plain text is text, tags and all.
    return replace(page, kind="text") if content_type in _TEXT else page
