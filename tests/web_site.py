"""A web site on loopback with programmable faults: every path answers as it is told to, and what was asked is kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[[BaseHTTPRequestHandler], None]
Answer = str | bytes | tuple[int, dict[str, str], bytes] | Handler


@dataclass
class Site:
    """`pages` maps a path to a body, to (status, headers, body), or to a function that writes the answer itself."""

    port: int
    host: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def asked_for(self, path: str) -> int:
        return sum(p == path for p in self.asked)


def _make_handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class One(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({k.lower(): v for k, v in self.headers.items()})
            site.times.append(time.monotonic())
            answer = site.pages.get(self.path, (404, {}, b"none"))
            with suppress(BrokenPipeError, ConnectionResetError):
                if callable(answer):
                    answer(self)
                    return
                send(self, *(answer if isinstance(answer, tuple) else (200, {}, answer)))

        def log_message(self, *_: object) -> None:
            pass

    return One


def send(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: str | bytes) -> None:
    """A whole answer with its length."""
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    if status != 304:
        handler.wfile.write(data)


def conditional(body: str, etag: str, content_type: str = "text/html; charset=utf-8") -> Handler:
    """Answers 304 to whoever has this version already."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            send(handler, 304, {"ETag": etag}, b"")
        else:
            send(handler, 200, {"ETag": etag, "Content-Type": content_type}, body)

    return answer


def first_then(*answers: Answer) -> Handler:
    """One answer after the other; the last stays."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        if callable(now):
            now(handler)
        else:
            send(handler, *(now if isinstance(now, tuple) else (200, {}, now)))

    return answer


@contextmanager
def open_site(host: str = "127.0.0.1") -> Iterator[Site]:
    """A site that answers until the block ends."""
    server = ThreadingHTTPServer((host, 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    site = Site(server.server_address[1], host)
    server.RequestHandlerClass = _make_handler(site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
