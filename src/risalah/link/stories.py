"""Stories: articles about one event, grouped one after the other in the order of time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date

from risalah.link.dates import gap
from risalah.link.human import Decisions
from risalah.link.views import ArticleView
from risalah.link.words import split_words
from risalah.model.ids import short_id
from risalah.model.record import Meeting
from risalah.model.register import Judgement
from risalah.resources.linking import Weights

MeetingKey = tuple[frozenset[str], date]


@dataclass(slots=True)
class _Group:
    """A story while it grows: the sum of its articles' vectors, and what it can be recognised by."""

    number: int
    articles: list[ArticleView] = field(default_factory=list)
    terms: dict[str, float] = field(default_factory=dict)
    norm: float = 0.0
    last: date | None = None
    speakers: dict[str, list[date]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)


class StoryTeller:
    """Groups articles into stories: title and lead by TF-IDF, equal meetings, and what a person decided."""

    def __init__(self, weights: Weights, decisions: Decisions) -> None:
        self._w = weights
        self._decisions = decisions
        self._groups: list[_Group] = []
        self._postings: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=int(weights.limit("story_postings"))))
        self._meetings: dict[MeetingKey, int] = {}
        self._by_article: dict[str, int] = {}
        self._seen: Counter[str] = Counter()
        self._count = 0
        self.unsure: list[Judgement] = []

    def tell(self, views: list[ArticleView]) -> list[tuple[str, list[ArticleView]]]:
        """(story id, its articles) for all articles, oldest story first; sets `story` of every article.

        `views` must be in canonical order: a later article never moves an earlier one to another story.
        """
        for view in views:
            self._place(view)
        out = []
        for group in self._groups:
            story = short_id("s", group.articles[0].root)
            for view in group.articles:
                view.story = story
            out.append((story, group.articles))
        return out

    def _place(self, view: ArticleView) -> None:
        """Put one article into the story that fits best, or into one of its own."""
        vector = self._vector(view)
        keys = meeting_keys(view)
        group = self._decided(view) or self._copied(view) or self._met(view, keys) or self._likest(view, vector)
        if group is None:
            group = _Group(len(self._groups))
            self._groups.append(group)
        self._add(group, view, vector, keys)

    def _decided(self, view: ArticleView) -> _Group | None:
        """The story to which a person assigned the article."""
        told = [self._by_article[k] for k in self._decisions.same(view.id) if k in self._by_article]
        return self._groups[min(told)] if told else None

    def _copied(self, view: ArticleView) -> _Group | None:
        """The story of the article of which this one is a copy."""
        number = self._by_article.get(view.copy_of or "")
        return self._groups[number] if number is not None and self._open(self._groups[number], view) else None

    def _met(self, view: ArticleView, keys: list[MeetingKey]) -> _Group | None:
        """The story that tells of the same persons meeting on the same day."""
        for key in keys:
            number = self._meetings.get(key)
            if number is not None and self._open(self._groups[number], view):
                return self._groups[number]
        return None

    def _likest(self, view: ArticleView, vector: dict[str, float]) -> _Group | None:
        """The story with the likest title and lead, where it is like enough."""
        probes = sorted(vector, key=lambda t: (-vector[t], t))[: int(self._w.limit("story_probes"))]
        votes: dict[int, float] = defaultdict(float)
        for term in probes:
            for number in self._postings.get(term, ()):
                votes[number] += vector[term]
        ranked = sorted(votes, key=lambda n: (-votes[n], n))
        best: tuple[float, int] | None = None
        compared = 0
        speakers = _speakers(view)
        for number in ranked:
            group = self._groups[number]
            if not self._open(group, view) or not self._near(group, view):
                continue
            score = self._cosine(group, vector) + self._speaker_bonus(group, view, speakers)
            if best is None or score > best[0]:
                best = (score, number)
            compared += 1
            if compared >= self._w.limit("story_compared"):
                break
        if best is None:
            return None
        score, number = best
        if score >= self._needed(self._groups[number], view):
            return self._groups[number]
        if score >= self._w.limit("story_cosine_maybe"):
            first = self._groups[number].articles[0]
            reason = (
                f"title and lead are alike by {score:.2f}: {self._w.limit('story_cosine'):.2f} would make one story"
            )
            self.unsure.append(Judgement(first.id, view.id, "unsure", round(score, 3), (reason,), "rule:story"))
        return None

    def _needed(self, group: _Group, view: ArticleView) -> float:
        """How alike an article must be; without a date it must also name a person of the story, or be very alike."""
        if view.day:
            return self._w.limit("story_cosine")
        return self._w.limit("story_cosine_undated" if _people(view) & group.people else "story_cosine_alone")

    def _open(self, group: _Group, view: ArticleView) -> bool:
        """May the article join, as far as persons decided?"""
        apart = self._decisions.different(view.id)
        return not apart or not any(a.id in apart for a in group.articles)

    def _near(self, group: _Group, view: ArticleView) -> bool:
        """Is the story still running on the article's day? An article without a date may join any."""
        days = gap(group.last, view.day)
        return days is None or days <= self._w.limit("story_days")

    def _speaker_bonus(self, group: _Group, view: ArticleView, speakers: frozenset[str]) -> float:
        """What it adds that one person is quoted in both within a day."""
        for speaker in speakers:
            for day in group.speakers.get(speaker, ()):
                days = gap(day, view.day)
                if days is not None and days <= 1:
                    return self._w.limit("story_same_speaker")
        return 0.0

    def _vector(self, view: ArticleView) -> dict[str, float]:
        """The article's terms by weight, length 1; document frequencies are those of the articles before it."""
        counts: Counter[str] = Counter()
        article = view.document.article
        for term in split_words(article.title or ""):
            counts[term] += int(self._w.limit("story_title_weight"))
        counts.update(split_words(view.body[: int(self._w.limit("story_lead_characters"))]))
        self._count += 1
        vector: dict[str, float] = {}
        for term, n in counts.items():
            if term in self._w.stop_words or len(term) < 3 or term.isdigit():
                continue
            self._seen[term] += 1
            # Fifty articles unseen, in which no term stood, keep the first articles of a register from being alike
            # or unlike by the accident of a few words.
            rarity = math.log((self._count + 51) / (self._seen[term] + 1))
            weak = self._w.limit("weak_term") if term in self._w.weak_words else 1.0
            vector[term] = (1 + math.log(n)) * rarity * weak
        kept = sorted(vector, key=lambda t: (-vector[t], t))[: int(self._w.limit("story_terms"))]
        length = math.sqrt(math.fsum(vector[t] ** 2 for t in kept)) or 1.0
        return {t: vector[t] / length for t in kept}

    def _cosine(self, group: _Group, vector: dict[str, float]) -> float:
        """How alike an article and the middle of a story are, 0 to 1."""
        if not group.norm:
            return 0.0
        return math.fsum(weight * group.terms.get(term, 0.0) for term, weight in vector.items()) / group.norm

    def _add(self, group: _Group, view: ArticleView, vector: dict[str, float], keys: list[MeetingKey]) -> None:
        """Let the story hold the article."""
        group.articles.append(view)
        group.people |= _people(view)
        self._by_article[view.id] = group.number
        if not view.copy_of:  # a copy adds no word
            for term, weight in vector.items():
                group.terms[term] = group.terms.get(term, 0.0) + weight
            limit = int(self._w.limit("story_terms"))
            if len(group.terms) > 2 * limit:
                kept = sorted(group.terms, key=lambda t: (-group.terms[t], t))[:limit]
                group.terms = {t: group.terms[t] for t in kept}
            group.norm = math.sqrt(math.fsum(w * w for w in group.terms.values()))
            for term in sorted(vector, key=lambda t: (-vector[t], t))[: 2 * int(self._w.limit("story_probes"))]:
                posting = self._postings[term]
                if group.number not in posting:
                    posting.append(group.number)
        if view.day:
            group.last = max(group.last or view.day, view.day)
            for speaker in _speakers(view):
                group.speakers.setdefault(speaker, []).append(view.day)
        for key in keys:
            self._meetings.setdefault(key, group.number)


