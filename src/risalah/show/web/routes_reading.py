"""Bring in a page: the form, and what was read of it. Nothing is stored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from risalah.errors import RisalahError
from risalah.model.document import Document
from risalah.show.web.asking import RefusedError
from risalah.show.web.bringing import MAX_FILES, Brought, ReadPage, read_form
from risalah.show.web.desk import Desk
from risalah.show.web.opening import Opening
from risalah.show.web.render import render_page
from risalah.show.web.views.reading import ReadingPage, view_documents

_AT_ONCE = 2
"""Pages that are read at the same time; others wait, at most so long."""
_WAIT = 20.0


def make_reading_router(desk: Desk, today: Callable[[], date], read_page: ReadPage | None) -> APIRouter:
    """`/read`, or nothing where pages cannot be read here (`read_page` None)."""
    router = APIRouter()
    if read_page is None:
        return router
    opening = Opening(desk, today)
    turns = threading.BoundedSemaphore(_AT_ONCE)

    def read(brought: Brought) -> list[Document]:
        if not turns.acquire(timeout=_WAIT):
            raise RefusedError(503, "read.busy")
        try:
            return read_page(brought)
        finally:
            turns.release()

    @router.get("/read")
    def show_form(request: Request) -> Response:
        ui, _ = opening.open(request)
        return render_page(ui, "read.html", ReadingPage(fetches=may_fetch(request)))

    @router.post("/read")
    async def show_read(request: Request) -> Response:
        async with request.form(max_files=MAX_FILES + 5, max_fields=20) as form:
            brought = await read_form(form)
        fetches = may_fetch(request)
        if brought.address and not fetches:
            raise RefusedError(403, "read.no_address")
        ui, ctx = await run_in_threadpool(opening.open, request)
        try:
            documents = await run_in_threadpool(read, brought)
        except RisalahError as e:
            page = ReadingPage(problem=e.message, remedy=e.remedy or "", fetches=fetches, done=True)
            return render_page(ui, "read.html", page, status=422)
        page = ReadingPage(view_documents(documents, ctx), fetches=fetches, done=True)
        return await run_in_threadpool(render_page, ui, "read.html", page)

    return router


def may_fetch(request: Request) -> bool:
    """May this visitor let the server fetch an address? On one's own machine, and curators: it is nobody's proxy."""
    visitor = getattr(request.state, "visitor", None)
    return bool(getattr(request.state, "own", visitor is None)) or (visitor is not None and visitor.may("curator"))
