"""Words as searches compare them: the same folding for both databases, and no way to write a query language."""

from __future__ import annotations

import re
import unicodedata

MAX_WORDS = 16
"""Words of a query that count; nobody reads what more of them would find."""
PREFIX = 3
"""From so many letters on, the beginning of a word finds it: "feri" finds "ferinya"."""
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_LONGEST = 80
"""Letters of a word that are compared; longer ones are no words."""


def fold_text(text: str) -> str:
    """Small letters without diacritics. Not of the same length."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()


def fold_words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [w[:_LONGEST] for w in _WORD.findall(fold_text(text))]


def read_query(query: str) -> list[str]:
    """The words that a search is for, each once; any text is a query."""
    return list(dict.fromkeys(fold_words(query)))[:MAX_WORDS]


def write_match(words: list[str]) -> str:
    """A query of FTS5 for all of `words`; quoted, none of them is an operator."""
    return " ".join(f'"{w}"' + ("*" if len(w) >= PREFIX else "") for w in words)


def write_tsquery(words: list[str], *, whole: bool = False) -> str:
    """The same for PostgreSQL's to_tsquery; with `whole` no word counts as the beginning of another."""
    return " & ".join(f"'{w}'" + (":*" if len(w) >= PREFIX and not whole else "") for w in words)


def cut_snippet(text: str, words: list[str], around: int = 90) -> str:
    """The words around the first hit, as they stand in `text`, cut between words; its beginning where none is found."""
    at = next((m.start() for m in _WORD.finditer(text) if _hits(m[0], words)), 0)
    start, end = max(0, at - around), min(len(text), at + around)
    while start > 0 and start < at and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > at and not text[end].isspace():
        end -= 1
    cut = " ".join(text[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")


def _hits(word: str, words: list[str]) -> bool:
    folded = fold_text(word)
    return any(folded == w or (len(w) >= PREFIX and folded.startswith(w)) for w in words)
