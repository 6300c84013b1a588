"""The fetcher: caps, manners, and answers that go on for ever. Every server here is a loopback one."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from risalah.errors import (
    BadEncoding,
    ConfigError,
    ConnectionFailed,
    FetchError,
    HostBusy,
    PrivateAddress,
    RobotsRefused,
    StatusRefused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from risalah.fetch import FetchSettings, read_networks, read_ports
from risalah.fetch.client import Fetcher, read_retry_after
from risalah.fetch.many import Request, fetch_many
from risalah.fetch.pace import Pacer
from web_site import Site, conditional, first_then, send

Make = Callable[..., Fetcher]


def test_a_page_comes_with_its_bytes_and_headers(site: Site, make_fetcher: Make) -> None:
    site.pages["/1"] = (200, {"Content-Type": "text/html; charset=ISO-8859-1", "ETag": '"a"'}, b"caf\xe9")
    got = make_fetcher(contact="meja@kabar.example").get(site.url("/1#akhir"))
    assert (got.body, got.status, got.etag, got.charset, got.content_type) == (
        b"caf\xe9",
        200,
        '"a"',
        "iso-8859-1",
        "text/html",
    )
    assert got.url == site.url("/1#akhir") and got.final_url == site.url("/1") and got.fetched_at.tzinfo
    agent = site.headers[-1]["user-agent"]
    assert agent.startswith("risalah/") and agent.endswith("(+meja@kabar.example)") and "cookie" not in site.headers[-1]


def test_cookies_are_not_kept(site: Site, make_fetcher: Make) -> None:
    site.pages["/1"] = (200, {"Set-Cookie": "siapa=1; Path=/"}, b"x")
    fetcher = make_fetcher()
    fetcher.get(site.url("/1"))
    fetcher.get(site.url("/1"))
    assert all("cookie" not in h for h in site.headers)


def test_redirects_are_followed_and_told(site: Site, other: Site, make_fetcher: Make) -> None:
    site.pages["/a"] = (301, {"Location": "b c"}, b"")
    site.pages["/b%20c"] = (307, {"Location": other.url("/d")}, b"")
    other.pages["/d"] = "sampai"
    got = make_fetcher(ports=(other.port,)).get(site.url("/a"))
    assert got.body == b"sampai" and got.final_url == other.url("/d")
    assert got.redirects == (site.url("/a"), site.url("/b%20c"))


def test_case_57_a_loop_and_thirty_hops_of_redirects(site: Site, make_fetcher: Make) -> None:
    site.pages["/x"] = (302, {"Location": "/y"}, b"")
    site.pages["/y"] = (302, {"Location": "/x"}, b"")
    for i in range(30):
        site.pages[f"/{i}"] = (302, {"Location": f"/{i + 1}"}, b"")
    site.pages["/30"] = "jauh"
    with pytest.raises(TooManyRedirects) as loop:
        make_fetcher(tries=3).get(site.url("/x"))
    assert loop.value.reason == "redirect_loop" and site.asked_for("/x") == 1
    with pytest.raises(TooManyRedirects, match="more than 10"):
        make_fetcher().get(site.url("/0"))
    assert site.asked_for("/11") == 0
    site.pages["/kosong"] = (302, {}, b"")
    with pytest.raises(FetchError, match="without an address"):
        make_fetcher().get(site.url("/kosong"))
    for wrong in (
        "file:///etc/passwd",
        "ftp://kabar.example/",
        "http://a:b@kabar.example/",
        "http://kabar.example:22/",
    ):
        site.pages["/salah"] = (302, {"Location": wrong}, b"")
        with pytest.raises(FetchError) as e:
            make_fetcher().get(site.url("/salah"))
        assert e.value.refused


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """A body of a byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.02)


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.02)


def _chunk_for_ever(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"400\r\n" + b"a" * 1024 + b"\r\n")


def _no_length(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b"tanpa panjang")


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


