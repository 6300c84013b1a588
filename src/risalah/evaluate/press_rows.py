"""Texts by locator (file, row): what a list of places in press text points to, so that the text stays outside."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from risalah.evaluate.workbook import read_sheet

_BODY = ("isi_berita", "content", "Isi")
"""The column of the article text, as the files name it."""


@dataclass(frozen=True, slots=True)
class Located:
    """A sentence "ROLE STATE Name": where it is, the offsets of state and name, and the state's code."""

    file: str
    row: int
    state_start: int
    state_end: int
    name_start: int
    name_end: int
    state: str


def read_locators(path: Path) -> list[Located]:
    """The rows of the table."""
    rows = csv.DictReader((line for line in path.open(encoding="utf-8") if line[0] != "#"), delimiter="\t")
    numbers = ("row", "state_start", "state_end", "name_start", "name_end")
    return [Located(file=r["file"], state=r["state"], **{name: int(r[name]) for name in numbers}) for r in rows]


def text_of(data: Path, located: Located) -> str:
    """The text that the offsets count in."""
    return _texts(data / located.file)[located.row]


@cache
def _texts(path: Path) -> list[str]:
    if path.suffix == ".csv":
        csv.field_size_limit(1 << 27)
        with path.open(encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        column = next(c for c in _BODY if c in rows[0])
        return [r[column] or "" for r in rows]
    if path.suffix == ".xlsx":
        return _sheet(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    pages = (json.loads(line)["paragraphs"] for line in lines)
    return ["\n".join(" ".join(" ".join(words) for words in p) for p in page) for page in pages]


def _sheet(path: Path) -> list[str]:
    """The text column of a workbook's first sheet."""
    rows = read_sheet(path)
    column = next(name for name in rows[0] if name in _BODY)
    return [row.get(column, "") for row in rows]
