"""The suite `ingest`: body, title and date of saved HTML pages beside their references (the pages are not ours)."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from risalah.clean import Cleaner
from risalah.errors import CleanError, ConfigError
from risalah.evaluate.alignment import split_words
from risalah.evaluate.counts import Share, f_score
from risalah.evaluate.ledger import Row
from risalah.evaluate.scoring import Figures
from risalah.model.article import Article, Page
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

_WINDOW = 4
"""Words are compared in runs of four, so that a right word at a wrong place does not count."""


def measure_ingest(data: Path, log: list[tuple[Any, ...]]) -> Figures:
    """Figures of each set in `data`/eval/html: mean F1 of the body, titles and days that are right, pages lost.

    Raises ConfigError where the pages are not there.
    """
    folder = data / "eval" / "html"
    files = sorted(folder.glob("*.jsonl*"))
    if not files:
        raise ConfigError(f"no saved pages in {folder}", remedy="give --data DIR, which holds eval/html/*.jsonl.gz")
    cleaner = Cleaner(OutletTable(), {"id": Language("id")})
    return {path.name.partition(".")[0]: _measure(path, cleaner, log) for path in files}


def _measure(path: Path, cleaner: Cleaner, log: list[tuple[Any, ...]]) -> Figures:
    body, title, day = Share(), Share(), Share()
    lost = 0
    for row in _read(path):
        try:
            article = cleaner.clean(Page(content=row["html"], kind="html", where=row["id"], url=row.get("url")))
        except CleanError as e:
            lost += 1
            log.append(("PAGE lost", row["id"], e.reason))
            article = None
        score = compare_bodies(_body(article), row["body"])
        body.add(score)
        if score < 0.8:
            log.append(("BODY", row["id"], f"F1 {score:.3f}"))
        if row.get("title"):
            said = article.title if article else None
            title.add(split_words(said) == split_words(row["title"]))
            if split_words(said) != split_words(row["title"]):
                log.append(("TITLE", row["id"], f"gold {row['title']} / said {said}"))
        if row.get("date"):
            said = (article.published or "")[:10] if article else ""
            day.add(said == row["date"][:10])
            if said != row["date"][:10]:
                log.append(("PUBLISHED", row["id"], f"gold {row['date']} / said {said}"))
    return {
        "pages": body.total,
        "lost": lost,
        "body_f1": body.to_json()["rate"],
        "title": title.to_json(),
        "date": day.to_json(),
    }


def compare_bodies(said: str, gold: str) -> float:
    """F1 of the runs of four words in two texts."""
    left, right = _runs(said), _runs(gold)
    both = sum((left & right).values())
    return f_score(both, left.total() - both, right.total() - both)


def _body(article: Article | None) -> str:
    """The text without its title."""
    if article is None:
        return ""
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.kind != "title")


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = split_words(text)
    return Counter(tuple(words[i : i + _WINDOW]) for i in range(max(1, len(words) - _WINDOW + 1)))


def _read(path: Path) -> Iterator[Row]:
    body = path.read_bytes()
    for line in (gzip.decompress(body) if path.suffix == ".gz" else body).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)
