"""Triggers that a word makes with any verb after it: "akan memulangkan", "menolak mendanai"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Cue, Patterns

SaysEnough = Callable[[Cue, Phrase], bool]
VERB_LENGTH = 6  # letters: shorter words with me- are mostly nouns
_VERBAL = {"active": ("me", "ber", "bekerja"), "passive": ("di",)}  # how a verb of each voice begins
_JOINED = 12  # words between a verb and the one that is joined to it


class OpenVerbFinder:
    """Adds to the triggers of a sentence those of open verbs."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._grammar = g = patterns.grammar
        wishes = {f for c in patterns.cues.values() if c.needs_doer for f in c.forms["active"]}
        self._wishes = {f: [c for c in patterns.cues.values() if f in c.forms["active"]] for f in wishes}
        self._how = g.manner | g.adverbs | g.lasting
        self._open = [
            (
                Lexicon({f: f"{c.name}|{v}" for v in ("active", "passive") for f in c.forms[v]}),
                Lexicon(dict.fromkeys(c.not_before, "no")),
                Lexicon(dict.fromkeys(c.only_before, "only")) if c.only_before else None,
                c.stage == "refused" or c.duty,
            )
            for c in sorted(patterns.cues.values(), key=lambda c: (c.stage != "refused", not c.only_before))
            if c.open_verb
        ]

    def add(self, clauses: Clauses, hits: list[Phrase], taken: set[int]) -> list[Phrase]:
        """The triggers and those that a word makes with any verb after it ("akan memulangkan"), in text order.

        Who will not do a thing undertakes nothing: "tidak akan" takes the place of "akan memberikan" inside it, and of
        an act ("mengirim bantuan") right after it. So does what another state must do ("Fiji harus mencabut embargo").
        """
        out = list(hits)
        used = taken | {k for h in hits for k in range(h.first, h.last + 1)}
        for forms, barred, only, refuses in self._open:
            for p in forms.find(clauses.tokens):
                verb = self._verb_after(clauses, p.last)
                if only is not None and (verb is None or not only.at(clauses.tokens, verb)):
                    continue
                if verb is not None and barred.at(clauses.tokens, verb) and not refuses:
                    verb = self._joined_verb(clauses, verb, barred)
                if verb is None or barred.at(clauses.tokens, verb):
                    continue
                gone = [
                    h for h in out if refuses and p.first < h.first <= verb and (h.first <= p.last or self._is_act(h))
                ]
                free = used - {k for h in gone for k in range(h.first, h.last + 1)} | taken
                low = clauses.tokens[verb].low
                if verb in free or p.first in free or len(low) < VERB_LENGTH:
                    continue
                noun = low.startswith("ber") and low.endswith("nya")  # "menolak berdirinya negara itu"
                if low.startswith(_VERBAL[p.value.partition("|")[2]]) and not noun:
                    out = [h for h in out if h not in gone] + [Phrase(p.first, verb, p.value)]
                    used = free | set(range(p.first, verb + 1))
        return sorted(out, key=lambda h: h.first)

    def leave_wishes(self, clauses: Clauses, hits: list[Phrase], says_enough: SaysEnough | None) -> list[Phrase]:
        """The triggers without wishes for what has a trigger of its own ("berharap Fiji meratifikasi perjanjian")."""
        cues = self._patterns.cues
        texts = [h for h in hits if cues[h.value.partition("|")[0]].object != "act"]

        def is_wish(hit: Phrase) -> bool:
            told = next((c for c in self.may_wish(clauses, hit) if says_enough is None or says_enough(c, hit)), None)
            return told is not None and told.needs_doer

        with_text = {clauses.tokens[h.first].clause for h in texts}
        return [h for h in hits if clauses.tokens[h.first].clause not in with_text or not is_wish(h)]

    def may_wish(self, clauses: Clauses, hit: Phrase) -> Sequence[Cue]:
        """The triggers of the form that is found, where one of them is a wish; () elsewhere."""
        return self._wishes.get(" ".join(t.low for t in clauses.tokens[hit.first : hit.last + 1]), ())

    def _verb_after(self, clauses: Clauses, last: int) -> int | None:
        """The token after `last` that may be its verb, behind words that say how ("akan secara aktif mendukung")."""
        tokens = clauses.tokens
        i = last + 1
        how = self._how
        while i < len(tokens) and tokens[i].low in how:
            i += 2 if tokens[i].low in self._grammar.manner else 1
        return i if i < len(tokens) and tokens[i].clause == tokens[last].clause else None

    def _joined_verb(self, clauses: Clauses, first: int, barred: Lexicon) -> int | None:
        """The verb that is joined to one that undertakes nothing ("akan mengadakan dialog dan memperluas ...")."""
        tokens = clauses.tokens
        for k in range(first + 2, min(first + _JOINED, len(tokens))):
            if tokens[k].clause != tokens[first].clause:
                return None
            if tokens[k - 1].low in self._grammar.and_ and is_verb(tokens[k].low):
                return None if tokens[k].low in self._grammar.not_acts or barred.at(tokens, k) else k
        return None

    def _is_act(self, hit: Phrase) -> bool:
        """Is the trigger about an act, or about talks ("melanjutkan perundingan"), not about an instrument?"""
        cue = self._patterns.cues[hit.value.partition("|")[0]]
        return cue.object == "act" or cue.stage == "negotiating"


def is_verb(word: str) -> bool:
    """Does the word, in lower case, look like an active verb?"""
    return word.startswith(("me", "ber")) and len(word) > VERB_LENGTH


def continues_row(clauses: Clauses, master: int, first: int, grammar: Grammar) -> bool:
    """Is the verb at token `first` one of a row that the word at token `master` opened some commas before?

    "Bersedia berunding, mencabut embargo, dan memulangkan tawanan": each clause between begins with a bare verb.
    """
    tokens = clauses.tokens
    start, end = tokens[master].clause, tokens[first].clause
    for k in range(start + 1, end + 1):
        row = [t.low for t in tokens if t.clause == k and t.low != ","]
        lead = next((w for w in row if w not in grammar.and_), "")
        if clauses.openers[k] != "," or not is_verb(lead):
            return False
    return end > start and all(t.low in grammar.and_ | {","} for t in tokens[clauses.first_of(end) : first])
