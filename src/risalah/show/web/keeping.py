"""Answers that are kept: whoever asks again for a page of a register that stands as it was is told so, or gets it as
it was written for the reader before."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from risalah import __version__
from risalah.show.web.access.rules import find_visitor, may_read_text
from risalah.show.web.desk import Desk, hold_moment
from risalah.show.web.interface import choose_language
from risalah.store.moment import Moment

KEPT_BYTES = 64_000_000
"""Answers that are kept in memory, all together."""
LARGEST = 1_000_000
"""Larger ones are not kept."""
_NEVER = ("/review", "/sign-in", "/sign-out", "/enter/", "/oidc", "/static/", "/healthz", "/readyz", "/read", "/export")
Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of status 200."""

    headers: tuple[Header, ...]
    body: bytes


class Shelf:
    """Answers by their tag, the longest unused going first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, tag: str) -> Answer | None:
        """What was kept under a tag."""
        with self._lock:
            if tag in self._held:
                self._held.move_to_end(tag)
            return self._held.get(tag)

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            if tag in self._held or len(answer.body) > LARGEST:
                return
            self._held[tag] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most:
                self._bytes -= len(self._held.popitem(last=False)[1].body)


class Keeper:
    """ASGI middleware behind the gate: adds an ETag to what pages and lists answer, and answers 304, or from the shelf.

    The tag holds all that an answer depends on: the state of the register, the day of judgement, the address, the
    language, and what this visitor may see. So nothing has to be thrown away when the register changes.
    """

    def __init__(self, app: ASGIApp, *, desk: Desk, today: Callable[[], date], shelf: Shelf) -> None:
        self.app, self.desk, self.today = app, desk, today
        self.shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_NEVER):
            await self.app(scope, receive, send)
            return
        moment = await run_in_threadpool(self.desk.refresh)
        tag = self._name(Request(scope), moment)
        asked = Headers(scope=scope).get("if-none-match", "")
        if tag in (x.strip().removeprefix("W/") for x in asked.split(",")):
            # Who names the tag has had the answer, and nothing that it depends on has changed.
            headers = [(b"etag", tag.encode()), (b"cache-control", b"no-cache"), (b"vary", b"Accept-Language")]
            await _send(send, 304, headers, b"")
            return
        kept = self.shelf.find(tag)
        if kept is not None:
            await _send(send, 200, list(kept.headers), kept.body)
            return
        with hold_moment(moment):
            await self._ask(tag, scope, receive, send)

    def _name(self, request: Request, moment: Moment) -> str:
        visitor = find_visitor(request)
        seen = (visitor.role, visitor.may("curator"), may_read_text(request))
        lang = choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))
        parts = (__version__, moment, self.today(), request.url, request.headers.get("accept"), lang, seen)
        return '"' + hashlib.sha256(repr([str(p) for p in parts]).encode()).hexdigest()[:32] + '"'

    async def _ask(self, tag: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and keep what it says where that is a whole answer without secrets."""
        start: Message | None = None
        parts: list[bytes] = []
        size = 0

        async def send_tagged(message: Message) -> None:
            nonlocal start, size
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                keeps = message["status"] == 200 and "set-cookie" not in headers
                if keeps and "no-store" not in headers.get("cache-control", ""):
                    control = [] if "cache-control" in headers else [(b"cache-control", b"no-cache")]
                    message = {**message, "headers": [*message["headers"], *control, (b"etag", tag.encode())]}
                    start = message
            elif start is not None:
                size += len(message.get("body", b""))
                if size > LARGEST:
                    start = None
                else:
                    parts.append(message.get("body", b""))
                    if not message.get("more_body", False):
                        self.shelf.keep(tag, Answer(tuple(start["headers"]), b"".join(parts)))
            await send(message)

        await self.app(scope, receive, send_tagged)


async def _send(send: Send, status: int, headers: list[Header], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
