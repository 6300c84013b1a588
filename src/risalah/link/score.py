"""Points that add up to a verdict on two records, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from risalah.resources.linking import Weights


@dataclass(slots=True)
class Score:
    """A sum of points with the reasons of it. `veto` says why the two can never be one, whatever the sum.

    `contradicts` marks a pair that cannot stand in one entry through a third record either.
    """

    weights: Weights
    table: str
    sum: float = 0.0
    parts: list[tuple[str, str, float]] = field(default_factory=list)
    veto: str = ""
    contradicts: bool = False

    def add(self, name: str, detail: str = "", share: float = 1.0) -> None:
        """Add the points of `name`, `share` of them, with `detail` in the reason."""
        value = self.weights.points[self.table][name].value * share
        self.sum += value
        self.parts.append((name, detail, value))

    @property
    def total(self) -> float:
        """The sum, to two digits."""
        return round(self.sum, 2)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each point in words, with what it counts."""
        out = []
        for name, detail, value in self.parts:
            why = self.weights.point(self.table, name).why
            out.append(f"{why}{': ' + detail if detail else ''} ({round(value, 2):+g})")
        return tuple(out)
