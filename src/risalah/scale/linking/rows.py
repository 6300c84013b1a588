"""Rows between the stages: Parquet files that DuckDB reads, sorts and shuffles, with little memory."""

from __future__ import annotations

import heapq
import io
import json
import pickle
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from risalah.errors import ConfigError
from risalah.link.views import RecordView
from risalah.scale.tables import need_parquet

REPORT = "report.json"
_HELD = 500  # rows held before they are written
_FETCHED = 200  # rows fetched at once
_MEMORY = "192MB"
"""What DuckDB may hold in one process; beyond it, it writes to disk."""


class RowWriter:
    """Writes rows into one Parquet file, a few hundred at a time. Used as a context."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        """`columns` with their types: string, binary, int64, uint64, bool."""
        self._pa = need_parquet()
        kinds = {"string": self._pa.string(), "binary": self._pa.binary(), "int64": self._pa.int64()}
        kinds |= {"uint64": self._pa.uint64(), "bool": self._pa.bool_()}
        self._schema = self._pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        self._names = tuple(columns)
        self._path = path
        self._rows: list[tuple[Any, ...]] = []
        self.count = 0

    def __enter__(self) -> RowWriter:
        self._file = self._pa.parquet.ParquetWriter(self._path, self._schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def add(self, *row: Any) -> None:
        """Add a row, its values in the order of the columns."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= _HELD:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._names)
        arrays = [self._pa.array(list(c), type=f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._file.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


@contextmanager
def open_duck(folder: Path) -> Iterator[Any]:
    """A DuckDB connection of one thread that lays aside in `folder` what does not fit into its memory."""
    try:
        import duckdb
    except ImportError as e:
        raise ConfigError("linking by block needs duckdb", remedy="pip install 'risalah[parquet]'") from e
    spill = folder / f".spill.{uuid.uuid4().hex[:12]}"
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": _MEMORY,
        "temp_directory": str(spill),
    }
    try:
        with duckdb.connect(config=config) as c:
            yield c
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def fetch(c: Any, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a few at a time; the connection must not be used otherwise meanwhile."""
    found = c.execute(query, list(values))
    while rows := found.fetchmany(_FETCHED):
        yield from rows


def merge(paths: Sequence[Path], columns: Sequence[str], keys: int) -> Iterator[tuple[Any, ...]]:
    """The rows of files, each of which is sorted by its first `keys` columns, in one order; equal ones by their file.

    A file is opened when its first row comes, and a few hundred rows of it are held: wide rows are never sorted as a
    whole, however many there are. Raises ValueError where a file is not sorted.
    """
    waiting = sorted(
        (key, n, path) for n, path in enumerate(paths) if (key := _read_first(path, columns[:keys])) is not None
    )
    waiting.reverse()
    heap: list[tuple[tuple[Any, ...], int, tuple[Any, ...], Iterator[tuple[Any, ...]]]] = []
    while heap or waiting:
        while waiting and (not heap or waiting[-1][0] <= heap[0][0]):
            key, n, path = waiting.pop()
            rows = _read_rows(path, columns)
            heapq.heappush(heap, (key, n, next(rows), rows))
        key, n, row, rows = heap[0]
        yield row
        after = next(rows, None)
        if after is None:
            heapq.heappop(heap)
            continue
        if after[:keys] < key:
            raise ValueError(f"{paths[n].parent.name}: rows are not in order")
        heapq.heapreplace(heap, (after[:keys], n, after, rows))


def _read_first(path: Path, columns: Sequence[str]) -> tuple[Any, ...] | None:
    """The first values of some columns; None of a file without rows."""
    with need_parquet().parquet.ParquetFile(path) as file:
        if not file.metadata.num_rows:
            return None
        row = file.read_row_group(0, columns=list(columns)).slice(0, 1).to_pylist()[0]
        return tuple(row[name] for name in columns)


def _read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """All rows of a file, its values in the order of `columns`."""
    with need_parquet().parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_FETCHED, columns=list(columns), use_threads=False):
            yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def find_files(folder: Path, stage: str, name: str) -> list[Path]:
    """The files `name` of all tasks of a stage."""
    return sorted(folder.glob(f"{stage}-*/{name}"))


def files(folder: Path, stage: str, name: str) -> str:
    """The files `name` of all tasks of a stage, as DuckDB reads them."""
    return read_files(find_files(folder, stage, name))


def read_files(paths: Sequence[Path]) -> str:
    """Parquet files as DuckDB reads them."""
    listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
    return f"read_parquet([{listed}], hive_partitioning=false)"


@contextmanager
def made_once(done: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A new folder to fill, and the report to fill, which become `done` at the end: it is there whole or not at all."""
    made = done.with_name(f".{done.name}.{uuid.uuid4().hex[:12]}")
    made.mkdir(parents=True)
    report: dict[str, Any] = {}
    try:
        yield made, report
        (made / REPORT).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        try:
            made.rename(done)
        except OSError:
            if not (done / REPORT).is_file():  # else another process was faster, with the same rows
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


class _Packer(pickle.Pickler):
    """Packs a dataclass as a call of it: unpacked four times as fast as by the way that slots and frozen ones have."""

    def reducer_override(self, value: Any) -> Any:
        names = _list_fields(type(value))
        if names is None:
            return NotImplemented
        return type(value), tuple([getattr(value, name) for name in names])


_fields: dict[type, tuple[str, ...] | None] = {}


def _list_fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass in the order in which it takes them; None of another class."""
    if kind not in _fields:
        _fields[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
    return _fields[kind]


def pack(value: Any) -> bytes:
    """An object as bytes, for the next stage."""
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def unpack(data: bytes) -> Any:
    """The inverse of `pack`; only of what this run has written."""
    return pickle.loads(data)


def unpack_record(row: bytes, place: Sequence[str | None]) -> RecordView:
    """A record with the place of its article: story, event, origin, and of which article it is a copy."""
    record: RecordView = unpack(row)
    view = record.article
    story, event, origin, view.copy_of = place
    view.story, view.event, view.origin = story or "", event or "", origin or ""
    return record


def dump(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
