"""What `annotate` marks in a text: sentences, names, dates, amounts, quotations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from risalah.model.article import Article
from risalah.model.codebook import QuotationForm, SpeakerBasis
from risalah.model.span import Span
from risalah.model.when import When

ActorKind = Literal["person", "state", "organisation", "office", "place", "company", "ministry"]
MentionKind = Literal["person", "state", "organisation", "office", "place"]
AmountQualifier = Literal["about", "at_least", "up_to"]


EXCERPT = 3
"""Sentences: less than an article tells who is meant."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts. `id`: alpha-3 for a state, upper case for an organisation, a slug else.

    `country` is the state (alpha-3) that a person, an office, a ministry or a company belongs to; `office` the
    office that the text gives a person; `suggested` marks what a table, not the text, supplied.
    """

    id: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    office: str | None = None
    country: str | None = None
    former: bool = False
    suggested: bool = False

    def to_json(self) -> dict[str, Any]:
        """The actor object of CONTRACT.md."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "aliases": list(self.aliases),
            "office": self.office,
            "country": self.country,
            "former": self.former,
            "suggested": self.suggested,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Actor:
        """The inverse of `to_json`."""
        return cls(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            aliases=tuple(row.get("aliases") or ()),
            office=row.get("office"),
            country=row.get("country"),
            former=bool(row.get("former")),
            suggested=bool(row.get("suggested")),
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `block` is the index of its block in `Article.blocks`."""

    span: Span
    block: int


KNOWN_GROUP = "known-group"
"""The rule of a mention of a group whose members a table names ("kedua Korea"): no pair that the article tells of."""
NEAR_GROUP = "group-here"
"""The rule of a mention of a group whose members its own sentence names before it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `actor` is the id of an Actor of the same document, or None where it is not resolved.

    A plural mention ("kedua negara", "kedua menteri") has `members`, the ids that it stands for, and no `actor`.
    `head` is the span of the name alone where `span` holds role and state too ("Menlu Rusia Sergei Lavrov").
    `metonym` marks a capital or seat that stands for its state ("Moskow"); `adjective` a state inside another name.
    """

    span: Span
    kind: MentionKind
    actor: str | None = None
    members: tuple[str, ...] = ()
    head: Span | None = None
    metonym: bool = False
    rule: str = ""

    def to_json(self, text: str) -> dict[str, Any]:
        """The mention object of CONTRACT.md."""
        return {
            **self.span.to_json(text),
            "kind": self.kind,
            "actor": self.actor,
            "members": list(self.members),
            "metonym": self.metonym,
            "rule": self.rule,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any], text: str) -> Mention:
        """The inverse of `to_json` (but `head`, which only extraction needs)."""
        return cls(
            span=Span.from_json(row, text),
            kind=row["kind"],
            actor=row.get("actor"),
            members=tuple(row.get("members") or ()),
            metonym=bool(row.get("metonym")),
            rule=row.get("rule") or "",
        )


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and what it means.

    `named` is set where the words bound it: for "paling lambat kuartal III 2031" it is the quarter, `when` all before.
    """

    span: Span
    when: When
    named: When | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money, or a count with a unit. `value` in whole units of `currency` or `unit`; `high` closes a range."""

    span: Span
    value: float
    unit: str | None = None
    currency: str | None = None
    qualifier: AmountQualifier | None = None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The amount object of CONTRACT.md; whole numbers are printed without a fraction."""

        def number(x: float | None) -> float | int | None:
            return int(x) if x is not None and float(x).is_integer() else x

        return {
            "value": number(self.value),
            "unit": self.unit,
            "currency": self.currency,
            "qualifier": self.qualifier,
            "high": number(self.high),
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """What someone said. `content` is one or more spans without the quote marks; `speaker` an actor id or None.

    `speaker_mention` is the span that names the speaker (also for a speaker that stays unresolved, and for `kata
    dia`, where it is the name that the pronoun goes back to if the text has one). `rule` names the construction.
    """

    form: QuotationForm
    content: tuple[Span, ...]
    cue: Span | None = None
    speaker: str | None = None
    co_speakers: tuple[str, ...] = ()
    speaker_basis: SpeakerBasis = "unresolved"
    speaker_mention: Span | None = None
    via: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with everything that was marked in it, each tuple in text order."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: dict[str, Actor] = field(default_factory=dict)
    times: tuple[TimeMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_excerpt(self) -> bool:
        """Is it a few sentences alone, without the article that says who is meant: so few, and no title?"""
        return len(self.sentences) <= EXCERPT and not any(b.kind == "title" for b in self.article.blocks)

    def times_in(self, span: Span) -> tuple[TimeMention, ...]:
        """The time expressions that begin inside `span`."""
        return _inside(self.times, span)

    def amounts_in(self, span: Span) -> tuple[Amount, ...]:
        """The amounts that begin inside `span`."""
        return _inside(self.amounts, span)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`, or None (between blocks)."""
        lo, hi = 0, len(self.sentences)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.sentences[mid].span.end <= offset:
                lo = mid + 1
            else:
                hi = mid
        if lo < len(self.sentences) and self.sentences[lo].span.start <= offset:
            return self.sentences[lo]
        return None


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_Row = TypeVar("_Row", bound=_Placed)


def _inside(rows: tuple[_Row, ...], span: Span) -> tuple[_Row, ...]:
    """The rows (in text order) that begin inside `span`, found by bisection: articles may be long."""
    lo = bisect_left(rows, span.start, key=lambda r: r.span.start)
    hi = bisect_left(rows, span.end, key=lambda r: r.span.start)
    return rows[lo:hi]
