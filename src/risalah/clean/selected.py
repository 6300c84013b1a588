"""What an outlet's own selectors find on a page: headline, byline, date line and body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from risalah.resources.outlets import Selectors

_LEAST = 200
"""Characters of a body; where a selector finds less, the page has another layout."""
_LONGEST = 300
"""Characters of a headline, a byline or a date line."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The texts found, each None where its selector is not given or finds nothing."""

    body: str
    title: str | None = None
    byline: str | None = None
    date: str | None = None


def select_parts(tree: HTMLTree, rows: Sequence[Selectors], day: str | None) -> Selected | None:
    """The texts by the first selectors that find a body on this page; None where none does.

    `day` is what the markup says of the day of publication: selectors of a layout that was given up before are not
    tried.
    """
    for row in rows:
        if row.valid_until and day and day[:10] > row.valid_until:
            continue
        body = _read_body(tree, row.body)
        if len(body) >= _LEAST:
            return Selected(body, _find(tree, row.title), _find(tree, row.byline), _find(tree, row.date))
    return None


def _read_body(tree: HTMLTree, selector: str) -> str:
    """The text of the first node that the selector finds, a paragraph a line."""
    node = tree.document.query_selector(selector) if tree.document else None
    if node is None:
        return ""
    plain = extract_plain_text(
        HTMLTree.parse(node.html), main_content=False, alt_texts=False, noscript=False, list_bullets=False
    )
    return str(plain).strip()


def _find(tree: HTMLTree, selector: str | None) -> str | None:
    """The text of the first node that the selector finds, where it is short."""
    node = tree.document.query_selector(selector) if selector and tree.document else None
    text = " ".join((node.text or "").split()) if node is not None else ""
    return text if 0 < len(text) <= _LONGEST else None
