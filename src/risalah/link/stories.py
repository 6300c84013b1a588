"""Stories: articles about one event, grouped one after the other in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from risalah.link.acts import MeetingKey, StorySplitter, meeting_keys
from risalah.link.dates import gap
from risalah.link.human import Decisions
from risalah.link.stream import Cluster, Stream
from risalah.link.terms import TermReader, Terms
from risalah.link.views import ArticleView
from risalah.model.ids import short_id, story_id
from risalah.model.register import Judgement, TermCounts
from risalah.resources.linking import Weights


@dataclass(slots=True)
class Outline:
    """What an article's place among the stories hangs on, besides its words."""

    id: str
    day: date | None
    copy_of: str | None
    speakers: frozenset[str]
    """Everyone whom the article quotes."""
    people: frozenset[str]
    """The persons of the article."""
    meetings: list[MeetingKey]


def outline(view: ArticleView) -> Outline:
    """The outline of an article."""
    document = view.document
    return Outline(
        id=view.id,
        day=view.day,
        copy_of=view.copy_of,
        speakers=frozenset(q.speaker for q in document.quotations if q.speaker),
        people=frozenset(a.id for a in document.actors if a.kind == "person"),
        meetings=meeting_keys(view),
    )


@dataclass(slots=True)
class _Group:
    """What a story can be recognised by besides its words."""

    articles: list[str] = field(default_factory=list)
    speakers: dict[str, date] = field(default_factory=dict)
    """The latest day on which the story quotes each speaker."""
    people: set[str] = field(default_factory=set)


