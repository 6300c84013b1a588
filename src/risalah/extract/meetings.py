"""Meetings of one article: who met whom, when and where, and whether it has been held."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.extract.antecedents import find_visited
from risalah.extract.attendance import AttendanceReader
from risalah.extract.completion import PairCompleter
from risalah.extract.denied_reports import DeniedReports
from risalah.extract.dispatches import DispatchReader
from risalah.extract.dropped_plans import DroppedPlanReader
from risalah.extract.encounters import HOME, Encounter, is_enough, is_same
from risalah.extract.gatherings import build_meeting
from risalah.extract.home_sides import HomeSideReader
from risalah.extract.journeys import JourneyReader
from risalah.extract.marks import MarkReader
from risalah.extract.meant_sides import MeantSideReader
from risalah.extract.missions import MissionReader
from risalah.extract.no_encounters import NoEncounterReader
from risalah.extract.occurrences import OccurrenceReader
from risalah.extract.parties import Cast
from risalah.extract.placing import place_in, settle_rows
from risalah.extract.presence import Presence, PresenceReader
from risalah.extract.scenes import SceneReader
from risalah.extract.sectors import SectorReader
from risalah.extract.sessions import SessionReader, join_sessions
from risalah.extract.signings import SigningReader, is_bare_signing
from risalah.extract.speakers import SpeakerFinder
from risalah.extract.state_talks import StateTalkReader
from risalah.extract.statuses import StatusReader
from risalah.extract.thin_ones import (
    is_aim_of,
    is_alone,
    is_asked_about,
    is_of_bodies,
    is_of_things,
    is_one_side,
    is_process,
)
from risalah.extract.timing import MeetingClock
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, Phrase, cut_sentences
from risalah.model.annotation import Annotated, Mention, Sentence, TimeMention
from risalah.model.record import Meeting
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.patterns import Patterns

_BOTH = 2  # sides of a signing
_WISHES = frozenset({"hope", "possible", "propose", "purpose"})  # a session so governed needs a day
_NEXT = 3  # characters between two sentences that follow each other
_SAYS = 4  # words of "dan ini merupakan" at the head of a sentence


@dataclass(slots=True)
class _NameList:
    """A list of names below a sentence: the encounter that it belongs to, and whether a number stood alone."""

    of: list[Encounter] | None = None
    numbered: bool = False


class MeetingExtractor:
    """Reads meetings by the pattern files of one language."""

    def __init__(self, encounters: EncounterPatterns, patterns: Patterns) -> None:
        triggers = Lexicon(dict(encounters.triggers))
        self._occurrences = OccurrenceReader(encounters, patterns, triggers)
        self._statuses = StatusReader(encounters, patterns, triggers)
        self._attendance = AttendanceReader(encounters, patterns.grammar)
        self._speakers = SpeakerFinder(encounters, patterns.grammar)
        self._presence = PresenceReader(encounters, patterns.grammar)
        self._clock = MeetingClock(encounters, patterns.grammar)
        self._dropped = DroppedPlanReader(encounters, patterns.grammar)
        self._apart = patterns.grammar.until | patterns.grammar.after_words | encounters.before_it
        self._asks = encounters.invited | encounters.sessions.words["asks"]
        self._dispatches = DispatchReader(encounters, patterns.grammar)
        self._missions = MissionReader(encounters.sessions)
        self._denied_reports = DeniedReports(patterns.grammar)
        self._sessions = SessionReader(encounters.sessions, patterns.grammar)
        self._pairs = PairCompleter(encounters, patterns.grammar)
        self._scenes = SceneReader(encounters, patterns.grammar)
        self._journeys = JourneyReader(encounters, patterns.grammar)
        self._signings = SigningReader(encounters.sessions, patterns.grammar)
        self._talks = StateTalkReader(encounters.sessions, encounters.processes, encounters.attended, patterns.grammar)
        self._words = encounters
        self._receives = encounters.hosts | encounters.guests
        self._comers = encounters.heads | encounters.delegations | encounters.envoys
        self._homes = HomeSideReader(encounters, patterns.grammar)
        self._marks = MarkReader(encounters, patterns.grammar)
        self._meant = MeantSideReader(encounters, patterns.grammar)
        self._none = NoEncounterReader(encounters, patterns.grammar)
        self._remote = Lexicon(dict.fromkeys(encounters.remote, "remote"))
        self._splitter = ClauseSplitter(patterns.openers, patterns.grammar)
        self._grammar = patterns.grammar
        self._sectors = SectorReader(patterns)

    def extract(self, doc: Annotated) -> tuple[Meeting, ...]:
        """The meetings of an article in text order, with ids m1, m2 ..."""
        cast = Cast(doc, self._grammar)
        groups: list[list[Encounter]] = []
        titles: list[Encounter] = []
        names = _NameList()
        topic: list[Mention] = []  # whom "dia" of the next sentence may be
        addressed: Encounter | None = None  # who spoke to whom: "keduanya" of a later sentence may be these
        beside: Encounter | None = None  # or the two of different states whom the sentence before names
        said: TimeMention | None = None  # the day of the sentences before
        for sentence in cut_sentences(doc):
            both = next((g[0] for g in reversed(groups) if len(g[0].people) == 2), addressed or beside)
            for e in self._read(doc, cast, sentence, topic, both):
                if e.in_title:
                    titles.append(e)
                else:
                    self._clock.date_by_saying(e, said)
                    self._inherit(doc, groups, e)
                    self._pairs.complete(cast, e, groups)
                    place_in(groups, e)
            self._dropped.drop(self._splitter.split(doc.article.text, sentence.span), groups)
            self._dropped.move(doc, self._splitter.split(doc.article.text, sentence.span), groups)
            self._read_list(doc, cast, sentence, groups, names)
            addressed = self._addressed(doc, cast, sentence) or addressed
            clauses = self._splitter.split(doc.article.text, sentence.span)
            beside = self._meant.find_two(cast, clauses, _outer(cast.within(sentence.span)))
            said = self._clock.said_in(doc, sentence.span) or said
            self._read_company(doc, cast, sentence, groups)
            topic = self._topic(doc, cast, sentence) or topic
        for e in titles:
            if any(is_same(g, e) for g in groups):
                place_in(groups, e)
        groups = [g for g in settle_rows(groups) if is_enough(g, cast.pair)]
        return tuple(build_meeting(doc, cast, groups, n, self._sectors) for n in range(len(groups)))

    def _read_list(
        self, doc: Annotated, cast: Cast, sentence: Sentence, groups: list[list[Encounter]], names: _NameList
    ) -> None:
        """ "... yang diterima Presiden yaitu:" and the numbered names below: each of them is received."""
        words = doc.article.text[sentence.span.start : sentence.span.end].strip()
        if words.endswith(":"):
            hits = self._occurrences.find(self._splitter.split(doc.article.text, sentence.span), set())
            names.of = next((g for g in reversed(groups) if hits and g[-1].clauses.span == sentence.span), None)
            return
        if names.of is None:
            return
        people = [m for m in _outer(cast.within(sentence.span)) if m.kind == "person" and m.actor]
        numbered = words[:1].isdigit() or doc.article.blocks[sentence.block].kind == "list"
        if people and (numbered or names.numbered):
            self._attendance.add_listed(cast, names.of[0], people[0])
        elif not numbered:
            names.of = None
        names.numbered = numbered and not people

    def _read_company(self, doc: Annotated, cast: Cast, sentence: Sentence, groups: list[list[Encounter]]) -> None:
        """ "Ia didampingi Menlu Andara", "Delegasi dipimpin Menlu Fiji": more of those at what was told just before."""
        told = groups[-1] if groups else None
        if told is None or not 0 <= sentence.span.start - told[-1].clauses.span.end <= _NEXT:
            return
        clauses = self._splitter.split(doc.article.text, sentence.span)
        if told[-1].clauses is clauses:
            return
        people = {a for e in told for a in e.people}
        guests = clauses.tokens[0].low in self._words.delegations
        for beside, m, word in self._presence.company(clauses, _outer(cast.within(sentence.span))):
            known = beside.actor in people if beside else clauses.tokens[0].low in self._grammar.one_person
            if (word == "beside" and known) or (word == "leads" and guests):
                self._attendance.add_company(cast, told[0], m, leads=word == "leads")

    def _inherit(self, doc: Annotated, groups: list[list[Encounter]], e: Encounter) -> None:
        """ "Para menlu sepakat bertemu lagi": those of the organisation whose ministers were told to meet."""
        if self._journeys.is_of_those(e):
            last = next((g for g in reversed(groups) if any(len(x.parties) > 1 and not x.people for x in g)), None)
            for x in last or ():
                e.parties.update(dict.fromkeys(x.parties))
            return
        if e.parties or e.people or e.kind != "meeting":
            return
        before = doc.article.text[e.clauses.span.start : e.clauses.tokens[e.hit.first].span.start].lower()
        last = next((g for g in reversed(groups) if any(x.assembly for x in g)), None)
        if last is not None and any(w in before for w in self._words.ministers):
            for x in last:
                e.parties.update(dict.fromkeys(x.parties))
            e.assembly = True

    def _addressed(self, doc: Annotated, cast: Cast, sentence: Sentence) -> Encounter | None:
        clauses = self._splitter.split(doc.article.text, sentence.span)
        return self._sessions.addressed(cast, clauses, _outer(cast.within(sentence.span)))

    def _topic(self, doc: Annotated, cast: Cast, sentence: Sentence) -> list[Mention]:
        """The person that a sentence is about: the first one named without a preposition."""
        text = doc.article.text
        for m in _outer(cast.within(sentence.span)):
            before = text[sentence.span.start : m.span.start].rstrip().rsplit(" ", 1)[-1].lower()
            if m.kind == "person" and m.actor and before not in self._grammar.oblique:
                return [m]
        return []

    def _read(
        self, doc: Annotated, cast: Cast, sentence: Sentence, topic: list[Mention], both: Encounter | None
    ) -> list[Encounter]:
        text = doc.article.text
        if text[sentence.span.start : sentence.span.end].rstrip("\"'”’ ").endswith("?"):
            return []
        clauses = self._splitter.split(text, sentence.span)
        mentions = _outer(cast.within(sentence.span))
        names = {
            k
            for m in mentions
            if m.kind in ("person", "office")
            for k in range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
        }
        out: list[Encounter] = []
        hits = [h for h in self._occurrences.find(clauses, names) if not self._denied_reports.holds(clauses, h.first)]
        presence = self._presence.read(clauses, mentions, hits)
        for hit in hits:
            if is_asked_about(text, sentence.span, clauses.span_of(hit.first, hit.last).end):
                continue
            e = self._encounter(doc, cast, clauses, hit, mentions, presence, topic, both)
            if e is not None:
                out.append(e)
        out = [e for k, e in enumerate(out) if not self._is_way_to(e, out[k + 1 :])]
        out = [e for k, e in enumerate(out) if not is_aim_of(e, out[:k])]
        self._place_beside(out)
        out = join_sessions(out, self._read_sessions(doc, cast, clauses, mentions, presence), self._apart)
        for e in out:
            e.in_title = doc.article.blocks[sentence.block].kind == "title"
        self._statuses.move_along(out)
        return out

    def _read_sessions(
        self, doc: Annotated, cast: Cast, clauses: Clauses, mentions: list[Mention], presence: Presence
    ) -> list[Encounter]:
        """The sessions, conferences, summonses and told calls of a sentence, with status, time and place."""
        out: list[Encounter] = []
        talks = self._talks.read(cast, clauses, mentions, presence)
        missions = self._missions.read(cast, clauses, mentions, presence)
        signings = self._signings.read(cast, clauses, mentions)
        sent = self._dispatches.read(cast, clauses, mentions)
        for e in (*talks, *self._sessions.read(cast, clauses, mentions), *missions, *signings, *sent):
            standing = self._statuses.read(doc, clauses, e.hit, e.voice, mentions, presence)
            if standing is None:
                continue
            e.hits, e.effect, e.absent = presence.hits, standing.effect, frozenset(presence.absent)
            e.status, e.status_span = standing.status, standing.span
            self._attendance.add_place(cast, e, mentions)
            self._clock.add_time(doc, e)
            self._clock.settle(doc, e)
            if e.when is None and e.status == "held" and clauses.tokens[e.hit.first].low in self._words.invited:
                e.status = "planned"  # "mengutus Menlu Fiji ke Apia": he is to go
            asked = {t.low for t in clauses.tokens[: e.hit.first]} & self._asks
            planned = e.status == "planned" and (standing.effect in _WISHES or bool(asked))
            wished = e.when is None and (planned or self._is_called_for(e))
            e.in_passing = e.in_passing and not self._scenes.is_past_scene(clauses, e.hit)
            if e.in_passing and (e.when is None or e.when.when.precision == "year" or e.background):
                continue
            if e.needs_day and e.place is None and (e.when is None or e.when.when.precision == "year"):
                continue
            if not wished and (e.kind != "other" or e.when or e.place or len(e.parties) >= _BOTH):
                out.append(e)
        return out

    def _encounter(
        self,
        doc: Annotated,
        cast: Cast,
        clauses: Clauses,
        hit: Phrase,
        mentions: list[Mention],
        presence: Presence,
        topic: list[Mention],
        both: Encounter | None,
    ) -> Encounter | None:
        kind, _, voice = hit.value.partition("|")
        clause_words = clauses.tokens[hit.first : hit.last + 14]
        if kind == "meeting" and voice == "verb" and clauses.tokens[0].low in self._words.through:
            clause_words = (*(t for t in clauses.tokens if t.clause == 0), *clause_words)
        if kind == "meeting" and self._remote.find(clause_words):
            kind = "call"
        standing = self._statuses.read(doc, clauses, hit, voice, mentions, presence)
        if standing is None:
            return None
        e = Encounter(clauses, hit, kind, voice, standing.status, status_span=standing.span)
        e.hits, e.effect, e.absent = presence.hits, standing.effect, frozenset(presence.absent)
        self._marks.mark(cast, e, mentions, presence)
        self._meant.add_stay(cast, e, mentions)
        self._attendance.add_people(cast, e, mentions, presence)
        self._dropped.refuse(cast, e, mentions)
        if (voice != "noun" and not any(role != "host" for role, _ in e.people.values())) or len(e.people) < 2:
            self._attendance.add_pronoun(cast, e, topic, both)
        self._meant.add(cast, e)
        comes = kind == "visit" and e.place is None and len(e.parties) == 1
        if comes and any(role == "visitor" for role, _ in e.people.values()):
            there = find_visited(cast, clauses, hit.last, e.parties)
            e.parties.update({there: cast.first_of(there)} if there else {})  # "berkunjung ke negara itu"
        self._speakers.add_self(cast, e, cast.speech.at(clauses.span_of(hit.first, hit.last)))
        self._clock.add_time(doc, e)
        if clauses.tokens[hit.first].low in self._words.processes and is_process(e):
            return None
        self._clock.settle(doc, e)
        if kind == "visit" and voice == "verb" and not self._journeys.is_visit(e):
            return None
        roles = {role for role, _ in e.people.values()}
        if kind == "visit" and roles == {"visitor", "host"} and self._special(clauses, hit, "calls_on"):
            e.kind, e.calls_on, kind = "meeting", True, "meeting"
        e.received = clauses.tokens[hit.first].low in self._words.guests
        verb = " ".join(t.low for t in clauses.tokens[hit.first : hit.last + 1])
        if kind == "visit" and verb in self._words.sessions.words["leaves"]:
            if not self._journeys.is_leaving(e):
                return None
            e.status, e.status_span, e.leaves = "held", None, True
            own = {e.place[0].country if e.place else None, *e.sides.values()}
            e.parties = {p: s for p, s in e.parties.items() if p in own}  # not where he goes on to
        moves = e.status == "held" and not e.when and self._special(clauses, hit, "moves")
        if moves and not any(h.first > hit.last and h.value.startswith("meeting") for h in presence.hits):
            return None  # "pergi ke Fiji untuk belajar"
        if self._none.holds(e) or self._none.brings_nobody(e) or self._none.is_of_stranger(cast, e):
            return None  # "Indonesia bertemu Fiji di semifinal"
        if kind == "signing" and is_bare_signing(e):
            return None
        if is_of_things(e, self._receives, self._comers, self._grammar.inside):
            return None  # "menerima resolusi Dewan Keamanan"
        if len(e.parties) == 1 and HOME not in e.parties and cast.is_at_home and self._homes.is_ours(cast, e, mentions):
            e.parties.setdefault(HOME, cast.first_of(HOME))  # "dalam pertemuan dengan pemerintah Fiji": the page's own
        handed = clauses.tokens[hit.last].low in self._words.credentials
        if kind == "meeting" and voice == "verb" and not handed and is_alone(e):
            return None  # "mengadakan pertemuan dengan sejumlah menteri": nobody else is named
        before = {t.low for t in clauses.tokens[max(0, hit.first - 3) : hit.first]}
        if kind == "visit" and voice == "noun" and not e.when and before & self._words.finishing:
            return None  # "tiba di Suva setelah menyelesaikan kunjungan ke Apia": named in passing
        if e.aside and not (e.place or e.when):
            return None  # "di sela KTT": named in passing
        visited = e.place is not None and self._special(clauses, hit, "visited")  # "negara pertama yang dikunjungi"
        received = kind == "visit" and not visited and clauses.tokens[hit.first].low in self._receives
        if received and is_one_side(e) and not self._journeys.is_of_many(e) and not self._journeys.is_of_those(e):
            return None  # "disambut para pejabat": nobody who receives is named, or nobody who comes
        if kind == "meeting" and voice == "verb" and not e.people and clauses.tokens[hit.last].low.endswith("nya"):
            return None  # "beberapa negara menerimanya": a claim
        if kind == "other" and voice == "verb" and (len(e.people) < _BOTH or len(e.parties) < _BOTH):
            return None  # "gemar bermain golf"
        if kind == "other":
            # A round of talks is held between the sides that the article is about.
            told = bool(hit.first) and clauses.tokens[hit.first - 1].low in self._words.held_after
            if not (
                e.when
                or e.place
                or told
                or len(e.people) > 1
                or e.status in ("postponed", "cancelled", "rescheduled", "unclear")
            ):
                return None
            for party in cast.pair if len(e.parties) < 2 else ():
                e.parties.setdefault(party, cast.first_of(party))
        if kind == "meeting" and voice == "verb" and not e.people and not e.assembly and is_of_bodies(cast, e):
            return None  # "berbicara dengan teman-teman ASEAN"
        if voice == "talk" and (e.fronted or (e.mates and e.people)) and len(e.parties) > 1:
            return e
        if voice == "talk" and len(e.people) < 2 and len({cast.party_of(a) for a in e.people}) < 2:
            return None
        return e

    def _is_called_for(self, e: Encounter) -> bool:
        """Does a word before it, in its clause, only call for it ("meminta DK PBB menggelar sidang darurat")?"""
        own = e.clauses.tokens[e.hit.first].clause
        urges = self._words.sessions.words["urges"]
        return any(t.low in urges for t in e.clauses.tokens[: e.hit.first] if t.clause == own)

    def _special(self, clauses: Clauses, hit: Phrase, name: str) -> bool:
        """Is the first word of the encounter one of the set `name` of patterns/sessions.yaml?"""
        return clauses.tokens[hit.first].low in self._words.sessions.words[name]

    @staticmethod
    def _is_way_to(e: Encounter, later: list[Encounter]) -> bool:
        """Does somebody only go to an office to meet whom the next verb names ("mendatangi Kemlu menemui Menlu")?"""
        if e.kind != "visit" or e.voice != "verb" or e.place is not None or not later or e.back:
            return False
        goal = later[0]
        return goal.kind == "meeting" and goal.voice == "verb" and not e.aim and set(e.people) <= set(goal.people)

    @staticmethod
    def _place_beside(row: list[Encounter]) -> None:
        """ "Bertemu di sela KTT G20 di Hamburg": who meet beside a summit meet where it is."""
        for e in row:
            for x in row if e.aside and e.kind == "summit" else ():
                if x.place is None and x.kind == "meeting" and x.hit.last < e.hit.first:
                    x.place = e.place


def _outer(mentions: list[Mention]) -> list[Mention]:
    """The mentions that stand in no other one."""
    out: list[Mention] = []
    for m in mentions:
        if out and out[-1].span.contains(m.span) and out[-1].span != m.span:
            continue
        out.append(m)
    return out
