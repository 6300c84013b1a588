"""Copies: the same address, the same text, or nearly the same text within two days."""

from __future__ import annotations

import hashlib
from array import array
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from rensa import RMinHash

from risalah.link.dates import gap, published_time
from risalah.link.views import ArticleView, hash_shingles
from risalah.link.words import jaccard, make_shingles, split_words
from risalah.resources.linking import Weights

_PERMUTATIONS, _BANDS, _SEED = 128, 32, 7
_ENOUGH = 20  # words that make a text
_BUCKET = 16  # latest articles kept in one bucket: daily templates must not make it grow


@dataclass(slots=True)
class Sketch:
    """What an article is recognised as a copy by. `root` is the first copy, or the article itself.

    `body` stands for its words; None where it has none, or where no other article has the same ones. `numbers` are
    those of the body, asked for only where two texts are alike.
    """

    id: str
    order: tuple[str, str, str]
    day: date | None
    time: datetime | None
    address: str | None
    body: bytes | None
    shingles: array[int]
    numbers: Callable[[], frozenset[str]]
    root: str = field(default="")


def sketch_article(view: ArticleView, weights: Weights) -> tuple[Sketch, list[str]]:
    """An article's sketch, and the shingles by which near copies are looked for: none where the text is short.

    Sets `shingles` of the article.
    """
    words = split_words(view.body)
    shingles = make_shingles(words, int(weights.limit("shingle_words")))
    view.shingles = hash_shingles(shingles)
    # A line or two may be equal by chance: then the title has to be equal too.
    whole = words if len(words) >= _ENOUGH else [view.document.article.title or "", *words]
    body = hashlib.sha256(" ".join(whole).encode("utf-8", "surrogatepass")).digest()[:16]
    sketch = Sketch(
        id=view.id,
        order=view.order,
        day=view.day,
        time=published_time(view.document.article.published),
        address=view.address,
        body=body if words else None,
        shingles=view.shingles,
        numbers=view.numbers,
        root=view.id,
    )
    return sketch, shingles if len(words) >= _ENOUGH else []


def mark_copies(views: list[ArticleView], weights: Weights) -> dict[str, str]:
    """Set `shingles` and `copy_of` of every article; returns why each copy is one, by its id.

    `views` is in canonical order, so that the first of several copies is the oldest.
    """
    why: dict[str, str] = {}
    size = int(weights.limit("shingle_words"))
    undated = (w for v in views if v.day is None and len(w := split_words(v.body)) >= _ENOUGH)
    finder = CopyFinder(weights, (band for words in undated for band in find_bands(make_shingles(words, size))))
    for view in views:
        sketch, shingles = sketch_article(view, weights)
        if reason := finder.find(sketch, lambda found=shingles: find_bands(found)):  # type: ignore[misc]
            view.copy_of = sketch.root
            why[view.id] = reason
    return why


class CopyFinder:
    """Finds copies among articles that come one after the other in canonical order."""

    def __init__(self, weights: Weights, asked: Iterable[int]) -> None:
        """`asked` are the bands of the articles without a date: each may be a copy of any other one, and comes last,
        so what it will look for is kept.
        """
        self._w = weights
        self._by_address: dict[str, Sketch] = {}
        self._by_body: dict[bytes, Sketch] = {}
        self._buckets = _Buckets(weights.limit("duplicate_hours") / 24, asked)

    def find(self, sketch: Sketch, bands: Callable[[], list[int]]) -> str:
        """Why the article is a copy, with `root` set then; else nothing. `bands` are asked for only where needed."""
        first = self._by_address.get(sketch.address) if sketch.address else None
        reason, body = "the same address", sketch.body
        twin = self._by_body.get(body) if body and first is None else None
        if twin is not None and _in_time(sketch, twin, self._w):
            first, reason = twin, "the same text"
        found = bands() if first is None else []
        if first is None:
            first = _find_near(sketch, self._buckets.find(found), self._w)
            reason = "nearly the same text within two days"
        if first is not None:
            sketch.root = first.root
        self._buckets.add(sketch, found)
        if sketch.address:
            self._by_address.setdefault(sketch.address, sketch)
        if body:
            self._by_body[body] = self._by_body.get(body, sketch) if first is not None else sketch
        return reason if first is not None else ""


class _Buckets:
    """Articles by the bands of their sketches, as long as another one may be their copy."""

    def __init__(self, days: float, kept: Iterable[int]) -> None:
        """`kept` are bands that are never given up."""
        self._days = days
        self._kept = frozenset(kept)
        self._views: dict[int, list[Sketch]] = {}
        self._old: deque[tuple[date, list[int]]] = deque()

    def find(self, bands: Iterable[int]) -> dict[str, Sketch]:
        """The articles that share a band, by id."""
        return {v.id: v for band in bands for v in self._views.get(band, ())}

    def add(self, view: Sketch, bands: list[int]) -> None:
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


def find_bands(shingles: list[str]) -> list[int]:
    """The keys of an article in the table of candidates; none of a text that is too short."""
    if not shingles:
        return []
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(shingles)
    digest = sketch.digest()
    rows = _PERMUTATIONS // _BANDS
    # A number for each band: two bands with one number only cost a comparison.
    return [hash((i, *digest[i * rows : (i + 1) * rows])) for i in range(_BANDS)]


def _find_near(view: Sketch, candidates: dict[str, Sketch], weights: Weights) -> Sketch | None:
    """The oldest article that this one nearly copies, or None."""
    mine = frozenset(view.shingles) if candidates else frozenset()
    for other in sorted(candidates.values(), key=lambda v: v.order):
        if not _in_time(view, other, weights):
            continue
        theirs = frozenset(other.shingles)
        alike = len(mine & theirs) / len(mine | theirs)
        if alike >= weights.limit("duplicate_jaccard") and _same_numbers(view, other, weights):
            return other
    return None


def _in_time(a: Sketch, b: Sketch, weights: Weights) -> bool:
    """Did both appear within the window of copies? An article without a date may be a copy of any."""
    hours = weights.limit("duplicate_hours")
    if a.time and b.time:
        return abs((a.time - b.time).total_seconds()) <= hours * 3600
    days = gap(a.day, b.day)
    return days is None or days * 24 <= hours


def _same_numbers(a: Sketch, b: Sketch, weights: Weights) -> bool:
    """Do both give the same figures and dates? A template of another day does not."""
    x, y = a.numbers(), b.numbers()
    return (not x and not y) or jaccard(x, y) >= weights.limit("duplicate_numbers")
