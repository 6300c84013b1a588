"""The engine beside careful readers of real pages that its rules were not made from.

    python tools/measure_readings.py unseen|opened|study [--show commitments|meetings] [--data ../shared/data]

tests/gold/readings.jsonl holds what readers who knew the codebook and not the rules found on 939 pages: places in the
text, values, no text. `sure` is false where the codebook does not decide. A record of the engine is a reader's where
its stage, or its meeting, is told in the same sentence or the words overlap; the pairs that agree most are taken first.
`study` pages may be shown; `opened` ones too, that were counted only until 2026-11-23; `unseen` ones are counted only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from gold_pages import DATA, GOLD, PageMissing, Place, read_raw

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.codebook import HIGH_STAGES, rank
from risalah.model.document import Document
from risalah.model.record import Commitment, Meeting
from risalah.model.span import Span
from risalah.pipeline import Kit, process

READINGS = GOLD / "readings.jsonl"
PARTS = ("study", "opened", "unseen")
_AGENCY_DAY = "2007-03-15"  # the agency pages bear no date; they are of the first months of 2007
_NEAR = 60  # characters between the cues of two records that are told in one sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A commitment (stage, sectors, speaker) or a meeting (status) as a reader marked it; spans are of the raw text."""

    span: Span
    cue: Span
    kind: str
    value: str
    parties: frozenset[str]
    sectors: frozenset[str]
    said_by: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with its readings. `diplomacy`: yes, no or borderline."""

    part: str
    place: str
    text: str
    title: str | None
    diplomacy: str
    commitments: tuple[Reading, ...]
    meetings: tuple[Reading, ...]


def read_pages(part: str, data: Path = DATA, path: Path = READINGS) -> Iterator[ReadPage]:
    """The pages of a part. Raises PageMissing where a text is another one than was read."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["part"] != part:
            continue
        where = f"{row['file']}:{row['row']}"
        raw, title = read_raw(Place(where, row["file"], row["row"], "", "", "", ""), data)
        if row["file"].endswith(".txt"):
            raw = "\n\n".join(s.strip() for s in raw.split("\n") if s.strip())
        whole = f"{title}\n\n{raw}" if title else raw
        if not hashlib.sha256(whole.encode()).hexdigest().startswith(row["sha256"]):
            raise PageMissing(f"{where} holds another text than was read; take the data of ../shared/data/README.md")
        commitments = tuple(_commitment(values) for values in row["commitments"])
        meetings = tuple(_meeting(values) for values in row["meetings"])
        yield ReadPage(part, where, whole, title, row["diplomacy"], commitments, meetings)


def _commitment(values: Sequence[Any]) -> Reading:
    start, end, cue_start, cue_end, kind, stage, parties, sectors, said_by, sure = values
    names = frozenset(actor for actor, _ in parties)
    cue = Span(cue_start, cue_end)
    return Reading(Span(start, end), cue, kind, stage, names, frozenset(sectors), said_by, sure)


def _meeting(values: Sequence[Any]) -> Reading:
    start, end, kind, status, parties, sure = values
    return Reading(Span(start, end), Span(start, end), kind, status, frozenset(parties), frozenset(), None, sure)


