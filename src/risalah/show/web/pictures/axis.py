"""An axis of time: where a day stands, and which days are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["year", "month"]
_TICKS = 12
"""Named days on an axis: more do not fit side by side on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day of an axis; `unit` says how it is named."""

    at: int
    day: date
    unit: Unit


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` on units from `start` to `end`."""

    first: date
    last: date
    start: int
    end: int

    def place(self, day: date) -> int:
        """Where a day stands; days beyond an end stand there."""
        days = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (day - self.first).days / days))
        return round(self.start + share * (self.end - self.start))

    def ticks(self) -> tuple[Tick, ...]:
        """Beginnings of years, or of months where the time is short."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if months <= 18:
            step = 1 if months <= 9 else 3
            days = [
                date(y, m, 1)
                for y in range(self.first.year, self.last.year + 1)
                for m in range(1, 13, step)
                if self.first <= date(y, m, 1) <= self.last
            ]
            return tuple(Tick(self.place(d), d, "month") for d in days)
        years = self.last.year - self.first.year + 1
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if years / s <= _TICKS)
        found = [date(y, 1, 1) for y in range(self.first.year, self.last.year + 1) if y % step == 0]
        return tuple(Tick(self.place(d), d, "year") for d in found if self.first <= d <= self.last)


def fit_axis(days: list[date], start: int, end: int) -> Axis:
    """An axis on which all of the days stand, with some room at both ends. `days` is not empty."""
    first, last = min(days), max(days)
    room = max(20, (last - first).days // 40)
    # The calendar ends: a date such as 9999-12-31 is a bound that somebody wrote.
    low = date.fromordinal(max(date.min.toordinal(), first.toordinal() - room))
    high = date.fromordinal(min(date.max.toordinal(), last.toordinal() + room))
    return Axis(low, high, start, end)


def read_day(text: str) -> date | None:
    """An ISO day or moment as a day; None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
