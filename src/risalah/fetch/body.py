"""The bytes of an answer, unpacked as they come, never more of them than are taken."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from risalah.errors import BadEncoding, TooLarge

ACCEPTED = "gzip, deflate"
_IDENTITY = ("", "identity", "none")
_DEEPEST = 2  # some servers pack a body twice; more than that is an attack


class Inflater:
    """Unpacks gzip (of several members too) and deflate, at most `most` bytes in all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._out = 0
        self._stream = zlib.decompressobj(47)  # 47: gzip or zlib, as the first bytes say
        self._begun = self._bare = False

    def feed(self, data: bytes) -> bytes:
        """What `data` unpacks to. Raises TooLarge and BadEncoding."""
        out = bytearray()
        while data:
            if self._stream.eof:
                if not data.strip(b"\x00"):  # padding after the last member
                    break
                self._stream = zlib.decompressobj(47)
            out += self._unpack(data)
            if self._out > self._most:
                raise TooLarge(f"the body unpacks to more than {self._most:,} bytes", remedy="raise page_bytes")
            data = self._stream.unused_data
        return bytes(out)

    def _unpack(self, data: bytes) -> bytes:
        try:
            part = self._stream.decompress(data, self._most - self._out + 1)
        except zlib.error as e:
            if self._begun or self._bare:
                raise BadEncoding(f"the body is not packed as it says: {e}") from e
            self._bare = True  # deflate without its two bytes of zlib header, as some servers send it
            self._stream = zlib.decompressobj(-15)
            return self._unpack(data)
        self._begun = True
        self._out += len(part)
        return part

    @property
    def whole(self) -> bool:
        """Did the packed data come to its end?"""
        return not self._begun or self._stream.eof


def read_body(chunks: Iterable[bytes], encoding: str, length: str | None, most: int) -> bytes:
    """The unpacked body; `encoding` and `length` are what the headers say of it. Raises TooLarge, BadEncoding."""
    if length is not None and length.isascii() and length.isdigit() and int(length[:18]) > most:
        raise TooLarge(f"the body has {int(length[:18]):,} bytes, more than {most:,}", remedy="raise page_bytes")
    names = [n for n in (p.strip().lower() for p in encoding.split(",")) if n not in _IDENTITY]
    if len(names) > _DEEPEST or any(n not in ("gzip", "x-gzip", "deflate") for n in names):
        raise BadEncoding(f"a body packed as {encoding[:60]!r} is not unpacked")
    inflaters = [Inflater(most) for _ in names]
    raw, out = 0, bytearray()
    for chunk in chunks:
        raw += len(chunk)
        if raw > most:
            raise TooLarge(f"the body has more than {most:,} bytes", remedy="raise page_bytes")
        part = chunk
        for inflater in inflaters:
            part = inflater.feed(part)
        out += part
    if not all(i.whole for i in inflaters):
        raise BadEncoding("the packed body ends in the middle", reason="truncated")
    return bytes(out)


def unpack_gzip(data: bytes, most: int) -> bytes:
    """The content of a .gz file. Raises TooLarge and BadEncoding."""
    return read_body((data,), "gzip", None, most)
