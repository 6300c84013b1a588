"""What is in hand, in a file that outlives the process: whoever does the work again finds what killed it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

DEATHS = 2
"""As often must a thing have killed its process until it is given up: one kill may come from outside."""


class Mark:
    """The number of the thing that is being done, with those of the things that killed their process before."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        deaths = Counter(self._read())
        self.given_up = frozenset(n for n, times in deaths.items() if times >= DEATHS)
        self._kept = sorted(deaths.elements())
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        os.ftruncate(self._file, 0)
        # One line for each death before, then the line that is overwritten with each thing.
        self._head = "".join(f"{n:012d}\n" for n in self._kept).encode()
        os.pwrite(self._file, self._head, 0)

    def _read(self) -> list[int]:
        try:
            return [int(line) for line in self._path.read_text().split()]
        except (FileNotFoundError, ValueError):
            return []

    def set(self, number: int) -> None:
        """Thing `number` is done now."""
        os.pwrite(self._file, f"{number:012d}\n".encode(), len(self._head))

    def calm(self) -> None:
        """This attempt ends without a kill: the thing in hand is not to blame."""
        os.ftruncate(self._file, len(self._head))
        os.close(self._file)

    def clear(self) -> None:
        """All is done."""
        os.close(self._file)
        self._path.unlink(missing_ok=True)
