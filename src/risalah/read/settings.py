"""What a caller sets for reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds above which input is refused, so that no input can take memory or time without end.

    `page_bytes` holds for one page and `json_bytes` for one .json file. The others hold for one file that is given:
    `archive_bytes` for all that is unpacked from it, `archive_ratio` for how many times larger than its packed form
    a stream may be, `archive_records` for the records, rows and members in it, `archive_depth` for archives in
    archives. A web archive of a crawl of the news (1 GB packed, 5 GB unpacked, 120,000 records) is far below them.
    """

    page_bytes: int = 10_000_000
    json_bytes: int = 200_000_000
    archive_bytes: int = 200_000_000_000
    archive_ratio: int = 200
    archive_records: int = 1_000_000
    archive_depth: int = 5


@dataclass(frozen=True, slots=True)
class PageDefaults:
    """What the command line says about every page; a row's own value comes first, but `lang` overrides the row's."""

    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    lang: str | None = None
