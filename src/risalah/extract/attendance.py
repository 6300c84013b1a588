"""Who takes part in an encounter, for which parties, and where."""

from __future__ import annotations

from risalah.extract.encounter_subjects import SubjectReader
from risalah.extract.encounters import HOME, REACH, SUBJECT_REACH, Encounter
from risalah.extract.laymen import LaymanReader
from risalah.extract.meant_sides import MeantSideReader
from risalah.extract.parties import Cast
from risalah.extract.places import SideReader
from risalah.extract.presence import Presence
from risalah.extract.speakers import SpeakerFinder
from risalah.extract.tokens import Lexicon, Phrase
from risalah.extract.visitor_roles import VisitorRoleReader
from risalah.model.annotation import Mention
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_NOUN_REACH = 7  # words between a noun of meeting, or the person before, and "dengan"
_YEAR = 4  # digits
_TOPIC_REACH = 4  # words between "membahas" and the encounter that is only spoken of
_BEGINS = 4  # words of a clause, its comma among them, before the name that it begins with
_PAIR = 2  # tokens from one state to the next in "Fiji dan Tonga"
_ORIGIN = 8  # characters from a name to the state in "Andara dari Fiji"
_LISTED = 3  # words between two names of one list


class AttendanceReader:
    """Adds people, parties and the place to an encounter."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._absent = Lexicon(dict.fromkeys(encounters.absent, "absent"))
        self._hosts = encounters.hosts
        self._passive_talks = encounters.passive_talks
        self._guests = encounters.guests
        self._home_bodies = encounters.home_bodies
        self._brings = {f for f, k in encounters.people.items() if k == "brings"}
        self._delegations = encounters.delegations
        self._credentials = encounters.credentials
        self._origins = encounters.sessions.words["origins"]
        self._ranks = encounters.sessions.words["ranks"]
        self._lists = Lexicon(dict.fromkeys(encounters.lists, "list"))
        self._messages = encounters.messages
        self._has = encounters.attending | {"ada"}
        self._subjects = SubjectReader(encounters, grammar)
        self._roles = VisitorRoleReader(encounters, grammar)
        self._sides = SideReader(encounters, grammar)
        self._both = tuple(encounters.both_after)
        self._ahead_of = encounters.before_it
        self._done_by = encounters.done_by
        self._laymen = LaymanReader(encounters, grammar)
        self._voices = Lexicon(dict.fromkeys(encounters.journeys.voices, "voice"))
        self._leads, self._envoys = encounters.leads, encounters.envoys
        self._speakers = SpeakerFinder(encounters, grammar)
        self._grammar = grammar
        self._meant = MeantSideReader(encounters, grammar)
        self._spoken = grammar.about | encounters.topics
        self._aside = grammar.oblique | grammar.reported
        self._many = grammar.many | (set(grammar.numbers) - grammar.ordinals)

    def add_people(self, cast: Cast, e: Encounter, mentions: list[Mention], presence: Presence) -> None:
        """Persons and offices on both sides of the trigger, the parties they stand for, and the place."""
        g = self._grammar
        tokens = e.clauses.tokens
        accepted = -10  # the last token of the person taken last: "A, B dan C" are taken together
        subjects: list[Mention] = []
        possessor = False
        stop = presence.next_verb(e.hit)
        late = self._sides.is_late(e)
        listed = self._list_after(e)
        own_clause = tokens[e.hit.first].clause
        for n, m in enumerate(mentions):
            first = e.clauses.index_at(m.span.start)
            last = e.clauses.index_at(m.span.end - 1)
            head = self._head(e, first)
            before = tokens[head - 1].low if head else ""
            right = e.hit.last < first <= e.hit.last + REACH and first < stop
            told = first > 1 and before in g.agent and tokens[first - 2].low in g.told
            if told and not self._subjects.is_there(e, m):
                continue  # "disampaikan oleh Menlu Fiji": who tells of it
            away = next((p for k in range(max(0, first - 2), first) if (p := self._absent.at(tokens, k))), None)
            if m in presence.absent or (away is not None and not self._is_envoy(e, m, away)):
                continue
            if self._subjects.is_fronted(e, head, before) and m.kind in ("person", "office", "state") and m.actor:
                e.fronted = True
                if m.kind == "state":
                    e.parties.setdefault(m.actor, m.span)
                else:
                    self._add_person(cast, e, m, "participant")
                continue
            if m.kind not in ("person", "office") or not (m.actor or m.members):
                self._sides.add(cast, e, m, first, before, stop)
                continue
            if self._voices.at(tokens, first):
                continue  # "juru bicara Presiden Fiji mengatakan bahwa": who speaks for those who meet
            if m.kind == "person" and self._laymen.is_one(cast, e, m):
                continue  # "pelatih Fiji Andara", "Andara, wartawan Tonga": they act for no state
            if m.kind == "office" and ((before.isdigit() and len(before) < _YEAR) or before in self._many):
                continue  # "14 duta besar": no one of them
            if listed is not None and first > listed:
                self._add_person(cast, e, m, "visitor")
                continue
            if m in presence.said:
                word, hit = presence.said[m]
                if hit is e.hit:
                    self._add_person(cast, e, m, self._roles.told_role(e, word, first))
                    accepted = last if first > e.hit.last else accepted
                continue
            if not right:
                asked = self._subjects.is_asked(e, m, before)
                aside = before in self._aside and not told and not asked
                if first < e.hit.first and not aside and not self._subjects.is_speaker(e, m, mentions[n + 1 :]):
                    if (
                        m in presence.objects
                        and not self._is_relative(e)
                        and not self._roles.is_welcomed(e, m, presence)
                    ):
                        continue  # "A diterima B sebelum bertemu C", "sebelum bertemu B, A bertemu C": not B
                    joins = before in self._brings or (not asked and self._is_listed(e, subjects, first, before))
                    subjects = [*subjects, m] if subjects and joins else [m]
                elif e.hit.first - SUBJECT_REACH <= first < e.hit.first and m not in presence.objects:
                    subjects += [m] if self._is_listed(e, subjects, first, before) else []
                continue
            near = head - e.hit.last
            joined = before in g.joins and head - accepted <= 3
            if joined and late and before == "," and not self._goes_on(e, mentions[n + 1 :], last):
                joined = False  # "Usai menerima Menlu Fiji, Menlu Andara mengatakan": the next clause begins
            own = tokens[first].clause == tokens[e.hit.last].clause or (
                before in (",", "(") and (e.voice != "noun" or tokens[first - 2].low in g.counterparts)
            )
            from_ = before in g.source and tokens[e.hit.first].low in self._hosts and near <= _LISTED
            beside_it = near == 1 or (near <= 4 and before not in self._aside)
            passive = e.voice == "talk" and tokens[e.hit.first].low in self._passive_talks
            direct = from_ or ((e.voice != "talk" or passive) and own and beside_it)
            done = e.voice == "noun" and before in self._done_by  # "penandatanganan itu dilakukan Menlu Andara"
            direct = direct or (done and tokens[first].clause == tokens[e.hit.last].clause)
            if direct and near > 1 and ((late and before == ",") or self._is_apart(e, mentions[:n], first)):
                direct = False  # "ini kunjungan perkenalan dan Menlu Fiji akan menjemput"
            handed = (e.kind == "visit" and not self._tells_more(e, first)) or tokens[
                e.hit.last
            ].low in self._credentials
            beside = (before in g.beside or (handed and before in g.to - g.place)) and (
                e.voice != "noun" or self._words_between(e, max(accepted, e.hit.last), first) <= _NOUN_REACH
            )
            if not (joined or direct or beside):
                continue
            if e.kind == "visit" and e.voice == "noun" and possessor and before in g.with_ and not joined:
                continue  # "membahas kunjungan Presiden Fiji dengan Menlu Tonga": they talk about it
            if tokens[first].clause > tokens[e.hit.last].clause + 1 and not joined:
                continue
            if late and before == "," and not joined:
                continue
            if late and any(e.hit.last < h.first < first and tokens[h.first].clause > own_clause for h in e.hits):
                continue  # "setelah pertemuan dengan Menlu Fiji, Andara bertemu dengan Menlu Tonga"
            if not joined and self._is_of_later(e, first):
                continue
            possessor = possessor or (direct and e.voice == "noun")
            accepted = last
            role = "host" if self._roles.is_called_on(e, before, near=direct) else self._roles.role(e, left=False)
            self._add_person(cast, e, m, role)
        if e.voice == "talk" and tokens[e.hit.first].low in self._passive_talks:
            return  # "kunjungan Presiden Fiji dibahas Menlu Andara": not who stands before it
        if len(subjects) == _PAIR and self._subjects.is_by_comma(e, *subjects):
            subjects = subjects[1:]  # "yang dilantik Presiden Fiji, Andara mengunjungi": a comma alone joins no two
        self._add_subjects(cast, e, mentions, subjects, possessor=possessor)

    def add_place(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """The place alone: a name of a place behind the encounter."""
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            before = e.clauses.tokens[first - 1].low if first else ""
            if m.kind == "place" or (m.kind == "state" and before in self._grammar.place):
                self._sides.add(cast, e, m, first, before, 1 << 30)

    def _head(self, e: Encounter, first: int) -> int:
        """The token where a name begins with its ranks ("dengan Letnan Jenderal Andara Wiguna")."""
        while first and e.clauses.tokens[first - 1].low in self._ranks and first - 1 > e.hit.last:
            first -= 1
        return first

    def _is_listed(self, e: Encounter, named: list[Mention], first: int, before: str) -> bool:
        """Does the name at token `first` go on with the list of names before it?

        In "Menlu Andara menjelaskan, Presiden Fiji akan" a comma stands between them, and they are no list.
        """
        if not named or before not in self._grammar.joins:
            return False
        last = e.clauses.index_at(named[-1].span.end - 1)
        beside = {t.low for t in e.clauses.tokens[last + 1 : first - 1]} & self._grammar.joins  # "bersama istrinya, B"
        return before != "," or first - last == 2 or e.clauses.tokens[first - 2].low == ")" or bool(beside)

    def _words_between(self, e: Encounter, left: int, right: int) -> int:
        """The words between two tokens; what stands in brackets ("Joko Widodo (Jokowi)") does not count."""
        inside = sum(
            1 for t in e.clauses.tokens[left + 1 : right] if t.low in "()" or e.clauses.openers[t.clause] == "("
        )
        return right - left - inside

    def _list_after(self, e: Encounter) -> int | None:
        """The token that opens the list of those received ("yang diterima Menlu Andara adalah ...")."""
        tokens = e.clauses.tokens
        receives = tokens[e.hit.first].low in self._hosts | self._guests
        if e.kind != "meeting" or not (receives or tokens[e.hit.last].low in self._credentials):
            return None
        return next((p.last for p in self._lists.find(tokens) if p.first > e.hit.last), None)

    def _is_of_later(self, e: Encounter, first: int) -> bool:
        """Does the name go with a later word ("bertemu di Suva menjelang KTT dengan Presiden Tonga")?"""
        tokens = e.clauses.tokens
        for h in e.hits:
            if e.hit.last < h.first < first and h.value.endswith("noun"):
                row = {t.low for t in tokens[max(0, h.first - 2) : h.first]}
                same = e.voice == "noun" and h.value == e.hit.value and tokens[h.first - 1].low in self._grammar.and_
                after = e.voice == "verb" and bool(row & self._grammar.after_words)
                if same or after or row & (self._ahead_of | self._grammar.until):
                    return True
        return False

    def _is_apart(self, e: Encounter, named: list[Mention], first: int) -> bool:
        """Does "dan" begin another clause before the name ("ini kunjungan perkenalan dan Menlu Fiji menjemput")?"""
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]}
        return bool(row & self._grammar.and_) and not any(e.clauses.index_at(m.span.start) > e.hit.last for m in named)

    def _is_envoy(self, e: Encounter, m: Mention, before: Phrase) -> bool:
        """Is it the envoy's own name ("utusan Presiden Fiji, Andara Wiguna,"), not whom the envoy speaks for?"""
        inside = e.clauses.tokens[e.clauses.index_at(m.span.start) : e.clauses.index_at(m.span.end - 1)]
        return e.clauses.tokens[before.first].low in self._envoys and any(t.low == "," for t in inside)

    def _tells_more(self, e: Encounter, first: int) -> bool:
        """Does another act, or a message, stand between ("mengunjungi Suva dan menyampaikan surat kepada Menlu")?"""
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]}
        return bool(row & (self._grammar.and_ | self._messages))

    def _add_subjects(
        self, cast: Cast, e: Encounter, mentions: list[Mention], subjects: list[Mention], *, possessor: bool
    ) -> None:
        """The people before the trigger, or those of the main clause after it."""
        tokens = e.clauses.tokens
        after = [t.low for t in tokens[e.hit.last + 1 : e.hit.last + 3]]
        between = (
            e.voice == "noun"
            and bool(set(after) & self._grammar.between)
            and (len(e.people) > 1 or (e.status == "planned" and len(e.parties) > 1))
        )
        if between or e.aside or (e.voice == "noun" and (possessor or self._is_topic(e) or self._is_spoken_of(e))):
            return
        pair = False
        two = self._subjects.speaker_and_listener(e, mentions)
        spoke = self._speakers.find(e, mentions)
        said = not spoke and self._speakers.is_named_before(e)
        subjects = [] if said else two or spoke or subjects or self._speakers.of_self(e, mentions)
        if not subjects and not said:
            subjects = self._subjects.next_clause(e, mentions)
            if e.kind == "call" and not e.people and len(subjects) == 1 and self._subjects.is_by_line(e):
                subjects += self._subjects.told_to(e, subjects[0], mentions)
            if e.people:
                subjects = subjects[:1]
            else:
                own = (self._has_subject(e) and bool(e.parties)) or (e.kind == "call" and len(subjects) == _PAIR)
                own = own or any(m.members for m in subjects)  # "dalam pertemuan itu, kedua menteri"
                pair = own or len({cast.party_of(m.actor) for m in subjects} - {None}) > 1
                subjects = subjects if pair or self._subjects.is_own_visit(e) else []
        pair = pair or self._subjects.joined_before(e, subjects) or self._subjects.is_of_both(e, subjects)
        if e.voice != "noun" or e.people or e.place or pair or e.assembly or self._has_subject(e):
            led = bool(e.hit.first) and tokens[e.hit.first - 1].low in self._leads
            for m in subjects:
                self._add_person(cast, e, m, "chair" if led else self._roles.role(e, left=True))
        if e.voice == "noun" and not e.people and not e.parties and not e.back:
            self._meant.add_states_before(e, mentions)
        if e.voice == "noun" and len(e.people) == 1 and len(e.parties) == 1:
            self._meant.add_next_state(e, mentions)

    def _is_topic(self, e: Encounter) -> bool:
        """Do others only speak of it ("kedua menteri membahas rencana pertemuan para menteri keuangan")?"""
        if e.status == "held":
            return False
        return any(h.value.endswith("talk") and 0 < e.hit.first - h.last <= _TOPIC_REACH for h in e.hits)

    def _is_spoken_of(self, e: Encounter) -> bool:
        """ "Terkait kunjungan tersebut, Menlu Andara mengatakan ...": he only speaks of it."""
        before = e.clauses.tokens[e.hit.first - 1].low if e.hit.first else ""
        return e.back and before in self._spoken

    def _has_subject(self, e: Encounter) -> bool:
        """Does a verb before the noun say that somebody has it ("Menlu Andara akan ada pertemuan dengan Fiji")?"""
        before = e.clauses.tokens[e.hit.first - 1].low if e.hit.first else ""
        after = {t.low for t in e.clauses.tokens[e.hit.last + 1 : e.hit.last + _LISTED + 1]}
        return before in self._has or bool(after & self._grammar.counterparts)

    def _goes_on(self, e: Encounter, rest: list[Mention], last: int) -> bool:
        """Is the name that ends at token `last` followed by another one of the same list?"""
        tokens = e.clauses.tokens
        for m in rest:
            if m.kind in ("person", "office"):
                first = e.clauses.index_at(m.span.start)
                return first - last <= 3 and tokens[first - 1].low in self._grammar.joins
        return False

    def _is_relative(self, e: Encounter) -> bool:
        """Does the trigger stand in a relative clause ("Menlu Fiji, yang akan bertemu ...")?"""
        return e.clauses.openers[e.clauses.tokens[e.hit.first].clause] in self._grammar.relative

    def _add_person(self, cast: Cast, e: Encounter, m: Mention, role: str) -> None:
        for actor in m.members or (m.actor or "",):
            if actor.isupper():
                e.parties.setdefault(actor, m.span)  # "keduanya" of two states
                continue
            e.people.setdefault(actor, (role, m.span))
            party = cast.party_of(actor) or next(iter(cast.parties(m)), None) or self._party_in(cast, m)
            if party and party.isupper():
                e.sides.setdefault(actor, party)
                e.parties.setdefault(party, m.span)

    def add_company(self, cast: Cast, e: Encounter, m: Mention, *, leads: bool) -> None:
        """Somebody who came along, or the head of the delegation that was received."""
        came = leads and cast.party_of(m.actor) not in {e.sides.get(a) for a, (r, _) in e.people.items() if r == "host"}
        self._add_person(cast, e, m, "visitor" if came else "participant")

    def add_listed(self, cast: Cast, e: Encounter, m: Mention) -> None:
        """Somebody of a list below the sentence of the encounter."""
        self._add_person(cast, e, m, self._roles.role(e, left=False) if e.hit.value.endswith("verb") else "participant")

    def add_pronoun(self, cast: Cast, e: Encounter, topic: list[Mention], both: Encounter | None) -> None:
        """The people whom "dia" or "kedua menteri" before the trigger goes back to."""
        tokens = e.clauses.tokens
        before = [
            t.low for t in tokens[max(0, e.hit.first - 6) : e.hit.first] if t.clause == tokens[e.hit.first].clause
        ]
        if e.hit.first <= SUBJECT_REACH:
            # "Ia akhirnya berbicara mengenai kasus itu dalam perbincangan dengan Menlu Fiji"
            before.append(tokens[0].low)
        phrase = " ".join(before)
        if e.voice == "verb" and tokens[e.hit.last].low.endswith("nya") and len(e.people) == 1:
            for m in topic:  # "Menlu Fiji meneleponnya": whom the sentence before was about
                self._add_person(cast, e, m, self._roles.role(e, left=False))
            return
        if e.voice == "noun":  # "pembicaraan formal mereka", "pertemuan antara keduanya"
            phrase += " " + " ".join(t.low for t in tokens[e.hit.last + 1 : e.hit.last + 1 + _LISTED])
        if (
            both is not None
            and not e.people
            and not e.aside
            and not self._is_topic(e)
            and not self._is_beside_verb(e)
            and any(w in phrase for w in (*self._grammar.both_people, *self._both))
        ):
            for actor, (role, span) in both.people.items():
                e.people.setdefault(actor, (role if e.kind == both.kind else "participant", span))
            e.sides.update(both.sides)
            for party, where in both.parties.items():
                e.parties.setdefault(party, where)
        elif e.voice == "noun" and self._speakers.is_named_before(e):
            for m in topic:
                if cast.party_of(m.actor) != HOME or (e.place is not None and e.place[0].country != HOME):
                    self._add_person(cast, e, m, self._roles.role(e, left=True))
        elif (
            set(before) & self._grammar.one_person
            and (e.voice != "noun" or len(e.people) == 1)
            and not (e.voice == "verb" and any(x.end <= tokens[e.hit.first].span.start for _, x in e.people.values()))
        ):  # "Andara mengatakan ia akan berkunjung": Andara himself
            for m in topic:
                self._add_person(cast, e, m, self._roles.role(e, left=True))

    def _is_beside_verb(self, e: Encounter) -> bool:
        """Does another encounter take the pronoun before it ("keduanya bertemu di Suva sebelum KTT G20")?"""
        near = range(e.hit.first - 6, e.hit.first)
        return e.kind == "summit" and any(h.first in near and h.value.endswith("verb") for h in e.hits)

    def _party_in(self, cast: Cast, m: Mention) -> str | None:
        """The organisation or the state inside a title: "Sekjen PBB", "Wali Kota Bandung", "Ketua DPR"."""
        for inner in cast.within(m.span):
            if inner.kind == "organisation" and inner.actor and inner.actor.isupper():
                return cast.party_of(inner.actor)
            if inner.kind in ("place", "state") and inner.actor:
                return inner.actor
        text = cast.doc.article.text
        for after in cast.within(Span(m.span.end, m.span.end + _ORIGIN)):
            if after.kind == "state" and text[m.span.end : after.span.start].strip().lower() in self._origins:
                return after.actor  # "menerima kunjungan Andara Wiguna dari Fiji"
        words = text[m.span.start : m.span.end].lower().split()
        return HOME if self._home_bodies & set(words) else None
