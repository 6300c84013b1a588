"""What a commitment was not given: the readings that stood open, each with the words for it and why it lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from risalah.extract.candidates import Candidate
from risalah.model.annotation import Annotated
from risalah.model.codebook import LADDER, Stage, rank
from risalah.model.record import Alternative, Commitment
from risalah.model.span import Span

_MOST = 12  # alternatives of one record: more would bury the ones that matter


def weigh(
    doc: Annotated, record: Commitment, lead: Candidate, rows: list[Candidate], places: Collection[str] = ()
) -> tuple[Alternative, ...]:
    """The rejected alternatives of a record's values, by field, in text order.

    `lead` is the candidate that set the stage, `rows` all candidates of the record, `places` words
    before a place. Reasons are codes of
    labels.yaml, "code" or "code:detail".
    """
    text = doc.article.text
    found = [
        *_stages(text, record.stage, lead, rows),
        *_parties(doc, record, lead, places),
        *_amounts(doc, record, lead),
        *_days(doc, record, lead),
    ]
    unique = {(a.field, a.value, a.span): a for a in found}
    return tuple(unique.values())[:_MOST]


def _stages(text: str, stage: Stage, lead: Candidate, rows: list[Candidate]) -> Iterable[Alternative]:
    """The trigger's own stage, where a governor lowered it; the stages that other sentences give."""
    cue = lead.trigger.cue.stage
    if cue != stage:
        effect = lead.trigger.governed.effect or ("condition" if lead.trigger.governed.hypothetical else "")
        yield Alternative.cut(text, "stage", cue, lead.stage_span, f"governed:{effect}" if effect else "sentence")
    for c in rows:
        other = c.trigger.reading.stage
        if c is lead or other == stage:
            continue
        if c.in_title:
            reason = "headline"
        elif other not in LADDER or stage not in LADDER:
            reason = "off_ladder"
        else:
            reason = "earlier_stage" if rank(other) < rank(stage) else "not_actual"
        yield Alternative.cut(text, "stage", other, c.stage_span, reason)


def _parties(doc: Annotated, record: Commitment, lead: Candidate, places: Collection[str]) -> Iterable[Alternative]:
    """States and organisations that the sentence names, and that are no parties."""
    taken = {p.actor for p in record.parties}
    used = set(lead.party_spans)
    for m in doc.mentions:
        inside = lead.clauses.span.contains(m.span) and not any(s.contains(m.span) for s in used)
        if not inside or m.kind not in ("state", "organisation", "place") or not m.actor or m.actor in taken:
            continue
        at = lead.clauses.index_at(m.span.start)
        before = lead.clauses.tokens[at - 1].low if at else ""
        reason = "place" if m.kind == "place" or before in places else "no_part"
        yield Alternative.cut(doc.article.text, "parties", m.actor, m.span, reason)


def _amounts(doc: Annotated, record: Commitment, lead: Candidate) -> Iterable[Alternative]:
    """Sums and counts of the sentence that are not the record's."""
    own = next((e.span for e in record.evidence if e.field == "amount"), None)
    for a in doc.amounts_in(lead.clauses.span):
        if a.span != own and (a.currency or a.unit):
            value = " ".join(a.span.of(doc.article.text).split())
            yield Alternative.cut(doc.article.text, "amount", value, a.span, "not_its_object")


def _days(doc: Annotated, record: Commitment, lead: Candidate) -> Iterable[Alternative]:
    """Times of the sentence that none of the record's dates rests on."""
    fields = ("due", "period", "signed_on", "said_on", "previous", "schedule")
    own: list[Span] = [e.span for e in record.evidence if e.field in fields]
    for t in doc.times_in(lead.clauses.span):
        if not any(s.overlaps(t.span) for s in own):
            yield Alternative.cut(doc.article.text, "due", t.when.edtf(), t.span, "no_bound")
