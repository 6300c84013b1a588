"""The extractor of one language: relevance first, then meetings, quotations and commitments, each through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.gate import Gate, Own
from risalah.extract.meetings import MeetingExtractor
from risalah.extract.proposing import Proposer
from risalah.extract.quotations import read_quotations
from risalah.extract.readings import Readings
from risalah.extract.relevance import RelevanceReader
from risalah.model.annotation import Annotated
from risalah.model.document import Document, Failure
from risalah.model.gate import GateReport, ProposalType, Usage, Verdict
from risalah.model.record import Commitment, Meeting
from risalah.resources.actors import ActorTable
from risalah.resources.encounters import load_encounters
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns


class Extractor:
    """Turns an annotated article into a document with records. `proposers` are extractors besides the rules."""

    def __init__(
        self, language: Language, relevance: RelevanceReader | None = None, proposers: Sequence[Proposer] = ()
    ) -> None:
        patterns = load_patterns(language)
        self._commitments = CommitmentExtractor(patterns)
        self._meetings = MeetingExtractor(load_encounters(language), patterns)
        self._grammar = patterns.grammar
        self._relevance = relevance or RelevanceReader(language, ActorTable())
        self._gate = Gate(patterns)
        self._proposers = tuple(proposers)

    def extract(self, doc: Annotated, *, keep_all: bool = False) -> Document:
        """The document of one article; a page that is not about diplomacy has empty lists, unless `keep_all`."""
        article = self._relevance.judge(doc.article)
        if not article.relevant and not keep_all:
            return Document(article)
        meetings = self._meetings.extract(doc)
        commitments = self._commitments.extract(doc, article.relevance)
        readings = self._gate.open(doc)
        verdicts: list[Verdict] = []
        kept_m = [m for m in meetings if self._passes(readings, m, verdicts)]
        kept_c = [c for c in commitments if self._passes(readings, c, verdicts)]
        quotations = read_quotations(doc, tuple(kept_m), self._grammar)
        own: list[tuple[ProposalType, str]] = [("commitment", c.id) for c in kept_c]
        own += [("meeting", m.id) for m in kept_m]
        own += [("quotation", q.id) for q in quotations]
        usage: dict[str, Usage] = {}
        mine = Own(kept_c, kept_m, quotations)
        for proposer in self._proposers:
            batch = proposer.propose(readings)
            usage[proposer.name] = batch.usage
            found, _ = self._gate.judge_all(readings, batch.proposals, mine)
            verdicts += found
        report = GateReport(tuple(own), tuple(verdicts), usage)
        return Document(
            article=article,
            mentions=doc.mentions,
            actors=tuple(doc.actors.values()),
            quotations=quotations,
            meetings=tuple(kept_m),
            commitments=tuple(mine.commitments),
            failures=tuple(describe_failures(report)),
            gate=report,
        )

    def _passes(self, readings: Readings, record: Meeting | Commitment, verdicts: list[Verdict]) -> bool:
        """Does a record of the rules pass the gate? What does not is listed, and is not in the document."""
        verdict = self._gate.check_own(readings, record)
        if verdict is not None:
            verdicts.append(verdict)
        return verdict is None


def describe_failures(report: GateReport) -> list[Failure]:
    """What the gate kept out, as a register keeps it: reason by reason, in words."""
    out: list[Failure] = []
    for v in report.verdicts:
        if v.decision == "accept":
            continue
        first = v.reasons[0]
        subject = " ".join(x for x in (v.proposal.extractor, v.proposal.type, v.record or "") if x)
        why = "; ".join(r.words["en"] for r in v.reasons)
        step = "review" if v.decision == "review" else "rejected"
        detail = f"{subject}, {step}: {why}"
        out.append(Failure("gate", first.code, detail, quarantined=False))
    for name, usage in report.usage.items():
        out += [Failure("extract", name, note, quarantined=False) for note in usage.notes]
    return out
