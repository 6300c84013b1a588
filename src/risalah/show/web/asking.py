"""Read what a request asks for. A value that makes no sense is answered 400 with its name, never 500."""

from __future__ import annotations

import re

from starlette.requests import Request

_FOCUS = re.compile(r"(\d{1,8})-(\d{1,8})")


class RefusedError(Exception):
    """A request that is answered with an error page. `key` is the interface string, `values` fill it."""

    def __init__(self, status: int, key: str, **values: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def read_number(request: Request, name: str, *, low: int = 1, high: int = 100_000) -> int:
    """A whole number; `low` where it is not asked for."""
    raw = request.query_params.get(name, "")
    if not raw:
        return low
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 6 and low <= int(raw) <= high):
        raise RefusedError(400, "error.bad_value", name=name, value=raw[:40])
    return int(raw)


def read_code(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    """One of `allowed`, or empty."""
    raw = request.query_params.get(name, "")
    if raw and raw not in allowed:
        raise RefusedError(400, "error.bad_value", name=name, value=raw[:40])
    return raw


def read_focus(request: Request) -> tuple[int, int] | None:
    """`?c=start-end`, code points of the article text."""
    raw = request.query_params.get("c", "")
    if not raw:
        return None
    match = _FOCUS.fullmatch(raw)
    if not match:
        raise RefusedError(400, "error.bad_value", name="c", value=raw[:40])
    return int(match[1]), int(match[2])


def find_site(request: Request) -> str:
    """The address of this site, whose host the guard has checked."""
    return f"{request.url.scheme}://{request.headers['host']}"
