"""Rows as tables of pandas, Arrow and polars. The libraries are optional, and loaded here only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from itertools import islice
from typing import Any

from risalah.errors import ConfigError


def list_types(kind: str) -> dict[str, str]:
    """The columns of a type's table: string, integer, number, boolean or date."""
    from risalah.show.exports.tables import list_entry_columns

    return {column.name: column.type for column in list_entry_columns(kind)}


def iter_batches(rows: Iterator[Mapping[str, Any]], types: dict[str, str] | None, size: int) -> Iterator[Any]:
    """Arrow batches of at most `size` rows."""
    pa = _load("pyarrow", "risalah[parquet]")
    schema = _make_schema(pa, types) if types is not None else None
    while chunk := [_convert(row, types) for row in islice(rows, size)]:
        batch = pa.RecordBatch.from_pylist(chunk, schema=schema)
        schema = batch.schema if types is None and schema is None else schema
        yield batch


def to_arrow(rows: Iterator[Mapping[str, Any]], types: dict[str, str] | None) -> Any:
    """One Arrow table."""
    pa = _load("pyarrow", "risalah[parquet]")
    if types is None:
        return pa.Table.from_pylist([dict(row) for row in rows])
    return pa.Table.from_batches(iter_batches(rows, types, 10_000), schema=_make_schema(pa, types))


def to_pandas(rows: Iterator[Mapping[str, Any]], types: dict[str, str] | None) -> Any:
    """One pandas frame."""
    pd = _load("pandas", "pandas")
    frame = pd.DataFrame([dict(row) for row in rows], columns=list(types) if types is not None else None)
    for name, kind in (types or {}).items():
        if kind == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
        elif kind == "integer":
            frame[name] = frame[name].astype("Int64")
        elif kind == "number":
            frame[name] = frame[name].astype("Float64")
        elif kind == "boolean":
            frame[name] = frame[name].astype("boolean")
        else:
            frame[name] = frame[name].astype("string")
    return frame


def to_polars(rows: Iterator[Mapping[str, Any]], types: dict[str, str] | None) -> Any:
    """One polars frame."""
    pl = _load("polars", "polars")
    if types is None:
        return pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)
    kinds = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
    schema = {name: kinds[kind] for name, kind in types.items()}
    return pl.DataFrame([_convert(row, types) for row in rows], schema=schema)


def _load(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError as e:
        raise ConfigError(f"this needs {module}, which is not installed", remedy=f"pip install '{package}'") from e


def _make_schema(pa: Any, types: dict[str, str]) -> Any:
    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return pa.schema([pa.field(name, kinds.get(kind, pa.date32())) for name, kind in types.items()])


def _convert(row: Mapping[str, Any], types: dict[str, str] | None) -> dict[str, Any]:
    """The row with its values in the types of their columns."""
    if types is None:
        return dict(row)
    out: dict[str, Any] = {}
    for name, kind in types.items():
        value = row.get(name)
        if value is None or value == "":
            out[name] = None if kind != "string" or value is None else ""
        elif kind == "date":
            out[name] = date.fromisoformat(value)
        elif kind == "number":
            out[name] = float(value)
        else:
            out[name] = str(value) if kind == "string" else value
    return out
