"""Metonyms: a capital that stands for its government, a seat that stands for the organisation there."""

from __future__ import annotations

from risalah.annotate.chunks import Chunk, NameWords

_DASHES = ("-", "–", "—")
_LONG = 6  # letters: shorter words with the beginning or the ending of a verb are mostly none


class MetonymReader:
    """Tells by the words beside a capital whether its government is meant."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def body_of(self, chunks: list[Chunk], i: int) -> str | None:
        """The id of the organisation for which the place at chunk `i` stands here ("Brussel akan ..."), or None."""
        place = chunks[i].place
        body = self._words.body_seats.get(place.name) if place is not None else None
        return body if body is not None and self.acts(chunks, i) else None

    def acts(self, chunks: list[Chunk], i: int) -> bool:
        """Does the capital at chunk `i` stand for its government here?"""
        before = chunks[i - 1] if i > 0 else None
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if before is not None and before.low in self._words.place_before:
            return False
        if after is not None and not after.cap and self._is_verb(after.low):
            return True
        if after is not None and after.low in self._words.metonym_after:
            if after.low not in self._words.metonym_links:
                return True
            other = chunks[i + 2] if i + 2 < len(chunks) else None
            return other is not None and other.kind in ("seat", "state")
        if before is not None and before.low in self._words.metonym_before:
            if before.low in self._words.metonym_links:
                other = chunks[i - 2] if i > 1 else None
                return (
                    other is not None
                    and other.kind in ("seat", "state")
                    and not (i > 2 and chunks[i - 3].low in self._words.place_before)
                )
            return True
        if before is not None and not before.cap and self._words.is_passive(before.low):
            return True  # "ditolak Suva": a place needs a preposition, a doer none
        for mark, other_at in ((after, i + 2), (before, i - 2)):
            if (
                mark is not None
                and mark.low in _DASHES
                and 0 <= other_at < len(chunks)
                and chunks[other_at].kind in ("seat", "state")
            ):
                return True
        return False

    def _is_verb(self, low: str) -> bool:
        """Is the word an active verb by its form, with its prefix or, as headlines have it, without ("bekukan")?"""
        if len(low) > _LONG and low.startswith(self._words.active_beginnings):
            return True
        return len(low) >= _LONG and low.endswith(self._words.verb_endings) and low not in self._words.no_verbs
