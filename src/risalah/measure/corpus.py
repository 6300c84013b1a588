"""Makes an archive of press-like pages: few about diplomacy, some that share its words, the rest about anything."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

from risalah.measure.chrome import Chrome
from risalah.resources.loader import DATA, read_yaml

Kind = Literal["relevant", "distractor", "other"]
_YEAR = 2024
_OUTLETS = tuple(f"kabar{n}.example" for n in range(24))


@dataclass(frozen=True, slots=True)
class Shape:
    """What the pages are like. Shares are of all pages; `copies` are near duplicates of an earlier page, at another
    outlet; `size` and `words` are the least and the most, in characters of HTML and words of body."""

    relevant: float = 0.03
    distractors: float = 0.10
    copies: float = 0.05
    size: tuple[int, int] = (60_000, 150_000)
    words: tuple[int, int] = (300, 600)


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that was made, and what it is about. `copy_of` is the number of the page that it nearly repeats."""

    number: int
    kind: Kind
    url: str
    title: str
    html: str
    published: str
    copy_of: int | None = None


class CorpusMaker:
    """Makes pages; the same seed and shape give the same pages, and page n does not hang on how many are made."""

    def __init__(self, seed: int = 31, shape: Shape | None = None) -> None:
        table = read_yaml(DATA / "measure" / "corpus.yaml")
        self._seed, self._shape = seed, shape or Shape()
        self._slots: dict[str, list[str]] = {k: [str(v) for v in values] for k, values in table["slots"].items()}
        self._topics: dict[Kind, list[Any]] = {kind: table[kind] for kind in ("relevant", "distractor", "other")}
        self._filler: list[str] = table["filler"]
        self.chrome = Chrome(table["menu"], table["foot"], self._headline)

    def make(self, n: int) -> Iterator[MadePage]:
        """`n` pages, spread so that every hundred holds its share of each kind."""
        return (self.page(number) for number in range(n))

    def page(self, number: int) -> MadePage:
        """Page `number`."""
        rng = Random(f"{self._seed}:{number}")
        copied = number - rng.randrange(1, 50)
        if number >= 50 and rng.random() < self._shape.copies:
            title, paragraphs, kind = self._body(copied)
            title = f"{title}, Ini Penjelasannya"
            paragraphs = [*paragraphs[1:-1], f"Artikel ini disunting redaksi {rng.randrange(9)} kali."]
            return self._finish(number, kind, title, paragraphs, rng, copied)
        title, paragraphs, kind = self._body(number)
        return self._finish(number, kind, title, paragraphs, rng, None)

    def _finish(
        self, number: int, kind: Kind, title: str, paragraphs: list[str], rng: Random, copy_of: int | None
    ) -> MadePage:
        host = rng.choice(_OUTLETS)
        # A year that is past: trafilatura would search a page whole for another date than one in the future.
        day = f"{_YEAR}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        published = f"{day}T{rng.randrange(24):02}:{rng.randrange(60):02}:00+07:00"
        url = f"https://{host}/berita/{number}/{rng.randrange(16**8):08x}"
        whole = self.chrome.wrap(title, paragraphs, url, published, rng, rng.randint(*self._shape.size))
        return MadePage(number, kind, url, title, whole, published, copy_of)

    def _body(self, number: int) -> tuple[str, list[str], Kind]:
        """Title, paragraphs and kind of page `number`, were it no copy."""
        rng = Random(f"{self._seed}:{number}:body")
        kind = self._kind(number)
        topic = rng.choice(self._topics[kind])
        bound = {name: rng.choice(values) for name, values in self._slots.items()}
        title = self._fill(rng.choice(topic["titles"]), bound, rng)
        goal, words = rng.randint(*self._shape.words), 0
        own = list(topic["sentences"])
        rng.shuffle(own)
        lead = f"{bound['town'].upper()}, {number % 24}KABAR.example - "
        sentences: list[str] = []
        rest: list[str] = []
        while words < goal:
            if not rest:
                rest = [*own, *rng.sample(self._filler, len(own))]
                if sentences:  # a second round tells of others
                    rng.shuffle(rest)
                    bound |= {k: rng.choice(self._slots[k]) for k in ("other", "local", "town")}
            sentences.append(self._fill(rest.pop(0), bound, rng))
            words += len(sentences[-1].split())
        paragraphs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
        return title, [lead + paragraphs[0], *paragraphs[1:]], kind

    def _kind(self, number: int) -> Kind:
        """By a fixed order that changes from hundred to hundred."""
        order = list(range(100))
        Random(f"{self._seed}:{number // 100}:kinds").shuffle(order)
        place = order[number % 100] + 0.5
        if place < 100 * self._shape.relevant:
            return "relevant"
        return "distractor" if place < 100 * (self._shape.relevant + self._shape.distractors) else "other"

    def _headline(self, rng: Random) -> str:
        """A headline for a link: about anything, as sites link to anything."""
        topic = rng.choice(self._topics[rng.choice(("relevant", "distractor", "other", "other"))])
        return self._fill(rng.choice(topic["titles"]), {k: rng.choice(v) for k, v in self._slots.items()}, rng)

    def _fill(self, pattern: str, bound: dict[str, str], rng: Random) -> str:
        return pattern.format(n=rng.randrange(2, 98), **bound)


def write_archive(path: Path, pages: Iterator[MadePage]) -> dict[str, Kind]:
    """Write pages as a WARC, packed where the name ends in .gz, a member a record as crawlers do.

    Gives what each address is about.
    """
    kinds: dict[str, Kind] = {}
    packed = path.suffix == ".gz"

    def pack(record: bytes) -> bytes:
        return gzip.compress(record, 6, mtime=0) if packed else record

    with path.open("wb") as out:
        out.write(pack(_record("warcinfo", None, 0, b"software: risalah bench\r\n")))
        for page in pages:
            body = page.html.encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            out.write(pack(_record("response", page.url, page.number, head.encode() + body)))
            kinds[page.url] = page.kind
    return kinds


def _record(kind: str, url: str | None, number: int, block: bytes) -> bytes:
    form = "application/http; msgtype=response" if url else "application/warc-fields"
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2031-03-03T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: {form}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
