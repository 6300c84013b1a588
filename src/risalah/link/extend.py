"""Articles added to a register: only the stories and entries that they touch are put together again.

What stands together stays together; each new article finds its story, and each new record its entry, as it would in a
rebuild. A rebuild may put a little together otherwise, for it reads all articles in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from risalah.link.actors import find_full_names, rename_actors, unite_actors, unite_rows
from risalah.link.duplicates import mark_copies
from risalah.link.entries import Joiner
from risalah.link.human import Decisions, is_in_force
from risalah.link.join import find_occasions, make_article, make_entries, make_story
from risalah.link.office_flags import OfficeChecker
from risalah.link.origins import OriginFinder
from risalah.link.relations import relate_commitments
from risalah.link.score import Score
from risalah.link.score_commitments import score_commitments
from risalah.link.score_meetings import MeetingFilter, score_meetings
from risalah.link.score_quotations import score_quotations
from risalah.link.stories import StoryTeller
from risalah.link.terms import strip_word
from risalah.link.views import ArticleView, RecordView, view_articles, view_records
from risalah.link.words import WordReader, split_words
from risalah.model.annotation import Actor
from risalah.model.document import Document
from risalah.model.register import ArticleEntry, Entry, EntryType, Judgement, RegisterPatch, TermCounts
from risalah.resources.actors import ActorTable
from risalah.resources.linking import Weights

_PROBES = 10  # words by which articles like a new one are looked for


@dataclass(frozen=True, slots=True)
class Near:
    """Entries to be compared with a new record: of one type, with these actors, in order of how near they are."""

    type: EntryType
    actors: tuple[str, ...]
    day: date | None
    words: tuple[str, ...]


class Extender:
    """Adds articles to a register, in three steps: `look_for`, `tell`, `join`."""

    def __init__(
        self,
        weights: Weights,
        terms: TermCounts,
        actors: Sequence[dict[str, Any]],
        judgements: Iterable[Judgement] = (),
        offices: ActorTable | None = None,
    ) -> None:
        """`terms` and `actors` as the register has them; `judgements` with the keys of today's records."""
        self._decisions = Decisions((j.left, j.right, j.verdict, j.at or "") for j in judgements if is_in_force(j))
        self._w = weights
        self._terms = terms
        self._actors = {a["id"]: a for a in actors}
        self._offices = offices
        self._words = WordReader(weights)
        self._aliases = {a["id"]: str(a["same_as"]) for a in actors if a.get("same_as")}
        self._fresh: list[ArticleView] = []
        self._views: dict[str, ArticleView] = {}
        self._told: list[tuple[str, list[ArticleView]]] = []
        self._basis: dict[str, str] = {}
        self._gone_stories: frozenset[str] = frozenset()
        self._teller: StoryTeller | None = None

    # ------------------------------------------------------------- what is near
    def look_for(self, documents: Sequence[Document]) -> None:
        """Take the new documents, with their persons under the ids that the register has."""
        known = [Actor.from_json(a) for a in self._actors.values() if not a.get("same_as")]
        found = find_full_names([*known, *(a for d in documents for a in d.actors)])
        # A short name that stands in the register for somebody keeps its id until a rebuild.
        new = {short: full for short, full in found.items() if short not in self._actors}
        self._aliases |= new
        self._fresh = view_articles([rename_actors(d, self._aliases) for d in documents], self._w)
        self._views = {v.id: v for v in self._fresh}

    def probes(self) -> list[tuple[list[str], date | None, str | None]]:
        """Of each new article the words that tell most, its day and address."""
        out = []
        for view in self._fresh:
            title = view.document.article.title or ""
            counts: dict[str, float] = {}
            for text, weight in ((title, 3.0), (view.body[:700], 1.0)):
                for word in split_words(text):
                    if len(word) > 2 and not word[0].isdigit() and word not in self._w.stop_words:
                        counts[word] = counts.get(word, 0.0) + weight
            ranked = sorted(counts, key=lambda w: (-counts[w] / (1 + self._seen(w)), w))
            # Words that no other article has find nothing.
            shared = [w for w in ranked if self._seen(w) > 0]
            out.append((shared[:_PROBES], view.day, view.document.article.url))
        return out

    def _seen(self, word: str) -> int:
        """In how many articles a word stood."""
        return self._terms.counts.get(strip_word(word, self._w), 0)

    def near(self) -> list[Near]:
        """What entries the new records are to be compared with."""
        out: dict[Near, None] = {}
        for view in self._fresh:
            for record in view_records(view, self._words, self._w):
                day = record.day or view.day
                if record.type == "quotation":
                    for speaker in sorted(record.persons):
                        out[Near("quotation", (speaker,), day, ())] = None
                    continue
                states = sorted(record.states)[:4]
                pairs: list[tuple[str, ...]] = [(a, b) for n, a in enumerate(states) for b in states[n + 1 :]]
                pairs = pairs or [(s,) for s in states]
                words = tuple(sorted(record.words, key=lambda w: (-len(w), w))[:3])
                for pair in pairs[:6]:
                    out[Near(record.type, pair, day, words)] = None
                if record.type == "meeting":
                    for person in sorted(record.persons)[:4]:
                        out[Near("meeting", (person,), day, ())] = None
        return list(out)

    # ------------------------------------------------------------- stories
    def tell(self, stories: Mapping[str, Sequence[Document]], places: Mapping[str, ArticleEntry]) -> frozenset[str]:
        """Put the new articles into stories; gives the known articles whose story, event or origin is now other."""
        groups = []
        for found in stories.values():
            views = view_articles([rename_actors(d, self._aliases) for d in found], self._w)
            self._views |= {v.id: v for v in views}
            groups.append(views)
        whole = sorted((v for v in self._views.values()), key=lambda v: v.order)
        copies = mark_copies(whole, self._w)
        for group in groups:
            for view in group:
                _place(view, places)
        self._teller = teller = StoryTeller(self._w, self._decisions)
        teller.load(self._terms)
        self._told = teller.extend([g for g in groups if g], self._fresh)
        finder = OriginFinder(self._w, self._words, copies)
        for _, members in self._told:
            self._basis |= finder.find(members)
        standing = {v.story for v in self._views.values()}
        self._gone_stories = frozenset(key for key in stories if key not in standing)
        changed = set()
        for _, members in self._told:
            for view in members:
                old = places.get(view.id)
                if old is not None and make_article(view, self._basis) != old:
                    changed.add(view.id)
        return frozenset(changed)

    # ------------------------------------------------------------- entries
    def join(
        self, entries: Sequence[Entry], documents: Iterable[Document], places: Mapping[str, ArticleEntry]
    ) -> RegisterPatch:
        """What the register says now. `entries` are those near the new records and those of articles that changed;
        `documents` all on which they rest, as far as `tell` was not given them."""
        more = view_articles(
            [rename_actors(d, self._aliases) for d in documents if d.article.id not in self._views], self._w
        )
        for view in more:
            _place(view, places)
            self._views[view.id] = view
        wanted = {r.article for e in entries for r in e.records} | {v.id for v in self._fresh}
        records = [r for v in self._views.values() if v.id in wanted for r in view_records(v, self._words, self._w)]
        by_key = {r.key: r for r in records}
        fresh = {v.id for v in self._fresh}
        moved = {v.id for _, members in self._told for v in members}
        gone: set[str] = set()
        made: list[Judgement] = list(self._teller.unsure if self._teller else ())
        out: list[Entry] = []
        # Where a quotation was said stays known, also where that meeting is not among these entries.
        occasions = {
            f"{r.article}#{r.id}": str(e.value["occasion"])
            for e in entries
            if e.value.get("occasion")
            for r in e.records
        }
        for kind, scorer in self._scorers(occasions):
            known = [e for e in entries if e.type == kind]
            groups = [(e, [by_key[k] for r in e.records if (k := f"{r.article}#{r.id}") in by_key]) for e in known]
            groups = [(e, g) for e, g in groups if g]
            groups.sort(key=lambda x: x[1][0].order)
            joiner = Joiner(
                kind, self._w, self._decisions, scorer, MeetingFilter(self._w) if kind == "meeting" else None
            )
            joiner.seed(list(g) for _, g in groups)
            new = sorted((r for r in records if r.type == kind and r.article.id in fresh), key=lambda r: r.order)
            whole = joiner.join(new)
            made += joiner.judgements
            old = {n: e for n, (e, _) in enumerate(groups)}
            touched, resting = [], []
            for n, members in enumerate(whole):
                members.sort(key=lambda r: r.order)
                if n not in old or any(m.article.id in fresh or m.article.id in moved for m in members):
                    touched.append(members)
                    if n in old:
                        gone.add(old[n].id)
                else:
                    resting.append((old[n], members))
            told = make_entries(kind, touched, self._w, occasions if kind == "quotation" else None)
            if kind == "meeting":
                occasions |= find_occasions(records, [*told, *resting])
            if kind == "commitment":
                told += self._relate(told, resting, {e.id: e for e in known})
            out += [e for e, _ in told]
        kept = {e.id for e in out}
        return RegisterPatch(
            articles=tuple(make_article(v, self._basis) for _, members in self._told for v in members),
            stories=tuple(make_story(key, members) for key, members in self._told),
            entries=tuple(sorted(out, key=lambda e: e.id)),
            actors=self._unite(),
            judgements=tuple(sorted(made, key=lambda j: (j.left, j.right, j.by))),
            gone_stories=self._gone_stories,
            gone_entries=frozenset(gone - kept),
            terms=self._teller.counts() if self._teller else None,
        )

    def _scorers(self, occasions: dict[str, str]) -> Iterable[tuple[EntryType, Any]]:
        """The scorer of each type; quotations come last, for they ask at which meeting something was said."""
        w, words = self._w, self._words

        def meeting(a: RecordView, b: RecordView) -> Score:
            return score_meetings(a, b, w)

        def commitment(a: RecordView, b: RecordView) -> Score:
            return score_commitments(a, b, w, words)

        def quotation(a: RecordView, b: RecordView) -> Score:
            return score_quotations(a, b, w, occasions)

        return (("meeting", meeting), ("commitment", commitment), ("quotation", quotation))

    def _relate(
        self,
        told: list[tuple[Entry, list[RecordView]]],
        resting: list[tuple[Entry, list[RecordView]]],
        known: Mapping[str, Entry],
    ) -> list[tuple[Entry, list[RecordView]]]:
        """Set what commitments hang on; gives resting entries that are hung on now."""
        links = relate_commitments([*told, *resting], self._w, self._words)
        inside = {e.id for e, _ in (*told, *resting)}
        before = {r.key: known[e.id] for e, members in resting if e.id in known for r in members}
        before |= {f"{r.article}#{r.id}": e for e in known.values() for r in e.records}
        more = []
        for entry, members in (*told, *resting):
            old = next((before[m.key].value for m in members if m.key in before), {})
            related = [*links.get(entry.id, []), *(r for r in old.get("related") or () if r["entry"] not in inside)]
            by = [
                {**row, "entry": other} for other in sorted(links) for row in links[other] if row["entry"] == entry.id
            ]
            by += [r for r in old.get("related_by") or () if r["entry"] not in inside]
            last = max((m.day.isoformat() for m in members if m.day), default=None)
            value = {**entry.value, "related": related, "related_by": by, "last_news": last}
            if entry.id in {e.id for e, _ in told}:
                entry.value.update(value)
            elif value != entry.value:
                more.append((replace(entry, value=value), members))
        return more

    def _unite(self) -> tuple[dict[str, Any], ...]:
        """The rows of the actors of the new articles, beside what the register knows of them."""
        flags = OfficeChecker(self._w, self._offices).check(v for _, members in self._told for v in members)
        fresh = {v.id for v in self._fresh}
        new = {key: [f for f in found if f["article"] in fresh] for key, found in flags.items()}
        rows = unite_actors(
            [v.document for v in self._fresh],
            {s: f for s, f in self._aliases.items() if s not in self._actors},
            {key: found for key, found in new.items() if found},
        )
        return tuple(unite_rows(self._actors.get(row["id"]), row) for row in rows)


def _place(view: ArticleView, places: Mapping[str, ArticleEntry]) -> None:
    """Give an article the place that it has in the register."""
    place = places.get(view.id)
    if place is not None:
        view.story, view.event, view.origin = place.story or "", place.event or "", place.origin or ""
        view.copy_of = place.duplicate_of
