"""Which verbs of travel tell of a visit: somebody who acts for a state comes to a place or to somebody."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.private_ones import find_subject_words
from risalah.extract.tokens import Lexicon
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_POINTS = 8  # words of "para menteri luar negeri negara Pasifik itu" behind the verb
_HEAD = 3  # words of "satu tim prajurit" at the head of a subject
_POSSIBLE = "possible"


class JourneyReader:
    """Knows the visits among the journeys of a page."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        words = encounters.journeys
        self._aims = Lexicon(dict.fromkeys(words.private_aims, "private"))
        self._vehicles, self._bears, self._able = words.vehicles, words.bears, words.able
        self._delegations, self._heads, self._hosts = encounters.delegations, encounters.heads, encounters.hosts
        self._receives = encounters.hosts | encounters.guests
        self._ministers, self._here = encounters.ministers, encounters.sessions.words["here"]
        self._ends = encounters.aims | encounters.sessions.words["asks"]
        self._grammar = grammar

    def is_visit(self, e: Encounter) -> bool:
        """Is the verb of travel of a visit: does it name who comes, and where or to whom?"""
        if self.is_of_those(e) or (len(e.parties) > 1 and self._is_delegation(e)):
            return not self._is_of_troops(e)
        here = self._is_here(e)
        if not (e.people and (e.place or len(e.people) > 1 or len(e.parties) > 1 or here)):
            return False
        tokens = e.clauses.tokens
        if tokens[e.hit.first].low in self._grammar.stays and not e.place and not here:
            return False  # "berada di bawah tekanan": a state of affairs
        if tokens[e.hit.first].low in self._receives:
            return True
        return not (self._is_of_troops(e) or self._is_only_possible(e) or self._is_private(e))

    @staticmethod
    def is_leaving(e: Encounter) -> bool:
        """ "Presiden Fiji meninggalkan Tonga, Selasa": does an official leave a state not his own on a day?"""
        country = e.place[0].country if e.place else None
        sides = {e.sides.get(a) for a in e.people}
        day = e.when is not None and e.when.when.precision == "day"
        return e.voice == "verb" and day and country is not None and bool(sides - {None}) and country not in sides

    def is_of_many(self, e: Encounter) -> bool:
        """Are those who come named by their offices and states alone ("kunjungan kehormatan para menteri Fiji")?"""
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 :]}
        comes = e.hit.last > e.hit.first and e.clauses.tokens[e.hit.first].low in self._hosts
        others = set(e.parties) - set(e.sides.values())
        return comes and bool(e.people) and bool(others) and bool(row & (self._heads | self._delegations))

    def is_of_those(self, e: Encounter) -> bool:
        """Are those who come the ministers told before ("menerima kunjungan kehormatan para menlu itu")?"""
        if not e.people or e.kind != "visit" or e.clauses.tokens[e.hit.first].low not in self._hosts:
            return False
        row = " ".join(t.low for t in e.clauses.tokens[e.hit.last + 1 : e.hit.last + 1 + _POINTS])
        return row.startswith(self._ministers) and any(f" {w}" in row for w in self._grammar.pointing)

    def _is_here(self, e: Encounter) -> bool:
        """Does "sini" stand for the place, where the page is written ("yang tiba di sini kemarin")?"""
        row = e.clauses.tokens[e.hit.last + 1 : e.hit.last + 2]
        return any(t.low in self._here for t in row)

    def _is_delegation(self, e: Encounter) -> bool:
        """Does a delegation, named by its state alone, come ("delegasi Fiji berkunjung ke Jakarta")?"""
        return any(t.low in self._delegations for t in e.clauses.tokens[: e.hit.first])

    def _is_of_troops(self, e: Encounter) -> bool:
        """Do soldiers move, or a ship or plane that brings nobody ("satu tim prajurit menuju wilayah Fiji")?"""
        tokens = e.clauses.tokens
        row = [t.low for t in find_subject_words(e.clauses, e.hit.first, self._grammar)]
        own = tokens[e.hit.first].clause
        if own and e.clauses.openers[own] in self._grammar.relative:  # "pasukan yang dipimpin Andara menuju Suva"
            row = [tokens[k].low for k in e.clauses.in_clause(own - 1)]
        while row and (row[0] in self._grammar.fronts_many or row[0].isdigit() or row[0] in self._grammar.numbers):
            row = row[1:]
        if set(row[:1]) & self._vehicles:
            return not any(t.low in self._bears for t in tokens[: e.hit.first])
        groups = self._delegations | self._grammar.troops
        return bool(set(row[:_HEAD]) & self._grammar.troops) and bool(set(row[:1]) & groups)

    def _is_only_possible(self, e: Encounter) -> bool:
        """Does "dapat" right before the verb say no more than that somebody could go there?"""
        tokens, at = e.clauses.tokens, e.hit.first
        if e.effect != _POSSIBLE or e.when is not None or not at or tokens[at - 1].low not in self._able:
            return False
        return not any(t.low in self._ends for t in tokens[:at] if t.clause == tokens[at].clause)

    def _is_private(self, e: Encounter) -> bool:
        """Does somebody go there to flee, to be tried or to be treated ("tiba di Suva untuk menjalani pengasingan")?"""
        own = e.clauses.tokens[e.hit.first].clause
        for p in self._aims.find(e.clauses.tokens):
            others = any(t.low in self._grammar.after_words for t in e.clauses.tokens[e.hit.last + 1 : p.first - 1])
            near = abs(e.clauses.tokens[p.first].clause - own) <= 1
            if near and not others:  # "setelah tiga nelayan dideportasi" tells of others
                return True
        return False
