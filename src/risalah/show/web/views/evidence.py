"""From an entry to its sentences: every record behind it, with the words that each field rests on."""

from __future__ import annotations

from typing import Any

from risalah.model.article import Article
from risalah.model.document import Document
from risalah.model.record import Commitment, Evidence, Meeting, Quotation
from risalah.model.register import ArticleEntry, Entry, RecordRef
from risalah.model.span import Span
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.highlight import Mark, cut_segments
from risalah.show.web.pages import ActorView, EvidenceView, Pin, SourceView
from risalah.show.web.views.lines import view_actor

Record = Meeting | Quotation | Commitment
REACH = 160
"""Characters of context on each side where a record gives no whole sentence."""


def find_record(document: Document, record_id: str) -> Record | None:
    """The record of a document by its id."""
    records: tuple[Record, ...] = (*document.commitments, *document.meetings, *document.quotations)
    return next((r for r in records if r.id == record_id), None)


def pin_record(record: Record, text: str) -> list[Evidence]:
    """All words that a record rests on, as evidence; a quotation's spans become evidence of content, cue, speaker."""
    if isinstance(record, Quotation):
        spans = [("content", s) for s in record.content]
        spans += [(n, s) for n, s in (("cue", record.cue), ("speaker", record.speaker_mention)) if s]
        return [Evidence(n, s, text[s.start : s.end], None, record.rule) for n, s in spans]
    pins = list(record.evidence)
    if isinstance(record, Commitment) and record.conditions:
        s = record.conditions
        if not any(e.field == "conditions" for e in pins):
            pins.append(Evidence("conditions", s, text[s.start : s.end]))
    return pins


def _frame(article: Article, evidence: Evidence) -> Span:
    """The whole sentence around evidence, or the words with some context of the same block."""
    if evidence.sentence:
        return evidence.sentence
    a, b = evidence.span.start, evidence.span.end
    block = next((x.span for x in article.blocks if x.span.contains(evidence.span)), None)
    low, high = (block.start, block.end) if block else (0, len(article.text))
    start, end = max(low, a - REACH), min(high, b + REACH)
    if start > low:
        start = min(article.text.find(" ", start, a) + 1 or start, a)
    if end < high:
        cut = article.text.rfind(" ", b, end)
        end = cut if cut >= b else end
    return Span(start, end)


def view_evidence(article: Article, pins: list[Evidence], first: int) -> tuple[EvidenceView, ...]:
    """Evidence grouped by sentence, in text order, numbered from `first`; overlapping frames become one."""
    frames: list[list[Any]] = []
    for pin in sorted(pins, key=lambda e: (_frame(article, e).start, e.span.start, e.field)):
        frame = _frame(article, pin)
        if frames and frame.start < frames[-1][1]:
            frames[-1][1] = max(frames[-1][1], frame.end)
            frames[-1][2].append(pin)
        else:
            frames.append([frame.start, frame.end, [pin]])
    views = []
    for n, (start, end, group) in enumerate(frames, first):
        marks = [Mark(e.span.start, e.span.end, e.field) for e in group if (e.span.start, e.span.end) != (start, end)]
        rows = dict.fromkeys(Pin(e.field, e.exact, e.span.start, e.span.end, e.rule) for e in group)
        ok = all(article.text[e.span.start : e.span.end] == e.exact for e in group)
        views.append(EvidenceView(n, start, end, cut_segments(article.text, start, end, marks), tuple(rows), ok))
    return tuple(views)


def view_sources(
    desk: Desk, entry: Entry, ctx: Context, read: dict[str, Document | None] | None = None
) -> tuple[SourceView, ...]:
    """Every record behind an entry, oldest article first, its sentences numbered through the page.

    The documents that were read for it are left in `read`.
    """
    read = {} if read is None else read
    sources: list[SourceView] = []
    n = 1
    for ref in _oldest_first(desk, entry):
        if ref.article not in read:
            read[ref.article] = desk.document(ref.article)
        document = read[ref.article]
        row = desk.article(ref.article)
        if row is None:
            a = document.article if document else None
            row = ArticleEntry(ref.article, a.url if a else None, a.outlet if a else None, a.title if a else None,
                               a.published if a else None, a.lang if a else "", None, None)  # fmt: skip
        record = find_record(document, ref.id) if document else None
        if document is None or record is None:
            sources.append(SourceView(row, row.lang, False, ref.id, None, None, (), ()))
            continue
        evidence = view_evidence(document.article, pin_record(record, document.article.text), n)
        n += len(evidence)
        sources.append(
            SourceView(
                article=row,
                lang=document.article.lang,
                sample=bool(document.article.metadata.get("sample")),
                record_id=ref.id,
                record=Value.wrap(_to_json(record, document.article.text)),
                said_by=_view_speaker(desk, record, ctx),
                governors=record.governors if isinstance(record, Commitment) else (),
                evidence=evidence,
            )
        )
    return tuple(sources)


def _oldest_first(desk: Desk, entry: Entry) -> list[RecordRef]:
    """Records by the day of their article; where the page gives none, by the day of what it asserts."""
    asserted = {a: str(h.get("as_of") or "") for h in entry.history for a in h.get("articles") or ()}

    def day(ref: RecordRef) -> tuple[str, str, str]:
        row = desk.article(ref.article)
        return ((row.published if row else None) or asserted.get(ref.article) or "9999", ref.article, ref.id)

    return sorted(entry.records, key=day)


def _to_json(record: Record, text: str) -> dict[str, Any]:
    return record.to_json() if isinstance(record, Meeting) else record.to_json(text)


def _view_speaker(desk: Desk, record: Record, ctx: Context) -> ActorView | None:
    actor = getattr(record, "said_by", None) or getattr(record, "speaker", None)
    return view_actor(desk, actor, ctx) if actor else None


def number_fields(sources: tuple[SourceView, ...]) -> dict[str, tuple[int, ...]]:
    """Field name -> the numbers of the sentences that it rests on."""
    numbers: dict[str, list[int]] = {}
    for source in sources:
        for view in source.evidence:
            for pin in view.pins:
                row = numbers.setdefault(pin.field, [])
                if view.n not in row:
                    row.append(view.n)
    return {k: tuple(v) for k, v in numbers.items()}


class Value(dict[str, Any]):
    """A JSON object for templates: a field that an older or newer register does not have reads as None."""

    def __missing__(self, key: str) -> None:
        return None

    @classmethod
    def wrap(cls, row: Any) -> Any:
        """The same JSON with every object inside it a Value."""
        if isinstance(row, dict):
            return cls({k: cls.wrap(v) for k, v in row.items()})
        return [cls.wrap(v) for v in row] if isinstance(row, list | tuple) else row
