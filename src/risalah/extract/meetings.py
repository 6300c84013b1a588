"""Meetings of one article: who met whom, when and where, and whether it has been held."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.attendance import REACH, AttendanceReader
from risalah.extract.encounters import Encounter, is_ahead, is_enough, is_past, is_same, place_in
from risalah.extract.gatherings import build_meeting
from risalah.extract.governors import GovernorReader
from risalah.extract.parties import Cast
from risalah.extract.presence import Presence, PresenceReader
from risalah.extract.sectors import SectorReader
from risalah.extract.timing import MeetingClock
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, Phrase, cut_sentences
from risalah.model.annotation import Annotated, Mention, Sentence
from risalah.model.record import Meeting
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.patterns import Patterns

_ASK_REACH = 10  # words between "mengundang" and what somebody is asked to do
_PLAN_REACH = 3  # words between "agenda" and the encounter that it plans
_RECURS = 5  # words after an encounter within which it is called yearly
_HEAD = 4  # words of a noun phrase before "yang"
_DOUBT_REACH = 14  # words after a noun of meeting within which it may be said that it is only wished for


class MeetingExtractor:
    """Reads meetings by the pattern files of one language."""

    def __init__(self, encounters: EncounterPatterns, patterns: Patterns) -> None:
        self._triggers = Lexicon(dict(encounters.triggers))
        self._not_before = Lexicon(dict.fromkeys(encounters.not_before, "no"))
        self._background = Lexicon(dict.fromkeys(encounters.background, "background"))
        self._attendance = AttendanceReader(encounters, patterns.grammar)
        self._presence = PresenceReader(encounters, patterns.grammar)
        self._schedule_nouns = encounters.schedule_nouns
        self._plan_nouns = encounters.plan_nouns
        self._held_after = encounters.held_after
        self._same_occasion = Lexicon(dict.fromkeys(encounters.same_occasion, "same"))
        self._clock = MeetingClock(encounters, patterns.grammar)
        self._invited = encounters.invited
        self._fails = Lexicon(dict.fromkeys(encounters.fails, "no"))
        self._none_of = Lexicon(dict.fromkeys(encounters.none_of, "no"))
        self._sets = encounters.sets
        self._ideas = encounters.ideas
        self._undecided = encounters.undecided
        self._alongside = encounters.alongside
        self._recurring, self._processes = encounters.recurring, encounters.processes
        self._receives = encounters.hosts | encounters.guests
        self._many = {"para"} | {w for w, n in patterns.grammar.numbers.items() if n == 0}
        self._unreal = Lexicon(dict.fromkeys(encounters.unreal, "unreal"))
        self._back = Lexicon(dict.fromkeys(encounters.back, "back"))
        self._remote = Lexicon(dict.fromkeys(encounters.remote, "remote"))
        self._statuses = Lexicon(dict(encounters.statuses))
        self._whether, self._fate, self._new_date = encounters.whether, encounters.fate, encounters.new_date
        self._splitter = ClauseSplitter(patterns.openers)
        self._governors = GovernorReader(patterns)
        self._grammar = patterns.grammar
        self._no = {k: Lexicon(dict.fromkeys(words, "no")) for k, words in encounters.not_before_kind.items()}
        self._texts = Lexicon(dict.fromkeys(patterns.instruments, "text"))
        self._short_names = tuple("-" + s for s in patterns.short_names)
        self._sectors = SectorReader(patterns)

    def extract(self, doc: Annotated) -> tuple[Meeting, ...]:
        """The meetings of an article in text order, with ids m1, m2 ..."""
        cast = Cast(doc, self._grammar)
        groups: list[list[Encounter]] = []
        titles: list[Encounter] = []
        topic: list[Mention] = []  # whom "dia" of the next sentence may be
        for sentence in cut_sentences(doc):
            both = next((g[0] for g in reversed(groups) if len(g[0].people) == 2), None)
            for e in self._read(doc, cast, sentence, topic, both):
                if e.in_title:
                    titles.append(e)
                else:
                    place_in(groups, e)
            topic = self._topic(doc, cast, sentence) or topic
        for e in titles:
            if any(is_same(g, e) for g in groups):
                place_in(groups, e)
        groups = [g for g in groups if is_enough(g, cast.pair)]
        return tuple(build_meeting(doc, cast, groups, n, self._sectors) for n in range(len(groups)))

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
        hits = [
            h for h in self._triggers.find(clauses.tokens) if h.first not in names and self._tells(clauses, h, names)
        ]
        presence = self._presence.read(clauses, mentions, hits)
        for hit in hits:
            e = self._encounter(doc, cast, clauses, hit, mentions, presence, topic, both)
            if e is not None:
                e.in_title = doc.article.blocks[sentence.block].kind == "title"
                out.append(e)
        self._move_along(out)
        return out

    def _move_along(self, row: list[Encounter]) -> None:
        """ "Akan bertemu di sela KTT": the summit lies as far ahead as what is planned beside it."""
        ahead = next((e for e in row if e.status == "planned" and e.kind != "summit"), None)
        for e in row:
            if ahead and e.aside and e.status == "held":
                e.status, e.status_span = "planned", ahead.status_span

    def _tells(self, clauses: Clauses, hit: Phrase, names: set[int]) -> bool:
        """Do the words after the trigger leave it an encounter ("menerima kunjungan", not "menerima penghargaan")?"""
        kind, _, voice = hit.value.partition("|")
        nxt = hit.last + 1
        if clauses.tokens[hit.first].low in self._grammar.stays and hit.first - 1 not in names:
            return False  # "pengungsi yang berada di perbatasan": only who is named beside it is on a visit
        if nxt < len(clauses.tokens):
            if voice != "talk" and (self._no[kind].at(clauses.tokens, nxt) or self._not_before.at(clauses.tokens, nxt)):
                return False
            if kind == "meeting" and voice == "verb" and nxt not in names and self._is_private(clauses, nxt):
                return False  # "bertemu pengusaha Fiji"
            row = [t for t in clauses.tokens[nxt : nxt + _DOUBT_REACH] if t.clause == clauses.tokens[hit.last].clause]
            if voice == "noun" and any(self._unreal.at(clauses.tokens, nxt + k) for k in range(len(row))):
                return False
        own = clauses.tokens[hit.first].clause
        if voice == "verb" and own and clauses.openers[own] in self._grammar.relative:
            at = clauses.first_of(own)
            if any(t.low in self._grammar.private for t in clauses.tokens[max(0, at - _HEAD) : at]):
                return False  # "bagi warga negara Indonesia yang ingin berkunjung ke Fiji"
        if any(t.low in self._recurring for t in clauses.tokens[nxt : nxt + _RECURS]):
            return False  # "pembicaraan menteri luar negeri tahunan"
        if voice == "noun" and {t.low for t in clauses.tokens[max(0, hit.first - 2) : hit.first]} & self._ideas:
            return False  # "kemungkinan pertemuan"
        missing = self._none_of if voice == "noun" else self._fails
        for k in (1, 2):
            found = missing.at(clauses.tokens, hit.first - k) if hit.first >= k else None
            if found is not None and found.last == hit.first - 1:
                return False  # "tidak ada pertemuan", "gagal bertemu"
        # "konferensi tingkat tinggi (KTT)": the short name of what was just named
        return not (hit.first > 1 and clauses.tokens[hit.first - 1].low == "(" and hit.last == hit.first)

    def _is_private(self, clauses: Clauses, at: int) -> bool:
        """Does a word at token `at`, or after "para", "sejumlah" .., name people who act for no state?"""
        words = [t.low for t in clauses.tokens[at : at + 2]]
        return words[0] in self._grammar.private or (
            len(words) > 1 and words[0] in self._many and words[1] in self._grammar.private
        )

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
        if kind == "meeting" and self._remote.find(clause_words):
            kind = "call"
        governed = self._governors.govern(
            clauses,
            hit.first,
            hit.last,
            "noun" if voice == "noun" else "active",
            self._inside(clauses, mentions),
            high=voice == "verb",
        )
        effect = governed.effect
        open_ = self._is_open(clauses, hit, voice)
        if effect in ("deny", "rumour", "refuse", "condition", "not_yet") and voice != "noun" and not open_:
            return None
        if effect == "purpose" and voice == "talk":
            return None  # "bertemu untuk membahas": the meeting itself is told by its own word
        if voice == "noun" and governed.phrases and self._is_far(clauses, hit, governed.phrases, presence):
            effect = "none"
        set_ = voice == "noun" and hit.first and clauses.tokens[hit.first - 1].low in self._sets
        if set_ or (voice == "verb" and effect is None and self._is_invited(clauses, hit)):
            effect = "propose"
        ahead = ("plan", "hope", "possible", "propose", "purpose")
        aside = {t.low for t in clauses.tokens[max(0, hit.first - 2) : hit.first]} & self._grammar.besides
        if aside and any(t.low in self._grammar.intends for t in clauses.tokens[hit.last :]):
            effect = "plan"  # "selain menghadiri KTT, dia akan": both are still to come
        status = "planned" if effect in ahead or self._is_coming(clauses, hit, voice) else "held"
        span = (
            clauses.span_of(governed.phrases[0].first, governed.phrases[0].last)
            if governed.phrases and status == "planned"
            else None
        )
        if status == "held":
            relative = self._relative_plan(clauses, hit)
            if relative:
                status, span = "planned", relative
        changed = self._changed(clauses, hit, presence)
        if changed:
            # "akan berkunjung pada 26 Januari, setelah lawatan itu tertunda": a new plan stands.
            apart = (
                status == "planned"
                and effect != "purpose"
                and clauses.tokens[clauses.index_at(changed[1].start)].clause != clauses.tokens[hit.first].clause
            )
            moved = changed[0] == "postponed" and self._has_new_date(doc, clauses, changed[1])
            status, span = ("rescheduled" if apart or moved else changed[0]), changed[1]
        if open_ is not None:
            status, span = "unclear", open_
        e = Encounter(clauses, hit, kind, voice, status, status_span=span)
        after = hit.last + 1
        e.hits = presence.hits
        e.linked = any(self._same_occasion.at(clauses.tokens, k) for k in range(min(2, len(clauses.tokens))))
        e.aim = effect == "purpose"
        before = {t.low for t in clauses.tokens[max(0, hit.first - 3) : hit.first]}
        e.aside = kind in ("summit", "meeting") and voice == "noun" and bool(before & self._alongside)
        e.back = voice == "noun" and after < len(clauses.tokens) and self._back.at(clauses.tokens, after) is not None
        if voice == "noun" and kind != "signing" and self._is_of_text(clauses, hit):
            return None  # "perundingan perjanjian dagang" is no encounter
        self._attendance.add_people(cast, e, mentions, presence)
        if (voice != "noun" and not any(role != "host" for role, _ in e.people.values())) or len(e.people) < 2:
            self._attendance.add_pronoun(cast, e, topic, both)
        self._clock.add_time(doc, e)
        if clauses.tokens[hit.first].low in self._processes and voice == "noun" and self._is_process(e):
            return None
        e.own_time = e.when is not None and e.when.when.precision in ("day", "month")
        if e.status == "held" and is_ahead(doc, e):
            e.status, e.status_span = "planned", e.when.span if e.when else None
        e.background = any(p.first < hit.first for p in self._background.find(clauses.tokens)) or is_past(doc, e)
        if (
            kind == "visit"
            and voice == "verb"
            and not (e.people and (e.place or len(e.people) > 1 or len(e.parties) > 1))
        ):
            return None
        if kind == "meeting" and voice == "verb" and self._is_alone(e):
            return None  # "mengadakan pertemuan dengan sejumlah menteri": nobody else is named
        if e.aside and not (e.place or e.when):
            return None  # "di sela KTT": named in passing
        if kind == "visit" and clauses.tokens[hit.first].low in self._receives and self._is_one_side(e):
            return None  # "disambut para pejabat": nobody who receives is named, or nobody who comes
        if kind == "other":
            # A round of talks is held between the sides that the article is about.
            told = bool(hit.first) and clauses.tokens[hit.first - 1].low in self._held_after
            if not (e.when or e.place or told or e.status in ("postponed", "cancelled", "rescheduled", "unclear")):
                return None
            for party in cast.pair if len(e.parties) < 2 else ():
                e.parties.setdefault(party, cast.first_of(party))
        if voice == "talk" and len({cast.party_of(a) for a in e.people}) < 2:
            return None
        return e

    def _is_open(self, clauses: Clauses, hit: Phrase, voice: str) -> Span | None:
        """The word by which it is open whether the encounter will be ("apakah ... jadi digelar", "nasib kunjungan")."""
        clause = clauses.tokens[hit.first].clause
        if clauses.openers[clause] in self._whether:
            first = clauses.first_of(clause)
            return clauses.span_of(first, first)
        if voice == "noun" and hit.first and clauses.tokens[hit.first - 1].low in self._fate:
            return clauses.span_of(hit.first - 1, hit.first - 1)
        return None

    def _has_new_date(self, doc: Annotated, clauses: Clauses, change: Span) -> bool:
        """Does a new date follow the word of change ("diundur ke 9 Mei")?"""
        for t in doc.times_in(Span(change.end, max(change.end + 1, clauses.span.end))):
            at = clauses.index_at(t.span.start)
            row = (clauses.tokens[at].low, clauses.tokens[at - 1].low)
            if t.when.first and not self._new_date.isdisjoint(row):
                return True
        return False

    def _is_invited(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does a word before the verb, in its clause, only ask somebody to do it ("meminta Fiji berkunjung")?"""
        own = clauses.tokens[hit.first].clause
        row = [t.low for t in clauses.tokens[max(0, hit.first - _ASK_REACH) : hit.first] if t.clause == own]
        return bool(set(row) & self._invited)

    @staticmethod
    def _is_process(e: Encounter) -> bool:
        """Is nobody, or one side alone, named with the noun, and no day ("perundingan batas darat")?"""
        return len(e.people) < 2 and not e.back and (e.when is None or e.when.when.precision != "day")

    @staticmethod
    def _is_one_side(e: Encounter) -> bool:
        """Are fewer than two people named, or only people of one state?"""
        return len(e.people) < 2 or (len(e.sides) == len(e.people) and len(set(e.sides.values())) == 1)

    @staticmethod
    def _is_alone(e: Encounter) -> bool:
        """Is nobody named but the one before the verb, and no state but theirs?"""
        start = e.clauses.tokens[e.hit.first].span.start
        before = [a for a, (_, span) in e.people.items() if span.start < start]
        return len(e.people) == len(before) == 1 and set(e.parties) <= set(e.sides.values())

    def _is_far(self, clauses: Clauses, hit: Phrase, phrases: Sequence[Phrase], presence: Presence) -> bool:
        """Do the nouns of planning speak of something else: far off, or right before another encounter?

        "Agenda para pemimpin di KTT", "membahas rencana kunjungan Presiden Fiji dalam pertemuan": both were held.
        """
        return all(
            (clauses.tokens[p.last].low in self._schedule_nouns and hit.first - p.last > _PLAN_REACH)
            or (
                clauses.tokens[p.last].low in self._plan_nouns
                and any(p.last < h.first <= p.last + _PLAN_REACH and h.last < hit.first for h in presence.hits)
            )
            for p in phrases
        )

    def _is_coming(self, clauses: Clauses, hit: Phrase, voice: str) -> bool:
        """ "Kunjungan Menlu Fiji mendatang": does the noun phrase say that it is still to come?"""
        near = clauses.tokens[hit.last + 1 : hit.last + 10]
        own = clauses.tokens[hit.last].clause
        return voice == "noun" and any(t.low in self._grammar.coming and t.clause - own <= 1 for t in near)

    def _is_of_text(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does the noun name talks about an instrument, as a process?"""
        after = clauses.tokens[hit.last + 1 : hit.last + 3]
        return any(self._texts.at(after, k) for k in range(len(after))) or any(
            t.low.endswith(self._short_names) for t in after
        )

    @staticmethod
    def _inside(clauses: Clauses, mentions: list[Mention]) -> set[int]:
        return {
            k for m in mentions for k in range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
        }

    def _relative_plan(self, clauses: Clauses, hit: Phrase) -> Span | None:
        """A plan in the relative clause after the noun ("..., yang direncanakan akan digelar petang nanti")."""
        own = clauses.tokens[hit.first].clause
        for n in range(own + 1, min(own + 4, len(clauses.openers))):
            if clauses.openers[n] in "-–—":
                continue  # a dash inside a name: "kemitraan ASEAN - Rusia, yang ..."
            if clauses.openers[n] not in self._grammar.relative:
                return None
            row = list(clauses.in_clause(n))
            g = self._governors.govern(clauses, row[-1], row[-1], "active", ()) if row else None
            if g and g.effect in ("plan", "hope", "possible") and g.phrases:
                return clauses.span_of(g.phrases[0].first, g.phrases[0].last)
        return None

    def _is_other(self, clauses: Clauses, hit: Phrase, later: Phrase) -> bool:
        """Is the later word about another encounter: another kind, or one that is not pointed back to?"""
        after = clauses.tokens[later.last + 1 : later.last + 2]
        points = any(t.low in self._grammar.pointing for t in after)
        return later.value.partition("|")[0] != hit.value.partition("|")[0] or not points

    def _changed(self, clauses: Clauses, hit: Phrase, presence: Presence) -> tuple[str, Span] | None:
        """Postponed, cancelled or rescheduled, where the sentence says so of this encounter."""
        for p in self._statuses.find(clauses.tokens):
            before = clauses.tokens[p.first - 1].low if p.first else ""
            if hit.value == "summit|verb" and p.last == hit.first - 1:
                continue  # "batal menghadiri KTT": the summit is held without the one who stays away
            passive = not clauses.tokens[p.first].low.startswith(("me", "pe"))
            between = range(hit.last + 1, p.first) if hit.value != "signing|noun" else ()
            if passive and any(self._texts.at(clauses.tokens, k) for k in between):
                continue  # "dalam pertemuan itu mendorong perjanjian yang tertunda": the text is late, not the talk
            if passive and any(self._is_other(clauses, hit, h) for h in presence.hits if hit.last < h.first < p.first):
                continue  # "menelepon setelah pertemuan dibatalkan": the meeting is off, not the call
            own = [
                k
                for k in range(p.last + 1, min(p.last + 4, len(clauses.tokens)))
                if self._triggers.at(clauses.tokens, k)
            ]
            if own and not hit.first <= own[0] <= hit.last:
                continue  # "menelepon untuk menyampaikan penundaan kunjungan": the visit is put off, not the call
            if before in self._undecided and abs(p.first - hit.last) <= REACH:
                return "planned", clauses.span_of(p.first - 1, p.last)  # "kemungkinan ditunda": still to come
            if before in self._grammar.undoes_change or abs(p.first - hit.last) > REACH:
                continue
            return p.value, clauses.span_of(p.first, p.last)
        return None


def _outer(mentions: list[Mention]) -> list[Mention]:
    """The mentions that stand in no other one."""
    out: list[Mention] = []
    for m in mentions:
        if out and out[-1].span.contains(m.span) and out[-1].span != m.span:
            continue
        out.append(m)
    return out
