"""Calls to an OpenAI-compatible endpoint, within limits of time, size and number. The key is never printed."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from risalah.errors import ConfigError

MOST_BYTES = 4_000_000
"""An answer above this many bytes is not read."""
_ATTEMPTS = 3
_GIVE_UP_AFTER = 3  # questions in a row without an answer
_BACKOFF = 0.5  # seconds, doubled with every attempt
_LONGEST_WAIT = 30.0  # seconds that a Retry-After is honoured for
_AGAIN = frozenset({408, 409, 425, 429})
_HOPELESS = frozenset({401, 402, 403, 404, 405})
_NO_JSON_MODE = frozenset({400, 422})


class NoAnswer(Exception):
    """A question got no answer; the message says why, and holds neither key nor article."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and how much. `key_env` names the environment variable that holds the key, "" for none.

    `timeout` is seconds for one call, `budget` for all calls of a run, `max_calls` the calls of a run.
    """

    base_url: str
    model: str
    key_env: str = ""
    timeout: float = 60.0
    budget: float = 1800.0
    max_tokens: int = 2000
    max_calls: int = 1000
    concurrency: int = 2
    json_mode: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of the model, and the tokens where the endpoint reports them. `cut` marks one that broke off."""

    content: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cut: bool = False


class LlmClient:
    """Asks one endpoint. Safe to use from several threads. Raises ConfigError where the settings cannot work."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        environ: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.endpoint = endpoint
        _check(endpoint)
        environ = os.environ if environ is None else environ
        key = environ.get(endpoint.key_env, "").strip() if endpoint.key_env else ""
        if endpoint.key_env and not key:
            raise ConfigError(
                f"llm_key_env: the environment variable {endpoint.key_env} is not set",
                remedy="set it to the key of your endpoint, or leave llm_key_env out",
            )
        if not (key.isascii() and (key.isprintable() or not key)):
            raise ConfigError(f"llm_key_env: {endpoint.key_env} holds characters that no key has")
        try:
            import httpx
        except ImportError as e:
            raise ConfigError("the llm extractor needs httpx", remedy="pip install 'risalah[llm]'") from e
        self._httpx = httpx
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        # No redirects: the key goes to the address that the user wrote, and nowhere else.
        # No connection is kept: each call has a socket of its own, which can be shut when its time is over.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.Client(headers=headers, follow_redirects=False, limits=limits)
        self._url = endpoint.base_url.rstrip("/") + "/chat/completions"
        self._sleep = sleep
        self._lock = threading.Lock()
        self._calls = 0
        self._failed_in_a_row = 0
        self._until: float | None = None
        self._json_mode = endpoint.json_mode
        self.given_up = ""

    @property
    def calls(self) -> int:
        """Calls made so far, repeated ones among them."""
        return self._calls

    def stop(self, why: str) -> None:
        """Ask nothing more, and close the connections."""
        self.given_up = self.given_up or why
        self._client.close()

    def ask(self, messages: Sequence[Mapping[str, str]]) -> Answer:
        """The answer to one question. Raises NoAnswer, and at once when the client has given up."""
        try:
            answer = self._ask(messages)
        except NoAnswer as e:
            with self._lock:
                self._failed_in_a_row += 1
                if self._failed_in_a_row >= _GIVE_UP_AFTER and not self.given_up:
                    self.given_up = f"{_GIVE_UP_AFTER} questions in a row got no answer, the last: {e}"
            raise
        with self._lock:
            self._failed_in_a_row = 0
        return answer

    def _ask(self, messages: Sequence[Mapping[str, str]]) -> Answer:
        problem = ""
        for attempt in range(_ATTEMPTS):
            left = self._take_call()
            wait = _BACKOFF * 2**attempt
            json_mode = self._json_mode
            try:
                status, headers, body = self._post(messages, min(self.endpoint.timeout, left), json_mode=json_mode)
            except self._httpx.TimeoutException:
                problem = f"no answer within {min(self.endpoint.timeout, left):g} s"
            except (self._httpx.HTTPError, RuntimeError) as e:  # RuntimeError: closed by `stop`
                problem = f"the endpoint cannot be reached ({type(e).__name__})"
            else:
                if 200 <= status < 300:
                    return _read_answer(body, headers.get("content-type", ""))
                problem = f"the endpoint answered with status {status}"
                if status in _NO_JSON_MODE and json_mode:
                    self._json_mode = False  # it may be the response_format that it does not know
                    continue
                if status in _HOPELESS:
                    self.given_up = self.given_up or problem
                    raise NoAnswer(problem)
                if status not in _AGAIN and status < 500:
                    raise NoAnswer(problem)
                wait = max(wait, _read_retry_after(headers.get("retry-after", "")))
            if attempt + 1 < _ATTEMPTS:
                self._wait(wait)
        raise NoAnswer(problem)

    def _take_call(self) -> float:
        """Count one call; the seconds that are left of the budget. Raises NoAnswer where nothing is left."""
        with self._lock:
            if self.given_up:
                raise NoAnswer(self.given_up)
            now = time.monotonic()
            if self._until is None:
                self._until = now + self.endpoint.budget
            if now >= self._until:
                self.given_up = f"the time of {self.endpoint.budget:g} s is used up"
            elif self._calls >= self.endpoint.max_calls:
                self.given_up = f"the {self.endpoint.max_calls} calls are used up"
            if self.given_up:
                raise NoAnswer(self.given_up)
            self._calls += 1
            return self._until - now

    def _wait(self, seconds: float) -> None:
        until = self._until or 0.0
        self._sleep(max(0.0, min(seconds, _LONGEST_WAIT, until - time.monotonic())))

    def _post(
        self, messages: Sequence[Mapping[str, str]], seconds: float, *, json_mode: bool
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of one call, all within `seconds` and MOST_BYTES."""
        e = self.endpoint
        body: dict[str, Any] = {
            "model": e.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": e.max_tokens,
        }
        if json_mode:
            body["response_format"] = {"type": "json_object"}
        seconds = max(0.05, seconds)
        end = time.monotonic() + seconds
        chunks: list[bytes] = []
        size = 0
        data = json.dumps(body, ensure_ascii=True).encode()
        kind = {"Content-Type": "application/json"}
        # A server that sends its headers letter by letter never runs into the time for one read.
        watch = _Watch(seconds)
        try:
            with self._client.stream(
                "POST", self._url, content=data, headers=kind, timeout=seconds, extensions={"trace": watch.note}
            ) as response:
                for chunk in response.iter_raw():
                    size += len(chunk)
                    if size > MOST_BYTES:
                        raise NoAnswer(f"the answer is larger than {MOST_BYTES} bytes")
                    if time.monotonic() > end:
                        raise self._httpx.ReadTimeout("the answer took too long")
                    chunks.append(chunk)
                return response.status_code, response.headers, b"".join(chunks)
        except self._httpx.TransportError as error:
            if time.monotonic() > end:
                raise self._httpx.ReadTimeout("the answer took too long") from error
            raise
        finally:
            watch.cancel()


