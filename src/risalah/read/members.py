"""A file in an archive: its name, its bytes, or why it is refused."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from risalah.errors import ReadError
from risalah.read.budget import Budget

FAULTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What the libraries raise for a damaged archive."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `offset` is where its bytes begin; `refused` says why it is not read, else None."""

    name: str
    offset: int
    stream: io.RawIOBase | None = None
    refused: ReadError | None = None


class MemberStream(io.RawIOBase):
    """A member's bytes, read once and within the budget; what is wrong with them is a ReadError.

    `packed` is how many bytes it takes in the archive. It comes in pieces, so that what stands before a fault is read.
    """

    def __init__(self, plain: Any, packed: int, budget: Budget) -> None:
        super().__init__()
        self._read = getattr(plain, "read1", plain.read)
        self._packed, self._budget, self._done = packed, budget, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as the next piece goes; the number of bytes."""
        try:
            part = self._read(len(buffer))
        except FAULTS as e:
            raise tell_damage("this member", e) from e
        self._done += len(part)
        self._budget.take_bytes(len(part))
        self._budget.check_ratio(self._packed, self._done)
        buffer[: len(part)] = part
        return len(part)


def tell_damage(what: str, e: Exception) -> ReadError:
    """The error for a damaged archive or member."""
    return ReadError(f"{what} is damaged or cut off: {e}", reason="damaged_archive", remedy="get the file again")