@pytest.mark.parametrize("slow", [_drip, _drip_headers, _silent], ids=["body", "headers", "silence"])
def test_case_58_a_slow_answer_ends_with_the_deadline(
    slow: Callable[[BaseHTTPRequestHandler], None], site: Site, make_fetcher: Make
) -> None:
    site.pages["/"] = slow
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        make_fetcher(total_seconds=0.4).get(site.url())
    assert time.monotonic() - begun < 0.9


def test_case_58_an_endless_body_ends_with_the_cap_and_none_needs_a_length(site: Site, make_fetcher: Make) -> None:
    site.pages["/tanpa-akhir"] = _chunk_for_ever
    with pytest.raises(TooLarge, match="100,000"):
        make_fetcher(body_bytes=100_000).get(site.url("/tanpa-akhir"))
    site.pages["/tanpa-panjang"] = _no_length
    assert make_fetcher().get(site.url("/tanpa-panjang")).body == b"tanpa panjang"
    site.pages["/besar"] = b"a" * 2000
    with pytest.raises(TooLarge, match="2,000 bytes"):
        make_fetcher(body_bytes=1000).get(site.url("/besar"))


def test_packed_bodies_are_unpacked_up_to_the_cap(site: Site, make_fetcher: Make) -> None:
    text = b"naskah " * 1000
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text[:3500]) + gzip.compress(text[3500:]),
        "deflate": zlib.compress(text),
        "x-gzip": gzip.compress(text),
        "gzip, gzip": gzip.compress(gzip.compress(text)),
        "deflate, identity": bare.compress(text) + bare.flush(),
    }
    fetcher = make_fetcher()
    for name, body in packed.items():
        site.pages["/"] = (200, {"Content-Encoding": name}, body)
        assert fetcher.get(site.url()).body == text, name
    bomb = gzip.compress(b"\x00" * 50_000_000)
    assert len(bomb) < 60_000
    site.pages["/bom"] = (200, {"Content-Encoding": "gzip"}, bomb)
    with pytest.raises(TooLarge, match="unpacks"):
        fetcher.get(site.url("/bom"))
    site.pages["/bom2"] = (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb))
    with pytest.raises(TooLarge):
        fetcher.get(site.url("/bom2"))
    for name, body in (
        ("br", b"x"),
        ("gzip", b"bukan gzip"),
        ("gzip, gzip, gzip", b"x"),
        ("gzip", packed["gzip"][:60]),
    ):
        site.pages["/rusak"] = (200, {"Content-Encoding": name}, body)
        with pytest.raises(BadEncoding):
            fetcher.get(site.url("/rusak"))


def test_case_61_a_page_that_has_not_changed_is_not_sent_again(site: Site, make_fetcher: Make) -> None:
    site.pages["/1"] = conditional("isi", '"v1"')
    fetcher = make_fetcher()
    first = fetcher.get(site.url("/1"))
    again = fetcher.get(site.url("/1"), etag=first.etag, last_modified="Sat, 01 Feb 2031 10:00:00 GMT")
    assert again.not_modified and again.body == b"" and not first.not_modified
    assert site.headers[-1]["if-modified-since"] == "Sat, 01 Feb 2031 10:00:00 GMT"
    site.pages["/1"] = conditional("isi baru", '"v2"')
    assert fetcher.get(site.url("/1"), etag=first.etag).body == b"isi baru"
    fetcher.get(site.url("/1"), etag="é\r\nX: y")
    assert "if-none-match" not in site.headers[-1]
    site.pages["/304"] = (304, {}, b"")
    with pytest.raises(StatusRefused):  # nobody asked for that
        fetcher.get(site.url("/304"))


