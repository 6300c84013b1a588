"""What the words around the word of an encounter make of it: told before, named beside another one, of a plan."""

from __future__ import annotations

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.extract.presence import Presence
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Mention
from risalah.resources.encounters import EncounterPatterns
from risalah.resources.grammar import Grammar

_SAYS = 4  # words of "dan ini merupakan" at the head of a sentence
_NEAR = 3  # words of "di sela-sela" before an encounter, or of "tingkat tinggi ke-41" behind it
_BESIDES = 2  # words of "selain menghadiri" before an encounter
_LATER = 8  # words behind a noun among which it may be said that it was once planned


class MarkReader:
    """Marks an encounter by the words beside its own."""

    def __init__(self, encounters: EncounterPatterns, grammar: Grammar) -> None:
        self._words = encounters
        self._grammar = grammar
        self._same_occasion = Lexicon(dict.fromkeys(encounters.same_occasion, "same"))
        self._back = Lexicon(dict.fromkeys(encounters.back, "back"))
        self._earlier = encounters.sessions.words["earlier"]
        self._scheduled = encounters.sessions.words["scheduled"]
        self._courtesy = encounters.sessions.words["courtesy"]
        self._of_three = encounters.sessions.words["of_three"]
        self._ahead = grammar.intends | encounters.sessions.words["scheduled"]

    def mark(self, cast: Cast, e: Encounter, mentions: list[Mention], presence: Presence) -> None:
        """Set the marks of `e`; its effect is known already."""
        clauses, hit, noun = e.clauses, e.hit, e.voice == "noun"
        tokens, after = clauses.tokens, hit.last + 1
        e.linked = any(self._same_occasion.at(tokens, k) for k in range(min(2, len(tokens))))
        e.aim = e.effect == "purpose"
        last = tokens[hit.first - 1].low if hit.first else ""
        e.hold = last in self._words.attending | self._words.aims
        before = {t.low for t in tokens[max(0, hit.first - _NEAR) : hit.first]}
        e.aside = e.kind in ("summit", "meeting") and noun and bool(before & self._words.alongside)
        e.aside = e.aside or self._is_occasion(clauses, hit, presence)
        until = hit.last + _LATER if noun else hit.first  # "pertemuan itu awalnya akan digelar"
        e.former = any(t.low in self._words.formerly for t in tokens[:until]) or self._was_set(clauses, until)
        e.open_after = self._opens_plan(clauses, hit)
        e.back = noun and (
            " ".join(t.low for t in tokens[hit.first : hit.last + 1]) in self._words.ceremonies
            or self._points_back(clauses, hit)
            or (after < len(tokens) and bool(self._back.at(tokens, after)))
        )
        e.pointed = noun and after < len(tokens) and tokens[after].low in self._grammar.pointing
        e.attends = e.back and hit.first > 0 and tokens[hit.first - 1].low in self._words.attending
        e.besides = bool({t.low for t in tokens[max(0, hit.first - _BESIDES) : hit.first]} & self._grammar.besides)
        row = {t.low for t in tokens[hit.first : hit.last + 1]}
        e.courtesy = e.kind == "visit" and bool(row & self._courtesy) and not row & self._words.hosts
        e.of_three = any(t.low in self._of_three for t in tokens)
        if e.kind == "summit":
            e.name = self._name(cast, e, mentions)

    def _is_occasion(self, clauses: Clauses, hit: Phrase, presence: Presence) -> bool:
        """ "Bertemu Menlu Fiji pada KTT G20", "pertemuan mereka di KTT G20": is the summit only where they met?"""
        if hit.value != "summit|noun" or clauses.tokens[max(0, hit.first - 1)].low not in self._grammar.inside:
            return False
        own = clauses.tokens[hit.first].clause
        return any(
            h.last < hit.first and h.value.startswith("meeting") and clauses.tokens[h.last].clause == own
            for h in presence.hits
        )

    def _was_set(self, clauses: Clauses, until: int) -> bool:
        """ "Keduanya sebelumnya dijadwalkan bertemu": was it a plan before what is told now?"""
        low = [t.low for t in clauses.tokens[: max(until, 0)]]
        at = next((k for k, w in enumerate(low) if w in self._scheduled), None)
        return at is not None and bool(set(low[max(0, at - _NEAR) : at]) & self._earlier)

    def _opens_plan(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Setelah bertemu Menlu Fiji, Andara akan ...": is what comes after it only planned?"""
        own = clauses.tokens[hit.first].clause
        after = clauses.openers[own] in self._grammar.after_words or (
            own == 0 and clauses.tokens[0].low in self._grammar.after_words
        )
        return after and any(t.low in self._ahead for t in clauses.tokens if t.clause > own)

    def _points_back(self, clauses: Clauses, hit: Phrase) -> bool:
        """ "Ini merupakan kunjungan pertama Menlu Fiji": does the sentence only say more of what was told?"""
        low = [t.low for t in clauses.tokens[: hit.first]]
        return 1 < len(low) <= _SAYS and low[-2] in self._grammar.pointing and low[-1] in self._words.copulas

    def _name(self, cast: Cast, e: Encounter, mentions: list[Mention]) -> frozenset[str]:
        """Whose summit it is by its name: the organisations and states that stand in a row behind its word."""
        text = cast.doc.article.text
        row: list[Mention] = []
        for m in mentions:
            first = e.clauses.index_at(m.span.start)
            if first <= e.hit.last or m.kind not in ("state", "organisation"):
                continue
            gap = text[row[-1].span.end : m.span.start].lower().strip() if row else ""
            if row and gap not in self._grammar.joins:
                break
            if not row and any(
                t.low.isalpha() and t.low not in self._grammar.numbers for t in e.clauses.tokens[e.hit.last + 1 : first]
            ):
                break
            row.append(m)
        return frozenset(p for m in row for p in cast.parties(m) or ((m.actor,) if m.actor else ()))
