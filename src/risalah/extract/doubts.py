"""Records of the tables whose sentences are unlike all that were marked to tell a commitment: for a person to see."""

from __future__ import annotations

from risalah.extract.cue_features import hide_names
from risalah.extract.cue_model import CueModel
from risalah.extract.tokens import ClauseSplitter
from risalah.model.annotation import Annotated
from risalah.model.record import Commitment
from risalah.model.span import Span
from risalah.resources.learned import LearnedCues
from risalah.resources.patterns import Patterns

_TOLD = frozenset({"stage", "context_stage"})
_HEADS = frozenset({"title", "heading", "caption"})


class DoubtReader:
    """Judges the sentences that a record rests on by what was learned from marked sentences."""

    def __init__(self, patterns: Patterns, learned: LearnedCues) -> None:
        self._model = CueModel(learned.weights, learned.forms)
        self._splitter = ClauseSplitter(patterns.openers, patterns.grammar)
        self._floor = learned.floors.doubt
        self._rare = learned.rare

    def doubts(self, doc: Annotated, record: Commitment) -> bool:
        """Is every sentence that tells the record unlike those that tell a commitment?

        Never of a record that a headline tells, for the model learned from sentences of the text alone; nor of a kind
        or stage of which it saw few; nor in an excerpt, which somebody cut out for what it tells.
        """
        if doc.is_excerpt or not self._rare.isdisjoint((record.kind, record.stage)):
            return False
        if any(e.field == "headline" for e in record.evidence):
            return False
        sentences = {e.sentence for e in record.evidence if e.field in _TOLD}
        if any(e.field == "title" and e.sentence not in sentences for e in record.evidence):
            return False  # a point of a list: half of it stands at the list's head
        return bool(sentences) and not any(s is None or self._is_like(doc, s) for s in sentences)

    def _is_like(self, doc: Annotated, span: Span) -> bool:
        """May the sentence tell a commitment? Of one outside the text nothing is known."""
        if any(b.kind in _HEADS and b.span.overlaps(span) for b in doc.article.blocks):
            return True
        clauses = self._splitter.split(doc.article.text, span)
        mentions = [m for m in doc.mentions if span.contains(m.span)]
        return self._model.judge(hide_names(clauses, mentions)[0], self._floor)[0] >= self._floor
