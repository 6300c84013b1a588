"""The shapes of records, for the description of the API. They say what is sent; nothing is checked against them here.

Codes are plain strings: a newer register may hold values that this release does not know. Fields may be added.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An object to which fields may be added."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Span(Shape):
    """Words of an article: code points, half-open, into its text; `exact` is that slice."""

    start: int
    end: int
    exact: str


class Evidence(Span):
    """The words on which a field rests."""

    article: str
    record: str
    field: str
    sentence: list[int] | None = Field(None, description="start and end of the whole sentence")
    rule: str


class When(Shape):
    """A closed interval of days, no finer than the words state."""

    from_: str | None = Field(alias="from")
    to: str | None
    precision: str = Field(description="day, month, quarter, half, year or period")
    qualifier: str | None
    edtf: str
    basis: str = Field(description="explicit, relative, dateline or publication")
    inferred: list[str]
    reason: str
    note: str
    raw: str


class Amount(Shape):
    """Money, or a count with a unit."""

    value: float
    high: float | None = None
    unit: str | None
    currency: str | None
    qualifier: str | None


class Party(Shape):
    """Someone in a record, and as what."""

    actor: str
    role: str


class Place(Shape):
    """Where."""

    name: str
    country: str | None


class Support(Shape):
    """Who stands behind an entry: articles, outlets, origins and speakers are counted separately."""

    articles: int
    outlets: int
    origins: int
    speakers: int
    official: bool


class ConflictValue(Shape):
    """One of several values of a field, and who says it."""

    value: Any
    articles: list[str]


class Conflict(Shape):
    """A field on which sources differ; no value is lost."""

    field: str
    grade: str = Field(description="agree, complementary, differ or conflict")
    values: list[ConflictValue]
    default_rule: str


class RecordRef(Shape):
    """A record of an article."""

    article: str
    id: str


class StageRow(Shape):
    """A stage as asserted on a day."""

    stage: str
    as_of: str | None
    articles: list[str]


class EntryShape(Shape):
    """What every entry has."""

    id: str
    story: str | None
    records: list[RecordRef]
    support: Support
    conflicts: list[Conflict]
    evidence: list[Evidence]


class Commitment(EntryShape):
    """What a party will, wants to, was asked to or did bind itself to."""

    kind: str
    title: str
    parties: list[Party]
    stage: str
    modality: str
    expected_stage: str | None
    outcome: str
    schedule: str | None
    sectors: list[str]
    horizon: str
    due: When | None
    period: When | None
    signed_on: When | None
    said_on: When | None
    amount: Amount | None
    said_by: str | None
    conditions: Span | None
    history: list[StageRow]
    overdue: bool = Field(description="due before `as_of` with an outcome that is open; computed, never read")


class Meeting(EntryShape):
    """An encounter of named parties, held or planned."""

    kind: str
    setting: str | None
    status: str
    parties: list[str]
    participants: list[Party]
    when: When | None
    place: Place | None
    topics: list[str]


class Quotation(EntryShape):
    """What a speaker said, with the wordings of each outlet."""

    form: str
    content: list[Span]
    cue: Span | None
    speaker: str | None
    co_speakers: list[str]
    speaker_basis: str
    speaker_mention: Span | None
    occasion: str | None
    via: list[str]
    variants: list[RecordRef]


class Article(Shape):
    """An article's place in the register."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    story: str | None
    origin: str | None
    origin_basis: str
    duplicate_of: str | None


class ArticleDetail(Article):
    """An article with the entries that rest on it. `text` is null for readers who may not see it."""

    text: str | None
    commitments: list[str]
    meetings: list[str]
    quotations: list[str]


class Story(Shape):
    """The articles about one event."""

    id: str
    title: str
    articles: list[str]
    outlets: int
    origins: int
    speakers: int
    from_: str | None = Field(alias="from")
    to: str | None


class Actor(Shape):
    """A state, organisation, ministry, office, company or person."""

    id: str
    kind: str
    name: str
    aliases: list[str]
    office: str | None
    country: str | None


class Pair(Shape):
    """Two states or organisations that share entries."""

    left: str
    right: str
    commitments: int
    meetings: int


class Hit(Shape):
    """Something that holds the words of a search."""

    type: str = Field(description="commitment, meeting, quotation or article")
    id: str
    title: str
    snippet: str
    day: str | None
    url: str
