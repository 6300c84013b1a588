"""Sources into pages: which files, in which order, read how."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from risalah.errors import ConfigError, ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read.decode import Decoded, decode, refuse_magic
from risalah.read.settings import PageDefaults, ReadLimits
from risalah.read.tables import read_csv, read_json, read_json_lines

_TEXT = {".txt", ".md", ".text"}
_HTML = {".html", ".htm", ".xhtml"}
_ROWS = {".json", ".jsonl", ".ndjson", ".csv", ".tsv"}
_LATER = {
    ".warc": "unpack its pages to .html",
    ".gz": "unpack it",
    ".zip": "unpack it",
    ".tar": "unpack it",
    ".7z": "unpack it",
    ".bz2": "unpack it",
    ".xz": "unpack it",
    ".zst": "unpack it",
    ".pdf": "save its text as .txt",
    ".doc": "save its text as .txt",
    ".docx": "save its text as .txt",
    ".xls": "save it as .csv",
    ".xlsx": "save it as .csv",
    ".parquet": "save it as .csv or .jsonl",
    ".opml": "fetch its pages first",
    ".rss": "fetch its pages first",
    ".xml": "fetch its pages first",
}
_HEAD = 4096
_MARKUP = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read_pages(
    sources: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    defaults: PageDefaults | None = None,
    limits: ReadLimits | None = None,
) -> Iterator[Page | Failure]:
    """The pages of files, folders (all below them, in sorted order) and "-" (`stdin`), in the order given.

    What cannot be read is a Failure in its place. Raises ConfigError, before anything is read, for a path that is
    not there.
    """
    names = list(sources)
    defaults, limits = defaults or PageDefaults(), limits or ReadLimits()
    for name in names:
        if name != "-" and not Path(name).exists():
            raise ConfigError(f"there is no file or folder {name!r}", remedy="check the path; use - for standard input")
        if name == "-" and stdin is None:
            raise ConfigError("there is no standard input to read", remedy="give a file or a folder")
    return _read_all(names, stdin, defaults, limits)


def _read_all(
    names: list[str], stdin: BinaryIO | None, defaults: PageDefaults, limits: ReadLimits
) -> Iterator[Page | Failure]:
    for name in names:
        if name == "-":
            assert stdin is not None
            yield from _guard(_read_stream(stdin, "-", "", defaults, limits), "-")
        elif Path(name).is_dir():
            yield from _read_folder(Path(name), defaults, limits)
        else:
            yield from _read_file(Path(name), defaults, limits)


def _read_folder(folder: Path, defaults: PageDefaults, limits: ReadLimits) -> Iterator[Page | Failure]:
    """Every page below a folder. Hidden files and links to folders are left out."""
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(d for d in folders if not d.startswith("."))
        for name in sorted(files):
            path = Path(root) / name
            suffix = path.suffix.lower()
            if name.startswith("."):
                continue
            if suffix and suffix not in _TEXT | _HTML | _ROWS and suffix not in _LATER:
                yield Failure("read", "not_a_page", f"{suffix} files are not read", str(path), quarantined=False)
                continue
            found = True
            yield from _read_file(path, defaults, limits)
    if not found:
        yield Failure(
            "read", "no_pages", "the folder holds no page (give .html .txt .md .json .jsonl or .csv files)", str(folder)
        )


def _read_file(path: Path, defaults: PageDefaults, limits: ReadLimits) -> Iterator[Page | Failure]:
    where, suffix = str(path), path.suffix.lower()
    if suffix in _LATER:
        remedy = _LATER[".warc" if ".warc" in path.name.lower() else suffix]
        yield Failure("read", "unsupported", f"{suffix} is not read yet ({remedy})", where)
        return
    if not path.is_file():
        yield Failure("read", "unreadable", "this is neither a file nor a folder", where)
        return
    try:
        with path.open("rb") as stream:
            yield from _guard(_read_stream(stream, where, suffix, defaults, limits), where)
    except OSError as e:
        yield Failure("read", "unreadable", f"cannot be read: {e.strerror} (check the file's permissions)", where)


def _guard(pages: Iterator[Page | Failure], where: str) -> Iterator[Page | Failure]:
    """Turn what a whole source raises into its Failure."""
    try:
        yield from pages
    except ReadError as e:
        yield Failure("read", e.reason, str(e), where)


def _read_stream(
    stream: BinaryIO, where: str, suffix: str, defaults: PageDefaults, limits: ReadLimits
) -> Iterator[Page | Failure]:
    """The pages of one open source: by its suffix, else by its first bytes."""
    head = stream.read(_HEAD)
    if not head:
        raise ReadError("the file is empty", reason="empty", remedy="give a file with text, or leave it out")
    refuse_magic(head)
    whole = _Rejoined(head, stream)
    kind = suffix if suffix in _TEXT | _HTML | _ROWS else _sniff(head)
    if kind in (".jsonl", ".ndjson"):
        yield from read_json_lines(whole, where, defaults, limits)
    elif kind in (".csv", ".tsv"):
        yield from read_csv(whole, where, defaults, limits)
    elif kind == ".json":
        yield from read_json(whole, where, defaults, limits)
    else:
        yield _read_one(whole, where, kind in _HTML, defaults, limits)


def _sniff(head: bytes) -> str:
    """The suffix that the first bytes speak for."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"]"):
        return ".json"
    if start.startswith(b"<"):
        return ".html"
    first = start.split(b"\n", 1)[0].lower()
    cells = {c.strip(b' "\r') for c in re.split(rb"[,;\t]", first)}
    return ".csv" if cells & {b"text", b"html"} and len(cells) > 1 else ".txt"


def _read_one(stream: _Rejoined, where: str, markup: bool, defaults: PageDefaults, limits: ReadLimits) -> Page:
    """A source that is one page. Raises ReadError."""
    data = stream.read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        raise ReadError(
            f"the page is larger than {limits.page_bytes:,} bytes",
            reason="too_large",
            remedy="split it or raise the limit; several pages in one file must be .jsonl or .csv",
        )
    got: Decoded = decode(data)
    if not got.text.strip("\ufeff \t\r\n\f\v\xa0\u200b\x00"):
        raise ReadError("the file holds nothing but blanks", reason="empty", remedy="give a file with text")
    is_html = markup or bool(_MARKUP.match(got.text[:_HEAD]))
    metadata = {"decoding": list(got.notes)} if got.notes else {}
    return Page(
        content=got.text,
        kind="html" if is_html else "text",
        where=where,
        url=defaults.url,
        outlet=defaults.outlet,
        published=defaults.published,
        lang=defaults.lang,
        metadata=metadata,
    )


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read to look at, with those bytes put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        n = len(buffer)
        part = self._head[:n] if self._head else self._rest.read(n)
        self._head = self._head[n:]
        buffer[: len(part)] = part
        return len(part)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end."""
        parts, left = [], size
        while left != 0:
            part = self._head if self._head else self._rest.read(left if left > 0 else 1 << 20)
            self._head = b""
            if not part:
                break
            if 0 < left < len(part):
                part, self._head = part[:left], part[left:]
            parts.append(part)
            left = left - len(part) if left > 0 else left
        return b"".join(parts)
