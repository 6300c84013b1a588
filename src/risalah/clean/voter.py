"""One reading of a page, asked line by line."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")
_N = 4
_KEPT = 0.5
"""The share of a line's runs of words that a reading has to hold, so that it votes for the line."""


class Voter:
    """A body that an extractor read. `runs` are its runs of four words."""

    def __init__(self, body: str) -> None:
        words = WORD.findall(body.lower())
        self.runs = set(list_runs(words))
        self._lines = {" ".join(WORD.findall(x.lower())) for x in body.split("\n")}

    def holds(self, line: str) -> bool:
        """Does this reading hold the line? One too short to compare by its runs of words has to be a line there."""
        words = WORD.findall(line.lower())
        if len(words) < _N:
            return bool(words) and " ".join(words) in self._lines
        runs = list_runs(words)
        return sum(x in self.runs for x in runs) >= _KEPT * len(runs)


def list_runs(words: list[str]) -> list[tuple[str, ...]]:
    """The runs of four words, in order."""
    return [tuple(words[i : i + _N]) for i in range(len(words) - _N + 1)]
