"""Are the persons and states of "ROLE STATE Name" read right? Sentences found by pattern, checked by hand.

  python tools/measure_role_names.py [--misses]

tests/data/names/role_state_name.tsv holds locators only. A name counts where a person's name has exactly these bounds
(titles before it may belong to it); a state where it is marked as that state, alone or inside a body, or where it is
the state of the person who is named.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from press_rows import Located, read_locators, text_of

from risalah.annotate.names import NameFinder, Names
from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.tagger import NameTagger, Tagged
from risalah.model.article import Article, Block
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.roles import RoleTable

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "data" / "names"
DATA = ROOT.parent / "shared" / "data"


def article_of(text: str) -> Article:
    """An article of paragraphs, a line each."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return Article("x", text, "id", tuple(blocks), published="2025-06-01")


def is_name(span: Span, row: Located, text: str, titles: frozenset[str]) -> bool:
    """Is the span the row's name, titles left aside?"""
    if span.end != row.name_end or span.start > row.name_start:
        return False
    return all(w.strip(".").lower() in titles for w in text[span.start : row.name_start].split())


def has_state(names: Names, row: Located, text: str, titles: frozenset[str]) -> bool:
    """Is the row's state marked, or known as the state of the body or person there?"""
    for m in names.mentions:
        actor = names.actors.get(m.actor or "")
        covers = m.span.start <= row.state_start and row.state_end <= m.span.end
        if m.kind == "state" and covers and m.actor == row.state:
            return True
        named = m.kind == "person" and is_name(m.head or m.span, row, text, titles)
        if actor is not None and actor.country == row.state and (named or (m.kind == "organisation" and covers)):
            return True
    return False


def measure(misses: bool = False) -> tuple[dict[str, int], dict[str, int], int, int]:
    """(right, right among states of no template, places, such places) by what is measured; `misses` prints them."""
    language, actors = Language("id"), ActorTable()
    finder, splitter, tagger = NameFinder(language, actors), SentenceSplitter(language), NameTagger(language)
    titles = RoleTable(language).titles | {"pol", "romo", "r"}
    out = set((TABLE / "held_out_states.txt").read_text().split())
    rows = read_locators(TABLE / "role_state_name.tsv")
    read: dict[tuple[str, int], tuple[Names, tuple[Tagged, ...]]] = {}
    right = {"names": 0, "states": 0, "names by the tagger alone": 0}
    held = dict(right)
    for row in rows:
        text = text_of(DATA, row)
        if (row.file, row.row) not in read:
            article = article_of(text)
            sentences = splitter.split(article)
            read[row.file, row.row] = (finder.find(article, sentences), tagger.tag(text, sentences))
        names, tagged = read[row.file, row.row]
        persons = [m.head or m.span for m in names.mentions if m.kind == "person"]
        alone = [t.span for t in tagged if t.label == "PER"]
        found = {
            "names": any(is_name(s, row, text, titles) for s in persons),
            "states": has_state(names, row, text, titles),
            "names by the tagger alone": any(is_name(s, row, text, titles) for s in alone),
        }
        for what, good in found.items():
            right[what] += good
            held[what] += good and row.state in out
            if misses and not good:
                print("MISS", what, row.file, row.row, repr(text[max(0, row.state_start - 30) : row.name_end + 20]))
    return right, held, len(rows), sum(r.state in out for r in rows)


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--misses", action="store_true")
    right, held, places, n = measure(ask.parse_args().misses)
    for what, good in right.items():
        share = f"{what:26} {good} of {places} {good / places:.3f}"
        print(f"{share}; states of no template: {held[what]} of {n} {held[what] / n:.3f}")


if __name__ == "__main__":
    main()
