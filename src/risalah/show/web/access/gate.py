"""The gate before every handler: who asks, whether the register is open to them, whether a POST is truly theirs."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from risalah.show.web.access.rules import Access, Visitor

SECURE_COOKIE, PLAIN_COOKIE = "__Host-risalah", "risalah"
MAX_BODY = 2_000_000
"""Bytes of a request's body, where a route does not allow more."""
_ALWAYS = ("/sign-in", "/sign-out", "/enter/", "/static/", "/oidc/", "/healthz", "/readyz")
_FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded")
Refuse = Callable[[Request, int, str], Response]


class Gate:
    """ASGI middleware. Puts the Visitor into the request's state; answers 401, 403 and 413 itself."""

    def __init__(self, app: ASGIApp, *, access: Access, refuse: Refuse, max_body: int = MAX_BODY) -> None:
        self.app, self.access, self.refuse, self.max_body = app, access, refuse, max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope, said = self._believe(scope)
        headers = Headers(scope=scope)
        request = Request(scope)
        visitor = await run_in_threadpool(self._identify, request, said)
        if visitor is None:
            await self.refuse(request, 401, "error.token")(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["visitor"], state["own"] = visitor, self.access.own
        if scope["method"] not in ("GET", "HEAD") and _is_taken(scope) and not _is_ours(headers, scope, visitor):
            await self.refuse(request, 403, "error.origin")(scope, receive, send)
            return
        if self.access.mode == "closed" and visitor.role is None and not scope["path"].startswith(_ALWAYS):
            await self._ask_in(request)(scope, receive, send)
            return
        body = await self._read_body(headers, receive)
        if body is None:
            await self.refuse(request, 413, "error.large")(scope, receive, send)
            return
        given = False

        async def receive_read() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, receive_read, send)

    async def _read_body(self, headers: Headers, receive: Receive) -> bytes | None:
        """The body, read before anything is done with it; None where it is larger than allowed."""
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.max_body:
            return None
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(parts)
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.max_body:
                return None
            more = message.get("more_body", False)
        return b"".join(parts)

    def _believe(self, scope: Scope) -> tuple[Scope, str | None]:
        """The scope without headers that only a proxy of ours may set; what such a proxy says of who asks."""
        client = scope.get("client")
        trusted = self.access.trusts(client[0] if client else None)
        name = self.access.proxy_header.lower().encode()
        said: str | None = None
        kept = []
        changed = dict(scope)
        for key, value in scope["headers"]:
            low = key.lower()
            # A server may read "_" as "-": neither spelling gets through.
            if low.replace(b"_", b"-") == name:
                if trusted and low == name:
                    said = value.decode("utf-8", "replace").strip()
            elif low in _FORWARDED:
                if trusted and low == b"x-forwarded-for":
                    changed["client"] = (value.decode("latin-1").rpartition(",")[2].strip()[:60], 0)
                if trusted and low == b"x-forwarded-proto" and value in (b"https", b"http"):
                    changed["scheme"] = value.decode()
            else:
                kept.append((key, value))
        changed["headers"] = kept
        return changed, said

    def _identify(self, request: Request, said: str | None) -> Visitor | None:
        """Who asks; None for a token that is worth nothing, which is never taken for nobody."""
        people = self.access.people
        if said:
            user = people.find_user(said) if people else None
            return Visitor(said[:64], user.role if user else self.access.proxy_role, "proxy", ("read", "text"))
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            found = people.find_token(secret.strip()) if people else None
            return Visitor(found[1].name, found[1].role, "token", found[0].scopes) if found else None
        for name in (SECURE_COOKIE, PLAIN_COOKIE):
            session = request.cookies.get(name)
            if not session or (name == PLAIN_COOKIE and is_secure(request)):
                continue
            if self.access.links.holds(session):
                return Visitor("curator", "curator", "link", ("read", "text", "curate"), session)
            user = people.find_session(session) if people else None
            if user:
                return Visitor(user.name, user.role, "session", ("read", "text", "curate"), session)
        return Visitor()

    def _ask_in(self, request: Request) -> Response:
        path = request.url.path
        wants_page = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
        if path.startswith("/api/") or not wants_page:
            return self.refuse(request, 401, "error.sign_in")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse("/sign-in?next=" + quote(path + query, safe=""), status_code=303)


def is_secure(request: Request) -> bool:
    """Did it come over https, as far as the server or a proxy of ours says?"""
    return request.scope.get("scheme") == "https"


def _is_taken(scope: Scope) -> bool:
    """Is there a handler for this? Where there is none the application says so, which changes nothing."""
    return any(route.matches(scope)[0] is Match.FULL for route in scope["app"].routes)


def _is_ours(headers: Headers, scope: Scope, visitor: Visitor) -> bool:
    """May this request change something: was it made by a page of ours, or by a program with a token?

    Browsers say where a request comes from (Sec-Fetch-Site, else Origin). One that says neither is no browser, and
    needs a token, which no other site's page can add.
    """
    site = headers.get("sec-fetch-site")
    origins = headers.getlist("origin")
    if site is None and not origins:
        return visitor.via == "token"
    if site is not None and site not in ("same-origin", "none"):
        return False
    # Our pages send no referrer, and for a browser that hides the origin of a form too. What Sec-Fetch-Site says then
    # holds: no page can set it, and a page in a sandbox, whose origin is hidden as well, is another site to it.
    if not origins or (origins == ["null"] and site == "same-origin"):
        return True
    try:
        origin = urlsplit(origins[0])
        given = (origin.scheme, origin.netloc.lower())
        port = origin.port  # noqa: F841 - reading it checks it
    except ValueError:
        return False
    return len(origins) == 1 and given == (scope.get("scheme"), headers.get("host", "").lower())