def share(a: Iterable[str], b: Iterable[str]) -> float:
    """F1 of two sets of parties; 1 where both are empty."""
    left, right = set(a), set(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


class Alignment:
    """Where the words of a raw text stand in the article that was made of it, and its sentences there."""

    def __init__(self, raw: str, text: str) -> None:
        self._raw = [i for i, c in enumerate(raw) if not c.isspace()]
        solid = [i for i, c in enumerate(text) if not c.isspace()]
        self._words = "".join(raw[i] for i in self._raw)
        self._article = "".join(text[i] for i in solid)
        self._solid = [*solid, len(text)]
        self.text = text
        ends = [
            i + 1 for i, c in enumerate(text) if c == "\n" or (c in ".!?" and text[i + 1 : i + 2] in ("", " ", "\n"))
        ]
        self._sentences = [Span(a, b) for a, b in pairwise([0, *ends, len(text)]) if a < b]

    def find(self, span: Span) -> Span | None:
        """The span in the article; None where cleaning took the words away."""
        before = sum(i < span.start for i in self._raw)
        words = "".join(self._words[before : before + sum(span.start <= i < span.end for i in self._raw)])
        if not words:
            return None
        places = [i for i in range(len(self._article)) if self._article.startswith(words, i)]
        if not places:
            return None
        at = min(places, key=lambda i: abs(i - before))
        return Span(self._solid[at], self._solid[at + len(words) - 1] + 1)

    def sentence(self, span: Span) -> Span:
        """The sentence in which the span begins."""
        return next((s for s in self._sentences if s.start <= span.start < s.end), span)


def pair(readings: Sequence[Reading], records: Sequence[Commitment | Meeting], where: Alignment) -> dict[int, int]:
    """Readings to records, one to one: those that agree most first."""
    rows: list[tuple[float, int, int]] = []
    for i, reading in enumerate(readings):
        span, cue = where.find(reading.span), where.find(reading.cue)
        if span is None or cue is None:
            continue
        for j, record in enumerate(records):
            meeting = isinstance(record, Meeting)
            spans = [e.span for e in record.evidence if meeting or e.field == "stage"]
            overlap = any(s.overlaps(span) for s in spans)
            near = [s for s in spans if where.sentence(s) == where.sentence(span)]
            apart = min((abs(s.start - cue.start) for s in near), default=1_000)
            parties = record.parties if isinstance(record, Meeting) else [p.actor for p in record.parties]
            alike = share(parties, reading.parties)
            if meeting and not (near or alike >= 0.6):
                continue
            if not meeting and not (overlap or apart <= _NEAR):
                continue
            rows.append((2 * bool(near) + overlap + alike - apart / 1_000, i, j))
    rows.sort(key=lambda row: (-row[0], row[1:]))
    found: dict[int, int] = {}
    for score, i, j in rows:
        if i not in found and j not in found.values() and score > 0:
            found[i] = j
    return found


def count(page: ReadPage, document: Document, shown: str | None) -> Counter[str]:
    """What was found, missed and said beside the readings of one page."""
    c: Counter[str] = Counter(pages=1)
    where = Alignment(page.text, document.article.text)
    if page.diplomacy != "borderline":
        kept = document.article.relevant
        c[f"{'diplomacy' if page.diplomacy == 'yes' else 'other'} {'kept' if kept else 'dropped'}"] += 1
    for name, readings, records in (
        ("commitments", page.commitments, document.commitments),
        ("meetings", page.meetings, document.meetings),
    ):
        found = pair(readings, records, where)
        c[f"{name} said"] += len(records)
        c[f"{name} extra"] += len(records) - len(found)
        for i, reading in enumerate(readings):
            c[f"{name} {'sure' if reading.sure else 'optional'}"] += 1
            if i not in found:
                if reading.sure and shown == name:
                    words = page.text[reading.span.start : reading.span.end]
                    print("missed", page.place, reading.kind, reading.value, *sorted(reading.parties), "|", words)
                continue
            c[f"{name} {'found' if reading.sure else 'optional found'}"] += 1
            if reading.sure:
                c.update(_compare(name, reading, records[found[i]], document))
        for j, record in enumerate(records):
            high = isinstance(record, Commitment) and (record.stage in HIGH_STAGES or record.outcome == "met")
            c["high said"] += high
            read = next((readings[i] for i, k in found.items() if k == j), None)
            over = isinstance(record, Commitment) and (read is None or rank(read.value) < rank(record.stage))
            c["high too high or extra"] += high and over
            if read is None and shown == name:
                words = " / ".join(e.exact for e in record.evidence[:3])
                print("extra", page.place, record.kind, "|", " ".join(words.split())[:160])
    return c


def _compare(name: str, reading: Reading, record: Commitment | Meeting, document: Document) -> Counter[str]:
    """Which values of a found record are the reader's."""
    c: Counter[str] = Counter()
    if isinstance(record, Meeting):
        c[f"{name} status"] += record.status == reading.value
        c[f"{name} parties x1000"] += round(1000 * share(record.parties, reading.parties))
        return c
    c[f"{name} stage"] += record.stage == reading.value
    c[f"{name} parties x1000"] += round(1000 * share((p.actor for p in record.parties), reading.parties))
    c[f"{name} sector"] += bool(reading.sectors & set(record.sectors))
    if reading.said_by:
        names = {a.id: a.name for a in document.actors}
        said = names.get(record.said_by or "", record.said_by or "")
        words = set(said.lower().replace("-", " ").split())
        c["speakers"] += 1
        c["speakers right"] += bool(words & set(reading.said_by.lower().replace("-", " ").split()))
    return c


def report(c: Counter[str]) -> Iterator[str]:
    """The figures in words."""

    def part(a: str, b: str) -> str:
        return f"{c[a]} of {c[b]} ({c[a] / c[b]:.3f})" if c[b] else "0 of 0"

    for name, value in (("commitments", "stage"), ("meetings", "status")):
        yield (
            f"{name}: found {part(f'{name} found', f'{name} sure')} that readers are sure of, "
            f"{part(f'{name} optional found', f'{name} optional')} optional ones; "
            f"of {c[f'{name} said']} said no reader has {part(f'{name} extra', f'{name} said')}"
        )
        parties = c[f"{name} parties x1000"] / 1000 / max(1, c[f"{name} found"])
        yield f"  {value} right {part(f'{name} {value}', f'{name} found')}, parties F1 {parties:.3f}"
    sector = part("commitments sector", "commitments found")
    yield f"  sector right {sector}, speaker {part('speakers right', 'speakers')}"
    yield f"  high stages said {c['high said']}, of them extra or above the reader {c['high too high or extra']}"
    for kind in ("diplomacy", "other"):
        yield f"pages ({kind}): kept {c[f'{kind} kept']}, dropped {c[f'{kind} dropped']}"


def main() -> int:
    """Print the figures. 0 done, 2 usage or a page that cannot be built."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--show", choices=("commitments", "meetings"), help="what is missed and extra, of study pages")
    parser.add_argument("--data", type=Path, default=DATA)
    given = parser.parse_args()
    if given.show and given.part == "unseen":
        parser.error("unseen pages are counted, not shown: they are for judging the rules")
    kit = Kit(Settings(lang="id", keep_all=True))
    total: Counter[str] = Counter()
    try:
        for page in read_pages(given.part, given.data):
            day = _AGENCY_DAY if ".txt:" in page.place else None
            total.update(count(page, process(Page(page.text, published=day, lang="id"), kit), given.show))
    except PageMissing as e:
        print(e, file=sys.stderr)
        return 2
    print(f"{given.part}: {total['pages']} pages", *report(total), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
