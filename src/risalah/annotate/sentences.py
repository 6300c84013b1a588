"""Sentences: split at full stops that survive real pages ("panjang.Dalam" splits, "Rp72,3 triliun" does not)."""

from __future__ import annotations

import re

from risalah.model.annotation import Sentence
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.resources.language import Language

_END = re.compile(r"[.!?…]+")
_CLOSERS = "\"'”’)»]"
_OPENERS = "\"'“‘(«["
_FIRST_WORD = re.compile(r"([A-Z]\w+)\s+[a-z]")
_SHORT_NAME = 3  # letters: shorter ones are initials
_WORD_BEFORE = re.compile(r"[\w.&-]+$")


class SentenceSplitter:
    """Splits articles into sentences, block by block."""

    def __init__(self, language: Language) -> None:
        self._domains = frozenset(language.words("sentences", "domains"))
        self._abbreviations = frozenset(w.lower() for w in language.words("sentences", "abbreviations"))

    def split(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article in text order; no sentence reaches over a block's end or begins with a blank."""
        out: list[Sentence] = []
        for i, block in enumerate(article.blocks):
            for span in self.spans(article.text, block.span):
                out.append(Sentence(span, i))
        return tuple(out)

    def spans(self, text: str, within: Span) -> list[Span]:
        """The sentence spans inside `within`."""
        out: list[Span] = []
        start, stop = within.start, within.end
        for m in _END.finditer(text, start, stop):
            end = self._boundary(text, m.start(), m.end(), stop)
            if end is not None:
                _append(out, text, start, end)
                start = end
        _append(out, text, start, stop)
        return out

    def _boundary(self, text: str, at: int, after: int, stop: int) -> int | None:
        """The end of the sentence whose stop stands at [at, after), or None where that is no sentence end."""
        end = after
        while end < stop and text[end] in _CLOSERS:
            # A mark after the stop closes; but one that is followed by a letter opens the next sentence.
            if text[end] in "\"'" and end + 1 < stop and text[end + 1].isalnum():
                break
            end += 1
        if end >= stop:
            return end
        word = _WORD_BEFORE.search(text, max(0, at - 24), at)
        before = word[0] if word else ""
        nxt = text[end]
        if text[at] == ".":
            if nxt.isdigit() and text[at - 1 : at].isdigit():
                return None  # 1.250.000 and 10.30
            if before.lower() in self._abbreviations or (len(before) == 1 and before.isupper()):
                return None
            if "." in before and all(len(p) <= 2 for p in before.split(".") if p):
                return None  # S.T. M.Si. d.a.
        if not nxt.isspace():
            # A full stop glued to the next word: a new sentence where a capital follows a lower-case word.
            glued = nxt.isupper() or nxt in _OPENERS
            if glued and text[at] == "." and self._glues_capitals(before, text, end, stop):
                return end
            return end if glued and len(before) > 1 and before[-1].islower() and text[at] in ".!?" else None
        rest = end
        while rest < stop and text[rest].isspace():
            rest += 1
        if rest >= stop:
            return end
        if text[rest].islower():
            return None
        return end

    def _glues_capitals(self, before: str, text: str, end: int, stop: int) -> bool:
        """Does a short name end the sentence right before the first word of the next ("HAM.PBB pun meminta")?"""
        first = _FIRST_WORD.match(text, end, stop)
        return (
            len(before) >= _SHORT_NAME
            and before.isalpha()
            and before.isupper()
            and first is not None
            and first[1].lower() not in self._domains
        )


def _append(out: list[Span], text: str, start: int, end: int) -> None:
    """Add text[start:end] without the blanks at its ends, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append(Span(start, end))
