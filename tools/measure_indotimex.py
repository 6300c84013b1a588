"""Measure the time finder on IndoTimex (evaluation only: the set is not part of this repository).

    python tools/measure_indotimex.py FOLDER [--errors]

FOLDER holds the .tml files. Recognition: an expression counts as found where it overlaps one of the gold, each used
once; exact spans are counted beside. Value: found, and the TIMEX3 value is the same. The document's own date (DCT) is
given to the finder as the date of publication and is not counted.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.time_resolve import add
from risalah.annotate.times import Reading, TimeFinder
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.language import Language

_TAG = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.S)
_UNITS = {
    "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "decade": "P{}DE",
    "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}  # fmt: skip
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


@dataclass(frozen=True)
class Timex:
    """One expression of the gold or of ours: offsets, words, value."""

    start: int
    end: int
    raw: str
    value: str


def read_gold(path: Path) -> tuple[str, str, list[Timex]]:
    """(date of the document, text, expressions) of a .tml file."""
    source = path.read_text(encoding="utf-8")
    dct = re.search(r'<DCT><TIMEX3 [^>]*value="([^"]*)"', source)
    body = re.search(r"<TEXT>\n?(.*?)</TEXT>", source, re.S)
    if dct is None or body is None:
        raise SystemExit(f"{path}: no DCT or TEXT; is this a TimeML file?")
    parts: list[str] = []
    gold: list[Timex] = []
    at = length = 0
    for m in _TAG.finditer(body[1]):
        before = _unescape(body[1][at : m.start()])
        words = _unescape(m[2])
        parts += [before, words]
        value = re.search(r'value="([^"]*)"', m[1])
        start = length + len(before)
        gold.append(Timex(start, start + len(words), words, value[1] if value else ""))
        length = start + len(words)
        at = m.end()
    parts.append(_unescape(body[1][at:]))
    return dct[1][:10], "".join(parts), gold


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text."""
    return tuple(Block("paragraph", Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text))


def timexes(readings: tuple[Reading, ...], text: str) -> Iterator[Timex]:
    """Our readings as TIMEX3: a day and the hour right behind it are one expression there."""
    out: list[Timex] = []
    day = ""
    for r in readings:
        raw, e, w = r.span.of(text), r.expression, r.named
        value = ""
        if e.kind == "clock":
            value = f"{w.first if w else day}T{e.clock}"
            if out and day and text[out[-1].end : r.span.start].strip() == "" and out[-1].value == day:
                out[-1] = Timex(out[-1].start, r.span.end, text[out[-1].start : r.span.end], value)
                continue
        elif e.kind == "vague":
            value = _VAGUE.get(e.direction, "")
            if e.direction == "set":
                value = _UNITS.get(e.unit, "").format(1)
            elif e.direction == "length":
                value = next((v for stem, v in _LENGTHS if stem in raw.lower()), "PXX")
        elif e.kind == "span":
            if e.count_end:
                # "2-3 menit" is two lengths in TIMEX3.
                cut = r.span.start + len(raw.split("-")[0].split(" ")[0])
                out.append(Timex(r.span.start, cut, text[r.span.start : cut], _length(e.unit, e.count)))
                out.append(Timex(cut + 1, r.span.end, text[cut + 1 : r.span.end], _length(e.unit, e.count_end)))
                continue
            value = _length(e.unit, e.count)
        elif e.kind == "text_day" and day and e.count and e.unit in ("week", "month", "year"):
            # TIMEX3 moves the day; a When keeps the week, month or year that the words state.
            value = day = add(date.fromisoformat(day), e.unit, e.count).isoformat()
        elif w is not None:
            value = timex_value(w.first, w.last, w.precision)
            if len(value) == 10:
                day = value
                part = next((c for p, c in _DAYPARTS.items() if re.search(rf"\b{p}\b", raw.lower())), "")
                value += f"T{e.clock}" if e.clock else f"T{part}" if part else ""
        out.append(Timex(r.span.start, r.span.end, raw, value))
    yield from out


def _length(unit: str, count: float) -> str:
    if unit == "day" and count % 1:
        return f"PT{round(count * 24)}H"
    return _UNITS.get(unit, "").format(int(count) if count == int(count) else count)


def timex_value(first: date | None, last: date | None, precision: str) -> str:
    """The TIMEX3 value of a closed interval."""
    if first is None or last is None:
        return ""
    if precision == "day":
        return first.isoformat()
    if precision == "month":
        return first.isoformat()[:7]
    if precision == "year":
        return first.isoformat()[:4]
    if precision == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if precision == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if (last - first).days == 6:
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
    if first.year % 10 == 0 and last.year == first.year + 9:
        return str(first.year // 10)
    return f"{first.isoformat()}/{last.isoformat()}"


def main() -> None:
    """Print recognition and value as precision, recall and F."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was missed, extra or of another value")
    args = parser.parse_args()
    language = Language("id")
    finder, splitter = TimeFinder(language), SentenceSplitter(language)
    n_gold = n_ours = n_found = n_exact = n_value = 0
    files = sorted(args.folder.glob("*.tml"))
    for path in files:
        dct, text, gold = read_gold(path)
        article = Article("x", text, "id", blocks(text), published=dct)
        ours = list(timexes(finder.read(article, splitter.split(article)), text))
        n_gold, n_ours = n_gold + len(gold), n_ours + len(ours)
        used: set[int] = set()
        for g in gold:
            hit = next((k for k, o in enumerate(ours) if k not in used and o.start < g.end and g.start < o.end), None)
            if hit is None:
                if args.errors:
                    print(f"missed  {path.name} {g.raw!r} {g.value}  …{text[max(0, g.start - 40) : g.end + 20]!r}")
                continue
            used.add(hit)
            n_found += 1
            n_exact += (ours[hit].start, ours[hit].end) == (g.start, g.end)
            n_value += ours[hit].value == g.value
            if args.errors and ours[hit].value != g.value:
                print(f"value   {path.name} {g.raw!r} {g.value} / {ours[hit].raw!r} {ours[hit].value}")
        if args.errors:
            for k, o in enumerate(ours):
                if k not in used:
                    print(f"extra   {path.name} {o.raw!r} {o.value}  …{text[max(0, o.start - 30) : o.end + 20]!r}")
    print(f"{len(files)} files, {n_gold} expressions in the gold, {n_ours} ours")
    for name, n in (("recognition", n_found), ("exact span", n_exact), ("value", n_value)):
        p, r = n / max(1, n_ours), n / max(1, n_gold)
        print(f"{name:12} P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}")


if __name__ == "__main__":
    main()
