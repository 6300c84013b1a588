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
_SEEDS = (7, 11, 13, 17, 19)  # which marks are lost must be the same in every run


def measure_pfsa(folder: Path, language: Language, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Exact recall over all files of a folder (*.txt, a token and a label a line); empty where there are none.

    With a mark lost: counts over all seeds, so that the rate is their mean, and the lowest and highest rate of a seed.
    The corpus marks the statements of public figures alone, so a quotation beside them is not wrong: no precision.
    """
    finder, splitter = QuoteFinder(language), SentenceSplitter(language)
    whole, lost = Share(), {seed: Share() for seed in _SEEDS}
    said = articles = 0
    for path in sorted(folder.glob("*.txt")):
        chances = {seed: random.Random(seed) for seed in _SEEDS}
        for number, (tokens, gold) in enumerate(read_articles(path), 1):
            articles += 1
            where = f"{path.name}#{number}"
            text, wanted, found = _read(finder, splitter, tokens, gold)
            said += len(found)
            for a, b in wanted:
                whole.add((a, b) in found)
                if (a, b) not in found:
                    log.append(("PFSA_DIRECT", where, "missed", text[a:b]))
            marks = [i for i, token in enumerate(tokens) if token in _MARKS]
            for seed, chance in chances.items() if marks else ():
                drop = chance.choice(marks)
                text, wanted, found = _read(finder, splitter, tokens, gold, drop)
                for statement, (a, b) in zip(gold, wanted, strict=True):
                    lost[seed].add((a, b) in found)
                    if (a, b) not in found:
                        log.append((f"PFSA_LOST {_name_side(drop, statement)}", f"{where} seed {seed}", text[a:b]))
    if not articles:
        return {}
    rates = [share.right / share.total for share in lost.values() if share.total]
    mean = Share(sum(share.right for share in lost.values()), sum(share.total for share in lost.values()))
    spread = {"seeds": len(_SEEDS), "lowest": min(rates, default=None), "highest": max(rates, default=None)}
    return {
        "pfsa_direct": {"articles": articles, **whole.to_json(), "predicted": said},
        "pfsa_direct_one_mark_lost": {"articles": articles, **mean.to_json(), **spread},
    }


def _read(
    finder: QuoteFinder, splitter: SentenceSplitter, tokens: list[str], gold: Statements, drop: int | None = None
) -> tuple[str, Statements, set[tuple[int, int]]]:
    """(text, ranges of the gold in it, ranges that we found); the token `drop` is left out."""
    text, starts = join_tokens(tokens, drop)
    ends = [*starts[1:], len(text)]
    wanted = [_trim(text, starts[first], ends[last - 1]) for first, last in gold]
    return text, wanted, _find_ranges(finder, splitter, text)


def _name_side(drop: int, statement: tuple[int, int]) -> str:
    """Which mark of a quotation was lost: a mark may stand a token outside of the labelled statement."""
    first, last = statement
    if drop in (first - 1, first):
        return "opening"
    return "closing" if last - 1 <= drop <= last + 1 else "another"


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
