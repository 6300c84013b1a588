"""Points that add up to a verdict on two records, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from risalah.resources.linking import Weights


@dataclass(slots=True)
class Score:
    """A sum of points with the reasons of it. `veto` says why the two can never be one, whatever the sum."""

    weights: Weights
    table: str
    total: float = 0.0
    reasons: list[str] = field(default_factory=list)
    veto: str = ""

    def add(self, name: str, detail: str = "", share: float = 1.0) -> None:
        """Add the points of `name`, `share` of them, with `detail` in the reason."""
        point = self.weights.point(self.table, name)
        value = round(point.value * share, 2)
        self.total = round(self.total + value, 2)
        self.reasons.append(f"{point.why}{': ' + detail if detail else ''} ({value:+g})")
