"""The first sheet of a workbook, read without a spreadsheet library."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a workbook's first sheet under its first row's names, without a spreadsheet library."""
    with zipfile.ZipFile(path) as z:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in z.namelist():
            root = ElementTree.parse(z.open("xl/sharedStrings.xml")).getroot()
            shared = ["".join(t.text or "" for t in item.iter(_SHEET + "t")) for item in root]
        root = ElementTree.parse(z.open("xl/worksheets/sheet1.xml")).getroot()
    rows = [{_column(c): _value(c, shared) for c in row.iter(_SHEET + "c")} for row in root.iter(_SHEET + "row")]
    return [{rows[0][k]: v for k, v in row.items() if k in rows[0]} for row in rows[1:]]


def _column(cell: ElementTree.Element) -> str:
    return re.sub(r"\d", "", cell.get("r") or "")


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(_SHEET + "t"))
    value = cell.find(_SHEET + "v")
    text = (value.text or "") if value is not None else ""
    return shared[int(text)] if cell.get("t") == "s" and text else text
