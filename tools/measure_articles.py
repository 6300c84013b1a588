"""The engine beside the writers of articles of our own, about invented officials (tests/sets/articles).

    python tools/measure_articles.py unseen|opened|study|meetings|FILE [--show commitments|meetings]

Counted as tools/measure_readings.py counts. `study` articles may be shown, `opened` ones too, that were counted only
until 2026-11-23; `unseen` ones are counted only. Of the articles of `meetings` meetings
alone are marked. FILE is one of the files of tests/sets/articles, without its ending.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure_readings import Reading, ReadPage, count, report

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.span import Span
from risalah.pipeline import Kit, process

ARTICLES = Path(__file__).parents[1] / "tests" / "sets" / "articles"
FILES = {
    "study": ("home_a", "abroad_a"),
    "opened": ("home_b",),
    "unseen": ("abroad_b", "bodies_a"),
    "meetings": ("agency_m",),
}


def read_articles(part: str) -> Iterator[tuple[ReadPage, str]]:
    """The articles of a part, or file, with the day of each. Raises ValueError where words are not in their text."""
    for name in FILES.get(part, (part,)):
        for line in (ARTICLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            text = f"{row['title']}\n\n{row['text']}"
            commitments = tuple(_commitment(text, values) for values in row.get("commitments", ()))
            meetings = tuple(_meeting(text, values) for values in row["meetings"])
            page = ReadPage(part, row["id"], text, row["title"], row["diplomacy"], commitments, meetings)
            yield page, row["published"]


def _find(text: str, words: str, start: int) -> Span:
    at = text.find(words, start)
    if at < 0:
        raise ValueError(f"{words!r} does not stand in its article")
    return Span(at, at + len(words))


def _commitment(text: str, values: dict[str, Any]) -> Reading:
    span = _find(text, values["words"], text.index("\n\n"))
    cue = _find(text, values["cue"], span.start)
    parties = frozenset(actor for actor, _ in values["parties"])
    sectors = frozenset(values["sectors"])
    return Reading(span, cue, values["kind"], values["stage"], parties, sectors, values.get("said_by"), values["sure"])


def _meeting(text: str, values: dict[str, Any]) -> Reading:
    span = _find(text, values["words"], text.index("\n\n"))
    parties = frozenset(values["parties"])
    return Reading(span, span, values["kind"], values["status"], parties, frozenset(), None, values["sure"])


def main() -> int:
    """Print the figures. 0 done, 2 usage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("part", choices=(*FILES, *(name for names in FILES.values() for name in names)))
    parser.add_argument(
        "--show", choices=("commitments", "meetings"), help="what is missed and extra, of study articles"
    )
    given = parser.parse_args()
    if given.show and given.part in ("unseen", *FILES["unseen"]):
        parser.error("unseen articles are counted, not shown: they are for judging the rules")
    kit = Kit(Settings(lang="id", keep_all=True))
    total: Counter[str] = Counter()
    for page, day in read_articles(given.part):
        total.update(count(page, process(Page(page.text, published=day, lang="id"), kit), given.show))
    print(f"{given.part}: {total['pages']} articles", *report(total), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
