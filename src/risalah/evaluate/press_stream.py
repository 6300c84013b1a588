"""The press tables of ../shared/data/dev/press as one stream by time, and the labels of its stories."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from risalah.evaluate.gold import plain_url
from risalah.evaluate.workbook import read_sheet
from risalah.model.article import Page

_COLUMNS = {
    "outlet": ("sumber", "source", "Sumber"),
    "url": ("url", "Link"),
    "title": ("judul", "title", "Judul"),
    "date": ("tanggal_publikasi", "date", "Tanggal"),
    "time": ("time",),
    "text": ("isi_berita", "content", "Isi"),
}
"""What the tables call their columns."""

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_DAY = re.compile(r"(\d{1,2})(?:/(\d{1,2})/|\s+([A-Z][a-z]{2})[a-z]*\s+)(\d{4})")
_CLOCK = re.compile(r"\b(\d{2})[:.](\d{2})\b")


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader called an article: its event and its story."""

    url: str
    event: str
    story: str


def read_stream(folder: Path) -> list[Page]:
    """All articles of all tables, each address once, oldest first (those without a date last)."""
    pages: dict[str, Page] = {}
    for path in sorted(folder.iterdir()):
        rows = _read_csv(path) if path.suffix == ".csv" else read_sheet(path) if path.suffix == ".xlsx" else []
        for number, row in enumerate(rows):
            page = _make_page(row, f"{path.name}:{number + 2}")
            if page is not None and page.url:
                pages.setdefault(plain_url(page.url) or page.url, page)
    return sorted(pages.values(), key=lambda p: (p.published or "9999", p.url or ""))


def read_labels(path: Path) -> list[Label]:
    """The labels of labels.tsv (columns url, event, story among others)."""
    with path.open(encoding="utf-8", newline="") as f:
        return [Label(r["url"], r["event"], r["story"]) for r in csv.DictReader(f, delimiter="\t")]


def read_moment(date: str, time: str = "") -> str | None:
    """ISO 8601 of "Selasa, 10 Jun 2031 - 07:00 WIB", "10/06/2031, 07:00" or a day with a time beside it; else None."""
    day = _DAY.search(date)
    if day is None:
        return None
    month = int(day[2]) if day[2] else _MONTHS.index(m) + 1 if (m := (day[3] or "").lower()) in _MONTHS else 0
    if not 1 <= month <= 12:
        return None
    clock = _CLOCK.search(date[day.end() :]) or _CLOCK.search(time)
    moment = f"{day[4]}-{month:02d}-{int(day[1]):02d}"
    return f"{moment}T{clock[1]}:{clock[2]}:00+07:00" if clock else moment


def _make_page(row: dict[str, str], where: str) -> Page | None:
    """The page of a row; None where the row has no text."""
    given = {key: next((row[c] for c in names if row.get(c)), "") for key, names in _COLUMNS.items()}
    if not given["text"].strip():
        return None
    return Page(
        content=given["text"],
        where=where,
        url=given["url"] or None,
        title=given["title"] or None,
        outlet=given["outlet"] or None,
        published=read_moment(given["date"], given["time"]),
        lang="id",
    )


def _read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 27)
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
