"""The quotation that a sentence stands in."""

from __future__ import annotations

from bisect import bisect_right

from risalah.model.annotation import Annotated, Quote
from risalah.model.span import Span


class Speech:
    """Finds the quotation that a sentence stands in."""

    def __init__(self, doc: Annotated) -> None:
        rows = sorted((s.start, s.end, n) for n, q in enumerate(doc.quotes) for s in q.content)
        self._quotes = doc.quotes
        self._rows = rows
        self._reach: list[int] = []  # the furthest end up to each row: contents may lie in each other
        for _, end, _ in rows:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def at(self, span: Span) -> Quote | None:
        """The quotation that shares most characters with `span`, or None."""
        first = bisect_right(self._reach, span.start)
        best, size = None, 0
        for start, end, n in self._rows[first:]:
            if start >= span.end:
                break
            shared = min(end, span.end) - max(start, span.start)
            if shared > size:
                best, size = self._quotes[n], shared
        return best
