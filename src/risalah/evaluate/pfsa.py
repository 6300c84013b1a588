"""Direct quotations on PFSA-ID, as it is and with one quotation mark lost in each article (the corpus is not ours)."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

from risalah.annotate.quotes import QuoteFinder
from risalah.annotate.sentences import SentenceSplitter
from risalah.evaluate.counts import Share
from risalah.evaluate.plain import make_article
from risalah.resources.language import Language

Statements = list[tuple[int, int]]
"""Token ranges of direct quotations."""

_MARKS = '"“”„«»'
_TIGHT = ",.!?;:)…"  # no blank stands before these
_SEED = 7  # which mark is lost must be the same in every run


def measure_pfsa(folder: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Exact recall over all files of a folder (*.txt, a token and a label a line); empty where there are none.

    The corpus marks the statements of public figures alone, so a quotation beside them is not wrong: no precision.
    """
    finder, splitter = QuoteFinder(language), SentenceSplitter(language)
    shares = {"pfsa_direct": Share(), "pfsa_direct_one_mark_lost": Share()}
    said = dict.fromkeys(shares, 0)
    articles = 0
    for path in sorted(folder.glob("*.txt")):
        chance = random.Random(_SEED)
        for number, (tokens, gold) in enumerate(read_articles(path), 1):
            articles += 1
            marks = [i for i, token in enumerate(tokens) if token in _MARKS]
            lost = chance.choice(marks) if marks else None
            for (name, share), drop in zip(shares.items(), (None, lost), strict=True):
                text, starts = join_tokens(tokens, drop)
                ends = [*starts[1:], len(text)]
                found = _find_ranges(finder, splitter, text)
                said[name] += len(found)
                for a, b in (_trim(text, starts[first], ends[last - 1]) for first, last in gold):
                    share.add((a, b) in found)
                    if (a, b) not in found:
                        log.append((name.upper(), f"{path.name}#{number}", "missed", text[a:b]))
    if not articles:
        return {}
    return {name: {"articles": articles, **share.to_json(), "predicted": said[name]} for name, share in shares.items()}


def read_articles(path: Path) -> list[tuple[list[str], Statements]]:
    """Articles as tokens and statements; an article begins at its dateline, which the corpus does not mark."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    starts = [i for i, row in enumerate(rows[:-1]) if row[0].rstrip(",") == "KOMPAS" and rows[i + 1][0] in "—-–"]
    cuts = [0, *(start - 3 for start in starts if start > 3), len(rows)]
    articles = []
    for first, last in itertools.pairwise(cuts):
        part = rows[first:last]
        if part:
            articles.append(([row[0] for row in part], _read_labels([row[1] for row in part])))
    return articles


def join_tokens(tokens: list[str], drop: int | None = None) -> tuple[str, list[int]]:
    """The text of tokens and where each begins; the token `drop` is left out."""
    parts: list[str] = []
    starts: list[int] = []
    size = 0
    for i, token in enumerate(tokens):
        word = "" if i == drop else token
        if word and size and word not in _TIGHT:
            parts.append(" ")
            size += 1
        starts.append(size)
        parts.append(word)
        size += len(word)
    return "".join(parts), starts


def _read_labels(labels: list[str]) -> Statements:
    """Token ranges of BILU labels: B begins, L ends, U is one token."""
    statements: Statements = []
    start: int | None = None
    for i, label in enumerate(labels):
        if not label.endswith("-STATEMENT"):
            continue
        if label[0] in "BU":
            start = i
        if label[0] in "LU" and start is not None:
            statements.append((start, i + 1))
            start = None
    return statements


def _find_ranges(finder: QuoteFinder, splitter: SentenceSplitter, text: str) -> set[tuple[int, int]]:
    article = make_article(text)
    quotes = finder.find(article, splitter.split(article), (), {})
    return {_trim(text, span.start, span.end) for q in quotes if q.form != "indirect" for span in q.content}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without marks and blanks at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
