"""Web archives: whole ones, every fault, from files and from pipes."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastwarc import stream_io
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives import make_answer, make_html, make_page_record, make_record, pack_records
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read import ReadLimits, ReadReport, read_pages


class Pipe(io.RawIOBase):
    """A stream that cannot be sought in, and gives its bytes in pieces."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._rest.read(min(len(buffer), 1000))
        buffer[: len(part)] = part
        return len(part)


@pytest.fixture(params=["file", "packed file", "pipe", "packed pipe", "one stream"])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Reads records as a web archive, in each of the ways that one comes."""

    def read_records(records: Iterable[bytes], **more: Any) -> list[Page | Failure]:
        way = request.param
        data = pack_records(records, packed="packed" in way)
        if way == "one stream":
            data = gzip.compress(data)
        if "pipe" in way:
            return list(read_pages(["-"], stdin=Pipe(data), **more))  # type: ignore[arg-type]
        path = tmp_path / ("a.warc" if way == "file" else "a.warc.gz")
        path.write_bytes(data)
        return list(read_pages([str(path)], **more))

    read_records.way = request.param  # type: ignore[attr-defined]
    return read_records


def _urls(got: Iterable[Page | Failure]) -> list[str]:
    return [x.url.rpartition("/")[2] if isinstance(x, Page) and x.url else getattr(x, "reason", "?") for x in got]


def test_pages_come_with_address_time_and_place(read: Any) -> None:
    report = ReadReport()
    info = make_record(b"software: own\r\n", kind="warcinfo", content_type="application/warc-fields")
    request = make_record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request")
    got = read([info, request, make_page_record(1), make_page_record(2, version="1.1")], report=report)
    assert _urls(got) == ["1", "2"]
    page = got[0]
    assert (page.kind, page.content) == ("html", make_html(1))
    assert page.metadata["captured"] == "2031-03-04T01:02:03Z"
    assert page.metadata["record"].startswith("urn:uuid:")
    assert page.where.rpartition("#")[2].partition("@")[0] == "3"
    assert report.total() == {"warcinfo": 1, "request": 1}
    assert report.records["response"] == 2


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    records = [gzip.compress(make_page_record(n)) for n in range(3)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(records))
    places = [x.where for x in read_pages([str(path)])]
    offsets = [0, len(records[0]), len(records[0]) + len(records[1])]
    assert places == [f"{path}#{n}@{o}" for n, o in enumerate(offsets, 1)]
    assert [x.where for x in read_pages([str(path)], only=[places[1]])] == places[1:2]


def test_what_is_no_page_is_passed_over_and_counted(read: Any) -> None:
    def answer(status: str, kind: str, body: bytes = b"x" * 99) -> bytes:
        return make_record(make_answer(body, [f"Content-Type: {kind}"], status))

    report = ReadReport()
    records = [
        make_record(make_answer(b""), kind="revisit", extra="WARC-Profile: own\r\n"),
        make_record(b"a: b\r\n", kind="metadata", content_type="application/warc-fields"),
        answer("404 Not Found", "text/html"),
        answer("301 Moved", "text/html"),
        answer("200 OK", "image/png"),
        answer("200 OK", "application/json"),
        answer("200 OK", "weird/" + "x" * 50),
        answer("200 OK", "text/html", b""),
        make_record(b"1.2.3.4", kind="response", content_type="text/dns"),
        make_record(make_answer(b"User-agent: *", ["Content-Type: text/plain"]), "https://kabar.example/robots.txt"),
        make_page_record(7),
    ]
    assert _urls(read(records, report=report)) == ["7"]
    assert dict(report.total()) == {
        "revisit": 1,
        "metadata": 1,
        "status 404": 1,
        "status 301": 1,
        "image that is no page": 1,
        "application that is no page": 1,
        "other that is no page": 1,
        "no body": 1,
        "another protocol than HTTP": 1,
        "robots.txt": 1,
    }
    assert "status 404" in report.tell()[0] and report.to_json()["skipped"]["revisit"] == 1


def test_resource_and_conversion_records_are_pages(read: Any) -> None:
    got = read(
        [
            make_record(make_html(1).encode(), kind="resource", content_type="text/html"),
            make_record(b"Judul\n\nIsi berita.", kind="conversion", content_type="text/plain"),
            make_record(b"\x89PNG", kind="resource", content_type="image/png"),
        ]
    )
    assert [p.kind for p in got] == ["html", "text"]


def _chunk(data: bytes, size: int = 700) -> bytes:
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def _squeeze(data: bytes, writer: Any) -> bytes:
    out = io.BytesIO()
    with writer(out) as w:
        w.write(data)
    return out.getvalue()


BODY = make_html("é “kutip”").encode()
_raw = zlib.compressobj(wbits=-15)
RAW_DEFLATE = _raw.compress(BODY) + _raw.flush()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Transfer-Encoding: chunked"], _chunk(BODY)),
        (["Content-Encoding: gzip"], gzip.compress(BODY)),
        (["Content-Encoding: x-gzip", "Transfer-Encoding: chunked"], _chunk(gzip.compress(BODY))),
        (["Content-Encoding: gzip, gzip"], gzip.compress(gzip.compress(BODY))),
        (["Content-Encoding: gzip"], gzip.compress(gzip.compress(BODY))),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], _chunk(gzip.compress(gzip.compress(BODY)))),
        ([], gzip.compress(BODY)),
        (["Content-Encoding: deflate"], zlib.compress(BODY)),
        (["Content-Encoding: deflate"], RAW_DEFLATE),
        (["Content-Encoding: br"], _squeeze(BODY, stream_io.BrotliWriter)),
        (["Content-Encoding: zstd"], _squeeze(BODY, stream_io.ZstdWriter)),
        # What a header names and the archive undid before it wrote the record:
        (["Transfer-Encoding: chunked"], BODY),
        (["Content-Encoding: gzip"], BODY),
        (["Content-Encoding: deflate"], BODY),
        (["Content-Encoding: br"], BODY),
        (["Content-Encoding: identity"], BODY),
    ],
)
def test_codings_are_undone(tmp_path: Path, headers: list[str], body: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(make_record(make_answer(body, ["Content-Type: text/html; charset=utf-8", *headers])))
    (page,) = read_pages([str(path)])
    assert isinstance(page, Page), page
    assert page.content == BODY.decode()
    assert "decoding" not in page.metadata


def test_a_chunked_body_that_ends_early_is_kept_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(make_record(make_answer(_chunk(BODY)[:-40], ["Transfer-Encoding: chunked"])))
    (page,) = read_pages([str(path)])
    assert isinstance(page, Page)
    assert page.content.startswith("<!doctype") and "chunked" in page.metadata["decoding"][0]


def test_the_declared_character_set_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    text = "<html><body><p>Перевод: встреча в Рабате прошла тепло.</p></body></html>"
    heads = [
        "HTTP/1.0 200 OK\nContent-Type: text/html; charset=koi8-r\n\n",  # bare line feeds
        "HTTP/2 200\r\nX-A: b\r\nContent-Type:\r\n text/html; charset='koi8-r'\r\n\r\n",  # a folded header
    ]
    path.write_bytes(b"".join(make_record(h.encode() + text.encode("koi8-r")) for h in heads))
    assert [p.content for p in read_pages([str(path)]) if isinstance(p, Page)] == [text, text]


@pytest.mark.parametrize("charset", ["punycode", "idna", "zip", "undefined", "no-such", "utf-8"])
def test_a_senseless_character_set_is_passed_over(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.warc"
    body = make_html("caf\xe9").encode("windows-1252")
    path.write_bytes(make_record(make_answer(body, [f"Content-Type: text/html; charset={charset}"])))
    (page,) = read_pages([str(path)])
    assert isinstance(page, Page) and "café" in page.content


@pytest.mark.parametrize("fault", [100, 10, -5, "abc", "none", "", 700, 5_000, 10**9, 10**15, 10**30])
def test_a_lying_length_costs_one_record(read: Any, fault: object) -> None:
    """Whatever a record says of its length, those after it are read, and it is named with its offset."""
    if read.way == "one stream" and fault == "":
        pytest.skip("the same as none")
    wrong = make_page_record(2, length=fault)
    got = read([make_page_record(1), wrong, make_page_record(3), make_page_record(4)])
    assert _urls(got) == ["1", "bad_record", "3", "4"]
    assert got[1].where.rpartition("#")[2].startswith("2@")


@pytest.mark.parametrize("kind", ["request", "metadata"])
@pytest.mark.parametrize("fault", [1, 400, 10**12])
def test_a_lying_length_of_what_is_passed_over(read: Any, kind: str, fault: int) -> None:
    wrong = make_record(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", kind=kind, length=fault)
    got = read([make_page_record(1), wrong, make_page_record(3), make_page_record(4)])
    assert _urls(got) == ["1", "bad_record", "3", "4"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [1, 2, 4, 5, 30, 200, 400, 600, 900])
def test_a_file_that_ends_within_a_record(tmp_path: Path, packed: bool, cut: int) -> None:
    whole = [make_page_record(1), make_page_record(2)]
    last = pack_records([make_page_record(3)], packed=packed)
    if cut >= len(last) - 10:
        pytest.skip("the last record is shorter")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(pack_records(whole, packed=packed) + last[:-cut])
    got = list(read_pages([str(path)]))
    # Without the blank lines at its end a record is whole all the same.
    expected = ["1", "2", "3"] if not packed and cut <= 4 else ["1", "2", "truncated_record"]
    assert _urls(got) == expected
    if expected[-1] == "truncated_record":
        assert got[-1].where.endswith(f"#3@{len(pack_records(whole, packed=packed))}")


def test_damaged_gzip_costs_one_record(tmp_path: Path) -> None:
    members = [gzip.compress(make_page_record(n)) for n in range(1, 6)]
    members[1] = members[1][:60] + b"\xff" * 30 + members[1][90:]  # in the data
    members[3] = members[3][:-8] + b"abcd" + members[3][-4:]  # in the check sum
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    got = list(read_pages([str(path)]))
    assert _urls(got) == ["1", "bad_record", "3", "bad_record", "5"]
    assert got[1].where == f"{path}#2@{len(members[0])}"


def test_rubbish_between_records_is_named(read: Any) -> None:
    got = read([make_page_record(1), b"rubbish and more of it\r\n" * 40, make_page_record(2)])
    assert _urls(got) == ["1", "bad_record", "2"]


def test_a_header_without_end_is_named(read: Any) -> None:
    got = read([make_page_record(1), make_page_record(2, extra="X: " + "y" * 200_000 + "\r\n"), make_page_record(3)])
    assert _urls(got) == ["1", "bad_record", "3"]


def test_records_without_blank_lines_between_are_read(read: Any) -> None:
    assert _urls(read([make_page_record(n, end=b"") for n in (1, 2, 3)])) == ["1", "2", "3"]


def test_what_holds_no_answer_is_named(read: Any) -> None:
    got = read([make_record(b"no http at all"), make_record(b""), make_page_record(3)])
    assert _urls(got) == ["bad_http", "bad_http", "3"]


def test_a_record_that_is_too_large_costs_itself(read: Any) -> None:
    large = make_record(make_answer(b"<html>" + random.Random(4).randbytes(3_000_000)))
    got = read([make_page_record(1), large, make_page_record(3)], limits=ReadLimits(page_bytes=1_000_000))
    assert _urls(got) == ["1", "too_large", "3"]


def test_a_bomb_in_a_record_costs_itself(read: Any) -> None:
    bomb = make_record(make_answer(gzip.compress(b"<p>" + b"0" * 50_000_000), ["Content-Encoding: gzip"]))
    wide = make_record(make_answer(b"<p>" + b"0" * 9_000_000))
    got = read([make_page_record(1), bomb, make_page_record(3), wide], limits=ReadLimits(page_bytes=20_000_000))
    assert _urls(got)[:3] == ["1", "ratio_too_high", "3"]


def test_records_and_bytes_are_capped_for_the_whole(read: Any) -> None:
    records = [make_page_record(n) for n in range(9)]
    got = read(records, limits=ReadLimits(archive_records=5))
    assert _urls(got)[-1] == "too_many_records" and len(got) in (5, 6)
    if "packed" in read.way or read.way == "one stream":
        got = read(records, limits=ReadLimits(archive_bytes=3_000))
        assert _urls(got)[-1] == "archive_too_large"


def test_a_zstd_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.zst"
    frames = [_squeeze(make_page_record(n), stream_io.ZstdWriter) for n in (1, 2)]
    path.write_bytes(b"".join(frames))
    assert _urls(read_pages([str(path)])) == ["1", "2"]
    path.write_bytes(b"".join(frames)[:-20])
    got = list(read_pages([str(path)]))
    assert any(isinstance(x, Failure) for x in got)


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    for data, reason in ((b"", "empty"), (b"hello\n" * 9, "damaged_archive"), (gzip.compress(b""), "empty")):
        path.write_bytes(data)
        (got,) = read_pages([str(path)])
        assert isinstance(got, Failure) and (got.reason, got.where) == (reason, str(path))


def test_pages_come_as_they_are_read() -> None:
    """An archive without end: each page is given before the one after the next is looked at."""
    taken = 0

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            super().__init__()
            self.rest = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            nonlocal taken
            while not self.rest:
                taken += 1
                self.rest = gzip.compress(make_page_record(taken))
            part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
            buffer[: len(part)] = part
            return len(part)

    pages: Iterator[Page | Failure] = read_pages(["-"], stdin=Endless())  # type: ignore[arg-type]
    assert [next(pages).where.partition("#")[2].partition("@")[0] for _ in range(300)] == [
        str(n) for n in range(1, 301)
    ]
    assert taken < 600


_MENDED = st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=40)), min_size=1, max_size=3)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=_MENDED, packed=st.booleans(), cut=st.integers(0, 200))
def test_any_damage_is_survived(tmp_path: Path, changes: list[tuple[int, bytes]], packed: bool, cut: int) -> None:
    """Bytes written over, anywhere: no crash, no endless loop, and of gzip members that are whole each is read."""
    members = [pack_records([make_page_record(n)], packed=packed) for n in range(4)]
    data = bytearray(b"".join(members))
    whole = bytes(data)
    for at, new in changes:
        data[at : at + len(new)] = new
    del data[len(whole) - cut :]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    got = list(read_pages([str(path)]))
    assert len(got) <= 12
    if packed and data.startswith(b"\x1f\x8b\x08"):
        starts = [sum(map(len, members[:n])) for n in range(4)]
        untouched = {str(n) for n, s in enumerate(starts) if data[s : s + len(members[n])] == members[n]}
        assert untouched <= set(_urls(got))
