"""Articles and records as `link` looks at them: everything that is compared often, worked out once."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from risalah.link.dates import Interval, article_day, interval, published_day
from risalah.link.words import (
    WordReader,
    canonical_address,
    find_numbers,
    is_official,
    outlet_name,
    source_name,
    split_words,
)
from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.record import Commitment, Evidence, Meeting, Quotation
from risalah.model.register import EntryType, RecordRef, Selector
from risalah.model.span import Span
from risalah.resources.linking import Weights


@dataclass(slots=True)
class ArticleView:
    """One article. `story`, `event`, `origin` and `copy_of` are filled later; `copy_of` is the id of the first copy.

    `start` is where the body begins in the text. Nothing long is kept twice: a register has many articles.
    """

    document: Document
    day: date | None
    address: str | None
    outlet: str | None
    official: bool
    start: int
    sources: frozenset[str]
    shingles: array[int] = field(default_factory=lambda: array("I"))
    story: str = ""
    event: str = ""
    origin: str = ""
    copy_of: str | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.document.article.id

    @property
    def body(self) -> str:
        """The text without its title."""
        return self.document.article.text[self.start :]

    @property
    def root(self) -> str:
        """The id of the article of which this one is a copy, or its own."""
        return self.copy_of or self.id

    @property
    def order(self) -> tuple[str, str, str]:
        """Oldest first, then by id; an article without any date comes last."""
        return (self.day.isoformat() if self.day else "9999", self.document.article.published or "", self.id)

    def shingle_set(self) -> frozenset[int]:
        """The hashes of the five-word shingles of the body."""
        return frozenset(self.shingles)

    def numbers(self) -> frozenset[str]:
        """The numbers of the body."""
        return find_numbers(self.body)


def view_articles(documents: Sequence[Document], weights: Weights) -> list[ArticleView]:
    """The articles in canonical order: the order in which they come in changes nothing. One row an article id."""
    views: dict[str, ArticleView] = {}
    for document in documents:
        article = document.article
        # The same article given twice counts once; the reading with more records is kept.
        if article.id in views and _weight(document) <= _weight(views[article.id].document):
            continue
        outlet = outlet_name(article.outlet, article.url, weights)
        views[article.id] = ArticleView(
            document=document,
            day=article_day(document),
            address=canonical_address(article.url, weights),
            outlet=outlet,
            # A text that a curator has taken in as a ministry's own, wherever it was found.
            official=is_official(outlet, weights) or bool(article.metadata.get("official_by")),
            start=find_body(document),
            sources=frozenset(source_name(v, weights) for v in article.via)
            | (
                frozenset({source_name(outlet, weights)}) & frozenset(weights.agencies.values())
                if outlet
                else frozenset()
            ),
        )
    return sorted(views.values(), key=lambda v: v.order)


def hash_shingles(shingles: Sequence[str]) -> array[int]:
    """Each distinct shingle as a number that is the same on every machine."""
    return array("I", sorted({zlib.crc32(s.encode("utf-8", "surrogatepass")) for s in shingles}))


def find_body(document: Document) -> int:
    """Where an article's text goes on behind its title."""
    article = document.article
    for block in article.blocks:
        if block.kind != "title":
            return block.span.start
    if article.title and article.text.startswith(article.title):
        return len(article.text) - len(article.text[len(article.title) :].lstrip())
    return 0


def _weight(document: Document) -> tuple[int, str]:
    """For choosing between two readings of one article: the number of records, then the text of the reading."""
    n = len(document.meetings) + len(document.quotations) + len(document.commitments)
    return (n, repr(document))


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that hangs a commitment on an earlier one: of which type it is, where it stands, and what its sentence
    names as objects."""

    type: str
    place: dict[str, Any]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of a record in its article's text, worked out where the text is at hand: its JSON, the selector
    of its anchor words, and the words that hang it on others."""

    value: dict[str, Any]
    selector: Selector
    cues: tuple[Cue, ...]


@dataclass(slots=True)
class RecordView:
    """One record with what it is compared by. `states` are the parties as states or organisations.

    Of a meeting: `status` with what the article's own day says of it, `sides` the states of the persons who take part,
    `held_on` the days on which it was held, where the text states them and tells of no earlier plan. `told` stands in
    for the article's text, where that is elsewhere.
    """

    article: ArticleView
    record: Meeting | Quotation | Commitment
    type: EntryType
    anchor: Span
    exact: str
    states: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    day: date | None = None
    offices: frozenset[str] = frozenset()
    unnamed: bool = False
    status: str = ""
    sides: frozenset[str] = frozenset()
    held_on: Interval | None = None
    told: Told | None = None

    @property
    def ref(self) -> RecordRef:
        """Article id and record id."""
        return RecordRef(self.article.id, self.record.id)

    @property
    def key(self) -> str:
        """ "<article id>#<record id>", as judgements write it."""
        return f"{self.article.id}#{self.record.id}"

    @property
    def order(self) -> tuple[tuple[str, str, str], int, str]:
        """Oldest article first, then the order of the text."""
        return (self.article.order, self.anchor.start, self.record.id)


