"""Sources cut into shards: pieces of input that one process reads from end to end, and that can be done again."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from risalah.errors import ConfigError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.model.ids import digest
from risalah.read import PageDefaults, ReadLimits, read_pages

SHARD_BYTES = 64_000_000
"""Bytes of input in a shard, about: some thousand pages, a quarter of a minute's work. More is lost by a kill."""
_FILES = 2_000  # small files in one shard
_GZIP = b"\x1f\x8b\x08"
_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read one after the other, or the stretch from byte `start` to `end` of one web archive.

    `id` is the same as long as the files are (name, size, time of change) and what reads them.
    """

    id: str
    files: tuple[str, ...]
    start: int = 0
    end: int | None = None

    @property
    def name(self) -> str:
        """For people: the first file, and which part of it."""
        more = f" and {len(self.files) - 1} more" if len(self.files) > 1 else ""
        part = f" from byte {self.start:,}" if self.start else ""
        return f"{self.files[0]}{part}{more}"


def plan_shards(sources: Iterable[str], engine: str, shard_bytes: int = SHARD_BYTES) -> list[Shard]:
    """The shards of files and folders, in order. Raises ConfigError for what is not there, and for "-"."""
    shards: list[Shard] = []
    group: list[Path] = []
    size = 0

    def close() -> None:
        nonlocal size
        if group:
            shards.append(_make_shard(group, engine))
            group.clear()
        size = 0

    for path in _list_files(sources):
        n = path.stat().st_size
        if n > shard_bytes and path.name.lower().endswith((".warc.gz", ".warc")):
            close()
            cuts = [0, *_find_cuts(path, n, shard_bytes), n]
            shards += [_make_shard([path], engine, a, b) for a, b in pairwise(cuts)]
            continue
        if group and (size + n > shard_bytes or len(group) >= _FILES):
            close()
        group.append(path)
        size += n
    close()
    return shards


def read_shard(shard: Shard, limits: ReadLimits, defaults: PageDefaults) -> Iterator[Page | Failure]:
    """The pages of a shard in order, and a Failure for what cannot be read."""
    if shard.end is None:
        yield from read_pages(shard.files, limits=limits, defaults=defaults)
        return
    (name,) = shard.files
    with Path(name).open("rb") as file:
        stretch = cast(BinaryIO, io.BufferedReader(_Stretch(file, shard.start, shard.end)))
        for page in read_pages(["-"], stdin=stretch, limits=limits, defaults=defaults):
            yield replace(page, where=_shift(page.where, name, shard.start))


def _shift(where: str, name: str, start: int) -> str:
    """The place of a record in the whole file, by the place in the stretch ("-#3@120")."""
    rest = where.removeprefix("-")
    head, at, offset = rest.rpartition("@")
    if at and offset.isdigit():
        number = head.removeprefix("#")
        part = f"#{number}" if start == 0 else "#0"  # which record it is of the whole file is not known
        return f"{name}{part}@{int(offset) + start}"
    return f"{name}{rest}" if start == 0 else f"{name}#0@{start}{rest}"


def _list_files(sources: Iterable[str]) -> Iterator[Path]:
    for name in sources:
        path = Path(name)
        if name == "-":
            raise ConfigError("standard input cannot be cut into shards", remedy="give files or folders")
        if not path.exists():
            raise ConfigError(f"there is no file or folder {name!r}", remedy="check the path")
        if not path.is_dir():
            yield path
            continue
        for root, folders, files in os.walk(path):
            folders[:] = sorted(d for d in folders if not d.startswith("."))
            yield from (Path(root) / f for f in sorted(files) if not f.startswith("."))


def _make_shard(files: list[Path], engine: str, start: int = 0, end: int | None = None) -> Shard:
    stats = [(str(f), f.stat()) for f in files]
    parts = [f"{name}:{s.st_size}:{s.st_mtime_ns}" for name, s in stats]
    key = digest(engine, *parts, str(start), str(end))
    return Shard(key[:24], tuple(name for name, _ in stats), start, end)


def _find_cuts(path: Path, size: int, step: int) -> Iterator[int]:
    """Where records begin, about every `step` bytes."""
    at = step
    with path.open("rb") as file:
        while at < size - step // 2:
            found = _find_record(file, at, size)
            if found is None:
                return
            yield found
            at = found + step


def _find_record(file: BinaryIO, at: int, size: int) -> int | None:
    """The first byte of the first record at or behind `at`: of its gzip member, or of its own first line."""
    while at < size:
        file.seek(at)
        window = file.read(_WINDOW + 4096)
        marks = (window.find(_GZIP), window.find(b"WARC/1."))
        place = min((m for m in marks if m >= 0), default=-1)
        while 0 <= place < _WINDOW:
            if _begins_record(window[place : place + 4096]):
                return at + place
            nexts = (window.find(_GZIP, place + 1), window.find(b"WARC/1.", place + 1))
            place = min((m for m in nexts if m >= 0), default=-1)
        at += _WINDOW
    return None


def _begins_record(data: bytes) -> bool:
    """Do these bytes begin a record, packed or not? Bytes of a packed page may look like a gzip member by chance."""
    if data.startswith(b"WARC/1."):
        return b"\r\nWARC-Type:" in data or b"\r\nWARC-" in data[:400]
    try:
        return zlib.decompressobj(31).decompress(data, 64).startswith(b"WARC/1.")
    except zlib.error:
        return False


class _Stretch(io.RawIOBase):
    """The bytes of an open file from `start` to `end`, as a stream of their own, read once."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        super().__init__()
        self._file, self._left = file, end - start
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)
