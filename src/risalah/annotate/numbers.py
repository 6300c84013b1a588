"""Tokens and numbers: what "1.250.000", "72,3" and "dua ratus lima puluh ribu" are worth.

Tokens are cut so that a rule can look at "6/7/2031" or "Rp72,3" piece by piece; each look is bounded, so that time
stays linear however long a run of digits is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from risalah.errors import ResourceError
from risalah.resources.language import Language, any_of

MAX_DIGITS = 18
"""A longer run of digits is a code, not a number (and turning it into one would take more than linear time)."""


class Token(NamedTuple):
    """A word, a run of digits or one other character; `low` is the word in lower case."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens [`first`, `last`) that say it. `digits` where figures were used, not only words."""

    value: float
    first: int
    last: int
    digits: bool


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Does token `i` follow the one before without a blank?"""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


class NumberReader:
    """Cuts text into tokens and reads numbers in them, with the habits of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self._decimal = str(table.get("decimal_mark", ","))
        self._thousand = str(table.get("thousand_mark", "."))
        self._ones = _floats(language, "ones")
        self._tens = _floats(language, "tens")
        self._hundreds = _floats(language, "hundreds")
        self._magnitudes = _floats(language, "magnitudes")
        self._one_magnitudes = _floats(language, "one_magnitudes")
        self._short = _floats(language, "short_magnitudes")
        self._fractions = _floats(language, "fractions")
        self._teen = frozenset(language.words("numbers", "teen_words"))
        self._ten_prefix = frozenset(language.words("numbers", "ten_words"))
        self._hundred = frozenset(language.words("numbers", "hundred_words"))
        # Currency words that are written glued to their figures ("Rp5") must not swallow them.
        head = any_of(language.words("numbers", "glued_heads"))
        self._token = re.compile(rf"{head}(?=\d)|[^\W\d_]\w*(?:'[^\W\d_]+)?|\d+|[^\w\s]|_", re.I)
        self.words: frozenset[str] = frozenset(
            [*self._ones, *self._tens, *self._hundreds, *self._magnitudes, *self._one_magnitudes, *self._fractions]
        )
        """Every word that can begin a number."""

    def cut(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of text[start:end]."""
        return [Token(m.start(), m.end(), m[0], m[0].lower()) for m in self._token.finditer(text, start, end)]

    def read(self, tokens: Sequence[Token], i: int, *, magnitude: bool = True) -> Number | None:
        """The number that begins at token `i`, or None; with its magnitude word ("5 miliar") if `magnitude`."""
        if i >= len(tokens):
            return None
        if tokens[i].text[0].isdigit():
            number = self.read_figures(tokens, i)
            if number is None or not magnitude:
                return number
            return self.scale(tokens, number)
        return self._read_words(tokens, i)

    def scale(self, tokens: Sequence[Token], number: Number) -> Number:
        """The number times the magnitude word behind it, if there is one."""
        j, value = number.last, number.value
        if j < len(tokens):
            token = tokens[j]
            if token.low in self._magnitudes:
                value, j = value * self._magnitudes[token.low], j + 1
                # "2 ribu triliun" is common in reports on budgets.
                if j < len(tokens) and tokens[j].low in self._magnitudes:
                    value, j = value * self._magnitudes[tokens[j].low], j + 1
            elif token.text in self._short and (glued(tokens, j) or number.digits):
                value, j = value * self._short[token.text], j + 1
        return Number(_clean(value), number.first, j, number.digits)

    def magnitude_at(self, tokens: Sequence[Token], j: int) -> float | None:
        """What the magnitude word at token `j` multiplies by, or None."""
        if j >= len(tokens):
            return None
        return self._magnitudes.get(tokens[j].low) or self._short.get(tokens[j].text)

    def read_figures(self, tokens: Sequence[Token], i: int) -> Number | None:
        """Figures with thousand and decimal marks from token `i`; None where they cannot be one number."""
        first = tokens[i].text
        if not first.isdecimal() or len(first) > MAX_DIGITS:
            return None
        whole, j = first, i + 1
        groups = 0
        while self._mark(tokens, j, self._thousand) and len(tokens[j + 1].text) == 3 and len(first) <= 3:
            whole += tokens[j + 1].text
            groups += 1
            j += 2
            if len(whole) > MAX_DIGITS:
                return None
        value = float(int(whole))
        if self._mark(tokens, j, self._decimal) and len(tokens[j + 1].text) <= MAX_DIGITS:
            tail = tokens[j + 1].text
            # English writing leaks in: "1,250,000" is a thousand mark where two groups of three follow.
            if groups == 0 and len(tail) == 3 and self._mark(tokens, j + 2, self._decimal):
                while (
                    self._mark(tokens, j, self._decimal) and len(tokens[j + 1].text) == 3 and len(whole) <= MAX_DIGITS
                ):
                    whole += tokens[j + 1].text
                    j += 2
                value = float(int(whole))
            else:
                value += int(tail) / 10 ** len(tail)
                j += 2
        elif (
            groups == 0
            and self._mark(tokens, j, self._thousand)
            and len(tokens[j + 1].text) in (1, 2)
            and not self._mark(tokens, j + 2, self._thousand)
        ):
            # "2.5 miliar": a full stop before one or two figures can only be a decimal mark.
            tail = tokens[j + 1].text
            value += int(tail) / 10 ** len(tail)
            j += 2
        return Number(value, i, j, True)

    def _mark(self, tokens: Sequence[Token], j: int, mark: str) -> bool:
        """Do a glued mark and glued figures stand at token `j`?"""
        return (
            j + 1 < len(tokens)
            and tokens[j].text == mark
            and tokens[j + 1].text.isdecimal()
            and glued(tokens, j)
            and glued(tokens, j + 1)
        )

    def _read_words(self, tokens: Sequence[Token], i: int) -> Number | None:
        """A number in words: sums of (below a thousand) times a magnitude."""
        total, part, j, seen = 0.0, 0.0, i, False
        # 24 words say any number that a newspaper writes out.
        while j < len(tokens) and j - i < 24:
            low = tokens[j].low
            nxt = tokens[j + 1].low if j + 1 < len(tokens) else ""
            if low in self._ones:
                if seen and part % 10 > 0 and part < 20:
                    break  # "dua tiga" is not one number
                one = self._ones[low]
                if nxt in self._teen:
                    part, j = part + 10 + one, j + 1
                elif nxt in self._ten_prefix:
                    part, j = part + 10 * one, j + 1
                elif nxt in self._hundred:
                    part, j = part + 100 * one, j + 1
                else:
                    part += one
            elif low in self._tens:
                part += self._tens[low]
            elif low in self._hundreds:
                part += self._hundreds[low]
            elif low in self._fractions and (not seen or part):
                # "setengah juta", "dua setengah miliar"
                part += self._fractions[low]
            elif low in self._magnitudes and seen:
                # "dua ribu triliun": a magnitude right behind another multiplies it.
                scaled = part == 0 and total > 0
                total = total * self._magnitudes[low] if scaled else total + part * self._magnitudes[low]
                part = 0.0
            elif low in self._one_magnitudes:
                total, part = total + part + self._one_magnitudes[low], 0.0
            else:
                break
            seen = True
            j += 1
        return Number(_clean(total + part), i, j, False) if seen else None


def _clean(value: float) -> float:
    """1,1 miliar is not 1100000000.0000001."""
    return round(value, 3 if value >= 1e6 else 6)


def _floats(language: Language, key: str) -> dict[str, float]:
    """A mapping of words to numbers in numbers.yaml. Raises ResourceError on anything else."""
    out: dict[str, float] = {}
    value: Any
    for word, value in language.mapping("numbers", key).items():
        if not isinstance(value, int | float):
            raise ResourceError(f"{key}: {word!r} must be a number", path=language.path("numbers"))
        out[str(word)] = float(value)
    return out
