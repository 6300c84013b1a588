"""Journeys and talks that were planned and given up: told in the next sentence, or refused by the host."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses, Lexicon
from risalah.model.annotation import Annotated, Mention
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_REACH = 4  # words between "rencana itu" and "urung"
_HEAD = 3  # words of a sentence before "rencana itu"
_MOVED = 6  # words of a sentence before "digeser"
_BESIDE = 3  # words between "jadwal baru" and "ditetapkan"
_APART = 3  # characters between two sentences that follow each other
_OFF = frozenset({"cancelled", "postponed", "rescheduled"})
_REFUSAL = 10  # words between "penolakan" and the visit


class DroppedPlanReader:
    """Reads that a plan told before, or in the same sentence, came to nothing."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._statuses = Lexicon(dict(encounters.statuses))
        words = encounters.sessions.words
        self._plans, self._refusals, self._over = words["plans"], words["refusals"], words["over"]
        self._own_plans = words["own_plans"]
        self._moved = words["moved"]
        self._anew = encounters.new_date | words["anew"]
        self._undone = grammar.undoes_change | encounters.undecided
        self._pointing = grammar.pointing

    def drop(self, clauses: Clauses, groups: list[list[Encounter]]) -> None:
        """ "Namun rencana itu urung terlaksana": the last plan that was told has this status."""
        tokens = clauses.tokens
        for k in range(min(_HEAD, len(tokens) - 1)):
            pointed = tokens[k].low in self._plans and tokens[k + 1].low in self._pointing
            if not pointed and tokens[k].low not in self._own_plans:
                continue
            for p in self._statuses.find(tokens[: k + 2 + _REACH]):
                if p.first <= k or tokens[p.first - 1].low in self._undone:
                    continue
                group = next((g for g in reversed(groups) if {e.status for e in g} == {"planned"}), None)
                for e in group or ():
                    e.status, e.status_span = p.value, clauses.span_of(p.first, p.last)
                return

    def move(self, doc: Annotated, clauses: Clauses, groups: list[list[Encounter]]) -> None:
        """ "... urung dilaksanakan. Pertemuan itu digeser ke 17 Juni": what was called off last has a new day."""
        tokens = clauses.tokens
        at = next((k for k in range(min(_MOVED, len(tokens))) if tokens[k].low in self._moved), None)
        if at is None or not groups:
            return
        row = {t.low for t in tokens[max(0, at - _BESIDE) : at + 1 + _BESIDE]}
        group = groups[-1]
        off = {e.status for e in group if not e.in_title}
        if not row & self._anew or not off & _OFF or tokens[at - 1 if at else 0].low in self._undone:
            return
        days = [t for t in doc.times_in(Span(tokens[at].span.end, clauses.span.end)) if t.when.precision == "day"]
        if not days or not 0 <= clauses.span.start - group[-1].clauses.span.end <= _APART:
            return
        for e in group:
            e.status, e.status_span, e.when = "rescheduled", clauses.span_of(at, at), days[0]

    def refuse(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> bool:
        """ "Menhan Andara melaporkan penolakan Fiji atas rencana kunjungannya": cancelled; adds who was to go where."""
        found = self._refusal(e) if e.kind == "visit" and e.voice == "noun" else None
        if found is None:
            return False
        at, span = found
        rows = [(m, e.clauses.index_at(m.span.start)) for m in mentions if cast.parties(m) or m.kind == "person"]
        host = next((m for m, first in rows if at < first < e.hit.first), None)
        guest = next((m for m, first in rows if m.kind == "person" and m.actor and first < at), None)
        if host is None or guest is None:
            return False
        e.people.setdefault(guest.actor or "", ("visitor", guest.span))
        for m in (guest, host):
            for party in cast.parties(m):
                if party.isupper():
                    e.parties.setdefault(party, m.span)
        e.status, e.status_span, e.back = "cancelled", span, False
        return True

    def _refusal(self, e: Encounter) -> tuple[int, Span] | None:
        """The token of the refusal, and its span, where the visit is what is refused."""
        tokens = e.clauses.tokens
        start = e.hit.first - 1 if e.hit.first and tokens[e.hit.first - 1].low in self._plans else e.hit.first
        if not start or tokens[start - 1].low not in self._over:
            return None
        for k in range(start - 1, max(-1, start - _REFUSAL), -1):
            if tokens[k].low in self._refusals:
                return k, e.clauses.span_of(k, k)
        return None
