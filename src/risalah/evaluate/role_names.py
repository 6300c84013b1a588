"""Are the persons and states of "ROLE STATE Name" read right? Places in press text, found by pattern, checked by hand.

A name counts where a person's name has exactly these bounds (titles before it may belong to it); a state where it is
marked as that state, alone or inside a body, or where it is the state of the person who is named.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from risalah.annotate.names import NameFinder, Names
from risalah.annotate.sentences import SentenceSplitter
from risalah.annotate.tagger import NameTagger, Tagged
from risalah.evaluate.counts import Share
from risalah.evaluate.plain import make_article
from risalah.evaluate.press_rows import Located, read_locators, text_of
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.roles import RoleTable

FIGURES = ("role_names", "role_states", "role_names_tagger")
_TITLES = frozenset(["pol", "romo", "r"])  # titles of the gold's names that no table needs
_PUBLISHED = "2025-06-01"


def measure_role_names(lists: Path, data: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Shares right over the places of `lists`/role_state_name.tsv, whose files lie below `data`; and, as `..._unseen`,
    over those whose state stands in `lists`/held_out_states.txt, which no training sentence names. Empty where the list
    or a file that it names is not there.
    """
    table = lists / "role_state_name.tsv"
    if not table.is_file():
        return {}
    rows = read_locators(table)
    if not all((data / file).is_file() for file in {row.file for row in rows}):
        return {}
    unseen = set((lists / "held_out_states.txt").read_text(encoding="utf-8").split())
    finder, splitter, tagger = NameFinder(language, ActorTable()), SentenceSplitter(language), NameTagger(language)
    titles = RoleTable(language).titles | _TITLES
    read: dict[tuple[str, int], tuple[Names, tuple[Tagged, ...]]] = {}
    shares = {name: Share() for name in (*FIGURES, *(f"{name}_unseen" for name in FIGURES))}
    for row in rows:
        text = text_of(data, row)
        if (row.file, row.row) not in read:
            article = make_article(text, published=_PUBLISHED)
            sentences = splitter.split(article)
            read[row.file, row.row] = (finder.find(article, sentences), tagger.tag(text, sentences))
        names, tagged = read[row.file, row.row]
        persons = [m.head or m.span for m in names.mentions if m.kind == "person"]
        alone = [t.span for t in tagged if t.label == "PER"]
        answers = (
            any(_is_name(span, row, text, titles) for span in persons),
            _has_state(names, row, text, titles),
            any(_is_name(span, row, text, titles) for span in alone),
        )
        for name, right in zip(FIGURES, answers, strict=True):
            shares[name].add(right)
            if row.state in unseen:
                shares[f"{name}_unseen"].add(right)
            if not right and name != "role_names_tagger":
                words = text[max(0, row.state_start - 30) : row.name_end + 20]
                log.append((name.upper(), f"{row.file}#{row.row}", words))
    return {name: share.to_json() for name, share in shares.items()}


def _is_name(span: Span, row: Located, text: str, titles: frozenset[str]) -> bool:
    """Is the span the row's name, titles left aside?"""
    if span.end != row.name_end or span.start > row.name_start:
        return False
    return all(word.strip(".").lower() in titles for word in text[span.start : row.name_start].split())


def _has_state(names: Names, row: Located, text: str, titles: frozenset[str]) -> bool:
    """Is the row's state marked, or known as the state of the body or person there?"""
    for mention in names.mentions:
        actor = names.actors.get(mention.actor or "")
        covers = mention.span.start <= row.state_start and row.state_end <= mention.span.end
        if mention.kind == "state" and covers and mention.actor == row.state:
            return True
        named = mention.kind == "person" and _is_name(mention.head or mention.span, row, text, titles)
        of_body = mention.kind == "organisation" and covers
        if actor is not None and actor.country == row.state and (named or of_body):
            return True
    return False
