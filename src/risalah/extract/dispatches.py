"""Visits told by who sends or leads somebody there: "mengutus Menlu Fiji ke Apia", "memimpin delegasi ke Suva"."""

from __future__ import annotations

from collections.abc import Iterator

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.sessions import add_side
from risalah.extract.tokens import Clauses, Phrase
from risalah.model.annotation import Mention
from risalah.model.record import Place
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_FRONT = 3  # words of "seorang utusan khusus" between the verb and a name
_GOAL = 6  # words of "tingkat tinggi beranggotakan 12 orang ke" behind those who go
_SUBJECT = 10  # words between those who lead and the verb


class DispatchReader:
    """Reads visits of those who are sent somewhere, or who lead a delegation there."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        words = encounters.journeys
        self._sends, self._leads, self._sent = words.sends, encounters.leads, words.sent_off
        self._delegations, self._goal = encounters.delegations, words.towards
        self._envoys = encounters.sessions.words["envoys"]
        self._grammar = grammar

    def read(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        """The visits of a sentence in text order, without status and time."""
        for k, t in enumerate(clauses.tokens):
            if t.low in self._sends:
                who, end = self._object(clauses, mentions, k)
            elif t.low in self._leads and clauses.tokens[k + 1 : k + 2] and self._is_delegation(clauses, k + 1):
                who, end = self._before(cast, clauses, mentions, k), k + 1
            elif t.low in self._sent:
                who, end = self._before(cast, clauses, mentions, k), k
            else:
                continue
            goal = self._goal_of(cast, clauses, mentions, end)
            own = cast.parties(who) if who is not None else ()
            sender = self._before(cast, clauses, mentions, k) if who is not None and not own else None
            own = own or (cast.parties(sender) if sender is not None else ())
            if who is None or goal is None or not own or goal.actor in own:
                continue
            e = Encounter(clauses, Phrase(k, k, "visit|verb"), "visit", "verb", "held")
            add_side(cast, e, who, "visitor")
            if sender is not None and who.actor:  # "Presiden Fiji mengutus Menlu Litia Rokotui ke Tonga"
                e.parties.setdefault(own[0], sender.span)
                e.sides.setdefault(who.actor, own[0])
            e.place = (Place(cast.doc.article.text[goal.span.start : goal.span.end], goal.actor), goal.span)
            e.parties.setdefault(goal.actor or "", goal.span)
            if e.people:
                yield e

    def _object(self, clauses: Clauses, mentions: list[Mention], verb: int) -> tuple[Mention | None, int]:
        """Who is sent: the name right behind the verb, with the last token of it."""
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if verb < first <= verb + 1 + _FRONT and self._is_named(clauses, m):
                row = [t.low for t in clauses.tokens[verb + 1 : first]]
                if not set(row) & (self._grammar.oblique | self._grammar.relative):
                    return m, clauses.index_at(m.span.end - 1)
        return None, verb

    def _before(self, cast: Cast, clauses: Clauses, mentions: list[Mention], verb: int) -> Mention | None:
        """Who leads, or is sent: the last name before the verb, in its clause."""
        own = clauses.tokens[verb].clause
        for m in reversed(mentions):
            last = clauses.index_at(m.span.end - 1)
            if last < verb:
                near = verb - last <= _SUBJECT and clauses.tokens[last].clause == own
                return m if near and self._is_official(cast, clauses, m) else None
        return None

    def _is_official(self, cast: Cast, clauses: Clauses, m: Mention) -> bool:
        """Does the name stand for a state or an organisation?"""
        return bool(cast.parties(m)) and self._is_named(clauses, m)

    def _is_named(self, clauses: Clauses, m: Mention) -> bool:
        """Is it somebody with a name or an office, and no ambassador who takes up a post?"""
        head = clauses.tokens[clauses.index_at(m.span.start)].low
        return m.kind in ("person", "office") and bool(m.actor) and head not in self._envoys

    def _is_delegation(self, clauses: Clauses, at: int) -> bool:
        return clauses.tokens[at].low in self._delegations

    def _goal_of(self, cast: Cast, clauses: Clauses, mentions: list[Mention], end: int) -> Mention | None:
        """The state, or the place in one, behind "ke"."""
        for m in mentions:
            first = clauses.index_at(m.span.start)
            if end < first - 1 <= end + _GOAL and m.kind in ("place", "state") and m.actor and m.actor.isupper():
                return m if clauses.tokens[first - 1].low in self._goal else None
        return None
