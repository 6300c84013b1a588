"""Standard output for tables. Loaded by the commands that print some: what it needs takes its time."""

from __future__ import annotations

from rich.console import Console


class Paper(Console):
    """Standard output for tables. A reader that went away is told as BrokenPipeError, like everywhere else."""

    def on_broken_pipe(self) -> None:
        """Raise, where rich would end the program with code 1."""
        raise BrokenPipeError
