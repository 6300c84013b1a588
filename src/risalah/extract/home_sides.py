"""Encounters of a page at home that name the foreign side alone: the page's own state is the other one."""

from __future__ import annotations

from risalah.extract.encounters import HOME, Encounter
from risalah.extract.parties import Cast
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_NEAR = 4  # words of "pertemuan tingkat tinggi dengan"
_NAME = 14  # words of "Joint Commission for Bilateral Cooperation yang keempat dengan"


class HomeSideReader:
    """Tells where the home state is the side that a sentence leaves out."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._there_is = encounters.sessions.words["there_is"]
        self._grammar = grammar

    def is_ours(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> bool:
        """Is the only side, a foreign one, met or received by the home state?

        "Dalam pertemuan dengan pemerintah Fiji", "pada hari Jumat akan ada kunjungan Menlu Fiji".
        """
        if e.voice != "noun" or e.back or any(cast.is_body(p) for p in e.parties):
            return False
        if self._is_announced(e):
            return not e.place and not self._is_foreign_word(cast, e, mentions)
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]}
        return e.kind == "meeting" and not e.people and HOME in cast.pair and bool(row & self._grammar.met)

    def _is_announced(self, e: Encounter) -> bool:
        """Does "ada" stand before the noun: of a visit, or of a talk with somebody?"""
        tokens = e.clauses.tokens
        if not e.hit.first or tokens[e.hit.first - 1].low not in self._there_is:
            return False
        row = {t.low for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _NAME]}
        return e.kind == "visit" or (e.kind in ("meeting", "other") and bool(row & self._grammar.met))

    def _is_foreign_word(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> bool:
        """Does the sentence name somebody of another state beside those of the encounter, who may be its speaker?"""
        people = [m for m in mentions if m.kind in ("person", "office") and m.actor and m.actor not in e.people]
        return any(set(cast.parties(m)) - {HOME, *e.parties} for m in people)
