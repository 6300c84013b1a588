"""What a register gives: one meeting, quotation or commitment with its evidence, its history and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from risalah.model.record import Participant, Party, Place
from risalah.model.register import ArticleEntry, Conflict, Entry, Support
from risalah.model.when import When
from risalah.show.export_rows import describe_entry, find_overdue, flatten_entry


@dataclass(frozen=True, slots=True)
class EntryEvidence:
    """The exact words on which one field of an entry rests.

    `exact` is `text[start:end]` of the article `article` (its id), code points, half-open; `record` is the record's id
    there ("c1"), `sentence` the bounds of the whole sentence where they are known, `rule` the rule or person that read
    it.
    """

    article: str
    record: str
    field: str
    start: int
    end: int
    exact: str
    sentence: tuple[int, int] | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class StageStep:
    """One step of a commitment's history: `stage` stood on the day `as_of` (None: undated), as `articles` (ids) say."""

    stage: str
    as_of: date | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _EntryView:
    """What all entries share. `entry` is the register's row, `as_of` the day on which overdue is judged."""

    entry: Entry
    evidence: tuple[EntryEvidence, ...]
    sources: tuple[ArticleEntry, ...]
    as_of: date

    @property
    def id(self) -> str:
        """The entry's id; it stays the same as articles are added."""
        return self.entry.id

    @property
    def type(self) -> str:
        """commitment, meeting or quotation."""
        return self.entry.type

    @property
    def story(self) -> str | None:
        """The id of its story."""
        return self.entry.story

    @property
    def support(self) -> Support:
        """How many articles, outlets, origins and speakers stand behind it."""
        return self.entry.support

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields on which its sources differ, every value with the articles that say it."""
        return self.entry.conflicts

    def evidence_of(self, field: str) -> tuple[EntryEvidence, ...]:
        """The words on which `field` rests; empty where no source states it."""
        return tuple(e for e in self.evidence if e.field == field)

    def to_dict(self) -> dict[str, Any]:
        """The object that `risalah export --format json` gives for this entry."""
        return describe_entry(self.entry, self._rows(), self.as_of.isoformat())

    def to_row(self) -> dict[str, Any]:
        """The row that `risalah export --format csv` gives for this entry."""
        return dict(flatten_entry(self.entry, self._rows(), self.as_of.isoformat()))

    def _rows(self) -> dict[Any, list[dict[str, Any]]]:
        out: dict[Any, list[dict[str, Any]]] = {ref: [] for ref in self.entry.records}
        keys = {(ref.article, ref.id): ref for ref in self.entry.records}
        for e in self.evidence:
            row = {"article": e.article, "field": e.field, "start": e.start, "end": e.end, "exact": e.exact}
            row |= {"sentence": list(e.sentence) if e.sentence else None, "rule": e.rule}
            out[keys[e.article, e.record]].append(row)
        return out

    def _when(self, field: str) -> When | None:
        row = self.entry.value.get(field)
        return When.from_json(row) if row else None

    def _codes(self, field: str) -> tuple[str, ...]:
        return tuple(self.entry.value.get(field) or ())


@dataclass(frozen=True, slots=True)
class CommitmentEntry(_EntryView):
    """A commitment of the register. What no source states is None or empty; codes are those of the codebook."""

    @property
    def title(self) -> str:
        """What it is called, in the article's own words."""
        return str(self.entry.value.get("title") or "")

    @property
    def kind(self) -> str:
        """mou, treaty, pledge ..."""
        return str(self.entry.value["kind"])

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who binds itself, and to whom."""
        return tuple(Party(p["actor"], p["role"]) for p in self.entry.value.get("parties") or ())

    @property
    def stage(self) -> str:
        """Where it stands on the ladder: raised ... signed ... implemented, or off it."""
        return str(self.entry.value["stage"])

    @property
    def modality(self) -> str:
        """actual, planned, expected, proposed, conditional or denied."""
        return str(self.entry.value.get("modality") or "actual")

    @property
    def expected_stage(self) -> str | None:
        """The stage that somebody hopes or plans for."""
        return self.entry.value.get("expected_stage")

    @property
    def outcome(self) -> str:
        """not_due, in_progress, met, partly_met, missed ..."""
        return str(self.entry.value.get("outcome") or "unknown")

    @property
    def schedule(self) -> str | None:
        """postponed, rescheduled, brought_forward, cancelled."""
        return self.entry.value.get("schedule")

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors, the main one first."""
        return self._codes("sectors")

    @property
    def horizon(self) -> str:
        """short, medium, long or unstated."""
        return str(self.entry.value.get("horizon") or "unstated")

    @property
    def due(self) -> When | None:
        """When it is due: an interval of days."""
        return self._when("due")

    @property
    def period(self) -> When | None:
        """The time that it covers."""
        return self._when("period")

    @property
    def signed_on(self) -> When | None:
        """When it was signed."""
        return self._when("signed_on")

    @property
    def said_on(self) -> When | None:
        """When it was said."""
        return self._when("said_on")

    @property
    def amount(self) -> dict[str, Any] | None:
        """`value high unit currency qualifier`: money in the currency's own unit (not thousands), or a count."""
        return self.entry.value.get("amount")

    @property
    def said_by(self) -> str | None:
        """The id of the actor who says so."""
        return self.entry.value.get("said_by")

    @property
    def history(self) -> tuple[StageStep, ...]:
        """Its stages, oldest first."""
        return tuple(_read_step(row) for row in self.entry.history)

    @property
    def overdue(self) -> bool:
        """Was it due before `as_of`, and is still open? Computed, never read."""
        return find_overdue(self.entry, self.as_of.isoformat())


