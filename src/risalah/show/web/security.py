"""Response headers, the Host check and limits on a request. Every answer passes through here, errors too."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
from collections.abc import Callable, Iterable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
"""No inline script or style, nothing from another site, no frame around us."""

HEADERS: tuple[tuple[str, str], ...] = (
    ("content-security-policy", CSP),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("x-frame-options", "DENY"),
)
LOOPBACK: frozenset[str] = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_TARGET = 4096
"""Bytes of path and query. The longest link of ours has under 600; a 10 kB query is nobody's bookmark."""
_HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9.-]+))(?::\d{1,5})?")

log = logging.getLogger(__name__)
Refuse = Callable[[Request, int, str], Response]


def host_name(header: str) -> str | None:
    """The host of a Host header, lower case, without port and brackets; None where it is malformed."""
    match = _HOST.fullmatch(header)
    if not match:
        return None
    return (match["v6"] or match["name"]).rstrip(".").lower()


def is_loopback(host: str) -> bool:
    """Does this name or address reach only this machine?"""
    name = host.strip("[]").lower()
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class Guard:
    """ASGI middleware: refuses foreign Host headers, over-long targets and methods but GET, HEAD, POST; adds headers.

    The Host check stops a page of another site from reading the register through a name that it points at 127.0.0.1.
    `refuse(request, status, key)` makes the answer, in the same layout as any other error.
    """

    def __init__(self, app: ASGIApp, *, allowed_hosts: Iterable[str], refuse: Refuse) -> None:
        self.app = app
        self.allowed = LOOPBACK | {h.strip("[]").lower() for h in allowed_hosts}
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started, begun, status = False, time.monotonic(), 0
        head = scope["method"] == "HEAD"

        async def send_guarded(message: Message) -> None:
            nonlocal started, status
            if message["type"] == "http.response.body" and head:
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                started, status = True, message["status"]
                ours = {name.encode() for name, _ in HEADERS}
                kept = [(k, v) for k, v in message["headers"] if k.lower() not in ours]
                message = {**message, "headers": kept + [(k.encode(), v.encode()) for k, v in HEADERS]}
            await send(message)

        refused = self._check(scope)
        try:
            if refused:
                await refused(scope, receive, send_guarded)
                return
            # Pages are written for GET; HEAD is the same without a body.
            await self.app({**scope, "method": "GET"} if head else scope, receive, send_guarded)
        except Exception:
            log.exception("%s failed", scope["path"])
            if started:
                raise
            await self.refuse(Request(scope), 500, "error.server")(scope, receive, send_guarded)
        finally:
            # Not the query, which holds what somebody looks for, nor who asks.
            path = quote(scope["path"])[:200]
            log.info("%s %s %d %.0f ms", scope["method"], path, status, 1000 * (time.monotonic() - begun))

    def _check(self, scope: Scope) -> Response | None:
        hosts = [v.decode("latin-1") for k, v in scope["headers"] if k == b"host"]
        if len(hosts) != 1 or host_name(hosts[0]) not in self.allowed:
            return self.refuse(Request(scope), 400, "error.host")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET:
            return self.refuse(Request(scope), 414, "error.long")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return self.refuse(Request(scope), 405, "error.method")
        return None
