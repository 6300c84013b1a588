"""What an article tells as its own news: who met, when, and how. It splits a story that words cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from risalah.link.dates import gap, interval, relate
from risalah.link.events import EventSplitter
from risalah.link.series import SeriesSplitter
from risalah.link.terms import Rarity, Terms
from risalah.link.views import ArticleView
from risalah.model.record import Meeting
from risalah.resources.linking import Weights

MeetingKey = tuple[frozenset[str], date]


@dataclass(frozen=True, slots=True)
class Act:
    """One meeting as an article's news: its parties, persons, first and last day, and whether it was from afar."""

    parties: frozenset[str]
    persons: frozenset[str]
    first: date
    last: date
    remote: bool

    def agrees(self, other: Act) -> bool:
        """May both be one happening? The days must meet, and the same sides must have taken part."""
        if relate((self.first, self.last), (other.first, other.last)) == "apart":
            return False
        return bool(self.parties & other.parties or self.persons & other.persons) and self.remote == other.remote


class StorySplitter:
    """Splits a story into events: by words, by the days of a series, and where articles tell of other meetings."""

    def __init__(self, weights: Weights, rarity: Rarity) -> None:
        self._words = EventSplitter(weights, rarity)
        self._series = SeriesSplitter(weights, rarity)
        self._least = 2 * int(weights.limit("event_articles"))

    def split(self, articles: Sequence[ArticleView], read: Callable[[ArticleView], Terms]) -> list[list[int]]:
        """The places of the articles, event by event, the first article's event first."""
        if len(articles) < 2:
            return [list(range(len(articles)))]
        parts = [list(range(len(articles)))]
        if len(articles) >= self._least:
            parts = self._words.split([read(a) for a in articles])
        parts = [days for part in parts for days in self._series.split(part, articles, read)]
        return [event for part in parts for event in _split_by_acts(part, articles)]


def _split_by_acts(places: list[int], articles: Sequence[ArticleView]) -> list[list[int]]:
    """Articles whose acts disagree with everything that an event tells found another; the rest stay with the first."""
    events: list[tuple[list[int], list[Act]]] = []
    for place in places:
        own = acts_of(articles[place])
        fit = next((e for e in events if not own or not e[1] or any(a.agrees(b) for a in own for b in e[1])), None)
        if fit is None:
            fit = ([], [])
            events.append(fit)
        fit[0].append(place)
        fit[1].extend(a for a in own if a not in fit[1])
    return [e[0] for e in events]


def acts_of(view: ArticleView) -> list[Act]:
    """The meetings that are news in the article, with known days."""
    out = []
    for m in view.document.meetings:
        days = interval(m.when)
        if _is_own(m, view) and days is not None and m.status in ("held", "planned"):
            persons = frozenset(p.actor for p in m.participants)
            out.append(Act(frozenset(m.parties), persons, days[0], days[1], m.setting == "remote" or m.kind == "call"))
    return out


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