@dataclass(frozen=True, slots=True)
class MeetingEntry(_EntryView):
    """A meeting of the register, held or planned."""

    @property
    def kind(self) -> str:
        """meeting, visit, call, summit, signing, inspection or other."""
        return str(self.entry.value["kind"])

    @property
    def status(self) -> str:
        """planned, held, postponed, rescheduled, cancelled or unclear."""
        return str(self.entry.value["status"])

    @property
    def setting(self) -> str | None:
        """bilateral, multilateral or remote."""
        return self.entry.value.get("setting")

    @property
    def parties(self) -> tuple[str, ...]:
        """The states and organisations that met (ids)."""
        return self._codes("parties")

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who came."""
        return tuple(Participant(p["actor"], p["role"]) for p in self.entry.value.get("participants") or ())

    @property
    def when(self) -> When | None:
        """When it is or was: an interval of days."""
        return self._when("when")

    @property
    def place(self) -> Place | None:
        """Where it is."""
        place = self.entry.value.get("place")
        return Place(place["name"], place.get("country")) if place else None

    @property
    def topics(self) -> tuple[str, ...]:
        """Sectors talked about."""
        return self._codes("topics")


@dataclass(frozen=True, slots=True)
class QuotationEntry(_EntryView):
    """A quotation of the register. Each outlet's wording of it stands in `evidence_of("content")`."""

    @property
    def form(self) -> str:
        """direct, indirect or mixed."""
        return str(self.entry.value["form"])

    @property
    def words(self) -> tuple[str, ...]:
        """The exact words, a part each."""
        return tuple(str(c["exact"]) for c in self.entry.value.get("content") or ())

    @property
    def speaker(self) -> str | None:
        """The id of the speaker; None for a typed one ("pejabat itu")."""
        return self.entry.value.get("speaker")

    @property
    def co_speakers(self) -> tuple[str, ...]:
        """The ids of those who say it too."""
        return self._codes("co_speakers")

    @property
    def speaker_basis(self) -> str:
        """How the text says who speaks: explicit, carried, inferred, headline, document, unresolved."""
        return str(self.entry.value.get("speaker_basis") or "unresolved")

    @property
    def via(self) -> tuple[str, ...]:
        """The outlets that it was taken from."""
        return self._codes("via")


EntryT = TypeVar("EntryT", bound=_EntryView)


def read_evidence(record: str, row: dict[str, Any]) -> EntryEvidence:
    """One row of `collect_evidence`, typed."""
    sentence = row.get("sentence")
    where = (int(sentence[0]), int(sentence[1])) if sentence else None
    place = (row["start"], row["end"], row["exact"])
    return EntryEvidence(row["article"], record, row["field"], *place, where, row.get("rule") or "")


def _read_step(row: dict[str, Any]) -> StageStep:
    day = str(row.get("as_of") or "")[:10]
    return StageStep(row["stage"], date.fromisoformat(day) if day else None, tuple(row.get("articles") or ()))
