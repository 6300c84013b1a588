"""The line model: how probable it is that a line of a page dump belongs to the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from risalah.clean.line_features import FEATURES, LineFeatures
from risalah.clean.lines import Line
from risalah.errors import ResourceError
from risalah.resources.language import Language
from risalah.resources.loader import read_tsv

MODEL = "models/lines.tsv"
INTERCEPT = "(every line)"
_MOST_LINES = 20_000
"""Longer dumps are judged by form alone: no page has so many lines."""


class LineModel:
    """A logistic regression over the features of a line (models/lines.tsv, made by tools/train_lines.py)."""

    def __init__(self, weights: Mapping[str, float], features: LineFeatures) -> None:
        self._features = features
        self._intercept = weights[INTERCEPT]
        self._weights = [weights[name] for name in FEATURES]

    @classmethod
    def load(cls, language: Language, features: LineFeatures) -> LineModel | None:
        """The shipped model of a language; None where it has none. Raises ResourceError for a wrong table."""
        path = language.folder / MODEL
        if not path.is_file():
            return None
        weights: dict[str, float] = {}
        for line, row in read_tsv(path, ("feature", "weight")):
            try:
                weights[row["feature"]] = float(row["weight"])
            except ValueError as e:
                raise ResourceError(f"{row['weight']!r} is no number", path=path, line=line) from e
        missing = {INTERCEPT, *FEATURES} - set(weights)
        if missing:
            raise ResourceError(f"no weight for {sorted(missing)[0]!r}; run tools/train_lines.py", path=path, line=1)
        return cls(weights, features)

    def log_odds(self, lines: Sequence[Line], dated: Callable[[str], object]) -> list[float] | None:
        """For each line, the log odds that it is the article's; None where there are too many lines."""
        if len(lines) > _MOST_LINES:
            return None
        rows = self._features.describe(lines, dated)
        return [self._intercept + sum(w * x for w, x in zip(self._weights, row, strict=True)) for row in rows]
