"""Run the web application on this machine."""

from __future__ import annotations

import socket
import sys
from datetime import date

import uvicorn

from risalah.errors import ConfigError
from risalah.show.web.app import create_app
from risalah.show.web.security import is_loopback


def serve(
    target: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    as_of: date | None = None,
    *,
    i_know: bool = False,
    allowed_hosts: tuple[str, ...] = (),
    full_text: bool = True,
) -> None:
    """Serve the register at `target` until interrupted; open requests are answered first.

    Anything but an address of this machine needs `i_know`: whoever reaches it can read all of the register. Raises
    ConfigError (host, port in use), StoreError (no register there).
    """
    if not is_loopback(host) and not i_know:
        raise ConfigError(
            f"{host} can be reached from other machines, and reading needs no password",
            remedy="serve on 127.0.0.1, or add --i-know if that is meant",
        )
    if not 0 <= port <= 65535:
        raise ConfigError(f"{port} is not a port", remedy="give a number from 0 (any free one) to 65535")
    names = allowed_hosts if is_loopback(host) or host in ("0.0.0.0", "::") else (*allowed_hosts, host)
    app = create_app(target, as_of=as_of, allowed_hosts=names, full_text=full_text)
    listener = open_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


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
