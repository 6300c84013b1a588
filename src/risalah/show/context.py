"""Evidence in its sentence, and text that is safe to print on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from risalah.model.document import Document
from risalah.model.record import Commitment, Evidence, Meeting, Quotation
from risalah.model.span import Span

Record = Meeting | Quotation | Commitment

_BLANK = frozenset("\n\t ")
_AROUND = 80  # characters on each side of words whose sentence is not known
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text: str) -> str:
    """`text` with the same length, without what could steer a terminal: control characters, turns of direction."""
    return "".join("�" if (ord(c) < 32 or 127 <= ord(c) < 160 or c in _TURNS) and c not in _BLANK else c for c in text)


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words of a text: what they stand for, where, in which sentence, by which rule."""

    field: str
    span: Span
    sentence: Span | None = None
    rule: str = ""


def find_record(document: Document, record_id: str) -> Record | None:
    """The record with that id in a document."""
    records: tuple[Record, ...] = document.commitments + document.meetings + document.quotations
    return next((r for r in records if r.id == record_id), None)


def list_marks(record: Record) -> list[Mark]:
    """All words on which a record rests, in the order of the record."""
    if isinstance(record, Quotation):
        out = [Mark("content", s, rule=record.rule) for s in record.content]
        out += [Mark("cue", record.cue, rule=record.rule)] if record.cue else []
        mention = record.speaker_mention
        return out + ([Mark("speaker_mention", mention, rule=record.speaker_basis)] if mention else [])
    marks = [_to_mark(e) for e in record.evidence]
    if isinstance(record, Commitment) and record.conditions and all(m.span != record.conditions for m in marks):
        marks.append(Mark("conditions", record.conditions))
    return marks


def _to_mark(evidence: Evidence) -> Mark:
    return Mark(evidence.field, evidence.span, evidence.sentence, evidence.rule)


def place_marks(document: Document, marks: list[Mark]) -> dict[Span, list[Mark]]:
    """Marks by the sentence that they stand in, in text order.

    Words without a sentence of their own go to one that holds them, else to their neighbourhood in their block.
    """
    known = sorted({m.sentence for m in marks if m.sentence is not None})
    out: dict[Span, list[Mark]] = {}
    for mark in marks:
        sentence = mark.sentence if mark.sentence is not None and mark.sentence.contains(mark.span) else None
        around = sentence or next((s for s in known if s.contains(mark.span)), None)
        out.setdefault(around or _find_neighbourhood(document, mark.span), []).append(mark)
    return dict(sorted(out.items()))


def _find_neighbourhood(document: Document, span: Span) -> Span:
    """Some words before and after a span, inside its block."""
    block = next(
        (b.span for b in document.article.blocks if b.span.contains(span)), Span(0, len(document.article.text))
    )
    start, end = max(block.start, span.start - _AROUND), min(block.end, span.end + _AROUND)
    text = document.article.text
    # Begin and end between words, as far as there are blanks.
    while start > block.start and start < span.start and not text[start - 1].isspace():
        start += 1
    while end < block.end and end > span.end and not text[end].isspace():
        end -= 1
    return Span(start, end)


def render_marked(document: Document, around: Span, marks: Iterable[Span], *, plain: bool = False) -> Text:
    """The words of `around` with `marks` in reverse, or between ⟦ and ⟧ where styles are lost (`plain`).

    Cut sides are shown by an ellipsis.
    """
    text = clean_text(document.article.text)
    marked = _join([Span(max(m.start, around.start), min(m.end, around.end)) for m in marks if m.overlaps(around)])
    out = Text()
    at = around.start
    for mark in marked:
        out.append(text[at : mark.start].replace("\n", " "))
        words = text[mark.start : mark.end].replace("\n", " ")
        out.append(f"⟦{words}⟧" if plain else words, "" if plain else "bold reverse")
        at = mark.end
    out.append(text[at : around.end].replace("\n", " "))
    if _is_cut(text, around.start):
        out = Text("… ") + out
    return out + Text(" …") if _is_cut_after(text, around.end) else out


def _join(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _is_cut(text: str, at: int) -> bool:
    """Does something of the sentence stand before `at`?"""
    before = text[:at].rstrip(" ")
    return bool(before) and before[-1] not in ".!?…\n”\"'"


def _is_cut_after(text: str, at: int) -> bool:
    """Does something of the sentence stand after `at`?"""
    return at < len(text) and text[at] != "\n" and text[at - 1] not in ".!?…”\"'"
