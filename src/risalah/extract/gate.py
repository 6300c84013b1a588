"""The gate for all extractors: an exact span, one sentence, a cue that agrees, else review or rejection with a reason.

What the rules read of the same sentence is the measure. A proposal may repeat it (it is joined to the rules' record),
it may add a record below the high stages where every closed check agrees, and it may never say more than the rules
read: no extractor can raise a stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from risalah.errors import EvidenceError
from risalah.extract.closed_checks import Issue, unique
from risalah.extract.doubts import DoubtReader
from risalah.extract.gate_commitments import CommitmentJudge
from risalah.extract.gate_others import judge_meeting, judge_quotation
from risalah.extract.locating import locate
from risalah.extract.readings import Readings, SentenceReader, strength
from risalah.model.annotation import Annotated
from risalah.model.codebook import HIGH_STAGES, rank
from risalah.model.gate import RULES, Decision, Proposal, Quoted, Verdict
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.model.span import Span
from risalah.resources.gate import load_reasons
from risalah.resources.patterns import Patterns

_FIRST = ("stage", "status", "outcome", "content", "record", "title")
_MOST_UNITS = 8
_MOST = 400  # proposals of one article that are looked at: the rest is refused
_MOST_WORDS = 5_000


@dataclass(slots=True)
class Own:
    """The records that a proposal is compared with: those of the rules, and what the gate has let in since."""

    commitments: list[Commitment]
    meetings: Sequence[Meeting]
    quotations: Sequence[Quotation]


class Gate:
    """Judges records of the rules and proposals of all other extractors by one measure."""

    def __init__(self, patterns: Patterns) -> None:
        self._reader = SentenceReader(patterns)
        self._reasons = load_reasons()
        self._commitments = CommitmentJudge(patterns)
        self._doubts = DoubtReader(patterns, patterns.learned) if patterns.learned else None

    def open(self, doc: Annotated) -> Readings:
        """The sentences of an article, to be read as they are asked for."""
        return self._reader.open(doc)

    # ------------------------------------------------------------------ the rules' own records

    def check_own(self, readings: Readings, record: Commitment | Meeting) -> Verdict | None:
        """None where a record of the rules passes; the verdict against it where it does not.

        Raises EvidenceError where its evidence is not what stands in the text: that is a bug of ours, and loud.
        """
        text = readings.doc.article.text
        for e in record.evidence:
            e.check(text)
        if isinstance(record, Meeting):
            if not record.evidence:
                raise EvidenceError(f"meeting {record.id} has no evidence")
            return None
        issue = self._own_issue(readings, record)
        if issue is None:
            return None
        quoted = tuple(Quoted(e.field, e.exact, e.span.start) for e in record.evidence)
        values = {"kind": record.kind, "title": record.title, "stage": record.stage, "modality": record.modality}
        proposal = Proposal(RULES, "commitment", values, quoted)
        return self._verdict(proposal, [issue], tuple(e.span for e in record.evidence), record.id)

    def _own_issue(self, readings: Readings, record: Commitment) -> Issue | None:
        cue = next((e for e in record.evidence if e.field == "stage"), None)
        if cue is None or cue.sentence is None or not cue.sentence.contains(cue.span):
            return Issue("no_cue", "stage", record.stage)
        if self._doubts is not None and self._doubts.doubts(readings.doc, record):
            return Issue("unlike", "stage", cue.exact)
        if record.stage not in HIGH_STAGES and record.outcome not in ("met", "partly_met"):
            return None
        unit = readings.at(cue.span)
        if unit is None:
            return Issue("outside_sentence", "stage", cue.exact)
        if not unit.body and record.stage in HIGH_STAGES:
            return Issue("headline_only", "stage", record.stage)
        here = [t for t in unit.triggers if unit.cue_of(t) == cue.span]
        if record.stage == "implemented" and any(unit.words_of(t) in t.cue.against for t in here):
            return Issue("unilateral_act", "record", cue.exact)
        acts = record.stage == "implemented" and record.kind == "action"
        if acts and here and not any(readings.names_doer(unit, t) for t in here):
            return Issue("no_doer", "parties", cue.exact)
        if record.stage == "in_force" and record.kind == "agreement" and len(record.parties) == 1:
            # A treaty has more parties than a sentence names; a ceasefire may be among people of one state.
            return Issue("one_side", "parties", record.parties[0].actor)
        read = [strength(t.reading.stage, t.reading.modality) for t in here]
        if rank(record.stage) > max(read, default=rank(record.stage)):
            return Issue("above_text", "stage", record.stage, "—")
        if record.outcome in ("met", "partly_met") and not any(e.field == "outcome" for e in record.evidence):
            return Issue("no_cue", "outcome", record.outcome)
        return None

    # ------------------------------------------------------------------ proposals from outside

    def judge_all(
        self, readings: Readings, proposals: Iterable[Proposal], own: Own
    ) -> tuple[list[Verdict], list[Commitment]]:
        """Verdicts in the order of the proposals, and the commitments that are new to the rules."""
        verdicts: list[Verdict] = []
        added: list[Commitment] = []
        for n, proposal in enumerate(proposals):
            if n >= _MOST:
                verdicts.append(self._verdict(proposal, [Issue("malformed", "record", f"> {_MOST}")], ()))
                continue
            verdict, made = self.judge(readings, proposal, own)
            verdicts.append(verdict)
            if made is not None:
                added.append(made)
                own.commitments.append(made)
        return verdicts, added

    def judge(self, readings: Readings, proposal: Proposal, own: Own) -> tuple[Verdict, Commitment | None]:
        """The verdict on one proposal, and the record that is made of it where it is accepted and new."""
        issues = _refusals(proposal)
        if issues:
            return self._verdict(proposal, issues, ()), None
        text = readings.doc.article.text
        places = [locate(text, q, proposal.within) for q in proposal.quoted]
        missing = [q for q, found in zip(proposal.quoted, places, strict=True) if not found]
        if missing:
            issues = [Issue("not_in_text", q.field, q.words) for q in missing]
            return self._verdict(proposal, issues, tuple(p[0] if p else None for p in places)), None
        number, issue = _anchor(readings, proposal, places)
        if number is None:
            spans = tuple(p[0] for p in places)
            return self._verdict(proposal, [issue] if issue else [], spans), None
        chosen = tuple(tuple(s for s in found if readings.number(s) == number) or found for found in places)
        unit = readings.unit(number)
        made: Commitment | None = None
        record: str | None = None
        if proposal.type == "commitment":
            found = self._commitments.judge(readings, proposal, chosen, unit, own.commitments)
            issues, record, made = found.issues, found.record, found.made
        elif proposal.type == "meeting":
            issues, record = judge_meeting(readings, proposal, chosen, unit, own.meetings)
        else:
            issues, record = judge_quotation(readings, proposal, chosen, unit, own.quotations)
        verdict = self._verdict(proposal, issues, tuple(c[0] for c in chosen), record, joined=made is None)
        return verdict, made if verdict.decision == "accept" else None

    def _verdict(
        self,
        proposal: Proposal,
        issues: Sequence[Issue],
        spans: tuple[Span | None, ...],
        record: str | None = None,
        *,
        joined: bool = False,
    ) -> Verdict:
        """The decision that the gravest of the issues calls for."""
        reasons = tuple(self._reasons.make(i.code, i.field, i.claimed, i.read) for i in unique(issues))
        decided = {self._reasons.decision(i.code) for i in issues}
        decision: Decision = "reject" if "reject" in decided else "review" if "review" in decided else "accept"
        return Verdict(proposal, decision, reasons, spans, record, joined and decision == "accept")


def _refusals(proposal: Proposal) -> list[Issue]:
    """What can be said against a proposal without looking at the text."""
    if proposal.refused:
        shown = next((q.words for q in proposal.quoted), "") or str(dict(proposal.values))
        return [Issue(proposal.refused, "record", shown)]
    if not any(q.words.strip() for q in proposal.quoted):
        return [Issue("no_words", "record")]
    return [Issue("malformed", q.field, f"{len(q.words)}") for q in proposal.quoted if len(q.words) > _MOST_WORDS]


def _anchor(
    readings: Readings, proposal: Proposal, places: Sequence[tuple[Span, ...]]
) -> tuple[int | None, Issue | None]:
    """The one sentence that the proposal rests on, or what is wrong about it."""
    order = sorted(range(len(places)), key=lambda n: _order(proposal.quoted[n].field))
    lead = order[0]
    q = proposal.quoted[lead]
    numbers: list[int] = []
    for span in places[lead]:
        n = readings.number(span)
        if n is not None and n not in numbers:
            numbers.append(n)
    if not numbers:
        return None, Issue("outside_sentence", q.field, q.words)
    if len(numbers) > 1:
        # the words stand in several sentences: the one that holds all the other words too
        whole = [
            n for n in numbers[:_MOST_UNITS] if all(any(readings.number(s) == n for s in found) for found in places)
        ]
        numbers = whole if len(whole) == 1 and len(places) > 1 else numbers
    if len(numbers) > 1:
        return None, Issue("ambiguous", q.field, q.words)
    return numbers[0], None


def _order(field: str) -> int:
    return _FIRST.index(field) if field in _FIRST else len(_FIRST)
