"""When a page was published: what was given, its markup, the date line at its headline, its dateline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from risalah.clean.dump import DatedLine, fold
from risalah.clean.lines import split_lines
from risalah.clean.markup import Markup
from risalah.clean.published import DateReader
from risalah.model.article import PublishedBasis

_ABOVE, _BELOW = 8, 25
"""Visible lines above and below the headline among which its date line stands."""
_WESTERN = timezone(timedelta(hours=7))
"""The zone of Jakarta: what Indonesian metadata state in UTC is told in it (the same moment, the local day)."""


@dataclass(frozen=True, slots=True)
class Publication:
    """`published` as ISO 8601, `basis` of it, and `odd`, what was given and could not be read."""

    published: str | None
    basis: PublishedBasis
    odd: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a date may stand: the headline, the lines above the body of a dump, its first line, its dateline."""

    title: str | None
    above: Sequence[str]
    first: str
    dateline: str
    indonesian: bool


class PublicationReader:
    """Reads the date of publication. Of a link to another article ("Terkini Lainnya") it never takes the date."""

    def __init__(self, dates: DateReader) -> None:
        self._dates = dates

    def read(self, given: str | None, markup: Markup | None, around: Surroundings, dated: DatedLine) -> Publication:
        """The date of a page. `dated` says what day a line states when it is nothing but a date line."""
        value = self._dates.read(given)
        if value:
            return Publication(value, "given")
        lines = _near_headline(markup.readings.visible, around, dated) if markup else list(around.above[:-11:-1])
        seen = [x for line in lines if (x := dated(line))]
        if markup and markup.day_line and (value := self._dates.read(markup.day_line)):
            seen = [value, *(x for x in seen if x != value)]
        stamps = [x for stamp in (markup.stamps if markup else ()) if (x := self._dates.read(stamp))]
        if stamps:
            return Publication(_complete(stamps, seen, around.indonesian), "metadata", given)
        if seen:
            return Publication(seen[0], "text", given)
        if markup and (value := self._dates.read(markup.readings.day)):
            return Publication(value, "metadata", given)
        value = self._dates.read(around.dateline)
        return Publication(value, "dateline" if value else "none", given)


def _near_headline(visible: str, around: Surroundings, dated: DatedLine) -> list[str]:
    """The date lines between a little above the headline and the body, the nearest to the headline first."""
    rows = [x.text for x in split_lines(visible[:200_000])]
    keys = [fold(x) for x in rows]
    first, title = fold(around.first), fold(around.title or "")
    body = next(
        (i for i, key in enumerate(keys) if key and (key == first or (first.startswith(key) and len(key) > 60))), None
    )
    heads = [i for i, key in enumerate(keys) if title and key == title and (body is None or i <= body)]
    if heads:
        # A headline may stand in a list of links first; the last one above the body is its own.
        head = heads[-1]
        low, high = head - _ABOVE, min(head + _BELOW, body + 3 if body is not None else head + _BELOW)
    elif body is not None:
        head, low, high = body, body - _BELOW, body + 3
    else:
        return []
    window = [i for i in range(max(0, low), min(len(rows), high + 1)) if dated(rows[i])]
    # With a time before without: a page's head often says what day it is today.
    return [rows[i] for i in sorted(window, key=lambda i: ("T" not in (dated(rows[i]) or ""), abs(i - head), i < head))]


def _complete(stamps: Sequence[str], seen: Sequence[str], indonesian: bool) -> str:
    """The first stamp, with what the visible date lines add: a time of day, a zone, or the zone that it should have.

    Some outlets write their local clock with a false "Z" into the metadata; their visible line ("10:08 WIB") tells.
    """
    value = stamps[0]
    if "T" not in value:
        return next((x for x in seen if x.startswith(value) and "T" in x), value)
    when = datetime.fromisoformat(value)
    zoned = [x for x in map(datetime.fromisoformat, seen) if x.tzinfo is not None]
    if when.tzinfo is not None:
        for line in zoned:
            if abs(line - when) < timedelta(minutes=1):
                return _print(when.astimezone(line.tzinfo))
    if when.tzinfo is None or not when.utcoffset():
        # The stamps of one page are written by one hand: any of them may be the clock that the line shows.
        same_kind = [x for x in map(datetime.fromisoformat, stamps) if x.utcoffset() == when.utcoffset()]
        clocks = {x.replace(tzinfo=None, second=0) for x in same_kind}
        for line in zoned:
            if line.replace(tzinfo=None, second=0) in clocks:
                return _print(when.replace(tzinfo=line.tzinfo))
    if indonesian and when.tzinfo is not None and not when.utcoffset():
        return _print(when.astimezone(_WESTERN))
    return value


def _print(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
