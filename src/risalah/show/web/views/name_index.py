"""Names that hold all words of a query, among tens of thousands, without a look at each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_BETWEEN = "\n"  # no word of a query holds it


class NameIndex(Generic[T]):
    """What bears which names, in the order given. One long text is searched as fast as memory is read."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        self._starts: list[int] = []
        self._things: list[T] = []
        lines, at = [], 0
        for names, thing in named:
            line = " ".join(names.split()).casefold()
            self._starts.append(at)
            self._things.append(thing)
            lines.append(line)
            at += len(line) + len(_BETWEEN)
        self._text = _BETWEEN.join(lines)

    def find(self, query: str) -> Iterator[T]:
        """Those whose names hold every word of the query, small and capital letters alike; none without a word."""
        words = sorted(query.casefold().split(), key=len, reverse=True)
        at = self._text.find(words[0]) if words else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            start = self._starts[place]
            end = self._text.find(_BETWEEN, at)
            end = len(self._text) if end < 0 else end
            line = self._text[start:end]
            if all(w in line for w in words):
                yield self._things[place]
            at = self._text.find(words[0], end)
