"""What a caller sets for fetching."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from risalah import __version__
from risalah.errors import ConfigError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_CONTACT = re.compile(r"[\x21-\x7e]{3,200}")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Caps and manners of fetching. Times are seconds, sizes bytes; `tries` counts the first attempt too.

    `allow_private` lists networks that are reached although they are not on the public internet: none by default;
    a test names its loopback network. `total_seconds` is for one attempt with all its redirects, without the waits
    between requests. A `Retry-After` above `longest_wait` is not waited for: the host rests until then.
    """

    contact: str | None = None
    ports: tuple[int, ...] = (80, 443, 8080, 8443)
    allow_private: tuple[Network, ...] = ()
    body_bytes: int = 10_000_000
    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    redirects: int = 10
    tries: int = 3
    backoff_seconds: float = 1.0
    longest_wait: float = 60.0
    host_delay: float = 1.0
    longest_delay: float = 30.0
    workers: int = 8
    ca_file: str | None = None

    @property
    def user_agent(self) -> str:
        """What the server is told of who asks."""
        return f"risalah/{__version__}" + (f" (+{self.contact})" if self.contact else "")

    def __post_init__(self) -> None:
        if self.contact is not None and not _CONTACT.fullmatch(self.contact):
            raise ConfigError(
                f"{self.contact!r} is no contact for a User-Agent",
                remedy="give an address or a web page, without blanks, such as press@ministry.example",
            )


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks in a line, separated by commas or blanks ("127.0.0.0/8, ::1"). Raises ConfigError."""
    try:
        return tuple(ipaddress.ip_network(part) for part in re.split(r"[\s,]+", text.strip()) if part)
    except ValueError as e:
        raise ConfigError(f"fetch_allow_private: {e}", remedy="write networks such as 10.20.0.0/16") from e


def read_ports(text: str) -> tuple[int, ...]:
    """Ports in a line, separated by commas or blanks. Raises ConfigError."""
    parts = [part for part in re.split(r"[\s,]+", text.strip()) if part]
    if not parts or not all(p.isascii() and p.isdigit() and 0 < int(p) < 65536 for p in parts):
        raise ConfigError(f"fetch_ports: {text!r} is no list of ports", remedy="write ports such as 80,443")
    return tuple(int(p) for p in parts)
