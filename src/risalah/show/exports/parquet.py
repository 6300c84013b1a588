"""Parquet (zstd): a file for each table; what a table and a column hold stands in the metadata (`about`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from risalah import __version__
from risalah.errors import ConfigError
from risalah.show.exports.shelf import Shelf
from risalah.show.exports.tables import Table, list_tables

_ROWS = 10_000  # rows in memory, and in a row group


def write_parquet(shelf: Shelf, folder: Path) -> None:
    """Write `commitments.parquet` and the others into `folder`. Raises ConfigError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as e:
        raise ConfigError("parquet needs pyarrow", remedy="pip install 'risalah[parquet]'") from e
    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    for table in list_tables(shelf):
        fields = [pa.field(c.name, kinds.get(c.type, pa.date32()), metadata={"about": c.about}) for c in table.columns]
        about = {"about": table.about, "risalah:version": __version__, "risalah:as_of": shelf.as_of}
        schema = pa.schema(fields, metadata=about)
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            for chunk in _chunk(table):
                writer.write_table(pa.Table.from_pylist(chunk, schema=schema))


def _chunk(table: Table) -> Iterator[list[dict[str, Any]]]:
    from datetime import date

    dates = [c.name for c in table.columns if c.type == "date"]
    texts = [c.name for c in table.columns if c.type == "string"]

    def convert(row: Mapping[str, Any]) -> dict[str, Any]:
        out = dict(row)
        for name in dates:
            out[name] = date.fromisoformat(out[name]) if out.get(name) else None
        for name in texts:
            value = out.get(name)
            out[name] = None if value is None else str(value).encode("utf-8", "replace").decode()
        return out

    source = iter(table.rows)
    while chunk := [convert(row) for row in islice(source, _ROWS)]:
        yield chunk
