"""Press rows as pages, with title, address and day: what the collection's tables hold, by file and row."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree import ElementTree

from risalah.model.article import Page

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMNS = {
    "title": ("judul", "title", "Judul"),
    "text": ("isi_berita", "content", "Isi"),
    "url": ("url", "Link"),
    "outlet": ("sumber", "source", "Sumber"),
}
"""How the files name what a page needs."""

Place = tuple[str, int]
"""A file and a row in it; row 0 is the first below the header."""


def read_pages(folder: Path, places: Collection[Place]) -> dict[Place, Page]:
    """The pages at these places. A place that the file does not have is left out."""
    pages: dict[Place, Page] = {}
    for file in sorted({file for file, _ in places}):
        for n, row in enumerate(_rows(folder / file)):
            if (file, n) in places:
                found = {k: next((row[c] for c in names if row.get(c)), None) for k, names in _COLUMNS.items()}
                pages[file, n] = Page(
                    found["text"] or "",
                    where=f"{file}:{n}",
                    url=found["url"],
                    title=found["title"],
                    outlet=found["outlet"],
                )
    return pages


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".csv":
        csv.field_size_limit(1 << 27)
        with path.open(encoding="utf-8", newline="") as f:
            yield from csv.DictReader(f)
        return
    with zipfile.ZipFile(path) as z:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in z.namelist():
            root = ElementTree.parse(z.open("xl/sharedStrings.xml")).getroot()
            shared = ["".join(t.text or "" for t in item.iter(_SHEET + "t")) for item in root]
        root = ElementTree.parse(z.open("xl/worksheets/sheet1.xml")).getroot()
    head: dict[str, str] = {}
    for row in root.iter(_SHEET + "row"):
        cells = {"".join(x for x in c.get("r") or "" if x.isalpha()): _value(c, shared) for c in row.iter(_SHEET + "c")}
        if head:
            yield {head[k]: v for k, v in cells.items() if k in head}
        else:
            head = cells


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(_SHEET + "t"))
    value = cell.find(_SHEET + "v")
    text = (value.text or "") if value is not None else ""
    return shared[int(text)] if cell.get("t") == "s" else text
