"""Lists: "dokumen yang ditandatangani yakni:" with its points in sentences of their own, and lists that name what
an earlier sentence counted ("kedua perjanjian itu meliputi A dan B")."""

from __future__ import annotations

import re

from risalah.extract.candidates import Candidate
from risalah.extract.instruments import Instrument
from risalah.extract.tokens import Clauses, Lexicon
from risalah.model.annotation import Annotated, Sentence
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Patterns

_MARK_BEFORE = re.compile(r"(?:^|[\n;:.,]|dan)\s*(?:\d{1,2}|[a-h])[.)]\s*$|\n\s*[-•–*]\s*$")
_MARK_AT_START = re.compile(r"\s*(?:(?:\d{1,2}|[a-h])[.)]|[-•–*])\s*")
_HEAD_END = re.compile(r":\s*(?:(?:\d{1,2}|[a-h])[.)]|[-•–*])?\s*$")
_LOOK_BACK = 12  # candidates: a list that names what was counted stands close to the count
_MAX_WORDS = 16


class ListReader:
    """Finds the points of lists and says which of them are instruments."""

    def __init__(self, patterns: Patterns) -> None:
        self._marks = Lexicon(dict.fromkeys(patterns.lists, "list"))
        self._grammar: Grammar = patterns.grammar
        self._back = frozenset(patterns.demonstratives)

    @staticmethod
    def opens(doc: Annotated, sentence: Sentence) -> bool:
        """Does a list follow the sentence ("... yang ditandatangani yakni:")?"""
        return bool(_HEAD_END.search(doc.article.text[sentence.span.start : sentence.span.end]))

    def is_point(self, doc: Annotated, sentence: Sentence) -> bool:
        """Is the sentence a point of a list: a number, letter, dash or ordinal stands before it?"""
        text, start = doc.article.text, sentence.span.start
        if _MARK_BEFORE.search(text[max(0, start - 12) : start]) or _MARK_AT_START.match(text, start):
            return True
        first = text[start : start + 16].split(",")[0].strip().lower()
        return first in self._grammar.ordinals

    def read_point(self, clauses: Clauses, instruments: list[Instrument]) -> list[Instrument]:
        """The instrument that a point names; none where it begins with something else."""
        first = next((k for k, t in enumerate(clauses.tokens) if t.low[0].isalpha() and len(t.low) > 1), None)
        if first is None:
            return []
        if clauses.tokens[first].low in self._grammar.ordinals:
            first += 2  # "Pertama, MoU tentang ..."
        return [i for i in instruments if first <= i.first <= first + 1 and not i.general][:1]

    def named(self, clauses: Clauses, instruments: list[Instrument], found: list[Candidate]) -> Candidate | None:
        """The earlier candidate that counted what this sentence lists, or None."""
        if not instruments or instruments[0].count == 1 or len(instruments) < 2:
            return None
        head = instruments[0]
        marks = [p for p in self._marks.find(clauses.tokens) if head.last < p.first <= head.last + 4]
        if not marks:
            return None
        for c in reversed(found[-_LOOK_BACK:]):
            if c.count == head.count and c.count != 1:
                return c
        return None
