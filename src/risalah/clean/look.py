"""The first look at an HTML page: what the fast parser alone shows of it, in a tenth of the time of cleaning."""

from __future__ import annotations

from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from risalah.clean.depth import DEEPEST, measure_depth
from risalah.clean.markup import strip_site

_MOST_TAGS = 200_000
"""A page with more tags is left to cleaning: no article has them."""
_MANY_TAGS = 5_000
"""Only a page with more tags can be so deep that the parser's time, which grows with the square of it, matters."""
_SHORT = 600
"""Characters; a body below this may have lost the article, and the longer lines of the whole page are looked at too."""
_LINE = 60
"""Characters; a shorter line of the whole page is mostly a link."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows at once: its headline, its text (headline first), and the address that it gives itself.

    The text is good enough to judge what a page is about, and for nothing else: it holds furniture, and may lack a
    paragraph.
    """

    title: str | None
    text: str
    url: str | None


def look_at(html: str, url: str | None = None, title: str | None = None) -> Look | None:
    """The first look; None where it cannot be trusted (no text, or more or deeper tags than any article has).

    `url` and `title` are what is known beside the page, and come before what the page says.
    """
    tags = html.count("<")
    if tags > _MOST_TAGS or (tags > _MANY_TAGS and measure_depth(html) > DEEPEST):
        return None
    tree = HTMLTree.parse(html)
    body = _read(tree, main=True)
    if len(body) < _SHORT:
        seen = set(body.split("\n"))
        body = "\n".join([body, *(x for x in _read(tree, main=False).split("\n") if len(x) >= _LINE and x not in seen)])
    if not body.strip():
        return None
    head = " ".join((title or strip_site(tree.title or "")).split()) or None
    return Look(head, f"{head}\n\n{body}" if head else body, url or _find_address(tree))


def _read(tree: HTMLTree, *, main: bool) -> str:
    plain = extract_plain_text(tree, main_content=main, alt_texts=False, noscript=False, list_bullets=False)
    return str(plain).strip()


def _find_address(tree: HTMLTree) -> str | None:
    """The canonical address that the page states for itself."""
    node = tree.document.query_selector("link[rel='canonical']") if tree.document else None
    value = node.getattr("href") if node is not None else None
    return str(value) if value and value.startswith("http") else None
