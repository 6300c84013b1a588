"""The guard against requests that a page or a feed would have us make inside our own network."""

from __future__ import annotations

import ipaddress
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.errors import HostUnknown, PrivateAddress, TooSlow
from risalah.fetch import FetchSettings
from risalah.fetch.client import Fetcher
from risalah.fetch.guard import Guard
from web_site import Site, open_site

INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "0.0.0.0", "0.1.2.3",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "192.88.99.1", "168.63.129.16", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_let_through(address: str) -> None:
    with pytest.raises(PrivateAddress):
        Guard(resolver=lambda h, p: [address]).resolve("kabar.example", 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.21.244.1", "2606:4700::1111", "2a00:1450::1"])
def test_public_addresses_are_let_through(address: str) -> None:
    assert Guard(resolver=lambda h, p: [address]).resolve("kabar.example", 443) == [ipaddress.ip_address(address)]


def test_one_inner_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(PrivateAddress, match=r"kabar\.example \(10\.0\.0\.5\)"):
        Guard(resolver=lambda h, p: ["8.8.8.8", "10.0.0.5"]).resolve("kabar.example", 443)


def test_a_network_that_is_named_is_let_through_and_no_other() -> None:
    guard = Guard((ipaddress.ip_network("10.20.0.0/16"),), resolver=lambda h, p: [h])
    assert guard.resolve("10.20.1.1", 80)
    for address in ("10.21.0.1", "::ffff:10.20.1.1", "127.0.0.1"):
        with pytest.raises(PrivateAddress):
            guard.resolve(address, 80)


@given(st.ip_addresses())
def test_what_is_not_global_is_never_let_through(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if Guard().find_fault(ip) is None:
        assert ip.is_global and not ip.is_multicast and not ip.is_loopback and not ip.is_link_local


def test_names_that_lead_nowhere_and_names_that_take_too_long() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    def slow(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["8.8.8.8"]

    with pytest.raises(HostUnknown, match="leads nowhere"):
        Guard(resolver=unknown).resolve("tiada.example", 80, 1)
    with pytest.raises(HostUnknown):
        Guard(resolver=lambda h, p: []).resolve("tiada.example", 80)
    with pytest.raises(TooSlow):
        Guard(resolver=slow).resolve("lambat.example", 80, 0.05)


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://2130706433/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://dalam.example/",
        "//127.1/",
        "http://localhost/",
    ],
)
def test_case_54_redirects_into_the_network_are_refused(place: str, make_fetcher: Callable[..., Fetcher]) -> None:
    # Only the first site's address is let through; on another port of it stands what must not be reached.
    with open_site("127.0.0.3") as outside:
        outside.pages["/"] = (302, {"Location": place}, b"")
        names = {"luar.example": ["127.0.0.3"], "dalam.example": ["10.0.0.1"], "localhost": ["127.0.0.1", "::1"]}
        fetcher = make_fetcher(
            resolver=lambda h, p: names[h], allow_private=(ipaddress.ip_network("127.0.0.3"),), ports=(outside.port,)
        )
        with pytest.raises(PrivateAddress):
            fetcher.get(outside.url(host="luar.example"))
        assert outside.asked == ["/robots.txt", "/"]


def test_case_55_the_checked_address_is_the_one_connected(site: Site, make_fetcher: Callable[..., Fetcher]) -> None:
    """The name leads to the outer site when it is checked, and would lead inside at any second look."""
    with open_site("127.0.0.3") as outside:
        outside.pages["/a"] = "dari luar"
        looks: list[str] = []

        def rebind(host: str, port: int) -> list[str]:
            looks.append(host)
            return ["127.0.0.3"] if len(looks) == 1 else ["127.0.0.1"]

        allowed = (ipaddress.ip_network("127.0.0.3"),)
        fetcher = make_fetcher(resolver=rebind, allow_private=allowed, ports=(outside.port,))
        fetched = fetcher.get(outside.url("/a", host="ganti.example"), robots=False)
        assert fetched.body == b"dari luar" and looks == ["ganti.example"]
        assert outside.headers[0]["host"] == f"ganti.example:{outside.port}"
        fetcher.close()
        with pytest.raises(PrivateAddress):  # a new connection looks again, and is checked again
            fetcher.get(outside.url("/a", host="ganti.example"), robots=False)
        assert site.asked == []


def test_the_next_address_is_tried_where_the_first_is_closed(site: Site, make_fetcher: Callable[..., Fetcher]) -> None:
    site.pages["/"] = "ada"
    fetcher = make_fetcher(resolver=lambda h, p: ["127.0.0.9", "127.0.0.1"])
    assert fetcher.get(site.url(host="dua.example")).body == b"ada"


def test_proxies_of_the_environment_are_not_used(
    site: Site, make_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_site("127.0.0.4") as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        site.pages["/"] = "langsung"
        assert make_fetcher().get(site.url()).body == b"langsung" and proxy.asked == []


def test_tls_is_checked_against_the_name_and_the_name_is_sent(tmp_path: Path) -> None:
    import shutil
    import ssl

    if shutil.which("openssl") is None:
        pytest.skip("no openssl program to make a certificate with")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(cert),
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=aman.example", "-addext", "subjectAltName=DNS:aman.example"]
    subprocess.run([*command, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    seen: list[str | None] = []
    context.sni_callback = lambda sock, name, ctx: seen.append(name)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            for _ in range(2):
                plain, _address = listener.accept()
                try:
                    with context.wrap_socket(plain, server_side=True) as s:
                        s.recv(4096)
                        s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\naman")
                except OSError:
                    plain.close()

        threading.Thread(target=answer, daemon=True).start()
        settings = FetchSettings(
            ports=(port,), allow_private=(ipaddress.ip_network("127.0.0.1"),), tries=1, ca_file=str(cert)
        )
        with Fetcher(settings, resolver=lambda h, p: ["127.0.0.1"]) as fetcher:
            assert fetcher.get(f"https://aman.example:{port}/", robots=False).body == b"aman"
            with pytest.raises(Exception, match="certificate"):
                fetcher.get(f"https://lain.example:{port}/", robots=False)
    assert seen == ["aman.example", "lain.example"]
