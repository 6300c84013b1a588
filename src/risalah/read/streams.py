"""Streams of bytes that were looked at before they are read, or that can be read again from a mark."""

from __future__ import annotations

import io
import tempfile
from typing import IO, Any, Protocol

from risalah.errors import ReadError

_CHUNK = 1 << 16
_IN_MEMORY = 8_000_000  # a member of an archive that must be sought in is held in memory up to here, then on disk


class Reads(Protocol):
    """All that is asked of a source."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Up to `size` bytes."""


def read_whole(source: Reads, size: int) -> bytes:
    """`size` bytes, fewer only at the end; a source may give them in pieces."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read to look at, with those bytes put back."""

    def __init__(self, head: bytes, rest: Reads) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as the next piece goes; the number of bytes."""
        n = len(buffer)
        part = self._head[:n] if self._head else self._rest.read(n) or b""
        self._head = self._head[n:]
        buffer[: len(part)] = part
        return len(part)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end."""
        if size < 0:
            return self.readall()
        return read_whole(_Pieces(self), size)


class _Pieces:
    """The pieces of a raw stream as `readinto` gives them."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    def read(self, size: int = -1, /) -> bytes:
        return io.RawIOBase.read(self._raw, size) or b""


class Window(io.RawIOBase):
    """A stream that can be gone back in: a file by seeking, any other within the last `keep` bytes and more.

    Offsets are counted from where the stream stood at the beginning. A fault of the source is not raised but kept in
    `fault`, and looks like the end: what reads from here may be no Python.
    """

    def __init__(self, source: Reads, keep: int) -> None:
        super().__init__()
        self._source, self._keep = source, keep
        self._file: Any = source if isinstance(source, io.IOBase) and source.seekable() else None
        self._base = self._file.tell() if self._file is not None else 0
        self._kept, self._start, self._at = bytearray(), 0, 0
        self.fault: Exception | None = None

    @property
    def is_file(self) -> bool:
        """Can any place be gone to?"""
        return self._file is not None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, within what is kept."""
        return True

    def tell(self) -> int:
        """The offset of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to an offset (whence 0) or stay (whence 1). Raises ReadError for what is no longer kept."""
        wanted = offset + (self._at if whence == 1 else 0)
        if self._file is not None:
            self._file.seek(self._base + wanted)
        elif not self._start <= wanted <= self._start + len(self._kept):
            raise ReadError(
                "the stream cannot be gone back in so far", reason="unseekable", remedy="give the file itself"
            )
        self._at = wanted
        return wanted

    @property
    def earliest(self) -> int:
        """The first offset that can be gone back to."""
        return self._start

    def go_on(self, offset: int) -> None:
        """Go to an offset, or to the end where it lies behind that; what lies between may have to be read."""
        if self._file is not None:
            # Not further than the end: file systems refuse offsets that no file of theirs can have.
            self.seek(min(offset, self._file.seek(0, 2) - self._base))
            return
        if offset <= self._start + len(self._kept):
            self.seek(offset)
            return
        self._at = self._start + len(self._kept)
        while self._at < offset and self.read(min(1 << 20, offset - self._at)):
            pass

    def forget(self, offset: int) -> None:
        """What lies before `offset` is not needed any more."""
        if offset - self._start > _CHUNK and self._kept:
            del self._kept[: min(offset, self._at) - self._start]
            self._start = min(offset, self._at)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the number of bytes."""
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, none only at the end."""
        size = _CHUNK if size < 0 else size
        if self._file is None and self._at < self._start + len(self._kept):
            begin = self._at - self._start
            part = bytes(self._kept[begin : begin + size])
        else:
            part = self._fetch(size)
        self._at += len(part)
        return part

    def _fetch(self, size: int) -> bytes:
        try:
            part = self._source.read(size) or b""
        except (OSError, ReadError) as e:
            self.fault = e
            return b""
        if self._file is None:
            self._kept += part
            if len(self._kept) > 2 * self._keep:  # a record that is skipped: its beginning is not gone back to
                self._start += len(self._kept) - self._keep
                del self._kept[: -self._keep]
        return part


def spool(source: Reads, size: int) -> IO[bytes]:
    """A copy that can be sought in, in memory or, where it is large, in a file of its own that ends with it.

    Raises ReadError above `size` bytes.
    """
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  the caller closes it
    done = 0
    while part := source.read(1 << 20):
        done += len(part)
        if done > size:
            copy.close()
            raise ReadError(
                f"the archive is larger than {size:,} bytes", reason="archive_too_large", remedy="give the file itself"
            )
        copy.write(part)
    copy.seek(0)
    return copy
