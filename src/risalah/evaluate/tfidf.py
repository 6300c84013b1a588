"""Plain groupings that the stories are measured against. Not shipped into any register.

`group_online` is a single pass over TF-IDF vectors as it is commonly written: the title counted three times, running
frequencies, the cosine with each story's sum, an inverted index over each story's weightiest terms. `group_batch` is
what one would take from a library: scikit-learn's TF-IDF with agglomerative clustering, where that is installed.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_WORD = re.compile(r"\w\w+")
_TERMS, _INDEXED, _PROBES, _COMPARED, _POSTING, _TITLE = 100, 40, 12, 40, 400, 3


@dataclass(frozen=True, slots=True)
class Text:
    """What is grouped: a title, a body, a day as a number (None: no window)."""

    title: str
    body: str
    day: int | None = None


@dataclass(slots=True)
class _Story:
    terms: dict[str, float] = field(default_factory=dict)
    last: int | None = None


def group_online(texts: Sequence[Text], threshold: float, characters: int, days: int = 14) -> list[int]:
    """A story number for each text, which come in order; `characters` of the body are read."""
    seen: Counter[str] = Counter()
    stories: list[_Story] = []
    index: dict[str, list[int]] = defaultdict(list)
    out: list[int] = []
    for n, text in enumerate(texts, 1):
        counts = Counter(_WORD.findall(text.body[:characters].lower()))
        for word in _WORD.findall(text.title.lower()):
            counts[word] += _TITLE
        seen.update(counts.keys())
        vector = {t: (1 + math.log(k)) * math.log((n + 1) / (seen[t] + 0.5)) for t, k in counts.items()}
        vector = dict(sorted(vector.items(), key=lambda x: (-x[1], x[0]))[:_TERMS])
        length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        vector = {t: w / length for t, w in vector.items()}
        votes: Counter[int] = Counter()
        for term in list(vector)[:_PROBES]:
            votes.update(index[term][-_POSTING:])
        best, likest = -1, threshold
        for number, _ in votes.most_common(_COMPARED):
            story = stories[number]
            if text.day is not None and story.last is not None and text.day - story.last > days:
                continue
            norm = math.sqrt(sum(w * w for w in story.terms.values())) or 1.0
            cosine = sum(w * story.terms.get(t, 0.0) for t, w in vector.items()) / norm
            if cosine >= likest:
                best, likest = number, cosine
        if best < 0:
            best = len(stories)
            stories.append(_Story())
        story = stories[best]
        story.last = text.day
        for term, weight in vector.items():
            story.terms[term] = story.terms.get(term, 0.0) + weight
        for term in sorted(story.terms, key=lambda t: (-story.terms[t], t))[:_INDEXED]:
            if best not in index[term]:
                index[term].append(best)
        out.append(best)
    return out


def has_sklearn() -> bool:
    """Is scikit-learn installed?"""
    return find_spec("sklearn") is not None


def group_batch(texts: Sequence[Text], thresholds: Sequence[float], characters: int) -> dict[float, list[int]]:
    """For each threshold (a cosine distance) a group number for each text: average linkage over all of them at once."""
    vectorizer: Any = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    agglomerative: Any = import_module("sklearn.cluster").AgglomerativeClustering
    pages = [f"{' '.join([t.title] * _TITLE)} {t.body[:characters]}" for t in texts]
    matrix = vectorizer(sublinear_tf=True).fit_transform(pages)
    apart = 1.0 - (matrix @ matrix.T).toarray()
    apart[apart < 0] = 0.0
    out: dict[float, list[int]] = {}
    for threshold in thresholds:
        model = agglomerative(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold)
        out[threshold] = [int(x) for x in model.fit_predict(apart)]
    return out
