"""The error tree. Every error says what happened, where, and how to mend it.

RisalahError
├── ConfigError        a setting is wrong; stop before any work               exit 2
├── ResourceError      a data file of ours or the user's is wrong             exit 2
├── PageError          this page only; it becomes a Failure, the run goes on  exit 3 (4 if no page is left)
│   ├── ReadError
│   ├── CleanError
│   ├── AnnotateError
│   └── ExtractError
├── LinkError          records cannot be joined                               exit 1
├── StoreError         the register cannot be read or written                 exit 2
│   ├── RegisterBusy   another process is writing it                          exit 5
│   └── NewerSchema    the register was written by a newer risalah            exit 6
├── NoUsableInput      nothing that could be read                             exit 4
├── BelowFloor         verify or eval fell below its floor                    exit 7
└── EvidenceError      evidence does not equal its slice: our bug, always loud  exit 1
"""

from __future__ import annotations


class RisalahError(Exception):
    """Base of all errors that risalah raises on purpose. `remedy` says how to mend it, or is empty."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class ConfigError(RisalahError):
    """A setting or a command-line value is wrong."""

    exit_code = 2


class ResourceError(RisalahError):
    """A data file is wrong. The message names file and line."""

    exit_code = 2

    def __init__(self, message: str, *, path: object = None, line: int | None = None, remedy: str = "") -> None:
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(where + message, remedy=remedy)


class PageError(RisalahError):
    """One page cannot be used. `reason` is a stable short word for listing and counting."""

    exit_code = 3
    step = "page"

    def __init__(self, message: str, *, reason: str = "unreadable", remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.reason = reason


class ReadError(PageError):
    """The bytes cannot be read as a page."""

    step = "read"


class CleanError(PageError):
    """No article text is left after cleaning."""

    step = "clean"


class AnnotateError(PageError):
    """The text cannot be annotated."""

    step = "annotate"


class ExtractError(PageError):
    """Records cannot be extracted."""

    step = "extract"


class LinkError(RisalahError):
    """Records cannot be joined into entries."""


class StoreError(RisalahError):
    """The register cannot be read or written."""

    exit_code = 2


class RegisterBusy(StoreError):
    """Another process is writing this register."""

    exit_code = 5


class NewerSchema(StoreError):
    """The register was written by a newer risalah."""

    exit_code = 6


class NoUsableInput(RisalahError):
    """No input could be read as a page."""

    exit_code = 4


class BelowFloor(RisalahError):
    """A check or an evaluation fell below its floor."""

    exit_code = 7


class EvidenceError(RisalahError):
    """Evidence does not equal its slice of the text. This is a bug in risalah, never in your input."""