def test_case_61_a_server_that_asks_for_time_gets_it(site: Site, make_fetcher: Make) -> None:
    now = datetime(2031, 2, 1, 10, 0, 0, tzinfo=UTC)
    site.pages["/1"] = first_then(
        (429, {"Retry-After": "7"}, b""), (503, {"Retry-After": "Sat, 01 Feb 2031 10:00:09 GMT"}, b""), "isi"
    )
    fetcher = make_fetcher(tries=3, now=lambda: now)
    assert fetcher.get(site.url("/1")).body == b"isi"
    assert fetcher.waits == [7.0, 9.0]  # type: ignore[attr-defined]
    site.pages["/2"] = (429, {"Retry-After": "9999"}, b"")
    with pytest.raises(HostBusy) as e:
        fetcher.get(site.url("/2"))
    assert e.value.retry_after == 9999 and site.asked_for("/2") == 1
    with pytest.raises(HostBusy, match="left alone for"):  # and its other pages rest too
        fetcher.get(site.url("/1"))
    assert site.asked_for("/1") == 3


def test_faults_that_pass_are_tried_again_and_others_are_not(site: Site, make_fetcher: Make) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsetengah")

    site.pages["/1"] = first_then((500, {}, b""), cut, "isi")
    fetcher = make_fetcher(tries=3)
    assert fetcher.get(site.url("/1")).body == b"isi"
    assert fetcher.waits == [1.0, 2.0]  # type: ignore[attr-defined]
    with pytest.raises(StatusRefused) as e:
        fetcher.get(site.url("/tiada"))
    assert e.value.reason == "http_404" and not e.value.transient and site.asked_for("/tiada") == 1
    for answer in (b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000):

        def other(handler: BaseHTTPRequestHandler, said: bytes = answer) -> None:
            handler.close_connection = True
            handler.wfile.write(said)

        site.pages["/2"] = other
        with pytest.raises(ConnectionFailed):
            make_fetcher().get(site.url("/2"))


def test_case_61_robots_are_honoured(site: Site, make_fetcher: Make) -> None:
    site.pages["/robots.txt"] = (
        "User-agent: *\nDisallow: /rahasia\nUser-agent: risalah\nDisallow: /arsip/*.php\nCrawl-delay: 3\n"
    )
    site.pages["/rahasia"] = "boleh bagi risalah"
    site.pages["/pindah"] = (302, {"Location": "/arsip/1.php"}, b"")
    fetcher = make_fetcher()
    assert fetcher.get(site.url("/rahasia")).status == 200
    for path in ("/arsip/1.php", "/pindah"):
        with pytest.raises(RobotsRefused) as e:
            fetcher.get(site.url(path))
        assert e.value.refused and e.value.reason == "robots"
    assert site.asked_for("/robots.txt") == 1 and site.asked_for("/arsip/1.php") == 0
    assert fetcher.waits and all(2.5 < w <= 3 for w in fetcher.waits)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_read(status: int, may: bool, site: Site, make_fetcher: Make) -> None:
    site.pages["/robots.txt"] = (status, {}, b"")
    site.pages["/1"] = "isi"
    fetcher = make_fetcher(tries=2)
    if may:
        assert fetcher.get(site.url("/1")).body == b"isi"
        return
    with pytest.raises(RobotsRefused) as e:
        fetcher.get(site.url("/1"))
    assert e.value.transient and site.asked_for("/1") == 0 and site.asked_for("/robots.txt") == 1


def test_a_robots_that_leads_inside_is_refused(site: Site, make_fetcher: Make) -> None:
    site.pages["/robots.txt"] = (302, {"Location": "http://169.254.169.254/"}, b"")
    with pytest.raises(PrivateAddress):
        make_fetcher().get(site.url("/1"))
    assert "/1" not in site.asked


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause() -> None:
    now, waits = [0.0], []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    pacer = Pacer(lambda: now[0], sleep)
    for host in ("a", "b", "a"):
        with pacer.turn(host, 2.0):
            now[0] += 0.5
    assert waits == [1.5]


