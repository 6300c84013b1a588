"""Encounters that are none: what others call for, journeys of nobody, and teams that play each other."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.tokens import Lexicon
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_TALKS = frozenset({"meeting", "other", "call"})
_TO_TALKS = 14  # words between "menyerukan" and the talk that it calls for
_ACTS = 6  # words behind a noun of journey among which those who travel stand
_SIDES = 2


class NoEncounterReader:
    """Tells what is no encounter though a word of one, and those who might hold it, are named."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        words = encounters.sessions.words
        self._urges = words["urges"]
        self._brings = words["brings_together"]
        self._bare = words["bare_journeys"]
        self._travel = words["travellers"] | encounters.delegations | encounters.envoys
        self._matches = encounters.matches
        self._teams = Lexicon(dict.fromkeys(encounters.teams, "teams"))
        self._talk_fronts = words["talk_fronts"]
        self._both = (*grammar.both, *grammar.both_people, *encounters.both_after)

    def holds(self, e: Encounter) -> bool:
        """Is `e` no encounter?"""
        return self._is_of_teams(e) or self._is_bare(e) or self._is_urged(e)

    def is_of_stranger(self, cast: Cast, e: Encounter) -> bool:
        """ "Andara mengunjungi Fiji untuk konser": is the only visitor without office, state and day?"""
        if e.kind != "visit" or e.voice != "verb" or e.sides or len(e.people) != 1 or e.when is not None:
            return False  # with a day it may be an envoy whose office the page leaves out
        actor = cast.doc.actors.get(next(iter(e.people)))
        return actor is not None and actor.kind == "person" and not actor.office and not actor.country

    def brings_nobody(self, e: Encounter) -> bool:
        """ "Mempertemukan Fiji dengan lembaga ekspor": are not two people of two sides named behind the verb?"""
        if e.clauses.tokens[e.hit.first].low not in self._brings:
            return False
        end = e.clauses.tokens[e.hit.last].span.end
        return len({e.sides.get(a) for a, (_, span) in e.people.items() if span.start > end} - {None}) < _SIDES

    def _is_of_teams(self, e: Encounter) -> bool:
        """ "Indonesia bertemu Fiji di semifinal", "pertemuan kedua tim": nobody is named, and it is sport."""
        if e.people:
            return False
        tokens = e.clauses.tokens
        if any(t.low in self._matches for t in tokens):
            return True
        after = [tokens[p.last + 1].low if p.last + 1 < len(tokens) else "" for p in self._teams.find(tokens)]
        return any(w not in self._talk_fronts for w in after)  # "kedua tim perunding" talk

    def _is_bare(self, e: Encounter) -> bool:
        """ "Hilang selama perjalanan ke Fiji", "komunikasi pesawat": does nobody of a state travel or call?"""
        tokens = e.clauses.tokens
        if e.voice != "noun" or e.people or tokens[e.hit.first].low not in self._bare:
            return False
        return not any(t.low in self._travel for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _ACTS])

    def _is_urged(self, e: Encounter) -> bool:
        """ "Samoa menyerukan Fiji dan Tonga untuk berunding": does somebody else only call for the talk of both?"""
        if e.kind not in _TALKS or e.when is not None or len(e.parties) < _SIDES:
            return False
        tokens = e.clauses.tokens
        own = tokens[e.hit.first].clause
        near = range(max(0, e.hit.first - _TO_TALKS), e.hit.first)
        at = next((k for k in near if tokens[k].low in self._urges and own - tokens[k].clause <= 1), None)
        if at is None:
            return False
        between = " ".join(t.low for t in tokens[at + 1 : e.hit.first])
        if e.voice == "verb" and any(w in between for w in self._both):
            return True  # "Samoa dan Kiribati mengimbau keduanya menahan diri dan berunding"
        behind = {p for p, s in e.parties.items() if s is not None and s.start > tokens[at].span.start}
        before = [s for _, s in e.people.values() if s.start < tokens[at].span.start]
        return len(behind) >= _SIDES and not before
