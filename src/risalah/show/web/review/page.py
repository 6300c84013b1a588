"""What a card's screen shows: the question, the evidence, the article's text beside it, and a form of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from risalah.model.article import Block
from risalah.model.document import Document
from risalah.model.register import Entry
from risalah.model.ruling import RecordType
from risalah.model.span import Span
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.highlight import Mark, Segment, cut_segments
from risalah.show.web.pages import Line, SourceView
from risalah.show.web.review.fields import FieldView, list_views
from risalah.show.web.review.keys import Keys
from risalah.show.web.views.evidence import find_record, pin_record, view_sources
from risalah.show.web.views.lines import view_entry
from risalah.store.appender import Appender
from risalah.store.cards import Card
from risalah.store.decide import OwnDecision

MOST = 10_000
"""Cards of a reason are counted no further."""
FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class TextPane:
    """An article's text in blocks of (kind, segments); the key FOCUS marks the words that are asked about."""

    article: str
    outlet: str
    published: str
    lang: str
    blocks: tuple[tuple[str, tuple[Segment, ...]], ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One entry of a question, with its records and their sentences."""

    line: Line
    sources: tuple[SourceView, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Clash:
    """A decision of somebody else that came between. `after` is the value, `field` the field, of a ruling."""

    by: str
    at: str
    act: str
    field: str
    after: Any
    subject: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a form: the key of a message, what fills it, decisions that came between, and what was typed."""

    key: str = ""
    detail: str = ""
    clashes: tuple[Clash, ...] = ()
    given: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CardPage:
    """`/review/REASON`, `/review/entry/ID`: `card` is None on an entry's own screen, `sides` empty at the gate."""

    reason: str
    card: Card | None
    action: str
    expect: int
    sides: tuple[SideView, ...]
    records: tuple[str, ...]
    shown: str
    pane: TextPane | None
    fields: tuple[FieldView, ...]
    kind: str
    keys: Keys
    counts: Mapping[str, int]
    left: int
    pending: int
    own: tuple[OwnDecision, ...]
    said: Said
    words: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`/review`"""

    counts: Mapping[str, int]
    pending: int
    own: tuple[OwnDecision, ...]
    keys: Keys
    admin: bool
    can_add: bool
    can_forget: bool
    said: Said


@dataclass(frozen=True, slots=True)
class BulkPage:
    """`/review/REASON/bulk`"""

    reason: str
    rows: tuple[tuple[Card, tuple[Line, ...], str], ...]
    pending: int
    said: Said
    after: int


def build_card(
    desk: Desk,
    appender: Appender,
    ctx: Context,
    keys: Keys,
    by: str,
    *,
    card: Card | None,
    entry: Entry | None = None,
    shown: str = "",
    said: Said | None = None,
    expect: int | None = None,
) -> CardPage:
    """The screen of a card, or of one entry. `shown` is the record whose text stands beside it."""
    said = said or Said()
    records = card.records if card else tuple(f"{r.article}#{r.id}" for r in entry.records) if entry else ()
    entries = list_entries(desk, card, entry)
    read: dict[str, Document | None] = {}
    sides = tuple(SideView(view_entry(desk, e, ctx), view_sources(desk, e, ctx, read), e) for e in entries)
    shown = shown if shown in records else records[0] if records else ""
    article = shown.partition("#")[0]
    document = read[article] if article in read else desk.document(article) if article else None
    record = find_record(document, shown.partition("#")[2]) if document else None
    body: dict[str, Any] = {}
    if record is not None and document is not None:
        text = document.article.text
        body = record.to_json(text) if not hasattr(record, "participants") else record.to_json()  # type: ignore[call-arg]
    kinds: dict[str, RecordType] = {"c": "commitment", "m": "meeting", "q": "quotation"}
    kind = kinds.get(shown.partition("#")[2][:1]) if body else None
    last = card.last if card else appender.last_ruling(records)
    asked = str(card.detail.get("field") or "") if card else ""
    counts = appender.count_open(MOST)
    reason = card.reason if card else ""
    return CardPage(
        reason=reason,
        card=card,
        action=f"/review/card/{card.id}" if card else f"/review/entry/{entry.id}" if entry else "",
        expect=last if expect is None else expect,
        sides=sides,
        records=records,
        shown=shown,
        pane=build_pane(document, shown, asked) if document else None,
        fields=tuple(list_views(kind, body, said.given)) if kind else (),
        kind=kind or "",
        keys=keys,
        counts=counts,
        left=counts.get(reason, 0),
        pending=appender.count_pending(),
        own=tuple(appender.list_own(by, 5)),
        said=said,
        words=(said.given or {}).get("words", ""),
        sample=any(s.sample for side in sides for s in side.sources),
    )


def list_entries(desk: Desk, card: Card | None, entry: Entry | None) -> list[Entry]:
    """The entries that a card asks about: one, or two that may be one, or none at the gate."""
    if entry is not None:
        return [entry]
    if card is None:
        return []
    if card.reason == "unsure_merge":
        found = [desk.reader.entry_of_record(key) for key in card.records]
        return list({e.id: e for e in found if e}.values())
    own = desk.entry(card.entry) if card.entry else None
    return [own] if own else []


def build_pane(document: Document, key: str, asked: str = "") -> TextPane:
    """The whole text, the words of a record marked; of those of the field `asked` the first has the focus."""
    article = document.article
    record = find_record(document, key.partition("#")[2])
    pins = pin_record(record, article.text) if record else []
    marks = [Mark(p.span.start, p.span.end, p.field) for p in pins if p.sentence != p.span]
    focus = [p.span for p in pins if p.field == asked] or [p.span for p in pins if p.sentence != p.span]
    focus = focus or [p.span for p in pins]
    if focus:
        first = min(focus)
        marks.append(Mark(first.start, first.end, FOCUS))
    return make_pane(document, marks)


def make_pane(document: Document, marks: list[Mark]) -> TextPane:
    """The whole text with these marks."""
    a = document.article
    blocks = a.blocks or ((Block("paragraph", Span(0, len(a.text))),) if a.text else ())
    cut = tuple((b.kind, cut_segments(a.text, b.span.start, b.span.end, marks)) for b in blocks)
    return TextPane(a.id, a.outlet or "", a.published or "", a.lang, cut)
