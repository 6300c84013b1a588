"""Word by word: where two printings of one utterance differ. Nothing is edited; words are only marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from risalah.model.register import ArticleEntry

_TOKEN = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]+|\s+")
_MOST = 600
"""Words of one wording that are compared: beyond it a wording is shown without marks."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One printing: its parts in order, each with whether only this one has it; where it stands."""

    article: ArticleEntry
    parts: tuple[tuple[str, bool], ...]
    start: int
    end: int


def split_words(text: str) -> list[str]:
    """Words, runs of signs and runs of blanks; joined they are the text."""
    return _TOKEN.findall(text)


def mark_differences(wordings: Sequence[tuple[ArticleEntry, str, int, int]]) -> tuple[Variant, ...]:
    """The wordings with the words marked that the others do not have; empty where all say the same words.

    Case, blanks and quotation marks are no difference.
    """
    tokens = [split_words(text) for _, text, _, _ in wordings]
    keys = [[(i, t.casefold()) for i, t in enumerate(row) if t[0].isalnum()] for row in tokens]
    if len(wordings) < 2 or len({tuple(k for _, k in row) for row in keys}) == 1:
        return ()
    out = []
    for n, (article, text, start, end) in enumerate(wordings):
        own = keys[n]
        alone = {i for i, _ in own}
        if len(own) <= _MOST:
            for m, other in enumerate(keys):
                if m != n and len(other) <= _MOST:
                    matcher = SequenceMatcher(None, [k for _, k in own], [k for _, k in other], autojunk=False)
                    shared = {own[i][0] for a, _, size in matcher.get_matching_blocks() for i in range(a, a + size)}
                    alone &= {i for i, _ in own} - shared
        else:
            alone = set()
        out.append(Variant(article, _join(tokens[n], alone) or ((text, False),), start, end))
    return tuple(out)


def _join(tokens: list[str], alone: set[int]) -> tuple[tuple[str, bool], ...]:
    """Neighbours under one mark as one part; blanks and signs between two marked words are marked with them."""
    parts: list[tuple[str, bool]] = []
    for i, token in enumerate(tokens):
        word = token[0].isalnum()
        between = not word and i - 1 in alone and i + 1 in alone and token.isspace()
        marked = i in alone or between
        if parts and parts[-1][1] == marked:
            parts[-1] = (parts[-1][0] + token, marked)
        else:
            parts.append((token, marked))
    return tuple(parts)
