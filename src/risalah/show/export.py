"""Exports of a register. The same register and the same day give the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from risalah.errors import ConfigError
from risalah.show.export_csv import TABLES, write_tables
from risalah.show.export_rows import TYPES, collect_evidence, describe_entry, describe_register, read_day
from risalah.show.exports.formats import OTHERS, Format
from risalah.show.exports.shelf import Shelf
from risalah.store.reader import Reader

FORMATS: dict[str, str] = {
    "json": "the whole register, one object",
    "jsonl": "one entry a line, with its type",
    "csv": "a folder with one file for each type, or one file with --type",
    **{name: f.about for name, f in OTHERS.items()},
}
"""The formats that exist, and what each gives."""


def export(
    store: Reader, format: str, out: str | Path | None, as_of: str | date, *, type: str | None = None, site: str = ""
) -> Counter[str]:
    """Write the register in `format` to `out` (a file, for some formats a folder; None or "-" is stdout).

    Gives what the format could not carry: counts by reason. `site` is the address under which the register is served,
    for the links of formats that have some.

    `as_of` is the day (a date, or ISO) on which overdue is judged; `type` keeps one type of record (jsonl, csv). Raises
    ConfigError for what does not exist, or a place that cannot be written. A file is replaced when it is complete.
    """
    day = read_day(as_of)
    target = None if out is None or str(out) == "-" else Path(out)
    match format:
        case "json":
            if type is not None:
                raise ConfigError("json holds all types", remedy="leave --type out, or use jsonl or csv")
            _write(target, print_json(store, day))
        case "jsonl":
            _check_type(type, TYPES)
            _write(target, print_jsonl(store, day, type))
        case "csv":
            _check_type(type, TABLES)
            _export_csv(store, target, day, type)
        case name if name in OTHERS:
            if type is not None:
                raise ConfigError(f"{name} holds all that it can carry", remedy="leave --type out, or use csv")
            return _export_other(OTHERS[name], Shelf(store, day, site), target)
        case _:
            raise ConfigError(f"no export format {format!r} in this release", remedy=f"there is: {', '.join(FORMATS)}")
    return Counter()


def _export_other(form: Format, shelf: Shelf, target: Path | None) -> Counter[str]:
    """Write a format of others."""
    if form.text is not None:
        _write(target, form.text(shelf))
        return shelf.dropped
    if target is None:
        raise ConfigError(f"{form.name} is no text", remedy=f"name a {'file' if form.file else 'folder'} with -o")
    if form.file is not None:
        with _replacing(target) as made:
            form.file(shelf, made)
        return shelf.dropped
    if target.is_file():
        raise ConfigError(f"{target}: {form.name} gives several files, and this is one", remedy="name a folder")
    if form.folder is not None:
        with tempfile.TemporaryDirectory() as made_in:
            form.folder(shelf, Path(made_in))
            for part in sorted(Path(made_in).iterdir()):
                with _replacing(target / part.name) as made:
                    shutil.copyfile(part, made)
    elif form.files is not None:
        for name, text in form.files(shelf):
            _write(target / name, [text])
    return shelf.dropped


def print_json(store: Reader, as_of: str) -> Iterator[str]:
    """The register object of CONTRACT.md in pieces; one row a line, so that two exports can be compared by lines."""
    mark = "{"
    for name, value in describe_register(store, as_of):
        yield f"{mark}{_dumps(name)}: "
        mark = ",\n "
        if isinstance(value, list):
            yield "[" + ",".join("\n  " + _dumps(row) for row in value) + "]"
        else:
            yield _dumps(value)
    yield "}\n"


def print_jsonl(store: Reader, as_of: str, type: str | None = None) -> Iterator[str]:
    """One entry a line: commitments, meetings, quotations, each by id, with `type` in front."""
    register = store.load_register()
    found = [e for e in register.entries() if type in (None, e.type)]
    evidence = collect_evidence(store, found)
    for entry in found:
        yield _dumps({"type": entry.type, **describe_entry(entry, evidence, as_of)}) + "\n"


def _export_csv(store: Reader, target: Path | None, as_of: str, type: str | None) -> None:
    if type is not None:
        _write(target, (text for _, text in write_tables(store, as_of, type)))
        return
    if target is None or target.is_file() or target.suffix == ".csv":
        raise ConfigError("csv without --type gives several files", remedy="name a folder, or add --type commitment")
    for kind, text in write_tables(store, as_of):
        _write(target / TABLES[kind], [text])


def _check_type(type: str | None, known: Iterable[str]) -> None:
    if type is not None and type not in known:
        raise ConfigError(f"no records of type {type!r}", remedy=f"use one of: {', '.join(known)}")


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(target: Path | None, pieces: Iterable[str]) -> None:
    """Write pieces as UTF-8 with the line ends that they have; a file appears whole or not at all."""
    if target is None:
        # Not the terminal's own encoding and line ends: an export has the same bytes everywhere.
        stream = getattr(sys.stdout, "buffer", None)
        for piece in pieces:
            if stream is None:
                sys.stdout.write(piece)
            else:
                stream.write(piece.encode())
        sys.stdout.flush()
        return
    with _replacing(target) as made, made.open("w", encoding="utf-8", newline="") as f:
        f.writelines(pieces)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its name when all is written. Raises ConfigError where it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
    except OSError as e:
        raise ConfigError(f"{target}: {e.strerror}", remedy="name a place that can be written") from e
    try:
        yield Path(name)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except OSError as e:
        raise ConfigError(f"{target}: {e.strerror}", remedy="free space, or name another place") from e
    finally:
        Path(name).unlink(missing_ok=True)
