"""Find known forms (names, roles) in running text: tokens, and a table that gives the longest form at a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´‘][^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one punctuation mark, at [start, end) of a text.

    `low` is its lower case; `cap`: a capital in front, or behind one small letter ("eSwatini").
    """

    text: str
    low: str
    start: int
    end: int
    cap: bool

    @property
    def word(self) -> bool:
        """Is it a word or number (no punctuation mark)?"""
        return self.text[0].isalnum()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of text[start:end] with offsets into `text`; an apostrophe inside a word belongs to it."""
    stop = len(text) if end is None else end
    out: list[Token] = []
    for m in _TOKEN.finditer(text, start, stop):
        word = m[0]
        low = word.lower()
        if "’" in low or "`" in low or "‘" in low or "ʼ" in low or "´" in low:
            low = re.sub("[’`‘ʼ´]", "'", low)
        out.append(Token(word, low, m.start(), m.end(), word[0].isupper() or (len(word) > 2 and word[1].isupper())))
    return out


@dataclass(frozen=True, slots=True)
class _Form(Generic[T]):
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    exact: bool
    value: T


class FormTable(Generic[T]):
    """Forms of several words, found by their first word; the longest one wins. Time per look-up: a few comparisons.

    A form must stand in the text with capitals where it has capitals; an `exact` form (a short one in capitals, "AS")
    must stand letter for letter. With `any_case` capitals do not matter, but for exact forms.
    """

    def __init__(self, any_case: bool = False) -> None:
        self._any_case = any_case
        self._by_first: dict[str, list[_Form[T]]] = {}

    def add(self, form: str, value: T, exact: bool | None = None) -> None:
        """Add a form. Forms of up to five letters, all capitals, are exact unless said otherwise."""
        tokens = tokenise(form)
        if not tokens:
            return
        if exact is None:
            exact = len(form) <= 5 and form.isupper() and form.isalpha()
        entry = _Form(tuple(t.low for t in tokens), tuple(t.text for t in tokens), exact, value)
        rows = self._by_first.setdefault(tokens[0].low, [])
        if any(r.words == entry.words and (r.shapes == entry.shapes or not r.exact) for r in rows):
            return
        rows.append(entry)
        rows.sort(key=lambda r: -len(r.words))

    def longest(self, tokens: list[Token], at: int) -> tuple[int, T] | None:
        """(index after the form, value) of the longest form that begins at `tokens[at]`, or None."""
        rows = self._by_first.get(tokens[at].low)
        if rows is None:
            return None
        room = len(tokens) - at
        for row in rows:
            n = len(row.words)
            if n > room:
                continue
            for k in range(n):
                token = tokens[at + k]
                if token.low != row.words[k]:
                    break
                if row.exact:
                    if token.text != row.shapes[k]:
                        break
                elif not self._any_case and row.shapes[k][0].isupper() and not token.cap:
                    break
            else:
                return at + n, row.value
        return None

    def get(self, form: str) -> T | None:
        """The value of a form given as a whole, or None."""
        tokens = tokenise(form)
        if not tokens:
            return None
        found = self.longest(tokens, 0)
        return found[1] if found and found[0] == len(tokens) else None
