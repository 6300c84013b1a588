"""Names of files and of members of archives: which are pages, and which are refused."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from risalah.errors import ReadError

TEXT = frozenset({".txt", ".md", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
ROWS = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
ARCHIVES = frozenset({".warc", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".parquet"})
LATER = {
    ".7z": "unpack it",
    ".rar": "unpack it",
    ".arc": "convert it to .warc",
    ".pdf": "save its text as .txt",
    ".doc": "save its text as .txt",
    ".docx": "save its text as .txt",
    ".xls": "save it as .csv",
    ".xlsx": "save it as .csv",
    ".opml": "give this file by its own name",
    ".rss": "give this file by its own name",
    ".xml": "give a feed or a sitemap by its own name",
}
"""What is not read, and what to do instead."""
READ = TEXT | HTML | ROWS | ARCHIVES

_PACKED = frozenset({".gz", ".bz2", ".xz", ".zst"})
_DRIVE = re.compile(r"[A-Za-z]:")


def find_suffix(name: str) -> str:
    """The suffix that says what is in a file: ".jsonl" of "rows.jsonl.gz"; small letters, "" for none."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".tgz":
        return ".tar"
    if path.suffix in _PACKED:
        inner = PurePosixPath(path.stem).suffix
        return inner if inner in READ | LATER.keys() else ""
    return path.suffix


def is_hidden(name: str) -> bool:
    """Is this a hidden file, or what macOS puts beside files?"""
    parts = PurePosixPath(
        name.replace("\\", "/")
    ).parts  # a name of Windows that points out is refused, not passed over
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def check_name(name: str) -> None:
    """Raise ReadError for a member's name that points out of the archive or cannot be told.

    Nothing is ever written to the disk under such a name; an archive that holds one is made to harm, and what it
    says of itself is not believed.
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts:
        raise ReadError(
            "the name of this member points out of the archive", reason="unsafe_name", remedy="make the archive again"
        )
    if not name.strip() or "\x00" in name:
        raise ReadError("this member has no name", reason="unsafe_name", remedy="make the archive again")
