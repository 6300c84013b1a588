"""Linked data in a page (JSON-LD): what the page says about its own article, told from what it says about others."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_OPEN = re.compile(r"<script[^>]{0,200}?application/ld\+json[^>]{0,200}?>", re.I)
_LONGEST, _MOST = 200_000, 40
"""Characters of one script, and scripts of one page, that are read."""
_ARTICLES = {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle"}
_ARTICLES |= {"backgroundnewsarticle", "blogposting", "liveblogposting", "techarticle", "report", "videoobject"}
_DATES = ("datePublished", "dateCreated", "uploadDate")
_LOOSE = {key: re.compile(rf"\"{key}\"\s*:\s*\"([^\"]{{4,300}})\"") for key in ("headline", *_DATES)}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """One article of the linked data. `stamps` are all date-times that it states, the published one first."""

    headline: str | None = None
    stamps: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    url: str | None = None


def read_linked_articles(html: str) -> list[LinkedArticle]:
    """The articles that a page's linked data describes, in order; broken data is read key by key."""
    out: list[LinkedArticle] = []
    for m in islice(_OPEN.finditer(html), _MOST):
        end = html.find("</script", m.end(), m.end() + _LONGEST)
        text = html[m.end() : max(end, m.end())].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            loose = {key: _first(rule.search(text)) for key, rule in _LOOSE.items()}
            if any(loose[key] for key in _DATES):
                out.append(LinkedArticle(_clean(loose["headline"]), tuple(x for k in _DATES if (x := loose[k]))))
            continue
        out += [_article(row) for row in _walk(data)]
    return out


def choose_linked_article(articles: list[LinkedArticle], title: str | None) -> LinkedArticle | None:
    """The one with the page's headline, else the first that has a date."""
    if title:
        key = _fold(title)
        named = [x for x in articles if x.headline and (_fold(x.headline) in key or key in _fold(x.headline))]
        if named:
            return max(named, key=lambda x: bool(x.stamps))
    return next((x for x in articles if x.stamps), articles[0] if articles else None)


def _walk(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for x in data:
            yield from _walk(x, depth + 1)
    elif isinstance(data, dict):
        kind = data.get("@type")
        kinds = {str(k).lower() for k in (kind if isinstance(kind, list) else [kind])}
        if kinds & _ARTICLES:
            yield data
            return
        # A list of links to other articles says nothing about this one.
        if "itemlist" not in kinds:
            for key, x in data.items():
                if key not in ("itemListElement", "relatedLink", "hasPart", "citation"):
                    yield from _walk(x, depth + 1)


def _article(row: dict[str, Any]) -> LinkedArticle:
    stamps = [row.get(key) for key in (*_DATES, "dateModified")]
    address = row.get("url") or row.get("mainEntityOfPage")
    if isinstance(address, dict):
        address = address.get("@id")
    return LinkedArticle(
        _clean(row.get("headline") or row.get("name")),
        tuple(x for x in stamps if isinstance(x, str) and x.strip()),
        tuple(_names(row.get("author"))),
        address if isinstance(address, str) else None,
    )


def _names(given: Any) -> Iterator[str]:
    for x in given if isinstance(given, list) else [given]:
        name = x.get("name") if isinstance(x, dict) else x
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and (text := _clean(one)):
                yield text


def _clean(text: Any) -> str | None:
    return " ".join(entities.unescape(text).split()) or None if isinstance(text, str) else None


def _first(m: re.Match[str] | None) -> str | None:
    return m[1] if m else None


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
