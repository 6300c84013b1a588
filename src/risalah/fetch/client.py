"""The fetcher: one address in, one answer out, or the error that says why not."""

from __future__ import annotations

import contextlib
import random
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from urllib.parse import urlsplit

import httpcore
import httpx

from risalah.errors import (
    BadAddress,
    ConnectionFailed,
    FetchError,
    HostBusy,
    HostUnknown,
    RobotsRefused,
    StatusRefused,
    TooManyRedirects,
    TooSlow,
)
from risalah.fetch.address import Target, parse_address
from risalah.fetch.answer import Fetched
from risalah.fetch.body import ACCEPTED, read_body
from risalah.fetch.guard import Guard, Resolver, resolve_host
from risalah.fetch.pace import Pacer
from risalah.fetch.robots import ROBOTS_BYTES, RobotsBook
from risalah.fetch.settings import FetchSettings
from risalah.fetch.transport import GuardedTransport, deadline

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"


class Fetcher:
    """Fetches by the settings: guarded, paced, within caps. Threads may share one; close it, or use it as a context.

    `Fetcher(FetchSettings()).get("https://kabar.example/1")` gives a Fetched. No cookie is kept, no proxy of the
    environment used, nothing sent but the request itself.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolver: Resolver = resolve_host,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.settings = settings or FetchSettings()
        self._sleep, self._now, self._jitter = sleep, now, jitter
        self._guard = Guard(self.settings.allow_private, resolver)
        self._pacer = Pacer(clock, sleep)
        self._robots = RobotsBook(self._ask_robots, clock)
        self._client: httpx.Client | None = None
        self._opening = threading.Lock()
        s = self.settings
        self._timeout = httpx.Timeout(s.read_seconds, connect=s.connect_seconds, pool=s.total_seconds)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def check(self, url: str) -> str:
        """The address as it would be fetched. Raises as `parse_address`, and PrivateAddress; nothing is looked up."""
        target = parse_address(url, self.settings.ports)
        if target.ip is not None:
            self._guard.check(target.ip, target.host)
        return target.url

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = True,
        most: int | None = None,
    ) -> Fetched:
        """Fetch an address, asking again where that may help. With `etag` or `last_modified` the answer may be 304.

        `most` is the cap on the body's bytes where it is another than the settings'. Raises FetchError: what each of
        its kinds means stands in errors.py.
        """
        given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # What a server once sent goes back only where it can stand in a header.
        condition = {k: v for k, v in given.items() if v and v.isascii() and v.isprintable()}
        tries = self.settings.tries
        for attempt in range(1, tries + 1):
            try:
                return self._follow(url, condition, robots=robots, most=most or self.settings.body_bytes)
            except FetchError as e:
                if not e.transient or isinstance(e, RobotsRefused) or attempt == tries:
                    raise
                wait = e.retry_after
                if wait is None:
                    wait = self.settings.backoff_seconds * 2 ** (attempt - 1) * (0.5 + self._jitter())
                if wait > self.settings.longest_wait:
                    raise
                self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _follow(self, url: str, condition: dict[str, str], *, robots: bool, most: int) -> Fetched:
        """One attempt, through its redirects, each of which is checked like the first address."""
        s = self.settings
        target = parse_address(url, s.ports)
        hops: list[str] = []
        left = s.total_seconds
        while True:
            delay = s.host_delay
            if target.ip is not None:
                self._guard.check(target.ip, target.host)
            if robots:
                self._robots.check(target)
                delay = max(delay, min(self._robots.delay(target), s.longest_delay))
            with self._pacer.turn(target.host, delay):
                begun = time.monotonic()
                try:
                    status, headers, body = self._ask(target, condition, most, left)
                except (HostUnknown, ConnectionFailed, TooSlow):
                    self._pacer.note(target.host, reached=False)
                    raise
                left -= time.monotonic() - begun
                self._pacer.note(target.host, reached=True)
            if status in _REDIRECTS:
                hops.append(target.url)
                target = self._next(target, headers.get("location"), hops)
                continue
            if status == 304 and condition:
                body = b""
            elif status != 200:
                raise self._refuse(target, status, headers)
            return Fetched(url, target.url, status, headers, body, self._now(), tuple(hops))

    def _next(self, target: Target, location: str | None, hops: list[str]) -> Target:
        """Where a redirect leads."""
        if not location:
            raise BadAddress(f"{target.url}: a redirect without an address")
        if len(hops) > self.settings.redirects:
            raise TooManyRedirects(f"{hops[0]}: more than {self.settings.redirects} redirects")
        # Servers send the raw bytes of an address, which arrive as Latin-1.
        with contextlib.suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        found = parse_address(location.replace(" ", "%20"), self.settings.ports, base=target.url)
        if found.url in hops:
            raise TooManyRedirects(f"{hops[0]}: a loop of redirects at {found.url}", reason="redirect_loop")
        return found

    def _ask(
        self, target: Target, condition: dict[str, str], most: int, seconds: float
    ) -> tuple[int, dict[str, str], bytes]:
        """One request and its answer; the body is read for status 200 only."""
        headers = {
            "User-Agent": self.settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "id, en;q=0.7",
            "Accept-Encoding": ACCEPTED,
            **condition,
        }
        with _telling(target), deadline(seconds), self._open().stream("GET", target.url, headers=headers) as answer:
            found = {k.lower(): v for k, v in answer.headers.items()}
            if answer.status_code != 200:
                return answer.status_code, found, b""
            return (
                200,
                found,
                read_body(answer.iter_raw(), found.get("content-encoding", ""), found.get("content-length"), most),
            )

    def _refuse(self, target: Target, status: int, headers: dict[str, str]) -> FetchError:
        """The error of a status that is neither 200 nor a redirect; a host that asks for rest gets it."""
        after = read_retry_after(headers.get("retry-after"), self._now())
        if status == 429 or (status == 503 and after is not None):
            if after is not None and after > self.settings.longest_wait:
                self._pacer.rest(target.host, after)
            wish = "later" if after is None else f"in {after:.0f} seconds"
            return HostBusy(f"{target.url}: the server says {status}, come again {wish}", retry_after=after)
        remedy = {401: "the page needs a login", 403: "the site refuses programs", 404: "check the address"}
        return StatusRefused(f"{target.url}: the server says {status}", status=status, remedy=remedy.get(status, ""))

    def _ask_robots(self, url: str) -> Fetched:
        # One attempt: the page's own attempts bring this one back.
        return self._follow(url, {}, robots=False, most=ROBOTS_BYTES)

    def _open(self) -> httpx.Client:
        with self._opening:
            if self._client is None:
                jar = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
                transport = GuardedTransport(
                    self._guard, ca_file=self.settings.ca_file, connections=max(20, 2 * self.settings.workers)
                )
                self._client = httpx.Client(
                    transport=transport, cookies=jar, timeout=self._timeout, trust_env=False, follow_redirects=False
                )
            return self._client


@contextlib.contextmanager
def _telling(target: Target) -> Iterator[None]:
    """Turn what the network says into our errors."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as e:
        raise TooSlow(f"{target.url}: the server took too long", remedy="try again later") from e
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError, ssl.SSLError, OSError) as e:
        said = " ".join(str(e).split())[:200] or type(e).__name__
        wrong = "certificate" in said.lower()
        raise ConnectionFailed(
            f"{target.url}: {said}",
            reason="certificate" if wrong else None,
            remedy="the site's certificate is not trusted" if wrong else "try again later",
        ) from e
    except httpx.InvalidURL as e:
        raise BadAddress(f"{target.url}: {e}") from e


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; None for none."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def host_of(url: str) -> str:
    """The host of an address, for grouping; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
