"""Packed streams (gzip, bzip2, xz, deflate) unpacked as they are read, within a budget."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any

from risalah.errors import ReadError
from risalah.read.budget import Budget
from risalah.read.streams import Reads

_CHUNK = 1 << 16
_STEP = 1 << 20  # bytes that one step may unpack to: bounds what a bomb can do before it is noticed

MAGIC = {"gzip": b"\x1f\x8b\x08", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}
"""First bytes of each member of a packed stream, by its form."""


def find_packing(head: bytes) -> str | None:
    """The form that the first bytes of a stream name, or None."""
    return next((form for form, magic in MAGIC.items() if head.startswith(magic)), None)


class _Inflate:
    """zlib with the face of `bz2.BZ2Decompressor`."""

    def __init__(self, window: int) -> None:
        self._engine = zlib.decompressobj(window)
        self._tail = b""
        self._full = False

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        return not self._tail and not self._full

    @property
    def waiting(self) -> int:
        """Packed bytes that were given and not yet unpacked."""
        return len(self._tail)

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._engine.decompress(self._tail + data, max_length)
        self._tail = self._engine.unconsumed_tail
        self._full = len(out) == max_length and not self._engine.eof
        return out


_ENGINES: dict[str, Callable[[], Any]] = {
    "gzip": lambda: _Inflate(31),
    "zlib": lambda: _Inflate(15),
    "deflate": lambda: _Inflate(-15),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}


class Unpacked(io.RawIOBase):
    """A packed stream, unpacked as it is read; several members in a row are one stream.

    Reading raises ReadError where it is damaged, cut off, or unpacks to more than the budget allows.
    """

    def __init__(self, source: Reads, form: str, budget: Budget) -> None:
        super().__init__()
        self._source, self._form, self._budget = source, form, budget
        self._engine: Any = _ENGINES[form]()
        self._packed = self._out = 0
        self._held = self._ready = b""  # packed bytes not yet unpacked, and unpacked ones not yet read
        self._ended = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as the next piece goes; the number of bytes."""
        part = self._ready or self._step()
        n = min(len(buffer), len(part))
        buffer[:n] = part[:n]
        self._ready = part[n:]
        return n

    def _step(self) -> bytes:
        """The next bytes; none only where the stream has ended."""
        while not self._ended:
            if self._engine.eof:
                self._turn()
                continue
            if not self._held and self._engine.needs_input and not self._fetch():
                raise self._fault("ends too early", "truncated_archive")
            try:
                out: bytes = self._engine.decompress(self._held, _STEP)
            except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as e:
                raise self._fault(f"is damaged ({e})", "damaged_archive") from e
            self._held = self._engine.unused_data if self._engine.eof else b""
            if out:
                self._out += len(out)
                self._budget.take_bytes(len(out))
                waiting = len(self._held) + getattr(self._engine, "waiting", 0)
                self._budget.check_ratio(self._packed - waiting, self._out)
                return out
        return b""

    def _fetch(self) -> bool:
        """Read more packed bytes; False at their end."""
        part = self._source.read(_CHUNK) or b""
        self._packed += len(part)
        self._held += part
        return bool(part)

    def _turn(self) -> None:
        """Go on to the next member, or end. Blocks of zeros after the last one are padding."""
        magic = MAGIC.get(self._form, b"")
        self._held = self._held.lstrip(b"\x00")
        while len(self._held) < max(1, len(magic)) and self._fetch():
            self._held = self._held.lstrip(b"\x00")
        if magic and self._held.startswith(magic):
            self._engine = _ENGINES[self._form]()
            return
        self._ended = True
        if self._held:
            raise self._fault("is followed by bytes that are none", "damaged_archive")

    def _fault(self, what: str, reason: str) -> ReadError:
        at = self._packed - len(self._held)
        return ReadError(
            f"the {self._form} stream {what}, about byte {at:,}", reason=reason, remedy="get the file again"
        )
