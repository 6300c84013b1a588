"""Page dumps without tags, made from saved pages: each line labelled by alignment with the reference body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from risalah.evaluate.counts import Hits
from risalah.evaluate.ledger import Row
from risalah.evaluate.scoring import Figures

_WORD = re.compile(r"\w+")
_RUN = 3
_HELD = 0.6
"""The share of a line's runs of three words that the reference has to hold."""


@dataclass(frozen=True, slots=True)
class PageDump:
    """The lines that a page shows, and which of them belong to the article."""

    id: str
    lines: tuple[str, ...]
    labels: tuple[bool, ...]


def make_dump(row: Row) -> PageDump:
    """The dump of a saved page (`id html body`): all visible text, without tags."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(row["html"])
    text = str(extract_plain_text(tree, main_content=False, alt_texts=False, noscript=False, list_bullets=False))
    lines = tuple(x.strip() for x in text.split("\n") if x.strip())
    return PageDump(row["id"], lines, tuple(label_lines(lines, row["body"])))


def label_lines(lines: Iterable[str], text: str) -> list[bool]:
    """For each line: does `text` hold it? A line of one or two words has to be a line of the text."""
    words = _WORD.findall(text.lower())
    known = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    whole = {" ".join(_WORD.findall(x.lower())) for x in text.split("\n")}
    return [_is_held(_WORD.findall(x.lower()), known, whole) for x in lines]


def _is_held(words: list[str], known: set[tuple[str, ...]], whole: set[str]) -> bool:
    runs = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
    if not runs:
        return bool(words) and " ".join(words) in whole
    return sum(x in known for x in runs) >= _HELD * len(runs)


@dataclass(slots=True)
class DumpScore:
    """Lines, and characters of lines, that were kept rightly, kept wrongly and dropped wrongly."""

    lines: Hits = field(default_factory=Hits)
    characters: Hits = field(default_factory=Hits)

    def add(self, dump: PageDump, kept: Iterable[bool]) -> float:
        """Count a page; the F1 of its lines."""
        page = Hits()
        for line, gold, said in zip(dump.lines, dump.labels, kept, strict=True):
            found, wrong, missed = int(gold and said), int(said and not gold), int(gold and not said)
            page.add(found, wrong, missed)
            self.lines.add(found, wrong, missed)
            self.characters.add(found * len(line), wrong * len(line), missed * len(line))
        return page.to_json()["f1"] or 0.0

    def to_json(self) -> Figures:
        """Counts and rates of lines and of characters."""
        return {"lines": self.lines.to_json(), "characters": self.characters.to_json()}
