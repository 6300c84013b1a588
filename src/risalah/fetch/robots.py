"""robots.txt: read once a site, honoured as RFC 9309 says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from risalah.errors import BadEncoding, FetchError, RobotsRefused, TooLarge, TooManyRedirects
from risalah.fetch.address import Target
from risalah.fetch.answer import Fetched

AGENT = "risalah"
"""The name that a robots.txt may speak to."""
ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
_KEPT_SECONDS = 24 * 3600  # RFC 9309: not to be used longer
_FAULT_SECONDS = 600  # what could not be read is asked for again sooner


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    parsed: Any = None
    fault: str | None = None


class RobotsBook:
    """The rules of every site asked so far. `ask` fetches a robots.txt, and raises FetchError for any other status."""

    def __init__(self, ask: Callable[[str], Fetched], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def check(self, target: Target) -> None:
        """Raise RobotsRefused where the site disallows the address to us, or its rules could not be read."""
        rules = self._read(target)
        if rules.fault is not None:
            error = RobotsRefused(
                f"{target.url}: not fetched, for {target.origin}/robots.txt could not be read ({rules.fault})",
                reason="robots_unreadable",
                remedy="try again later",
            )
            error.transient = True
            raise error
        if rules.parsed is not None and not rules.parsed.can_fetch(target.url, AGENT):
            raise RobotsRefused(
                f"{target.url}: the site's robots.txt disallows it",
                remedy="ask the site, or save the page yourself and give the file",
            )

    def delay(self, target: Target) -> float:
        """Seconds between two requests that the site asks for; 0 where it says nothing."""
        parsed = self._read(target).parsed
        if parsed is None:
            return 0.0
        rate = parsed.request_rate(AGENT)
        asked = [parsed.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0]
        return max(0.0, *map(float, asked))

    def _read(self, target: Target) -> _Rules:
        with self._lock:
            known = self._rules.get(target.origin)
        if known is not None and known.until > self._clock():
            return known
        rules = self._fetch(target)
        with self._lock:
            self._rules[target.origin] = rules
        return rules

    def _fetch(self, target: Target) -> _Rules:
        from protego import Protego

        now = self._clock()
        try:
            answer = self._ask(f"{target.origin}/robots.txt")
        except FetchError as e:
            status = getattr(e, "status", 0)
            if 400 <= status < 500:
                return _Rules(now + _KEPT_SECONDS)  # "unavailable": everything may be fetched
            if isinstance(e, TooLarge | TooManyRedirects | BadEncoding):
                return _Rules(now + _FAULT_SECONDS, fault=e.message)
            # "Unreachable": nothing may. That the host itself cannot be reached is the better message.
            if not status:
                raise
            return _Rules(now + _FAULT_SECONDS, fault=e.message)
        text = answer.body.decode("utf-8", "replace").replace("\x00", "")
        return _Rules(now + _KEPT_SECONDS, parsed=Protego.parse(text))
