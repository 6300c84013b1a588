"""Pages of our own whose cues are marked in place (tools/cue_pages): what tools/train_cues.py learns from.

Pages are parted by an empty line; the first line of one is "# " and its title, each other line a paragraph. A mark is
[stage kind|cue words], with ? behind the stage where careful readers could differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from risalah.model.article import Block
from risalah.model.span import Span

PAGES = Path(__file__).resolve().parent / "cue_pages"
MARK = re.compile(r"\[([a-z_]+\??)(?: ([a-z_]+))?\|([^\[\]|]+)\]")
"""A mark: stage, kind (the marked sentences of tests/sets/marked have none), and words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text, the stage that they carry, its kind, and whether that is sure."""

    start: int
    end: int
    stage: str
    kind: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class CuePage:
    """A page: its place ("file:number"), its text (title and paragraphs parted by empty lines), and its marks."""

    place: str
    text: str
    marks: tuple[Mark, ...]


def strip_marks(line: str, offset: int = 0) -> tuple[str, list[Mark]]:
    """A marked line as plain text, and its marks, counted from `offset` on."""
    text, marks, at = "", [], 0
    for m in MARK.finditer(line):
        text += line[at : m.start()]
        start = offset + len(text)
        marks.append(Mark(start, start + len(m[3]), m[1].rstrip("?"), m[2], not m[1].endswith("?")))
        text += m[3]
        at = m.end()
    return text + line[at:], marks


def read_pages(folder: Path = PAGES) -> Iterator[CuePage]:
    """The pages of a folder. Raises ValueError with file and page where one has no title or a broken mark."""
    for path in sorted(folder.glob("*.txt")):
        for n, page in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
            place = f"{path.stem}:{n}"
            title, *lines = [line.strip() for line in page.split("\n") if line.strip()]
            if not title.startswith("# "):
                raise ValueError(f"{place}: the first line must be '# ' and a title, not {title[:40]!r}")
            text, marks = title.removeprefix("# ").strip(), []
            for line in lines:
                plain, found = strip_marks(line, len(text) + 2)
                if "|" in plain:
                    raise ValueError(f"{place}: a mark is [stage kind|words]: {line[:60]!r}")
                text, marks = f"{text}\n\n{plain}", marks + found
            yield CuePage(place, text, tuple(marks))


def cut_paragraphs(text: str, *, titled: bool = False) -> list[Block]:
    """The blocks of a text whose paragraphs are parted by blank lines."""
    out, at = [], 0
    for n, part in enumerate(text.split("\n\n")):
        out.append(Block("title" if titled and n == 0 else "paragraph", Span(at, at + len(part))))
        at += len(part) + 2
    return out
