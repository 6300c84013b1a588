"""Exact names on the test part of idner-news-2k: persons, organisations, places (the corpus is not ours)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from risalah.annotate.tagger import NameTagger
from risalah.evaluate.counts import Hits
from risalah.model.annotation import Sentence
from risalah.model.span import Span
from risalah.resources.language import Language

Name = tuple[int, int, str]
"""First and last offset without marks at the ends, and the label."""

_TIGHT = frozenset(",.)?!:;%")  # no blank stands before these
_FIGURES = {"ner_all": "", "ner_persons": "PER", "ner_organisations": "ORG", "ner_places": "LOC"}


def measure_tagger(folder: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Figures of `folder`/test.txt (a token and its label a line, a blank line behind a sentence); empty without it.

    Raises ResourceError where the model is missing.
    """
    path = folder / "test.txt"
    if not path.is_file():
        return {}
    tagger = NameTagger(language)
    hits = {name: Hits() for name in _FIGURES}
    sentences = 0
    for sentences, rows in enumerate(read_sentences(path), 1):
        text, gold = lay_out(rows)
        found = tagger.tag(text, (Sentence(Span(0, len(text)), 0),))
        said = {_trim(text, t.span.start, t.span.end, t.label) for t in found}
        for name, label in _FIGURES.items():
            own, true = ({n for n in names if not label or n[2] == label} for names in (said, gold))
            hits[name].add(len(own & true), len(own - true), len(true - own))
        for start, end, label in sorted(gold - said):
            log.append(("NER missed", f"{path.name}#{sentences}", label, text[start:end]))
    return {name: {"sentences": sentences, **counted.to_json()} for name, counted in hits.items()}


def read_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """(token, label) rows of each sentence; the label stands last in its line."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split()
        if len(cells) > 1:
            rows.append((cells[0], cells[-1]))
        elif rows:
            yield rows
            rows = []


def lay_out(rows: Sequence[tuple[str, str]]) -> tuple[str, set[Name]]:
    """The text of tokens, with blanks as in print, and its names (labels B-, I-, O)."""
    text = ""
    ranges: list[Name] = []
    before = "O"
    for k, (token, label) in enumerate(rows):
        glued = not text or token in _TIGHT or rows[k - 1][0] == "("
        start = len(text) + (not glued)
        text += token if glued else f" {token}"
        if label[0] == "I" and before[2:] == label[2:] and ranges:
            ranges[-1] = (ranges[-1][0], len(text), label[2:])
        elif label != "O":
            ranges.append((start, len(text), label[2:]))
        before = label
    return text, {_trim(text, *name) for name in ranges}


def _trim(text: str, start: int, end: int, label: str) -> Name:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return start, end, label
