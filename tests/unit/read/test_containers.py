"""ZIP, tar, packed files and Parquet: what they hold, and what is refused by name."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import sys
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from archives import STORY, make_html, make_page_record, make_tar, make_zip, pack_records
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read import ReadLimits, ReadReport, read_pages

ROW = json.dumps({"text": STORY, "url": "https://kabar.example/1"})


def _all(path: Path, **more: Any) -> list[Page | Failure]:
    return list(read_pages([str(path)], **more))


def _tell(got: Iterable[Page | Failure], root: Path) -> list[str]:
    """Place, and the reason where there is one."""
    return [
        x.where.removeprefix(f"{root}/") + (f" {x.reason}" if isinstance(x, Failure) and x.quarantined else "")
        for x in got
    ]


MEMBERS = [
    ("2031/a.html", make_html(1).encode()),
    ("b.jsonl", f"{ROW}\n{{bad\n{ROW}\n".encode()),
    ("photo.jpg", b"\xff\xd8\xff"),
    ("__MACOSX/a.html", b"x"),
    (".hidden.txt", b"x"),
    ("empty.txt", b""),
    ("c.csv", b"text,title\nsatu,Satu\n"),
    ("kabar.txt", STORY.encode()),
]
FOUND = ["2031/a.html", "b.jsonl:1", "b.jsonl:2 bad_json", "b.jsonl:3", "empty.txt empty", "c.csv:2", "kabar.txt"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz", "unnamed"])
def test_members_are_pages(tmp_path: Path, name: str) -> None:
    modes = {"gz": "w:gz", "tgz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}
    path = tmp_path / name
    if name in ("a.zip", "unnamed"):
        make_zip(path, MEMBERS)
    else:
        make_tar(path, MEMBERS, modes.get(name.rpartition(".")[2], "w"))
    report = ReadReport()
    assert _tell(_all(path, report=report), tmp_path) == [f"{name}!{x}" for x in FOUND]
    assert dict(report.total()) == {".jpg file": 1}
    with path.open("rb") as file:
        piped = list(read_pages(["-"], stdin=io.BufferedReader(_Pipe(file.read()))))  # type: ignore[arg-type]
    assert [x.where for x in piped] == [f"-!{x.partition(' ')[0]}" for x in FOUND]


class _Pipe(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._rest.readinto(buffer)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["rows.jsonl", "page.html", "kabar.txt", "nothing"])
def test_a_packed_file(tmp_path: Path, pack: Any, name: str) -> None:
    data = {"rows.jsonl": ROW.encode() + b"\n" + ROW.encode(), "page.html": make_html(1).encode()}.get(
        name, STORY.encode()
    )
    suffix = {gzip.compress: ".gz", bz2.compress: ".bz2", lzma.compress: ".xz"}[pack]
    path = tmp_path / (name + suffix)
    path.write_bytes(pack(data[:40]) + pack(data[40:]) + b"\x00" * 700)  # two members, and padding
    got = _all(path)
    assert all(isinstance(x, Page) for x in got), got
    assert [x.where for x in got] == ([f"{path}:1", f"{path}:2"] if name == "rows.jsonl" else [str(path)])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_that_is_damaged(tmp_path: Path, pack: Any) -> None:
    rows = "\n".join(json.dumps({"text": STORY, "id": os.urandom(60).hex()}) for _ in range(3000)).encode() + b"\n"
    data = pack(rows)
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    *pages, last = _all(path)
    assert isinstance(last, Failure) and (last.reason, last.where) == ("truncated_archive", str(path))
    assert "byte" in last.detail and (pages or pack is bz2.compress)
    path.write_bytes(data[: len(data) // 2] + b"\xff" * 64 + data[len(data) // 2 + 64 :])
    *_, last = _all(path)
    assert isinstance(last, Failure) and last.reason in ("damaged_archive", "bad_json", "truncated_archive")
    path.write_bytes(data + b"rubbish")
    *pages, last = _all(path)
    assert len(pages) == 3000
    assert isinstance(last, Failure) and last.reason == "damaged_archive"


def test_archives_in_archives_to_the_depth_allowed(tmp_path: Path) -> None:
    warc = pack_records([make_page_record(1), make_page_record(2, length=5), make_page_record(3)])
    make_tar(tmp_path / "in.tar.gz", [("crawl.warc.gz", warc), ("in.zip", _zip([("a.html", make_html(1))]))], "w:gz")
    make_zip(tmp_path / "a.zip", [("x/in.tar.gz", (tmp_path / "in.tar.gz").read_bytes()), ("b.txt", STORY)])
    got = _tell(_all(tmp_path / "a.zip"), tmp_path)
    offsets = [x.rpartition("@")[2] for x in got[:3]]
    assert got == [
        f"a.zip!x/in.tar.gz!crawl.warc.gz#1@{offsets[0]}",
        f"a.zip!x/in.tar.gz!crawl.warc.gz#2@{offsets[1]}",
        f"a.zip!x/in.tar.gz!crawl.warc.gz#3@{offsets[2]}",
        "a.zip!x/in.tar.gz!in.zip!a.html",
        "a.zip!b.txt",
    ]
    got = _tell(_all(tmp_path / "a.zip", limits=ReadLimits(archive_depth=3)), tmp_path)
    assert got[3:] == ["a.zip!x/in.tar.gz!in.zip too_deep", "a.zip!b.txt"]


def _zip(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_selection_reads_no_more(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", MEMBERS)
    make_tar(tmp_path / "b.tar.gz", MEMBERS, "w:gz")
    for name in ("a.zip", "b.tar.gz"):
        wanted = [f"{tmp_path}/{name}!b.jsonl:3", f"{tmp_path}/{name}!kabar.txt"]
        got = list(read_pages([str(tmp_path)], only=wanted))
        assert [x.where for x in got] == wanted
        assert len(list(read_pages([str(tmp_path)], only=[f"{tmp_path}/{name}!b.jsonl"]))) == 3


# Refused by name ------------------------------------------------------------------------------------------------


def test_names_that_point_out_of_the_archive(tmp_path: Path) -> None:
    bad = ["../../etc/x.txt", "/etc/x.txt", "C:\\x.txt", "a/../../x.txt", "..\\x.txt", "\\x.txt"]
    make_zip(tmp_path / "a.zip", [*((n, STORY) for n in bad), ("ok.txt", STORY)])
    make_tar(tmp_path / "a.tar", [*((n, STORY.encode()) for n in bad), ("ok.txt", STORY.encode())])
    for name in ("a.zip", "a.tar"):
        got = _all(tmp_path / name)
        assert [getattr(x, "reason", "page") for x in got] == ["unsafe_name"] * len(bad) + ["page"]
        assert "byte" in got[0].detail  # type: ignore[union-attr]


def test_links_and_devices(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("ok.txt", STORY)
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for n, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(f"link{n}.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        member = tarfile.TarInfo("ok.txt")
        member.size = len(STORY.encode())
        tar.addfile(member, io.BytesIO(STORY.encode()))
    for name, n in (("a.zip", 1), ("a.tar", 4)):
        assert [getattr(x, "reason", "page") for x in _all(tmp_path / name)] == ["link"] * n + ["page"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicate_names(tmp_path: Path) -> None:
    members = [("a.txt", STORY.encode()), ("a.txt", b"lain"), ("b.txt", b"lain")]
    make_zip(tmp_path / "a.zip", members)
    make_tar(tmp_path / "a.tar", members)
    for name in ("a.zip", "a.tar"):
        got = _tell(_all(tmp_path / name), tmp_path)
        assert got == [f"{name}!a.txt", f"{name}!a.txt duplicate_name", f"{name}!b.txt"]


def test_members_whose_bytes_overlap(tmp_path: Path) -> None:
    """One kernel of bytes under many names, as the flat bombs have it."""
    data = bytearray(_zip([(f"{n}.txt", STORY) for n in range(3)]))
    at = data.find(b"PK\x01\x02")
    first = struct.unpack_from("<I", data, at + 42)[0]
    second = data.find(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", data, second + 42, first)
    (tmp_path / "a.zip").write_bytes(data)
    got = [getattr(x, "reason", "page") for x in _all(tmp_path / "a.zip")]
    assert "page" in got and got.count("overlap") >= 1


def test_encrypted_and_unknown_methods(tmp_path: Path) -> None:
    data = bytearray(_zip([("a.txt", STORY), ("b.txt", STORY), ("c.txt", STORY)]))
    entries = [i for i in range(len(data)) if data[i : i + 4] == b"PK\x01\x02"]
    data[entries[0] + 8] |= 1
    struct.pack_into("<H", data, entries[1] + 10, 99)
    (tmp_path / "a.zip").write_bytes(data)
    assert [getattr(x, "reason", "page") for x in _all(tmp_path / "a.zip")] == ["encrypted", "unsupported", "page"]


def test_a_member_that_is_damaged_costs_itself(tmp_path: Path) -> None:
    rest = [("b.txt", STORY), ("c.txt", STORY)]
    data = bytearray(_zip([("a.txt", os.urandom(3000).hex()), *rest]))
    data[200:260] = b"\x00" * 60
    (tmp_path / "a.zip").write_bytes(data)
    assert [getattr(x, "reason", "page") for x in _all(tmp_path / "a.zip")] == ["damaged_archive", "page", "page"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.parquet"])
def test_an_archive_cut_off(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.zip":
        make_zip(path, MEMBERS)
    elif name == "a.tar":
        make_tar(path, [(f"{n}.txt", os.urandom(9000).hex().encode()) for n in range(4)])
    else:
        _parquet(path, [{"text": STORY}] * 50)
    path.write_bytes(path.read_bytes()[:-20_000] if name == "a.tar" else path.read_bytes()[:-300])
    got = _all(path)
    assert isinstance(got[-1], Failure) and got[-1].reason in ("damaged_archive", "truncated_archive")


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    for path in (make_zip(tmp_path / "a.zip", [("a.png", b"x")]), make_tar(tmp_path / "a.tar", [("a.png", b"x")])):
        (got,) = _all(path)
        assert isinstance(got, Failure) and got.reason == "no_pages"


def test_office_documents_are_not_taken_for_archives(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.docx", [("word/document.xml", "<x/>")])
    make_zip(tmp_path / "a.epub", [("a.html", make_html(1))])
    got = _all(tmp_path / "a.docx") + _all(tmp_path / "a.epub")
    assert [x.reason for x in got if isinstance(x, Failure)] == ["unsupported", "unsupported"]


# Bombs ----------------------------------------------------------------------------------------------------------


def test_a_header_of_a_tar_archive_that_would_fill_the_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 8_000_000_000
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"a" * 10_000)
    (got,) = _all(tmp_path / "a.tar")
    assert isinstance(got, Failure) and got.reason == "damaged_archive" and "8,000,000,000" in got.detail


def test_bombs_are_named_and_take_little_memory(tmp_path: Path) -> None:
    zeros = b"0" * 60_000_000
    bomb = gzip.compress(zeros)
    (tmp_path / "bomb.txt.gz").write_bytes(bomb)
    make_zip(tmp_path / "a.zip", [("bomb.txt", zeros), ("ok.txt", STORY)])
    make_tar(tmp_path / "b.tar.gz", [("ok.txt", STORY.encode()), ("bomb.jsonl", zeros)], "w:gz")
    make_zip(tmp_path / "c.zip", [("bomb.html.gz", gzip.compress(gzip.compress(zeros))), ("ok.txt", STORY)])
    del zeros
    tracemalloc.start()
    start = time.monotonic()
    got = _tell(list(read_pages([str(tmp_path)])), tmp_path)
    assert time.monotonic() - start < 20
    assert tracemalloc.get_traced_memory()[1] < 45_000_000
    tracemalloc.stop()
    assert got == [
        "a.zip!bomb.txt ratio_too_high",
        "a.zip!ok.txt",
        "b.tar.gz!ok.txt",
        "b.tar.gz!bomb.jsonl ratio_too_high",
        "b.tar.gz ratio_too_high",
        "bomb.txt.gz ratio_too_high",
        "c.zip!bomb.html.gz ratio_too_high",
        "c.zip!ok.txt",
    ]


def test_a_gzip_quine_ends(tmp_path: Path) -> None:
    """A file that unpacks to packed files without end."""
    data = STORY.encode()
    for _ in range(12):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    (got,) = _all(tmp_path / "a.gz")
    assert isinstance(got, Failure) and got.reason == "too_deep"


def test_many_members_take_bounded_time_and_are_capped(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(6_000):
            archive.writestr(zipfile.ZipInfo(f"{n}.txt"), b"satu")
    start = time.monotonic()
    assert len(_all(path)) == 6_000
    assert time.monotonic() - start < 30
    (got,) = _all(path, limits=ReadLimits(archive_records=1_500))
    assert isinstance(got, Failure) and (got.reason, got.where) == ("too_many_records", str(path))


# Parquet --------------------------------------------------------------------------------------------------------


def _parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path, compression="zstd")


def test_rows_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    _parquet(
        path,
        [
            {"text": STORY, "html": None, "published": datetime(2031, 3, 4, 8), "n": 1, "tags": ["a"], "day": None},
            {
                "text": None,
                "html": make_html(2).encode(),
                "published": None,
                "n": 2,
                "tags": [],
                "day": date(2031, 3, 4),
            },
            {"text": " ", "html": None, "published": None, "n": 3, "tags": None, "day": None},
        ],
    )
    a, b, c = _all(path)
    assert isinstance(a, Page) and isinstance(b, Page) and isinstance(c, Failure)
    assert (a.published, a.metadata, a.where) == (
        "2031-03-04T08:00:00",
        {"n": 1, "tags": ["a"], "day": None},
        f"{path}#1",
    )
    assert (b.kind, b.content, b.metadata["day"]) == ("html", make_html(2), "2031-03-04")
    assert (c.reason, c.where) == ("empty", f"{path}#3")
    with path.open("rb") as file:
        assert len(list(read_pages(["-"], stdin=_Pipe(file.read())))) == 3  # type: ignore[arg-type]


def test_parquet_without_the_column_and_without_rows(tmp_path: Path) -> None:
    for rows, reason in (([{"isi": "a"}], "bad_header"), ([], "bad_header")):
        _parquet(tmp_path / "a.parquet", rows)
        (got,) = _all(tmp_path / "a.parquet")
        assert isinstance(got, Failure) and got.reason == reason


def test_parquet_without_its_extra_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _parquet(tmp_path / "a.parquet", [{"text": STORY}])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (got,) = _all(tmp_path / "a.parquet")
    assert isinstance(got, Failure) and got.reason == "missing_extra" and "risalah[parquet]" in got.detail


def test_deflate_is_told_from_gzip() -> None:
    """The stream class takes each form; bytes behind a single zlib stream are a fault."""
    from risalah.errors import ReadError
    from risalah.read.budget import Budget
    from risalah.read.unpack import Unpacked

    assert Unpacked(io.BytesIO(zlib.compress(b"a" * 9)), "zlib", Budget(ReadLimits())).read() == b"a" * 9
    with pytest.raises(ReadError):
        Unpacked(io.BytesIO(zlib.compress(b"a" * 9) + b"more"), "zlib", Budget(ReadLimits())).readall()
