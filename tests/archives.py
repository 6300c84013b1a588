"""Web archives and other containers for tests, of our own pages: whole ones, and ones with faults on purpose."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

STORY = (
    "Menteri Luar Negeri Samudra Wibawa bertemu Menlu Maroko di Rabat, Senin (3/3/2031). "
    "Keduanya membahas pupuk, dan sepakat bertemu lagi pada bulan depan di Jakarta."
)


def make_html(n: int | str, text: str = STORY) -> str:
    """A small page of the press."""
    return (
        f"<!doctype html><html><head><title>Menlu bertemu di Rabat {n}</title></head>"
        f"<body><article><h1>Menlu bertemu di Rabat {n}</h1><p>{text}</p><p>Pertemuan ke-{n} itu hangat.</p></article>"
        "</body></html>"
    )


def make_answer(
    body: bytes, headers: Iterable[str] = ("Content-Type: text/html; charset=utf-8",), status: str = "200 OK"
) -> bytes:
    """An HTTP answer."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("latin-1") + body


def make_record(
    content: bytes,
    url: str = "https://kabar.example/1",
    *,
    kind: str = "response",
    length: object = None,
    date: str = "2031-03-04T01:02:03Z",
    content_type: str = "application/http; msgtype=response",
    extra: str = "",
    version: str = "1.0",
    end: bytes = b"\r\n\r\n",
) -> bytes:
    """A WARC record. `length` replaces its true length; "none" leaves it out."""
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):032x}>\r\n"
    head += f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n{extra}"
    if length != "none":
        head += f"Content-Length: {len(content) if length is None else length}\r\n"
    return head.encode() + b"\r\n" + content + end


def make_page_record(n: int, **more: object) -> bytes:
    """The record of page `n`."""
    return make_record(make_answer(make_html(n).encode()), f"https://kabar.example/{n}", **more)  # type: ignore[arg-type]


def pack_records(records: Iterable[bytes], *, packed: bool = True) -> bytes:
    """A web archive, each record a gzip member of its own where `packed`."""
    return b"".join(gzip.compress(r, 6, mtime=0) if packed else r for r in records)


def make_zip(path: Path, members: Iterable[tuple[str, bytes | str]]) -> Path:
    """A ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2031, 3, 4, 1, 2, 2)), data, zipfile.ZIP_DEFLATED)
    return path


def make_tar(path: Path, members: Iterable[tuple[str, bytes]], mode: str = "w") -> Path:
    """A tar archive; mode "w:gz" packs it."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path
