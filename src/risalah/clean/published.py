"""The date of publication: out of what is given, of metadata, of the visible date line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from risalah.resources.language import Language, any_of
from risalah.resources.outlets import OutletTable

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"(?:(?:T| T?)(?P<h>\d{2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
_TIME = r"(?P<h>[01]?\d|2[0-3])[:.](?P<n>[0-5]\d)(?:[:.][0-5]\d)?"
_DIGIT = re.compile(r"\d")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_EARLIEST, _LATEST = 1945, 2100
"""Years outside are a misread number; the Republic's press begins in 1945."""


class DateReader:
    """Reads publication dates in Indonesian, English and ISO form. Day comes before month, as Indonesia writes."""

    def __init__(self, language: Language, outlets: OutletTable) -> None:
        self._months = {k.lower(): int(v) for k, v in language.mapping("metadata", "months").items()}
        self._zones = {k.lower(): str(v) for k, v in language.mapping("metadata", "zones").items()}
        self._outlets = outlets
        self._labels = frozenset(language.words("metadata", "date_labels"))
        self._weekdays = frozenset(language.words("metadata", "weekdays"))
        months, zones = any_of(self._months), any_of(self._zones)
        clocks = any_of(language.words("metadata", "clock_words"))
        day = (
            rf"(?:(?P<d>\d{{1,2}})\s+(?P<mon>{months})\.?,?\s+(?P<y>\d{{4}})"
            r"|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4})"
            rf"|(?P<mon3>{months})\.?\s+(?P<d3>\d{{1,2}}),\s+(?P<y3>\d{{4}}))"
        )
        between = r"[\s,|•·()–-]{0,8}"
        zone = rf"(?:\s*(?P<z>{zones})\b|\s*(?P<o>[+-]\d{{2}}:?\d{{2}}))?"
        clock = rf"(?:{between}{clocks}?{between}{_TIME}{zone})?"
        self._local = re.compile(day + clock, re.I)

    def read(self, text: str | None) -> str | None:
        """The first date in `text` as ISO 8601, to the minute with its zone where both are said; None without one."""
        found = self.find(text or "")
        return found[0] if found else None

    def find(self, text: str) -> tuple[str, int, int] | None:
        """The first date in `text` and the interval where it stands."""
        text = text[:400]
        m = _ISO.search(text)
        if m:
            value = _assemble(m["y"], m["m"], m["d"], (m["h"], m["n"]), _zone(m["z"]))
            if value:
                return value, m.start(), m.end()
        for m in self._local.finditer(text):
            month = m["m2"] or str(self._months[(m["mon"] or m["mon3"]).lower()])
            zone = self._zones.get((m["z"] or "").lower()) or _zone(m["o"])
            value = _assemble(m["y"] or m["y2"] or m["y3"], month, m["d"] or m["d2"] or m["d3"], (m["h"], m["n"]), zone)
            if value:
                return value, m.start(), m.end()
        if _EPOCH.fullmatch(text.strip()):
            seconds = int(text.strip()[:10])
            when = datetime.fromtimestamp(seconds, timezone(timedelta(hours=7)))
            return when.isoformat(timespec="minutes"), 0, len(text)
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
        return (when.isoformat(), 0, len(text)) if _EARLIEST <= when.year <= _LATEST else None

    def read_line(self, line: str) -> str | None:
        """The date of a line that says nothing but when (and where, and by whom) a page was published; else None."""
        if len(line) > 160 or _DIGIT.search(line) is None:
            return None
        found = self.find(line)
        if not found:
            return None
        value, start, end = found
        rest = line[:start] + " " + line[end:]
        strange = 0
        for part in re.split(r"\s*[|•·,–—:()]+\s*|\s+-\s+", rest):
            words = [w for w in part.split() if w.lower().strip(".:-") not in self._labels | self._weekdays]
            words = [w for w in words if w.lower() not in self._zones and re.search(r"[^\W\d_]", w)]
            if not words or self._outlets.of_name(" ".join(words)):
                continue
            # A byline of one to four capitalised words may share the line; a sentence or a headline may not.
            if len(words) > 4 or not all(w[:1].isupper() for w in words):
                return None
            strange += 1
        return value if strange <= 2 else None


def _assemble(y: str, m: str, d: str, clock: tuple[str | None, str | None], zone: str | None) -> str | None:
    """ISO 8601 of its parts; None where they are no date."""
    h, n = clock
    try:
        when = datetime(int(y), int(m), int(d), int(h or 0), int(n or 0))
    except ValueError:
        return None
    if not _EARLIEST <= when.year <= _LATEST:
        return None
    if h is None:
        return when.date().isoformat()
    return when.isoformat(timespec="seconds") + (zone or "")


def _zone(z: str | None) -> str | None:
    if not z:
        return None
    if z == "Z":
        return "+00:00"
    return z if ":" in z else f"{z[:3]}:{z[3:]}"
