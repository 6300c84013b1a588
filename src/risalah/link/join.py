"""`link`: documents and judgements in, the register out."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.link.actors import find_full_names, rename_actors, unite_actors
from risalah.link.duplicates import mark_copies
from risalah.link.entries import Joiner
from risalah.link.human import is_in_force, read_decisions
from risalah.link.memory import rest_collector
from risalah.link.office_flags import OfficeChecker
from risalah.link.origins import OriginFinder
from risalah.link.relations import add_relations, find_last_news, relate_commitments
from risalah.link.resolve import resolve
from risalah.link.score_commitments import score_commitments
from risalah.link.score_meetings import MeetingFilter, score_meetings
from risalah.link.score_quotations import score_quotations
from risalah.link.stories import StoryTeller
from risalah.link.views import ArticleView, RecordView, view_articles, view_records
from risalah.link.words import WordReader
from risalah.model.document import Document
from risalah.model.ids import short_id
from risalah.model.record import Commitment, Quotation
from risalah.model.register import (
    ArticleEntry,
    Entry,
    EntryType,
    Judgement,
    Register,
    Story,
    Support,
)
from risalah.resources.actors import ActorTable
from risalah.resources.linking import Weights


@rest_collector()
def link(
    documents: Sequence[Document],
    judgements: Sequence[Judgement] = (),
    *,
    weights: Weights,
    offices: ActorTable | None = None,
) -> Register:
    """The register of these documents. Pure: the same input in any order gives an equal register.

    `offices` is the table of who held which office when, by which wrong offices are flagged.

    Judgements of persons that stand overrule the rules; those of rules are computed anew and are ignored as input.
    """
    names = find_full_names(a for d in documents for a in d.actors)
    views = view_articles([rename_actors(d, names) for d in documents], weights)
    words = WordReader(weights)
    copies = mark_copies(views, weights)
    records = [r for v in views for r in view_records(v, words, weights)]
    records.sort(key=lambda r: r.order)
    decisions = read_decisions(judgements, views, records)

    teller = StoryTeller(weights, decisions)
    finder = OriginFinder(weights, words, copies)
    stories: list[Story] = []
    basis: dict[str, str] = {}
    for story, members in teller.tell(views):
        basis |= finder.find(members)
        stories.append(make_story(story, members))

    counts = teller.counts()
    made: list[Judgement] = list(teller.unsure)
    meeting_joiner = Joiner(
        "meeting", weights, decisions, lambda a, b: score_meetings(a, b, weights), MeetingFilter(weights)
    )
    meetings = make_entries("meeting", meeting_joiner.join(_of(records, "meeting")), weights)
    occasions = find_occasions(records, meetings)
    commitment_joiner = Joiner("commitment", weights, decisions, lambda a, b: score_commitments(a, b, weights, words))
    commitments = make_entries("commitment", commitment_joiner.join(_of(records, "commitment")), weights)
    links = relate_commitments(commitments, weights, words)
    for entry, told in commitments:
        # The value of an entry is its own dict: what hangs on other entries is known only now.
        add_relations(entry.value, entry.id, links, find_last_news(told))
    quotation_joiner = Joiner("quotation", weights, decisions, lambda a, b: score_quotations(a, b, weights, occasions))
    quotations = make_entries("quotation", quotation_joiner.join(_of(records, "quotation")), weights, occasions)
    made += meeting_joiner.judgements + commitment_joiner.judgements + quotation_joiner.judgements

    given = {_identity(j): j for j in judgements if j.by.startswith("person:")}
    decided = {frozenset((j.left, j.right)) for j in given.values() if is_in_force(j)}
    kept = [j for j in made if frozenset((j.left, j.right)) not in decided]
    return Register(
        articles=tuple(sorted((make_article(v, basis) for v in views), key=lambda a: a.id)),
        stories=tuple(sorted(stories, key=lambda s: s.id)),
        meetings=_sorted(meetings),
        quotations=_sorted(quotations),
        commitments=_sorted(commitments),
        actors=unite_actors([v.document for v in views], names, OfficeChecker(weights, offices).check(views)),
        judgements=tuple(sorted([*given.values(), *kept], key=lambda j: (j.left, j.right, j.by, j.at or ""))),
        terms=counts,
    )


def _of(records: Sequence[RecordView], kind: EntryType) -> list[RecordView]:
    """The records of one type."""
    return [r for r in records if r.type == kind]


def _identity(j: Judgement) -> tuple[str, str, str, str, str]:
    """What makes two judgements of persons one row."""
    return (j.left, j.right, j.verdict, j.by, j.at or "")


def _sorted(entries: Sequence[tuple[Entry, list[RecordView]]]) -> tuple[Entry, ...]:
    """The entries by id."""
    return tuple(sorted((e for e, _ in entries), key=lambda e: e.id))


def make_entries(
    kind: EntryType, groups: Sequence[list[RecordView]], weights: Weights, occasions: dict[str, str] | None = None
) -> list[tuple[Entry, list[RecordView]]]:
    """An entry for each group of records."""
    taken: set[str] = set()
    out = []
    for members in groups:
        plain, longer = name_entry(members[0])
        entry_id = longer if plain in taken else plain
        taken.add(entry_id)
        out.append((make_entry(entry_id, kind, members, weights, occasions), members))
    return out


def make_entry(
    entry_id: str,
    kind: EntryType,
    members: Sequence[RecordView],
    weights: Weights,
    occasions: dict[str, str] | None = None,
) -> Entry:
    """The entry of one group of records, oldest first."""
    value, history, conflicts = resolve(kind, members, weights)
    if kind == "quotation" and occasions is not None:
        found = [occasions[m.key] for m in members if m.key in occasions]
        value["occasion"] = found[0] if found else None
    return Entry(
        id=entry_id,
        type=kind,
        value=value,
        records=tuple(m.ref for m in members),
        support=count_support(members),
        conflicts=conflicts,
        history=history,
        story=members[0].article.story,
    )


def name_entry(first: RecordView) -> tuple[str, str]:
    """The id of the entry whose oldest record this is, and the one that it gets where another entry has that.

    The id hangs on the oldest record's words, so that another article added later keeps it.
    """
    parts = (first.article.id, str(first.anchor.start), first.exact)
    return short_id(first.type[0], *parts), short_id(first.type[0], *parts, first.record.id)


def find_occasions(records: Sequence[RecordView], meetings: Sequence[tuple[Entry, list[RecordView]]]) -> dict[str, str]:
    """The meeting entry at which a quotation was said, by the quotation's key."""
    where = {m.key: entry.id for entry, members in meetings for m in members}
    out: dict[str, str] = {}
    for r in records:
        if isinstance(r.record, Quotation) and r.record.occasion:
            entry_id = where.get(f"{r.article.id}#{r.record.occasion}")
            if entry_id:
                out[r.key] = entry_id
    return out


