"""How far a run is: pages, pages a second, the time left. On stderr, on a terminal or where it is asked for."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from risalah.model.article import Page
    from risalah.model.document import Failure

_EVERY = 5.0
"""Seconds between two lines where stderr is no terminal."""
_OFTEN = 0.2
"""The same on a terminal, where a line is written over the one before."""
_GUESS = 3.0
"""Seconds before which no time left is told: the first pages wait for what is loaded at first use."""


class Progress:
    """Watches pages on their way in.

    What is left is reckoned from the bytes of the files that are named; of standard input and of the web it is not
    known. `told` is where lines go.
    """

    def __init__(
        self,
        sources: Sequence[str] = (),
        *,
        wanted: bool | None = None,
        told: Callable[[str], object] = sys.stderr.write,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wanted` True tells always, False never, None on a terminal."""
        self._terminal = wanted is not False and sys.stderr.isatty()
        self._on = self._terminal or bool(wanted)
        self._sizes = _measure(sources) if self._on else {}
        self._total = sum(self._sizes.values())
        self._told, self._clock = told, clock
        self._begun = self._last = clock()
        self._path, self._passed, self._inside = "", 0, 0
        self._known: set[str] = set()
        self.pages = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            self._told("\r\x1b[K")

    def watch(self, pages: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
        """The same pages; from their places it is known how far the files are read."""
        if not self._on:
            yield from pages
            return
        for page in pages:
            self._locate(page.where)
            yield page
            self._tick()

    def _tick(self) -> None:
        """A page is taken; a few more may be on their way than are done."""
        self.pages += 1
        now = self._clock()
        if now - self._last >= (_OFTEN if self._terminal else _EVERY):
            self._last = now
            line = self.describe(now - self._begun)
            self._told(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
            sys.stderr.flush()

    def describe(self, seconds: float) -> str:
        """The line after so many seconds."""
        rate = self.pages / seconds if seconds > 0 else 0.0
        line = f"{self.pages:,} pages, {rate:,.0f} a second"
        share = min(1.0, (self._passed + self._inside) / self._total) if self._total else 0.0
        if not share:
            return f"{line}, {_clock(seconds)}"
        left = f", {_clock(seconds * (1 - share) / share)} left" if seconds >= _GUESS else ""
        return f"{line}, {share:.0%} of {self._total / 1e6:,.1f} MB{left}"

    def _locate(self, where: str) -> None:
        """A page comes from this place: the files before are done, and of this one what lies before the page."""
        path = self._path if self._path and where.startswith(self._path) else self._find(where)
        if path != self._path:
            self._passed += self._sizes.get(self._path, 0)
            self._path, self._inside = path, 0
            # A file that is read twice counts once.
            self._passed -= self._sizes.get(path, 0) if path in self._known else 0
            self._known.add(path)
        offset = where.rpartition("@")[2]
        if offset.isdigit():
            self._inside = min(int(offset), self._sizes.get(path, 0))

    def _find(self, where: str) -> str:
        """The file that a place lies in; "" where none is known."""
        if where in self._sizes:
            return where
        for i in range(len(where) - 1, 0, -1):
            if where[i] in "#:!@" and where[:i] in self._sizes:
                return where[:i]
        return ""


def _measure(sources: Sequence[str]) -> dict[str, int]:
    """The files of sources with their bytes, named as places name them."""
    out: dict[str, int] = {}
    for name in sources:
        path = Path(name)
        try:
            if path.is_file():
                out[str(path)] = path.stat().st_size
            elif path.is_dir():
                for root, _, files in os.walk(path):
                    for file in files:
                        found = Path(root) / file
                        out[str(found)] = found.stat().st_size
        except OSError:
            continue
    return out


def _clock(seconds: float) -> str:
    """`3:07` or `2:03:07`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
