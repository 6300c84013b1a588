"""The suite `ingest`: body, title, time and outlet of saved HTML pages (not ours) beside their references."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from risalah.clean import Cleaner
from risalah.errors import CleanError, ConfigError
from risalah.evaluate.alignment import split_words
from risalah.evaluate.counts import Share
from risalah.evaluate.ledger import Row
from risalah.evaluate.scoring import Figures
from risalah.evaluate.shingles import BodyScore
from risalah.model.article import Article, Page
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable


def measure_ingest(data: Path, log: list[tuple[Any, ...]]) -> Figures:
    """Figures of each set in `data`/eval/html: body, title, day, time of day, outlet, pages lost, pages a second; and
    the body as trafilatura alone reads it in the same run.

    Raises ConfigError where the pages are not there.
    """
    files = find_page_files(data)
    outlets = OutletTable()
    cleaner = Cleaner(outlets, {"id": Language("id")})
    return {path.name.partition(".")[0]: _measure(path, cleaner, outlets, log) for path in files}


def find_page_files(data: Path) -> list[Path]:
    """The files of saved pages below `data`. Raises ConfigError without one."""
    folder = data / "eval" / "html"
    files = sorted(folder.glob("*.jsonl*"))
    if not files:
        raise ConfigError(f"no saved pages in {folder}", remedy="give --data DIR, which holds eval/html/*.jsonl.gz")
    return files


def read_saved_pages(path: Path) -> Iterator[Row]:
    """The rows of one file: `id url html body title date outlet`."""
    body = path.read_bytes()
    for line in (gzip.decompress(body) if path.suffix == ".gz" else body).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def body_of(article: Article | None) -> str:
    """The text without its title."""
    if article is None:
        return ""
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.kind != "title")


@dataclass(slots=True)
class _Set:
    body: BodyScore = field(default_factory=BodyScore)
    peer: BodyScore = field(default_factory=BodyScore)
    title: Share = field(default_factory=Share)
    day: Share = field(default_factory=Share)
    clock: Share = field(default_factory=Share)
    outlet: Share = field(default_factory=Share)
    lost: int = 0
    seconds: float = 0.0


def _measure(path: Path, cleaner: Cleaner, outlets: OutletTable, log: list[tuple[Any, ...]]) -> Figures:
    found = _Set()
    for row in read_saved_pages(path):
        start = time.process_time()
        try:
            article = cleaner.clean(Page(content=row["html"], kind="html", where=row["id"], url=row.get("url")))
        except CleanError as e:
            found.lost += 1
            log.append(("PAGE lost", row["id"], e.reason))
            article = None
        found.seconds += time.process_time() - start
        score = found.body.add(body_of(article), row["body"])
        if score < 0.8:
            log.append(("BODY", row["id"], f"F1 {score:.3f}"))
        found.peer.add(_read_by_trafilatura(row["html"]), row["body"])
        _compare_metadata(row, article, outlets, found, log)
    pages = found.body.to_json()["n"] or 0
    return {
        "pages": pages,
        "lost": found.lost,
        "body": found.body.to_json(),
        "trafilatura": found.peer.to_json(),
        "title": found.title.to_json(),
        "date": found.day.to_json(),
        "clock": found.clock.to_json(),
        "outlet": found.outlet.to_json(),
        "pages_per_second": pages / found.seconds if found.seconds else None,
    }


def _compare_metadata(
    row: Row, article: Article | None, outlets: OutletTable, found: _Set, log: list[tuple[Any, ...]]
) -> None:
    if row.get("title"):
        said = article.title if article else None
        right = split_words(said) == split_words(row["title"])
        found.title.add(right)
        if not right:
            log.append(("TITLE", row["id"], f"gold {row['title']} / said {said}"))
    if row.get("date"):
        said = (article.published or "") if article else ""
        found.day.add(said[:10] == row["date"][:10])
        if said[:10] != row["date"][:10]:
            log.append(("PUBLISHED", row["id"], f"gold {row['date']} / said {said}"))
        if re.search(r"\d\d:\d\d", row["date"]):
            right = _same_minute(said, row["date"])
            found.clock.add(right)
            if not right:
                log.append(("CLOCK", row["id"], f"gold {row['date']} / said {said}"))
    # English pages of the sets come from outlets that no table of ours has to know.
    if row.get("outlet") and is_indonesian(row):
        said = article.outlet if article else None
        found.outlet.add(_names(outlets, said, row["outlet"]))
        if not _names(outlets, said, row["outlet"]):
            log.append(("OUTLET", row["id"], f"gold {row['outlet']} / said {said}"))


def is_indonesian(row: Row) -> bool:
    """Is this a page of an Indonesian outlet?"""
    return str(row.get("set", "")).endswith("_id") or str(row.get("set", "")).startswith("id_")


def _same_minute(said: str, gold: str) -> bool:
    """The same moment where both state a zone, else the same day and clock."""
    try:
        left, right = datetime.fromisoformat(said), datetime.fromisoformat(gold)
    except ValueError:
        return False
    if left.tzinfo is not None and right.tzinfo is not None:
        return abs((left - right).total_seconds()) < 60
    return said[:16].replace("T", " ") == gold[:16].replace("T", " ")


def _names(outlets: OutletTable, domain: str | None, gold: str) -> bool:
    """Does the canonical domain belong to the outlet that goes by `gold` ("MediaIndonesia")?"""
    known = outlets.get(domain)
    if known is None:
        return False
    names = (known.name, known.domain.partition(".")[0], *known.credits)
    return _plain(gold) in {_plain(x) for x in names}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _read_by_trafilatura(html: str) -> str:
    """The peer as a user would call it for articles: precise, without comments and tables."""
    import trafilatura

    return trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False) or ""
