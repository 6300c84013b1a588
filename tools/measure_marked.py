"""The rules beside the writers of single sentences, whose cues are marked in place (tests/sets/marked).

    python tools/measure_marked.py opened|unseen [FILE ...] [--show missed|false|over]

A row is right when a commitment of a marked stage is found. Rows with doubtful marks alone are left out. All rows were
counted only until 2026-11-23; then those whose SHA-256 begins with an odd digit were `opened`, and may be shown.
`unseen` ones are counted only. FILE is one of the files of tests/sets/marked, without its ending.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.model.article import Article, Block
from risalah.model.codebook import HIGH_STAGES
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

MARKED = Path(__file__).parents[1] / "tests" / "sets" / "marked"
FILES = tuple(sorted(path.stem for path in MARKED.glob("*.txt")))
PARTS = ("opened", "unseen")
MARK = re.compile(r"\[([a-z_]+\??)\|([^\[\]|]+)\]")


def read_marked(line: str) -> tuple[str, set[str]]:
    """A row as plain text, and the stages that are marked in it."""
    return MARK.sub(r"\2", line), {m[0] for m in MARK.findall(line)}


def part_of(text: str) -> str:
    """`opened` or `unseen`, by the plain text of a row."""
    return "opened" if int(hashlib.sha256(text.encode()).hexdigest()[0], 16) % 2 else "unseen"


def read_rows(name: str, part: str | None = None) -> Iterator[tuple[str, str, set[str]]]:
    """Each row of a file (of one part where one is given): as written, as plain text, and its marks."""
    for line in (MARKED / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, marks = read_marked(line)
        if part in (None, part_of(text)):
            yield line, text, marks


class MarkedCounter:
    """Counts rows: with and without a sure mark, found, right, false, and high stages that no sure mark has (over)."""

    def __init__(self) -> None:
        self._annotator = Annotator(Language("id"), ActorTable())
        self._extractor = CommitmentExtractor(load_patterns(Language("id")))

    def count(self, rows: Iterator[tuple[str, str, set[str]]], show: str | None = None) -> Counter[str]:
        """The counts of the rows. `show` prints those that are missed, false or over."""
        n: Counter[str] = Counter()
        for line, text, marks in rows:
            sure = {m for m in marks if not m.endswith("?")}
            if marks and not sure:
                continue
            article = Article("x", text, "id", blocks=(Block("paragraph", Span(0, len(text))),))
            stages = {c.stage for c in self._extractor.extract(self._annotator.annotate(article))}
            faults = {
                "over": bool((stages & HIGH_STAGES) - sure),
                "false": bool(stages and not sure),
                "missed": bool(sure and not sure & stages),
            }
            n["rows"] += 1
            n["with" if sure else "without"] += 1
            n["found"] += bool(sure and stages)
            n["right"] += bool(sure & stages)
            n["over"] += faults["over"]
            n["false"] += faults["false"]
            if show and faults[show]:
                print(f"{','.join(sorted(stages)) or '-'}\t{line}")
        return n


def shares(n: Counter[str]) -> dict[str, float]:
    """`found` and `right` of the rows with a sure mark, `false` of those without one, `over` of all rows."""
    values = {k: n[k] / n["with"] for k in ("found", "right")}
    return values | {"false": n["false"] / n["without"], "over": n["over"] / n["rows"]}


def main() -> int:
    """Print the figures. 0 done, 2 usage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"of {', '.join(FILES)}; all where none is given")
    parser.add_argument("--show", choices=("missed", "false", "over"), help="these rows, of opened ones")
    given = parser.parse_intermixed_args()
    if given.show and given.part == "unseen":
        parser.error("unseen sentences are counted, not shown: they are for judging the rules")
    if unknown := set(given.files) - set(FILES):
        parser.error(f"no file {', '.join(sorted(unknown))} in tests/sets/marked: choose of {', '.join(FILES)}")
    counter = MarkedCounter()
    for name in given.files or FILES:
        n = counter.count(read_rows(name, given.part), given.show)
        print(f"{given.part}, {name}: {n['with']} with a commitment, found {n['found']}, right {n['right']};", end=" ")
        print(f"{n['without']} without, false {n['false']}; high stages without a mark {n['over']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
