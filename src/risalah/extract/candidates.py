"""Candidates: what one trigger of one sentence supports, before the sentences of an article are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Amount, Mention, Quote, TimeMention
from risalah.model.record import Party
from risalah.model.span import Span
from risalah.model.when import When


@dataclass(slots=True)
class Candidate:
    """One trigger with everything that stands around it; merged with others of the same commitment afterwards."""

    clauses: Clauses
    trigger: Trigger
    kind: str
    title: str
    title_span: Span
    parties: list[Party]
    party_spans: list[Span]
    sectors: tuple[str, ...]
    horizon: str
    in_title: bool
    quote: Quote | None
    key: frozenset[str]
    back: bool = False
    background: bool = False  # the sentence dates it to long before the page
    general: bool = False
    count: int = 1
    added: bool = False  # "juga", "selain": told beside another one
    further: bool = False  # "bantuan tambahan": more of what was told before
    earlier: bool = False  # "perpanjangan dari MoU yang telah habis": the one before the one that is told of
    amount: Amount | None = None
    due: When | None = None
    due_span: Span | None = None
    period: When | None = None
    period_span: Span | None = None
    signed_on: When | None = None
    signed_span: Span | None = None
    outcome: str = "not_due"
    outcome_span: Span | None = None
    outcome_sentence: Span | None = None
    horizon_span: Span | None = None
    conditions: Span | None = None
    schedule_span: Span | None = None
    previous: tuple[When, ...] = ()  # the times set before a change of schedule
    previous_spans: tuple[Span, ...] = ()
    said: tuple[TimeMention, ...] = ()  # the times beside the words quoted: when it was said
    teller: Mention | None = None  # who says it, where no quotation does
    point: Span | None = None  # the sentence of a list that names it, where the trigger stands in another
    answers: Candidate | None = None  # the request or offer told before that it says yes or no to
    scene: tuple[str, ...] = ()  # the sectors of words of its object that only say where or through whom
    named: int = 0  # how near to it words name its sectors: 2 in its object, 1 in its sentence, 0 further off
    spent: bool = False  # a list names the instruments that it only counted
    more: list[Candidate] = field(default_factory=list)

    @property
    def stage_span(self) -> Span:
        """The words of the trigger."""
        return self.clauses.span_of(self.trigger.first, self.trigger.last)


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller set of roots the two share, 0 to 1; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
