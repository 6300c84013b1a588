"""Choose the value that is shown by default: official, most origins, most precise, latest. No value is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from risalah.link.views import ArticleView


@dataclass(frozen=True, slots=True)
class Said:
    """A value as one article says it. `as_of` is the day for which it is said; `detail` ranks precision."""

    value: Any
    article: ArticleView
    as_of: date | None
    detail: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with all who say it; `rule` names what decided for the first of several."""

    value: Any
    said: tuple[Said, ...]
    rule: str = ""

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that say it."""
        return tuple(sorted({s.article.id for s in self.said}))


def rank_values(said: Sequence[Said], weakest: Callable[[Any], float] | None = None) -> list[Choice]:
    """The distinct values, the default first, with the rule that put it first.

    `weakest` breaks a tie that nothing else breaks: the lower one is preferred; a claim is never raised by chance.
    """
    groups: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        groups[_key(s.value)].append(s)
    rows: list[tuple[tuple[float, ...], str, list[Said]]] = []
    for key, group in groups.items():
        official = float(any(s.article.official for s in group))
        origins = float(len({s.article.origin for s in group}))
        detail = max(s.detail for s in group)
        latest = float(max((s.as_of.toordinal() for s in group if s.as_of), default=0))
        low = -weakest(group[0].value) if weakest else 0.0
        count = float(len({s.article.root for s in group}))
        known = float(any(s.article.outlet for s in group))
        rows.append(((official, origins, detail, latest, low, count, known), key, group))
    rows.sort(key=lambda r: (tuple(-x for x in r[0]), r[1]))
    rule = "only value" if len(rows) == 1 else _rule(rows[0][0], rows[1][0])
    return [Choice(group[0].value, tuple(group), rule if i == 0 else "") for i, (_, _, group) in enumerate(rows)]


def _key(value: Any) -> str:
    """Equal values have equal keys; of a date only what it means counts, not its wording."""
    if isinstance(value, dict) and "edtf" in value:
        return json.dumps([value.get("from"), value.get("to"), value.get("qualifier")])
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _rule(first: tuple[float, ...], second: tuple[float, ...]) -> str:
    """Which criterion put the first value before the second."""
    names = (
        "official text",
        "most origins",
        "most precise",
        "latest",
        "weakest claim",
        "most articles",
        "a known outlet",
    )
    return next((n for n, x, y in zip(names, first, second, strict=True) if x != y), "first in order")
