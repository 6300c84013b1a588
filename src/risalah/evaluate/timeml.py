"""Time expressions in the TimeML form of IndoTimex: its gold files, and our readings written in its values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from risalah.annotate.time_resolve import add
from risalah.annotate.times import Reading
from risalah.errors import ConfigError

_TAG = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.S)
_UNITS = {
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
    "decade": "P{}DE",
    "hour": "PT{}H",
    "minute": "PT{}M",
    "second": "PT{}S",
}
_DAYPARTS = {
    "pagi": "MO",
    "subuh": "MO",
    "dini hari": "MO",
    "asar": "AF",
    "ashar": "AF",
    "siang": "AF",
    "sore": "AF",
    "petang": "EV",
    "malam": "NI",
}
_LENGTHS = (("tahun", "PXY"), ("bulan", "PXM"), ("pekan", "PXW"), ("minggu", "PXW"), ("hari", "PXD"), ("jam", "PTXH"))
_VAGUE = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression: offsets, words, TIMEX3 value ("" where none can be given)."""

    start: int
    end: int
    raw: str
    value: str


def read_timeml(path: Path) -> tuple[str, str, list[Timex]]:
    """(date of the document, text, expressions) of a .tml file. Raises ConfigError where it is none."""
    source = path.read_text(encoding="utf-8")
    published = re.search(r'<DCT><TIMEX3 [^>]*value="([^"]*)"', source)
    body = re.search(r"<TEXT>\n?(.*?)</TEXT>", source, re.S)
    if published is None or body is None:
        raise ConfigError(f"--data: {path} has no DCT or TEXT", remedy="it must be a TimeML file")
    parts: list[str] = []
    gold: list[Timex] = []
    at = size = 0
    for found in _TAG.finditer(body[1]):
        before, words = unescape(body[1][at : found.start()]), unescape(found[2])
        parts += [before, words]
        value = re.search(r'value="([^"]*)"', found[1])
        start = size + len(before)
        size = start + len(words)
        gold.append(Timex(start, size, words, value[1] if value else ""))
        at = found.end()
    parts.append(unescape(body[1][at:]))
    return published[1][:10], "".join(parts), gold


def write_timexes(readings: tuple[Reading, ...], text: str) -> list[Timex]:
    """Our readings as TIMEX3: a day and the hour right behind it are one expression there, two numbers are two."""
    out: list[Timex] = []
    day = ""
    for reading in readings:
        span, expression = reading.span, reading.expression
        raw, value = span.of(text), ""
        if expression.kind == "clock":
            value = f"{reading.named.first if reading.named else day}T{expression.clock}"
            if out and day and out[-1].value == day and not text[out[-1].end : span.start].strip():
                out[-1] = Timex(out[-1].start, span.end, text[out[-1].start : span.end], value)
                continue
        elif expression.kind == "vague":
            value = _write_vague(expression.direction, expression.unit, raw)
        elif expression.kind == "span":
            value = _write_length(expression.unit, expression.count)
            if expression.count_end:
                cut = span.start + len(raw.split("-")[0].split(" ")[0])
                out.append(Timex(span.start, cut, text[span.start : cut], value))
                last = _write_length(expression.unit, expression.count_end)
                out.append(Timex(cut + 1, span.end, text[cut + 1 : span.end], last))
                continue
        elif (
            expression.kind == "text_day" and day and expression.count and expression.unit in ("week", "month", "year")
        ):
            # TIMEX3 moves the day; a When keeps the week, month or year that the words state.
            value = day = add(date.fromisoformat(day), expression.unit, expression.count).isoformat()
        elif reading.named is not None:
            value = write_days(reading.named.first, reading.named.last, reading.named.precision)
            if len(value) == 10:
                day = value
                part = next((c for p, c in _DAYPARTS.items() if re.search(rf"\b{p}\b", raw.lower())), "")
                value += f"T{expression.clock}" if expression.clock else f"T{part}" if part else ""
        out.append(Timex(span.start, span.end, raw, value))
    return out


def write_days(first: date | None, last: date | None, precision: str) -> str:
    """The TIMEX3 value of a closed interval of days."""
    if first is None or last is None:
        return ""
    iso = first.isoformat()
    match precision:
        case "day":
            return iso
        case "month":
            return iso[:7]
        case "year":
            return iso[:4]
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{first.year}-H{1 if first.month == 1 else 2}"
    if (last - first).days == 6:
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
    if first.year % 10 == 0 and last.year == first.year + 9:
        return str(first.year // 10)
    return f"{iso}/{last.isoformat()}"


def _write_vague(direction: str, unit: str, raw: str) -> str:
    if direction == "set":
        return _UNITS.get(unit, "").format(1)
    if direction == "length":
        return next((value for stem, value in _LENGTHS if stem in raw.lower()), "PXX")
    return _VAGUE.get(direction, "")


def _write_length(unit: str, count: float) -> str:
    if unit == "day" and count % 1:
        return f"PT{round(count * 24)}H"
    return _UNITS.get(unit, "").format(int(count) if count == int(count) else count)
