"""Web archives (WARC 1.0 and 1.1; plain, gzip or zstd) into pages, one record after the other.

fastwarc takes the records apart: it is fast, and believes what the file says of itself. So a page is let go only when
the next record begins where it should. Where it does not, warc_faults looks at the bytes themselves, and reading goes
on with the next record that can be found.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

from risalah.errors import ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read.budget import Budget, SourceRefused
from risalah.read.http import HttpHead, decode_body, read_head
from risalah.read.places import Selection, name_record
from risalah.read.report import ReadReport
from risalah.read.settings import PageDefaults
from risalah.read.single import make_single
from risalah.read.streams import Reads, Window, read_whole
from risalah.read.unpack import MAGIC, Unpacked
from risalah.read.warc_faults import Frame, examine, find_next, is_swallowing

_STEP = 1 << 24  # bytes of a record that are passed over at once, between two looks at the budget
_SLACK = 1 << 20  # headers and codings that a page may have beside its own bytes
_PAGES = {"text/html": True, "application/xhtml+xml": True, "text/plain": False, "": False}
"""Media types of pages, and whether they are markup for sure; where none is given, the bytes tell."""
_MAJOR = ("application", "audio", "font", "image", "text", "video")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")

_Items = Generator[Page | Failure, None, int | None]


_ZSTD = b"\x28\xb5\x2f\xfd"


class _Passed(Exception):
    """This record is no page, and is passed over; says why."""


class _Swallowed(ReadError):
    """This record reaches into the next one, which is looked for anew."""


class WarcReader:
    """Reads one web archive: `read` gives its pages, and a Failure for each record that cannot be used."""

    def __init__(
        self,
        source: Reads,
        where: str,
        *,
        budget: Budget,
        report: ReadReport,
        defaults: PageDefaults,
        selection: Selection | None = None,
    ) -> None:
        self._limits = budget.limits
        self._window = self._open_window(source)
        self._where, self._budget, self._report = where, budget, report
        self._defaults, self._selection = defaults, selection
        self._number, self._at = 0, 0  # of the record in hand, and where it begins
        self._packed, self._seekable = False, True
        self._short = False  # were fewer bytes there than the record in hand says?

    def _open_window(self, source: Reads) -> Window:
        return Window(source, 2 * self._limits.page_bytes + _SLACK)

    def read(self) -> Iterator[Page | Failure]:
        """The pages; of a selection, those of the records wanted, which are sought. Raises ReadError for the whole."""
        head = self._window.read(4)
        self._window.seek(0)
        if not head:
            raise ReadError("the file is empty", reason="empty", remedy="give a file with records, or leave it out")
        self._packed = head.startswith(MAGIC["gzip"])
        self._seekable = not head.startswith(_ZSTD)
        if self._packed and examine(self._window, 0, packed=True).shared:
            # One gzip stream with many records: within it nothing can be sought, so it is unpacked first.
            self._window.seek(0)
            self._window = self._open_window(Unpacked(self._window, "gzip", self._budget))
            self._packed = False
        wanted = self._selection.records(self._where) if self._selection else None
        if wanted is None or not self._window.is_file:
            start: int | None = 0
            while start is not None:
                looked = yield from self._run(start, once=False)
                start = None if looked is None else find_next(self._window, looked, packed=self._packed)
        else:
            for number, offset in wanted:
                self._number = number - 1
                yield from self._run(offset, once=True)
        if self._window.fault is not None:
            raise self._window.fault

    def _run(self, start: int, *, once: bool) -> _Items:
        """Read on from `start`, to the end or a fault; gives the offset to look for the next record from, or None."""
        from fastwarc.warc import ArchiveIterator

        self._window.seek(start)
        held: Page | Failure | None = None
        begun, problem = False, ""
        try:
            records = iter(ArchiveIterator(self._window, parse_http=False))
            while True:
                record = next(records)
                if held is not None:
                    yield held
                if once and begun:
                    return None
                begun, held = True, None
                held = self._take(record)
        except StopIteration:
            pass
        except _Swallowed as e:
            yield self._fail(e.reason, str(e))
            return self._at + 1
        except (SourceRefused, GeneratorExit):
            raise
        except BaseException as e:
            problem = _tell_problem(e)
        return (yield from self._settle(start, begun, held, problem))

    def _settle(self, start: int, begun: bool, held: Page | Failure | None, problem: str) -> _Items:
        """After the last record, or a fault: was the last record what it said, and is anything left behind it?"""
        if self._window.fault is not None:
            if held is not None and not self._short:
                yield held
            return None
        if not begun and not problem and not start:
            raise ReadError("the archive holds no record", reason="empty", remedy="get the file again")
        if not self._seekable:
            frame = Frame(None)
        else:
            frame = examine(self._window, self._at, packed=self._packed) if begun else Frame(start)
        if frame.fault:
            cut = frame.cut and find_next(self._window, self._at + 1, packed=self._packed) is None
            yield self._fail("truncated_record" if cut else "bad_record", frame.fault)
            return None if cut else self._at + 1
        if held is not None:
            yield held
        if frame.end is None:
            if problem:
                self._number += 1
                yield self._fail("bad_record", f"{problem}; the rest of the file is not read")
            return None
        self._window.seek(frame.end)
        rest = read_whole(self._window, 1 << 16).lstrip(b"\x00\r\n")
        if not rest and not problem:
            return None
        self._number, self._at = self._number + 1, frame.end
        if problem:
            yield self._fail("bad_record", problem)
        else:
            yield self._fail("truncated_record", "the file ends within it")
        return self._at + 1

    def _take(self, record: Any) -> Page | Failure | None:
        """The page of a record; None for one that is passed over and counted."""
        self._number, self._at = self._number + 1, record.stream_pos
        self._window.forget(self._at)
        self._budget.take_record()
        kind = str(record.record_type)
        self._report.records[kind] += 1
        size: int = record.content_length
        try:
            try:
                return self._make(record, kind, size)
            finally:
                self._pass(record, size)
        except _Passed as e:
            self._report.skip(self._where, str(e))
        except (SourceRefused, _Swallowed):
            raise
        except ReadError as e:
            return self._fail(e.reason, str(e))
        return None

    def _make(self, record: Any, kind: str, size: int) -> Page:
        """The page of a record. Raises _Passed, or ReadError."""
        headers = record.headers
        declared = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        if kind not in ("response", "resource", "conversion"):
            raise _Passed(kind)
        if kind == "response" and declared not in ("application/http", ""):
            raise _Passed("another protocol than HTTP")
        url = (headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
        raw = read_whole(record.reader, min(size, _SLACK))
        head = read_head(raw) if kind == "response" else HttpHead(200, {"content-type": declared})
        _check_kind(head, url)
        if size > self._limits.page_bytes + _SLACK:
            raise ReadError(
                f"the record has {size:,} bytes, a page at most {self._limits.page_bytes:,}",
                reason="too_large",
                remedy="raise the setting page_bytes",
            )
        if len(raw) < size:
            raw += read_whole(record.reader, size - len(raw))
        self._short = len(raw) < size
        if is_swallowing(raw):
            raise _Swallowed(
                f"its Content-Length of {size:,} reaches into the next record",
                reason="bad_record",
                remedy="make the web archive again",
            )
        if len(raw) == head.size:
            raise _Passed("no body")
        body, notes = decode_body(head, raw[head.size :], self._budget)
        if len(body) > self._limits.page_bytes:
            raise ReadError(
                f"the page is larger than {self._limits.page_bytes:,} bytes",
                reason="too_large",
                remedy="raise the setting page_bytes",
            )
        if headers.get("WARC-Truncated"):
            notes = (*notes, f"cut off when it was captured ({headers.get('WARC-Truncated')[:40]})")
        return make_single(
            body,
            name_record(self._where, self._number, self._at),
            markup=_PAGES[head.media_type],
            charset=head.charset,
            url=url,
            defaults=self._defaults,
            metadata=_describe(headers),
            notes=notes,
        )

    def _pass(self, record: Any, size: int) -> None:
        """Go over what is left of a record, with an eye on the budget."""
        passed = 0
        while size > _STEP and (step := record.consume(_STEP)):
            passed += step
            if self._packed or not self._seekable:
                self._budget.take_bytes(step)
                self._budget.check_ratio(self._window.tell() - self._at, passed)
        if size <= _STEP and (self._packed or not self._seekable):
            self._budget.take_bytes(size)

    def _fail(self, reason: str, detail: str) -> Failure:
        return Failure("read", reason, detail, name_record(self._where, self._number, self._at))


def _check_kind(head: HttpHead, url: str | None) -> None:
    """Raise _Passed for an answer that is no page."""
    if head.status != 200:
        raise _Passed(f"status {head.status}")
    media = head.media_type
    if media not in _PAGES:
        major = media.partition("/")[0]
        raise _Passed(f"{major if major in _MAJOR else 'other'} that is no page")
    if media == "text/plain" and (url or "").endswith("/robots.txt"):
        raise _Passed("robots.txt")


def _describe(headers: Any) -> dict[str, Any]:
    """What is kept of a record beside its page: when it was captured, and its id."""
    out = {}
    date, key = headers.get("WARC-Date"), headers.get("WARC-Record-ID")
    if date and _DATE.fullmatch(date.strip()):
        out["captured"] = date.strip()
    if key:
        out["record"] = key.strip().strip("<>")[:200]
    return out


def _tell_problem(e: BaseException) -> str:
    """What fastwarc said; a panic of its own is no fault of ours. Raises anything else again."""
    if isinstance(e, OSError) or type(e).__name__ == "PanicException":
        return f"no record can be read here: {e}"
    raise e
