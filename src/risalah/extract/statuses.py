"""Whether an encounter has been, is planned, was moved or dropped: the words of its sentence that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from risalah.extract.encounters import REACH, Encounter
from risalah.extract.governors import GovernorReader
from risalah.extract.open_verbs import is_verb
from risalah.extract.presence import Presence
from risalah.extract.scenes import SceneReader
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Annotated, Mention
from risalah.model.span import Span
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.patterns import Patterns

_ASK_REACH = 10  # words between "mengundang" and what somebody is asked to do
_CONFIRMS = "confirm"  # "telah"
_BESIDE = 2  # words of "menjelang sebuah" before a noun of encounter
_PLAN_REACH = 3  # words between "agenda" and the encounter that it plans
_ACTIVE = "me"  # how a verb begins whose subject does it
_NEVER = frozenset({"deny", "rumour", "refuse", "condition", "not_yet"})  # a verb so governed tells of no encounter
_AHEAD = frozenset({"plan", "hope", "possible", "propose", "purpose"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How an encounter stands, the words that say so, and the governing effect ("purpose", "plan" ..)."""

    status: str
    span: Span | None
    effect: str | None


class StatusReader:
    """Reads the status of a word of encounter from the words around it."""

    def __init__(self, encounters: EncounterPatterns, patterns: Patterns, triggers: Lexicon) -> None:
        self._words = encounters
        self._triggers = triggers
        self._statuses = Lexicon(dict(encounters.statuses))
        self._governors = GovernorReader(patterns)
        self._grammar = patterns.grammar
        self._levels = encounters.sessions.words["talk_levels"]
        self._outcomes = encounters.goes_on | encounters.sessions.words["results"]
        self._scenes = SceneReader(encounters, patterns.grammar)
        self._texts = Lexicon(dict.fromkeys(patterns.instruments, "text"))

    def read(
        self, doc: Annotated, clauses: Clauses, hit: Phrase, voice: str, mentions: list[Mention], presence: Presence
    ) -> Standing | None:
        """The standing of the encounter of `hit`, or None where its sentence says that there is none."""
        inside = {
            k for m in mentions for k in range(clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1) + 1)
        }
        form = "noun" if voice == "noun" else "active"
        governed = self._governors.govern(clauses, hit.first, hit.last, form, inside, high=voice == "verb")  # type: ignore[arg-type]
        effect = governed.effect
        open_ = self._is_open(clauses, hit, voice)
        if effect in _NEVER and voice == "verb" and self._is_before(clauses, hit):
            effect = "plan" if self._is_ahead(clauses, hit) else None  # "sebelum bertemu Menlu Fiji, ia mengatakan"
            governed = replace(governed, phrases=())
        elif effect in _NEVER and hit.value == "summit|noun" and self._is_before(clauses, hit):
            effect = "plan" if self._is_ahead(clauses, hit) else "none"  # "sebelum ke KTT, ia akan berkunjung"
            governed = replace(governed, phrases=())
        scene = voice == "noun" and hit.first and clauses.tokens[hit.first - 1].low in self._grammar.inside
        first = min(governed.phrases, key=lambda p: p.first, default=None)
        if scene and first is not None and first.value == "purpose" and first.first > hit.last:
            effect = None  # "menyampaikan dalam pertemuan agar Fiji ...": what is asked there is to come
            governed = replace(governed, phrases=())
        if effect in _NEVER and voice != "noun" and not open_:
            return None
        if effect == "purpose" and voice == "talk" and not self._meets_so(clauses, hit, presence):
            return None  # "bertemu untuk membahas": the meeting itself is told by its own word
        if voice == "noun" and governed.phrases and self._is_far(clauses, hit, governed.phrases, presence):
            effect = "none"
        if voice == "noun" and self._follows_up(clauses, hit):
            effect = "none"
        set_ = voice == "noun" and self._is_set(clauses, hit)
        if set_ or (voice == "verb" and effect is None and self._is_invited(clauses, hit)):
            effect = "propose"
        elif effect is None and (self._is_aim(clauses, hit) if voice == "noun" else self._is_listed_aim(clauses, hit)):
            effect = "purpose"
        aside = {t.low for t in clauses.tokens[max(0, hit.first - 2) : hit.first]} & self._grammar.besides
        if aside and any(t.low in self._grammar.intends for t in clauses.tokens[hit.last :]):
            effect = "plan"  # "selain menghadiri KTT, dia akan": both are still to come
        status = "planned" if effect in _AHEAD or self._is_coming(clauses, hit, voice) else "held"
        span = (
            clauses.span_of(governed.phrases[0].first, governed.phrases[0].last)
            if governed.phrases and status == "planned"
            else None
        )
        if status == "held" and effect != "under_way":
            relative = self._relative_plan(clauses, hit, presence)
            if relative:
                status, span = "planned", relative
        if status == "held" and effect is None and self._is_later(clauses, hit):
            status = "planned"
        changed = self._changed(clauses, hit, presence) or self._changed_aim(clauses, hit, voice)
        if changed:
            # "akan berkunjung pada 26 Januari, setelah lawatan itu tertunda": a new plan stands.
            apart = (
                status == "planned"
                and effect != "purpose"
                and not (span and span.start > clauses.tokens[hit.last].span.end)
                and clauses.tokens[clauses.index_at(changed[1].start)].clause != clauses.tokens[hit.first].clause
                and not self._is_against(clauses, hit, changed[1])
            )
            moved = changed[0] == "postponed" and self._has_new_date(doc, clauses, changed[1])
            status, span = ("rescheduled" if apart or moved else changed[0]), changed[1]
        if status == "planned" and span and self._goes_on(clauses, span):
            status, span = "held", None  # "masih akan berlangsung sampai 4 Mei"
        if open_ is not None:
            status, span = "unclear", open_
        return Standing(status, span, effect)

    def move_along(self, row: list[Encounter]) -> None:
        """ "Akan bertemu di sela KTT": the summit lies as far ahead as what is planned beside it.

        "Batal terbang ke Suva untuk bertemu Menlu Fiji": what the journey was for is called off with it.
        """
        ahead = next((e for e in row if e.status == "planned" and e.kind != "summit"), None)
        gone = next((e for e in row if e.kind == "visit" and e.status in ("cancelled", "postponed")), None)
        for e in row:
            before = e.clauses.tokens[max(0, e.hit.first - 1)].low
            if gone and e.status == "held" and e.hit.first > gone.hit.last and before in self._words.aims:
                e.status, e.status_span = gone.status, gone.status_span
            if ahead and e.aside and e.status == "held":
                e.status, e.status_span = "planned", ahead.status_span

    def _follows_up(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Akan menindaklanjuti pembicaraan antara A dan B", "tindak lanjut dari kunjungan": has it been?"""
        row = [t.low for t in clauses.tokens[max(0, hit.first - 2) : hit.first]]
        row = row[:-1] if row[-1:] and row[-1] in self._grammar.source else row[-1:]
        return bool(row) and row[-1] in self._words.sessions.words["follows_up"]

    def _is_set(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Sepakat untuk mengatur putaran pembicaraan": does the verb before the noun say that it lies ahead?"""
        at = hit.first - 1
        while at > hit.first - 1 - _PLAN_REACH and at > 0 and clauses.tokens[at].low in self._levels:
            at -= 1
        return at >= 0 and clauses.tokens[at].low in self._words.sets

    def _is_aim(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does somebody come in order to attend it ("tiba di Suva untuk menghadiri pertemuan")?"""
        row = [t.low for t in clauses.tokens[max(0, hit.first - 3) : hit.first]]
        attends = next((k for k in range(len(row) - 1, 0, -1) if row[k] in self._words.attending), None)
        if attends is None or row[attends - 1] not in self._words.aims:
            return False
        own = clauses.tokens[hit.first].clause
        return not any(t.low in self._grammar.stays for t in clauses.tokens[: hit.first] if t.clause <= own)

    def _is_listed_aim(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Untuk melakukan kunjungan kerja, di antaranya, bertemu dengan Menlu Fiji": one of several aims."""
        row = [t.low for t in clauses.tokens[max(0, hit.first - 4) : hit.first] if t.low != ","]
        aims = {t.low for t in clauses.tokens[: hit.first]} & self._words.aims
        return bool(aims) and any(" ".join(row).endswith(w) for w in self._words.lists)

    def _is_before(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does "sebelum" open the clause of the encounter, with nothing refused in the sentence?"""
        own = clauses.tokens[hit.first].clause
        row = {t.low for t in clauses.tokens if t.clause == own and t.span.start < clauses.tokens[hit.first].span.start}
        opens = clauses.openers[own] in self._grammar.until or (
            own == 0 and clauses.tokens[0].low in self._grammar.until
        )
        weak = self._grammar.weakens - self._grammar.intends - self._words.aims
        others = {t.low for t in clauses.tokens if t.clause != own}
        return opens and not row & weak and not others & (weak | self._grammar.still)

    def _is_ahead(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does the main clause of "sebelum bertemu" tell of something to come ("akan singgah sebelum bertemu")?"""
        own = clauses.tokens[hit.first].clause
        ahead = self._grammar.intends | self._grammar.coming | self._words.sessions.words["scheduled"]
        return any(t.low in ahead for t in clauses.tokens if t.clause != own)

    def _meets_so(self, clauses: Clauses, hit: Phrase, presence: Presence) -> bool:
        """ "Menuju Suva untuk merundingkan perbatasan dengan Menlu Fiji": is the talk told by no other word?"""
        own = clauses.tokens[hit.last].clause
        with_ = any(t.low in self._grammar.met for t in clauses.tokens[hit.last + 1 :] if t.clause == own)
        return with_ and not any(h.value.startswith("meeting") and h.first != hit.first for h in presence.hits)

    def _is_open(self, clauses: Clauses, hit: Phrase, voice: str) -> Span | None:
        """The word by which it is open whether the encounter will be ("apakah ... jadi digelar", "nasib kunjungan")."""
        clause = clauses.tokens[hit.first].clause
        if clauses.openers[clause] in self._words.whether:
            first = clauses.first_of(clause)
            return clauses.span_of(first, first)
        if voice == "noun" and hit.first and clauses.tokens[hit.first - 1].low in self._words.fate:
            return clauses.span_of(hit.first - 1, hit.first - 1)
        return None

    def _has_new_date(self, doc: Annotated, clauses: Clauses, change: Span) -> bool:
        """Does a new date follow the word of change ("diundur ke 9 Mei")?"""
        for t in doc.times_in(Span(change.end, max(change.end + 1, clauses.span.end))):
            at = clauses.index_at(t.span.start)
            row = (clauses.tokens[at].low, clauses.tokens[at - 1].low)
            if (t.when.first or t.named) and not self._words.new_date.isdisjoint(row):
                return True
        return False

    def _is_invited(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does a word before the verb, in its clause, only ask somebody to do it ("meminta Fiji berkunjung")?"""
        own = clauses.tokens[hit.first].clause
        row = [t.low for t in clauses.tokens[max(0, hit.first - _ASK_REACH) : hit.first] if t.clause == own]
        return bool(set(row) & self._words.invited)

    def _is_far(self, clauses: Clauses, hit: Phrase, phrases: Sequence[Phrase], presence: Presence) -> bool:
        """Do the nouns of planning speak of something else: far off, behind it, or right before another encounter?

        "Agenda para pemimpin di KTT", "membahas rencana kunjungan Presiden Fiji dalam pertemuan", "KTT menyepakati
        sebuah rencana": all were held.
        """
        phrases = [p for p in phrases if p.value != _CONFIRMS] or phrases
        return all(
            self._is_its_own(clauses, hit, p)
            or self._scenes.is_promised_there(clauses, hit, p)
            or self._is_of_nearer(clauses, hit, p, presence)
            or any(h.last == p.first - 1 and h.value.endswith("noun") for h in presence.hits if h.first != hit.first)
            or (clauses.tokens[p.last].low in self._words.schedule_nouns and hit.first - p.last > _PLAN_REACH)
            or (
                clauses.tokens[p.last].low in self._words.plan_nouns
                and any(p.last < h.first <= p.last + _PLAN_REACH and h.last < hit.first for h in presence.hits)
            )
            for p in phrases
        )

    @staticmethod
    def _is_of_nearer(clauses: Clauses, hit: Phrase, p: Phrase, presence: Presence) -> bool:
        """ "Menelepon Menlu Fiji menjelang pertemuan persiapan yang direncanakan": is it said of the noun behind it?"""
        later = clauses.tokens[p.first].clause > clauses.tokens[hit.last].clause
        nouns = [h for h in presence.hits if h.first > hit.last and h.value.endswith("noun") and p.first > hit.last]
        beside = any(h.first - _BESIDE <= p.first <= h.last + 1 for h in nouns)
        return beside or (later and any(h.first < p.first for h in nouns))

    def _is_its_own(self, clauses: Clauses, hit: Phrase, p: Phrase) -> bool:
        """Is it what the encounter itself does or is hoped to bring ("KTT mengajak semua pihak", "berharap
        kunjungannya dapat memulihkan hubungan")?"""
        word = clauses.tokens[p.first].low
        row = [t.low for t in clauses.tokens[hit.last + 1 : hit.last + 1 + REACH]]
        nouns = self._words.plan_nouns | self._words.schedule_nouns
        if p.first > hit.last and (word in nouns or (p.value != "await" and word.startswith("me") and is_verb(word))):
            return True
        known = clauses.tokens[hit.last].low.endswith("nya") or not self._grammar.pointing.isdisjoint(row[:1])
        brings = next((k for k, w in enumerate(row[:-1]) if w in self._words.brings_about), None)
        if not known or brings is None or p.value not in ("hope", "possible"):
            return False
        return row[brings + 1] not in self._words.comes_about

    def _is_coming(self, clauses: Clauses, hit: Phrase, voice: str) -> bool:
        """ "Kunjungan Menlu Fiji mendatang": does the noun phrase say that it is still to come?"""
        near = clauses.tokens[hit.last + 1 : hit.last + 10]
        own = clauses.tokens[hit.last].clause
        following = bool(near) and near[0].low in self._words.following and near[0].clause == own
        ahead = following and any(t.low in self._grammar.intends for t in clauses.tokens[hit.last :])
        return voice == "noun" and (ahead or any(t.low in self._grammar.coming and t.clause - own <= 1 for t in near))

    def _relative_plan(self, clauses: Clauses, hit: Phrase, presence: Presence) -> Span | None:
        """A plan in the relative clause after the noun ("..., yang direncanakan akan digelar petang nanti")."""
        own = clauses.tokens[hit.first].clause
        for n in range(own + 1, min(own + 4, len(clauses.openers))):
            if clauses.openers[n] in "-–—(":
                continue  # a dash or a short name inside a name: "kemitraan ASEAN - Rusia, yang ..."
            if clauses.openers[n] == "," and self._names_again(clauses, n):
                continue
            if clauses.openers[n] not in self._grammar.relative:
                return None
            row = list(clauses.in_clause(n))
            if any(hit.last < h.last <= row[0] and h.value.endswith("noun") for h in presence.hits):
                return None  # "menelepon menjelang pertemuan yang direncanakan": that of the nearer noun
            if {clauses.tokens[k].low for k in row[:4]} & self._outcomes:
                return None  # "pertemuan, yang akan dilanjutkan dengan jamuan": what follows it is still to come
            g = self._governors.govern(clauses, row[-1], row[-1], "active", ()) if row else None
            if (
                g
                and g.phrases
                and g.effect in ("plan", "hope", "possible")
                and not self._is_its_own(clauses, hit, g.phrases[0])
            ):
                return clauses.span_of(g.phrases[0].first, g.phrases[0].last)
        return None

    def _is_later(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Nanti di Suva ada pertemuan"; "akan berada di Suva, setelah terlebih dahulu mengunjungi Apia"."""
        words = self._words.sessions.words
        own = clauses.tokens[hit.first].clause
        row = [t.low for t in clauses.tokens[max(0, hit.first - _ASK_REACH) : hit.first]]
        if words["later"] & set(row):
            return True
        inside = {t.low for t in clauses.tokens[: hit.first] if t.clause == own}
        after = clauses.openers[own] in self._grammar.after_words and len(inside & words["first_of_all"]) > 1
        return after and any(t.low in self._grammar.intends for t in clauses.tokens if t.clause < own)

    def _is_against(self, clauses: Clauses, hit: Phrase, change: Span) -> bool:
        """Does "namun" part the change from the plan ("akan berkunjung, namun keberangkatannya batal")?"""
        row = {t.low for t in clauses.tokens[hit.last + 1 : clauses.index_at(change.start)]}
        return bool(row & self._words.sessions.words["but"])

    def _goes_on(self, clauses: Clauses, span: Span) -> bool:
        """Does "masih" before the plan say that it has begun?"""
        at = clauses.index_at(span.start)
        return bool(at) and clauses.tokens[at - 1].low in self._words.still

    def _names_again(self, clauses: Clauses, n: int) -> bool:
        """Does the clause only give another name ("pertemuan para menlu, yakni AMM, yang akan digelar")?"""
        start = clauses.first_of(n)
        return any(t.low in self._words.also_called for t in clauses.tokens[start : start + 2])

    def _is_other(self, clauses: Clauses, hit: Phrase, later: Phrase) -> bool:
        """Is the later word about another encounter: another kind, or one that is not pointed back to?"""
        after = clauses.tokens[later.last + 1 : later.last + 2]
        points = any(t.low in self._grammar.pointing for t in after)
        return later.value.partition("|")[0] != hit.value.partition("|")[0] or not points

    def _changed_aim(self, clauses: Clauses, hit: Phrase, voice: str) -> tuple[str, Span] | None:
        """ "Menunda perjalanan ke Suva untuk bertemu Menlu Fiji": what was to be the aim of it is put off too."""
        if voice != "verb" or not hit.first or clauses.tokens[hit.first - 1].low not in self._words.aims:
            return None
        for p in self._statuses.find(clauses.tokens[: hit.first]):
            moved = any(self._triggers.at(clauses.tokens, k) for k in range(p.last + 1, p.last + 1 + _PLAN_REACH))
            if moved and hit.first - p.last <= REACH and clauses.tokens[p.first].low.startswith(_ACTIVE):
                undone = p.first and clauses.tokens[p.first - 1].low in self._words.undecided
                return None if undone else (p.value, clauses.span_of(p.first, p.last))
        return None

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
            if before in self._words.undecided and abs(p.first - hit.last) <= REACH:
                return "planned", clauses.span_of(p.first - 1, p.last)  # "kemungkinan ditunda": still to come
            if before in self._grammar.undoes_change or abs(p.first - hit.last) > REACH:
                continue
            return p.value, clauses.span_of(p.first, p.last)
        return None
