"""The pages of our own gold, built outside the repository: rows for `risalah extract` and `risalah build`.

    python tools/gold_pages.py -o PAGES.jsonl [--split tests/gold/split.json:dev] [ID ...] [--data ../shared/data]

tests/gold holds what was annotated, without the text: short locators and facts. pages.tsv there, pages_b.tsv for the
held-out pages and pages_c.tsv for IndoSum say where each page stands: file under the data folder, row (csv, xlsx: from
0 without the header; jsonl: line from 0; txt: lines "first-last" from 0, both included), address, outlet, day of
publication, and the SHA-256 of the raw text. A text that has changed is an error: its locators would point elsewhere.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
DATA = ROOT.parent / "shared" / "data"

_TEXT = ("isi_berita", "content", "Isi")
_TITLE = ("judul", "title", "Judul")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SIDES = {"names", "stories", "index", "split"}


class PageMissing(Exception):
    """A gold page that cannot be built: what, where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands. `row` is a number or "first-last"; `published` is YYYY-MM-DD, or empty like `url`."""

    id: str
    file: str
    row: str
    url: str
    outlet: str
    published: str
    sha256: str


def read_places(*tables: Path) -> dict[str, Place]:
    """The pages by gold id, of these tables or of all of ours.

    Raises PageMissing for a row that lacks a column or an id that stands twice.
    """
    places: dict[str, Place] = {}
    for path in tables or sorted(GOLD.glob("pages*.tsv")):
        with path.open(encoding="utf-8", newline="") as f:
            for row in csv.DictReader((line for line in f if not line.startswith("#")), delimiter="\t"):
                if None in row or None in row.values():
                    raise PageMissing(
                        f"{path}: the row of {row.get('id')!r} has not seven columns; write them with tabs"
                    )
                place = Place(**row)
                if place.id in places:
                    raise PageMissing(f"{path}: {place.id} stands twice; give the second page another id")
                places[place.id] = place
    return places


def read_parts(path: Path = GOLD / "split.json") -> dict[str, list[str]]:
    """Gold ids by part: dev for our own work, held_out for judging it."""
    parts: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return parts


def read_raw(place: Place, data: Path = DATA) -> tuple[str, str | None]:
    """Raw text (what the hash is of) and title. Raises PageMissing where the file or the row is not there."""
    path = data / place.file
    if not path.is_file():
        raise PageMissing(f"{place.id}: there is no {path}; give the data folder with --data")
    try:
        if path.suffix in (".csv", ".xlsx"):
            row = (_sheet_rows(path) if path.suffix == ".xlsx" else _csv_rows(path))[int(place.row)]
            return _cell(row, _TEXT), _cell(row, _TITLE) or None
        lines = _lines(path)
        if path.suffix == ".jsonl":
            paragraphs = json.loads(lines[int(place.row)])["paragraphs"]
            return "\n".join(" ".join(" ".join(words) for words in p) for p in paragraphs), None
        first, _, last = place.row.partition("-")
        chosen = lines[int(first) : int(last or first) + 1]
    except (IndexError, ValueError) as e:
        raise PageMissing(f"{place.id}: {place.file} has no row {place.row!r}; mend tests/gold/pages*.tsv") from e
    return "\n".join(chosen), None


def build_page(place: Place, data: Path = DATA) -> dict[str, str | None]:
    """The row of one page for `risalah extract`. Raises PageMissing where the text is another one than annotated."""
    raw, title = read_raw(place, data)
    if hash_text(raw) != place.sha256:
        raise PageMissing(f"{place.id}: {place.file} row {place.row} holds another text than was annotated")
    text = "\n".join(join_words(p.split(" ")) for p in raw.split("\n")) if place.file.endswith(".jsonl") else raw
    known = {"url": place.url or None, "title": title, "outlet": place.outlet, "published": place.published or None}
    return {"id": place.id, **known, "text": text}


def hash_text(raw: str) -> str:
    """SHA-256 of the raw text as UTF-8, in hexadecimal."""
    return hashlib.sha256(raw.encode()).hexdigest()


def join_words(words: list[str]) -> str:
    """The words of a tokenised paragraph as running text: marks close up, quotation marks open and close in turn.

    A hyphen between two words closes up on both sides, since a corpus that splits "ASEAN-PBB" splits "ke-8" too; after
    a bracket or a dateline it stays a dash.
    """
    text, tight, inside = "", True, {'"': False, "'": False}
    kept = [w for w in words if w.strip()]
    for n, word in enumerate(kept):
        after = kept[n + 1] if n + 1 < len(kept) else ""
        before = kept[n - 1] if n else ""
        closes = word in {",", ".", ";", ":", "!", "?", ")", "]", "%", "”", "’"} or word.startswith("...")
        opens = word in {"(", "[", "“", "‘"}
        if word in inside:
            closes, opens = inside[word], not inside[word]
            inside[word] = not inside[word]
        elif word == "-" and "-" in (before, after):  # "- -" is a long dash between blanks
            closes, opens = before == "-", after == "-"
        elif word in {"-", "–", "/"} and before and after and before[-1].isalnum() and after[0].isalnum():
            closes = opens = word != "–"
        text += word if tight or closes else " " + word
        tight = opens
    return text


def main(arguments: list[str] | None = None) -> int:
    """Write the pages. 0 done, 2 usage or a page that cannot be built."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("ids", nargs="*", help="gold ids; all of the table without ids and --split")
    parser.add_argument("--split", metavar="FILE:PART", help="the ids of this part")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("-o", "--out", type=Path, required=True, help="a file outside the repository")
    given = parser.parse_args(arguments)
    if given.out.resolve().is_relative_to(ROOT):
        parser.error(f"{given.out} lies in the repository: press text stays outside, name another place")
    ids = list(given.ids)
    if given.split:
        name, _, part = given.split.rpartition(":")
        parts = read_parts(Path(name)) if name else {}
        if part not in parts:
            parser.error(f"--split: {given.split!r} names no part; it has {', '.join(parts) or 'no FILE:PART form'}")
        ids += parts[part]
    try:
        places = read_places()
        unknown = [key for key in ids if key not in places]
        if unknown:
            raise PageMissing(f"{', '.join(unknown)}: not in tests/gold/pages*.tsv; add the place of the page there")
        rows = [build_page(places[key], given.data) for key in ids or places]
    except PageMissing as e:
        print(e, file=sys.stderr)
        return 2
    given.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    print(f"{len(rows)} pages in {given.out}", file=sys.stderr)
    return 0


