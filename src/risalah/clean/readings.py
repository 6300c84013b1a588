"""An HTML page as three extractors and the eye read it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura.settings import Document

from risalah.clean.depth import DEEPEST, measure_depth

_MOST_TAGS = 200_000
"""Pages with more tags are read by the fast parser alone: no article has them."""
_MOST_CHARACTERS = 3_000_000
"""The same for length; the longest of 287 saved pages has 2,400,000 characters."""
_TAG = re.compile(r"<[a-zA-Z]")
for _name in ("trafilatura", "htmldate", "readability.readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Readings:
    """What extractors read of one page, a paragraph a line. `visible` is all that a reader sees; `main` the generous
    reading, whose lines are voted on; `bodies` the strict ones, which vote; `author` and `day` what they say of them.
    """

    visible: str
    main: str = ""
    bodies: tuple[str, ...] = ()
    author: str | None = None
    day: str | None = None


def read_html(html: str, tree: HTMLTree, url: str | None, *, metadata: bool = True) -> Readings:
    """All readings of a page. An extractor that finds nothing or gives up has no voice.

    Without `metadata` nobody is asked for author and day, which takes a third of the time.
    """
    visible = _text(tree)
    if (
        len(html) > _MOST_CHARACTERS
        or sum(1 for _ in _TAG.finditer(html)) > _MOST_TAGS
        or measure_depth(html) > DEEPEST
    ):
        return Readings(visible)
    found = _trafilatura(html, url, metadata=metadata)
    bodies = (found.text or "" if found else "", _readability(html))
    return Readings(
        visible,
        _text(tree, main=True),
        tuple(x for x in bodies if x.strip()),
        found.author if found and metadata else None,
        found.date if found and metadata else None,
    )


def _text(tree: HTMLTree, *, main: bool = False) -> str:
    return str(extract_plain_text(tree, main_content=main, alt_texts=False, noscript=False, list_bullets=False))


def _trafilatura(html: str, url: str | None, *, metadata: bool) -> Document | None:
    try:
        found = trafilatura.bare_extraction(
            html, url=url, favor_precision=True, include_comments=False, include_tables=False, with_metadata=metadata
        )
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None  # a page that breaks one extractor is read by the others
    return found if isinstance(found, Document) else None


def _readability(html: str) -> str:
    import lxml.etree
    from readability import Document as Readable
    from readability.readability import Unparseable

    try:
        summary = Readable(html).summary(html_partial=True)
    except (Unparseable, lxml.etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return ""
    return _text(HTMLTree.parse(summary)) if summary else ""
