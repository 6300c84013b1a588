"""From an address of the web application to a file of the site."""

from __future__ import annotations

import hashlib
import os.path
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SCREENS = frozenset(
    [
        "commitments",
        "meetings",
        "quotations",
        "stories",
        "pairs",
        "people",
        "sectors",
        "map",
        "network",
        "slips",
        "corrections",
        "about",
        "search",
    ]
)
THINGS = frozenset(
    ["commitment", "meeting", "quotation", "story", "article", "person", "state", "organisation", "sector", "pair"]
)
_FILTERS = frozenset({"type", "stage", "sector", "outcome", "status", "state", "pair", "q", "overdue"})
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the application: its path, its language ("id" without a prefix), its page of a list."""

    path: str
    lang: str = "id"
    page: int = 1

    @property
    def target(self) -> str:
        """The address as the application answers it."""
        query = {"page": self.page} if self.page > 1 else {}
        return quote(self.path) + "?" + urlencode({**query, "lang": self.lang})

    @property
    def file(self) -> str:
        """The file of the site: `en/commitment/c-1.html`. Two addresses never share one."""
        parts = [name_part(p) for p in self.path.strip("/").split("/")] if self.path != "/" else ["index"]
        prefix = [] if self.lang == "id" else [self.lang]
        if self.path.endswith(".json"):
            return "/".join(parts)  # data has no language
        return "/".join([*prefix, *parts]) + (f".{self.page}" if self.page > 1 else "") + ".html"


def name_part(part: str) -> str:
    """A part of a path as a file name that every file system takes; a part that must be changed keeps its own hash."""
    if part.startswith("sha256:"):
        part = "sha256-" + part.removeprefix("sha256:")
    safe = _UNSAFE.sub("_", part).lstrip(".")[:_LONGEST] or "_"
    return safe if safe == part else f"{safe}-{hashlib.sha256(part.encode()).hexdigest()[:8]}"


def read_address(link: str, at: Address) -> tuple[Address | None, str]:
    """(the page that a link of page `at` leads to, its fragment); None for what is not part of a site.

    A link with filters leads to the search, which takes them from its fragment. What only a server can do (API,
    sign-in, other formats) leads nowhere.
    """
    parts = urlsplit(link)
    path = unquote(parts.path) or at.path
    query = dict(parse_qsl(parts.query))
    lang = query.pop("lang", "id")
    query.pop("c", None)  # the anchor of a passage is made by the server; the page of the article has all of them
    number = query.pop("page", "1")
    first = path.strip("/").split("/")[0]
    if lang not in ("id", "en") or not number.isdigit():
        return None, ""
    if path.endswith(".json"):
        return (Address(path) if first in THINGS - {"article"} and not query else None), ""
    if query:
        asked = {k: v for k, v in query.items() if k in _FILTERS and v}
        if first in ("commitments", "meetings", "quotations"):
            asked["type"] = first[:-1]
        return (Address("/search", lang) if first in SCREENS else None), urlencode(asked)
    if path == "/" or first in THINGS or (first in SCREENS and path.count("/") == 1):
        fragment = "" if parts.fragment.startswith("c=") else parts.fragment
        return Address(path, lang, int(number)), fragment
    return None, ""


def link_between(source: str, target: str) -> str:
    """The relative link from one file of the site to another."""
    return quote(os.path.relpath(target, os.path.dirname(source) or ".").replace(os.sep, "/"))  # noqa: PTH120
