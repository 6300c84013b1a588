"""Tar archives into their members, read once from the beginning to the end."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from typing import IO, Any, cast

from risalah.errors import ReadError
from risalah.read.budget import Budget
from risalah.read.members import FAULTS, Member, MemberStream, tell_damage
from risalah.read.names import check_name
from risalah.read.streams import Reads

_NAME_BYTES = 1 << 20  # what a header may take that only gives the next member's name; tarfile would read any length
_NAMING = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class _Info(tarfile.TarInfo):
    """A member's header that is refused where it alone would fill the memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        if self.type in _NAMING and not 0 <= self.size <= _NAME_BYTES:
            raise ReadError(
                f"a header of {self.size:,} bytes", reason="damaged_archive", remedy="make the archive again"
            )
        return super()._proc_member(tar)  # type: ignore[misc]


def list_members(source: Reads, budget: Budget, wants: Callable[[str], bool]) -> Iterator[Member]:
    """The files of a tar archive whose names are wanted, in order. Raises ReadError where it is damaged or cut off."""
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", source), mode="r|", tarinfo=_Info) as tar:
            seen: set[str] = set()
            while (info := tar.next()) is not None:
                vars(tar)["members"].clear()  # tarfile keeps them all, and an archive may have millions
                if info.isdir():
                    continue
                budget.take_record()
                if not wants(info.name):
                    continue
                yield _open(tar, info, seen, budget)
    except FAULTS as e:
        raise tell_damage("the tar archive", e) from e


def _open(tar: tarfile.TarFile, info: tarfile.TarInfo, seen: set[str], budget: Budget) -> Member:
    name = info.name
    try:
        check_name(name)
        if info.issym() or info.islnk():
            raise ReadError("this member is a link", reason="link", remedy="put the file itself into the archive")
        if not info.isreg() or info.issparse():
            raise ReadError("this member is no plain file", reason="link", remedy="leave it out of the archive")
        if name in seen:
            raise ReadError("a member of this name was there already", reason="duplicate_name", remedy="rename one")
        seen.add(name)
        return Member(name, info.offset_data, MemberStream(tar.extractfile(info), info.size, budget))
    except ReadError as e:
        return Member(name, info.offset, refused=e)
