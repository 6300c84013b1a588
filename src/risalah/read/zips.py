"""ZIP archives into their members, one after the other, each opened only when its turn comes."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from risalah.errors import ReadError
from risalah.read.budget import Budget
from risalah.read.members import FAULTS, Member, MemberStream, tell_damage
from risalah.read.names import check_name

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def list_members(file: IO[bytes], budget: Budget, wants: Callable[[str], bool]) -> Iterator[Member]:
    """The files of a ZIP whose names are wanted, in the order of its list.

    Raises ReadError where the archive itself cannot be used.
    """
    _check_count(file, budget)
    try:
        archive = zipfile.ZipFile(file)
    except (*FAULTS, struct.error) as e:
        raise ReadError(
            f"the ZIP archive is damaged: {e}", reason="damaged_archive", remedy="get the file again"
        ) from e
    with archive:
        seen: set[str] = set()
        ends = _find_overlaps(archive.infolist())
        for info in archive.infolist():
            if info.is_dir():
                continue
            budget.take_record()
            if not wants(info.filename):
                continue
            try:
                _check(info, seen, ends)
                budget.check_ratio(info.compress_size, info.file_size)
                with archive.open(info) as plain:
                    yield Member(info.filename, info.header_offset, MemberStream(plain, info.compress_size, budget))
            except ReadError as e:
                yield Member(info.filename, info.header_offset, refused=e)
            except (*FAULTS, struct.error) as e:
                yield Member(info.filename, info.header_offset, refused=tell_damage("this member", e))


def _check_count(file: IO[bytes], budget: Budget) -> None:
    """Look at how many members the archive says that it has, before their list is read into memory."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    count = struct.unpack_from("<H", tail, at + 10)[0] if 0 <= at <= len(tail) - 22 else 0
    listed = struct.unpack_from("<I", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    wide = tail.rfind(_END_64)
    if 0 <= wide <= len(tail) - 56:
        count, listed = struct.unpack_from("<Q", tail, wide + 32)[0], struct.unpack_from("<Q", tail, wide + 40)[0]
    # The list is read as long as it says it is, whatever the count says: an entry takes 46 bytes and its name.
    budget.check_count(max(count, listed // 1000))


def _check(info: zipfile.ZipInfo, seen: set[str], overlapping: set[int]) -> None:
    """Raise ReadError for a member that is not to be trusted."""
    check_name(info.filename)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError("this member is a link", reason="link", remedy="put the file itself into the archive")
    if info.filename in seen:
        raise ReadError("a member of this name was there already", reason="duplicate_name", remedy="rename one")
    seen.add(info.filename)
    if info.header_offset in overlapping:
        raise ReadError("its bytes are those of another member too", reason="overlap", remedy="make the archive again")
    if info.flag_bits & 1:
        raise ReadError("this member is encrypted", reason="encrypted", remedy="make the archive without a password")
    if info.compress_type not in _METHODS:
        raise ReadError(
            f"this member is packed by a method that is not read ({info.compress_type})",
            reason="unsupported",
            remedy="make the archive with deflate",
        )


def _find_overlaps(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Where members begin that lie in one another: of honest archives there are none."""
    out: set[int] = set()
    end = -1
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            out.add(info.header_offset)
        name = info.orig_filename.encode("utf-8", "replace")
        end = max(end, info.header_offset + 30 + len(name) + info.compress_size)
    return out
