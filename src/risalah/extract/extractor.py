"""The extractor of one language: relevance first, then meetings, quotations and commitments, each through the gate."""

from __future__ import annotations

from risalah.errors import EvidenceError
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.meetings import MeetingExtractor
from risalah.extract.quotations import read_quotations
from risalah.extract.relevance import RelevanceReader
from risalah.model.annotation import Annotated
from risalah.model.document import Document, Failure
from risalah.model.record import Commitment, Meeting
from risalah.resources.actors import ActorTable
from risalah.resources.encounters import load_encounters
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns


class Extractor:
    """Turns an annotated article into a document with records."""

    def __init__(self, language: Language, relevance: RelevanceReader | None = None) -> None:
        patterns = load_patterns(language)
        self._commitments = CommitmentExtractor(patterns)
        self._meetings = MeetingExtractor(load_encounters(language), patterns)
        self._grammar = patterns.grammar
        self._relevance = relevance or RelevanceReader(language, ActorTable())

    def extract(self, doc: Annotated, *, keep_all: bool = False) -> Document:
        """The document of one article; a page that is not about diplomacy has empty lists, unless `keep_all`."""
        article = self._relevance.judge(doc.article)
        if not article.relevant and not keep_all:
            return Document(article)
        meetings = self._meetings.extract(doc)
        commitments = self._commitments.extract(doc)
        actors = tuple(doc.actors.values())
        failures: list[Failure] = []
        kept_m = tuple(m for m in meetings if _passes(doc, m, failures))
        kept_c = tuple(c for c in commitments if _passes(doc, c, failures))
        return Document(
            article=article,
            mentions=doc.mentions,
            actors=actors,
            quotations=read_quotations(doc, kept_m, self._grammar),
            meetings=kept_m,
            commitments=kept_c,
            failures=tuple(failures),
        )


def _passes(doc: Annotated, record: Meeting | Commitment, failures: list[Failure]) -> bool:
    """The gate for all extractors: every field's words stand in the text, the stage's cue in a cited sentence."""
    text = doc.article.text
    for e in record.evidence:
        e.check(text)  # EvidenceError here is a bug of ours, and loud
    if isinstance(record, Commitment):
        cue = next((e for e in record.evidence if e.field == "stage"), None)
        if cue is None or cue.sentence is None or not cue.sentence.contains(cue.span):
            failures.append(
                Failure("extract", "no_cue", f"{record.id}: no cue for stage {record.stage}", quarantined=False)
            )
            return False
    elif not record.evidence:
        raise EvidenceError(f"meeting {record.id} has no evidence")
    return True
