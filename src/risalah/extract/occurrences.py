"""Which words of encounter tell of one: not an idea, a service call, a journey of citizens, a short name."""

from __future__ import annotations

from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.patterns import Patterns

_RECURS = 5  # words after an encounter within which it is called yearly
_NAMED = 4  # words of "KTT ASEAN ke-45" before "merupakan"
_HEAD = 4  # words of a noun phrase before "yang"
_DOUBT_REACH = 14  # words after a noun of meeting within which it may be said that it is only wished for


class OccurrenceReader:
    """Finds the words of encounter of a sentence and keeps those that tell of one."""

    def __init__(self, encounters: EncounterPatterns, patterns: Patterns, triggers: Lexicon) -> None:
        self._triggers = triggers
        self._grammar = patterns.grammar
        self._not_before = Lexicon(dict.fromkeys(encounters.not_before, "no"))
        self._no = {k: Lexicon(dict.fromkeys(words, "no")) for k, words in encounters.not_before_kind.items()}
        self._unreal = Lexicon(dict.fromkeys(encounters.unreal, "unreal"))
        self._fails = Lexicon(dict.fromkeys(encounters.fails, "no"))
        self._none_of = Lexicon(dict.fromkeys(encounters.none_of, "no"))
        self._aims = encounters.aims
        self._holds = encounters.sessions.words["holds"]
        self._plans = encounters.plan_nouns | encounters.schedule_nouns
        self._ideas, self._recurring = encounters.ideas, encounters.recurring
        self._receives = encounters.hosts | encounters.guests
        self._auxiliaries = patterns.grammar.adverbs | patterns.grammar.intends | encounters.auxiliaries
        self._contains = Lexicon(dict.fromkeys(encounters.contains, "list"))
        self._mutual, self._copulas = encounters.mutual, encounters.copulas
        self._messages = encounters.messages
        self._delegations, self._processes = encounters.delegations, encounters.processes
        self._many = patterns.grammar.many | {w for w, n in patterns.grammar.numbers.items() if n == 0}
        self._texts = Lexicon(dict.fromkeys(patterns.instruments, "text"))
        self._short_names = tuple("-" + s for s in patterns.short_names)

    def find(self, clauses: Clauses, names: set[int]) -> list[Phrase]:
        """The words of encounter in text order; `names` are the tokens inside names of people and offices."""
        return [
            h
            for h in self._triggers.find(clauses.tokens)
            if h.first not in names and self._tells(clauses, h, names) and not self._is_of_text(clauses, h)
        ]

    def _is_of_text(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does the noun name talks about an instrument, as a process ("perundingan perjanjian dagang")?"""
        kind, _, voice = hit.value.partition("|")
        after = clauses.tokens[hit.last + 1 : hit.last + 3]
        if kind == "other" and hit.last > hit.first and hit.first and clauses.tokens[hit.first - 1].low in self._holds:
            return False  # "menggelar putaran ke-19 perundingan CEPA"
        return (voice == "noun" and kind != "signing") and (
            any(self._texts.at(after, k) for k in range(len(after)))
            or any(t.low.endswith(self._short_names) for t in after)
        )

    def _tells(self, clauses: Clauses, hit: Phrase, names: set[int]) -> bool:
        """Do the words after the trigger leave it an encounter ("menerima kunjungan", not "menerima penghargaan")?"""
        kind, _, voice = hit.value.partition("|")
        nxt = hit.last + 1
        if clauses.tokens[hit.first].low in self._grammar.stays and self._before_auxiliaries(clauses, hit) not in names:
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
            head = {t.low for t in clauses.tokens[max(0, at - _HEAD) : at]}
            if head & self._grammar.private and not head & self._delegations:
                return False  # "bagi warga negara Indonesia yang ingin berkunjung ke Fiji"
            if clauses.tokens[hit.first].low in self._receives and head & self._messages:
                return False  # "keterangan yang diterima Antara"
        if kind == "visit" and voice == "verb" and hit.first and clauses.tokens[hit.first - 1].low in self._mutual:
            return False  # "saling mengunjungi"
        front = clauses.tokens[hit.first - 1].low if hit.first else ""
        if voice == "noun" and clauses.tokens[hit.first].low in self._processes and front in self._delegations:
            return False  # "tim perundingan Fiji": those who talk
        if voice == "noun" and (self._is_item(clauses, hit) or self._is_defined(clauses, hit)):
            return False
        if any(t.low in self._recurring for t in clauses.tokens[nxt : nxt + _RECURS]):
            return False  # "pembicaraan menteri luar negeri tahunan"
        if voice == "noun" and {t.low for t in clauses.tokens[max(0, hit.first - 2) : hit.first]} & self._ideas:
            return False  # "kemungkinan pertemuan"
        missing, end = (self._none_of if voice == "noun" else self._fails), hit.first
        while end and clauses.tokens[end - 1].low in self._plans | self._aims:
            end -= 1  # "tidak ada agenda pertemuan", "tidak ada rencana untuk bertemu"
        if end < hit.first and voice == "verb" and clauses.tokens[end].low in self._plans:
            missing = self._none_of
        for k in (1, 2):
            found = missing.at(clauses.tokens, end - k) if end >= k else None
            if found is not None and found.last == end - 1:
                return False  # "tidak ada pertemuan", "gagal bertemu"
        # "konferensi tingkat tinggi (KTT)": the short name of what was just named
        return not (hit.first > 1 and clauses.tokens[hit.first - 1].low == "(" and hit.last == hit.first)

    def _is_defined(self, clauses: Clauses, hit: Phrase) -> bool:
        """Does the sentence say what a summit is ("KTT ASEAN merupakan forum ...")?"""
        row = [t.low for t in clauses.tokens[hit.last + 1 : hit.last + 1 + _NAMED]]
        at = next((k for k, w in enumerate(row) if w in self._copulas), None)
        pointed = at is not None and bool(set(row[:at]) & self._grammar.pointing)
        return hit.value.startswith("summit") and hit.first == 0 and at is not None and not pointed

    def _is_item(self, clauses: Clauses, hit: Phrase) -> bool:
        """Is the noun one thing of a list ("lima butir itu terdiri dari dialog, bantuan, dan kunjungan utusan")?"""
        tokens = clauses.tokens
        return any(tokens[p.last].clause < tokens[hit.first].clause for p in self._contains.find(tokens[: hit.first]))

    def _before_auxiliaries(self, clauses: Clauses, hit: Phrase) -> int:
        """The token before the verb and its auxiliaries ("Menlu Fiji rencananya akan berada di Suva")."""
        at = hit.first - 1
        while at >= 0 and clauses.tokens[at].low in self._auxiliaries:
            at -= 1
        if at > 0 and clauses.tokens[at].low in self._grammar.relative:  # "Menlu Fiji, yang berada di Suva"
            at -= 2 if clauses.tokens[at - 1].low == "," else 1
        return at

    def _is_private(self, clauses: Clauses, at: int) -> bool:
        """Does a word at token `at`, or after "para", "sejumlah" .., name people who act for no state?"""
        words = [t.low for t in clauses.tokens[at : at + 2]]
        return words[0] in self._grammar.private or (
            len(words) > 1 and words[0] in self._many and words[1] in self._grammar.private
        )
