"""Days and intervals as the register compares them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from risalah.model.document import Document
from risalah.model.when import When

Relation = Literal["equal", "within", "overlap", "apart"]
Interval = tuple[date, date]


def published_day(text: str | None) -> date | None:
    """The day of an ISO date or time; None where it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def published_time(text: str | None) -> datetime | None:
    """The local time of an ISO date and time; None where only the day, or nothing, is known."""
    if not text or len(text) <= 10:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def article_day(document: Document) -> date | None:
    """The day of an article: as published, else the latest day of a meeting held or a statement made that it tells."""
    day = published_day(document.article.published)
    if day is not None:
        return day
    days = [
        m.when.first
        for m in document.meetings
        if m.status == "held" and not m.background and m.when and m.when.precision == "day" and m.when.first
    ]
    days += [
        c.said_on.first for c in document.commitments if c.said_on and c.said_on.precision == "day" and c.said_on.first
    ]
    return max(days, default=None)


def interval(when: When | None) -> Interval | None:
    """The closed interval of a date, open ends at the ends of time; None where there is no date."""
    if when is None or (when.first is None and when.last is None):
        return None
    return (when.first or date.min, when.last or date.max)


def relate(a: Interval, b: Interval) -> Relation:
    """How two intervals lie: equal, one within the other, overlapping, or apart."""
    if a == b:
        return "equal"
    if a[0] > b[1] or b[0] > a[1]:
        return "apart"
    if (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1]):
        return "within"
    return "overlap"


def gap(a: date | None, b: date | None) -> int | None:
    """Days between two days; None where one is unknown."""
    return abs((a - b).days) if a and b else None


def days_between(a: Interval, b: Interval) -> int:
    """Days from the end of the earlier interval to the beginning of the later one; 0 where they touch."""
    return max(0, (max(a[0], b[0]) - min(a[1], b[1])).days)
