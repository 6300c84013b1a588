"""What a cue needs in its sentence besides its own form: one of its words, or a sum where a sum says enough."""

from __future__ import annotations

from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.annotation import Annotated
from risalah.model.span import Span
from risalah.resources.patterns import Cue, Patterns

_COUNTED = frozenset({"aid", "pledge", "plan", "offer", "target", "contract"})
"""Kinds of which a sum says enough. Of an act or an agreement only words do."""


class NeededWords:
    """The words of `needs_word`, by cue."""

    def __init__(self, patterns: Patterns) -> None:
        self._words = {
            c.name: Lexicon(dict.fromkeys(c.needs_word, "word")) for c in patterns.cues.values() if c.needs_word
        }

    def are_there(self, doc: Annotated, clauses: Clauses, cue: Cue, hit: Phrase) -> bool:
        """Does the sentence hold what the cue at `hit` needs? Behind a verb in the active voice; anywhere otherwise."""
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

    def _names_body(self, doc: Annotated, span: Span) -> bool:
        """Is an organisation of states named in the span?"""
        rows = (doc.actors.get(m.actor or "") for m in doc.mentions if span.contains(m.span))
        return any(a is not None and a.kind == "organisation" and a.id.isupper() and not a.country for a in rows)
