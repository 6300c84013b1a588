"""The application below /api/v1: what may be asked, what is answered, and the description of both."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from risalah import __version__
from risalah.errors import RisalahError
from risalah.show.web.api.answers import ErrorAnswer, Wrong, answer_wrong
from risalah.show.web.api.routes_entries import make_entry_routes
from risalah.show.web.api.routes_formats import make_format_routes
from risalah.show.web.api.routes_others import make_other_routes
from risalah.show.web.desk import Desk

log = logging.getLogger(__name__)
_ABOUT = (
    "What states said, agreed and promised, each value with the exact words that it rests on. Reading only. "
    "Lists are paged: follow `next_url` until it is null. Errors have one shape."
)


def make_api(desk: Desk, today: Callable[[], date], *, may_read_text: Callable[[Request], bool]) -> FastAPI:
    """The API of one register; `may_read_text` says whether a request may see whole articles."""
    app = FastAPI(
        title="risalah",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        responses={
            400: {"model": ErrorAnswer, "description": "The request cannot be read; each fault is named."},
            414: {"model": ErrorAnswer, "description": "The address is too long."},
            503: {"model": ErrorAnswer, "description": "The register cannot be read just now."},
        },
    )
    app.include_router(make_entry_routes(desk, today))
    app.include_router(make_format_routes(desk, today))
    app.include_router(make_other_routes(desk, today, may_read_text))
    _add_errors(app)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """The description says 400 where the framework would say 422: that is what we answer."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=app.routes,
                servers=[{"url": "/api/v1"}],
            )  # fmt: skip
            for path in made["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            for name in ("HTTPValidationError", "ValidationError"):
                made["components"]["schemas"].pop(name, None)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def describe_faults(e: RequestValidationError) -> list[str]:
    """One line for each fault: which parameter, what is wrong, what was given."""
    out = []
    for fault in e.errors():
        name = ".".join(str(x) for x in fault["loc"][1:2]) or "request"
        given = repr(fault.get("input"))[:60]
        if fault["type"] == "extra_forbidden":
            out.append(f"{name}: there is no such parameter here")
        elif fault["type"] == "missing":
            out.append(f"{name}: this is needed")
        else:
            out.append(f"{name}: {fault['msg'][:200]}, not {given}")
    return out or ["the request cannot be read"]


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(Wrong)
    async def wrong(_: Request, e: Wrong) -> Response:
        return answer_wrong(e.status, e.errors)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, e: RequestValidationError) -> Response:
        return answer_wrong(400, describe_faults(e))

    @app.exception_handler(HTTPException)
    async def http(_: Request, e: HTTPException) -> Response:
        told = {404: "there is no such address", 405: "this API is for reading: use GET"}
        headers = {"Allow": "GET, HEAD"} if e.status_code == 405 else None
        return answer_wrong(e.status_code, [told.get(e.status_code, str(e.detail))], headers)

    @app.exception_handler(RisalahError)
    async def ours(request: Request, e: RisalahError) -> Response:
        # The message may name a path of this machine: it goes to the log, not to the answer.
        log.error("%s: %s", request.url.path, e)
        return answer_wrong(503, ["the register cannot be read just now"])

    @app.exception_handler(Exception)
    async def bug(request: Request, e: Exception) -> Response:
        return answer_wrong(500, ["something went wrong on our side; nothing was changed"])
