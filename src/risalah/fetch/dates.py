"""Dates of feeds, read from the raw words: WIB, WITA and WIT are zones, and nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache

from risalah.resources.language import Language

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T ]+(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<z>[A-Za-z]+|[+-]\d{1,2}:?\d{2})?)?"
)
_CLOCK = r"(?P<h>\d{1,2})[:.](?P<n>\d{2})(?:[:.](?P<s>\d{2}))?\s*(?P<z>[A-Za-z]+|[+-]\d{1,2}:?\d{2})?"
_DAY = (
    r"(?:(?P<d>\d{1,2})[\s-]+(?P<mon>[A-Za-z]+)\.?,?[\s-]+(?P<y>\d{4}|\d{2})"
    r"|(?P<mon2>[A-Za-z]+)\.?\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>\d{4}))"
)
_WORDS = re.compile(rf"{_DAY}(?:[\s,|–-]*(?:{_CLOCK})?(?:\s*\([^)]*\))?)?")
# RFC 822 has these besides the numbers; other letters are a zone that nobody can be sure of.
_RFC822 = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_RFC822 |= {"pst": -8, "pdt": -7}
_EARLIEST = 1945
_AHEAD = timedelta(days=2)  # clocks are wrong, and days begin earlier in the east; more is an error of the feed


class FeedDates:
    """Reads the dates of feeds. Months and Indonesian zones are the language's."""

    def __init__(self, language: Language) -> None:
        self._months = {k.lower(): int(v) for k, v in language.mapping("metadata", "months").items()}
        self._zones = {k.lower(): str(v) for k, v in language.mapping("metadata", "zones").items()}
        self._beside = {*language.words("metadata", "weekdays"), *language.words("metadata", "date_labels")}

    def read(self, raw: str | None, now: datetime) -> tuple[str | None, str | None]:
        """(ISO 8601 to the day, the minute or the second, with the zone where one is said; a note where it is odd).

        A date that cannot be read, or lies ahead of `now`, gives none.
        """
        text = " ".join((raw or "").split())[:100]
        if not text:
            return None, None
        bare = " ".join(w for w in text.split() if w.lower().strip(".,:") not in self._beside)
        m = _ISO.fullmatch(bare) or _WORDS.fullmatch(bare)
        when = self._assemble(m) if m else None
        if when is None:
            return None, f"the date {text!r} cannot be read"
        value, moment = when
        if moment > now + _AHEAD:
            return None, f"the date {text!r} lies ahead"
        if moment.year < _EARLIEST:
            return None, f"the date {text!r} is too early for a page"
        return value, None

    def _assemble(self, m: re.Match[str]) -> tuple[str, datetime] | None:
        g = {k: v for k, v in m.groupdict().items() if v is not None}
        word = g.get("mon") or g.get("mon2")
        month = self._months.get(word.lower(), 0) if word else int(g.get("m") or g.get("m3") or 0)
        year = g.get("y") or g.get("y2") or g["y3"]
        day = int(g.get("d") or g.get("d2") or g["d3"])
        clock = int(g.get("h", 0)), int(g.get("n", 0)), min(int(g.get("s", 0)), 59)
        try:
            when = datetime(_widen(year), month, day, *clock)
        except ValueError:
            return None
        if "h" not in g:
            return when.date().isoformat(), when.replace(tzinfo=UTC)
        zone = self._zone(g.get("z"))
        value = when.isoformat() + (zone or "")
        # Without a zone it may be anywhere: taken as late as it can be, it is not called ahead.
        return value, datetime.fromisoformat(value) if zone else when.replace(tzinfo=UTC) - timedelta(hours=14)

    def _zone(self, raw: str | None) -> str | None:
        """The offset of a zone ("WIB", "GMT", "+0700"); None for one that is not known."""
        if not raw:
            return None
        known = self._zones.get(raw.lower())
        if known:
            return known
        if raw.lower() in _RFC822:
            return f"{_RFC822[raw.lower()]:+03d}:00"
        if raw[0] not in "+-":
            return None
        digits = raw[1:].replace(":", "").zfill(4)
        return f"{raw[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) <= 14 and int(digits[2:]) < 60 else None


def _widen(year: str) -> int:
    """A year of two digits as RFC 2822 reads it."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 50 else 1900)


@cache
def feed_dates() -> FeedDates:
    """The reader with Indonesian and English names, made once."""
    return FeedDates(Language("id"))