class _Watch:
    """Shuts the socket of a call when its time is over, wherever in the answer it then waits."""

    def __init__(self, seconds: float) -> None:
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds + 0.05, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def note(self, event: str, info: Mapping[str, Any]) -> None:
        """Hear of a connection that was made (an httpcore trace)."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            if found is not None:
                self._sockets.append(found)

    def cancel(self) -> None:
        """The call is over."""
        self._timer.cancel()

    def _shut(self) -> None:
        for s in self._sockets:
            with suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)


def _check(endpoint: Endpoint) -> None:
    """Raise ConfigError where the address or the model cannot be used."""
    if not endpoint.base_url or not endpoint.model:
        missing = "llm_base_url" if not endpoint.base_url else "llm_model"
        raise ConfigError(
            f"the llm extractor needs the setting {missing}",
            remedy="set llm_base_url and llm_model: no endpoint is built in",
        )
    try:
        parts = urlsplit(endpoint.base_url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
        secret = bool(parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        good, secret = False, False
    if not good or secret:
        why = "holds a name, a password or a query" if secret else "is no http or https address"
        raise ConfigError(
            f"llm_base_url {why}",
            remedy="write it as https://host/v1, and give the key by the variable that llm_key_env names",
        )


def _read_answer(body: bytes, kind: str) -> Answer:
    """The first choice's words. Raises NoAnswer where the body is of another form."""
    try:
        data = json.loads(body)
        choice = data["choices"][0]
        content = choice["message"]["content"]
        if isinstance(content, list):  # some servers give parts
            content = "".join(str(p.get("text") or "") for p in content)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as e:
        short = kind.split(";", maxsplit=1)[0][:40] or "no content type"
        raise NoAnswer(f"the endpoint's answer is no chat completion ({short})") from e
    if not isinstance(content, str):
        raise NoAnswer("the endpoint's answer holds no words")
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Answer(
        content,
        _read_count(usage.get("prompt_tokens")),
        _read_count(usage.get("completion_tokens")),
        choice.get("finish_reason") == "length",
    )


def _read_count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None


def _read_retry_after(value: str) -> float:
    """Seconds of a Retry-After header, which is a number or a date; 0 for none."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0
