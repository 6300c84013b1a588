"""A chat endpoint on this machine that behaves as a test wants: well, wrongly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Reply:
    """What the server sends: `chunks` with a pause of `pause` seconds before each, after `delay` seconds.

    With `header_pause` it sends one header after another without an end, so many seconds apart.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    delay: float = 0.0
    chunks: Iterable[bytes] = ()
    pause: float = 0.0
    header_pause: float = 0.0


def completion(content: Any, usage: dict[str, Any] | None = None, finish: str = "stop") -> Reply:
    """A chat completion with these words (anything but a string is written as JSON)."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    row: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": words}, "finish_reason": finish}]}
    if usage is not None:
        row["usage"] = usage
    return Reply(body=json.dumps(row).encode())


@dataclass(slots=True)
class Request:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def sentences(self) -> list[dict[str, Any]]:
        """The sentences that were asked about, read out of the last message."""
        lines = self.body["messages"][-1]["content"].split("\n")
        rows: list[dict[str, Any]] = json.loads(lines[-2])["sentences"]
        return rows


class FakeLlm:
    """A server in a thread of its own; `answer(request, number)` says what it sends. Also a context manager."""

    def __init__(self, answer: Callable[[Request, int], Reply]) -> None:
        self.requests: list[Request] = []
        lock = threading.Lock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                request = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                with lock:
                    fake.requests.append(request)
                    number = len(fake.requests)
                reply = answer(request, number)
                time.sleep(reply.delay)
                try:
                    while reply.header_pause:
                        self.wfile.write(b"HTTP/1.1 200 OK\r\n" if not reply.body else b"X-A: b\r\n")
                        reply.body = b"begun"
                        time.sleep(reply.header_pause)
                    self.send_response(reply.status)
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    if not reply.chunks:
                        self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                    for chunk in reply.chunks:
                        time.sleep(reply.pause)
                        self.wfile.write(chunk)
                        self.wfile.flush()
                except OSError:
                    pass  # the client went away

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> FakeLlm:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
