"""Sectors of a stretch of text, by the words that place it (CODEBOOK section 4)."""

from __future__ import annotations

from collections import Counter

from risalah.extract.tokens import Clauses, Lexicon
from risalah.resources.patterns import Patterns


class SectorReader:
    """Counts sector words; the main sector comes first."""

    def __init__(self, patterns: Patterns) -> None:
        self._lexicon = Lexicon(dict(patterns.sectors))

    def read(self, clauses: Clauses, first: int = 0, last: int | None = None) -> tuple[str, ...]:
        """Up to two sectors named in tokens [first, last], the most often named first; empty where none is."""
        part = clauses.tokens[first : None if last is None else last + 1]
        found = Counter(p.value for p in self._lexicon.find(part))
        return tuple(s for s, _ in found.most_common(2))
