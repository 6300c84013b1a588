"""How a register is opened to readers, and what a visitor may do."""

from __future__ import annotations

import ipaddress
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.requests import Request

from risalah.errors import ConfigError
from risalah.show.web.asking import RefusedError
from risalah.store.people import ROLES, People, check_role, hash_secret

MODES = ("open", "closed")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. A visitor without a name has not signed in; `via` says how one did: session, token, proxy, link."""

    name: str | None = None
    role: str | None = None
    via: str = ""
    scopes: tuple[str, ...] = ("read",)
    session: str = ""

    def may(self, role: str) -> bool:
        """Has it this role, or one that includes it?"""
        if self.role is None or (self.via == "token" and role != "reader" and "curate" not in self.scopes):
            return False
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def may_read_text(self) -> bool:
        """May it see whole articles? Those who signed in may; a token only with the scope for it."""
        return self.role is not None and (self.via != "token" or "text" in self.scopes)


class Links:
    """The one-time link that `serve` prints, and the sessions that it begins. They end with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[str] = set()
        self._sessions: set[str] = set()

    def make(self) -> str:
        """A new link's secret."""
        secret = secrets.token_urlsafe(24)
        with self._lock:
            self._open.add(hash_secret(secret))
        return secret

    def use(self, secret: str) -> str | None:
        """A session's secret for a link that nobody has used yet."""
        with self._lock:
            kept = hash_secret(secret)
            if kept not in self._open:
                return None
            self._open.discard(kept)
            session = secrets.token_urlsafe(32)
            self._sessions.add(hash_secret(session))
            return session

    def holds(self, session: str) -> bool:
        """Was this session begun by a link, and not ended?"""
        with self._lock:
            return hash_secret(session) in self._sessions

    def end(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.discard(hash_secret(session))


@dataclass(frozen=True, slots=True)
class Access:
    """How a register is opened.

    `mode` "open": anyone reads, signing in shows whole articles; "closed": nobody reads without signing in. `own`
    says that only this machine's owner can reach it: whole articles are shown to all. `people` are the users (None:
    nobody can sign in by password or token). `proxies` are the addresses whose word on who asks is taken, given in
    the header `proxy_header`; users that it names and that are not known here get `proxy_role`. `oidc` says that
    one may sign in at another place too.
    """

    mode: str = "open"
    own: bool = True
    people: People | None = None
    proxies: tuple[Network, ...] = ()
    proxy_header: str = "remote-user"
    proxy_role: str = "reader"
    links: Links = field(default_factory=Links)
    oidc: bool = False

    def trusts(self, address: str | None) -> bool:
        """Is this the address of a proxy of ours?"""
        if not self.proxies or not address:
            return False
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self.proxies)


def read_access(
    mode: str | None,
    *,
    own: bool,
    people: People | None,
    proxies: str | None = None,
    proxy_header: str = "Remote-User",
    proxy_role: str = "reader",
) -> Access:
    """An Access of settings. Raises ConfigError for a mode, address or role that is none."""
    if mode not in (None, *MODES):
        raise ConfigError(f"{mode!r} is no way to open a register", remedy=f"set access to {' or '.join(MODES)}")
    check_role(proxy_role)
    return Access(mode or "open", own, people, read_networks((proxies or "").split(",")), proxy_header, proxy_role)


def read_networks(given: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks. Raises ConfigError for what is none."""
    out = []
    for raw in (x.strip() for x in given):
        if not raw:
            continue
        try:
            out.append(ipaddress.ip_network(raw))
        except ValueError as e:
            raise ConfigError(f"{raw!r} is no address of a proxy", remedy="write 10.0.0.5 or 10.0.0.0/24") from e
    return tuple(out)


def find_visitor(request: Request) -> Visitor:
    """Who asks, as the Gate found it."""
    visitor = request.scope.get("state", {}).get("visitor")
    return visitor if isinstance(visitor, Visitor) else Visitor()


def may_read_text(request: Request) -> bool:
    """May this request see whole articles?"""
    return bool(request.scope.get("state", {}).get("own")) or find_visitor(request).may_read_text


def require_role(request: Request, role: str) -> Visitor:
    """The visitor. Raises RefusedError: 401 where nobody has signed in, 403 where the role does not allow it."""
    visitor = find_visitor(request)
    if visitor.role is None:
        raise RefusedError(401, "error.sign_in")
    if not visitor.may(role):
        raise RefusedError(403, "error.role")
    return visitor
