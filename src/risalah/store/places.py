"""Sets of places: as whole numbers to reckon with (bit n is place n), as bytes to keep."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Iterator

_SPARSE, _DENSE = b"s", b"d"
_FILLED = re.compile(rb"[^\x00]")
_MANY = 4000
"""Places from which on they are not marked one by one."""
_CHUNK = 4096
"""Bytes that are counted at once while places are skipped."""


def pack_places(places: Iterable[int], size: int) -> bytes:
    """A set of places below `size` as bytes: a list where they are few, else a bit for each place."""
    return pack_sorted(array("I", sorted(set(places))), size)


def pack_sorted(found: array[int], size: int) -> bytes:
    """The same of places in order, each once."""
    if len(found) * 32 < size:
        return _SPARSE + pack_numbers(found)
    return _DENSE + _fill(found, size)


def unpack_places(kept: bytes) -> int:
    """The set that `pack_places` made."""
    kind, body = kept[:1], kept[1:]
    if kind == _DENSE:
        return int.from_bytes(body, "little")
    return to_set(unpack_numbers(body))


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Whole numbers as four bytes each, the lowest first, on every machine."""
    found = array("I", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def unpack_numbers(kept: bytes) -> array[int]:
    """The inverse of `pack_numbers`."""
    found = array("I", kept)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def to_set(places: Iterable[int]) -> int:
    """The set of these places."""
    found = array("I", places)
    return int.from_bytes(_fill(found, max(found) + 1), "little") if found else 0


def _fill(places: array[int], size: int) -> bytes:
    if len(places) > _MANY:
        import numpy  # takes a while to load, which is worth it for many only

        marks = numpy.zeros(size, dtype=numpy.uint8)
        marks[numpy.frombuffer(places, dtype=numpy.uint32)] = 1
        return numpy.packbits(marks, bitorder="little").tobytes()
    bits = bytearray((size + 7) >> 3)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def before(place: int) -> int:
    """The set of all places before `place`."""
    return (1 << place) - 1


def list_places(held: int, *, start: int = 0, skip: int = 0, limit: int | None = None) -> list[int]:
    """The places of a set in order from `start` on, without the first `skip`, at most `limit`."""
    held >>= start
    body = held.to_bytes((held.bit_length() + 7) >> 3, "little")
    at = 0
    while skip and at < len(body):
        inside = int.from_bytes(body[at : at + _CHUNK], "little").bit_count()
        if inside > skip:
            break
        skip -= inside
        at += _CHUNK
    out: list[int] = []
    for place in _walk(body, at):
        if skip:
            skip -= 1
            continue
        if limit is not None and len(out) >= limit:
            break
        out.append(start + place)
    return out


def _walk(body: bytes, at: int) -> Iterator[int]:
    for filled in _FILLED.finditer(body, at):
        byte, base = filled[0][0], filled.start() << 3
        for bit in range(8):
            if byte >> bit & 1:
                yield base + bit
