"""Addresses as they are fetched: parsed strictly, refused where they are not plainly a page's."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from risalah.errors import BadAddress, PortRefused, SchemeRefused, UserinfoRefused

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 2000
"""Characters of an address; a longer one is refused (no register could keep it as a key)."""

_PLAIN = "/%:@!$&'()*+,;=~-._"  # what stands in a path as it is
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for. `host` is an ASCII name, or an IP address in its plain form."""

    scheme: str
    host: str
    port: int
    path: str
    ip: IP | None = None

    @property
    def authority(self) -> str:
        """Host and port as a URL writes them."""
        host = f"[{self.host}]" if self.ip is not None and self.ip.version == 6 else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without its fragment."""
        return self.origin + self.path


def parse_address(raw: str, ports: tuple[int, ...], base: str | None = None) -> Target:
    """The target of an address, or of a link on the page `base`.

    Raises BadAddress, SchemeRefused, UserinfoRefused and PortRefused; nothing is looked up.
    """
    text = raw.strip()
    shown = text[:200]
    if len(text) > LONGEST:
        raise BadAddress(f"the address has more than {LONGEST} characters: {text[:80]}...")
    # A backslash, a blank or a control character is read in one way by one program and in another by the next.
    if not text or any(c <= " " or c == "\\" or unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text):
        raise BadAddress(f"{shown!r} is no address", remedy="write it without blanks and backslashes")
    try:
        if base is not None:
            text = urljoin(base, text)
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as e:
        raise BadAddress(f"{shown!r} is no address: {e}") from e
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise SchemeRefused(
            f"{shown!r} is not fetched: only http and https are", remedy="save the page and give the file"
        )
    if "@" in parts.netloc:
        raise UserinfoRefused(
            f"{scheme}://...@{host[:100]}: an address with a name or password is not fetched",
            remedy="leave out what stands before the @",
        )
    if not host:
        raise BadAddress(f"{shown!r} names no host", remedy="write https://host/page")
    number = _DEFAULT_PORTS[scheme] if port is None else port
    if number not in ports:
        allowed = ", ".join(map(str, ports))
        raise PortRefused(f"{shown!r}: port {number} is not fetched from", remedy=f"ports are {allowed}")
    name, ip = _read_host(host, bracketed="[" in parts.netloc)
    path = quote(parts.path or "/", safe=_PLAIN)
    query = "?" + quote(parts.query, safe=_PLAIN + "?") if parts.query else ""
    return Target(scheme, name, number, path + query, ip)


def _read_host(host: str, *, bracketed: bool) -> tuple[str, IP | None]:
    """The host as ASCII, and the IP address that it is, if it is one in any way of writing. Raises BadAddress."""
    if bracketed:
        try:
            six = ipaddress.IPv6Address(host)
        except ValueError as e:
            raise BadAddress(f"[{host[:100]}] is no IPv6 address") from e
        if six.scope_id is not None:
            raise BadAddress(f"[{host[:100]}]: an address with a zone is not fetched")
        return str(six), six
    # Full-width digits and other full stops mean the same host to a resolver.
    plain = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    if not plain.isascii():
        import idna

        try:
            plain = idna.encode(plain, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as e:
            raise BadAddress(f"{host[:100]!r} is no name of a host: {e}") from e
    plain = plain[:-1] if plain.endswith(".") else plain
    four = read_ipv4(plain)
    if four is not None:
        return str(four), four
    if len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in plain.split(".")):
        raise BadAddress(f"{host[:100]!r} is no name of a host")
    return plain, None


def read_ipv4(host: str) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a host is, in any form that a resolver takes (127.1, 0x7f.1, 017700000001, 2130706433).

    None for a name. Raises BadAddress where the last part is a number and the whole is no address.
    """
    parts = host.split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    wrong = BadAddress(f"{host[:100]!r} is neither a name nor an IPv4 address")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(p) and len(p) <= 40 for p in parts):
        raise wrong
    try:
        values = [_read_number(p) for p in parts]
    except ValueError as e:
        raise wrong from e
    *front, last = values
    if any(v > 255 for v in front) or last >= 256 ** (5 - len(values)):
        raise wrong
    whole = last
    for i, v in enumerate(front):
        whole += v << (8 * (3 - i))
    return ipaddress.IPv4Address(whole)


def _read_number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part[0] == "0" else int(part)


def canonical_address(url: str) -> str:
    """The address that stands for a page: host in lower case, no trackers, no default port, no fragment."""
    from courlan import clean_url

    cleaned = clean_url(url)
    return (cleaned or url).partition("#")[0]
