"""Exact names on the test part of idner-news-2k: persons, organisations, places (the corpus is not ours)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from risalah.annotate.tagger import NameTagger
from risalah.evaluate.counts import Hits
from risalah.model.annotation import Sentence
from risalah.model.span import Span
from risalah.resources.language import Language

Name = tuple[int, int, str]
"""First and last offset without marks at the ends, and the label."""

Finder = Callable[[str], set[Name]]
"""What says the names of a sentence."""

_TIGHT = frozenset(",.)?!:;%")  # no blank stands before these
_KINDS = {"": "", "_persons": "PER", "_organisations": "ORG", "_places": "LOC"}


class TaggedNames:
    """The names that the tagger gives, without the tables."""

    def __init__(self, language: Language) -> None:
        self._tagger = NameTagger(language)

    def find(self, text: str) -> set[Name]:
        """The names of a sentence."""
        found = self._tagger.tag(text, (Sentence(Span(0, len(text)), 0),))
        return {trim_name(text, t.span.start, t.span.end, t.label) for t in found}


def measure_tagger(folder: Path, language: Language) -> dict[str, Any]:
    """Figures of the tagger alone on `folder`/test.txt; empty without it. Raises ResourceError without the model."""
    figures = score_names(folder / "test.txt", "ner", TaggedNames(language).find)
    return {"ner_all" if name == "ner" else name: row for name, row in figures.items()}


def score_names(path: Path, figure: str, find: Finder, log: list[tuple[Any, ...]] | None = None) -> dict[str, Any]:
    """Hits of exact names in a file (a token and its label a line, a blank line behind a sentence), over all and by
    label, as `figure`, `figure`_persons and so on; empty without the file. What was not right goes to `log`.
    """
    if not path.is_file():
        return {}
    hits = {figure + kind: Hits() for kind in _KINDS}
    sentences = 0
    for sentences, rows in enumerate(read_sentences(path), 1):
        text, gold = lay_out(rows)
        said = find(text)
        for kind, label in _KINDS.items():
            own, true = ({n for n in names if not label or n[2] == label} for names in (said, gold))
            hits[figure + kind].add(len(own & true), len(own - true), len(true - own))
        if log is not None:
            log += [(cause, f"{path.name}#{sentences}", *rest) for cause, *rest in explain_faults(said, gold, text)]
    return {name: {"sentences": sentences, **counted.to_json()} for name, counted in hits.items()}


def explain_faults(said: set[Name], gold: set[Name], text: str) -> Iterator[tuple[str, str, str]]:
    """(cause, label, words) of each name that was not found exactly, and of each at a place where the gold has none."""
    for start, end, label in sorted(gold - said):
        there = [n for n in said if n[0] < end and start < n[1]]
        exact = any(n[:2] == (start, end) for n in there)
        cause = "NER label" if exact else "NER bounds" if there else "NER missed"
        yield cause, label, text[start:end]
    for start, end, label in sorted(said - gold):
        if not any(n[0] < end and start < n[1] for n in gold):
            yield "NER extra", label, text[start:end]


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
    return text, {trim_name(text, *name) for name in ranges}


def trim_name(text: str, start: int, end: int, label: str) -> Name:
    """A name without blanks and marks at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return start, end, label
