"""Articles spread over several pages: which part a page is, and the address of the whole.

A page stays an article of its own (a page is read without looking at others); its parts are told by one `part_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from risalah.resources.page_parts import load_part_words

_NEXT = re.compile(r"<link\b[^>]{0,300}?\brel\s*=\s*[\"']?(?:next|prev)\b[^>]{0,300}>", re.I)
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"']{4,600})[\"']", re.I)
_TWIN = re.compile(r"/amp/?$|^amp\.|^m\.", re.I)
_FOOT = 40_000
"""Characters at the end of a text among which its pager stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """`whole` is the address that all parts share; `number` which part this is, None for all of them on one page;
    `count` how many the page says there are."""

    whole: str
    number: int | None
    count: int | None = None

    def to_metadata(self) -> dict[str, str | int]:
        """`part_of`, `part` (a number, or "all") and `parts`, where it is known."""
        row: dict[str, str | int] = {"part_of": self.whole, "part": "all" if self.number is None else self.number}
        return row if self.count is None else {**row, "parts": self.count}


def read_part(url: str | None, text: str, html: str = "") -> Part | None:
    """Which part of an article the page at `url` is; None for an article on one page. `text` is its visible text."""
    if not url:
        return None
    whole, number = split_address(url)
    count = _count(text)
    if number is not None:
        return Part(whole, None if number == 0 else number, count)
    if count or _has_neighbour(html, whole):
        return Part(whole, 1, count)
    return None


def split_address(url: str) -> tuple[str, int | None]:
    """(the address without its page and what only tracks, the page): 0 for all pages on one, None where none is named.

    The twins for phones (`amp.`, `m.`, `/amp`) have the address of the page itself.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url, None
    words = load_part_words()
    number: int | None = None
    kept: list[tuple[str, str]] = []
    for key, value in parse_qsl(parts.query, keep_blank_values=True):
        low = key.lower()
        if low in words.number_keys and (value.isdigit() or value.lower() in words.all_words):
            number = int(value) if value.isdigit() else 0
        elif low in words.whole_keys and value in words.whole_values:
            number = 0
        elif not words.tracking.fullmatch(low):
            kept.append((key, value))
    path = _TWIN.sub("", parts.path)
    found = words.path.match(path)
    if found and number is None:
        path = found["stem"]
        number = int(found["n"]) if (found["n"] or "").isdigit() else 0
    host = _TWIN.sub("", parts.netloc.lower())
    return urlunsplit((parts.scheme, host, path.rstrip("/") or "/", urlencode(kept), "")), number


def _count(text: str) -> int | None:
    """How many parts the page says there are ("Halaman: 1 2 3", "Halaman 2 dari 3")."""
    words, foot = load_part_words(), text[-_FOOT:]
    if m := words.of.search(foot):
        return int(m["count"])
    if m := words.pager.search(foot):
        numbers = [int(x) for x in re.findall(r"\d+", m["numbers"])]
        if numbers == list(range(1, len(numbers) + 1)):
            return len(numbers)
    return None


def _has_neighbour(html: str, whole: str) -> bool:
    """Does the markup link a next or previous page of the same whole?"""
    for tag in _NEXT.findall(html[:200_000]):
        m = _HREF.search(tag)
        if m and split_address(m[1])[0] == whole and split_address(m[1])[1] is not None:
            return True
    return False
