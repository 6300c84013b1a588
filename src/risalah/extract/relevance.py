"""Is the page about relations between states or international organisations? Weighed signs, each a reason.

It reads the plain article, before anything is annotated: a fraction of a millisecond a page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from risalah.errors import ResourceError
from risalah.extract.relevance_roles import ACTS_ON_PARTY
from risalah.extract.relevance_sentences import ACTS
from risalah.extract.relevance_signs import SignCounter, name_feature, scale_counts
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

MODEL = "models/relevance.tsv"
INTERCEPT = "(every page)"
FLOOR = "(floor)"
FLOOR_UNTITLED = "(floor without title)"
SECOND_LOOK = "(second look)"
_ROWS = (INTERCEPT, FLOOR, FLOOR_UNTITLED, SECOND_LOOK)
_SHOWN = 8  # reasons kept with an article: the rest weighs little


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign in one zone: how often it was counted, and what that adds to the log odds.

    Zones are title, opening, text, share (its part of all listed words that were found) and sentences (that hold it).
    """

    sign: str
    zone: str
    count: int
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """The verdict, the probability between 0 and 1 that it rests on, and the reasons, the heaviest first.

    The points of the reasons and `start` (what every page has) add up to the log odds of `score`.
    """

    relevant: bool
    score: float
    reasons: tuple[Reason, ...]
    start: float = 0.0


class RelevanceReader:
    """Judges pages by the signs of patterns/relevance.yaml and the weights of models/relevance.tsv.

    A page is relevant where its probability is at least `floor`; a page without a title, whose signs nothing counts,
    from `floor_untitled` on. From `second_look` on it is where its opening tells of an act between two parties with a
    state as its subject: to lose a treaty is worse than to read a page in vain. Raises ResourceError where the two
    tables do not fit.
    """

    def __init__(self, language: Language, actors: ActorTable) -> None:
        self._counter = SignCounter(language, actors)
        path = language.folder / MODEL
        self._weights: dict[str, float] = {}
        known = {name_feature((sign, zone)) for sign, zone in self._counter.features()}
        for line, row in read_tsv(path, ("feature", "weight")):
            try:
                self._weights[row["feature"]] = float(row["weight"])
            except ValueError as e:
                raise ResourceError(f"{row['weight']!r} is no number", path=path, line=line) from e
            if row["feature"] not in known and row["feature"] not in _ROWS:
                raise ResourceError(
                    f"there is no sign {row['feature']!r}",
                    path=path,
                    line=line,
                    remedy="train anew: python tools/train_relevance.py",
                )
        for name in _ROWS:
            if name not in self._weights:
                raise ResourceError(f"the row {name!r} is missing", path=path)
        self.floor = self._weights.pop(FLOOR)
        self.floor_untitled = self._weights.pop(FLOOR_UNTITLED)
        self.second_look = self._weights.pop(SECOND_LOOK)
        self._start = self._weights.pop(INTERCEPT)

    def judge(self, article: Article) -> Article:
        """The article with its verdict and the heaviest reasons for it."""
        verdict = self.read(article)
        reasons = tuple((r.sign, r.zone, r.count, r.weight, r.points) for r in verdict.reasons[:_SHOWN])
        return replace(article, relevant=verdict.relevant, relevance=verdict.score, relevance_reasons=reasons)

    def read(self, article: Article) -> Relevance:
        """The verdict on one article. A page without words is not relevant."""
        counts, words = self._counter.count(article)
        if not words:
            return Relevance(False, 0.0, ())
        reasons = []
        for key, value in scale_counts(counts, words).items():
            weight = self._weights.get(name_feature(key))
            if weight is not None and value:
                reasons.append(Reason(*key, counts[key], weight, round(weight * value, 3)))
        reasons.sort(key=lambda r: (-abs(r.points), r.sign, r.zone))
        score = 1 / (1 + math.exp(-max(-50.0, min(50.0, self._start + sum(r.points for r in reasons)))))
        titled = article.title and article.text.startswith(article.title)
        floor = self.floor if titled else self.floor_untitled
        relevant = score >= (self.second_look if gets_second_look(counts) else floor)
        return Relevance(relevant, round(score, 4), tuple(reasons), self._start)


def gets_second_look(counts: Mapping[tuple[str, str], int]) -> bool:
    """Does the opening tell of an act between parties, and is one the subject of a verb that reaches the other?"""
    return bool(counts.get(ACTS) and counts.get(ACTS_ON_PARTY))
