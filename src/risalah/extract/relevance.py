"""Is the page about relations between states or international organisations? A table of reasons with points."""

from __future__ import annotations

import math
from dataclasses import dataclass

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon
from risalah.model.annotation import Annotated
from risalah.model.codebook import INSTRUMENTS
from risalah.model.record import Commitment, Meeting
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.language import Language

_HOME = "IDN"


@dataclass(frozen=True, slots=True)
class Relevance:
    """The verdict, the share between 0 and 1 that it rests on, and the reasons with their points."""

    relevant: bool
    score: float
    reasons: tuple[tuple[str, float], ...]


class RelevanceReader:
    """Judges pages by patterns/relevance.yaml."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        table = "patterns/relevance"
        self._points = {k: float(v) for k, v in language.mapping(table, "points").items()}
        self._floor = float(language.table(table)["floor"])
        words = dict.fromkeys(language.words(table, "words"), "word")
        self._lexicon = Lexicon(words | dict.fromkeys(language.words(table, "domestic_words"), "domestic_word"))
        self._offices = frozenset(language.words(table, "offices"))
        self._splitter = ClauseSplitter(())
        self._grammar = grammar

    def read(
        self, doc: Annotated, commitments: tuple[Commitment, ...] = (), meetings: tuple[Meeting, ...] = ()
    ) -> Relevance:
        """The verdict on one annotated page; what was extracted from it is a reason too."""
        text = doc.article.text
        if not text.strip():
            return Relevance(False, 0.0, ())
        lead_end = doc.sentences[min(2, len(doc.sentences) - 1)].span.end if doc.sentences else len(text)
        cast = Cast(doc, self._grammar)
        foreign: set[str] = set()
        lead: set[str] = set()
        official = official_lead = False
        for m in doc.mentions:
            for party in cast.parties(m):
                if party != _HOME and party.isupper():
                    foreign.add(party)
                    if m.span.start < lead_end:
                        lead.add(party)
            actor = doc.actors.get(m.actor or "")
            if actor and actor.kind in ("person", "office") and (actor.office or "") in self._offices:
                official = True
                official_lead = official_lead or m.span.start < lead_end
        clauses: Clauses = self._splitter.split(text, Span(0, len(text)))
        counts = {"word": set(), "domestic_word": set()}  # type: dict[str, set[str]]
        for p in self._lexicon.find(clauses.tokens):
            counts[p.value].add(clauses.tokens[p.first].low)
        n = {
            "foreign_party": min(3, len(foreign)),
            "foreign_party_in_lead": int(bool(lead)),
            "official": int(official),
            "official_in_lead": int(official_lead),
            "word": min(6, len(counts["word"])),
            "domestic_word": min(6, len(counts["domestic_word"])),
            "one_state": int(not foreign),
            "instrument": int(any(c.kind in INSTRUMENTS and _is_foreign(c) for c in commitments)),
            "undertaking": min(2, sum(c.kind not in INSTRUMENTS and _is_foreign(c) for c in commitments)),
            "meeting": min(2, len(meetings)),
        }
        reasons = tuple((k, round(self._points[k] * v, 2)) for k, v in n.items() if v)
        total = sum(p for _, p in reasons)
        score = 1 / (1 + math.exp(self._floor - total))
        return Relevance(total >= self._floor, round(score, 4), reasons)


def _is_foreign(c: Commitment) -> bool:
    """Is a state other than the home state, or an international organisation, a party to it?"""
    return any(p.actor.isupper() and p.actor != _HOME for p in c.parties)
