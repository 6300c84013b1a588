"""The words of entries, with the places of the entries that hold each: an inverted index that both databases share.

A word of three letters or more finds all that begin with it. Every count is exact, however many entries hold a word.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from risalah.store.places import pack_sorted, unpack_places
from risalah.store.schema_facets import entry_words
from risalah.store.words import PREFIX, fold_words

_LAST = "\U0010ffff"  # comes after everything that a word holds


class WordIndex:
    """Collects the words of entries, which come in the order of their places."""

    def __init__(self) -> None:
        self._held: dict[str, array[int]] = {}

    def add(self, place: int, text: str) -> None:
        """The words of the entry at `place`."""
        for word in set(fold_words(text)):
            found = self._held.get(word)
            if found is None:
                self._held[word] = array("I", (place,))
            else:
                found.append(place)

    def rows(self, size: int) -> Iterator[dict[str, Any]]:
        """The rows of the table, by word."""
        for word in sorted(self._held):
            found = self._held[word]
            yield {"word": word, "total": len(found), "places": pack_sorted(found, size)}


def find_word(c: Connection, word: str) -> int:
    """The set of places of entries that hold a word, or one that begins with it."""
    w = entry_words.c
    query = select(w.places)
    query = query.where(w.word == word) if len(word) < PREFIX else query.where(w.word >= word, w.word < word + _LAST)
    held = 0
    for kept in c.execute(query).scalars():
        held |= unpack_places(bytes(kept))
    return held
