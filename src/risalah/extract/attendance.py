"""Who takes part in an encounter, for which parties, and where."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.presence import Presence
from risalah.extract.tokens import Lexicon
from risalah.model.annotation import Mention
from risalah.model.record import Place
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

REACH = 26  # words to the right of a trigger within which its people stand
_NOUN_REACH = 7  # words between a noun of meeting, or the person before, and "dengan"
_SUBJECT_REACH = 14  # and to the left
HOME = "IDN"  # the state whose press is read
_YEAR = 4  # digits
_TOPIC_REACH = 4  # words between "membahas" and the encounter that is only spoken of
_PLACE_WORDS = 5  # words of "di Hotel Merdeka Fiji" before the state
_PLACE_PARTS = 7  # words of "di Gedung Merdeka, Bandung" before the last part


class AttendanceReader:
    """Adds people, parties and the place to an encounter."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._absent = Lexicon(dict.fromkeys(encounters.absent, "absent"))
        self._hosts = encounters.hosts
        self._guests = encounters.guests
        self._home_bodies = encounters.home_bodies
        self._alongside = encounters.alongside
        self._returns = encounters.returns
        self._brings = {f for f, k in encounters.people.items() if k == "brings"}
        self._delegations = encounters.delegations
        self._credentials = encounters.credentials
        self._lists = Lexicon(dict.fromkeys(encounters.lists, "list"))
        self._messages = encounters.messages
        self._has = encounters.attending | {"ada"}
        self._told = grammar.told | grammar.reported | grammar.about
        self._grammar = grammar
        self._aside = grammar.oblique | grammar.reported
        self._many = {"para", "sejumlah", "beberapa"} | set(grammar.numbers) - {"kedua", "ketiga", "keempat"}
        self._late_words = grammar.after_words | grammar.besides | grammar.until | encounters.before_it
        self._no_place = grammar.oblique | grammar.and_ | grammar.relative

    def add_people(self, cast: Cast, e: Encounter, mentions: list[Mention], presence: Presence) -> None:
        """Persons and offices on both sides of the trigger, the parties they stand for, and the place."""
        g = self._grammar
        tokens = e.clauses.tokens
        accepted = -10  # the last token of the person taken last: "A, B dan C" are taken together
        subjects: list[Mention] = []
        possessor = False
        stop = presence.next_verb(e.hit)
        late = self._is_late(e)
        listed = self._list_after(e)
        own_clause = tokens[e.hit.first].clause
        for n, m in enumerate(mentions):
            first = e.clauses.index_at(m.span.start)
            last = e.clauses.index_at(m.span.end - 1)
            before = tokens[first - 1].low if first else ""
            right = e.hit.last < first <= e.hit.last + REACH and first < stop
            if first > 1 and before in g.agent and tokens[first - 2].low in g.told:
                continue  # "disampaikan oleh Menlu Fiji": who tells of it
            if m in presence.absent or any(self._absent.at(tokens, k) for k in range(max(0, first - 2), first)):
                continue
            if m.kind not in ("person", "office") or not (m.actor or m.members):
                self._add_side(cast, e, m, first, before, stop)
                continue
            if m.kind == "office" and ((before.isdigit() and len(before) < _YEAR) or before in self._many):
                continue  # "14 duta besar": no one of them
            if listed is not None and first > listed:
                self._add_person(cast, e, m, "visitor")
                continue
            if m in presence.said:
                word, hit = presence.said[m]
                if hit is e.hit:
                    self._add_person(cast, e, m, self._told_role(e, word, first))
                    accepted = last if first > e.hit.last else accepted
                continue
            if not right:
                if first < e.hit.first and before not in self._aside:
                    if m in presence.objects and not self._is_relative(e):
                        continue  # "A diterima B sebelum bertemu C", "sebelum bertemu B, A bertemu C": not B
                    joins = before in g.joins or before in self._brings
                    subjects = [*subjects, m] if subjects and joins else [m]
                elif e.hit.first - _SUBJECT_REACH <= first < e.hit.first and before in g.joins and subjects:
                    subjects.append(m)
                continue
            near = first - e.hit.last
            joined = before in g.joins and first - accepted <= 3
            if joined and late and before == "," and not self._goes_on(e, mentions[n + 1 :], last):
                joined = False  # "Usai menerima Menlu Fiji, Menlu Andara mengatakan": the next clause begins
            own = tokens[first].clause == tokens[e.hit.last].clause or (
                before in (",", "(") and (e.voice != "noun" or tokens[first - 2].low in g.counterparts)
            )
            direct = e.voice != "talk" and own and (near == 1 or (near <= 4 and before not in self._aside))
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
            possessor = possessor or (direct and e.voice == "noun")
            accepted = last
            role = "host" if self._is_called_on(e, before) else self._role(e, left=False)
            self._add_person(cast, e, m, role)
        self._add_subjects(cast, e, mentions, subjects, possessor=possessor)

    def _words_between(self, e: Encounter, left: int, right: int) -> int:
        """The words between two tokens; what stands in brackets ("Joko Widodo (Jokowi)") does not count."""
        inside = sum(
            1 for t in e.clauses.tokens[left + 1 : right] if t.low in "()" or e.clauses.openers[t.clause] == "("
        )
        return right - left - inside

    def _add_side(self, cast: Cast, e: Encounter, m: Mention, first: int, before: str, stop: int) -> None:
        """A place, or a state or organisation that is a side of its own."""
        g = self._grammar
        text = cast.doc.article.text
        right = e.hit.last < first <= e.hit.last + REACH
        left = e.hit.first - _SUBJECT_REACH <= first < e.hit.first
        if e.voice == "talk" and right and m.kind != "place" and before not in g.beside:
            return  # "membahas konflik Fiji lewat telepon": what they talk about
        if right and any(e.hit.last < h.first < first and h.value.startswith("summit") for h in e.hits):
            return  # "bertemu saat KTT ASEAN": who holds the summit
        if m.kind == "state" and before in g.clocks:
            return  # "pukul 09.00 waktu Fiji"
        if e.voice == "verb" and e.kind == "visit" and first == e.hit.last + 1 and m.kind in ("state", "place"):
            e.place = (Place(text[m.span.start : m.span.end], m.actor), m.span)
            for party in cast.parties(m) or ((m.actor,) if m.actor else ()):
                e.parties.setdefault(party, m.span)
        elif m.kind == "place" or (m.kind == "state" and (before in g.place or self._is_in_place(e, m, first))):
            where = self._is_place(e, first, before, stop, right=right)
            if where and e.place is None:
                e.place = (Place(text[m.span.start : m.span.end], m.actor), m.span)
            if (
                m.actor
                and e.kind in ("visit", "inspection")
                and (where or (m.kind == "state" and right and first < stop))
            ):
                e.parties.setdefault(m.actor, m.span)
        elif m.kind in ("state", "organisation") and not m.metonym:
            if before == "ktt" and e.kind != "summit":
                return  # who holds a summit is no side of the visit beside it
            if before in g.private:
                return  # "pengusaha Fiji" do not act for Fiji
            if left and (before in self._aside or before in self._grammar.states):
                return  # "di sela pertemuan negara ASEAN, Menlu Andara bertemu ..."
            beside = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]} & self._alongside
            if left and any(h is not e.hit and h.last < first <= h.last + 2 for h in e.hits):
                return  # "selain mengunjungi Tonga juga akan berkunjung ke Fiji": the other journey's
            near_right = right and first < stop and first - e.hit.last <= 9 and not beside
            if before in g.source or not (near_right or (left and e.voice != "noun")):
                return
            for party in cast.parties(m):
                if party.isupper():
                    e.parties.setdefault(party, m.span)

    def _is_place(self, e: Encounter, first: int, before: str, stop: int, *, right: bool) -> bool:
        """Does the name at token `first` say where the encounter is?"""
        g = self._grammar
        tokens = e.clauses.tokens
        if any(t.low in self._told for t in tokens[e.hit.last + 1 : first]):
            return False  # "akan bertemu Menlu Fiji, kata Andara di Bogor": where it was told
        if right and any(e.hit.last < h.first < first and h.value.endswith("talk") for h in e.hits):
            return False  # "pertemuan itu membahas gedung di Suva"
        if right and before != "," and self._is_late(e) and tokens[first].clause != tokens[e.hit.last].clause:
            return False  # "usai bertemu Menlu Fiji, ia bertolak ke Apia"
        if not right:
            if before in g.source:  # "kembali dari Suva setelah bertemu ..."
                return bool({t.low for t in tokens[max(0, first - 3) : first]} & self._returns) and first < e.hit.first
            return first == 1 and before in g.inside  # "Di Suva, Menlu Andara bertemu ..."
        if before == "," or (before not in g.place and before):
            row = [t.low for t in tokens[max(e.hit.last + 1, first - _PLACE_PARTS) : first]]
            return first < stop and "di" in row and not set(row) & (g.joins - {","})
        if before == "ke" and e.kind != "visit":
            return False  # "bertemu Menlu Fiji sebelum terbang ke Apia"
        return before in (*g.place, "")

    def _list_after(self, e: Encounter) -> int | None:
        """The token that opens the list of those received ("yang diterima Menlu Andara adalah ...")."""
        tokens = e.clauses.tokens
        receives = tokens[e.hit.first].low in self._hosts | self._guests
        if e.kind != "meeting" or not (receives or tokens[e.hit.last].low in self._credentials):
            return None
        return next((p.last for p in self._lists.find(tokens) if p.first > e.hit.last), None)

    def _is_apart(self, e: Encounter, named: list[Mention], first: int) -> bool:
        """Does "dan" begin another clause before the name ("ini kunjungan perkenalan dan Menlu Fiji menjemput")?"""
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]}
        return bool(row & self._grammar.and_) and not any(e.clauses.index_at(m.span.start) > e.hit.last for m in named)

    def _tells_more(self, e: Encounter, first: int) -> bool:
        """Does another act, or a message, stand between ("mengunjungi Suva dan menyampaikan surat kepada Menlu")?"""
        row = {t.low for t in e.clauses.tokens[e.hit.last + 1 : first]}
        return bool(row & (self._grammar.and_ | self._messages))

    def _is_in_place(self, e: Encounter, m: Mention, first: int) -> bool:
        """Does the state only end the name of a place ("di Hotel Merdeka Fiji", "di Suva, Fiji")?"""
        tokens = e.clauses.tokens
        for k in range(first - 1, max(-1, first - 1 - _PLACE_WORDS), -1):
            if tokens[k].low in self._grammar.place:
                return k < first - 1
            if tokens[k].low in self._no_place or tokens[k].low[0].isdigit():
                return False
        return False

    def _is_called_on(self, e: Encounter, before: str) -> bool:
        """Is the person after the word `before` whom somebody visits ("berkunjung kepada", "diterima oleh")?"""
        verb = e.clauses.tokens[e.hit.first].low
        last = e.clauses.tokens[e.hit.last].low
        called = before in self._grammar.beside or before == "kepada" or last == "kepada"
        return e.kind == "visit" and called and verb not in self._hosts | self._guests

    def _add_subjects(
        self, cast: Cast, e: Encounter, mentions: list[Mention], subjects: list[Mention], *, possessor: bool
    ) -> None:
        """The people before the trigger, or those of the main clause after it."""
        tokens = e.clauses.tokens
        after = [t.low for t in tokens[e.hit.last + 1 : e.hit.last + 3]]
        between = e.voice == "noun" and bool(set(after) & self._grammar.between) and len(e.people) > 1
        if between or e.aside or (e.voice == "noun" and (possessor or self._is_topic(e))):
            return
        pair = False
        if not subjects:
            subjects = self._next_clause(e, mentions)
            if e.people:
                subjects = subjects[:1]
            else:
                pair = len({cast.party_of(m.actor) for m in subjects} - {None}) > 1
                subjects = subjects if pair else []
        if e.voice != "noun" or e.people or e.place or pair or self._has_subject(e):
            for m in subjects:
                self._add_person(cast, e, m, self._role(e, left=True))
        if e.voice == "noun" and len(e.people) == 1 and len(e.parties) == 1:
            self._add_next_state(cast, e, mentions)

    def _is_topic(self, e: Encounter) -> bool:
        """Do others only speak of it ("kedua menteri membahas rencana pertemuan para menteri keuangan")?"""
        if e.status == "held":
            return False
        return any(h.value.endswith("talk") and 0 < e.hit.first - h.last <= _TOPIC_REACH for h in e.hits)

    def _has_subject(self, e: Encounter) -> bool:
        """Does a verb before the noun say that somebody has it ("Menlu Andara akan ada pertemuan dengan Fiji")?"""
        before = e.clauses.tokens[e.hit.first - 1].low if e.hit.first else ""
        return before in self._has

    def _add_next_state(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> None:
        """ "Dalam pertemuan dengan Menlu Fiji, Indonesia membahas ...": the state that the next clause begins with."""
        tokens = e.clauses.tokens
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            if m.kind == "state" and first > e.hit.last and tokens[first - 1].low == "," and m.actor:
                if tokens[first].clause <= tokens[e.hit.last].clause + 2:
                    e.parties.setdefault(m.actor, m.span)
                return

    def _next_clause(self, e: Encounter, mentions: list[Mention]) -> list[Mention]:
        """The people whom the clause after the encounter's begins with: "Dalam pertemuan itu, A dan B ..."."""
        tokens = e.clauses.tokens
        clause = tokens[e.hit.last].clause + 1
        out: list[Mention] = []
        end = 0
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            if m.kind != "person" or first <= e.hit.last or tokens[first].clause < clause:
                continue
            joined = bool(out) and tokens[first - 1].low in self._grammar.joins and first - end <= 3
            if not joined and (out or tokens[first].clause > clause):
                break
            out.append(m)
            end = e.clauses.index_at(m.span.end - 1)
        return out

    def _is_late(self, e: Encounter) -> bool:
        """Does the trigger stand in a clause that comes before the main one ("Usai bertemu ...", "Selain ...")?"""
        clause = e.clauses.tokens[e.hit.first].clause
        first = e.clauses.tokens[e.clauses.first_of(clause)].low
        return e.clauses.first_of(clause) == 0 and first in self._late_words

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

    def _told_role(self, e: Encounter, word: str, first: int) -> str:
        """The role that words right beside the name give."""
        if word == "hosts":
            return "host"
        between = {t.low for t in e.clauses.tokens[e.hit.last : first]}
        if word == "leads" and e.voice == "noun" and not between & self._delegations:
            return "chair"
        if word == "attends" or first < e.hit.first:
            return "participant"
        if word == "leads":
            return self._role(e, left=False)
        return self._role(e, left=e.kind in ("visit", "inspection"))

    def _role(self, e: Encounter, *, left: bool) -> str:
        verb = e.clauses.tokens[e.hit.first].low
        if e.clauses.tokens[e.hit.last].low in self._credentials and verb not in self._hosts:
            return "visitor" if left else "host"
        if e.kind != "call" and (verb in self._hosts or verb in self._guests):
            return "host" if left == (verb in self._hosts) else "visitor"
        return "visitor" if e.kind in ("visit", "inspection") else "participant"

    def add_pronoun(self, cast: Cast, e: Encounter, topic: list[Mention], both: Encounter | None) -> None:
        """The people whom "dia" or "kedua menteri" before the trigger goes back to."""
        tokens = e.clauses.tokens
        before = [
            t.low for t in tokens[max(0, e.hit.first - 6) : e.hit.first] if t.clause == tokens[e.hit.first].clause
        ]
        phrase = " ".join(before)
        if (
            both is not None
            and not e.people
            and not e.aside
            and not self._is_topic(e)
            and any(w in phrase for w in self._grammar.both_people)
        ):
            for actor, (role, span) in both.people.items():
                e.people.setdefault(actor, (role if e.kind == both.kind else "participant", span))
            e.sides.update(both.sides)
            for party, where in both.parties.items():
                e.parties.setdefault(party, where)
        elif e.voice != "noun" and set(before) & self._grammar.one_person:
            for m in topic:
                self._add_person(cast, e, m, self._role(e, left=True))

    def _party_in(self, cast: Cast, m: Mention) -> str | None:
        """The organisation or the state inside a title: "Sekjen PBB", "Wali Kota Bandung", "Ketua DPR"."""
        for inner in cast.within(m.span):
            if inner.kind == "organisation" and inner.actor and inner.actor.isupper():
                return inner.actor
            if inner.kind in ("place", "state") and inner.actor:
                return inner.actor
        words = cast.doc.article.text[m.span.start : m.span.end].lower().split()
        return HOME if self._home_bodies & set(words) else None
