"""Addresses: what is one, what is refused, and every way to write a number."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.errors import BadAddress, FetchError, PortRefused, SchemeRefused, UserinfoRefused
from risalah.fetch.address import canonical_address, parse_address, read_ipv4

PORTS = (80, 443, 8080, 8443)


def test_an_address_is_written_in_one_way() -> None:
    target = parse_address("HTTPS://Kabar.Example:443/a b".replace(" ", "%20") + "?x=1&y=é#end", PORTS)
    assert target.url == "https://kabar.example/a%20b?x=1&y=%C3%A9"
    assert parse_address("http://kabar.example:8080", PORTS).url == "http://kabar.example:8080/"
    assert parse_address("../2", PORTS, base="https://kabar.example/a/1/").url == "https://kabar.example/a/2"
    assert parse_address("//lain.example/2", PORTS, base="https://kabar.example/a").url == "https://lain.example/2"
    assert parse_address("https://bücher.example/", PORTS).host == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://kabar.example/", "ftp://kabar.example/", "data:text/html,x", "kabar", "x:y"]
)
def test_case_56_only_http_and_https_are_fetched(url: str) -> None:
    with pytest.raises(SchemeRefused):
        parse_address(url, PORTS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "http://",
        "http:///a",
        "https://kabar.example\\@lain.example/",
        "https://kabar.example/a\nHost: x",
        "https://kabar .example/",
        "https://kabar\u202e.example/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[kabar]/",
        "http://-x.example/",
        "http://a..example/",
        "http://1.2.3.4.5/",
        "http://kabar.256/",
        "http://0x/../",
        "http://kabar.example:99999/",
        "https://kabar.example/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    if url == "http://0x/../":  # a resolver reads it as 0.0.0.0
        assert parse_address(url, PORTS).ip == ipaddress.ip_address("0.0.0.0")
        return
    with pytest.raises(BadAddress):
        parse_address(url, PORTS)


def test_names_and_passwords_and_other_ports_are_refused() -> None:
    for url in ("https://sekar:rahasia@kabar.example/", "https://kabar.example@lain.example/", "http://@kabar.example"):
        with pytest.raises(UserinfoRefused) as e:
            parse_address(url, PORTS)
        assert "rahasia" not in str(e.value)
    for port in (22, 25, 5432, 6379):
        with pytest.raises(PortRefused, match="80, 443"):
            parse_address(f"http://kabar.example:{port}/", PORTS)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "127。0。0。1",
        "１２７.０.０.１",
        "0x7F.0x0.0x0.0x1",
    ],
)
def test_every_way_to_write_an_address_is_read(host: str) -> None:
    target = parse_address(f"http://{host}/", PORTS)
    assert target.ip == ipaddress.ip_address("127.0.0.1") and target.host == "127.0.0.1"


@given(st.ip_addresses(v=4))
def test_all_forms_of_an_address_are_one(ip: ipaddress.IPv4Address) -> None:
    a, b, c, d = ip.packed
    forms = [
        str(ip),
        str(int(ip)),
        hex(int(ip)),
        f"0{int(ip):o}",
        f"{a}.{b}.{c * 256 + d}",
        f"0x{a:x}.{b * 65536 + c * 256 + d}",
    ]
    assert {read_ipv4(f) for f in forms} == {ip}


@given(st.text(max_size=60))
def test_any_text_gives_a_target_or_a_named_error(text: str) -> None:
    for raw in (text, "http://" + text, "https://kabar.example/" + text):
        try:
            target = parse_address(raw, PORTS)
        except FetchError:
            continue
        again = parse_address(target.url, PORTS)
        assert again == target and target.url.isascii()


def test_trackers_and_fragments_are_no_part_of_a_page() -> None:
    got = canonical_address("https://Kabar.example/a/1/?utm_source=rss&id=7#komentar")
    assert got == "https://kabar.example/a/1/?id=7"
