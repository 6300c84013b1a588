"""Texts compared by their letters and digits alone, so that blanks, marks and furniture do not shift a gold locator."""

from __future__ import annotations

import re
import unicodedata

Place = tuple[int, int]
"""A half-open range of squashed characters."""

_NO_WORD = re.compile(r"[^0-9a-z]+")


def squash(text: str) -> tuple[str, list[int]]:
    """The ASCII letters and digits of a text in small letters, and the offset in `text` of each."""
    kept: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).lower():
            if part.isascii() and part.isalnum():
                kept.append(part)
                offsets.append(at)
    return "".join(kept), offsets


def split_words(text: str | None) -> list[str]:
    """The words of a text: runs of ASCII letters and digits, in small letters."""
    plain = unicodedata.normalize("NFKD", text or "").lower()
    return [word for word in _NO_WORD.split(plain) if word]


def overlap(left: tuple[int, int], right: tuple[int, int]) -> int:
    """How many characters two ranges share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


class AlignedText:
    """A text with its squashed form; places are ranges of the squashed form."""

    def __init__(self, text: str | None) -> None:
        self.text = text or ""
        self.squashed, offsets = squash(self.text)
        self._before: list[int] = []  # offset in text -> squashed characters before it
        done = 0
        for at in range(len(self.text) + 1):
            while done < len(offsets) and offsets[done] < at:
                done += 1
            self._before.append(done)

    def place(self, start: int, end: int) -> Place:
        """The place of text[start:end]."""
        size = len(self.text)
        return self._before[max(0, min(start, size))], self._before[max(0, min(end, size))]

    def find(self, needle: str, nth: int = 1, after: int = 0) -> Place | None:
        """The place of the nth occurrence of `needle` at or behind the place offset `after`."""
        key = squash(needle)[0]
        if not key:
            return None
        at = after - 1
        for _ in range(nth):
            at = self.squashed.find(key, at + 1)
            if at < 0:
                return None
        return at, at + len(key)

    def find_all(self, needle: str) -> list[Place]:
        """The places of all occurrences of `needle`, overlapping ones too."""
        key = squash(needle)[0]
        places: list[Place] = []
        at = self.squashed.find(key) if key else -1
        while at >= 0:
            places.append((at, at + len(key)))
            at = self.squashed.find(key, at + 1)
        return places

    def locate(self, first: str, last: str, nth: int = 1) -> Place | None:
        """The place from the (nth) first words to the next last words; None where they do not stand in the text."""
        start = self.find(first, nth)
        if start is None and nth > 1:
            start = self.find(first)
        if start is None:
            return None
        end = self.find(last, 1, start[0])
        return (start[0], end[1]) if end else None
