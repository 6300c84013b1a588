"""Furniture rules: which lines, and which stretches inside lines, are page chrome."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from risalah.errors import ResourceError
from risalah.resources.language import Language

_KINDS = ("lines", "links", "tails", "inside", "endings")
_LONGEST = 600
"""A line of more characters is an article's, whatever it begins with; it also bounds the time of a match."""


class FurnitureRules:
    """The furniture of one or more languages, and outlets' own phrases. Raises ResourceError for a wrong pattern."""

    def __init__(self, languages: Iterable[Language], phrases: Iterable[str] = ()) -> None:
        found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
        self.examples: list[tuple[str, dict[str, Any]]] = []
        for language in languages:
            path = language.path("furniture")
            if not path.is_file():
                continue
            table = language.table("furniture")
            for kind in _KINDS:
                for row in table.get(kind) or []:
                    try:
                        found[kind].append(_pattern(row))
                    except re.error as e:
                        raise ResourceError(f"not a regular expression: {e}", path=path, line=row.line) from e
                    self.examples.append((kind, row))
        # An outlet's own phrases are literal lines.
        found["lines"] += [f"(?i:{re.escape(p)})[.:]?" for p in phrases]
        self._compile(found)

    @classmethod
    def of_one(cls, kind: str, row: dict[str, Any]) -> FurnitureRules:
        """Rules that hold one pattern alone, so that it can be tested by itself."""
        rules = cls(())
        rules._compile({k: [_pattern(row)] if k == kind else [] for k in _KINDS})
        return rules

    def _compile(self, found: dict[str, list[str]]) -> None:
        def union(kind: str, form: str) -> re.Pattern[str]:
            return re.compile(form.format("|".join(found[kind]) or r"(?!)"))

        self._lines = union("lines", r"(?:{})\s*")
        self._links = union("links", r"[•·*>»\-–\s]*(?:{})[\s>»:]*")
        self._tails = union("tails", r"(?:{})\s*")
        self._inside = union("inside", r"{}")
        self._endings = union("endings", r"(?:{})\s*$")

    def is_line(self, line: str) -> bool:
        """Is the whole line furniture?"""
        return len(line) <= _LONGEST and self._lines.fullmatch(line) is not None

    def link(self, line: str) -> str | None:
        """What follows an opener such as "Baca juga:" on its line ("" for nothing); None where there is no opener."""
        m = self._links.match(line)
        return line[m.end() :] if m else None

    def is_tail(self, line: str) -> bool:
        """Is the line a heading below the article?"""
        return len(line) <= 80 and self._tails.fullmatch(line) is not None

    def cut_inside(self, line: str) -> str:
        """The line without furniture in its midst; one blank stands where text was on both sides."""
        return self._inside.sub(" ", line).strip() if self._inside.search(line) else line

    def cut_ending(self, line: str) -> str:
        """The line without initials and marks at its end."""
        # Only the end can hold one: looking at it alone keeps a long line cheap.
        at = max(0, len(line) - 80)
        m = self._endings.search(line, at)
        return line[: m.start()].rstrip() if m and m.start() > 0 else line


def _pattern(row: dict[str, Any]) -> str:
    """A row's pattern with its case rule. Raises re.error."""
    pattern = f"(?{'' if row.get('case') else 'i'}:{row['pattern']})"
    re.compile(pattern)
    return pattern
