"""Decisions of persons as text: written to a file or standard output, and read from one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from risalah.cli_build import relink
from risalah.cli_run import note
from risalah.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from risalah.store import Store


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


def export_lines(register: str, out: str, lines: Callable[[Store], Iterable[str]]) -> None:
    """Write the decisions that `lines` prints of a register to `out`."""
    from risalah.store import open_store

    with open_store(register, read_only=True) as store:
        write_lines(lines(store), out)


def import_lines(
    register: str,
    add: Callable[[Store], dict[str, int]],
    states: Callable[[Store], Iterable[str]],
    *,
    wait: int,
    as_json: bool,
) -> None:
    """Append decisions with `add`, compute the register anew with them, and print the counts.

    `states` gives where each decision stands then: how many are "orphaned" is printed too.
    """
    from risalah.store import open_store

    with open_store(register, wait=wait, on_wait=note) as store:
        row = add(store)
        relink(store)
        row = {**row, "orphaned": sum(s == "orphaned" for s in states(store))}
    print(json.dumps(row) if as_json else " · ".join(f"{k} {v}" for k, v in row.items()))
