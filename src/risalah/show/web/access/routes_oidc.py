"""The two addresses of signing in at another place: on the way there, and back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from risalah.errors import ConfigError, StoreError
from risalah.show.web.access.gate import is_secure
from risalah.show.web.access.oidc import Journey, Provider, SignInRefusedError
from risalah.show.web.access.routes import SignInPage, begin, safe_next
from risalah.show.web.access.rules import Access, find_visitor
from risalah.show.web.render import read_ui, render_page

_COOKIE = "risalah-oidc"
_SECONDS = 600
log = logging.getLogger(__name__)


def make_oidc_routes(access: Access, provider: Provider, today: Callable[[], date]) -> APIRouter:
    """The routes; whoever comes back and is let in gets a session like that of any user."""
    router = APIRouter(prefix="/oidc", include_in_schema=False)
    people = access.people
    if people is None:
        raise ConfigError("people who sign in have to be kept somewhere", remedy="run `risalah user add` once")

    def name_cookie(request: Request) -> str:
        return f"__Host-{_COOKIE}" if is_secure(request) else _COOKIE

    def back(request: Request) -> str:
        site = provider.settings.site_url
        return (site.rstrip("/") if site else str(request.base_url).rstrip("/")) + "/oidc/callback"

    def refuse(request: Request, key: str, status: int) -> Response:
        page = SignInPage("/", key, find_visitor(request), True, oidc=True)
        answer = render_page(read_ui(request, today()), "sign_in.html", page, status=status)
        answer.headers["Cache-Control"] = "no-store"
        answer.delete_cookie(name_cookie(request), path="/", secure=is_secure(request), httponly=True, samesite="lax")
        return answer

    @router.get("/sign-in")
    def leave(request: Request, next: str = "/") -> Response:
        try:
            address, journey = provider.begin(safe_next(next), back(request))
        except StoreError as e:
            log.error("OpenID Connect: %s", e)
            return refuse(request, "access.oidc_away", 503)
        answer = RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
        answer.set_cookie(name_cookie(request), journey.write(), max_age=_SECONDS, path="/", secure=is_secure(request),
                          httponly=True, samesite="lax")  # fmt: skip
        return answer

    @router.get("/callback")
    def come_back(request: Request) -> Response:
        journey = Journey.read(request.cookies.get(name_cookie(request)))
        if journey is None:
            return refuse(request, "access.oidc_wrong", 400)
        try:
            name = provider.finish(journey, dict(request.query_params), back(request))
            known = people.find_user(name)
            if known is None:
                if provider.settings.known_only:
                    raise SignInRefusedError("nobody of that name is known here")
                people.admit(name, provider.settings.role)
            session = people.start_session(name)
        except (SignInRefusedError, ConfigError) as e:
            log.warning("OpenID Connect: %s", e)
            return refuse(request, "access.oidc_wrong", 401)
        except StoreError as e:
            log.error("OpenID Connect: %s", e)
            return refuse(request, "access.oidc_away", 503)
        answer = begin(request, session, safe_next(journey.next))
        answer.delete_cookie(name_cookie(request), path="/", secure=is_secure(request), httponly=True, samesite="lax")
        return answer

    return router
