"""Signings told by their noun or verb: who signs stands behind "oleh", beside the verb, or was named before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from risalah.extract.encounters import HOME, Encounter
from risalah.extract.parties import Cast
from risalah.extract.sessions import add_side
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Mention
from risalah.resources.grammar import Grammar
from risalah.resources.sessions import SessionPatterns

_SIDES = 2
_TOLD = 16  # words of "nota pinjaman itu di Suva, Senin (3/3), dilakukan" behind the noun
_BEFORE = 3  # words of "seusai menyaksikan acara" before it
_SUBJECT = 14  # words between who signs and the verb
_OTHER = 24  # words between the verb and "dengan" the other side: the title of what is signed


class SigningReader:
    """Reads the signings of a sentence that meeting.yaml's words of signing leave without two sides."""

    def __init__(self, patterns: SessionPatterns, grammar: Grammar) -> None:
        words = patterns.words
        self._nouns = words["signing_nouns"]
        self._slips = words["signing_slips"]
        self._ahead = grammar.intends | words["scheduled"]
        self._verbs = Lexicon(dict.fromkeys(words["signs"], "active") | dict.fromkeys(words["is_signed"], "passive"))
        self._told = words["is_held"] | words["talk_told"] | words["signing_told"]
        self._opens = grammar.after_words | words["attends"] | words["signing_opens"]
        self._firms = words["signing_firms"]
        self._grammar = grammar

    def read(self, cast: Cast, clauses: Clauses, mentions: list[Mention]) -> Iterator[Encounter]:
        """The signings of a sentence in text order, without status and time."""
        tokens = clauses.tokens
        if not any(t.low in self._nouns or t.low in self._slips or self._verbs.begins(t.low) for t in tokens):
            return
        if self._firms & {t.low for t in tokens}:
            return  # between firms, unions, universities
        for k, t in enumerate(tokens):
            if (t.low in self._nouns and self._is_told(clauses, k)) or (
                t.low in self._slips and self._is_opened(clauses, k)
            ):
                e = self._open(clauses, Phrase(k, k, "signing|noun"), "noun")
                self._add_signers(cast, e, mentions)
                if len(e.parties) >= _SIDES and set(e.parties) - {HOME}:
                    yield e
        for hit in self._verbs.find(tokens):
            e = self._open(clauses, replace(hit, value="signing|verb"), "verb")
            people = self._by_two(cast, clauses, mentions, hit)
            for m in people or self._states_before(cast, clauses, mentions, hit):
                add_side(cast, e, m, "participant")
            if len(e.parties) >= _SIDES:
                yield e

    def _states_before(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """ "Perjanjian ekstradisi Fiji dan Tonga akan ditandatangani di Suva": its states, where a place is named."""
        low = [t.low for t in clauses.tokens]
        ahead = set(low[max(0, hit.first - _BEFORE) : hit.first]) & self._ahead
        if (
            hit.value != "passive"
            or not ahead
            or not set(low[hit.last + 1 : hit.last + 1 + _SIDES]) & self._grammar.place
        ):
            return []
        return [m for m in mentions if m.kind == "state" and clauses.index_at(m.span.start) < hit.first]

    @staticmethod
    def _open(clauses: Clauses, hit: Phrase, voice: str) -> Encounter:
        return Encounter(clauses, hit, "signing", voice, "held", whole=True, ceremony=True)

    def _is_told(self, clauses: Clauses, at: int) -> bool:
        """Does a word beside the noun say that it is held, planned, attended, or over ("usai penandatanganan")?"""
        tokens = clauses.tokens
        behind = [t for t in tokens[at + 1 : at + 1 + _TOLD] if t.clause <= tokens[at].clause + _SIDES]
        return self._is_opened(clauses, at) or any(t.low in self._told for t in behind)

    def _is_opened(self, clauses: Clauses, at: int) -> bool:
        """Does a word right before the noun say that somebody saw it, that it is over, or that it will be?"""
        before = {t.low for t in clauses.tokens[max(0, at - _BEFORE) : at]}
        return bool(before & (self._opens | self._grammar.intends)) and not before & self._grammar.still

    def _add_signers(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """Who signs: people and ministries behind the noun, else its states, completed by the two of the page."""
        rows = [m for m in mentions if m.kind != "place" and cast.parties(m)]
        behind = [m for m in rows if e.clauses.index_at(m.span.start) > e.hit.last]
        people = [m for m in behind if m.kind in ("person", "office")]
        for m in people or behind:
            add_side(cast, e, m, "participant")
        if len(e.parties) < _SIDES and len(cast.pair) == _SIDES and set(e.parties) <= set(cast.pair):
            for party in cast.pair:
                e.parties.setdefault(party, cast.first_of(party))

    def _by_two(self, cast: Cast, clauses: Clauses, mentions: list[Mention], hit: Phrase) -> list[Mention]:
        """Officials of two sides who sign: before the verb and behind its "dengan", or behind "oleh"."""
        rows = [m for m in mentions if m.kind in ("person", "office") and cast.parties(m)]
        at = [clauses.index_at(m.span.start) for m in rows]
        low = [t.low for t in clauses.tokens]
        if hit.value == "passive":
            near = [m for m, k in zip(rows, at, strict=True) if 0 < k - hit.last <= _OTHER]
            return near if near and low[hit.last] in self._grammar.agent | {low[hit.first]} else []
        before = [
            m
            for m, k in zip(rows, at, strict=True)
            if 0 < hit.first - k <= _SUBJECT and (not k or low[k - 1] not in self._grammar.oblique)
        ]
        with_ = [
            m for m, k in zip(rows, at, strict=True) if 0 < k - hit.last <= _OTHER and low[k - 1] in self._grammar.met
        ]
        return [*before, *with_] if before and (with_ or len(before) >= _SIDES) else []


def is_bare_signing(e: Encounter) -> bool:
    """Is "penandatanganan" named without people of two sides who do it or see it ("dilakukan", "disaksikan")?"""
    if e.hit.first < e.hit.last or e.voice != "noun":
        return False
    start = e.clauses.tokens[e.hit.last].span.end
    return len({e.sides.get(a) for a, (_, span) in e.people.items() if span.start > start} - {None}) < _SIDES
