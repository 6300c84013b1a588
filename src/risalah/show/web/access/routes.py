"""Signing in and out, and the one-time link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from risalah.show.web.access.gate import PLAIN_COOKIE, SECURE_COOKIE, is_secure
from risalah.show.web.access.rules import Access, Visitor, find_visitor
from risalah.show.web.asking import RefusedError
from risalah.show.web.render import read_ui, render_page
from risalah.show.web.security import host_name, is_loopback
from risalah.store.people import SESSION_DAYS, TooManyTries


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The form; `wrong` is the key of what is wrong, `next` a path of ours."""

    next: str
    wrong: str
    visitor: Visitor
    possible: bool
    oidc: bool = False


def safe_next(given: str) -> str:
    """A path of ours, "/" for anything else: `//host`, a scheme, a backslash or a control character lead elsewhere."""
    if not given.startswith("/") or given[1:2] in ("/", "\\") or "\\" in given:
        return "/"
    return "/" if any(ord(c) < 33 or ord(c) == 127 for c in given) else given[:1000]


def make_access_routes(access: Access, today: Callable[[], date]) -> APIRouter:
    """The routes; the Gate before them has found out who asks."""
    router = APIRouter(include_in_schema=False)

    def show(request: Request, next: str, wrong: str = "", status: int = 200) -> Response:
        page = SignInPage(safe_next(next), wrong, find_visitor(request), access.people is not None, access.oidc)
        answer = render_page(read_ui(request, today()), "sign_in.html", page, status=status)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @router.get("/sign-in")
    def ask(request: Request, next: str = "/") -> Response:
        return show(request, next)

    @router.post("/sign-in")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=4000)] = "/",
    ) -> Response:
        if access.people is None:
            return show(request, next, "access.nobody", 403)
        address = request.client.host if request.client else ""
        try:
            session = access.people.sign_in(name, password, address)
        except TooManyTries:
            return show(request, next, "access.too_many", 429)
        if session is None:
            return show(request, next, "access.wrong", 401)
        return begin(request, session, safe_next(next))

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        visitor = find_visitor(request)
        if visitor.role is None:
            raise RefusedError(401, "error.sign_in")
        access.links.end(visitor.session)
        if access.people is not None and visitor.session:
            access.people.end_session(visitor.session)
        answer = RedirectResponse("/", status_code=303)
        for cookie in (SECURE_COOKIE, PLAIN_COOKIE):
            answer.delete_cookie(cookie, path="/", secure=cookie == SECURE_COOKIE, httponly=True, samesite="lax")
        return answer

    @router.get("/enter/{secret}")
    def enter(request: Request, secret: str) -> Response:
        # Only in this machine's own browser: behind a proxy everybody seems to sit here.
        client = request.client.host if request.client else ""
        if not is_loopback(client) or not is_loopback(host_name(request.headers["host"]) or ""):
            raise RefusedError(404, "error.not_found")
        session = access.links.use(secret)
        if session is None:
            raise RefusedError(404, "error.link")
        return begin(request, session, "/")

    return router


def begin(request: Request, session: str, next: str) -> Response:
    """A redirect that hands the browser its session.

    Over plain http on this machine a browser would refuse a `__Host-` cookie; everywhere else it is that or nothing.
    """
    plain = not is_secure(request) and is_loopback(host_name(request.headers["host"]) or "")
    answer = RedirectResponse(next, status_code=303)
    answer.set_cookie(
        PLAIN_COOKIE if plain else SECURE_COOKIE,
        session,
        max_age=SESSION_DAYS * 86400,
        path="/",
        secure=not plain,
        httponly=True,
        samesite="lax",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
