"""Series inside a story: reports of one kind, each about its own day (tolls of a war, rounds of a tournament)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from risalah.link.terms import Rarity, Terms
from risalah.link.views import ArticleView
from risalah.link.words import find_numbers, jaccard
from risalah.resources.linking import Weights

_TOLD = re.compile(r"\((\d{1,2})/(\d{1,2})(?:/\d{2,4})?\)")
_READ = 1500  # characters in which an article says of which day it tells
_FRESH = 3  # days: an older date is told as background
_MOST = 64  # articles: a longer story is divided by its words alone


class SeriesSplitter:
    """Divides by the day told, where reports of two days share neither their numbers nor most of their words."""

    def __init__(self, weights: Weights, rarity: Rarity) -> None:
        self._alike, self._numbers = weights.limit("series_cosine"), weights.limit("series_numbers")
        self._terms = int(weights.limit("story_terms"))
        self._rarity = rarity

    def split(
        self, places: Sequence[int], articles: Sequence[ArticleView], read: Callable[[ArticleView], Terms]
    ) -> list[list[int]]:
        """The places in one list or more, each in order."""
        days = {p: told_day(articles[p]) for p in places}
        if len(places) > _MOST or len({d for d in days.values() if d}) < 2:
            return [list(places)]
        vectors = {p: self._rarity.weigh(read(articles[p]), self._terms) for p in places}
        numbers = {p: find_numbers(articles[p].body[: 2 * _READ]) for p in places}
        groups: list[list[int]] = []
        for place in places:
            near = [
                g
                for g in groups
                if any(
                    days[place] is None
                    or days[other] is None
                    or days[place] == days[other]
                    or jaccard(numbers[place], numbers[other]) >= self._numbers
                    or _dot(vectors[place], vectors[other]) >= self._alike
                    for other in g
                )
            ]
            groups = [g for g in groups if g not in near]
            groups.append(sorted([place, *(p for g in near for p in g)]))
        return sorted(groups)


def told_day(view: ArticleView) -> date | None:
    """The day that an article tells of: the first one that it gives in brackets, if it is recent, else its own."""
    found = _TOLD.search(view.body[:_READ])
    if found is None or view.day is None:
        return view.day
    try:
        told = date(view.day.year, int(found[2]), int(found[1]))
    except ValueError:
        return view.day
    return told if 0 <= (view.day - told).days <= _FRESH else view.day


def _dot(a: Terms, b: Terms) -> float:
    """The cosine of two vectors of length 1."""
    return sum(w * b[t] for t, w in a.items() if t in b)
