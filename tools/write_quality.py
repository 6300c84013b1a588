"""Refresh the figures of docs/explain/quality.md.

    python tools/write_quality.py

A block begins with `<!-- figures: ARGUMENTS OF risalah eval -->` and ends with `<!-- end -->`; what stands between is
replaced by the output of that command with --markdown. A block whose data is not there is left as it is, and said so.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import re
import shlex
import sys
from datetime import date
from pathlib import Path

from risalah.cli import run

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explain" / "quality.md"
BLOCK = re.compile(r"(<!-- figures: ([^\n]*?) -->\n).*?(<!-- end -->)", re.S)
MADE = re.compile(r"(<!-- made -->\n).*?(<!-- end -->)", re.S)


def measure(arguments: str) -> str | None:
    """The Markdown that `risalah eval` prints for these arguments, or None where it could not measure."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["eval", *shlex.split(arguments), "--markdown"])
    return out.getvalue().strip() if code == 0 else None


def main() -> int:
    """Rewrite the page; exit code 1 where a block was left as it was."""
    left: list[str] = []

    def fill(found: re.Match[str]) -> str:
        made = measure(found[2])
        if made is None:
            left.append(found[2])
            return found[0]
        return f"{found[1]}`risalah eval {found[2]}`\n\n{made}\n{found[3]}"

    page = BLOCK.sub(fill, PAGE.read_text(encoding="utf-8"))
    if not left:
        machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
        made = f"Figures of {date.today().isoformat()}, {machine}."
        page = MADE.sub(lambda m: f"{m[1]}{made}\n{m[2]}", page)
    PAGE.write_text(page, encoding="utf-8")
    for arguments in left:
        sys.stderr.write(f"left as it was: {arguments}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
