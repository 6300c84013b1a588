"""HTML pages: their readings, and what their markup says about the article."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resiliparse.parse.html import HTMLTree

from risalah.clean.linked_data import choose_linked_article, read_linked_articles
from risalah.clean.readings import Readings, read_html
from risalah.clean.selected import select_parts
from risalah.resources.outlets import Selectors

_PUBLISHED = (
    "article:published_time|og:published_time|datePublished|publishdate|publish-date|publish_date|content_PublishedDate"
    "|dtk:publishdate|pubdate|parsely-pub-date|sailthru\\.date|date|DC\\.date\\.issued|DC\\.date|originalpublicationdate"
    "|cXenseParse:recs:publishtime|published_time|article\\.published"
)
_DATE_META = tuple(
    re.compile(form, re.I)
    for keys in (_PUBLISHED, "dateCreated|article:modified_time|dateModified|lastmod")
    for form in (
        rf"<meta[^>]{{0,300}}?(?:property|name|itemprop)\s*=\s*[\"'](?:{keys})[\"'][^>]{{0,300}}?content\s*=\s*"
        r"[\"']([^\"']{4,60})[\"']",
        rf"<meta[^>]{{0,300}}?content\s*=\s*[\"']([^\"']{{4,60}})[\"'][^>]{{0,300}}?(?:property|name|itemprop)\s*=\s*"
        rf"[\"'](?:{keys})[\"']",
    )
)
_HEAD = 400_000
"""Characters in which metadata are looked for."""
_TIME = re.compile(r"<time\b([^>]{0,400})>", re.I)
_DATETIME = re.compile(r"datetime\s*=\s*[\"']([^\"']{4,60})[\"']", re.I)
_SUFFIX = re.compile(r"\s+(?:[|»·•]|[-–—])\s+([^|»·•]{2,60})$")


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML page holds. `stamps` are its date-times, the most telling first; `authors` those that it names;
    `day_line` is its date line, where the outlet's selectors tell which one it is.
    """

    readings: Readings
    title: str | None = None
    stamps: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    url: str | None = None
    plain_length: int = 0
    day_line: str | None = None


def _no_layouts(_: str | None) -> Sequence[Selectors]:
    return ()


def read_markup(
    html: str,
    url: str | None,
    layouts: Callable[[str | None], Sequence[Selectors]] = _no_layouts,
    author_signs: Sequence[str] = (),
) -> Markup:
    """Readings and metadata of a page; where no reading finds a body, all of its visible text remains.

    `layouts` gives the selectors of the outlet at an address, which come before all that is guessed; `author_signs` are
    words of which a page that names its author has one.
    """
    tree = HTMLTree.parse(html)
    linked = read_linked_articles(html)
    title = _title(tree)
    own = choose_linked_article(linked, title)
    stamps = [*(own.stamps if own else ()), *_meta_stamps(html), *_time_stamps(html)]
    authors = own.authors if own else ()
    address = _address(tree)
    selected = select_parts(tree, layouts(url or address), stamps[0] if stamps else None)
    if selected is not None and selected.byline:
        authors = (selected.byline,)
    dates = not stamps and not (selected and selected.date)
    wanted = {"dates": dates, "authors": not authors and _says_author(html, author_signs)}
    readings = read_html(html, tree, url, body=selected.body if selected else None, **wanted)
    if not authors and readings.author:
        authors = (readings.author,)
    return Markup(
        readings=readings,
        title=(selected and selected.title) or title or (own.headline if own else None),
        stamps=tuple(dict.fromkeys(stamps)),
        authors=authors,
        url=address,
        day_line=selected.date if selected else None,
        plain_length=len("".join(readings.visible.split())),
    )


def _says_author(html: str, signs: Sequence[str]) -> bool:
    """Is there a word by which an extractor would find an author?"""
    low = html.lower()  # one pass and plain words: a pattern takes twenty times as long
    return any(word in low for word in signs)


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


def _meta_stamps(html: str) -> list[str]:
    """What <meta> says: first when it was published, then when it was made and altered."""
    return [entities.unescape(m[1]) for rule in _DATE_META for m in rule.finditer(html[:_HEAD])]


def _time_stamps(html: str) -> list[str]:
    """The <time> that is marked as the publication's, else the page's only one: others belong to links."""
    found = [(m[1], d[1]) for m in _TIME.finditer(html) if (d := _DATETIME.search(m[1]))]
    marked = [value for tag, value in found if re.search(r"datePublished|pubdate|entry-date|published", tag, re.I)]
    return marked[:1] or ([found[0][1]] if len({value for _, value in found}) == 1 else [])


def _address(tree: HTMLTree) -> str | None:
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
