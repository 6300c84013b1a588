"""What a cue needs in its sentence besides its own form: one of its words, or a sum where a sum says enough."""

from __future__ import annotations

import re

from risalah.extract.open_verbs import is_verb
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Annotated
from risalah.model.span import Span
from risalah.resources.language import any_of
from risalah.resources.patterns import Cue, Patterns

_BEFORE_NAME = 2  # words between a wish and who is to do it ("agar pihak Fiji")
_TO_VERB = 4  # words between who is to do it and the verb: adverbs
_TO_PASSIVE = 9  # words between a wish and the passive verb of what is to be done
_COUNTED = frozenset({"aid", "pledge", "plan", "offer", "target", "contract"})
"""Kinds of which a sum says enough. Of an act or an agreement only words do."""


class NeededWords:
    """The words of `needs_word`, by cue."""

    def __init__(self, patterns: Patterns) -> None:
        self._grammar = g = patterns.grammar
        self._passive = re.compile(rf"{any_of(g.passive_beginnings)}[a-z]{{4,}}")
        self._doing = re.compile(rf"{any_of(g.doing_beginnings)}\w{{4,}}{any_of(g.doing_endings)}")
        self._words = {
            c.name: Lexicon(dict.fromkeys(c.needs_word, "word")) for c in patterns.cues.values() if c.needs_word
        }
        self._also = {
            c.name: Lexicon(dict.fromkeys(c.needs_also, "word")) for c in patterns.cues.values() if c.needs_also
        }

    def are_there(self, doc: Annotated, clauses: Clauses, cue: Cue, hit: Phrase) -> bool:
        """Does the sentence hold what the cue at `hit` needs? Behind a verb in the active voice; anywhere otherwise."""
        if cue.needs_doer and not self._names_doer(doc, clauses, hit):
            return False
        if cue.needs_deed and not self._tells_deed(clauses, hit):
            return False
        if not cue.needs_word:
            return True
        if cue.needs_also and not self._also[cue.name].find(clauses.tokens):
            return False
        voice = hit.value.partition("|")[2]
        after = voice == "active" or (voice == "noun" and cue.kind == "request")
        tokens = clauses.tokens[hit.first :] if after else clauses.tokens
        if cue.word_before:
            own = clauses.tokens[hit.first].clause
            tokens = tuple(t for t in clauses.tokens[: hit.first] if t.clause == own)
        if not tokens:
            return False
        span = Span(tokens[0].span.start, clauses.span.end)
        amounts = doc.amounts_in(span) if cue.kind in _COUNTED and not cue.only_words else ()
        if cue.needs_body and self._names_body(doc, span):
            return True
        counted = any(a.currency or (a.unit and a.unit != "percent") for a in amounts)
        return counted or bool(self._words[cue.name].find(tokens))

    def _names_doer(self, doc: Annotated, clauses: Clauses, hit: Phrase) -> bool:
        """Is right behind the hit somebody named who does something ("berharap pemerintah Fiji segera membuka")?

        What a state wishes to be so, or to have, is nothing that another is asked for ("berharap Fiji menjadi juara").
        """
        tokens, g = clauses.tokens, self._grammar
        at = hit.last + 1
        while at < len(tokens) and tokens[at].low in g.complementiser | g.aims:
            at += 1
        for m in doc.mentions:
            if m.kind == "place" or not clauses.span.contains(m.span):
                continue
            first, last = clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1)
            if not at <= first <= at + _BEFORE_NAME or any(t.low not in g.before_doers for t in tokens[at:first]):
                continue
            for k in range(last + 1, min(len(tokens), last + 1 + _TO_VERB)):
                if tokens[k].low in g.and_ | {","}:
                    break
                if is_verb(tokens[k].low) and tokens[k].low not in g.not_acts | g.states_of_being:
                    return True
        return self._wants_done(clauses, at)

    def _wants_done(self, clauses: Clauses, at: int) -> bool:
        """Is from token `at` on a thing named that is to be done ("ingin jam buka pasar diperpanjang")?"""
        g = self._grammar
        row = [t for t in clauses.tokens[at : at + _TO_PASSIVE] if t.clause == clauses.tokens[at].clause]
        words = [t.low for t in row]
        if len(words) < _TO_PASSIVE // 3 or words[0] in g.oblique | g.adverbs | g.things or not words[0].isalpha():
            return False
        end = next((k for k, w in enumerate(words) if w in g.relative | g.and_ | {","}), len(words))
        done = next((k for k, w in enumerate(words[:end]) if self._passive.fullmatch(w)), 0)
        done = 0 if words[done] in g.states_of_being else done
        return done > 0 and not any(is_verb(w) or w in g.intends for w in words[:done])

    def _tells_deed(self, clauses: Clauses, hit: Phrase) -> bool:
        """Is right behind the hit a verb, or a noun of doing ("mempertimbangkan pemberian pengampunan")?"""
        g = self._grammar
        row = [t.low for t in clauses.tokens[hit.last + 1 : hit.last + 1 + _BEFORE_NAME]]
        while row and row[0] in g.goal | g.one:
            row = row[1:]
        if not row or row[0] in g.not_acts | g.states_of_being:
            return False
        return is_verb(row[0]) or bool(self._doing.fullmatch(row[0]))

    def _names_body(self, doc: Annotated, span: Span) -> bool:
        """Is an organisation of states named in the span?"""
        rows = (doc.actors.get(m.actor or "") for m in doc.mentions if span.contains(m.span))
        return any(a is not None and a.kind == "organisation" and a.id.isupper() and not a.country for a in rows)
