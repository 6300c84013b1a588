"""iCalendar and Atom of a whole register, printed as the web application prints those of a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from risalah.model.register import Entry
from risalah.show.exports.plain import one_line
from risalah.show.exports.shelf import Shelf

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
NEWEST = 200
"""Entries in a feed: a reader fetches it whole, again and again."""
_NOWHERE = "https://register.invalid"
"""The site of a register that is not served: a link has to be an address, and this name leads nowhere for ever."""


def write_ics(shelf: Shelf) -> Iterator[str]:
    """Due dates and planned meetings as days; entries without a day are counted as dropped."""
    from risalah.show.web.follow.calendar import find_event, write_calendar

    events = []
    for entry in shelf.register.commitments + shelf.register.meetings:
        event = find_event(entry, "id")
        if event is None:
            shelf.drop("entries without a due date or planned day")
        else:
            _count(shelf, entry)
            events.append(event)
    stamp = shelf.as_of.replace("-", "") + "T000000Z"
    yield from write_calendar("risalah", events, base=shelf.site or _NOWHERE, stamp=stamp)


def write_atom(shelf: Shelf) -> Iterator[str]:
    """The newest commitments and meetings; older ones are counted as dropped."""
    from risalah.show.web.follow.atom import write_atom as write
    from risalah.show.web.follow.lines import describe_line

    found = [(_latest(shelf, e), e) for e in shelf.register.commitments + shelf.register.meetings]
    found.sort(key=lambda x: x[1].id)
    found.sort(key=lambda x: x[0], reverse=True)
    shelf.drop("older entries", max(0, len(found) - NEWEST))
    lines = []
    for day, entry in found[:NEWEST]:
        _count(shelf, entry)
        lines.append(describe_line(entry, day, "id"))
    yield write("risalah", lines, base=shelf.site or _NOWHERE, path="/", lang="id").decode("utf-8")


def _latest(shelf: Shelf, entry: Entry) -> str:
    days = [a.published[:10] for a in shelf.sources(entry) if a.published]
    return max(days) if days else shelf.as_of


def _count(shelf: Shelf, entry: Entry) -> None:
    """Count what these printers take out of a title without a word."""
    title = shelf.title(entry)
    one_line(title, shelf)
    shelf.drop("marks of direction", len(_TURNS.findall(title)))