def view_records(article: ArticleView, words: WordReader, weights: Weights) -> list[RecordView]:
    """All records of an article."""
    document = article.document
    actors = {a.id: a for a in document.actors}
    text = document.article.text
    names = _names(document)
    out: list[RecordView] = []
    for m in document.meetings:
        anchor = _anchor(m.evidence, text)
        states = frozenset(_state(p, actors) for p in m.parties) or frozenset(
            _state(p.actor, actors) for p in m.participants
        )
        persons = frozenset(p.actor for p in m.participants if p.actor not in states and not _is_body(p.actor, actors))
        view = RecordView(article, m, "meeting", anchor, anchor.of(text), states, persons, day=article.day)
        posts = [a for p in sorted(persons) if (a := actors.get(p))]
        view.status = _status(m, document)
        view.sides = frozenset(a.country for a in posts if a.country)
        view.held_on = interval(m.when) if view.status == "held" and not m.previous else None
        view.offices = frozenset(f"{a.office} {a.country}" for a in posts if a.country and is_single(a.office, weights))
        # A name that a table supplied may be out of date: the text names the office alone.
        view.unnamed = any(
            a.kind == "office" or a.suggested for a in posts if a.country and is_single(a.office, weights)
        )
        out.append(view)
    for q in document.quotations:
        said = " ".join(s.of(text) for s in q.content)
        view = RecordView(article, q, "quotation", q.content[0], q.content[0].of(text))
        view.persons = frozenset({q.speaker}) if q.speaker else frozenset()
        view.words, view.numbers = words.content(said), find_numbers(said)
        view.day = _said(q, document) or article.day
        out.append(view)
    for c in document.commitments:
        anchor = _anchor(c.evidence, text)
        view = RecordView(article, c, "commitment", anchor, anchor.of(text))
        view.states = frozenset(_state(p.actor, actors) for p in c.parties)
        # Who is to act: of a request the one who is asked.
        giver = "addressee" if c.kind == "request" else "committer"
        view.givers = frozenset(_state(p.actor, actors) for p in c.parties if p.role == giver)
        view.words, view.numbers = words.object_of(c.title, names), _plain_numbers(c.title)
        if c.kind != "target":
            # A target date may slip: it numbers nothing. (A target for another year is another target.)
            view.numbers -= frozenset(n for w in (c.due, c.period, c.signed_on) if w for n in find_numbers(w.raw))
        view.day = (c.said_on.first if c.said_on and c.said_on.precision == "day" else None) or article.day
        out.append(view)
    return out


def _status(meeting: Meeting, document: Document) -> str:
    """A meeting's status. What is to come after the article's own day cannot have been held by then: planned."""
    first = meeting.when.first if meeting.when else None
    published = published_day(document.article.published)
    if meeting.status == "held" and first and published and first > published:
        return "planned"
    return meeting.status


def _names(document: Document) -> frozenset[str]:
    """The words that name actors here. A person's office ("Menteri Pertahanan ...") is none: it may be the object."""
    out: set[str] = set()
    for a in document.actors:
        if a.kind == "person":
            out.update(split_words(a.name))
        elif a.kind not in ("office", "ministry"):
            out.update(w for n in (a.name, *a.aliases) for w in split_words(n))
    return frozenset(out)


def is_single(office: str | None, weights: Weights) -> bool:
    """Is this an office of which a state has one holder at a time?"""
    return bool(office) and (office in weights.single_offices or str(office).endswith(" minister"))


def _said(quotation: Quotation, document: Document) -> date | None:
    """The day of the meeting at which something was said, if the article tells it."""
    for m in document.meetings:
        if m.id == quotation.occasion and m.when and m.when.precision == "day":
            return m.when.first
    return None


def _anchor(evidence: Sequence[Evidence], text: str) -> Span:
    """The words of a record's stage or status, else its first evidence; the text's first character where it has none.

    Not the earliest words: a party may be pinned to the head of the article.
    """
    if not evidence:
        return Span(0, max(1, min(1, len(text))))
    return next((e for e in evidence if e.field in ("stage", "status")), evidence[0]).span


def _is_body(actor: str, actors: dict[str, Actor]) -> bool:
    """Is this a state or an organisation, not a person or an office?"""
    known = actors.get(actor)
    return known.kind in ("state", "organisation", "place") if known else actor.isupper()


def _state(actor: str, actors: dict[str, Actor]) -> str:
    """The state that an actor stands for: a ministry, an office or a minister is the state (CODEBOOK 1)."""
    known = actors.get(actor)
    if known and known.kind in ("person", "office", "ministry") and known.country:
        return known.country
    return actor


def _plain_numbers(title: str) -> frozenset[str]:
    """The numbers of a title that may number a thing ("putaran ke-19"), not years' spans or amounts with separators."""
    return frozenset(n for n in find_numbers(title) if n.isdigit())


def as_json(view: RecordView) -> dict[str, Any]:
    """The record in the shape of CONTRACT.md without what belongs to one article alone."""
    if view.told is not None:
        return dict(view.told.value)
    text = view.article.document.article.text
    record = view.record
    row = record.to_json() if isinstance(record, Meeting) else record.to_json(text)
    row.pop("id")
    row.pop("evidence", None)
    row.pop("alternatives", None)  # they point into the text of one article
    return row
