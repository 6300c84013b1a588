"""One event as several outlets tell it, side by side: what they share, where they differ, what only one has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from risalah.model.document import Document
from risalah.model.record import Quotation
from risalah.model.register import ArticleEntry, Entry, Story
from risalah.show.values import cue_before
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import ConflictView, Line
from risalah.show.web.views.entry import view_conflict
from risalah.show.web.views.evidence import Record, find_record, pin_record
from risalah.show.web.views.lines import view_actor, view_entry, view_record
from risalah.show.web.views.texts import TextColumn, view_text
from risalah.show.web.views.wording import Variant, mark_differences, split_words

COLUMNS = 4
"""Articles side by side: more do not fit a screen. The reader chooses which."""
COLOURS = 8
_FIELDS = (
    *("content", "status", "stage", "expected_stage", "modality", "outcome", "when", "due", "signed_on", "period"),
    *("schedule", "amount", "horizon", "place", "participants", "parties", "said_by", "speaker", "conditions"),
)
"""Fields that are compared, in the order in which they are shown."""
_SAME_IS_NO_NEWS = frozenset({"modality", "participants", "parties", "said_by", "speaker"})
_QUIET = {"modality": "actual", "horizon": "unstated", "outcome": "not_due"}
"""Values that say nothing where no words stand for them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article gives for a field: its value as JSON, and (start, end, words) of its text.

    `cue` stands before indirect speech, and a stage never without its `modality`; `told`: has the article the entry?
    """

    article: str
    value: Any
    words: tuple[tuple[int, int, str], ...]
    told: bool
    cue: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a shared entry, a cell for each article; `same`: those that tell of it say the same."""

    field: str
    cells: tuple[Cell, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """An entry that more than one of the articles has: its number and colour, its facts, its wordings, who has it."""

    n: int
    colour: int
    line: Line
    facts: tuple[Fact, ...]
    variants: tuple[Variant, ...]
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """`/story/ID`: facts down, articles across. `others` are articles of the story that are not in a column."""

    story: Story
    articles: tuple[ArticleEntry, ...]
    others: tuple[ArticleEntry, ...]
    shared: tuple[Shared, ...]
    only: tuple[tuple[ArticleEntry, tuple[Line, ...]], ...]
    conflicts: tuple[tuple[Line, tuple[ConflictView, ...]], ...]
    texts: tuple[TextColumn, ...]
    sample: bool
    events: dict[str, int]

    @property
    def by_id(self) -> dict[str, ArticleEntry]:
        """The articles of the columns."""
        return {a.id: a for a in self.articles}


def build_story(
    desk: Desk, story_id: str, ctx: Context, *, chosen: tuple[str, ...] = (), full: bool = True
) -> StoryPage | None:
    """The page of a story, or None where there is none of that id.

    `chosen` are beginnings of article ids for the columns; without, the first that are no copies. `full` shows the
    whole texts, else the sentences that serve as evidence.
    """
    story = desk.story(story_id)
    if story is None:
        return None
    everyone = sorted(desk.articles(story.articles), key=lambda a: (a.published or "9999", a.id))
    shown = _choose(everyone, chosen)
    documents = {a.id: d for a in shown if (d := desk.document(a.id))}
    articles = tuple(a for a in shown if a.id in documents)
    found = {e.id: e for a in articles for e in desk.reader.entries_of_article(a.id)}
    ordered = sorted(found.values(), key=lambda e: ("cmq".index(e.type[0]), e.id))
    shared: list[Shared] = []
    only: dict[str, list[Line]] = {}
    colours: dict[str, int] = {}
    for entry in ordered:
        line = view_entry(desk, entry, ctx)
        records = _records(entry, documents)
        if len({a for a, _ in records}) > 1:
            n = len(shared) + 1
            colours[entry.id] = n
            facts = _compare(desk, records, articles, documents, ctx)
            variants = _view_variants(records, articles, documents)
            carriers = tuple(dict.fromkeys(a for a, _ in records))
            shared.append(Shared(n, (n - 1) % COLOURS, line, facts, variants, carriers))
        elif records:
            home, record = records[0]
            only.setdefault(home, []).append(view_record(line, record, documents[home].article.text))
    differing = []
    for entry in ordered:
        rows = tuple(view_conflict(desk, c, ctx) for c in entry.conflicts if c.grade != "agree")
        if rows:
            differing.append((view_entry(desk, entry, ctx), rows))
    return StoryPage(
        story=story,
        articles=articles,
        others=tuple(a for a in everyone if a not in articles),
        shared=tuple(shared),
        only=tuple((a, tuple(only[a.id])) for a in articles if a.id in only),
        conflicts=tuple(differing),
        texts=tuple(view_text(documents[a.id], a, ordered, colours, full=full) for a in articles),
        sample=any(d.article.metadata.get("sample") for d in documents.values()),
        events={e: n for n, e in enumerate(dict.fromkeys(a.event for a in everyone if a.event), 1)},
    )


def _choose(everyone: list[ArticleEntry], chosen: tuple[str, ...]) -> list[ArticleEntry]:
    begins = tuple(c if c.startswith("sha256:") else f"sha256:{c}" for c in chosen if c)
    asked = [a for a in everyone if begins and a.id.startswith(begins)]
    originals = [a for a in everyone if not a.duplicate_of]
    return (asked or (originals if len(originals) > 1 else everyone))[:COLUMNS]


def _records(entry: Entry, documents: dict[str, Document]) -> list[tuple[str, Record]]:
    """(article, record) of an entry in these documents."""
    found = ((r.article, find_record(documents[r.article], r.id)) for r in entry.records if r.article in documents)
    return [(article, record) for article, record in found if record]


def _to_json(record: Record, text: str) -> dict[str, Any]:
    return record.to_json(text) if not hasattr(record, "participants") else record.to_json()  # type: ignore[call-arg]


def _compare(
    desk: Desk,
    records: list[tuple[str, Record]],
    articles: tuple[ArticleEntry, ...],
    documents: dict[str, Document],
    ctx: Context,
) -> tuple[Fact, ...]:
    """The fields of which any article gives words, or on which they differ."""
    bodies: dict[str, list[tuple[Record, dict[str, Any]]]] = {}
    for home, record in records:
        bodies.setdefault(home, []).append((record, _to_json(record, documents[home].article.text)))
    facts = []
    for field in _FIELDS:
        cells = []
        for article in articles:
            words: dict[tuple[int, int, str], None] = {}
            value = None
            cue = modality = ""
            for record, body in bodies.get(article.id, ()):
                pins = pin_record(record, documents[article.id].article.text)
                words.update({(p.span.start, p.span.end, p.exact): None for p in pins if p.field == field})
                if field == "content" and isinstance(record, Quotation):
                    text = documents[article.id].article.text
                    cue = cue or cue_before(record.form, record.cue.of(text) if record.cue else None)
                elif value is None:
                    value = _name(desk, field, body.get(field), ctx)
                    modality = str(body.get("modality") or "") if field == "stage" else ""
            quiet = not words and (not value or value == _QUIET.get(field))
            shown = None if quiet else value
            cells.append(Cell(article.id, shown, tuple(words)[:3], article.id in bodies, cue, modality))
        told = [
            _say(c) for c in cells if c.told and (c.value not in (None, [], "") or (field == "content" and c.words))
        ]
        same = len(set(told)) == 1
        if len(told) > 1 and (not same or (field not in _SAME_IS_NO_NEWS and any(c.words for c in cells))):
            facts.append(Fact(field, tuple(cells), same))
    return tuple(facts)


def _name(desk: Desk, field: str, value: Any, ctx: Context) -> Any:
    """A value with names in place of ids."""
    if not value:
        return None
    if field in ("participants", "parties"):
        ids = [p["actor"] if isinstance(p, dict) else p for p in value]
        return sorted(view_actor(desk, i, ctx).name for i in ids)
    if field in ("said_by", "speaker"):
        return view_actor(desk, value, ctx).name
    return value["exact"] if field == "conditions" else value


def _say(cell: Cell) -> str:
    """A cell's value for comparing: of a date its days, of an amount its figure, of an utterance its words."""
    value = cell.value
    if value is None:
        return " ".join(w for _, _, words in cell.words for w in split_words(words.casefold()) if w[0].isalnum())
    if isinstance(value, dict):
        keys = ("from", "to") if "precision" in value else ("value", "high", "currency", "unit", "name", "country")
        return repr([value.get(k) for k in keys])
    return repr((value, cell.modality))


def _view_variants(
    records: list[tuple[str, Record]], articles: tuple[ArticleEntry, ...], documents: dict[str, Document]
) -> tuple[Variant, ...]:
    """The wordings of one utterance, word by word against each other; none where all are alike."""
    wordings = []
    for row in articles:
        for home, record in records:
            if home == row.id and isinstance(record, Quotation):
                text = documents[home].article.text
                start, end = record.content[0].start, record.content[-1].end
                wordings.append((row, " … ".join(s.of(text) for s in record.content), start, end))
                break
    return mark_differences(wordings)