class StoryTeller:
    """Groups articles into stories: title and opening by their words, equal meetings, and what a person decided."""

    def __init__(self, weights: Weights, decisions: Decisions) -> None:
        self._w = weights
        self._decisions = decisions
        self._reader = TermReader(weights)
        self._stream = Stream(weights)
        self._splitter = StorySplitter(weights, self._stream.rarity)
        self._groups: list[_Group] = []
        self._meetings: dict[MeetingKey, int] = {}
        self._by_article: dict[str, int] = {}
        self.unsure: list[Judgement] = []

    def load(self, counts: TermCounts) -> None:
        """Begin with the words that a register has counted."""
        numbers = self._reader.numbers
        for word in counts.counts:
            self._reader.number(word)
        self._stream.rarity.load(counts, numbers)

    def counts(self) -> TermCounts:
        """The words counted so far."""
        return self._stream.rarity.export(self._reader.numbers)

    def extend(
        self, stories: Sequence[Sequence[ArticleView]], fresh: Sequence[ArticleView]
    ) -> list[tuple[str, list[ArticleView]]]:
        """As `tell`, for `fresh` articles beside those of some stories, which stay together: those that change.

        All in canonical order.
        """
        for members in sorted(stories, key=lambda s: s[0].order):
            cluster = self._open()
            for view in members:
                vector = {} if view.copy_of else self._stream.weigh(self._read(view), known=True)
                self._add(cluster, outline(view), vector)
        before = [len(group.articles) for group in self._groups]
        for view in fresh:
            self.place(outline(view), self._read(view))
        return self._finish({v.id: v for views in (*stories, fresh) for v in views}, before)

    def tell(self, views: list[ArticleView]) -> list[tuple[str, list[ArticleView]]]:
        """(story id, its articles) for all articles, oldest story first; sets `story` of every article.

        `views` must be in canonical order: what comes first founds a story and names it. Where two stories turn out
        to be one, the older one's id stays; an id that is gone is found again by its founder (see `story_id`).
        """
        for view in views:
            self.place(outline(view), self._read(view))
        return self._finish({v.id: v for v in views}, ())

    def _finish(self, views: Mapping[str, ArticleView], before: Sequence[int]) -> list[tuple[str, list[ArticleView]]]:
        """Each story of which there is more than there was `before`, by number, with its events."""
        out = []
        for cluster, group in zip(self._stream.clusters, self._groups, strict=True):
            if cluster.into is not None:
                continue
            if cluster.number < len(before) and before[cluster.number] == len(group.articles):
                continue
            members = sorted((views[article] for article in group.articles), key=lambda v: v.order)
            # The words are read again, not kept: most stories are too short to be split by them.
            out.append((name_story(members, self._splitter, self._read), members))
        return out

    def number(self, counts: Sequence[tuple[str, float]]) -> Terms:
        """Counted words as counted terms; what is new gets the next numbers, as if the words had been read here."""
        number = self._reader.number
        return {number(word): n for word, n in counts}

    def find(self, number: int) -> int:
        """The number of the story that today holds what story `number` held."""
        return self._stream.find(number).number

    def seen(self) -> list[tuple[str, int]]:
        """Every word in the order of its number, with the articles in which it stood."""
        numbers, rarity = self._reader.numbers, self._stream.rarity
        return [(word, rarity.seen(n)) for word, n in numbers.items()]

    @property
    def articles_counted(self) -> int:
        """Articles whose words were counted."""
        return self._stream.rarity.articles

    def _read(self, view: ArticleView) -> Terms:
        """An article's counted terms."""
        return self._reader.read(view.document.article.title or "", view.body)

    def place(self, view: Outline, terms: Terms) -> int:
        """Put one article into the story that fits best, or into one of its own; the number of that story."""
        vector = self._stream.weigh(terms)
        near: list[tuple[float, Cluster]] = []
        cluster = self._decided(view) or self._copied(view) or self._met(view)
        if cluster is None:
            near = self._rank(view, vector)
            cluster = self._likest(view, near)
        if cluster is None:
            cluster = self._open()
        self._add(cluster, view, vector)
        if cluster.into is None and len(near) > 1:
            self._unite(cluster, near)
        return cluster.number

    def _open(self) -> Cluster:
        """A new story."""
        self._groups.append(_Group())
        return self._stream.open()

    def _decided(self, view: Outline) -> Cluster | None:
        """The story to which a person assigned the article."""
        told = [self._by_article[k] for k in self._decisions.same(view.id) if k in self._by_article]
        return self._stream.find(min(told)) if told else None

    def _copied(self, view: Outline) -> Cluster | None:
        """The story of the article of which this one is a copy."""
        number = self._by_article.get(view.copy_of or "")
        return self._allowed(number, view)

    def _met(self, view: Outline) -> Cluster | None:
        """The story that tells of the same persons meeting on the same day."""
        for key in view.meetings:
            found = self._allowed(self._meetings.get(key), view)
            if found is not None:
                return found
        return None

    def _allowed(self, number: int | None, view: Outline) -> Cluster | None:
        """The cluster of this number, if persons let the article join it."""
        if number is None:
            return None
        cluster = self._stream.find(number)
        check = self._check(view)
        return cluster if check is None or check(cluster) else None

    def _check(self, view: Outline) -> Callable[[Cluster], bool] | None:
        """May the article join a story, as far as persons decided? None where they decided nothing about it."""
        apart = self._decisions.different(view.id)
        if not apart:
            return None
        return lambda cluster: not any(a in apart for a in self._groups[cluster.number].articles)

    def _rank(self, view: Outline, vector: Terms) -> list[tuple[float, Cluster]]:
        """The stories that are like the article, the likest first; a speaker in common adds to the likeness."""
        found = self._stream.rank(vector, view.day, self._check(view))
        if not view.speakers or not found:
            return found
        out = [(score + self._bonus(cluster, view), cluster) for score, cluster in found]
        out.sort(key=lambda pair: (-pair[0], pair[1].number))
        return out

    def _bonus(self, cluster: Cluster, view: Outline) -> float:
        """What it adds that one person is quoted in both within a day."""
        told = self._groups[cluster.number].speakers
        for speaker in view.speakers:
            days = gap(told.get(speaker), view.day)
            if days is not None and days <= 1:
                return self._w.limit("story_same_speaker")
        return 0.0

    def _likest(self, view: Outline, near: list[tuple[float, Cluster]]) -> Cluster | None:
        """The story with the likest title and opening, where it is like enough."""
        if not near:
            return None
        score, cluster = near[0]
        group = self._groups[cluster.number]
        if score >= self._stream.needed(cluster, self._needed(group, view)):
            return cluster
        if score >= self._w.limit("story_cosine_maybe"):
            reason = (
                f"title and lead are alike by {score:.2f}: {self._w.limit('story_cosine'):.2f} would make one story"
            )
            first = group.articles[0]
            self.unsure.append(Judgement(first, view.id, "unsure", round(score, 3), (reason,), "rule:story"))
        return None

    def _needed(self, group: _Group, view: Outline) -> float:
        """How alike an article must be; without a date it must also name a person of the story, or be very alike."""
        if view.day:
            return self._w.limit("story_cosine")
        return self._w.limit("story_cosine_undated" if view.people & group.people else "story_cosine_alone")

    def _add(self, cluster: Cluster, view: Outline, vector: Terms) -> None:
        """Let the story hold the article; a copy adds no word."""
        self._stream.add(cluster, {} if view.copy_of else vector, view.day)
        group = self._groups[cluster.number]
        group.articles.append(view.id)
        group.people |= view.people
        self._by_article[view.id] = cluster.number
        if view.day:
            for speaker in view.speakers:
                group.speakers[speaker] = max(group.speakers.get(speaker, view.day), view.day)
        for key in view.meetings:
            self._meetings.setdefault(key, cluster.number)

    def _unite(self, cluster: Cluster, near: list[tuple[float, Cluster]]) -> None:
        """Where an article shows that two stories are one, the older one takes the other in."""
        for score, other in near[1:4]:
            if score < self._w.limit("story_cosine"):
                return
            if other is cluster or not other.norm or not cluster.norm:
                continue
            scaled = {t: w / cluster.norm for t, w in cluster.terms.items()}
            if other.likeness(scaled) < self._w.limit("story_merge") or not self._may_unite(cluster, other):
                continue
            keep, gone = sorted((cluster, other), key=lambda c: c.number)
            self._stream.merge(keep, gone)
            taken, left = self._groups[keep.number], self._groups[gone.number]
            taken.articles += left.articles
            taken.people |= left.people
            for speaker, day in left.speakers.items():
                taken.speakers[speaker] = max(taken.speakers.get(speaker, day), day)
            left.articles = []
            cluster = keep

    def _may_unite(self, a: Cluster, b: Cluster) -> bool:
        """Did no person keep an article of one apart from the other?"""
        ids = set(self._groups[b.number].articles)
        return not any(self._decisions.different(v) & ids for v in self._groups[a.number].articles)


def name_story(members: Sequence[ArticleView], splitter: StorySplitter, read: Callable[[ArticleView], Terms]) -> str:
    """The id of a story, whose articles come in canonical order; sets `story` and `event` of each."""
    story = story_id(members[0].root)
    for part in splitter.split(members, read):
        event = short_id("e", members[part[0]].root)
        for place in part:
            members[place].story, members[place].event = story, event
    return story
