"""Sources into pages: which files, in which order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from risalah.errors import ConfigError, ReadError
from risalah.model.article import Page
from risalah.model.document import Failure
from risalah.read.budget import Budget
from risalah.read.names import LATER, READ, find_suffix
from risalah.read.places import Selection
from risalah.read.report import ReadReport
from risalah.read.settings import PageDefaults, ReadLimits
from risalah.read.sources import SourceReader

_FORMS = ".html .txt .md .json .jsonl .csv .parquet .warc .zip or .tar files, packed or not"


def read_pages(
    sources: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    defaults: PageDefaults | None = None,
    limits: ReadLimits | None = None,
    report: ReadReport | None = None,
    only: Iterable[str] | None = None,
) -> Iterator[Page | Failure]:
    """The pages of files, archives, folders (all below them, in sorted order) and "-" (`stdin`), in the order given.

    What cannot be read is a Failure in its place; what is passed over because it is no page is counted in `report`.
    `only` are the places to read, where not everything is wanted (`Page.where`, `Failure.where`; each with all that
    lies in it). Pages come one at a time: an archive is never held in memory. Raises ConfigError, before anything is
    read, for a path that is not there.
    """
    names = list(sources)
    for name in names:
        if name != "-" and not Path(name).exists():
            raise ConfigError(f"there is no file or folder {name!r}", remedy="check the path; use - for standard input")
        if name == "-" and stdin is None:
            raise ConfigError("there is no standard input to read", remedy="give a file or a folder")
    selection = None if only is None else Selection(only)
    reading = _Reading(stdin, defaults or PageDefaults(), limits or ReadLimits(), report or ReadReport(), selection)
    found = (item for name in names for item in reading.read(name))
    return found if selection is None else (item for item in found if _is_wanted(item, selection))


def _is_wanted(item: Page | Failure, selection: Selection) -> bool:
    """Is this wanted, or the reason why something that is wanted does not come?"""
    return selection.takes(item.where) or (isinstance(item, Failure) and selection.opens(item.where))


class _Reading:
    """What holds for all sources of one call."""

    def __init__(
        self,
        stdin: BinaryIO | None,
        defaults: PageDefaults,
        limits: ReadLimits,
        report: ReadReport,
        selection: Selection | None,
    ) -> None:
        self._stdin, self._defaults, self._limits = stdin, defaults, limits
        self._report, self._selection = report, selection

    def read(self, name: str) -> Iterator[Page | Failure]:
        """The pages of one source."""
        if name == "-":
            assert self._stdin is not None
            yield from self._read_stream(self._stdin, "-", "")
        elif Path(name).is_dir():
            yield from self._read_folder(Path(name))
        else:
            yield from self._read_file(Path(name))

    def _read_folder(self, folder: Path) -> Iterator[Page | Failure]:
        """Every page below a folder. Hidden files and links to folders are left out."""
        found = False
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(d for d in folders if not d.startswith("."))
            for name in sorted(files):
                path = Path(root) / name
                suffix = find_suffix(name)
                if name.startswith("."):
                    continue
                if suffix and suffix not in READ and suffix not in LATER:
                    yield Failure("read", "not_a_page", f"{suffix} files are not read", str(path), quarantined=False)
                    continue
                found = True
                yield from self._read_file(path)
        if not found:
            yield Failure("read", "no_pages", f"the folder holds no page (give {_FORMS})", str(folder))

    def _read_file(self, path: Path) -> Iterator[Page | Failure]:
        where = str(path)
        if self._selection is not None and not self._selection.opens(where):
            return
        if not path.is_file():
            yield Failure("read", "unreadable", "this is neither a file nor a folder", where)
            return
        try:
            with path.open("rb") as stream:
                self._report.bytes += path.stat().st_size
                yield from self._read_stream(stream, where, path.name)
        except OSError as e:
            yield Failure("read", "unreadable", f"cannot be read: {e.strerror} (check the file's permissions)", where)

    def _read_stream(self, stream: BinaryIO, where: str, name: str) -> Iterator[Page | Failure]:
        """The pages of an open source; what it raises as a whole is its Failure."""
        reader = SourceReader(Budget(self._limits), self._report, self._defaults, self._selection)
        try:
            yield from reader.read(stream, where, name)
        except ReadError as e:
            yield Failure("read", e.reason, str(e), where)
