"""Files that hold many pages: JSON Lines, JSON and CSV. One bad row is one Failure with its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read.decode import decode, guess_utf16
from risalah.read.rows import make_page
from risalah.read.settings import PageDefaults, ReadLimits

_CHUNK = 1 << 20


def read_json_lines(
    raw: io.RawIOBase, where: str, defaults: PageDefaults, limits: ReadLimits
) -> Iterator[Page | Failure]:
    """A page for each line that is a JSON object. A line over the limit is skipped piecewise, never held whole."""
    stream = io.BufferedReader(raw, _CHUNK)
    start = stream.peek(4)[:_CHUNK]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or guess_utf16(start):
        data = stream.read(limits.json_bytes + 1)
        if len(data) > limits.json_bytes:
            raise ReadError("a UTF-16 file of this size is not read", reason="too_large", remedy="save it as UTF-8")
        stream = io.BufferedReader(io.BytesIO(decode(data).text.encode("utf-8")))  # type: ignore[arg-type]
    number, rows = 0, 0
    while line := stream.readline(limits.page_bytes + 1):
        number += 1
        at = f"{where}:{number}"
        if len(line) > limits.page_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            rows += 1
            detail = (
                f"the line is longer than {limits.page_bytes:,} bytes (one page a line; split it or raise the limit)"
            )
            yield Failure("read", "too_large", detail, at)
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            continue
        rows += 1
        try:
            got = decode(line)
            yield _note(_page(_parse(got.text), at, defaults, limits), got.notes)
        except ReadError as e:
            yield Failure("read", e.reason, str(e), at)
    if not rows:
        raise ReadError("the file holds no row", reason="empty", remedy="give one JSON object a line")


def read_json(raw: io.RawIOBase, where: str, defaults: PageDefaults, limits: ReadLimits) -> Iterator[Page | Failure]:
    """A page for each object of a JSON list, or the one object; JSON Lines under a .json name are read as such."""
    data = raw.read(limits.json_bytes + 1) or b""
    if len(data) > limits.json_bytes:
        raise ReadError(
            f"the file is larger than {limits.json_bytes:,} bytes", reason="too_large", remedy="save it as .jsonl"
        )
    got = decode(data)
    try:
        value = json.loads(got.text)
    except (ValueError, RecursionError) as e:
        lines = [x for x in got.text.splitlines() if x.strip()]
        if len(lines) > 1 and lines[0].lstrip().startswith("{") and lines[0].rstrip().endswith("}"):
            yield from read_json_lines(io.BytesIO(data), where, defaults, limits)  # type: ignore[arg-type]
            return
        if not lines:
            raise ReadError("the file holds nothing but blanks", reason="empty", remedy="give rows") from e
        raise ReadError(f"not JSON: {e}", reason="bad_json", remedy="mend the file") from e
    items = value if isinstance(value, list) else [value]
    if not items:
        raise ReadError("the list is empty", reason="empty", remedy="give rows")
    for n, item in enumerate(items, 1):
        at = f"{where}#{n}" if isinstance(value, list) else where
        try:
            yield _note(_page(item, at, defaults, limits), got.notes)
        except ReadError as e:
            yield Failure("read", e.reason, str(e), at)


def read_csv(raw: io.RawIOBase, where: str, defaults: PageDefaults, limits: ReadLimits) -> Iterator[Page | Failure]:
    """A page for each row below the header line; commas, semicolons or tabs."""
    stream = io.BufferedReader(raw, _CHUNK)
    start = stream.peek(4)
    wide = guess_utf16(start) or ("utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else None)
    # Bytes that are not UTF-8 survive as escapes, so that each row can be decoded again on its own.
    text = io.TextIOWrapper(stream, encoding=wide or "utf-8-sig", errors="surrogateescape", newline="")
    if csv.field_size_limit() < limits.page_bytes:
        csv.field_size_limit(limits.page_bytes)
    header_line = text.readline(100_000)
    mark = max(",;\t", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=mark), [])
    if not {"text", "html"} & {c.strip().lower() for c in header}:
        raise ReadError(
            f'the header line has no column "text" or "html" (it has: {", ".join(header)[:200]})',
            reason="bad_header",
            remedy="name the column with the article's text so",
        )
    reader = csv.reader(text, delimiter=mark, strict=True)
    count = 0
    while True:
        line = reader.line_num + 2
        at = f"{where}:{line}"
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as e:
            count += 1
            yield Failure("read", "bad_row", f"not a CSV row: {e} (check the quotation marks of this row)", at)
            continue
        if not any(c.strip() for c in cells):
            continue
        count += 1
        try:
            if len(cells) != len(header):
                raise ReadError(
                    f"{len(cells)} cells, but the header has {len(header)}",
                    reason="bad_row",
                    remedy="quote cells that hold the separator",
                )
            mended, notes = _mend_cells(cells)
            yield _note(make_page(dict(zip(header, mended, strict=True)), at, defaults, limits), notes)
        except ReadError as e:
            yield Failure("read", e.reason, str(e), at)
    if not count:
        raise ReadError("the table has no row below its header", reason="empty", remedy="give rows")


def _mend_cells(cells: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Cells whose bytes were not UTF-8, decoded again, with notes."""
    out, notes = [], []
    for cell in cells:
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            got = decode(cell.encode("utf-8", "surrogateescape"))
            notes += [n for n in got.notes if n not in notes]
            cell = got.text  # noqa: PLW2901
        if "\x00" in cell:
            cell = cell.replace("\x00", "")  # noqa: PLW2901
            notes.append("NUL characters removed")
        out.append(cell)
    return out, tuple(notes)


def _parse(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as e:
        raise ReadError(f"not JSON: {e}", reason="bad_json", remedy="mend or drop this line") from e


def _page(row: Any, at: str, defaults: PageDefaults, limits: ReadLimits) -> Page:
    if not isinstance(row, dict):
        raise ReadError("the row is not a JSON object", reason="bad_row", remedy='write {"text": ...}')
    return make_page(row, at, defaults, limits)


def _note(page: Page, notes: tuple[str, ...]) -> Page:
    """Put what decoding noticed beside the page."""
    if notes:
        page.metadata["decoding"] = [*page.metadata.get("decoding", []), *notes]
    return page
