"""Copies: the same address, the same text, or nearly the same text within two days."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque

from rensa import RMinHash

from risalah.link.dates import gap, published_time
from risalah.link.views import ArticleView, hash_shingles, shingles_of
from risalah.link.words import jaccard
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
    by_body: dict[str, ArticleView] = {}
    buckets: dict[tuple[int, ...], deque[ArticleView]] = defaultdict(lambda: deque(maxlen=_BUCKET))
    size = int(weights.limit("shingle_words"))
    for view in views:
        shingles = shingles_of(view, size)
        view.shingles = hash_shingles(shingles)
        # A line or two may be equal by chance: then the title has to be equal too.
        whole = view.words if len(view.words) >= _ENOUGH else [view.document.article.title or "", *view.words]
        body = hashlib.sha256(" ".join(whole).encode("utf-8", "surrogatepass")).hexdigest()
        first = by_address.get(view.address) if view.address else None
        reason = "the same address"
        if first is None and view.words and (twin := by_body.get(body)) is not None and _in_time(view, twin, weights):
            first, reason = twin, "the same text"
        bands = _bands(shingles) if first is None and len(view.words) >= _ENOUGH else []
        if first is None:
            first = _find_near(view, bands, buckets, weights)
            reason = "nearly the same text within two days"
        if first is not None:
            view.copy_of = first.root
            why[view.id] = reason
        for band in bands:
            buckets[band].append(view)
        if view.address:
            by_address.setdefault(view.address, view)
        by_body[body] = by_body.get(body, view) if first is not None else view
        view.words = []  # the shingles' numbers are enough from here on, and far smaller
    return why


def _bands(shingles: list[str]) -> list[tuple[int, ...]]:
    """The keys of an article in the table of candidates."""
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(shingles)
    digest = sketch.digest()
    rows = _PERMUTATIONS // _BANDS
    return [(i, *digest[i * rows : (i + 1) * rows]) for i in range(_BANDS)]


def _find_near(
    view: ArticleView,
    bands: list[tuple[int, ...]],
    buckets: dict[tuple[int, ...], deque[ArticleView]],
    weights: Weights,
) -> ArticleView | None:
    """The oldest article that this one nearly copies, or None."""
    candidates = {other.id: other for band in bands for other in buckets.get(band, ())}
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