def test_a_host_that_cannot_be_reached_is_left_alone_for_a_while(site: Site, make_fetcher: Make) -> None:
    looks: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.9"] if host == "mati.example" else ["127.0.0.1"]

    site.pages["/1"] = "isi"
    fetcher = make_fetcher(resolver=resolve)
    dead = [Request(site.url(f"/{i}", host="mati.example")) for i in range(10)]
    answers = fetch_many(fetcher, [*dead, Request(site.url("/1", host="hidup.example"))])
    assert [getattr(a, "reason", "") for a in answers[:-1]] == ["connection"] * 3 + ["resting"] * 7
    assert looks.count("mati.example") == 3 and not isinstance(answers[-1], FetchError)


def test_an_ipv6_site_is_reached_where_it_may_be(make_fetcher: Make) -> None:
    class Six(ThreadingHTTPServer):
        address_family = socket.AF_INET6

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            send(self, 200, {}, self.headers["Host"])

        def log_message(self, *_: object) -> None:
            pass

    try:
        server = Six(("::1", 0), Page)
    except OSError:
        pytest.skip("no IPv6 on this machine's loopback")
    port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        fetcher = make_fetcher(allow_private=read_networks("::1"), ports=(port,))
        assert fetcher.get(f"http://[::1]:{port}/", robots=False).body.decode() == f"[::1]:{port}"
    finally:
        server.shutdown()
        server.server_close()


def test_many_addresses_keep_their_order_and_one_fault_is_one_fault(
    site: Site, other: Site, make_fetcher: Make
) -> None:
    for i in range(6):
        site.pages[f"/{i}"] = f"satu {i}"
        other.pages[f"/{i}"] = f"dua {i}"
    site.pages["/3"] = (500, {}, b"")
    urls = [s.url(f"/{i}") for i in range(6) for s in (site, other)] + ["file:///etc/passwd", "http://127.1:22/"]
    told: list[int] = []
    answers = fetch_many(make_fetcher(ports=(other.port,)), [Request(u) for u in urls], lambda: told.append(1))
    words = [a.reason if isinstance(a, FetchError) else a.body.decode() for a in answers]
    expected = [f"{w} {i}" for i in range(6) for w in ("satu", "dua")]
    expected[6] = "http_500"
    assert words == [*expected, "scheme", "port"] and len(told) == len(urls)


def test_what_the_settings_take() -> None:
    assert [str(n) for n in read_networks("127.0.0.0/8, ::1")] == ["127.0.0.0/8", "::1/128"]
    assert read_ports("80, 443") == (80, 443)
    for read, wrong in ((read_networks, "127.0.0.1/8"), (read_ports, "80,http"), (read_ports, "")):
        with pytest.raises(ConfigError):
            read(wrong)
    with pytest.raises(ConfigError, match="contact"):
        FetchSettings(contact="a\r\nX-Y: z")


def test_retry_after_in_both_forms() -> None:
    now = datetime(2031, 2, 1, 10, tzinfo=UTC)
    assert read_retry_after("120", now) == 120
    assert read_retry_after("Sat, 01 Feb 2031 10:02:00 GMT", now) == 120
    assert read_retry_after("Sat, 01 Feb 2031 09:00:00 GMT", now) == 0
    assert read_retry_after("besok", now) is None and read_retry_after(None, now) is None


def test_an_address_is_checked_without_a_look_at_the_network(make_fetcher: Make) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("looked up")

    fetcher = make_fetcher(resolver=never, allow_private=())
    assert fetcher.check("https://Kabar.example/a") == "https://kabar.example/a"
    with pytest.raises(PrivateAddress):
        fetcher.check("http://127.1/")


def test_pages_of_one_host_go_through_one_connection(site: Site, make_fetcher: Make) -> None:
    seen: set[int] = set()

    def page(handler: BaseHTTPRequestHandler) -> None:
        seen.add(handler.client_address[1])
        send(handler, 200, {}, "x")

    fetcher = make_fetcher()
    for i in range(3):
        site.pages[f"/{i}"] = page
        fetcher.get(site.url(f"/{i}"))
    assert len(seen) == 1