def gold_files(folder: Path = GOLD) -> list[Path]:
    """The gold pages of the folder, without its side files."""
    return [path for path in sorted(folder.glob("*.json")) if path.stem not in _SIDES]


def _cell(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((row[n] for n in names if row.get(n)), "")


@cache
def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")


@cache
def _csv_rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 27)
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


@cache
def _sheet_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a workbook's first sheet by column name, read without a spreadsheet library."""
    with zipfile.ZipFile(path) as z:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in z.namelist():
            shared = [_said(item) for item in ElementTree.parse(z.open("xl/sharedStrings.xml")).getroot()]
        root = ElementTree.parse(z.open("xl/worksheets/sheet1.xml")).getroot()
    rows: list[dict[str, str]] = []
    for row in root.iter(_SHEET + "row"):
        cells = {}
        for cell in row.iter(_SHEET + "c"):
            value = cell.find(_SHEET + "v")
            said = (value.text or "") if value is not None else _said(cell)
            cells[re.sub(r"\d", "", cell.get("r") or "")] = shared[int(said)] if cell.get("t") == "s" else said
        rows.append(cells)
    head = rows[0]
    return [{head[key]: said for key, said in cells.items() if key in head} for cells in rows[1:]]


def _said(item: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in item.iter(_SHEET + "t"))


if __name__ == "__main__":
    raise SystemExit(main())
