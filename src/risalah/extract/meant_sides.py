"""Sides and people of an encounter that its sentence means and does not name beside the word of it."""

from __future__ import annotations

from risalah.extract.encounters import HOME, Encounter
from risalah.extract.parties import Cast
from risalah.extract.sessions import add_side
from risalah.extract.tokens import Clauses, Phrase
from risalah.model.annotation import Mention
from risalah.model.record import Place
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_SIDES = 2
_SUBJECT = 6  # words of "kedua pemimpin negara itu dijadwalkan" before the verb
_STAY = 2  # words of "selama" or "dalam rangka" before "kunjungannya"


class MeantSideReader:
    """Completes encounters whose sides a pronoun, a word of two, or an office of the home state stands for."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._grammar = grammar
        self._delegations = encounters.delegations
        self._both = (*grammar.both, *grammar.both_people)
        self._scenes = encounters.sessions.words["scene_openers"] | grammar.inside

    def add(self, cast: Cast, e: Encounter) -> None:
        """Give `e` whom its sentence means."""
        if e.voice == "verb" and e.kind in ("meeting", "call"):
            self._add_both(cast, e)
            self._add_home_office(cast, e)

    def add_states_before(self, e: Encounter, mentions: list[Mention]) -> None:
        """ "Delegasi Fiji dan Tonga kembali duduk dalam perundingan": two states that a clause begins with."""
        tokens = e.clauses.tokens
        row: list[Mention] = []
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            if m.kind != "state" or not m.actor or first > e.hit.first:
                continue
            joined = row and tokens[first - 1].low in self._grammar.and_
            if joined and first - e.clauses.index_at(row[-1].span.end - 1) == _SIDES:
                for x in (row[-1], m):
                    e.parties.setdefault(x.actor or "", x.span)
                return
            row = [m] if not first or tokens[first - 1].low in self._delegations or not row else row

    def add_next_state(self, e: Encounter, mentions: list[Mention]) -> None:
        """ "Dalam pertemuan dengan Menlu Fiji, Indonesia membahas ...": the state that the next clause begins with."""
        tokens = e.clauses.tokens
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            if m.kind == "state" and first > e.hit.last and tokens[first - 1].low == "," and m.actor:
                if tokens[first].clause <= tokens[e.hit.last].clause + 2:
                    e.parties.setdefault(m.actor, m.span)
                return

    @staticmethod
    def find_two(cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Encounter | None:
        """The two people of different parties whom a sentence names: "mereka bertemu" of the next one may be these."""
        people = {m.actor: m for m in mentions if m.kind == "person" and m.actor}
        parties = [tuple(p for p in cast.parties(m) if p.isupper()) for m in people.values()]
        if len(people) != _SIDES or not all(parties) or parties[0] == parties[1]:
            return None
        e = Encounter(clauses, Phrase(0, 0, "meeting|verb"), "meeting", "verb", "held")
        for m in people.values():
            add_side(cast, e, m, "participant")
        return e

    def add_stay(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """ "Ia melihat harapan di Fiji selama kunjungannya": the state right before it is where the visit is."""
        tokens = e.clauses.tokens
        own = tokens[e.hit.last].low.endswith("nya")
        if e.kind != "visit" or e.voice != "noun" or e.place is not None or e.parties or not own:
            return
        at = e.hit.first - 1
        if at < 1 or tokens[at].low not in self._scenes:
            return
        for m in mentions:
            last = e.clauses.index_at(m.span.end - 1)
            first = e.clauses.index_at(m.span.start)
            inside = first > 0 and tokens[first - 1].low in self._grammar.place
            if m.kind in ("state", "place") and m.actor and inside and 0 < at - last <= _STAY - 1:
                text = cast.doc.article.text
                e.place = (Place(text[m.span.start : m.span.end], m.actor), m.span)
                e.parties.setdefault(m.actor, m.span)

    def _add_both(self, cast: Cast, e: Encounter) -> None:
        """ "... ketika kedua pihak bertemu di Apia": the two that the page is about, and nobody who only speaks."""
        tokens = e.clauses.tokens
        own = tokens[e.hit.first].clause
        row = [t.low for t in tokens[max(0, e.hit.first - _SUBJECT) : e.hit.first] if t.clause == own]
        phrase = " ".join(row)
        if own and e.clauses.openers[own] in self._grammar.relative:  # "kedua menteri yang bertikai itu bersua"
            before = [tokens[k].low for k in e.clauses.in_clause(own - 1)]
            phrase = " ".join([*before[-_SUBJECT:], phrase])
        if len(cast.pair) != _SIDES or len(e.people) >= _SIDES or not any(w in phrase for w in self._both):
            return
        start = tokens[e.clauses.first_of(own)].span.start
        if any(span.start >= start for _, span in e.people.values()) or not set(e.parties) <= set(cast.pair):
            return
        e.people, e.sides = {}, {}
        for party in cast.pair:
            e.parties.setdefault(party, cast.first_of(party))

    def _add_home_office(self, cast: Cast, e: Encounter) -> None:
        """ "Mendag Fiji akan menemui Menteri Investasi": a minister without a state is of the page's own."""
        tokens = e.clauses.tokens
        nxt = e.hit.last + 1
        if len(e.people) != 1 or len(e.parties) != 1 or HOME in e.parties or not self._is_here(cast, e):
            return
        if nxt >= len(tokens) or tokens[nxt].low not in self._grammar.home_offices:
            return
        start = tokens[e.hit.first].span.start
        if all(span.start < start for _, span in e.people.values()):
            e.parties.setdefault(HOME, cast.first_of(HOME) or e.clauses.span_of(nxt, nxt))

    @staticmethod
    def _is_here(cast: Cast, e: Encounter) -> bool:
        """Is the page about the home state, or does the place that it named last lie there?"""
        before = [m for m in cast.mentions_before(e.clauses.span.end) if m.kind == "place" and cast.stands_for(m)]
        return cast.is_at_home or (bool(before) and HOME in cast.stands_for(before[-1]))
