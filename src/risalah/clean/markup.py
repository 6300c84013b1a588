"""HTML pages: body lines and metadata out of the markup."""

from __future__ import annotations

import html as entities
import logging
import re
from dataclasses import dataclass

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura.settings import Document

_MOST_TAGS = 200_000
"""Pages with more tags are read by the fast parser alone: no article has them."""
_TAG = re.compile(r"<[a-zA-Z]")
_DATE_KEYS = (
    re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,60})\""),
    re.compile(
        r"<meta[^>]{0,300}?(?:property|name|itemprop)\s*=\s*[\"'](?:article:published_time|og:published_time|datePublished"
        r"|publishdate|content_PublishedDate|dtk:publishdate|pubdate|parsely-pub-date|sailthru\.date|date|DC\.date\.issued"
        r"|originalpublicationdate|cXenseParse:recs:publishtime)[\"'][^>]{0,300}?content\s*=\s*[\"']([^\"']{4,60})[\"']",
        re.I,
    ),
    re.compile(
        r"<meta[^>]{0,300}?content\s*=\s*[\"']([^\"']{4,60})[\"'][^>]{0,300}?(?:property|name|itemprop)\s*=\s*[\"']"
        r"(?:article:published_time|og:published_time|datePublished|publishdate|content_PublishedDate|pubdate)[\"']",
        re.I,
    ),
    re.compile(r"<time[^>]{0,300}?datetime\s*=\s*[\"']([^\"']{4,60})[\"']", re.I),
)
_JSON_AUTHOR = re.compile(r"\"author\"\s*:\s*(?:\[\s*)?\{[^{}]{0,300}?\"name\"\s*:\s*\"([^\"]{2,80})\"")
_SUFFIX = re.compile(r"\s+(?:[|»·•]|[-–—])\s+([^|»·•]{2,60})$")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML page holds. `text` has a paragraph a line; `sure` says that an extractor chose the body."""

    text: str
    sure: bool
    title: str | None = None
    published: str | None = None
    author: str | None = None
    url: str | None = None
    plain_length: int = 0
    visible: str = ""


def read_markup(html: str, url: str | None) -> Markup:
    """Body and metadata of a page; where no body is found, all of its visible text (`sure` is False)."""
    tree = HTMLTree.parse(html)
    plain = str(extract_plain_text(tree, main_content=False, alt_texts=False, noscript=False, list_bullets=False))
    title = _title(tree)
    published = _published(html)
    body, author = "", None
    if sum(1 for _ in _TAG.finditer(html)) <= _MOST_TAGS:
        found = _extract(html, url)
        if found:
            body, author, date = found
            published = published or date
    named = _JSON_AUTHOR.search(html)
    return Markup(
        text=body or plain,
        sure=bool(body),
        title=title,
        published=published,
        author=entities.unescape(named[1]) if named else author,
        url=_link(tree),
        plain_length=len("".join(plain.split())),
        visible=plain,
    )


def _extract(html: str, url: str | None) -> tuple[str, str | None, str | None] | None:
    """(body, author, day) by trafilatura; None where it finds no article or gives up."""
    try:
        found = trafilatura.bare_extraction(
            html, url=url, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True
        )
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None  # a page that breaks the extractor is read by the other way
    if not isinstance(found, Document) or not found.text:
        return None
    return found.text, found.author, found.date


def _title(tree: HTMLTree) -> str | None:
    """The headline: og:title, else the only h1, else <title>; without the site's name behind it."""
    candidates: list[str] = []
    heads = [_squeeze(x.text) for x in tree.document.query_selector_all("h1")] if tree.document else []
    heads = [x for x in heads if len(x) >= 10]
    meta = tree.document.query_selector("meta[property='og:title'], meta[name='og:title']") if tree.document else None
    stated = meta.getattr("content") if meta is not None else None
    if stated:
        candidates.append(_squeeze(entities.unescape(stated)))
    if tree.title:
        candidates.append(_squeeze(tree.title))
    for name in candidates:
        for head in heads:
            if head and (head == name or name.startswith(head)):
                return head  # the page and its metadata agree
    if candidates:
        return strip_site(candidates[0])
    return heads[0] if len(heads) == 1 else None


def strip_site(title: str) -> str:
    """`Judul Berita - Kabar.example` -> `Judul Berita`: a short last part behind a bar or a spaced dash."""
    for _ in range(3):
        m = _SUFFIX.search(title)
        if not m or len(title[: m.start()].split()) < 3 or len(m[1].split()) > 4:
            break
        title = title[: m.start()]
    return title


def _published(html: str) -> str | None:
    for key in _DATE_KEYS:
        m = key.search(html)
        if m:
            return entities.unescape(m[1])
    return None


def _link(tree: HTMLTree) -> str | None:
    """The canonical address that the page states for itself."""
    if not tree.document:
        return None
    for selector, name in (("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")):
        node = tree.document.query_selector(selector)
        value = node.getattr(name) if node is not None else None
        if value and value.startswith("http"):
            return str(value)
    return None


def _squeeze(text: str | None) -> str:
    return " ".join((text or "").split())
