"""An HTTP answer as a web archive keeps it: status, headers, and the body without its transfer and content codings."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from risalah.errors import ReadError
from risalah.read.budget import Budget
from risalah.read.streams import read_whole
from risalah.read.unpack import MAGIC, Unpacked

HEADER_BYTES = 65_536
"""An answer's status line and headers are looked for in its first bytes, so many."""

_STATUS = re.compile(rb"(?:HTTP/\d(?:\.\d)?|ICY) +(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,200})?\r?\n")
_CODINGS = 4  # codings of one body that are undone: gzip twice is met, more is an attempt on us


@dataclass(frozen=True, slots=True)
class HttpHead:
    """Status line and headers. `headers` have small names; of several of one name, all values with commas."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 0

    @property
    def media_type(self) -> str:
        """The type of the body, such as text/html; "" where none is given."""
        return self.headers.get("content-type", "").partition(";")[0].partition(",")[0].strip(" \"'").lower()

    @property
    def charset(self) -> str | None:
        """The character set that the headers declare."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None


def read_head(raw: bytes) -> HttpHead:
    """The head of the answer that begins with `raw`. Raises ReadError where there is none."""
    status = _STATUS.match(raw)
    end = _END.search(raw, 0, HEADER_BYTES)
    if status is None or end is None:
        raise ReadError("the record holds no HTTP answer", reason="bad_http", remedy="make the web archive again")
    headers: dict[str, str] = {}
    name = ""
    for line in raw[: end.start()].decode("latin-1").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:  # a header that goes on in the next line
            headers[name] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name:
            headers[name] = f"{headers[name]}, {value.strip()}" if name in headers else value.strip()
    return HttpHead(int(status[1]), headers, end.end())


def decode_body(head: HttpHead, body: bytes, budget: Budget) -> tuple[bytes, tuple[str, ...]]:
    """The body as it was before chunking and compression, and notes on what was not as it should be.

    Archives differ in whether they kept the codings that the headers name: what is not there is not undone, and gzip
    that no header names is. Raises ReadError for a damaged body and for one that unpacks to too much.
    """
    notes: list[str] = []
    if "chunked" in head.headers.get("transfer-encoding", "").lower():
        body, whole = join_chunks(body)
        if not whole:
            notes.append("the chunked body ends too early")
    named = [c.strip().lower() for c in head.headers.get("content-encoding", "").split(",")]
    for coding in reversed(named):
        body = _undo(coding, body, budget)
    undone = 0
    while body.startswith(MAGIC["gzip"]):
        undone += 1
        if undone > _CODINGS:
            raise ReadError("the body is packed again and again", reason="too_deep", remedy="leave this record out")
        body = _unpack(body, "gzip", budget)
    return body, tuple(notes)


def join_chunks(body: bytes) -> tuple[bytes, bool]:
    """The body of a chunked answer, and whether its last chunk is there; a body that is not chunked stays as it is."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts), True
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size
        if at > len(body):
            return b"".join(parts), False
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    if not parts:
        return body, True
    return b"".join(parts), False


def _undo(coding: str, body: bytes, budget: Budget) -> bytes:
    """Undo one coding that a header names, where the body has it."""
    if coding in ("gzip", "x-gzip"):
        return _unpack(body, "gzip", budget) if body.startswith(MAGIC["gzip"]) else body
    if coding == "deflate":
        return body if body.lstrip()[:1] == b"<" else _inflate(body, budget)
    if coding in ("br", "zstd"):
        return _read_foreign(coding, body, budget)
    return body


def _unpack(body: bytes, form: str, budget: Budget) -> bytes:
    limit = budget.limits.page_bytes
    out = read_whole(Unpacked(io.BytesIO(body), form, budget), limit + 1)
    return _check_size(out, limit)


def _inflate(body: bytes, budget: Budget) -> bytes:
    """zlib, or bare deflate, which servers send under the same name; what is neither was undone before."""
    for form in ("zlib", "deflate"):
        try:
            return _unpack(body, form, budget)
        except ReadError as e:
            if e.reason != "damaged_archive":
                raise
    return body


def _read_foreign(coding: str, body: bytes, budget: Budget) -> bytes:
    """Brotli and zstd by the library that reads web archives; a body that is markup already stays as it is."""
    from fastwarc import stream_io

    if coding == "zstd" and not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body
    reader = (stream_io.BrotliReader if coding == "br" else stream_io.ZstdReader)(io.BytesIO(body))
    limit = budget.limits.page_bytes
    try:
        out = read_whole(reader, limit + 1)
    except OSError as e:
        if body.lstrip()[:1] == b"<":
            return body
        raise ReadError(
            f"the {coding} body is damaged: {e}", reason="damaged_archive", remedy="make the web archive again"
        ) from e
    budget.take_bytes(len(out))
    budget.check_ratio(len(body), len(out))
    return _check_size(out, limit)


def _check_size(out: bytes, limit: int) -> bytes:
    if len(out) > limit:
        raise ReadError(
            f"the page is larger than {limit:,} bytes", reason="too_large", remedy="raise the setting page_bytes"
        )
    return out
