"""A proposal beside the sentence it rests on, and the record that is made of it where the gate accepts it as new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from risalah.extract.dates import said_on
from risalah.extract.readings import Readings, Unit
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Quote
from risalah.model.codebook import SECTORS, Stage
from risalah.model.gate import Proposal
from risalah.model.record import Commitment, Evidence, Party
from risalah.model.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposal with the places of its words."""

    proposal: Proposal
    places: Sequence[tuple[Span, ...]]
    unit: Unit

    def get(self, name: str) -> Any:
        """The claimed value, or None."""
        return self.proposal.values.get(name)

    def own_words(self, name: str) -> list[Span]:
        """The places of the words quoted for that field alone."""
        return [s for q, found in zip(self.proposal.quoted, self.places, strict=True) if q.field == name for s in found]

    def words(self, name: str) -> list[Span]:
        """The places of the words quoted for that field, else of the record, else the sentence."""
        return self.own_words(name) or self.own_words("record") or [self.unit.span]


def make_commitment(
    readings: Readings,
    claim: Claim,
    trigger: Trigger,
    parties: Sequence[Party],
    spans: Sequence[Span],
    quote: Quote | None,
    details: dict[str, tuple[Any, list[Span]]],
    number: str,
) -> Commitment:
    """The record of an accepted proposal. Its values are those that the rules read; the object is the proposal's."""
    doc, unit = readings.doc, claim.unit
    text = doc.article.text
    rule = claim.proposal.extractor
    title = claim.own_words("title")[0]
    reading = trigger.reading
    evidence = [
        Evidence.cut(text, "stage", unit.cue_of(trigger), sentence=unit.span, rule=f"{rule}:{trigger.cue.name}"),
        Evidence.cut(text, "sentence", unit.span, sentence=unit.span, rule=rule),
        Evidence.cut(text, "title", title, sentence=unit.span, rule=rule),
    ]
    governors = [unit.clauses.span_of(p.first, p.last) for p in trigger.governed.phrases]
    evidence += [Evidence.cut(text, "modality", s, sentence=unit.span, rule=rule) for s in governors]
    for s in dict.fromkeys(spans):
        sentence = unit.span if unit.span.contains(s) else None
        evidence.append(Evidence.cut(text, "parties", s, sentence=sentence, rule=rule if sentence else "pair"))
    for name, (_, where) in details.items():
        evidence += [Evidence.cut(text, name, s, sentence=unit.span, rule=rule) for s in where]
    horizon = claim.get("horizon") or "unstated"
    evidence += [
        Evidence.cut(text, "horizon", s, sentence=unit.span, rule=rule) for s, v in unit.horizons if v == horizon
    ]
    if quote is not None and quote.speaker and quote.speaker_mention:
        evidence.append(Evidence.cut(text, "said_by", quote.speaker_mention, rule=quote.rule))
    amount = details["amount"][0] if "amount" in details else None
    sectors = claim.get("sectors")
    rows = [s for s in sectors if s in SECTORS] if isinstance(sectors, list | tuple) else []
    expected: Stage | None = reading.expected
    return Commitment(
        id=number,
        kind=claim.get("kind"),
        title=" ".join(title.of(text).split()),
        parties=tuple(parties),
        stage=reading.stage,
        modality=reading.modality,
        expected_stage=expected,
        outcome="not_due",
        schedule=reading.schedule,
        sectors=tuple(dict.fromkeys(rows)) or ("general",),
        horizon=horizon,  # type: ignore[arg-type]
        due=details["due"][0] if "due" in details else None,
        period=details["period"][0] if "period" in details else None,
        said_on=said_on(doc),
        amount=amount.to_json() if amount is not None else None,
        said_by=quote.speaker if quote else None,
        evidence=tuple(evidence),
        governors=tuple(s.of(text) for s in governors),
    )
