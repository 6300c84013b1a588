"""iCalendar (RFC 5545): due dates and planned meetings as days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from risalah.model.register import Entry
from risalah.show.web.follow.lines import clean_line, describe_line
from risalah.show.web.interface import UiLang, load_interface

_WIDTH = 75  # bytes of a line, without its end
_STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE", "rescheduled": "TENTATIVE", "held": "CONFIRMED"}


@dataclass(frozen=True, slots=True)
class Event:
    """One day or span of days in a calendar. `changes` counts how often its date was moved."""

    id: str
    first: date
    last: date
    title: str
    text: str
    status: str
    path: str
    changes: int


def find_event(entry: Entry, lang: UiLang) -> Event | None:
    """When a commitment is due, or a meeting is to be; None where no day is known or the meeting was held.

    A month, a quarter or a year is not a day: its last day stands for it, and the title says so.
    """
    value = entry.value
    when = value.get("due") if entry.type == "commitment" else value.get("when")
    if not when or not when.get("to") or entry.type == "quotation":
        return None
    if entry.type == "meeting" and value.get("status") not in ("planned", "rescheduled", "cancelled", "postponed"):
        return None
    last = date.fromisoformat(when["to"])
    exact = when.get("precision") == "day"
    first = date.fromisoformat(when["from"]) if exact and when.get("from") else last
    line = describe_line(entry, when["to"], lang)
    words = load_interface()
    title = words.say(f"follow.{entry.type}", lang, title=line.title)
    if not exact:
        title += " " + words.say("follow.about", lang)
    status = _STATUS.get(str(value.get("status")), "CONFIRMED")
    if value.get("schedule") == "cancelled" or value.get("stage") in ("withdrawn", "terminated", "superseded"):
        status = "CANCELLED"
    changes = len(value.get("previous") or ())
    return Event(entry.id, min(first, last), last, title, line.text, status, line.path, changes)


def write_calendar(name: str, events: Iterable[Event], *, base: str, stamp: str) -> Iterator[str]:
    """A calendar in pieces; `stamp` (YYYYMMDDTHHMMSSZ) is when the register was built."""
    yield from _fold("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//risalah//register//EN", "CALSCALE:GREGORIAN",
                     "METHOD:PUBLISH", f"X-WR-CALNAME:{escape(name)}")  # fmt: skip
    for e in events:
        yield from _fold(
            "BEGIN:VEVENT",
            f"UID:{escape(e.id)}@risalah",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{e.changes}",
            f"DTSTART;VALUE=DATE:{e.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{e.last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(e.title)}",
            f"DESCRIPTION:{escape(e.text)}",
            f"STATUS:{e.status}",
            "TRANSP:TRANSPARENT",
            f"URL:{base}{e.path}",
            "END:VEVENT",
        )
    yield from _fold("END:VCALENDAR")


def escape(text: str) -> str:
    """A text as a calendar holds it: on one line, with what separates escaped."""
    plain = clean_line(text).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")


def _fold(*lines: str) -> Iterator[str]:
    """Lines of at most 75 bytes, cut between characters, each with its line end."""
    for line in lines:
        if len(line) <= _WIDTH and line.isascii():  # most lines: nothing to cut
            yield line + "\r\n"
            continue
        rest = line.encode()
        width = _WIDTH
        while len(rest) > width:
            cut = width
            while rest[cut] & 0xC0 == 0x80:
                cut -= 1
            yield rest[:cut].decode() + "\r\n "
            rest = rest[cut:]
            width = _WIDTH - 1  # the blank that begins a folded line counts
        yield rest.decode() + "\r\n"


def read_stamp(runs: list[dict[str, Any]]) -> str:
    """When the last build ended, as a calendar writes it."""
    done = str((runs[-1]["finished"] or runs[-1]["started"]) if runs else "1970-01-01T00:00:00")
    return done[:19].replace("-", "").replace(":", "") + "Z"
