"""Places: where a page came from, as one string that can be found again.

news/a.html                     a file
news/rows.jsonl:12              its line 12
news/list.json#3                its third entry, or row
crawl.warc.gz#17@48213          its record 17, which begins at byte 48213
pages.zip!2031/a.html           a member of an archive
all.zip!crawl.warc#2@900        a record of a member
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

_INNER = ("!", "#", ":", "@")
_TAIL = re.compile(r"(?:#(?P<record>\d+)(?:@(?P<offset>\d+))?|:(?P<line>\d+))$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place taken apart: source, members from the outermost in, and the line, or the record and its byte offset."""

    source: str
    members: tuple[str, ...] = ()
    line: int | None = None
    record: int | None = None
    offset: int | None = None

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "source": self.source,
            "members": list(self.members),
            "line": self.line,
            "record": self.record,
            "offset": self.offset,
        }


def name_member(place: str, member: str) -> str:
    """The place of a member of the archive at `place`."""
    return f"{place}!{member}"


def name_record(place: str, record: int, offset: int) -> str:
    """The place of a record of the web archive at `place`."""
    return f"{place}#{record}@{offset}"


def parse_place(where: str, is_source: Callable[[str], bool] = lambda _: False) -> Place:
    """Take a place apart. Names may hold the marks themselves: `is_source` says what is a source, and decides then."""
    if is_source(where) or where.startswith(("http://", "https://")):
        return Place(where)
    tail = _TAIL.search(where)
    stem = where[: tail.start()] if tail else where
    source, *members = stem.split("!")
    for n in range(len(members) + 1):
        longer = "!".join([source, *members[:n]])
        if is_source(longer):
            source, members = longer, members[n:]
            break
    found = {k: int(v) for k, v in tail.groupdict().items() if v} if tail else {}
    return Place(source, tuple(members), found.get("line"), found.get("record"), found.get("offset"))


def widen(where: str) -> str:
    """The file or member that a line or record at this place is one of."""
    tail = _TAIL.search(where)
    return where[: tail.start()] if tail else where


class Selection:
    """The places that are to be read, where not everything is: each with all that lies in it."""

    def __init__(self, places: Iterable[str]) -> None:
        self._places = sorted(set(places))
        self._exact = frozenset(self._places)

    def __bool__(self) -> bool:
        return bool(self._places)

    def takes(self, where: str) -> bool:
        """Is this place wanted, or what it lies in?"""
        return bool(self.find(where))

    def find(self, where: str) -> list[str]:
        """The places of the selection that are this one, or that it lies in."""
        holders = (where[:i] for i, mark in enumerate(where) if mark in _INNER)
        return [p for p in (*holders, where) if p in self._exact]

    def opens(self, where: str) -> bool:
        """Is anything wanted that is this place, lies in it, or holds it?"""
        return self.takes(where) or any(p.startswith(where) and p[len(where)] in _INNER for p in self._places)

    def records(self, where: str) -> list[tuple[int, int]] | None:
        """(number, offset) of the wanted records of the web archive at `where`, by offset; None for all of it."""
        if self.takes(where):
            return None
        out = []
        for place in self._places:
            tail = _TAIL.search(place)
            if tail and tail["offset"] and place[: tail.start()] == where:
                out.append((int(tail["record"]), int(tail["offset"])))
        return sorted(out, key=lambda x: x[1])
