"""What each page shows: one frozen dataclass a page, and the rows that they share. Templates get nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from risalah.model.article import Article
from risalah.model.register import ArticleEntry, Story, Support
from risalah.show.web.highlight import Segment
from risalah.show.web.pictures.climb import Climb
from risalah.show.web.pictures.slips import Slips

Flow = Literal["both", "forward"]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor by name. `page` is the kind of page it has ("person", or None); `row` its register row, if any."""

    id: str
    name: str
    role: str = ""
    page: str | None = None
    row: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list. `when` is the date object to print, `day` the ISO day to sort by ("" undated).

    Beside one article's words `stage`, `status` and the like are what that article says; `now` is then the entry's
    present stage or status where it is another one.
    """

    id: str
    type: str
    title: str
    lang: str
    kind: str
    actors: tuple[ActorView, ...]
    flow: Flow
    support: Support
    when: dict[str, Any] | None = None
    day: str = ""
    due: dict[str, Any] | None = None
    stage: str = ""
    modality: str = ""
    expected_stage: str = ""
    outcome: str = ""
    status: str = ""
    overdue: bool = False
    conflicts: int = 0
    now: str = ""


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something due: `days` to go, negative when it is late."""

    line: Line
    when: dict[str, Any]
    days: int


@dataclass(frozen=True, slots=True)
class PairLine:
    """A country pair and how many entries it has."""

    left: ActorView
    right: ActorView
    entries: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the register; `key` names its label."""

    key: str
    n: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/`"""

    counts: tuple[Count, ...]
    overdue: tuple[DueLine, ...]
    overdue_more: int
    upcoming: tuple[DueLine, ...]
    newest: tuple[Line, ...]
    pairs: tuple[PairLine, ...]
    stories: tuple[Story, ...]
    run: dict[str, Any] | None
    quarantined: int
    corrections: Any = None
    map: Any = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder. `state`: now, past, skipped (below now, not on record), ahead, expected."""

    stage: str
    state: Literal["now", "past", "skipped", "ahead", "expected"]
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of one commitment; `off` is its stage where that is off the ladder."""

    rungs: tuple[Rung, ...]
    off: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """One field's words inside a quoted sentence."""

    field: str
    exact: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A sentence of an article, number `n` of the page, with the words that fields rest on; `ok`: each is its slice."""

    n: int
    start: int
    end: int
    segments: tuple[Segment, ...]
    pins: tuple[Pin, ...]
    ok: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """One record behind an entry: its article, what it says, and its sentences."""

    article: ArticleEntry
    lang: str
    sample: bool
    record_id: str
    record: dict[str, Any] | None
    said_by: ActorView | None
    governors: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A field on which sources differ; `values` are (text, tuple of articles), the shown one first."""

    field: str
    grade: str
    values: tuple[tuple[Any, tuple[ArticleEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A stage with its day and who said so; `backward` where it is below the one before."""

    stage: str
    as_of: str
    articles: tuple[ArticleEntry, ...]
    backward: bool
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no source states. `key` names the sentence, `values` fill it."""

    key: str
    day: str = ""
    names: tuple[ActorView, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The parts that the pages of a commitment, a meeting and a quotation share."""

    line: Line
    value: dict[str, Any]
    sources: tuple[SourceView, ...]
    conflicts: tuple[ConflictView, ...]
    gaps: tuple[Gap, ...]
    notes: dict[str, tuple[int, ...]]
    story: Story | None
    pair: tuple[ActorView, ActorView] | None
    sample: bool


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another commitment that this one hangs on (`type` supersedes ...), or that hangs on it; and the word for it."""

    type: str
    inverse: bool
    line: Line
    exact: str


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """`/commitment/ID`"""

    entry: EntryPage
    ladder: Ladder
    history: tuple[HistoryRow, ...]
    said_by: ActorView | None
    related: tuple[RelatedLine, ...] = ()
    climb: Climb | None = None
    slip: Slips | None = None
    curation: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`/meeting/ID`"""

    entry: EntryPage
    participants: tuple[ActorView, ...]
    quotations: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class QuotationPage:
    """`/quotation/ID`"""

    entry: EntryPage
    speakers: tuple[ActorView, ...]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something on a day: `mark` is "event", or "due" for a due date."""

    day: str
    when: dict[str, Any] | None
    mark: Literal["event", "due"]
    line: Line


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the article text, cut at its highlights; `notes` are the entries it is evidence for."""

    kind: str
    segments: tuple[Segment, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`/article/ID`; `rest` are the lines that stand beside no block."""

    article: Article
    row: ArticleEntry | None
    story: Story | None
    blocks: tuple[BlockView, ...]
    lines: dict[str, Line]
    rest: tuple[Line, ...]
    focus: tuple[int, int] | None
    full: bool
    failures: tuple[Any, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: a kind, a title and where it leads; `excerpt` is plain text."""

    type: str
    path: str
    title: str
    excerpt: str = ""
    line: Line | None = None
    row: ArticleEntry | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take, and how many entries have it; `name` where its label is not in the codebook."""

    code: str
    n: int
    chosen: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """`/stories`, `/pairs`: a page of lines."""

    key: str
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    stories: tuple[Story, ...] = ()
    pairs: tuple[PairLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DataPage:
    """`/data`"""

    counts: tuple[Count, ...]
    runs: tuple[dict[str, Any], ...]
    formats: tuple[tuple[str, str], ...] = ()
    version: str = ""
    schema: int = 0
    boundaries: str = ""


@dataclass(frozen=True, slots=True)
class QuarantinePage:
    """`/quarantine`"""

    rows: tuple[dict[str, Any], ...]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`/about`"""

    ladder: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Any error, in the same layout."""

    status: int
    key: str
    values: dict[str, str]
