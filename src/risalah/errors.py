"""The error tree. Every error says what happened, where, and how to mend it.

RisalahError
├── ConfigError        a setting is wrong; stop before any work               exit 2
├── ResourceError      a data file of ours or the user's is wrong             exit 2
├── PageError          this page only; it becomes a Failure, the run goes on  exit 3 (4 if no page is left)
│   ├── ReadError
│   ├── CleanError
│   ├── AnnotateError
│   ├── ExtractError
│   └── FetchError     an address was not fetched
│       ├── BadAddress, SchemeRefused, UserinfoRefused, PortRefused, PrivateAddress    the guard refuses it
│       ├── RobotsRefused                                                              its site refuses it
│       ├── HostUnknown, ConnectionFailed, TooSlow, HostBusy                           maybe later
│       ├── StatusRefused, TooLarge, TooManyRedirects, BadEncoding                     the answer is of no use
│       └── BadFeed                                                                    it is no feed that can be read
├── LinkError          records cannot be joined                               exit 1
├── LinkIncomplete     a block of the link stage was not done; the rest stays exit 1
├── StoreError         the register cannot be read or written                 exit 2
│   ├── RegisterBusy   another process is writing it                          exit 5
│   ├── RulingError    a person's decision cannot be carried out              exit 2
│   │   └── StaleRuling    somebody else has decided meanwhile                exit 2
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


class LinkIncomplete(RisalahError):
    """A block of the link stage could not be done. What was done stays, and is not done again."""


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


class FetchError(PageError):
    """An address could not be fetched. `refused`: by the guard or by robots.txt; `transient`: worth trying later,
    after `retry_after` seconds where the server said so."""

    step = "fetch"
    word = "not_fetched"
    refused = False
    transient = False

    def __init__(
        self, message: str, *, reason: str | None = None, remedy: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message, reason=reason or self.word, remedy=remedy)
        self.retry_after = retry_after


class BadAddress(FetchError):
    """This is no address of a page."""

    word = "bad_address"
    refused = True


class SchemeRefused(FetchError):
    """Neither http nor https."""

    word = "scheme"
    refused = True


class UserinfoRefused(FetchError):
    """The address holds a name or a password."""

    word = "userinfo"
    refused = True


class PortRefused(FetchError):
    """The port is not among those that are fetched from."""

    word = "port"
    refused = True


class PrivateAddress(FetchError):
    """The host is, or one of its addresses is, not on the public internet."""

    word = "private_address"
    refused = True


class RobotsRefused(FetchError):
    """The site's robots.txt disallows it, or could not be read, which counts as a disallow."""

    word = "robots"
    refused = True


class HostUnknown(FetchError):
    """The name of the host leads to no address."""

    word = "unknown_host"
    transient = True


class ConnectionFailed(FetchError):
    """No connection, a broken one, a wrong certificate, or an answer that is not HTTP."""

    word = "connection"
    transient = True


class TooSlow(FetchError):
    """The answer did not come within the time set for it."""

    word = "too_slow"
    transient = True


class HostBusy(FetchError):
    """The server asks to come again later (429, 503)."""

    word = "busy"
    transient = True


class StatusRefused(FetchError):
    """The server answered with another status than 200; `transient` for those of its own making (5xx)."""

    word = "status"

    def __init__(self, message: str, *, status: int = 0, remedy: str = "") -> None:
        super().__init__(message, reason=f"http_{status}", remedy=remedy)
        self.status = status
        self.transient = status >= 500


class TooLarge(FetchError):
    """More bytes than are taken, as sent or unpacked."""

    word = "too_large"


class TooManyRedirects(FetchError):
    """A loop of redirects, or more of them than are followed."""

    word = "redirects"


class BadEncoding(FetchError):
    """The body is packed in a way that is not unpacked, or not as it says."""

    word = "bad_encoding"


class BadFeed(FetchError):
    """The answer is no feed, sitemap or list of addresses that can be read."""

    word = "bad_feed"


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


class RulingError(StoreError):
    """What a person decided of a record cannot be carried out: no such value, no such record."""


class StaleRuling(RulingError):
    """Somebody else has decided of this record since it was shown. `since` are their rulings as JSON, oldest first."""

    def __init__(self, message: str, *, since: tuple[object, ...] = (), remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.since = since


class NoUsableInput(RisalahError):
    """No input could be read as a page."""

    exit_code = 4


class BelowFloor(RisalahError):
    """A check or an evaluation fell below its floor."""

    exit_code = 7


class EvidenceError(RisalahError):
    """Evidence does not equal its slice of the text. This is a bug in risalah, never in your input."""