def meeting_keys(view: ArticleView) -> list[MeetingKey]:
    """Who met on which day, for each meeting of two persons or more that is the article's own subject."""
    kinds = {a.id: a.kind for a in view.document.actors}
    out: list[MeetingKey] = []
    for m in view.document.meetings:
        if not _is_own(m, view):
            continue
        persons = frozenset(p.actor for p in m.participants if kinds.get(p.actor, "person") in ("person", "office"))
        if len(persons) >= 2 and m.when and m.when.first:
            out.append((persons, m.when.first))
    return sorted(out, key=lambda k: (k[1], sorted(k[0])))


def _is_own(meeting: Meeting, view: ArticleView) -> bool:
    """Is this meeting news in the article, with a day, and not background?"""
    if meeting.background or meeting.when is None or meeting.when.precision != "day" or meeting.when.first is None:
        return False
    days = gap(meeting.when.first, view.day)
    return days is None or days <= 3  # an older meeting is told as background


def _speakers(view: ArticleView) -> frozenset[str]:
    """Everyone whom the article quotes."""
    return frozenset(q.speaker for q in view.document.quotations if q.speaker)


def _people(view: ArticleView) -> frozenset[str]:
    """The persons of an article."""
    return frozenset(a.id for a in view.document.actors if a.kind == "person")
