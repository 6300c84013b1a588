"""Where the next record of a damaged web archive begins, and whether a record is as long as it says."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from risalah.errors import ReadError
from risalah.read.streams import Window, read_whole

_BLOCK = 1 << 20
_HEADER = 1 << 16  # a record's header is refused above this length
_LENGTH = re.compile(rb"\r?\ncontent-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r?\n", re.I)
_END = re.compile(rb"\r?\n\r?\n")
_BEGIN = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_SWALLOWED = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d{1,2}\r?\n(?:[^\n]{0,200}\n){0,6}?WARC-Type", re.I)
_GZIP = b"\x1f\x8b\x08"
_AFTER = 12  # bytes behind a record that tell whether it ends there


@dataclass(frozen=True, slots=True)
class Frame:
    """What examining a record gave. `end` is the offset behind it, None where it has none that can be told.

    `fault` says what is wrong with it, and is empty mostly; `cut` that the file ends within it. `shared` is for a
    gzip file that is one stream with many records, in which no record can be sought.
    """

    end: int | None
    fault: str = ""
    cut: bool = False
    shared: bool = False


def examine(window: Window, at: int, *, packed: bool) -> Frame:
    """Look at the bytes of the record at `at`: does its length lead to its end?"""
    try:
        window.seek(at)
    except ReadError:
        return Frame(None)  # a record so large that it cannot be gone back to: nothing speaks against it
    return _examine_member(window) if packed else _examine_plain(window, at)


def _examine_plain(window: Window, at: int) -> Frame:
    head = read_whole(window, _HEADER)
    length = _read_length(head)
    if isinstance(length, str):
        return Frame(None, length, cut=len(head) < _HEADER and _END.search(head) is None)
    begin, size = length
    window.go_on(at + begin + size - 1)
    tail = read_whole(window, 1 + _AFTER)
    if not tail:
        return Frame(None, f"the file ends within it, before its {size:,} bytes", cut=True)
    return _judge(tail[1:], size, at + begin + size)


def _examine_member(window: Window) -> Frame:
    """The record of a gzip member: the member's end is its true end."""
    engine = zlib.decompressobj(31)
    head, total, wanted, size = b"", 0, -1, 0
    after = b""
    while not engine.eof:
        data = engine.unconsumed_tail or window.read(_HEADER)
        if not data:
            return Frame(None, "the file ends within it", cut=True)
        try:
            out = engine.decompress(data, _BLOCK)
        except zlib.error as e:
            return Frame(None, f"its gzip data are damaged ({e})")
        if wanted < 0:
            head += out
            if len(head) >= _HEADER or _END.search(head) or engine.eof:
                length = _read_length(head)
                if isinstance(length, str):
                    return Frame(None, length)
                wanted, size = sum(length), length[1]
        if wanted >= 0:
            done = head if not total else out
            after += done[max(0, wanted - total) :][: _AFTER - len(after)]
            total += len(done)
            if len(after) == _AFTER:
                break
    end = window.tell() - len(engine.unused_data) - len(engine.unconsumed_tail)
    if len(after) == _AFTER:
        judged = _judge(after, size, end)
        return Frame(None, judged.fault, shared=not judged.fault)
    if total < wanted:
        return Frame(end, f"its Content-Length is {size:,}, but {wanted - total:,} of these bytes are not there")
    return _judge(after, size, end)


def _read_length(head: bytes) -> tuple[int, int] | str:
    """(bytes of the header, bytes that follow), or what is wrong."""
    end = _END.search(head)
    if end is None:
        return "its header has no end"
    found = _LENGTH.search(head, 0, end.start() + 2)
    if found is None:
        return "its header gives no Content-Length that is a number"
    return end.end(), int(found[1])


def _judge(after: bytes, size: int, end: int) -> Frame:
    """From the bytes behind a record: blank lines and the next record, or the end."""
    rest = after.lstrip(b"\r\n")
    if not rest or rest.startswith(b"WARC/"[: len(rest)]) or after.startswith(b"\r\n\r\n"):
        return Frame(end + (len(after) - len(rest) if len(rest) else 0))
    return Frame(None, f"its Content-Length is {size:,}, but no record ends there")


def is_swallowing(raw: bytes) -> bool:
    """Does the content of a record hold the header of another one? Then its length is too large."""
    return b"WARC/" in raw and _SWALLOWED.search(raw) is not None


def find_next(window: Window, start: int, *, packed: bool) -> int | None:
    """The offset of the first record that begins at `start` or later; None where there is none."""
    start = max(start, window.earliest)
    window.seek(start)
    kept, at = b"", start
    while True:
        part = window.read(_BLOCK)
        block = kept + part
        for offset in _list_candidates(block, packed=packed, final=not part):
            if not packed or _is_record(block[offset : offset + 512]):
                return at + offset
        if not part:
            return None
        kept = block[-512:]
        at += len(block) - len(kept)


def _list_candidates(block: bytes, *, packed: bool, final: bool) -> list[int]:
    """Where records may begin. Those in the last 512 bytes are left for the next block, if there is one."""
    mark = re.escape(_GZIP) if packed else _BEGIN.pattern
    found = (m.start() for m in re.finditer(mark, block))
    # Before the header of a record stands the blank line that ends the one before it.
    usable = (i for i in found if packed or i == 0 or block[i - 1 : i] == b"\n")
    return [i for i in usable if final or i < len(block) - 512]


def _is_record(data: bytes) -> bool:
    """Does a gzip member begin here that holds a record?"""
    try:
        return zlib.decompressobj(31).decompress(data, 64).startswith(b"WARC/")
    except zlib.error:
        return False
