"""The guard: which addresses a host may have. A name is looked up once, and every address of it is checked."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from risalah.errors import BadAddress, HostUnknown, PrivateAddress, TooSlow
from risalah.fetch.address import IP
from risalah.fetch.settings import Network

Resolver = Callable[[str, int], Sequence[str]]
"""From (host, port) to IP addresses in the order in which they are to be tried. Raises OSError."""

_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), why)
    for network, why in (
        # `is_global` of the standard library says True of these, or has said so in some release.
        ("64:ff9b::/96", "leads through NAT64 to any IPv4 address"),
        ("64:ff9b:1::/48", "leads through a local NAT64 to any IPv4 address"),
        ("2002::/16", "leads through 6to4 to any IPv4 address"),
        ("2001::/32", "leads through Teredo to any IPv4 address"),
        ("2001::/23", "is kept for protocols"),
        ("2001:db8::/32", "is kept for documentation"),
        ("3fff::/20", "is kept for documentation"),
        ("5f00::/16", "is kept for segment routing"),
        ("100::/64", "is kept for discarding"),
        ("::ffff:0:0/96", "is an IPv4 address in disguise"),
        ("::ffff:0:0:0/96", "is an IPv4 address in disguise"),
        ("::/96", "is an IPv4 address in disguise"),
        ("fec0::/10", "is of one site only"),
        ("fc00::/7", "is private"),
        ("fe80::/10", "is of one link only"),
        ("ff00::/8", "is multicast"),
        ("0.0.0.0/8", "is this machine"),
        ("127.0.0.0/8", "is this machine"),
        ("10.0.0.0/8", "is private"),
        ("172.16.0.0/12", "is private"),
        ("192.168.0.0/16", "is private"),
        ("100.64.0.0/10", "is of a provider's own net"),
        ("169.254.0.0/16", "is of one link only, or a cloud's metadata"),
        ("168.63.129.16/32", "is a cloud's metadata"),
        ("192.0.0.0/24", "is kept for protocols"),
        ("192.0.2.0/24", "is kept for documentation"),
        ("198.51.100.0/24", "is kept for documentation"),
        ("203.0.113.0/24", "is kept for documentation"),
        ("192.88.99.0/24", "is a 6to4 relay"),
        ("198.18.0.0/15", "is kept for measurements"),
        ("224.0.0.0/4", "is multicast"),
        ("240.0.0.0/4", "is kept for later"),
    )
)


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


class Guard:
    """Says which addresses a host is connected by. `allow` lists networks that are let through all the same."""

    def __init__(self, allow: Sequence[Network] = (), resolver: Resolver = resolve_host) -> None:
        self._allow = tuple(allow)
        self._resolver = resolver

    def find_fault(self, ip: IP) -> str | None:
        """Why an address is not connected to; None where it may be."""
        if any(ip.version == n.version and ip in n for n in self._allow):
            return None
        if ip.version == 6 and ip.scope_id is not None:
            return "is of one link only"
        for network, why in _REFUSED:
            if ip.version == network.version and ip in network:
                return why
        if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
            return "is not on the public internet"
        return None

    def check(self, ip: IP, host: str) -> None:
        """Raise PrivateAddress where `ip`, an address of `host`, is not connected to."""
        why = self.find_fault(ip)
        if why:
            named = host if host == str(ip) else f"{host} ({ip})"
            raise PrivateAddress(
                f"{named}: not fetched, for the address {why}",
                remedy="save the page and give the file, or name the network in fetch_allow_private",
            )

    def resolve(self, host: str, port: int, timeout: float | None = None) -> list[IP]:
        """The addresses of a host, all checked, in the order to try them.

        One that is refused refuses the host: a name that leads to both a public and a private address is a trap.
        Raises PrivateAddress, HostUnknown, TooSlow.
        """
        try:
            given = [host] if _is_ip(host) else list(self._look_up(host, port, timeout))
            found = [ipaddress.ip_address(g) for g in given]
        except OSError as e:
            raise HostUnknown(f"{host}: the name leads nowhere ({e.strerror or e})", remedy="check the address") from e
        except ValueError as e:
            raise BadAddress(f"{host}: {e}") from e
        if not found:
            raise HostUnknown(f"{host}: the name leads nowhere", remedy="check the address")
        for ip in found:
            self.check(ip, host)
        return found

    def _look_up(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """As the resolver, but given up after `timeout` seconds: the system's own look-up cannot be interrupted."""
        if timeout is None:
            return self._resolver(host, port)
        result: list[Sequence[str]] = []
        fault: list[BaseException] = []

        def look() -> None:
            try:
                result.append(self._resolver(host, port))
            except (OSError, UnicodeError) as e:
                fault.append(e)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(timeout)
        if fault:
            raise fault[0]
        if not result:
            raise TooSlow(f"{host}: looking the name up took more than {timeout:.0f} seconds")
        return result[0]


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
