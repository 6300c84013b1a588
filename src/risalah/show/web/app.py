"""The web application of one register: pages, error answers, static files, guard."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from risalah.errors import RisalahError
from risalah.show.web.access import Access, Gate, may_read_text
from risalah.show.web.access.oidc import Provider
from risalah.show.web.access.routes import make_access_routes
from risalah.show.web.access.routes_oidc import make_oidc_routes
from risalah.show.web.api import make_api, make_suffixes
from risalah.show.web.api.answers import Wrong, answer_wrong
from risalah.show.web.api.describing import build_api
from risalah.show.web.api.giving import make_format_route
from risalah.show.web.asking import RefusedError
from risalah.show.web.bringing import ReadPage
from risalah.show.web.desk import Desk
from risalah.show.web.follow import make_follow_routes
from risalah.show.web.keeping import KEPT_BYTES, Keeper, Shelf
from risalah.show.web.pages import ErrorPage
from risalah.show.web.pictures.world import draw_world
from risalah.show.web.render import HERE, read_ui, render_page
from risalah.show.web.review import Curation, make_review_routes
from risalah.show.web.review.feed import make_corrections_feed
from risalah.show.web.routes import make_router
from risalah.show.web.routes_reading import make_reading_router
from risalah.show.web.routes_screens import make_screen_router
from risalah.show.web.security import Guard
from risalah.store import open_store
from risalah.store.reader import Reader

log = logging.getLogger(__name__)
AT_ONCE = 16
"""Requests that are worked on at the same time; others wait for their turn."""
_KEYS = {404: "error.not_found", 405: "error.method"}


def create_app(
    target: str | Reader,
    *,
    as_of: date | None = None,
    allowed_hosts: Iterable[str] = (),
    full_text: bool = True,
    map_boundaries: str | None = None,
    read_page: ReadPage | None = None,
    access: Access | None = None,
    curation: Curation | None = None,
    keep_bytes: int = KEPT_BYTES,
    oidc: Provider | None = None,
) -> FastAPI:
    """The application for the register at `target`: a folder, a file or a database URL, opened read-only, or a reader.

    `as_of` is the day on which overdue is judged (None: today, at each request). `allowed_hosts` are Host names
    besides those of this machine. `full_text` False shows only sentences that are evidence. `map_boundaries` is a
    boundary file for the map, or "none". `access` says who may read (None: whoever reaches it), `curation` where
    decisions go (None: nobody decides here). `keep_bytes` of answers are kept; `oidc` is
    where people may sign in too. Raises StoreError, ConfigError.
    """
    reader = open_store(target, read_only=True) if isinstance(target, str) else target

    access = access or Access()

    def today() -> date:
        return as_of or date.today()

    def shows_text(request: Request) -> bool:
        return full_text and may_read_text(request)

    def refuse(request: Request, status: int, key: str) -> Response:
        return answer_error(request, today(), status, key)

    # No API page: FastAPI's own loads scripts from another site.
    app = FastAPI(
        title="risalah",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_settle,
    )
    desk, world = Desk(reader), draw_world(map_boundaries)
    api = make_api(desk, today, may_read_text=shows_text)
    app.mount("/api/v1", api)

    @app.get("/api")
    def describe_api(request: Request) -> Response:
        return render_page(read_ui(request, today()), "api.html", build_api(api.openapi()))

    if oidc is not None:
        access = replace(access, oidc=True)
        app.include_router(make_oidc_routes(access, oidc, today))
    app.include_router(make_access_routes(access, today))
    app.router.routes.append(make_format_route(desk, today))
    app.include_router(make_suffixes(desk, today))
    app.include_router(make_follow_routes(desk, today))
    app.include_router(make_router(desk, today, may_read_text=shows_text, world=world))
    app.include_router(make_screen_router(desk, today, world))
    app.include_router(make_reading_router(desk, today, read_page))
    app.state.reads = read_page is not None
    app.include_router(make_corrections_feed(desk, today))
    app.state.curates = curation is not None
    if curation is not None:
        app.include_router(make_review_routes(desk, curation, today))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    _add_errors(app, today)
    app.add_middleware(Keeper, desk=desk, today=today, shelf=Shelf(keep_bytes))
    app.add_middleware(Gate, access=access, refuse=refuse)
    app.add_middleware(Guard, allowed_hosts=tuple(allowed_hosts), refuse=refuse)
    return app


@asynccontextmanager
async def _settle(_: FastAPI) -> AsyncIterator[None]:
    """Before the first request: how many are worked on at once, and what the collector of garbage leaves alone.

    More threads would only take the processor from each other. What stands now (modules, templates, tables of words)
    stands until the end: a full collection that walked over it cost a reader 80 ms.
    """
    anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def answer_error(request: Request, today: date, status: int, key: str, **values: str) -> Response:
    """One error shape: JSON where a .json address or Accept asks for it, else a page in the usual layout."""
    ui = read_ui(request, today)
    wants_json = request.url.path.endswith((".json", ".csv", ".atom", ".ics", "/healthz", "/readyz")) or (
        request.headers.get("accept", "").startswith("application/json")
    )
    headers = {405: {"Allow": "GET, HEAD"}, 401: {"WWW-Authenticate": "Bearer"}}.get(status, {})
    if wants_json or request.url.path.startswith("/api/"):
        return answer_wrong(status, [ui.t(key, **values)], headers)
    answer = render_page(ui, "error.html", ErrorPage(status, key, values), status=status)
    answer.headers.update(headers)
    return answer


def _add_errors(app: FastAPI, today: Callable[[], date]) -> None:
    @app.exception_handler(RefusedError)
    async def refused(request: Request, e: RefusedError) -> Response:
        return answer_error(request, today(), e.status, e.key, **e.values)

    @app.exception_handler(Wrong)
    async def wrong(_: Request, e: Wrong) -> Response:
        return answer_wrong(e.status, e.errors)

    @app.exception_handler(HTTPException)
    async def http(request: Request, e: HTTPException) -> Response:
        return answer_error(request, today(), e.status_code, _KEYS.get(e.status_code, "error.bad_request"))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, e: RequestValidationError) -> Response:
        return answer_error(request, today(), 400, "error.bad_request")

    @app.exception_handler(RisalahError)
    async def ours(request: Request, e: RisalahError) -> Response:
        # The message may name a path of this machine: it goes to the log, not to the page.
        log.error("%s: %s", request.url.path, e)
        return answer_error(request, today(), 503, "error.store")
