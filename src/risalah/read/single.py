"""Bytes that are one page."""

from __future__ import annotations

import re
from typing import Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.read.decode import decode
from risalah.read.settings import PageDefaults, ReadLimits
from risalah.read.streams import Reads, read_whole

_BLANKS = "\ufeff \t\r\n\f\v\xa0\u200b\x00"
_HEAD = 4096
_MARKUP = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read_single(stream: Reads, where: str, *, markup: bool, defaults: PageDefaults, limits: ReadLimits) -> Page:
    """The page that a whole stream is. Raises ReadError."""
    data = read_whole(stream, limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        raise ReadError(
            f"the page is larger than {limits.page_bytes:,} bytes",
            reason="too_large",
            remedy="split it or raise the limit; several pages in one file must be .jsonl or .csv",
        )
    return make_single(data, where, markup=markup, defaults=defaults)


def make_single(
    data: bytes,
    where: str,
    *,
    markup: bool = False,
    charset: str | None = None,
    url: str | None = None,
    defaults: PageDefaults | None = None,
    metadata: dict[str, Any] | None = None,
    notes: tuple[str, ...] = (),
) -> Page:
    """The page that these bytes are. Raises ReadError where they are no text, or blank.

    `markup` says that it is HTML, `charset` what the sender declared, `url` its address; `metadata` is kept with it,
    and so is what was noticed on the way (`notes`).
    """
    defaults = defaults or PageDefaults()
    got = decode(data, charset)
    if not got.text.strip(_BLANKS):
        raise ReadError("the file holds nothing but blanks", reason="empty", remedy="give a file with text")
    is_html = markup or bool(_MARKUP.match(got.text[:_HEAD]))
    kept = dict(metadata or {})
    if notes or got.notes:
        kept["decoding"] = [*notes, *got.notes]
    return Page(
        content=got.text,
        kind="html" if is_html else "text",
        where=where,
        url=url or defaults.url,
        outlet=defaults.outlet,
        published=defaults.published,
        lang=defaults.lang,
        metadata=kept,
    )
