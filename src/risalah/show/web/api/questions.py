"""What may be asked of a list. Anything else in the query is answered 400 with its name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from risalah.model.codebook import (
    CommitmentKind,
    MeetingKind,
    MeetingStatus,
    Outcome,
    QuotationForm,
    Sector,
    Stage,
)
from risalah.store.filters import EntryFilter

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,16}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
LangCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
PairCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,16}-[A-Z0-9]{2,16}$")]
Year = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Due = Literal["overdue", "coming", "stated", "none"]
MANY = 20
"""Values of one filter."""


def iso(day: date | None) -> str | None:
    """A day as the register keeps it."""
    return day.isoformat() if day else None


def _several(text: str) -> Any:
    return Field(default_factory=list, max_length=MANY, description=text + "; may be given several times")


class ListQuestion(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: int = Field(50, ge=1, le=200, description="rows of a page")
    after: str | None = Field(
        None, max_length=400, pattern=r"^[A-Za-z0-9_-]*$", description="where to go on: taken from next_url, never made"
    )


class EntryQuestion(ListQuestion):
    """Filters of entries. Several values of one filter: any of them; several filters: all of them."""

    pair: PairCode | None = Field(None, description="two states or organisations, as IDN-NZL")
    state: list[Code] = _several("a state or organisation that takes part; all that are given")
    actor: Name | None = Field(None, description="the id of anyone who takes part, also a person")
    sector: list[Sector] = _several("a sector")
    outlet: list[Name] = _several("an outlet that reports it")
    lang: list[LangCode] = _several("a language of the articles")
    year: list[Year] = _several("the year of its last day")
    from_: date | None = Field(None, alias="from", description="the first day, inclusive")
    to: date | None = Field(None, description="the last day, inclusive")
    conflicts: bool | None = Field(None, description="only entries on which sources differ, or only others")
    q: str | None = Field(None, max_length=200, description="words of title, content or place; never a query language")
    facets: bool = Field(False, description="also count the values of each facet")

    def read_filter(self, type: str, today: str) -> EntryFilter:
        """The same as a filter of entries; `today` is the day on which overdue is judged."""
        parties = [*(self.pair.split("-") if self.pair else ()), *self.state]
        return EntryFilter(
            type=type or None,
            parties=parties or None,
            party=self.actor,
            sector=self.sector or None,
            outlet=self.outlet or None,
            lang=self.lang or None,
            year=self.year or None,
            date_from=iso(self.from_),
            date_to=iso(self.to),
            conflicts=self.conflicts,
            words=self.q or None,
            **self.read_codes(today),
        )

    def read_codes(self, today: str) -> dict[str, Any]:
        """The filters of one type of entries."""
        return {}


class TableQuestion(EntryQuestion):
    """Filters of one type of entries, which may also be had as a table."""

    format: Literal["json", "csv"] = Field(
        "json", description="csv: all that is found as a table, one row each; limit, after and facets then say nothing"
    )


class CommitmentQuestion(TableQuestion):
    """Filters of commitments."""

    stage: list[Stage] = _several("a stage of the ladder, or off it")
    kind: list[CommitmentKind] = _several("an instrument or an undertaking")
    outcome: list[Outcome] = _several("what became of it")
    due: Due | None = Field(
        None, description="overdue; coming: due from today on and open; stated: has a due date; none: has none"
    )
    due_from: date | None = Field(None, description="due on this day or later")
    due_to: date | None = Field(None, description="due on this day or earlier")

    def read_codes(self, today: str) -> dict[str, Any]:
        """The filters of one type of entries."""
        out: dict[str, Any] = {"stage": self.stage or None, "kind": self.kind or None, "outcome": self.outcome or None}
        if self.due in ("stated", "none"):
            out["due"] = self.due == "stated"
        starts = [d.isoformat() for d in [self.due_from] if d]
        if self.due == "coming":
            starts.append(today)
            out["still_open"] = True
        if starts:
            out["due_from"] = max(starts)
        if self.due == "overdue":
            out["overdue_at"] = today
        if self.due_to:
            out["due_before"] = self.due_to.isoformat() + "~"  # inclusive
        return out


class MeetingQuestion(TableQuestion):
    """Filters of meetings."""

    kind: list[MeetingKind] = _several("a kind of meeting")
    status: list[MeetingStatus] = _several("held, planned ...")

    def read_codes(self, today: str) -> dict[str, Any]:
        """The filters of one type of entries."""
        return {"kind": self.kind or None, "status": self.status or None}


class QuotationQuestion(TableQuestion):
    """Filters of quotations."""

    form: list[QuotationForm] = _several("direct, indirect or mixed")

    def read_codes(self, today: str) -> dict[str, Any]:
        """The filters of one type of entries."""
        return {"kind": self.form or None}


class ArticleQuestion(ListQuestion):
    """Filters of articles."""

    outlet: Name | None = Field(None, description="the outlet")
    lang: LangCode | None = Field(None, description="the language")
    story: Name | None = Field(None, description="the id of a story")
    from_: date | None = Field(None, alias="from", description="published on this day or later")
    to: date | None = Field(None, description="published on this day or earlier")


class StoryQuestion(ListQuestion):
    """Filters of stories."""

    from_: date | None = Field(None, alias="from", description="ends on this day or later")
    to: date | None = Field(None, description="begins on this day or earlier")


class ActorQuestion(ListQuestion):
    """Filters of actors."""

    kind: list[Literal["state", "organisation", "ministry", "office", "person", "company"]] = _several("a kind")
    state: Code | None = Field(None, description="the state or organisation that they belong to")
    q: str | None = Field(None, max_length=100, description="the beginning of a word of the name")


class SearchQuestion(EntryQuestion):
    """A search: words in entries of all types, or in the texts of articles."""

    q: str = Field(max_length=200, description="words, all of which must be there; never a query language")
    what: Literal["commitment", "meeting", "quotation", "article"] | None = Field(
        None, description="only one type; article searches the texts, where filters of entries do not apply"
    )
    stage: list[Stage] = _several("a stage")
    kind: list[Name] = _several("a kind of commitment or meeting, or a form of quotation")

    def read_codes(self, today: str) -> dict[str, Any]:
        """The filters of one type of entries."""
        return {"stage": self.stage or None, "kind": self.kind or None}