def count_support(members: Sequence[RecordView]) -> Support:
    """Who stands behind these records. A copy at the same outlet is no second article; an unknown outlet is its own."""
    articles = {(m.article.root, m.article.outlet) for m in members}
    outlets = {m.article.outlet or f"unknown {m.article.root}" for m in members}
    speakers: set[str] = set()
    for m in members:
        if isinstance(m.record, Commitment) and m.record.said_by:
            speakers.add(m.record.said_by)
        elif isinstance(m.record, Quotation) and m.record.speaker:
            speakers.update((m.record.speaker, *m.record.co_speakers))
        else:
            speakers.update(q.speaker for q in m.article.document.quotations if q.speaker and q.occasion == m.record.id)
    return Support(
        articles=len(articles),
        outlets=len(outlets),
        origins=len({m.article.origin for m in members}),
        speakers=len(speakers),
        official=any(m.article.official for m in members),
    )


def make_story(story: str, members: Sequence[ArticleView]) -> Story:
    """A story's row; it is named by the title of its oldest article that has one."""
    days = [v.day.isoformat() for v in members if v.day]
    return Story(
        id=story,
        title=next((t for v in members if (t := v.document.article.title)), ""),
        articles=tuple(sorted(v.id for v in members)),
        outlets=len({v.outlet or f"unknown {v.root}" for v in members}),
        origins=len({v.origin for v in members}),
        first=min(days, default=None),
        last=max(days, default=None),
        speakers=len({q.speaker for v in members for q in v.document.quotations if q.speaker}),
    )


def make_article(view: ArticleView, basis: dict[str, str]) -> ArticleEntry:
    """An article's row."""
    a = view.document.article
    return ArticleEntry(
        id=a.id,
        url=a.url,
        outlet=a.outlet,
        title=a.title,
        published=a.published,
        lang=a.lang,
        story=view.story,
        event=view.event or None,
        origin=view.origin,
        origin_basis=basis.get(view.id, ""),
        duplicate_of=view.copy_of,
    )
