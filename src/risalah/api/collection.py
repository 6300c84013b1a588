"""Lazy collections: nothing is read before it is asked for, and no more than a batch is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from risalah.api.entries import EntryT

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")


class Collection(Generic[T]):
    """Things of a register, read from it each time that the collection is walked."""

    def __init__(
        self, read: Callable[[], Iterator[T]], describe: Callable[[T], dict[str, Any]], count: Callable[[], int]
    ) -> None:
        self._read, self._describe, self._count = read, describe, count

    def __iter__(self) -> Iterator[T]:
        return self._read()

    def __len__(self) -> int:
        return self._count()

    def __bool__(self) -> bool:
        return self._count() > 0

    def first(self) -> T | None:
        """The first of them; None where there is none."""
        return next(iter(self), None)

    def take(self, many: int) -> list[T]:
        """The first `many`."""
        return list(islice(self, many))

    def iter_dicts(self) -> Iterator[dict[str, Any]]:
        """Each as a JSON object of the contract, one in memory at a time."""
        return (self._describe(x) for x in self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """All as JSON objects of the contract."""
        return list(self.iter_dicts())

    def iter_rows(self) -> Iterator[Mapping[str, Any]]:
        """Each as a flat row of a table: strings, numbers, booleans and None."""
        from risalah.show.export_rows import flatten_value

        return ({k: flatten_value(v) for k, v in row.items()} for row in self.iter_dicts())

    def column_types(self) -> dict[str, str] | None:
        """The columns with their types (string, integer, number, boolean, date); None where the rows say."""
        return None

    def iter_batches(self, rows: int = 10_000) -> Iterator[pyarrow.RecordBatch]:
        """Arrow batches of at most `rows` rows. Raises ConfigError without pyarrow (extra `parquet`)."""
        from risalah.api.frames import iter_batches

        return iter_batches(self.iter_rows(), self.column_types(), rows)

    def to_arrow(self) -> pyarrow.Table:
        """All as an Arrow table; dates are date32. Raises ConfigError without pyarrow (extra `parquet`)."""
        from risalah.api.frames import to_arrow

        return to_arrow(self.iter_rows(), self.column_types())

    def to_pandas(self) -> pandas.DataFrame:
        """All as a pandas frame; days are datetime64. Raises ConfigError without pandas."""
        from risalah.api.frames import to_pandas

        return to_pandas(self.iter_rows(), self.column_types())

    def to_polars(self) -> polars.DataFrame:
        """All as a polars frame. Raises ConfigError without polars."""
        from risalah.api.frames import to_polars

        return to_polars(self.iter_rows(), self.column_types())


class Entries(Collection[EntryT]):
    """Entries of one type, latest first; their rows are those of `risalah export --format csv`."""

    def __init__(
        self, kind: str, read: Callable[[], Iterator[EntryT]], count: Callable[[], int], ids: Callable[[], list[str]]
    ) -> None:
        super().__init__(read, lambda e: e.to_dict(), count)
        self._kind, self._ids = kind, ids

    def ids(self) -> list[str]:
        """The ids alone: cheap, for nothing else is read."""
        return self._ids()

    def iter_rows(self) -> Iterator[Mapping[str, Any]]:
        """Each as a flat row: the columns of the type's CSV table, with the places of the evidence."""
        return (e.to_row() for e in self)

    def column_types(self) -> dict[str, str]:
        """The columns of the type's table with their types."""
        from risalah.api.frames import list_types

        return list_types(self._kind)
