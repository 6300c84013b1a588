"""Who speaks beside an encounter was there: "ujar Menlu Andara usai bertemu Menlu Fiji"."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.open_verbs import is_verb
from risalah.extract.parties import Cast
from risalah.model.annotation import Mention, Quote
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_OWN = 6  # words between "saya" and the word of encounter
_OWN_NOUN = "nya"  # "kunjungannya"
_LISTENERS = 10  # words of "kepada kantor berita Fiji (FNA)" before the encounter


class SpeakerFinder:
    """Finds the speaker whom a word of speech before an encounter names."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._there = grammar.after_words | grammar.inside | encounters.there
        self._listeners = encounters.sessions.words["listeners"]
        self._before_people = encounters.sessions.words["in_front_of"]
        self._arrived = encounters.sessions.words["arrived"]
        self._said_so = encounters.sessions.words["said_so"]
        self._alone = encounters.sessions.words["self"]
        self._hosts = encounters.hosts
        self._own = encounters.sessions.words["selves"]
        self._ones = grammar.one_person
        self._reported = grammar.reported | encounters.sessions.words["speakers"]

    def find(self, e: Encounter, mentions: list[Mention]) -> list[Mention]:
        """The speaker right before the encounter, whoever is spoken to; [] where there is none."""
        tokens = e.clauses.tokens
        later = False
        for m in reversed(mentions):
            last = e.clauses.index_at(m.span.end - 1)
            if last >= e.hit.first or m.kind not in ("person", "office"):
                continue
            first = e.clauses.index_at(m.span.start)
            row = [t.low for t in tokens[last + 1 : e.hit.first]]
            if first > 0 and tokens[first - 1].low in self._reported and self._was_there(e, row):
                return [m]
            if later or not row or not (first > 0 and tokens[first - 1].low in self._listeners | self._before_people):
                return []
            later = True  # "tutur Menlu Andara di hadapan Menlu Fiji usai pertemuan": one more name may be between
        return []

    def is_named_before(self, e: Encounter) -> bool:
        """ "..., ujarnya usai pertemuan bilateral": is the speaker who was there somebody named before the sentence?"""
        tokens = e.clauses.tokens
        at = next((k for k in range(e.hit.first - 1, -1, -1) if tokens[k].low in self._said_so), None)
        return at is not None and self._was_there(e, [t.low for t in tokens[at + 1 : e.hit.first]])

    def of_self(self, e: Encounter, mentions: list[Mention]) -> list[Mention]:
        """ "Saya akan mengunjungi Suva, kata Menlu Tonga", "Menurut Menlu Tonga, dia akan bertemu": who says so."""
        tokens = e.clauses.tokens
        own = tokens[e.hit.first].clause
        row = {t.low for t in tokens[max(0, e.hit.first - _OWN) : e.hit.first] if t.clause == own}
        if e.voice == "noun":  # "dalam pertemuan saya dengan Menlu Fiji"
            row |= {t.low for t in tokens[e.hit.last + 1 : e.hit.last + 2]} & self._own
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            told = m.kind in ("person", "office") and m.actor and first > 0 and tokens[first - 1].low in self._reported
            before = first < e.hit.first
            if told and row & (self._ones if before else self._own):
                return [m]
        return []

    def add_self(self, cast: Cast, e: Encounter, quote: Quote | None) -> None:
        """ "Saya akan bertemu Menlu Fiji", "pertemuan saya dengan Menlu Fiji", and who speaks is told in another
        sentence of the quotation; of "kami" it is the speaker's state alone that meets."""
        if quote is None or quote.speaker is None or quote.speaker in e.people or quote.speaker_mention is None:
            return
        tokens = e.clauses.tokens
        own = tokens[e.hit.first].clause
        near = range(max(0, e.hit.first - _OWN), e.hit.first)
        at = next((k for k in reversed(near) if tokens[k].low in self._own and tokens[k].clause == own), None)
        if e.voice == "noun":
            at = e.hit.last + 1 if e.hit.last + 1 < len(tokens) and tokens[e.hit.last + 1].low in self._own else None
        party = cast.party_of(quote.speaker)
        if at is None or party is None or not party.isupper() or party in e.parties or e.aim or not e.people:
            return
        start, end = tokens[at].span.end, tokens[e.hit.first].span.start
        if any(start <= s.start < end for _, s in e.people.values()):
            return  # "saya berharap Menlu Fiji datang"
        e.parties[party] = quote.speaker_mention
        if tokens[at].low in self._alone:
            e.sides[quote.speaker] = party
            left = tokens[e.hit.first].low in self._hosts
            role = "host" if left else "visitor" if e.kind == "visit" else "participant"
            e.people[quote.speaker] = (role, quote.speaker_mention)

    def _was_there(self, e: Encounter, row: list[str]) -> bool:
        """Do the words between the speaker and the encounter only say when, and to whom it was said?"""
        arrived = e.clauses.tokens[e.hit.first].low in self._arrived
        if not row:
            return arrived
        if set(row) <= self._there:
            return True
        own = e.kind == "visit" and e.clauses.tokens[e.hit.last].low.endswith(_OWN_NOUN)
        if own and row[-1] in self._there and len(row) <= _LISTENERS and not any(is_verb(w) for w in row):
            return True  # "kata Menlu Andara di Suva saat kunjungannya ke Fiji"
        spoken_to = row[0] in self._listeners or row[0] in self._before_people or row[:2] == ["di", "hadapan"]
        if not spoken_to or len(row) > _LISTENERS or any(is_verb(w) for w in row):
            return False
        return row[-1] in self._there or arrived
