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
        likeness = self.judge(doc, record, self._floor)
        return likeness is not None and likeness < self._floor

    def judge(self, doc: Annotated, record: Commitment, floor: float = 0.0) -> float | None:
        """The highest probability, 0 to 1, with which a sentence of the record tells a commitment; where it is below
        `floor`, an upper bound. None for a record that is never doubted.
        """
        if doc.is_excerpt or not self._rare.isdisjoint((record.kind, record.stage)):
            return None
        if any(e.field == "headline" for e in record.evidence):
            return None
        sentences = {e.sentence for e in record.evidence if e.field in _TOLD}
        if any(e.field == "title" and e.sentence not in sentences for e in record.evidence):
            return None  # a point of a list: half of it stands at the list's head
        highest = None
        for span in sentences:
            if span is None or self._is_head(doc, span):
                return None
            clauses = self._splitter.split(doc.article.text, span)
            mentions = [m for m in doc.mentions if span.contains(m.span)]
            likeness, _ = self._model.judge(hide_names(clauses, mentions)[0], floor)
            highest = likeness if highest is None else max(highest, likeness)
            if floor and highest >= floor:
                break
        return highest

    def _is_head(self, doc: Annotated, span: Span) -> bool:
        """Is the sentence one outside the text, of which nothing was learned?"""
        return any(b.kind in _HEADS and b.span.overlaps(span) for b in doc.article.blocks)
