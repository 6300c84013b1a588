"""The relevance filter on press rows labelled by hand, beside a list of keywords and the first table of points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

from risalah.config import Settings
from risalah.errors import PageError
from risalah.evaluate.checkout import ROOT
from risalah.evaluate.counts import ratio
from risalah.evaluate.press_titles import read_pages
from risalah.extract.relevance import Relevance, RelevanceReader
from risalah.model.article import Article
from risalah.pipeline import Kit
from risalah.resources.language import Language
from risalah.resources.loader import DATA, read_tsv, read_yaml

LABELS = ROOT / "tests" / "gold" / "relevance.tsv"
"""file, row, label (yes, no, unsure) and what the first table of points said. The text stays in the data folder."""

_REASONS = 5  # shown for a page that was judged wrong


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled press row."""

    file: str
    row: int
    label: str
    first_table: bool


def measure_relevance(data: Path, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Recall and false share of the filter and of two plainer ones, and what a page costs; {"why": ...} without data.

    `false_share` is the share of what was called relevant that is not; doubtful rows are in `unsure`, and in neither.
    `false_or_unsure` counts them as false.
    """
    folder = data / "dev" / "press"
    if not LABELS.is_file() or not folder.is_dir():
        return {"press": {"why": "it needs tests/gold/relevance.tsv of a checkout, and dev/press of --data DIR"}}
    rows = read_labels(LABELS)
    kit = Kit(Settings())
    reader = RelevanceReader(Language("id"), kit.actors)
    keywords = Keywords()
    said: dict[str, dict[Row, bool]] = {"filter": {}, "first_table": {}, "keywords": {}}
    times: list[float] = []
    pages = read_pages(folder, {(r.file, r.row) for r in rows})
    for row in rows:
        try:
            article = kit.cleaner.clean(pages[row.file, row.row])
        except PageError as e:
            log.append(("NOT READ", f"{row.file}:{row.row}", e.reason))
            continue
        begun = process_time()
        verdict = reader.read(article)
        times.append((process_time() - begun) * 1000)
        said["filter"][row] = verdict.relevant
        said["first_table"][row] = row.first_table
        said["keywords"][row] = keywords.say(article)
        if row.label != "unsure" and verdict.relevant is not (row.label == "yes"):
            log.append((f"PRESS {'FALSE' if verdict.relevant else 'LOST'}", f"{row.file}:{row.row}", describe(verdict)))
    figures: dict[str, Any] = {name: count_verdicts(verdicts) for name, verdicts in said.items()}
    figures["time_ms"] = {
        "median": round(median(times), 3),
        "p95": round(quantiles(times, n=20)[-1], 3),
        "n": len(times),
    }
    return figures


def read_labels(path: Path) -> list[Row]:
    """The labelled rows. Raises ResourceError where the table is wrong."""
    columns = ("file", "row", "label", "first_table")
    return [Row(r["file"], int(r["row"]), r["label"], r["first_table"] == "yes") for _, r in read_tsv(path, columns)]


def count_verdicts(verdicts: Mapping[Row, bool]) -> dict[str, Any]:
    """Recall and false share of one filter."""
    yes = [relevant for row, relevant in verdicts.items() if row.label == "yes"]
    called = [row.label for row, relevant in verdicts.items() if relevant]
    false, unsure = called.count("no"), called.count("unsure")
    return {
        "recall": _share(sum(yes), len(yes)),
        "false_share": _share(false, len(called)),
        "false_or_unsure": _share(false + unsure, len(called)),
        "rows": len(verdicts),
    }


def describe(verdict: Relevance) -> str:
    """The probability and the heaviest reasons, without a word of the page."""
    reasons = (f"{r.sign} @ {r.zone} x{r.count} {r.points:+.2f}" for r in verdict.reasons[:_REASONS])
    return f"{verdict.score:.3f}: " + "; ".join(reasons)


class Keywords:
    """The plain alternative: at least so many different words of a list (data/evaluate/relevance_keywords.yaml)."""

    def __init__(self) -> None:
        table = read_yaml(DATA / "evaluate" / "relevance_keywords.yaml")
        self._least = int(table["at_least"])
        self._words = re.compile(r"\b(?:" + "|".join(map(re.escape, _longest_first(table["words"]))) + r")\b")

    def say(self, article: Article) -> bool:
        """Is the article relevant by the list?"""
        return len(set(self._words.findall(article.text.lower()))) >= self._least


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda w: (-len(w), w))


def _share(right: int, total: int) -> dict[str, Any]:
    return {"ok": right, "n": total, "rate": ratio(right, total)}
