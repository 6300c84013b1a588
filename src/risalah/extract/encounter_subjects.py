"""Who is at an encounter by the clauses around it: the speaker before it, the subject of the clause after it."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_BEGINS = 4  # words of a clause, its comma among them, before the name that it begins with
_LISTED = 3  # words between two names of one list
_FRONT = 2  # words of "sementara dengan" at the head of a sentence
_PAIR = 2  # words of "di hadapan"


class SubjectReader:
    """Finds the people of an encounter who do not stand right beside its word."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._grammar = grammar
        self._aside = grammar.oblique | grammar.reported
        self._through = encounters.through
        self._facing = encounters.facing
        self._both = encounters.both_after
        self._aims = encounters.aims | grammar.aims
        self._addressed = encounters.sessions.words["addressed"]
        self._when = grammar.after_words | encounters.there - {",", "di"}
        self._there = grammar.after_words | grammar.inside | encounters.there

    def is_speaker(self, e: Encounter, m: Mention, later: list[Mention]) -> bool:
        """Does "bahwa" part the name from the subject ("Andara mengatakan bahwa delegasi Fiji akan berkunjung")?"""
        clauses = e.clauses
        own = clauses.tokens[e.hit.first].clause
        while own > 0 and clauses.openers[own] not in self._grammar.complementiser:
            own -= 1
        start = clauses.first_of(own) if own else 0
        named = any(start < clauses.index_at(x.span.start) < e.hit.first for x in later)
        return own > 0 and clauses.index_at(m.span.start) < start and named

    def is_asked(self, e: Encounter, m: Mention, before: str) -> bool:
        """Is it the one who is asked to do it ("undangan kepada Menlu Fiji agar berkunjung ke Jakarta")?"""
        tokens = e.clauses.tokens
        last = e.clauses.index_at(m.span.end - 1)
        row = [t.low for t in tokens[last + 1 : e.hit.first]]
        asks = row[:1] and row[0] in self._aims and set(row[1:]) <= self._grammar.adverbs
        return e.voice == "verb" and bool(asks) and before in self._addressed

    def is_fronted(self, e: Encounter, head: int, before: str) -> bool:
        """ "Sementara dengan Fiji, Menlu Andara membahas ...": does the sentence begin with the other side?"""
        return e.voice == "talk" and before in self._grammar.met and head <= _FRONT and e.hit.first > head

    def told_to(self, e: Encounter, speaker: Mention, mentions: list[Mention]) -> list[Mention]:
        """ "Lewat sambungan telepon, Menlu Andara menyampaikan belasungkawa kepada Menlu Fiji": who was told."""
        tokens = e.clauses.tokens
        own = tokens[e.clauses.index_at(speaker.span.start)].clause
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            told = m.span.start > speaker.span.end and m.kind in ("person", "office") and tokens[first].clause == own
            if told and tokens[first - 1].low in self._grammar.to | self._grammar.beside:
                return [m]
        return []

    def speaker_and_listener(self, e: Encounter, mentions: list[Mention]) -> list[Mention]:
        """ "Tutur Menlu Andara di hadapan Menlu Fiji usai pertemuan": the two names right before it; [] for others.

        So in "disampaikan Menlu Andara kepada Menlu Fiji dalam pertemuan bilateral".
        """
        tokens = e.clauses.tokens
        people = [m for m in mentions if m.kind in ("person", "office")]
        near = [m for m in people if m.span.end <= tokens[e.hit.first].span.start][-_PAIR:]
        if len(near) == 1 and mentions[0].kind in ("state", "organisation") and mentions[0].actor:
            near = [mentions[0], *near] if e.clauses.index_at(mentions[0].span.start) < _BEGINS else near
        if len(near) < _PAIR or not self.is_there(e, near[1]):
            return []
        speaks, hears = (tokens[max(0, e.clauses.index_at(m.span.start) - 1)].low for m in near)
        if e.voice == "noun" and e.kind == "meeting" and hears in self._grammar.to:
            return near if speaks in self._grammar.agent or speaks not in self._aside else []
        return near if speaks in self._grammar.reported and hears in self._facing else []

    def is_there(self, e: Encounter, m: Mention) -> bool:
        """Do only words such as "usai", "di sela" stand between the name and the encounter that follows it?

        To whom somebody spoke ("kepada wartawan") may stand there too.
        """
        tokens = e.clauses.tokens
        last = e.clauses.index_at(m.span.end - 1)
        row = [t.low for t in tokens[last + 1 : e.hit.first]]
        if row and row[0] in self._grammar.to and not set(row) <= self._there:
            at = next((k for k, w in enumerate(row) if w in self._when), len(row))
            row = row[at:]
        return bool(row) and set(row) <= self._there

    def joined_before(self, e: Encounter, subjects: list[Mention]) -> bool:
        """ "Komitmen Presiden Andara dan PM Fiji dalam pertemuan itu": two names right before the encounter."""
        return len(subjects) > 1 and self.is_there(e, subjects[-1])

    def is_of_both(self, e: Encounter, subjects: list[Mention]) -> bool:
        """ "Menlu Andara dan Menlu Fiji sepakat seusai percakapan telepon keduanya": the two of its own sentence?"""
        row = " ".join(t.low for t in e.clauses.tokens[e.hit.last + 1 : e.hit.last + 1 + _PAIR])
        return (
            e.voice == "noun" and len(subjects) == _PAIR and row.startswith((*self._grammar.both_people, *self._both))
        )

    def is_by_comma(self, e: Encounter, one: Mention, other: Mention) -> bool:
        """Does a comma alone stand between two names?"""
        first = e.clauses.index_at(other.span.start)
        gap = first - e.clauses.index_at(one.span.end - 1)
        return gap == _PAIR and e.clauses.tokens[first - 1].low == ","

    def is_own_visit(self, e: Encounter) -> bool:
        """Is it that of the subject of the next clause ("dalam kunjungannya ke Suva", "setelah kunjungan ke Suva")?"""
        row = e.clauses.tokens[e.hit.last : e.hit.last + 1 + _PAIR]  # "kunjungan kenegaraan pertamanya"
        if e.kind != "visit" or e.voice != "noun":
            return False
        front = e.hit.first <= _PAIR and e.clauses.tokens[0].low in self._grammar.after_words
        return (front and e.place is not None) or any(t.low.endswith("nya") for t in row)

    def is_by_line(self, e: Encounter) -> bool:
        """Does the sentence begin with the means by which they spoke ("lewat sambungan telepon")?"""
        return e.clauses.tokens[0].low in self._through

    def next_clause(self, e: Encounter, mentions: list[Mention]) -> list[Mention]:
        """The people whom the clause after the encounter's begins with: "Dalam pertemuan itu, A dan B ..."."""
        tokens = e.clauses.tokens
        clause = tokens[e.hit.last].clause + 1
        kinds = ("person", "office") if e.voice != "noun" or self.is_own_visit(e) else ("person",)
        # "Dalam pertemuan yang berlangsung di Suva, Senin (3/3), A dan B": whatever is told of it in between
        far = tokens[e.hit.first].clause == 0 and tokens[0].low in self._there
        out: list[Mention] = []
        end = 0
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            named = m.actor or (m.members and not e.back and e.place)
            if m.kind not in kinds or not named or first <= e.hit.last or tokens[first].clause < clause:
                continue
            if not out and first - e.clauses.first_of(tokens[first].clause) > _BEGINS:
                break  # "seusai pertemuan, kedua presiden menyaksikan penandatanganan oleh Menlu Fiji"
            joined = bool(out) and tokens[first - 1].low in self._grammar.joins and first - end <= _LISTED
            if any(h is not e.hit and end < h.first < first for h in e.hits) and out:
                break  # "dalam lawatan itu, Andara bertemu dengan Menlu Fiji": the talk's
            begins = far and not out and e.clauses.openers[tokens[first].clause] == ","
            if not joined and (out or (tokens[first].clause > clause and not begins)):
                break
            out.append(m)
            end = e.clauses.index_at(m.span.end - 1)
        return out
