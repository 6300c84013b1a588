"""Documents as rows of Parquet tables (zstd): documents, records, evidence, dropped pages and failures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from risalah.errors import ConfigError
from risalah.model.document import Document

_BATCH = 400  # rows of documents held before they are written: a few MB
UNDATED = "0000-00-00"
"""The day of pages that say none: a partition of its own."""

TABLES: dict[str, dict[str, str]] = {
    "documents": {
        **dict.fromkeys(("id", "day", "url", "outlet", "lang", "title", "published", "page_key"), "string"),
        **{"relevant": "bool", "relevance": "double", "meetings": "int32", "quotations": "int32"},
        **{"commitments": "int32", "text": "string", "document": "string"},
    },
    "records": {
        **dict.fromkeys(("article", "id", "day", "type", "kind", "stage", "modality", "outcome", "status"), "string"),
        **{"parties": "list<string>", "sectors": "list<string>", "speaker": "string", "record": "string"},
    },
    "evidence": {
        **dict.fromkeys(("article", "record", "day", "field", "exact", "rule"), "string"),
        **{"start": "int32", "end": "int32"},
    },
    "dropped": {
        **dict.fromkeys(("id", "day", "url", "outlet", "lang", "title", "gate", "page_key", "text"), "string"),
        **{"score": "double", "sampled": "bool", "reasons": "string"},
    },
    "failures": {
        **dict.fromkeys(("article", "day", "step", "reason", "detail", "place"), "string"),
        "quarantined": "bool",
    },
}
"""Columns of each table with their types. `document` and `record` hold the JSON of CONTRACT.md; `text` of a dropped
page is kept where the page is sampled for review."""


def need_parquet() -> Any:
    """The module pyarrow. Raises ConfigError that names the extra where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise ConfigError("bulk results need pyarrow and duckdb", remedy="pip install 'risalah[parquet]'") from e
    return pyarrow


class TableWriter:
    """Writes documents into a folder, a file a table. Used as a context; the files are whole at its end."""

    def __init__(self, folder: Path) -> None:
        self._pa = need_parquet()
        self._folder = folder
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._schemas = {name: self._make_schema(columns) for name, columns in TABLES.items()}
        self._files: dict[str, Any] = {}

    def _make_schema(self, columns: dict[str, str]) -> Any:
        pa = self._pa
        kinds = {"string": pa.string(), "bool": pa.bool_(), "double": pa.float64(), "int32": pa.int32()}
        kinds["list<string>"] = pa.list_(pa.string())
        return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])

    def __enter__(self) -> TableWriter:
        for name, schema in self._schemas.items():
            path = self._folder / f"{name}.parquet"
            self._files[name] = self._pa.parquet.ParquetWriter(path, schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        for file in self._files.values():
            file.close()

    def write(self, document: Document, page_key: str | None = None) -> None:
        """Add the rows of a document; `page_key` is the hash of its page as it came."""
        for name, row in make_rows(document, page_key):
            self._rows[name].append(row)
        if len(self._rows["documents"]) + len(self._rows["dropped"]) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                table = self._pa.Table.from_pylist(rows, schema=self._schemas[name])
                self._files[name].write_table(table)
                rows.clear()


def find_day(document: Document) -> str:
    """The day of a page: of publication, else of its capture, else UNDATED."""
    article = document.article
    day = (article.published or str(article.metadata.get("captured") or ""))[:10]
    return day if len(day) == 10 and day[4] == day[7] == "-" else UNDATED


def make_rows(document: Document, page_key: str | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) for everything that is kept of a document."""
    article, day = document.article, find_day(document)
    for failure in document.failures:
        row = failure.to_json()
        where = row.pop("where")
        yield "failures", {**row, "article": article.id if article.text else None, "day": day, "place": where}
    if not article.text:
        return
    whole = document.to_json()
    known = {name: whole["article"][name] for name in ("id", "url", "outlet", "lang", "title")}
    known |= {"day": day, "page_key": page_key}
    if document.dropped is not None:
        drop = document.dropped
        reasons = json.dumps(whole["article"]["relevance_reasons"], ensure_ascii=False)
        text = article.text if drop.sampled else None
        yield "dropped", {**known, "reasons": reasons, "text": text, **drop.to_json()}
        return
    counts = {name: len(whole[name]) for name in ("meetings", "quotations", "commitments")}
    judged = {"relevant": article.relevant, "relevance": article.relevance, "published": article.published}
    body = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    yield "documents", {**known, **judged, **counts, "text": article.text, "document": body}
    for name in counts:
        for record in whole[name]:
            yield "records", _make_record(article.id, day, name.removesuffix("s"), record)
            for evidence in record.get("evidence") or ():
                place = {"article": article.id, "record": record["id"], "day": day}
                yield "evidence", {**place, **{k: evidence.get(k) for k in ("field", "start", "end", "exact", "rule")}}


def _make_record(article: str, day: str, kind: str, record: dict[str, Any]) -> dict[str, Any]:
    parties = [p["actor"] if isinstance(p, dict) else p for p in record.get("parties") or ()]
    row = {name: record.get(name) for name in ("kind", "stage", "modality", "outcome", "status", "speaker")}
    return {
        **row,
        "article": article,
        "id": record["id"],
        "day": day,
        "type": kind,
        "parties": parties,
        "sectors": list(record.get("sectors") or record.get("topics") or ()),
        "record": json.dumps(record, ensure_ascii=False, separators=(",", ":")),
    }
