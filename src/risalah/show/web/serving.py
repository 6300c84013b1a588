"""Run the web application on this machine."""

from __future__ import annotations

import socket
import sys
from datetime import date
from typing import Protocol

import uvicorn

from risalah.errors import ConfigError, StoreError
from risalah.show.web.access.oidc import OidcSettings, Provider
from risalah.show.web.access.rules import read_access
from risalah.show.web.app import create_app
from risalah.show.web.bringing import ReadPage
from risalah.show.web.review import Curation, OfficialText, Relinker
from risalah.show.web.security import is_loopback
from risalah.store import open_store
from risalah.store.appender import open_appender
from risalah.store.people import open_people


def serve(
    target: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    as_of: date | None = None,
    *,
    i_know: bool = False,
    allowed_hosts: tuple[str, ...] = (),
    full_text: bool = True,
    access_mode: str | None = None,
    proxies: str | None = None,
    proxy_header: str = "Remote-User",
    proxy_role: str = "reader",
    map_boundaries: str | None = None,
    read_page: ReadPage | None = None,
    tools: CuratorTools | None = None,
    oidc: OidcSettings | None = None,
) -> None:
    """Serve the register at `target` until interrupted; open requests are answered first.

    Anything but an address of this machine needs `access_mode` ("open" or "closed"), or `i_know`. On this machine's own
    address a link is printed that makes whoever opens it first a curator. `allowed_hosts`, `proxies`, `proxy_header`
    and `proxy_role` are for a register behind a proxy; `map_boundaries` is a boundary file or "none"; `read_page` reads
    what visitors bring in (None: they cannot); with `tools` curators decide here; at `oidc` people may sign in. Raises
    ConfigError, StoreError (no register there).
    """
    if not is_loopback(host) and not i_know and access_mode is None:
        raise ConfigError(
            f"{host} can be reached from other machines, and nothing says who may read",
            remedy="set --access open or --access closed, or add --i-know, or serve on 127.0.0.1",
        )
    if not 0 <= port <= 65535:
        raise ConfigError(f"{port} is not a port", remedy="give a number from 0 (any free one) to 65535")
    names = allowed_hosts if is_loopback(host) or host in ("0.0.0.0", "::") else (*allowed_hosts, host)
    # Behind another name or a proxy others read too, even if we listen on this machine's own address.
    own = is_loopback(host) and access_mode is None and not allowed_hosts and not proxies
    people = open_people(target, create=oidc is not None)
    access = read_access(
        access_mode, own=own, people=people, proxies=proxies, proxy_header=proxy_header, proxy_role=proxy_role
    )
    provider = Provider(oidc) if oidc else None
    if access.mode == "closed" and people is None and not access.proxies:
        raise ConfigError(
            "a closed register without users can be read by nobody",
            remedy="add one: `risalah user add REGISTER NAME`, or name trusted_proxies",
        )
    app = create_app(
        target,
        as_of=as_of,
        allowed_hosts=names,
        full_text=full_text,
        map_boundaries=map_boundaries,
        read_page=read_page,
        access=access,
        curation=open_curation(target, tools) if tools else None,
        oidc=provider,
    )
    listener = open_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    print(address, file=sys.stderr, flush=True)
    if is_loopback(host):
        print(f"curator, once: {address}enter/{access.links.make()}", file=sys.stderr, flush=True)
    # The server's own trust in X-Forwarded-* is off: the gate believes listed proxies only.
    config = uvicorn.Config(
        app,
        log_config=None,  # what it logs goes where ours goes, in the same form
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=15,
        proxy_headers=False,
    )
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


class CuratorTools(Protocol):
    """What whoever serves does for curators through the one writer."""

    def relink(self) -> None:
        """Compute the entries anew."""

    def take_in(self, document: OfficialText) -> str:
        """Store an official document; the id of its article."""

    def forget(self, kind: str, key: str, why: str, by: str) -> None:
        """Erase an article or an actor's records."""


def open_curation(target: str, tools: CuratorTools, quiet: float = 5.0) -> Curation | None:
    """Where the decisions on a register go; None, with a word about it, where it cannot be written."""
    open_store(target, read_only=True).close()  # no register at all is told once, by what reads it
    try:
        appender = open_appender(target)
    except StoreError as e:
        print(f"for reading only: {e}", file=sys.stderr, flush=True)
        return None
    return Curation(appender, Relinker(tools.relink, quiet), tools.take_in, tools.forget)


def open_port(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ConfigError where the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
        listener.listen(128)
    except OSError as e:
        listener.close()
        raise ConfigError(
            f"cannot listen on {host}:{port}: {e.strerror or e}",
            remedy="another program may use the port: choose one with --port, or stop that program",
        ) from e
    return listener
