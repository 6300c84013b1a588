"""Who comes and who receives: the role that the word of an encounter gives to those beside it."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.presence import Presence
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar


class VisitorRoleReader:
    """Reads the role of a person at one encounter: visitor, host, chair or participant."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._hosts = encounters.hosts
        self._guests = encounters.guests
        self._delegations = encounters.delegations
        self._credentials = encounters.credentials
        self._grammar = grammar

    def told_role(self, e: Encounter, word: str, first: int) -> str:
        """The role that words right beside the name give."""
        if word == "hosts":
            return "host"
        between = {t.low for t in e.clauses.tokens[e.hit.last : first]}
        if word == "leads" and e.voice == "noun" and not between & self._delegations:
            return "chair"
        led = word == "leads" and e.kind in ("visit", "inspection")
        if word == "stands_in" and first < e.hit.first:
            return self.role(e, left=True)  # "Kementerian, diwakili Menlu Andara, menerima kunjungan Menlu Fiji"
        if word == "attends" or (first < e.hit.first and not led):
            return "participant"
        if first < e.hit.first:
            return self.role(e, left=True)  # "rombongan yang dipimpin Menlu Andara bertolak ke Suva"
        if word == "leads":
            return self.role(e, left=False)
        return self.role(e, left=e.kind in ("visit", "inspection"))

    def role(self, e: Encounter, *, left: bool) -> str:
        """The role of somebody named before (`left`) or behind the word of encounter."""
        verb = e.clauses.tokens[e.hit.first].low
        if e.clauses.tokens[e.hit.last].low in self._credentials and verb not in self._hosts:
            return "visitor" if left else "host"
        if e.kind != "call" and (verb in self._hosts or verb in self._guests):
            return "host" if left == (verb in self._hosts) else "visitor"
        return "visitor" if e.kind in ("visit", "inspection") else "participant"

    def is_called_on(self, e: Encounter, before: str, *, near: bool) -> bool:
        """Is the person after the word `before` whom somebody visits ("berkunjung kepada", "diterima oleh")?"""
        verb = e.clauses.tokens[e.hit.first].low
        last = e.clauses.tokens[e.hit.last].low
        # "kunjungan dilakukan oleh Menlu Fiji": who comes; "mengunjungi galangan bersama Menhan Fiji": who comes along
        done = before in (self._grammar.agent if e.voice == "noun" else self._grammar.along)
        called = (before in self._grammar.beside and not done) or before == "kepada" or last == "kepada"
        # "mengunjungi Menlu Fiji", "bersilaturahmi ke kediaman Menlu Fiji"
        direct = e.voice == "verb" and (near or last in self._grammar.to)
        return e.kind == "visit" and (called or direct) and verb not in self._hosts | self._guests

    def is_welcomed(self, e: Encounter, m: Mention, presence: Presence) -> bool:
        """Is it the one whose coming is the subject ("kedatangan Presiden Fiji di bandara disambut Menlu Andara")?"""
        noun = presence.objects[m]
        same = e.clauses.tokens[noun.first].clause == e.clauses.tokens[e.hit.first].clause
        return same and noun.value == "visit|noun" and e.clauses.tokens[e.hit.first].low in self._guests
