"""Dates, spans of time and amounts in words, as a reader of Indonesian or English expects them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from risalah.model.when import month_end
from risalah.show.web.interface import Interface, UiLang

_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
_CURRENCY = {"USD": "US$", "IDR": "Rp", "EUR": "€", "GBP": "£", "JPY": "¥", "AUD": "A$", "SGD": "S$"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def format_day(day: date, lang: UiLang, words: Interface) -> str:
    """6 Juli 2021, 6 July 2021."""
    return f"{day.day} {month_name(day.month, lang, words)} {day.year}"


def month_name(month: int, lang: UiLang, words: Interface) -> str:
    """Juli, July."""
    return words.say("format.months", lang).split()[month - 1]


def format_iso(text: str | None, lang: UiLang, words: Interface) -> str:
    """An ISO 8601 day or moment as a reader writes it; what is not ISO comes back as it is."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = format_day(moment.date(), lang, words)
    if len(text) <= len("2021-07-06"):
        return day
    offset = moment.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else None
    zone = "" if hours is None else _ZONES.get(int(hours), "UTC" if hours == 0 else f"UTC{hours:+g}")
    clock = moment.strftime("%H.%M" if lang == "id" else "%H:%M")
    return f"{day}, {clock} {zone}".rstrip()


def format_when(row: dict[str, Any] | None, lang: UiLang, words: Interface) -> str:
    """The date object of CONTRACT.md in words, no finer than it is known: "Juni 2021", "triwulan 1 2024"."""
    if not row:
        return ""
    try:
        first = date.fromisoformat(row["from"]) if row.get("from") else None
        last = date.fromisoformat(row["to"]) if row.get("to") else None
    except (TypeError, ValueError):
        return str(row.get("edtf") or row.get("raw") or "")
    if first and last:
        text = _format_interval(first, last, lang, words)
        qualifier = row.get("qualifier")
        return words.say(f"format.{qualifier}", lang, date=text) if qualifier in _QUALIFIERS else text
    if last:
        return words.say("format.until", lang, date=_format_bound(last, lang, words))
    if first:
        return words.say("format.since", lang, date=_format_bound(first, lang, words))
    return str(row.get("edtf") or row.get("raw") or "")


_QUALIFIERS = frozenset({"early", "mid", "late", "about"})


def _format_interval(a: date, b: date, lang: UiLang, words: Interface) -> str:
    if a == b:
        return format_day(a, lang, words)
    starts, ends = a.day == 1, b == month_end(b.year, b.month)
    if starts and ends:
        length = (b.year - a.year) * 12 + b.month - a.month + 1
        if a.month == 1 and b.month == 12:
            return str(a.year) if a.year == b.year else f"{a.year}–{b.year}"
        if length == 1:
            return f"{month_name(a.month, lang, words)} {a.year}"
        if length == 3 and a.month % 3 == 1:
            return words.say("format.quarter", lang, n=a.month // 3 + 1, year=a.year)
        if length == 6 and a.month % 6 == 1:
            return words.say("format.half", lang, n=a.month // 6 + 1, year=a.year)
        left = month_name(a.month, lang, words) + ("" if a.year == b.year else f" {a.year}")
        return f"{left}–{month_name(b.month, lang, words)} {b.year}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{format_day(b, lang, words)}"
    return f"{format_day(a, lang, words)} – {format_day(b, lang, words)}"


def _format_bound(day: date, lang: UiLang, words: Interface) -> str:
    return str(day.year) if (day.month, day.day) in ((1, 1), (12, 31)) else format_day(day, lang, words)


def format_number(value: float | int, lang: UiLang) -> str:
    """12.500,5 in Indonesian, 12,500.5 in English; at most two decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if not float(value).is_integer() else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def _format_scaled(value: float, lang: UiLang, words: Interface) -> tuple[str, str]:
    for size, name in _SCALES:
        if abs(value) >= size:
            return format_number(value / size, lang), words.say(f"format.{name}", lang)
    return format_number(value, lang), ""


def format_amount(row: dict[str, Any] | None, lang: UiLang, words: Interface) -> str:
    """An amount of CONTRACT.md: US$5 miliar, sekitar 20 juta dosis, Rp72,3 triliun."""
    if not row or not isinstance(row.get("value"), int | float):
        return ""
    number, scale = _format_scaled(row["value"], lang, words)
    if isinstance(row.get("high"), int | float):
        high, high_scale = _format_scaled(row["high"], lang, words)
        number = f"{number}–{high}" if scale == high_scale else f"{number} {scale} – {high}"
        scale = high_scale
    currency = row.get("currency")
    if currency:
        sign = _CURRENCY.get(currency)
        number = f"{sign}{number}" if sign else f"{currency} {number}"
    text = " ".join(x for x in (number, scale, row.get("unit") or "") if x)
    qualifier = row.get("qualifier")
    return words.say(f"format.{qualifier}", lang, date=text) if qualifier in ("about", "at_least", "up_to") else text


def format_span(first: date, last: date, lang: UiLang, words: Interface) -> str:
    """The time between two days, in its two largest units: "5 tahun 4 bulan"; "12 hari" below a month."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months <= 0:
        return words.say("missing.days", lang, n=max(0, (last - first).days))
    years, months = divmod(months, 12)
    parts = [words.say("missing.years", lang, n=years)] if years else []
    if months:
        parts.append(words.say("missing.months", lang, n=months))
    return " ".join(parts)
