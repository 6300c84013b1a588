"""Feeds followed through the command line, against a site on loopback: what is new is built, and nothing is fetched twice."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from risalah.cli import run
from risalah.cli_run import make_defaults, open_pages
from risalah.config import load_settings
from risalah.store import open_store, verify
from web_site import Site, conditional, first_then, open_site

ACTS = {
    "kenya": ("Indonesia dan Kenya Teken Perjanjian Perdagangan", "menandatangani perjanjian perdagangan dengan Kenya"),
    "fiji": ("Indonesia Janjikan Bantuan Obat untuk Fiji", "menandatangani nota kesepahaman kesehatan dengan Fiji"),
    "norwegia": ("Indonesia dan Norwegia Sepakati Kehutanan", "menandatangani perjanjian kehutanan dengan Norwegia"),
}


def page(name: str, more: str = "") -> str:
    title, act = ACTS[name]
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav>Beranda Dunia Ekonomi</nav><article><h1>{title}</h1>"
        f"<p>JAKARTA - Menteri Luar Negeri Samudra Wibawa {act} di Jakarta, Senin (3/3/2031). Naskahnya disusun selama setahun "
        f'oleh kedua pihak, dan dibacakan di hadapan para undangan.</p><p>"Kami sepakat memperluas kerja sama," kata Samudra '
        f"seusai acara itu. {more}</p></article></body></html>"
    )


def rss(site: Site, *names: str, extra: str = "") -> str:
    rows = "".join(f"<item><title>{n}</title><link>{site.url('/' + n)}?utm_source=rss</link></item>" for n in names)
    return f"<rss version='2.0'><channel><title>Kabar</title>{rows}{extra}</channel></rss>"


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def kit() -> Any:
    from risalah.pipeline import Kit

    return Kit()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kit: Any) -> Iterator[Site]:
    from risalah import pipeline

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "Kit", lambda settings: kit)  # a poll loads its own; here all polls share one
    with open_site() as site:
        monkeypatch.setenv("RISALAH_FETCH_ALLOW_PRIVATE", "127.0.0.1/32")
        monkeypatch.setenv("RISALAH_FETCH_PORTS", f"{site.port},80")
        monkeypatch.setenv("RISALAH_FETCH_DELAY_MS", "1")
        monkeypatch.setenv("RISALAH_FETCH_TRIES", "1")
        for name in ACTS:
            site.pages[f"/{name}?utm_source=rss"] = site.pages[f"/{name}"] = page(name)
        yield site


@pytest.fixture
def risalah(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Result:
        code = run([str(a) for a in arguments])
        got = capsys.readouterr()
        return Result(code, got.out, got.err)

    return call


def open_web(source: object, limit: int | None = None) -> list[Any]:
    """The pages of a source, as the commands open them."""
    settings = load_settings({})
    return list(open_pages([str(source)], settings, make_defaults(None, None, None, "auto"), limit))


def poll(risalah: Any, register: Path, *options: object, code: int = 0) -> Any:
    result = risalah("feeds", "poll", register, "--json", *options)
    assert result.code == code, result.err
    return result.json


def test_a_feed_is_followed_and_nothing_is_fetched_twice(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    site.pages["/rss"] = conditional(rss(site, "kenya", "fiji"), '"v1"', "application/rss+xml")
    assert risalah("feeds", "add", reg, site.url("/rss"), "--outlet", "kabar.example").code == 0
    assert "already" in risalah("feeds", "add", reg, site.url("/rss")).out and site.asked == []
    first = poll(risalah, reg)
    assert first["feeds"] == {"due": 1, "read": 1, "not_modified": 0, "failed": 0}
    assert first["pages"] == {"fetched": 2, "in_feed": 0, "not_modified": 0, "refused": 0, "failed": 0}
    assert (first["found"], first["left"], first["read"]["articles"]) == (2, 0, 2)
    asked = len(site.asked)
    assert poll(risalah, reg)["feeds"]["due"] == 0 and len(site.asked) == asked  # not due: nothing is asked
    again = poll(risalah, reg, "--all")
    assert again["feeds"]["not_modified"] == 1 and again["pages"]["fetched"] == 0
    assert site.asked[asked:] == ["/robots.txt", "/rss"]
    site.pages["/rss"] = conditional(rss(site, "norwegia", "kenya", "fiji"), '"v2"', "application/rss+xml")
    third = poll(risalah, reg, "--all")
    assert third["found"] == third["pages"]["fetched"] == 1 and site.asked_for("/kenya?utm_source=rss") == 1
    with open_store(reg, read_only=True) as store:
        documents = list(store.documents())
        register = store.load_register()
        assert {d.article.url for d in documents} == {site.url(f"/{n}") for n in ACTS}
        assert {d.article.outlet for d in documents} == {"kabar.example"}
        assert {"IDN", "KEN"} in [{p["actor"] for p in e.value["parties"]} for e in register.commitments]
        assert verify(store).ok and store.failures() == []
    listed = json.loads(risalah("feeds", "list", reg, "--json").out)
    assert (listed["state"], listed["done"], listed["waiting"], listed["kind"]) == ("ok", 3, 0, "rss")
    assert risalah("feeds", "remove", reg, site.url("/rss")).code == 0
    assert risalah("feeds", "remove", reg, site.url("/rss")).code == 2
    assert risalah("feeds", "poll", reg).code == 4


def test_what_a_poll_could_not_fetch_is_counted_listed_and_tried_again(
    site: Site, risalah: Any, tmp_path: Path
) -> None:
    reg = tmp_path / "reg"
    extra = "".join(
        f"<item><link>{link}</link></item>"
        for link in (
            site.url("/hilang"),
            site.url("/tertutup"),
            site.url("/gambar"),
            "http://169.254.169.254/x",
            "javascript:x()",
        )
    )
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /tertutup\n"
    site.pages["/gambar"] = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n")
    site.pages["/kenya?utm_source=rss"] = first_then((500, {}, b""), page("kenya"))
    site.pages["/rss"] = rss(site, "kenya", "fiji", extra=extra)
    risalah("feeds", "add", reg, site.url("/rss"))
    result = risalah("feeds", "poll", reg, "--json")
    report = result.json
    assert result.code == 3 and report["pages"] == {
        "fetched": 2,
        "in_feed": 0,
        "not_modified": 0,
        "refused": 2,
        "failed": 2,
    }
    assert report["reasons"] == {"http_404": 1, "http_500": 1, "link_scheme": 1, "private_address": 1, "robots": 1}
    told = json.loads(result.err.splitlines()[-1])["set_aside"]
    with open_store(reg, read_only=True) as store:
        kept = store.failures()
        assert {(f.step, f.reason) for f in kept} == {(t["step"], t["reason"]) for t in told}
        assert ("read", "not_a_page") in {(f.step, f.reason) for f in kept}
        assert len(list(store.documents())) == 1
    asked = len(site.asked)
    second = poll(risalah, reg)  # the feed is not due; what may pass is tried again
    assert second["pages"]["fetched"] == 1 and site.asked[asked:] == ["/robots.txt", "/kenya?utm_source=rss"]


def test_limits_days_and_items_that_are_their_own_page(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    body = page("norwegia").partition("<article>")[2].partition("</article>")[0]
    extra = (
        f"<item><guid isPermaLink='false'>n1</guid><title>x</title><description><![CDATA[{body}]]></description></item>"
    )
    old = f"<item><link>{site.url('/fiji')}</link><pubDate>Tue, 04 Mar 2025 05:58:00 GMT</pubDate></item>"
    site.pages["/rss"] = rss(site, "kenya", extra=extra + old)
    risalah("feeds", "add", reg, site.url("/rss"))
    assert poll(risalah, reg, "--limit", 1)["left"] == 2
    assert poll(risalah, reg, "--since", "2025-04-01")["left"] == 0
    assert site.asked_for("/fiji") == 0
    assert poll(risalah, reg)["pages"]["fetched"] == 1 and site.asked_for("/fiji") == 1
    with open_store(reg, read_only=True) as store:
        urls = {d.article.url: d.article.published for d in store.documents()}
        assert urls[site.url("/fiji")] == "2025-03-04T05:58:00+00:00" and site.url("/rss#n1") in urls
    assert risalah("feeds", "poll", reg, "--since", "kemarin").code == 2


def test_feeds_that_fail_are_left_alone_and_gone_ones_for_good(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    site.pages["/gagal"], site.pages["/hilang"] = (500, {}, b""), (410, {}, b"")
    site.pages["/bukan"] = "<html><body>x</body></html>"
    for name in ("gagal", "hilang", "bukan"):
        risalah("feeds", "add", reg, site.url("/" + name))
    assert poll(risalah, reg, code=3)["feeds"] == {"due": 3, "read": 0, "not_modified": 0, "failed": 3}
    states = {
        json.loads(x)["url"][-5:]: json.loads(x)["state"]
        for x in risalah("feeds", "list", reg, "--json").out.splitlines()
    }
    assert states == {"gagal": "failing", "ilang": "gone", "bukan": "failing"}
    assert poll(risalah, reg)["feeds"]["due"] == 0 and poll(risalah, reg, "--all", code=3)["feeds"]["due"] == 2
    listing = risalah("feeds", "list", reg).out
    assert "the server says 410" in listing and "neither a feed" in listing


def test_opml_is_imported_and_wrong_addresses_are_refused(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg, file = tmp_path / "reg", tmp_path / "umpan.opml"
    file.write_text(
        f"<opml><body><outline text='Dunia'><outline text='A' xmlUrl='{site.url('/a')}'/><outline xmlUrl='{site.url('/b')}'/></outline>"
        "<outline xmlUrl='http://169.254.169.254/rss'/><outline xmlUrl='file:///etc/passwd'/></body></opml>"
    )
    result = risalah("feeds", "import-opml", reg, file, "--json")
    assert result.code == 3 and result.json == {"feeds": 2, "added": 2, "set_aside": 2}
    assert risalah("feeds", "import-opml", reg, file, "--json").json["added"] == 0
    titles = [json.loads(x)["title"] for x in risalah("feeds", "list", reg, "--json").out.splitlines()]
    assert titles == ["A", None]
    for wrong in (
        "file:///etc/passwd",
        "http://127.0.0.2:1/",
        f"http://127.0.0.2:{site.port}/",
        "http://a:b@kabar.example/",
        "kabar",
    ):
        refused = risalah("feeds", "add", reg, wrong)
        assert refused.code == 2 and len(refused.err.splitlines()) == 1, wrong
    (tmp_path / "rusak.opml").write_text("<opml>")
    assert risalah("feeds", "import-opml", reg, tmp_path / "rusak.opml").code == 2
    assert risalah("feeds", "import-opml", reg, tmp_path / "tiada.opml").code == 2
    assert site.asked == []


def test_sources_of_extract_and_build_may_be_of_the_web(site: Site, risalah: Any, tmp_path: Path) -> None:
    site.pages["/rss"] = rss(site, "kenya", "fiji")
    site.pages["/peta.xml"] = gzip.compress(f"<urlset><url><loc>{site.url('/norwegia')}</loc></url></urlset>".encode())
    files = {
        "umpan.opml": f"<opml><body><outline xmlUrl='{site.url('/rss')}'/></body></opml>",
        "umpan.xml": rss(site, "kenya", "fiji"),
        "peta.xml": f"<urlset><url><loc>{site.url('/kenya')}</loc></url><url><loc>{site.url('/fiji')}</loc></url></urlset>",
        "daftar.urls": f"# dua\n{site.url('/kenya')}\n{site.url('/fiji')}\n",
        "daftar.txt": f"{site.url('/kenya')}\n{site.url('/fiji')}\n",
        "umpan.json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "items": [{"url": site.url(f"/{n}")} for n in ("kenya", "fiji")],
            }
        ),
    }
    for name, body in files.items():
        (tmp_path / name).write_text(body)
        found = open_web(tmp_path / name)
        assert [p.url for p in found] == [site.url("/kenya"), site.url("/fiji")], name
    text = tmp_path / "naskah.txt"
    text.write_text(
        "Indonesia dan Chad Teken Perjanjian\n\nMenlu Samudra Wibawa menandatangani perjanjian dengan Chad, Senin (3/3/2031).\n"
    )
    order = [site.url("/kenya"), text, site.url("/peta.xml"), tmp_path / "daftar.urls", site.url("/tiada")]
    result = risalah("build", *order, "-o", tmp_path / "reg", "--json")
    assert result.code == 3 and result.json["articles"] == 5 and result.json["pages"] == 6
    with open_store(tmp_path / "reg", read_only=True) as store:
        assert {d.article.url for d in store.documents()} == {None, *(site.url(f"/{n}") for n in ACTS)}
        assert [(f.reason, f.where) for f in store.failures()] == [("http_404", site.url("/tiada"))]
    asked = len(site.asked)
    listed = risalah("extract", *order, "--dry-run")
    assert listed.code == 0 and len(listed.out.splitlines()) == 6 and len(site.asked) == asked
    assert len(open_web(tmp_path / "daftar.urls", limit=1)) == 1


def test_case_54_to_56_through_the_command_line(site: Site, risalah: Any, tmp_path: Path) -> None:
    site.pages["/"] = (302, {"Location": f"http://127.0.0.2:{site.port}/"}, b"")
    for url in (
        site.url("/"),
        f"http://2130706434:{site.port}/",
        f"http://127.2:{site.port}/",
        f"http://[::1]:{site.port}/",
    ):
        assert [f.reason for f in open_web(url)] == ["private_address"], url
    assert risalah("extract", "http://169.254.169.254/", "--json").code == 4
    for url in ("ftp://kabar.example/", "gopher://kabar.example/", "file:///etc/passwd", "data:text/html,x"):
        assert risalah("extract", url, "--json").code == 2  # no such file, and nothing else either


def test_a_poll_is_the_one_writer(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    site.pages["/rss"] = rss(site, "kenya")
    risalah("feeds", "add", reg, site.url("/rss"))
    with open_store(reg):
        assert risalah("feeds", "poll", reg).code == 5 and site.asked == []
    assert risalah("feeds", "poll", reg).code == 0


def test_a_poll_that_was_killed_goes_on(site: Site, risalah: Any, tmp_path: Path) -> None:
    """What a feed told of is kept before any page is fetched; what was not built is fetched again, and stands once."""
    reg, begun, go_on = tmp_path / "reg", threading.Event(), threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        begun.set()
        go_on.wait(20)

    site.pages["/rss"] = conditional(rss(site, *ACTS), '"v1"')
    site.pages["/kenya?utm_source=rss"] = hang
    risalah("feeds", "add", reg, site.url("/rss"))
    command = [sys.executable, "-c", "from risalah.cli import main; main()", "feeds", "poll", str(reg)]
    poller = subprocess.Popen(command)
    try:
        assert begun.wait(60)
        poller.kill()
        assert poller.wait(20) == -signal.SIGKILL
    finally:
        go_on.set()
        poller.kill()
    site.pages["/kenya?utm_source=rss"] = page("kenya")
    report = poll(risalah, reg)
    assert report["feeds"]["due"] == 0 and report["pages"]["fetched"] == 3 and site.asked_for("/rss") == 1
    with open_store(reg, read_only=True) as store:
        assert len(list(store.documents())) == 3 and verify(store).ok


def test_a_host_that_asks_for_rest_costs_no_page(site: Site, risalah: Any, tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    site.pages["/rss"] = rss(site, *ACTS)
    risalah("feeds", "add", reg, site.url("/rss"))
    for name in ACTS:
        site.pages[f"/{name}?utm_source=rss"] = first_then((429, {"Retry-After": "600"}, b""), page(name))
    first = poll(risalah, reg, code=3)
    assert first["reasons"] == {"busy": 1, "resting": 2} and first["left"] == 3
    site.pages.update({f"/{name}?utm_source=rss": page(name) for name in ACTS})
    assert poll(risalah, reg)["pages"]["fetched"] == 3
