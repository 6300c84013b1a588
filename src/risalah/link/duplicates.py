"""Copies: the same address, the same text, or nearly the same text within two days."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable
from datetime import date

from rensa import RMinHash

from risalah.link.dates import gap, published_time
from risalah.link.views import ArticleView, hash_shingles
from risalah.link.words import jaccard, make_shingles, split_words
from risalah.resources.linking import Weights

_PERMUTATIONS, _BANDS, _SEED = 128, 32, 7
_ENOUGH = 20  # words that make a text
_BUCKET = 16  # latest articles kept in one bucket: daily templates must not make it grow


def mark_copies(views: list[ArticleView], weights: Weights) -> dict[str, str]:
    """Set `shingles` and `copy_of` of every article; returns why each copy is one, by its id.

    `views` is in canonical order, so that the first of several copies is the oldest.
    """
    why: dict[str, str] = {}
    by_address: dict[str, ArticleView] = {}
    by_body: dict[bytes, ArticleView] = {}
    # An article without a date may be a copy of any other one, and comes last: what it will look for is kept.
    size = int(weights.limit("shingle_words"))
    undated = (w for v in views if v.day is None and len(w := split_words(v.body)) >= _ENOUGH)
    asked = (band for words in undated for band in _bands(make_shingles(words, size)))
    buckets = _Buckets(weights.limit("duplicate_hours") / 24, asked)
    for view in views:
        words = split_words(view.body)
        shingles = make_shingles(words, size)
        view.shingles = hash_shingles(shingles)
        # A line or two may be equal by chance: then the title has to be equal too.
        whole = words if len(words) >= _ENOUGH else [view.document.article.title or "", *words]
        body = hashlib.sha256(" ".join(whole).encode("utf-8", "surrogatepass")).digest()[:16]
        first = by_address.get(view.address) if view.address else None
        reason = "the same address"
        if first is None and words and (twin := by_body.get(body)) is not None and _in_time(view, twin, weights):
            first, reason = twin, "the same text"
        bands = _bands(shingles) if first is None and len(words) >= _ENOUGH else []
        if first is None:
            first = _find_near(view, buckets.find(bands), weights)
            reason = "nearly the same text within two days"
        if first is not None:
            view.copy_of = first.root
            why[view.id] = reason
        buckets.add(view, bands)
        if view.address:
            by_address.setdefault(view.address, view)
        by_body[body] = by_body.get(body, view) if first is not None else view
    return why


class _Buckets:
    """Articles by the bands of their sketches, as long as another one may be their copy."""

    def __init__(self, days: float, kept: Iterable[int]) -> None:
        """`kept` are bands that are never given up."""
        self._days = days
        self._kept = frozenset(kept)
        self._views: dict[int, list[ArticleView]] = {}
        self._old: deque[tuple[date, list[int]]] = deque()

    def find(self, bands: Iterable[int]) -> dict[str, ArticleView]:
        """The articles that share a band, by id."""
        return {v.id: v for band in bands for v in self._views.get(band, ())}

    def add(self, view: ArticleView, bands: list[int]) -> None:
        """Keep an article; articles come in the order of days, those without one last."""
        if view.day is not None:
            self._give_up(view.day)
            self._old.append((view.day, bands))
        for band in bands:
            held = self._views.setdefault(band, [])
            held.append(view)
            if len(held) > _BUCKET:
                del held[0]

    def _give_up(self, day: date) -> None:
        """Forget what is too old to be copied on this day."""
        while self._old and (day - self._old[0][0]).days > self._days:
            then, bands = self._old.popleft()
            for band in bands:
                held = self._views.get(band)
                if held is None or band in self._kept:
                    continue
                while held and held[0].day is not None and held[0].day <= then:
                    del held[0]
                if not held:
                    del self._views[band]


def _bands(shingles: list[str]) -> list[int]:
    """The keys of an article in the table of candidates."""
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(shingles)
    digest = sketch.digest()
    rows = _PERMUTATIONS // _BANDS
    # A number for each band: two bands with one number only cost a comparison.
    return [hash((i, *digest[i * rows : (i + 1) * rows])) for i in range(_BANDS)]


def _find_near(view: ArticleView, candidates: dict[str, ArticleView], weights: Weights) -> ArticleView | None:
    """The oldest article that this one nearly copies, or None."""
    mine = view.shingle_set() if candidates else frozenset()
    for other in sorted(candidates.values(), key=lambda v: v.order):
        if not _in_time(view, other, weights):
            continue
        theirs = other.shingle_set()
        alike = len(mine & theirs) / len(mine | theirs)
        if alike >= weights.limit("duplicate_jaccard") and _same_numbers(view, other, weights):
            return other
    return None


def _in_time(a: ArticleView, b: ArticleView, weights: Weights) -> bool:
    """Did both appear within the window of copies? An article without a date may be a copy of any."""
    hours = weights.limit("duplicate_hours")
    x, y = published_time(a.document.article.published), published_time(b.document.article.published)
    if x and y:
        return abs((x - y).total_seconds()) <= hours * 3600
    days = gap(a.day, b.day)
    return days is None or days * 24 <= hours


def _same_numbers(a: ArticleView, b: ArticleView, weights: Weights) -> bool:
    """Do both give the same figures and dates? A template of another day does not."""
    x, y = a.numbers(), b.numbers()
    return (not x and not y) or jaccard(x, y) >= weights.limit("duplicate_numbers")
