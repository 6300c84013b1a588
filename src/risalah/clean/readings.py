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
from risalah.clean.lines import ends_sentence, split_lines
from risalah.clean.voter import Voter

_MOST_TAGS = 200_000
"""Pages with more tags are read by the fast parser alone: no article has them."""
_MOST_CHARACTERS = 3_000_000
"""The same for length; the longest of 287 saved pages has 2,400,000 characters."""
_PARAGRAPH = 40
_WHOLE = 0.8
"""Of the paragraphs (by length) of the generous reading: a strict one that holds so much needs no second opinion."""
_NO_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
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


def read_html(
    html: str,
    tree: HTMLTree,
    url: str | None,
    *,
    dates: bool = True,
    authors: bool = True,
    body: str | None = None,
) -> Readings:
    """All readings of a page. An extractor that finds nothing or gives up has no voice.

    Cheap first: readability is asked only where trafilatura left out paragraphs of the generous reading. Without
    `dates` and `authors` nobody is asked for day and author, which takes longer than the body. Where `body` is known
    already, no extractor is asked for it.
    """
    visible = _text(tree)
    if (
        len(html) > _MOST_CHARACTERS
        or sum(1 for _ in _TAG.finditer(html)) > _MOST_TAGS
        or measure_depth(html) > DEEPEST
    ):
        return Readings(visible)
    main = _text(tree, main=True)
    found = None
    if body is None or dates or authors:
        found = _trafilatura(html, url, dates=dates, authors=authors)
    bodies: tuple[str, ...]
    if body is not None:
        bodies = (body,)
    else:
        strict = (found.text if found else "") or ""
        bodies = (strict,) if _is_whole(strict, main) else (strict, _readability(html))
    return Readings(
        visible,
        main,
        tuple(x for x in bodies if x.strip()),
        found.author if found and authors else None,
        found.date if found and dates else None,
    )


def _is_whole(body: str, main: str) -> bool:
    """Does a strict reading hold nearly all paragraphs of the generous one?"""
    paragraphs = [x.text for x in split_lines(main) if len(x.text) >= _PARAGRAPH and ends_sentence(x.text)]
    voter = Voter(body)
    held = sum(len(x) for x in paragraphs if voter.holds(x))
    return bool(held) and held >= _WHOLE * sum(map(len, paragraphs))


def _text(tree: HTMLTree, *, main: bool = False) -> str:
    return str(extract_plain_text(tree, main_content=main, alt_texts=False, noscript=False, list_bullets=False))


def _trafilatura(html: str, url: str | None, *, dates: bool, authors: bool) -> Document | None:
    """Trafilatura without its own second opinions: ours is asked beside it."""
    try:
        found = trafilatura.bare_extraction(
            html,
            url=url,
            fast=True,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=dates or authors,
            # Its search for a date that the markup does not state takes longer than everything else.
            date_extraction_params=None if dates else _NO_SEARCH,
        )
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None  # a page that breaks one extractor is read by the others
    return found if isinstance(found, Document) else None


def _readability(html: str) -> str:
    from risalah.clean.readable import read_readable

    summary = read_readable(html)
    return _text(HTMLTree.parse(summary)) if summary else ""
