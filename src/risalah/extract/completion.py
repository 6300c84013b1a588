"""The two states that an article is about, given to a talk whose sentence names neither, or one alone."""

from __future__ import annotations

from risalah.extract.encounters import Encounter, kinds_of
from risalah.extract.parties import Cast
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_SIDES = 2
_NEAR = 4  # words of "pertemuan tingkat menteri yang pertama"


class PairCompleter:
    """Completes encounters that are told without their sides ("Pertemuan berlangsung di Suva, Senin (3/3)")."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._processes = encounters.processes
        self._between = grammar.between
        self._told = encounters.sessions.words["is_held"] | encounters.sessions.words["talk_told"]
        self._bilateral = encounters.sessions.words["of_two"]

    def complete(self, cast: Cast, e: Encounter, groups: list[list[Encounter]]) -> None:
        """Give `e` the pair of the page, or the sides of the talk told last, where only these can be meant."""
        if e.kind not in ("meeting", "other", "summit") or e.voice != "noun":
            return
        e.formal = e.formal or (not e.back and self._is_of_two(e))
        pair: tuple[str, ...] = cast.pair
        if len(pair) != _SIDES and not e.parties:
            last = next((g for g in reversed(groups) if kinds_of(g) <= {"meeting", "other"}), [])
            pair = tuple(dict.fromkeys(p for x in last for p in x.parties))
        if (
            e.people
            or e.back
            or e.in_title
            or e.aside
            or e.assembly
            or len(pair) < _SIDES
            or not set(e.parties) < set(pair)
        ):
            return
        tokens = e.clauses.tokens
        process = tokens[e.hit.first].low in self._processes and e.place is None
        dated = e.own_time and not process
        if not self._is_of_two(e) and not (self._is_told(e) or dated):
            return
        if any(t.low in self._between for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]):
            return  # "satu pertemuan resmi antara pemerintah dan oposisi": its sides are named
        e.formal = self._is_of_two(e)
        for party in pair:
            e.parties.setdefault(party, cast.first_of(party))

    def _is_of_two(self, e: Encounter) -> bool:
        """Does a word say that it is between two ("pertemuan bilateral", "pertemuan kedua menteri")?"""
        row = e.clauses.tokens[e.hit.first : e.hit.last + 1 + _NEAR]
        return any(t.low in self._bilateral and t.clause == row[0].clause for t in row)

    def _is_told(self, e: Encounter) -> bool:
        """Does a verb behind the noun say that it is held ("pertemuan berlangsung")?"""
        row = e.clauses.tokens[e.hit.last + 1 : e.hit.last + 1 + _NEAR]
        return any(t.low in self._told for t in row)
