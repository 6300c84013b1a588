"""The envelopes of the API: lists, single things, errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from pydantic import Field
from starlette.responses import JSONResponse

from risalah.show.web.api.models import Shape

T = TypeVar("T")
CODES = {400: "bad_request", 401: "sign_in", 403: "forbidden", 404: "not_found", 405: "method", 503: "store"}


class FacetValue(Shape):
    """A value of a facet, how many of the found entries have it, and the address of the list with only these."""

    value: str
    count: int
    url: str
    chosen: bool


class ListAnswer(Shape, Generic[T]):
    """A page of a list. `next_url` leads to the next one; where it is null this is the last."""

    ok: bool
    as_of: str = Field(description="the day on which overdue is judged")
    total: int = Field(description="how many there are; at least so many where total_is_exact is false")
    total_is_exact: bool
    next_url: str | None
    items: list[T]
    facets: dict[str, list[FacetValue]] | None = Field(None, description="with facets=true")


class ItemAnswer(Shape, Generic[T]):
    """One thing."""

    ok: bool
    as_of: str
    item: T


class ErrorAnswer(Shape):
    """What is wrong, in one shape everywhere: `errors` has a line for each fault, `error` is the first of them."""

    ok: bool = Field(examples=[False])
    error: str
    errors: list[str]
    status: int


class Wrong(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(errors[0])
        self.status = status
        self.errors = errors


def answer_wrong(status: int, errors: Iterable[str], headers: dict[str, str] | None = None) -> JSONResponse:
    """The one error shape."""
    told = list(errors)
    body = {"ok": False, "error": told[0], "errors": told, "status": status}
    return JSONResponse(body, status_code=status, headers=headers)


def answer_item(item: Any, as_of: str) -> JSONResponse:
    """One thing."""
    return JSONResponse({"ok": True, "as_of": as_of, "item": item})
