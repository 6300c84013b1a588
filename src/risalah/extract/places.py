"""Where an encounter is, and which states and organisations are sides of it by their own names."""

from __future__ import annotations

import re
from dataclasses import replace

from risalah.extract.encounters import HOME, REACH, SUBJECT_REACH, Encounter
from risalah.extract.open_verbs import is_verb
from risalah.extract.parties import Cast
from risalah.extract.tokens import Phrase
from risalah.model.annotation import Mention
from risalah.model.record import Place
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_NEAR = 9  # words between an encounter and a state that is a side of it
_ROW = 9  # words of "rekan-rekannya di Fiji, Tonga dan Samoa"
_GOES = 4  # words between "ke Suva" and what somebody goes for
_PAIR = 2  # words of "di sela" before an organisation
_WORDS = r"\w[\w'’]*"
_HEADS = 6  # words between "para menteri" and their organisation
_PLACE_WORDS = 5  # words of "di Hotel Merdeka Fiji" before the state
_PLACE_PARTS = 7  # words of "di Gedung Merdeka, Bandung" before the last part


class SideReader:
    """Adds the place, and the states and organisations that a sentence names beside an encounter."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._alongside = encounters.alongside
        self._returns = encounters.returns
        self._place_nouns = encounters.sessions.words["place_nouns"]
        self._occasions = encounters.sessions.words["occasion_heads"]
        self._grammar = grammar
        self._heads = encounters.heads
        self._visited, self._copulas = encounters.sessions.words["visited"], encounters.copulas
        self._officials = encounters.sessions.words["talk_fronts"]
        self._delegations = encounters.delegations
        self._no_acts = encounters.heads | grammar.not_acts
        self._attending = encounters.attending
        self._goals = grammar.goal | grammar.about | encounters.topics
        self._mediates = frozenset(f for f, k in encounters.people.items() if k in ("attends", "leads"))
        self._topics = grammar.about | encounters.topics
        self._attended = encounters.attended
        self._aside = grammar.oblique | grammar.reported
        self._told = grammar.told | grammar.reported | grammar.about
        self._no_place = grammar.oblique | grammar.and_ | grammar.relative
        self._late_words = grammar.after_words | grammar.besides | grammar.until | encounters.before_it

    def add(self, cast: Cast, e: Encounter, m: Mention, first: int, before: str, stop: int) -> None:
        """A place, or a state or organisation that is a side of its own."""
        g = self._grammar
        text = cast.doc.article.text
        right = e.hit.last < first <= e.hit.last + REACH
        left = e.hit.first - SUBJECT_REACH <= first < e.hit.first
        if e.voice == "talk" and right and m.kind != "place" and before not in g.beside:
            if m.kind == "state" and m.actor and before in g.source and self._is_of_mates(e, first):
                e.parties.setdefault(m.actor, m.span)
                e.mates = True  # "bertukar pikiran dengan koleganya dari Fiji"
            return  # "membahas konflik Fiji lewat telepon": what they talk about
        if right and before in self._topics:
            return  # "pertemuan soal Fiji antara Tonga dan Samoa"
        if right and before not in g.beside and before not in g.place and self._is_object(e, first):
            return  # "bertemu membahas pesawat dari Fiji", "pertemuan itu mengecam Fiji"
        if right and first >= stop and not self._is_attended(e, first):
            right = False
        if right and any(e.hit.last < h.first < first and h.value.startswith("summit") for h in e.hits):
            return  # "bertemu saat KTT ASEAN": who holds the summit
        clause, own = e.clauses.tokens[first].clause, e.clauses.tokens[e.hit.first].clause
        if right and clause > own and e.clauses.openers[clause] in g.after_words:
            return  # "membatalkan lawatannya ke Suva selepas mengikuti KTT di Apia"
        journey = right and e.kind == "visit" and clause > own and self.is_late(e) and bool({*e.parties} - {HOME})
        if journey and any(e.hit.last < h.first < first for h in self._main(e)):
            return  # "usai mengunjungi Suva, ia dijadwalkan melanjutkan kunjungannya ke Tonga"
        led = left and not self._delegations.isdisjoint(t.low for t in e.clauses.tokens[max(0, first - _HEADS) : first])
        which = e.clauses.openers[own] in g.relative and clause == own - 1
        led = led or (left and which and self._is_of_officials(e, first))
        if left and m.kind == "state" and m.actor and self._is_visited(e, first):
            e.parties.setdefault(m.actor, m.span)
            e.place = e.place or (Place(text[m.span.start : m.span.end], m.actor), m.span)
            return
        front = e.clauses.tokens[e.clauses.first_of(clause)].low
        if left and clause < own and m.kind != "place" and front in (g.reported | g.oblique) - g.beside:
            return  # "menurut kantor berita Fiji, Menlu Tonga tiba di Apia", "atas permintaan Fiji, DK PBB bersidang"
        if left and clause < own and e.clauses.openers[own][0].isalpha() and m.kind != "place" and not led:
            return  # "rencana mengalahkan pasukan Tonga ketika ia bertemu Menlu Fiji"
        if m.kind == "state" and before in g.clocks:
            return  # "pukul 09.00 waktu Fiji"
        m = self._with_state(cast, m)
        named = m.kind == "place" and e.place is None and self._is_behind_name(cast, e, m)
        goal = m.kind in ("state", "place") and (named or self._is_goal(e, first))
        if e.voice == "verb" and e.kind == "visit" and goal:
            e.place = (Place(text[m.span.start : m.span.end], m.actor), m.span)
            for party in cast.parties(m) or ((m.actor,) if m.actor else ()):
                e.parties.setdefault(party, m.span)
        elif (m.kind == "state" and m.actor and right and first < stop and self._is_counterparts(e, first)) or (
            e.kind == "visit"
            and m.kind in ("place", "state")
            and m.actor
            and self._goes_on(cast, e, first, before, stop)
        ):
            e.parties.setdefault(m.actor, m.span)
        elif m.kind == "place" or (m.kind == "state" and (before in g.place or self._is_in_place(e, m, first))):
            where = self._is_place(e, first, before, stop, right=right)
            if where and e.place is not None and e.place[0].country is None and m.actor and before == ",":
                e.place = (Place(e.place[0].name, m.actor), e.place[1])  # "Bandara Nausori, Fiji"
            if where and e.place is None:
                e.place = (Place(text[m.span.start : m.span.end], m.actor), m.span)
            if (
                m.actor
                and e.kind in ("visit", "inspection")
                and (where or (m.kind == "state" and right and first < stop))
            ):
                e.parties.setdefault(m.actor, m.span)
        elif m.kind in ("state", "organisation") and not m.metonym:
            if e.kind != "visit" and cast.is_place_of(m):
                return  # "berkumpul di Apia, Samoa"
            if m.kind == "organisation" and before in g.place and e.kind != "visit":
                return  # "digelar di Sekretariat ASEAN"
            if (before in g.summits and e.kind != "summit") or (before in self._occasions and e.kind == "meeting"):
                return  # who holds a summit is no side of the visit beside it
            club = m.kind == "organisation" and (before in g.clubs or self._is_of_members(e, first))
            if before in g.private and not club:
                return  # "pengusaha Fiji" do not act for Fiji
            theirs = self._is_of_theirs(e, first)
            of_all = cast.is_body(m.actor or "") and self._is_assembly(e, first)  # "menteri negara-negara NATO"
            members = before in self._grammar.states and not of_all
            if left and not theirs and (before in self._aside or members):
                return  # "di sela pertemuan negara ASEAN, Menlu Andara bertemu ..."
            beside = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]} & self._alongside
            if left and {t.low for t in e.clauses.tokens[max(0, first - _PAIR) : first]} & self._alongside:
                return  # "di sela-sela Forum Ekonomi Dunia, Menkeu Fiji bertemu"
            if left and any(h is not e.hit and h.last < first <= h.last + 2 for h in e.hits):
                return  # "selain mengunjungi Tonga juga akan berkunjung ke Fiji": the other journey's
            listed = self._is_attended(e, first)
            if right and first < stop and before in g.source and self._is_of_mates(e, first):
                e.parties.update({p: m.span for p in cast.parties(m) if p.isupper() and p not in e.parties})
            near_right = right and (listed or (first < stop and first - e.hit.last <= _NEAR)) and not beside
            acts = left and (e.voice != "noun" or (e.kind == "summit" and self._holds(e)))
            if (before in g.source and not theirs) or not (near_right or acts):
                return
            for party in cast.parties(m):
                if party.isupper():
                    e.parties.setdefault(party, m.span)
                    e.assembly = e.assembly or (cast.is_body(party) and self._is_assembly(e, first))

    @staticmethod
    def _main(e: Encounter) -> list[Phrase]:
        """The journeys of the clauses behind that of `e`."""
        own = e.clauses.tokens[e.hit.last].clause
        return [h for h in e.hits if e.clauses.tokens[h.first].clause > own and h.value.startswith("visit")]

    def _is_goal(self, e: Encounter, first: int) -> bool:
        """Does the name stand right behind the verb, but for what kind of place it is ("mengunjungi pulau Savaii")?"""
        row = [t.low for t in e.clauses.tokens[e.hit.last + 1 : first]]
        return first > e.hit.last and len(row) <= _PLACE_WORDS and all(w in self._place_nouns for w in row)

    @staticmethod
    def _is_behind_name(cast: Cast, e: Encounter, m: Mention) -> bool:
        """ "Mengunjungi Universitas Pasifik Selatan, Suva": is it where lies what the verb takes by its name?"""
        row = cast.doc.article.text[e.clauses.tokens[e.hit.last].span.end : m.span.start].rstrip()
        words = row.rstrip(",").split()
        return row.endswith(",") and 1 < len(words) <= _ROW and all(w[0].isupper() for w in words)

    def _goes_on(self, cast: Cast, e: Encounter, first: int, before: str, stop: int) -> bool:
        """ "Ke Suva, Apia dan Nuku'alofa": does the name go on with the row of places of the journey?"""
        if e.place is None or before not in self._grammar.joins - self._grammar.beside or not e.hit.last < first < stop:
            return False
        if before == "," and e.place[0].country is None:
            return False  # "Bandara Nausori, Fiji"
        start, end = e.place[1].end, e.clauses.tokens[first].span.start
        row = re.findall(_WORDS, cast.doc.article.text[start:end])
        return start < end and all(w in self._grammar.joins or w[0].isupper() for w in row)

    @staticmethod
    def _with_state(cast: Cast, m: Mention) -> Mention:
        """ "Istana Kepresidenan Fiji": a place whose name ends with a state lies there."""
        if m.kind != "place" and not m.metonym:
            return m
        after = cast.within(Span(m.span.end, m.span.end + 2))
        state = next((x for x in after if x.kind == "state" and x.actor and not x.metonym), None)
        near = state is not None and cast.doc.article.text[m.span.end : state.span.start] == " "
        if state is None or not near:
            return m
        return replace(m, actor=state.actor, span=Span(m.span.start, state.span.end))

    def _is_of_members(self, e: Encounter, first: int) -> bool:
        """Is it "negara anggota ASEAN"?"""
        row = [t.low for t in e.clauses.tokens[max(0, first - _PAIR) : first]]
        return len(row) == _PAIR and row[0] in self._grammar.states and row[1] in self._grammar.members

    def _is_visited(self, e: Encounter, first: int) -> bool:
        """ "Fiji menjadi negara pertama yang dikunjungi Presiden Tonga": is it the state of which that is said?"""
        tokens = e.clauses.tokens
        row = [t.low for t in tokens[first + 1 : e.hit.first]]
        passive = e.kind == "visit" and tokens[e.hit.first].low in self._visited
        return passive and bool(set(row) & self._copulas) and bool(row) and row[-1] in self._grammar.relative

    def _is_of_theirs(self, e: Encounter, first: int) -> bool:
        """Is it the state of those who meet ("pejabat dari Fiji dan Tonga akan bertemu")?"""
        row = [t.low for t in e.clauses.tokens[max(0, first - _PAIR) : first]]
        verb = e.voice == "verb" and e.kind in ("meeting", "call") and first < e.hit.first
        return verb and len(row) == _PAIR and row[0] in self._officials and row[1] in self._grammar.source

    def _is_of_officials(self, e: Encounter, first: int) -> bool:
        """Are officials of the state its head ("para pejabat Fiji yang menengahi perang itu menemui Menlu Tonga")?"""
        row = [t.low for t in e.clauses.tokens[max(0, first - _PAIR) : first]]
        return e.voice == "verb" and e.kind in ("meeting", "call") and bool(row) and row[-1] in self._officials

    def _holds(self, e: Encounter) -> bool:
        """Does a verb of holding it stand right before the summit ("BRICS mengakhiri KTT di Suva")?"""
        return bool(e.hit.first) and e.clauses.tokens[e.hit.first - 1].low in self._attending

    def _is_object(self, e: Encounter, first: int) -> bool:
        """Does a verb between the encounter and the name make it what is talked about or done?"""
        row = [t.low for t in e.clauses.tokens[e.hit.last + 1 : first]]
        there = next((k for k, w in enumerate(row) if w in self._attended | self._mediates), None)
        if there is not None:
            return bool(there) and row[there - 1] in self._grammar.weakens - self._grammar.intends  # "tidak melibatkan"
        if any(e.hit.last < h.first < first and h.value.endswith("talk") for h in e.hits):
            return True
        if e.voice != "noun":
            return False
        met = next((k for k in range(len(row) - 1, -1, -1) if row[k] in self._grammar.beside), -1)
        return any(w in self._goals or self._is_act(w) for w in row[met + 1 :])

    def _is_act(self, word: str) -> bool:
        """Is it an active verb that says what somebody does there?"""
        return word.startswith("me") and word not in self._no_acts and is_verb(word)

    def _is_assembly(self, e: Encounter, first: int) -> bool:
        """Do the ministers or leaders of the organisation at token `first` meet ("pertemuan para menlu ASEAN")?"""
        tokens = e.clauses.tokens
        near = {t.low for t in tokens[max(0, first - _HEADS) : first]}
        return e.kind == "meeting" and bool(near & self._heads)

    def _is_attended(self, e: Encounter, first: int) -> bool:
        """ "Pertemuan yang membahas Fiji dihadiri para menteri Tonga dan Samoa": the states after "dihadiri"."""
        tokens = e.clauses.tokens
        at = next((k for k in range(e.hit.last + 1, first) if tokens[k].low in self._attended), None)
        ends = self._grammar.place | self._grammar.intends | self._grammar.inside
        row = {t.low for t in tokens[at:first]} if at is not None else set()
        return e.voice == "noun" and at is not None and not row & ends and bool(row & self._heads)

    def _is_counterparts(self, e: Encounter, first: int) -> bool:
        """Is it the state of those who are met ("dengan rekan-rekannya di Fiji, Tonga dan Samoa")?"""
        row = [t.low for t in e.clauses.tokens[max(0, first - _ROW) : first]]
        at = next((k for k in range(len(row) - 1, -1, -1) if row[k] in self._grammar.counterparts), None)
        return at is not None and row[at + 1 : at + 2] == ["di"]

    def _is_of_mates(self, e: Encounter, first: int) -> bool:
        """Is it the state of one who is met by his rank alone ("menjumpai rekan sejawatnya dari Tonga")?"""
        row = {t.low for t in e.clauses.tokens[max(e.hit.last + 1, first - _HEADS) : first]}
        return bool(row & self._grammar.counterparts)

    def _is_in_place(self, e: Encounter, m: Mention, first: int) -> bool:
        """Does the state only end the name of a place ("di Hotel Merdeka Fiji", "di Suva, Fiji")?"""
        tokens = e.clauses.tokens
        for k in range(first - 1, max(-1, first - 1 - _PLACE_WORDS), -1):
            if tokens[k].low in self._grammar.place:
                return k < first - 1
            if tokens[k].low in self._no_place or tokens[k].low[0].isdigit():
                return False
        return False

    def _is_place(self, e: Encounter, first: int, before: str, stop: int, *, right: bool) -> bool:
        """Does the name at token `first` say where the encounter is?"""
        g = self._grammar
        tokens = e.clauses.tokens
        if any(t.low in self._told for t in tokens[e.hit.last + 1 : first]):
            return False  # "akan bertemu Menlu Fiji, kata Andara di Bogor": where it was told
        if right and any(e.hit.last < h.first < first and h.value.endswith("talk") for h in e.hits):
            return False  # "pertemuan itu membahas gedung di Suva"
        if right and before != "," and self.is_late(e) and tokens[first].clause != tokens[e.hit.last].clause:
            return False  # "usai bertemu Menlu Fiji, ia bertolak ke Apia"
        if not right:
            if before in g.source:  # "kembali dari Suva setelah bertemu ..."
                return bool({t.low for t in tokens[max(0, first - 3) : first]} & self._returns) and first < e.hit.first
            if before == "ke" and e.aim and e.hit.first - first <= _GOES:
                return True  # "bertolak ke Suva untuk bertemu Menlu Fiji"
            return first == 1 and before in g.inside  # "Di Suva, Menlu Andara bertemu ..."
        if before == "," or (before not in g.place and before):
            comes = tokens[e.hit.first].low not in g.stays  # "tiba di" holds its own "di"
            row = [t.low for t in tokens[max(e.hit.last + (not comes), first - _PLACE_PARTS) : first]]
            row = row[len(row) - row[::-1].index("di") :] if "di" in row else ["dan"]
            return first < stop and not set(row) & (g.joins - {","})
        if before == "ke" and e.kind != "visit":
            return False  # "bertemu Menlu Fiji sebelum terbang ke Apia"
        return before in (*g.place, "")

    def is_late(self, e: Encounter) -> bool:
        """Does the trigger stand in a clause that comes before the main one ("Usai bertemu ...", "Selain ...")?"""
        clause = e.clauses.tokens[e.hit.first].clause
        first = e.clauses.tokens[e.clauses.first_of(clause)].low
        return e.clauses.first_of(clause) == 0 and first in self._late_words
