"""XLSX: a sheet for each table and one that says what the columns hold. No cell is a formula or a link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from risalah.errors import ConfigError
from risalah.show.exports.plain import drop_controls
from risalah.show.exports.shelf import Shelf
from risalah.show.exports.tables import list_tables

_LONGEST = 32_767  # characters of a cell
_ROWS = 1_048_575  # of a sheet, beside its header


def write_xlsx(shelf: Shelf, target: Path) -> None:
    """Write the workbook to `target`. Text longer than a cell, and rows beyond a sheet, are counted as dropped."""
    try:
        import xlsxwriter
    except ImportError as e:
        raise ConfigError("xlsx needs the package xlsxwriter", remedy="pip install xlsxwriter") from e
    from datetime import datetime

    plain: dict[str, Any] = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(str(target), {**plain, "constant_memory": True, "in_memory": False}) as book:
        # The same register gives the same bytes: not the time of writing, but the day of the export.
        book.set_properties({"title": "risalah", "created": datetime.fromisoformat(shelf.as_of)})
        head = book.add_format({"bold": True})
        about: list[tuple[str, str, str, str]] = []
        for table in list_tables(shelf):
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 1)
            for n, column in enumerate(table.columns):
                sheet.write_string(0, n, column.name, head)
                about.append((table.name, column.name, column.type, column.about))
            for i, row in enumerate(table.rows, 1):
                if i > _ROWS:
                    shelf.drop(f"rows of {table.name}")
                    continue
                for n, column in enumerate(table.columns):
                    _write_cell(sheet, i, n, row.get(column.name), shelf)
        sheet = book.add_worksheet("codebook")
        for n, name in enumerate(("table", "column", "type", "about")):
            sheet.write_string(0, n, name, head)
        for i, line in enumerate(about, 1):
            for n, text in enumerate(line):
                sheet.write_string(i, n, text)


def _write_cell(sheet: Any, row: int, column: int, value: Any, shelf: Shelf) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = drop_controls(str(value), shelf)
        if "\r" in text:  # a cell breaks its lines with \n alone, and would show the other as _x000D_
            shelf.drop("carriage returns", text.count("\r"))
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > _LONGEST:
            shelf.drop("characters beyond a cell's 32,767", len(text) - _LONGEST)
        sheet.write_string(row, column, text[:_LONGEST])
