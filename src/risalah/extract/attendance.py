"""Who takes part in an encounter, for which parties, and where."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.tokens import Lexicon
from risalah.model.annotation import Mention
from risalah.model.record import Place
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

REACH = 26  # words to the right of a trigger within which its people stand
_NOUN_REACH = 7  # words between a noun of meeting, or the person before, and "dengan"
_SUBJECT_REACH = 14  # and to the left


class AttendanceReader:
    """Adds people, parties and the place to an encounter."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._absent = Lexicon(dict.fromkeys(encounters.absent, "absent"))
        self._grammar = grammar
        self._aside = grammar.oblique | grammar.reported

    def add_people(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """Persons and offices on both sides of the trigger, the parties they stand for, and the place."""
        g = self._grammar
        tokens = e.clauses.tokens
        accepted = -10  # the last token of the person taken last: "A, B dan C" are taken together
        subjects: list[Mention] = []
        possessor = False
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            last = e.clauses.index_at(m.span.end - 1)
            before = tokens[first - 1].low if first else ""
            right = e.hit.last < first <= e.hit.last + REACH
            left = e.hit.first - _SUBJECT_REACH <= first < e.hit.first
            if first > 1 and before in g.agent and tokens[first - 2].low in g.told:
                continue  # "disampaikan oleh Menlu Fiji": who tells of it
            if any(self._absent.at(tokens, k) for k in range(max(0, first - 2), first)):
                continue
            if m.kind in ("person", "office") and (m.actor or m.members):
                if not right:
                    if first < e.hit.first and before not in self._aside:
                        subjects = [*subjects, m] if subjects and before in g.joins else [m]
                    elif left and before in g.joins and subjects:
                        subjects.append(m)
                    continue
                near = first - e.hit.last
                joined = before in g.joins and first - accepted <= 3
                direct = e.voice != "talk" and near <= 4 and before not in self._aside
                beside = before in g.beside and (e.voice != "noun" or first - max(accepted, e.hit.last) <= _NOUN_REACH)
                if not (joined or direct or beside):
                    continue
                if tokens[first].clause > tokens[e.hit.last].clause + 1 and not joined:
                    continue
                possessor = possessor or (direct and e.voice == "noun")
                accepted = last
                self._add_person(
                    cast, e, m, "host" if before in g.beside and e.kind == "visit" else self._role(e, left=False)
                )
            elif e.voice == "verb" and e.kind == "visit" and first == e.hit.last + 1 and m.kind in ("state", "place"):
                e.place = (Place(cast.doc.article.text[m.span.start : m.span.end], m.actor), m.span)
                for party in cast.parties(m) or ((m.actor,) if m.actor else ()):
                    e.parties.setdefault(party, m.span)
            elif m.kind == "place" or (m.kind == "state" and before in g.place):
                if right and e.place is None and before in (*g.place, ""):
                    name = cast.doc.article.text[m.span.start : m.span.end]
                    e.place = (Place(name, m.actor), m.span)
                    if m.actor and e.kind in ("visit", "inspection"):
                        e.parties.setdefault(m.actor, m.span)
            elif m.kind in ("state", "organisation") and not m.metonym:
                if before == "ktt" and e.kind != "summit":
                    continue  # who holds a summit is no side of the visit beside it
                near_right = right and first - e.hit.last <= 9
                if before in g.source or not (near_right or (left and e.voice != "noun")):
                    continue
                for party in cast.parties(m):
                    if party.isupper():
                        e.parties.setdefault(party, m.span)
        after = [t.low for t in tokens[e.hit.last + 1 : e.hit.last + 3]]
        between = e.voice == "noun" and bool(set(after) & g.between) and len(e.people) > 1
        if not between and (e.voice != "noun" or not possessor):
            if not subjects and e.people:
                clause = tokens[e.hit.last].clause
                subjects = [
                    m
                    for m in mentions
                    if tokens[e.clauses.index_at(m.span.start)].clause == clause + 1 and m.kind == "person"
                ][:1]
            if e.voice != "noun" or e.people or e.place:
                for m in subjects:
                    self._add_person(cast, e, m, self._role(e, left=True))

    @staticmethod
    def _add_person(cast: Cast, e: Encounter, m: Mention, role: str) -> None:
        for actor in m.members or (m.actor or "",):
            e.people.setdefault(actor, (role, m.span))
            party = cast.party_of(actor)
            if party and party.isupper():
                e.parties.setdefault(party, m.span)

    def _role(self, e: Encounter, *, left: bool) -> str:
        if e.clauses.tokens[e.hit.first].low in self._grammar.hosts:
            return "host" if left else "visitor"
        return "visitor" if e.kind in ("visit", "inspection") else "participant"

    def add_pronoun(self, cast: Cast, e: Encounter, topic: list[Mention], both: Encounter | None) -> None:
        """The people whom "dia" or "kedua menteri" before the trigger goes back to."""
        tokens = e.clauses.tokens
        before = [
            t.low for t in tokens[max(0, e.hit.first - 6) : e.hit.first] if t.clause == tokens[e.hit.first].clause
        ]
        phrase = " ".join(before)
        if both is not None and not e.people and any(w in phrase for w in self._grammar.both_people):
            for actor, (role, span) in both.people.items():
                e.people.setdefault(actor, (role if e.kind == both.kind else "participant", span))
            for party, where in both.parties.items():
                e.parties.setdefault(party, where)
        elif e.voice != "noun" and set(before) & self._grammar.one_person:
            for m in topic:
                self._add_person(cast, e, m, self._role(e, left=True))
