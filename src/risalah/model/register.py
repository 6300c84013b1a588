"""The register: stories, origins, entries and judgements. Entries are computed and can be rebuilt at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from risalah.model.codebook import Grade, Verdict

EntryType = Literal["meeting", "quotation", "commitment"]


@dataclass(frozen=True, slots=True, order=True)
class RecordRef:
    """One record: the id of its article and its id there ("c1")."""

    article: str
    id: str


@dataclass(frozen=True, slots=True)
class Selector:
    """A W3C TextQuoteSelector: it finds a record's anchor words again after a better cleaner or a correction.

    `prefix` and `suffix` are up to 32 characters around `exact`.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Same, different or unsure, said of two records; appended or withdrawn, never edited.

    `left` and `right` are "<article id>#<record id>" (for two articles: their ids); `by` is "rule:NAME" or
    "person:NAME"; `at` and `withdrawn_at` are ISO 8601, None for a rule, whose judgements are computed anew.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
    at: str | None = None
    withdrawn_at: str | None = None
    left_selector: Selector | None = None
    right_selector: Selector | None = None

    def to_json(self) -> dict[str, Any]:
        """A judgement of CONTRACT.md."""

        def sel(s: Selector | None) -> dict[str, str] | None:
            return {"exact": s.exact, "prefix": s.prefix, "suffix": s.suffix} if s else None

        return {
            "left": self.left,
            "right": self.right,
            "verdict": self.verdict,
            "score": self.score,
            "reasons": list(self.reasons),
            "by": self.by,
            "at": self.at,
            "withdrawn_at": self.withdrawn_at,
            "left_selector": sel(self.left_selector),
            "right_selector": sel(self.right_selector),
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Judgement:
        """The inverse of `to_json`."""

        def sel(s: dict[str, str] | None) -> Selector | None:
            return Selector(s["exact"], s.get("prefix", ""), s.get("suffix", "")) if s else None

        return cls(
            left=row["left"],
            right=row["right"],
            verdict=row["verdict"],
            score=float(row.get("score") or 0.0),
            reasons=tuple(row.get("reasons") or ()),
            by=row["by"],
            at=row.get("at"),
            withdrawn_at=row.get("withdrawn_at"),
            left_selector=sel(row.get("left_selector")),
            right_selector=sel(row.get("right_selector")),
        )


@dataclass(frozen=True, slots=True)
class Support:
    """Who stands behind an entry: articles, outlets, origins, speakers, and whether an official text does."""

    articles: int
    outlets: int
    origins: int
    speakers: int
    official: bool = False

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "articles": self.articles,
            "outlets": self.outlets,
            "origins": self.origins,
            "speakers": self.speakers,
            "official": self.official,
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field on which sources differ: every value with the articles that say it, none lost.

    `values` is a tuple of (value as JSON, article ids); the first is the one shown by default, by rule `default_rule`.
    """

    field: str
    grade: Grade
    values: tuple[tuple[Any, tuple[str, ...]], ...]
    default_rule: str = ""

    def to_json(self) -> dict[str, Any]:
        """A conflict row of CONTRACT.md."""
        return {
            "field": self.field,
            "grade": self.grade,
            "values": [{"value": v, "articles": list(a)} for v, a in self.values],
            "default_rule": self.default_rule,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting, quotation or commitment of the register, computed from its records.

    `value` holds the resolved fields in the JSON shape of a record (without id and evidence), `history` the rows
    {"stage", "as_of", "articles"} of a commitment, oldest first.
    """

    id: str
    type: EntryType
    value: dict[str, Any]
    records: tuple[RecordRef, ...]
    support: Support
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[dict[str, Any], ...] = ()
    story: str | None = None

    def to_json(self) -> dict[str, Any]:
        """An entry of CONTRACT.md (a quotation's records are its `variants`); `overdue` is added where shown."""
        refs = [{"article": r.article, "id": r.id} for r in self.records]
        out: dict[str, Any] = {"id": self.id, **self.value, "story": self.story}
        if self.type == "commitment":
            out["history"] = list(self.history)
        if self.type == "quotation":
            out["variants"] = refs
        out["records"] = refs
        out["support"] = self.support.to_json()
        out["conflicts"] = [c.to_json() for c in self.conflicts]
        return out


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article's place in the register. `origin_basis` says why it has that origin, in words.

    `event` names the part of a story that tells of one happening; a short story is one event.
    """

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    story: str | None
    origin: str | None
    origin_basis: str = ""
    duplicate_of: str | None = None
    event: str | None = None

    def to_json(self) -> dict[str, Any]:
        """An article row of CONTRACT.md."""
        return {
            "id": self.id,
            "url": self.url,
            "outlet": self.outlet,
            "title": self.title,
            "published": self.published,
            "lang": self.lang,
            "story": self.story,
            "origin": self.origin,
            "origin_basis": self.origin_basis,
            "duplicate_of": self.duplicate_of,
            "event": self.event,
        }


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event."""

    id: str
    title: str
    articles: tuple[str, ...]
    outlets: int
    origins: int
    first: str | None
    last: str | None
    speakers: int = 0

    def to_json(self) -> dict[str, Any]:
        """A story row of CONTRACT.md."""
        return {
            "id": self.id,
            "title": self.title,
            "articles": list(self.articles),
            "outlets": self.outlets,
            "origins": self.origins,
            "speakers": self.speakers,
            "from": self.first,
            "to": self.last,
        }


@dataclass(frozen=True, slots=True)
class TermCounts:
    """In how many of `articles` articles each word stood, as far as it stood in two: by this a word is rare."""

    articles: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RegisterPatch:
    """What some added articles change in a register: the rows that are new or other, and the ids that are gone.

    `actors` are whole rows; `judgements` are further ones of rules.
    """

    articles: tuple[ArticleEntry, ...] = ()
    stories: tuple[Story, ...] = ()
    entries: tuple[Entry, ...] = ()
    actors: tuple[dict[str, Any], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    gone_stories: frozenset[str] = frozenset()
    gone_entries: frozenset[str] = frozenset()
    terms: TermCounts | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What `link` computes out of documents and judgements, each tuple sorted by id.

    `actors` is the union of the documents' actors, one row an id, in the JSON shape of an actor. `terms` is kept for
    adding articles later, and is no part of what the register says.
    """

    articles: tuple[ArticleEntry, ...] = ()
    stories: tuple[Story, ...] = ()
    meetings: tuple[Entry, ...] = ()
    quotations: tuple[Entry, ...] = ()
    commitments: tuple[Entry, ...] = ()
    actors: tuple[dict[str, Any], ...] = ()
    judgements: tuple[Judgement, ...] = field(default=())
    terms: TermCounts | None = field(default=None, compare=False, repr=False)

    def entries(self) -> tuple[Entry, ...]:
        """All entries: commitments, meetings, quotations."""
        return self.commitments + self.meetings + self.quotations
