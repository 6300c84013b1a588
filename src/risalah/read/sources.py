"""One open source into pages: told by its name and its first bytes, archives in archives to the depth allowed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read import tars, zips
from risalah.read.budget import Budget, SourceRefused
from risalah.read.decode import refuse_magic
from risalah.read.members import Member
from risalah.read.names import HTML, LATER, READ, ROWS, TEXT, find_suffix, is_hidden
from risalah.read.places import Selection, name_member
from risalah.read.report import ReadReport
from risalah.read.settings import PageDefaults
from risalah.read.single import read_single
from risalah.read.streams import Reads, Rejoined, read_whole, spool
from risalah.read.tables import read_csv, read_json, read_json_lines
from risalah.read.unpack import MAGIC, Unpacked, find_packing

_HEAD = 4096
_TAR = (257, b"ustar")
_ZSTD = b"\x28\xb5\x2f\xfd"
_OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub")

_Items = Iterator[Page | Failure]


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads one source that was given, with all that lies in it. `depth` counts the archives around it."""

    budget: Budget
    report: ReadReport
    defaults: PageDefaults
    selection: Selection | None = None
    depth: int = 0

    def read(self, stream: IO[bytes] | io.RawIOBase, where: str, name: str) -> _Items:
        """The pages of an open source. `where` names it in places, `name` is its file's name ("" for none).

        Raises ReadError for what holds for all of it; a page or a member that cannot be used is a Failure.
        """
        suffix = find_suffix(name)
        if suffix in LATER:
            raise ReadError(f"{suffix} is not read yet", reason="unsupported", remedy=LATER[suffix])
        seekable = stream.seekable()
        head = read_whole(stream, _HEAD)
        if not head:
            raise ReadError("the file is empty", reason="empty", remedy="give a file with text, or leave it out")
        if seekable:
            stream.seek(0)
        source: Any = stream if seekable else Rejoined(head, stream)
        form = self._find_form(head, suffix, name)
        if form == "packed":
            yield from self._read_packed(source, head, where, name)
        elif form == "warc":
            from risalah.read.warc import WarcReader

            yield from WarcReader(
                source,
                where,
                budget=self.budget,
                report=self.report,
                defaults=self.defaults,
                selection=self.selection,
            ).read()
        elif form == "zip":
            with _Sought(source, seekable, self.budget) as file:
                yield from self._read_members(zips.list_members(file, self.budget, self._make_filter(where)), where)
        elif form == "tar":
            yield from self._read_members(tars.list_members(source, self.budget, self._make_filter(where)), where)
        elif form == ".parquet":
            from risalah.read.parquet import read_parquet

            with _Sought(source, seekable, self.budget) as file:
                yield from read_parquet(file, where, self.defaults, self.budget)
        else:
            refuse_magic(head)
            yield from self._read_text(source, where, form)

    def _find_form(self, head: bytes, suffix: str, name: str) -> str:
        """What this source is: packed, warc, zip, tar, or the suffix of a form of text."""
        if head.startswith(b"WARC/"):
            return "warc"
        if find_packing(head):
            # Its records are members of their own: it is read packed, so that they can be sought.
            is_archive = head.startswith(MAGIC["gzip"]) and (suffix == ".warc" or _begins_with_record(head))
            return "warc" if is_archive else "packed"
        if head.startswith(_ZSTD):
            if suffix == ".warc":
                return "warc"
            raise ReadError("zstd is read for .warc.zst alone", reason="unsupported", remedy="unpack it")
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            if name.lower().endswith(_OFFICE):
                raise ReadError("this is an office document", reason="unsupported", remedy="save its text as .txt")
            return "zip"
        if head[_TAR[0] : _TAR[0] + len(_TAR[1])] == _TAR[1] or suffix == ".tar":
            return "tar"
        if head.startswith(b"PAR1"):
            return ".parquet"
        if suffix in (".warc", ".zip", ".parquet"):
            raise ReadError(
                f"this is no {suffix} file, whatever its name says", reason="damaged_archive", remedy="get it again"
            )
        return suffix if suffix in TEXT | HTML | ROWS else sniff_text(head)

    def _read_packed(self, source: Reads, head: bytes, where: str, name: str) -> _Items:
        form = find_packing(head)
        assert form is not None
        inner = self._go_in()
        stem, _, last = name.rpartition(".")
        unpacked = Unpacked(source, form, self.budget)
        yield from inner.read(unpacked, where, f"{stem}.tar" if last.lower() == "tgz" else stem)

    def _read_members(self, members: Iterator[Member], where: str) -> _Items:
        """The pages of an archive's members; a member that cannot be used is a Failure."""
        inner = self._go_in()
        found = False
        for member in members:
            place = name_member(where, _clean_name(member.name))
            try:
                if member.refused is not None:
                    raise member.refused
                found = True
                assert member.stream is not None
                yield from inner.read(member.stream, place, member.name)
            except SourceRefused:
                raise
            except ReadError as e:
                found = True
                detail = f"{e} (the member begins at byte {member.offset:,} of {where})"
                yield Failure("read", e.reason, detail, place)
        if not found and self.selection is None:
            raise ReadError("the archive holds no page", reason="no_pages", remedy="give .html, .txt or .jsonl files")

    def _make_filter(self, where: str) -> Callable[[str], bool]:
        """Says which members of the archive at `where` are wanted; one that is no page by its name is counted."""

        def wants(name: str) -> bool:
            if self.selection is not None and not self.selection.opens(name_member(where, _clean_name(name))):
                return False
            if is_hidden(name):
                return False
            suffix = find_suffix(name)
            if suffix and suffix not in READ and suffix not in LATER:
                self.report.skip(where, f"{suffix[:12]} file")
                return False
            return True

        return wants

    def _go_in(self) -> SourceReader:
        inner = replace(self, depth=self.depth + 1)
        self.budget.check_depth(inner.depth)
        return inner

    def _read_text(self, source: Any, where: str, form: str) -> _Items:
        limits = self.budget.limits
        if form in (".jsonl", ".ndjson"):
            yield from read_json_lines(source, where, self.defaults, limits)
        elif form in (".csv", ".tsv"):
            yield from read_csv(source, where, self.defaults, limits)
        elif form == ".json":
            yield from read_json(source, where, self.defaults, limits)
        else:
            yield read_single(source, where, markup=form in HTML, defaults=self.defaults, limits=limits)


def sniff_text(head: bytes) -> str:
    """The suffix that the first bytes of a text speak for."""
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


def _begins_with_record(head: bytes) -> bool:
    """Does this gzip stream begin with the record of a web archive?"""
    import zlib

    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def _clean_name(name: str) -> str:
    """A member's name as it can stand in a place and in a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)[:500]


class _Sought:
    """A source that must be sought in: itself where it can be, else a copy that is gone afterwards."""

    def __init__(self, source: Any, seekable: bool, budget: Budget) -> None:
        self._source, self._seekable, self._budget = source, seekable, budget
        self._copy: IO[bytes] | None = None

    def __enter__(self) -> IO[bytes]:
        if self._seekable:
            file: IO[bytes] = self._source
            return file
        self._copy = spool(self._source, self._budget.limits.archive_bytes)
        return self._copy

    def __exit__(self, *_: object) -> None:
        if self._copy is not None:
            self._copy.close()
