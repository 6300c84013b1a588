"""A page that was just read: its text with highlights, and its records. None of it is in the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from risalah.model.article import Article, Block
from risalah.model.document import Document
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.model.span import Span
from risalah.show.values import cue_before
from risalah.show.web.context import Context
from risalah.show.web.highlight import Mark, Segment, cut_segments
from risalah.show.web.interface import load_state_names
from risalah.show.web.pages import EvidenceView
from risalah.show.web.views.evidence import Record, Value, pin_record, view_evidence


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record of a page: its number on it, type, title, what it says, its sentences."""

    n: int
    type: str
    title: str
    value: dict[str, Any]
    actors: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A page that was read. `blocks` are (kind, segments, numbers of the records that rest on it)."""

    article: Article
    blocks: tuple[tuple[str, tuple[Segment, ...], tuple[int, ...]], ...]
    records: tuple[ReadRecord, ...]
    failures: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """`/read`: the form, and what was read. `problem` says why nothing was; `fetches`: may an address be given?"""

    documents: tuple[ReadDocument, ...] = ()
    problem: str = ""
    remedy: str = ""
    fetches: bool = False
    done: bool = False


def view_documents(documents: list[Document], ctx: Context) -> tuple[ReadDocument, ...]:
    """Documents as they are shown."""
    return tuple(_view_document(d, ctx) for d in documents)


def _view_document(document: Document, ctx: Context) -> ReadDocument:
    article = document.article
    names = {a.id: a.name for a in document.actors}
    names |= {i: row.get(ctx.lang) or i for i, row in load_state_names().items() if i in names}
    found: tuple[Record, ...] = (*document.commitments, *document.meetings, *document.quotations)
    records, marks = [], []
    first = 1
    for n, record in enumerate(found, 1):
        pins = pin_record(record, article.text)
        marks += [Mark(p.span.start, p.span.end, str(n)) for p in pins if p.sentence != p.span]
        evidence = view_evidence(article, pins, first)
        first += len(evidence)
        records.append(_view_record(n, record, article.text, names, evidence))
    whole = article.blocks or ((Block("paragraph", Span(0, len(article.text))),) if article.text else ())
    blocks = []
    for block in whole:
        inside = [m for m in marks if m.start < block.span.end and block.span.start < m.end]
        numbers = tuple(dict.fromkeys(int(m.key) for m in sorted(inside, key=lambda m: m.start)))
        blocks.append((block.kind, cut_segments(article.text, block.span.start, block.span.end, inside), numbers))
    return ReadDocument(article, tuple(blocks), tuple(records), document.failures)


def _view_record(
    n: int, record: Record, text: str, names: dict[str, str], evidence: tuple[EvidenceView, ...]
) -> ReadRecord:
    if isinstance(record, Meeting):
        who = [p.actor for p in record.participants] or list(record.parties)
        value = Value.wrap(record.to_json())
        return ReadRecord(n, "meeting", "", value, tuple(names.get(a, a) for a in who), evidence)
    value = Value.wrap(record.to_json(text))
    if isinstance(record, Commitment):
        parties = tuple(names.get(p.actor, p.actor) for p in record.parties)
        return ReadRecord(n, "commitment", record.title, value, parties, evidence)
    assert isinstance(record, Quotation)
    said = cue_before(record.form, record.cue.of(text) if record.cue else None)
    said += " … ".join(s.of(text) for s in record.content)
    who = [record.speaker] if record.speaker else []
    spoken = tuple(names.get(a, a) for a in who) or (
        (record.speaker_mention.of(text),) if record.speaker_mention else ()
    )
    return ReadRecord(n, "quotation", said, value, spoken, evidence)
