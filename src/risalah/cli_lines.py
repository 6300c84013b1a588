"""Decisions of persons as text: written to a file or standard output, and read from one."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from risalah.errors import ConfigError, StoreError


def write_lines(lines: Iterable[str], out: str) -> None:
    """Write lines to the file `out`, or to standard output where it is "-". Raises ConfigError."""
    found = [line + "\n" for line in lines]
    if out == "-":
        sys.stdout.writelines(found)
        return
    try:
        Path(out).write_text("".join(found), encoding="utf-8")
    except OSError as e:
        raise ConfigError(f"{out}: {e.strerror}", remedy="name another file with -o") from e


def read_lines(source: str) -> list[str]:
    """The lines of the file `source`, or of standard input where it is "-". Raises ConfigError, StoreError."""
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return raw.decode("utf-8-sig").split("\n")
    except OSError as e:
        raise ConfigError(f"{source}: {e.strerror}", remedy="check the path; use - for standard input") from e
    except UnicodeDecodeError as e:
        raise StoreError(f"{source}: this is not UTF-8 text", remedy="save it as UTF-8; nothing was imported") from e
