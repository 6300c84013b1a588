"""Parquet tables: a page for each row. Needs the extra `parquet`."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read.budget import Budget
from risalah.read.decode import decode
from risalah.read.rows import make_page
from risalah.read.settings import PageDefaults

_ROWS = 16  # rows unpacked at once: pages are large, and a few are enough to be fast


def read_parquet(file: IO[bytes], where: str, defaults: PageDefaults, budget: Budget) -> Iterator[Page | Failure]:
    """A page for each row, by the keys of the contract. Raises ReadError for a file that cannot be used."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise ReadError(
            "reading Parquet needs the extra `parquet`",
            reason="missing_extra",
            remedy="pip install 'risalah[parquet]', or save the table as .csv or .jsonl",
        ) from e
    number = 0
    try:
        table = pyarrow.parquet.ParquetFile(file, pre_buffer=False)
        names = {n.strip().lower() for n in table.schema_arrow.names}
        if not names & {"text", "html"}:
            raise ReadError(
                f'the table has no column "text" or "html" (it has: {", ".join(table.schema_arrow.names)[:200]})',
                reason="bad_header",
                remedy="name the column with the article's text so",
            )
        meta = table.metadata
        budget.check_count(meta.num_rows)
        budget.take_bytes(sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups)))
        for batch in table.iter_batches(batch_size=_ROWS, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                budget.take_record()
                at = f"{where}#{number}"
                try:
                    yield make_page({k: make_json(v) for k, v in row.items()}, at, defaults, budget.limits)
                except ReadError as e:
                    yield Failure("read", e.reason, str(e), at)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as e:
        raise ReadError(
            f"the Parquet file is damaged after row {number}: {' '.join(str(e).split())[:200]}",
            reason="damaged_archive",
            remedy="get the file again",
        ) from e
    if not number:
        raise ReadError("the table has no row", reason="empty", remedy="give rows")


def make_json(value: Any) -> Any:
    """A cell as JSON has it: days and times in ISO 8601, no NaN, bytes as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, timedelta)):
        return str(value)
    if isinstance(value, bytes):
        try:
            return decode(value).text
        except ReadError:
            return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(k): make_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [make_json(v) for v in value]
    return str(value)
