"""What no reader, page or link may do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from risalah.errors import ConfigError
from risalah.show.web import create_app, serve
from risalah.show.web.security import host_name, is_loopback
from risalah.show.web.serving import open_port

WEB = Path(create_app.__code__.co_filename).parent
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


def test_hostile_names_are_text_everywhere(hostile: Any) -> None:
    for path in hostile.paths():
        answer = hostile.client.get(path)
        assert answer.status_code == 200, path
        html = answer.text
        assert "<script>alert" not in html and "<img" not in html, path
        assert "onerror=alert(2)>" not in html, path
        assert not re.search(r'href="\s*javascript:', html, flags=re.I), path
        assert "49" not in re.findall(r"\}\}|\{\{|>49<", html), path
        assert len(re.findall(r"<script", html)) == 2, path


def test_headers_are_exact_on_every_kind_of_answer(case: Any) -> None:
    for path in (
        "/",
        "/nope",
        "/static/site.css",
        "/export.json",
        "/healthz",
        "/commitments?page=-1",
        "/commitment/x.json",
    ):
        answer = case.client.get(path)
        assert answer.headers["content-security-policy"] == CSP, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers
    assert case.client.get("/", headers={"host": "evil.example"}).headers["content-security-policy"] == CSP


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "a b", "[::1", "localhost:99999999", "x@127.0.0.1"]
)
def test_a_foreign_host_is_refused(case: Any, host: str) -> None:
    answer = case.client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Nota kesepahaman" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_let_in(case: Any, host: str) -> None:
    assert case.client.get("/", headers={"host": host}).status_code == 200


def test_a_configured_host_is_let_in(case: Any) -> None:
    from starlette.testclient import TestClient

    app = create_app(case.target, allowed_hosts=("register.example",))
    assert TestClient(app, base_url="http://register.example").get("/").status_code == 200
    assert TestClient(app, base_url="http://other.example").get("/").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(case: Any, method: str) -> None:
    answer = case.client.request(method, "/", content=b"x" * 10_000)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_head_is_get_without_a_body(case: Any) -> None:
    answer = case.client.head("/")
    assert answer.status_code == 200 and answer.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/nope", "/commitment/", "/commitment/c-0000000000", "/meeting/%00", "/article/sha256:zz", "/article/%2e%2e%2fetc",
        "/story/x", "/person/none", "/pair/IDN/%3Cscript%3E", "/static/../app.py", "/static/%2e%2e/app.py", "/static/nope.js",
        "/quotation/c-1", "/commitment/' OR 1=1 --", "/docs", "/openapi.json", "/redoc", "/person/%F0%9F%9A%A2", "/.json",
    ],
)  # fmt: skip
def test_unknown_addresses_are_404_in_the_usual_layout(case: Any, path: str) -> None:
    answer = case.client.get(path)
    assert answer.status_code == 404, path
    if not path.endswith(".json"):
        assert "risalah" in answer.text and "<main" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "/commitments?page=-1", "/commitments?page=0", "/commitments?page=1e9", "/commitments?page=٣", "/commitments?stage=%3Cscript%3E",
        "/commitments?sector=;drop", "/commitments?overdue=maybe", "/stories?page=x", "/article/{a}?c=a-b", "/article/{a}?c=-1-5",
    ],
)  # fmt: skip
def test_values_that_make_no_sense_are_400(case: Any, query: str) -> None:
    answer = case.client.get(query.replace("{a}", case.documents[0].article.id))
    assert answer.status_code == 400
    assert "<script>" not in answer.text.replace('<script src="/static', "")


@pytest.mark.parametrize(
    "query",
    ['"', "*", "NEAR(", "x AND", "col:x", 'a"b', "-x", "", "\x00", "' OR 1=1 --", "%", "_", "🇮🇩", "a" * 900, "(", "{{7*7}}", "../../etc", "\\", "feri OR", "^a"],
)  # fmt: skip
def test_no_search_fails(case: Any, query: str) -> None:
    for path in ("/search", "/commitments", "/meetings"):
        assert case.client.get(path, params={"q": query}).status_code == 200, query


def test_odd_parameters_are_harmless(case: Any) -> None:
    for tail in (
        "lang=../../",
        "lang=en&lang=id",
        "lang=",
        "x=" + "1" * 900,
        "&".join(f"p{n}=1" for n in range(300)),
        "q=%ff%fe",
        "%00=%00",
    ):
        assert case.client.get(f"/search?{tail}").status_code == 200, tail
    assert case.client.get("/search?q=" + "x" * 10_000).status_code == 414


def test_a_fault_of_ours_is_answered_without_its_details(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from risalah.show.web import routes

    def fail(*_: object) -> None:
        raise RuntimeError("secret path /srv/register")

    monkeypatch.setattr(routes, "build_about", fail)
    answer = case.client.get("/about")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "<main" in answer.text
    assert answer.headers["content-security-policy"] == CSP


def test_vendored_files_are_those_of_the_lock() -> None:
    folder = WEB / "static" / "vendor"
    lock = json.loads((folder / "VENDOR.lock").read_text(encoding="utf-8"))
    locked = {name: digest for asset in lock for name, digest in asset["files"].items()}
    found = {p.name for p in folder.iterdir()} - {"VENDOR.lock"}
    assert found == set(locked)
    for name, digest in locked.items():
        ours = base64.b64encode(hashlib.sha512((folder / name).read_bytes()).digest()).decode()
        assert digest == f"sha512-{ours}", name
    assert all(asset["licence"] and asset["version"] for asset in lock)


def test_templates_and_static_files_name_no_other_site() -> None:
    for path in [*(WEB / "templates").iterdir(), *(WEB / "static").glob("*.*")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text), path.name
        assert "|safe" not in text and "autoescape" not in text, path.name
    for path in (WEB / "templates").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|<style", text), path.name


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "register.example"])
def test_serving_beyond_this_machine_must_be_meant(case: Any, host: str) -> None:
    with pytest.raises(ConfigError, match="--i-know"):
        serve(case.target, host, 0)


def test_a_port_in_use_is_a_clear_error(case: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="--port") as e:
            serve(case.target, "127.0.0.1", port)
        assert e.value.exit_code == 2
    with pytest.raises(ConfigError, match="not a port"):
        serve(case.target, "127.0.0.1", 70000)
    open_port("127.0.0.1", 0).close()


def test_host_names() -> None:
    assert host_name("[::1]:80") == "::1"
    assert host_name("Localhost.:8000") == "localhost"
    assert host_name("a/b") is None
    assert is_loopback("127.9.9.9") and is_loopback("[::1]") and not is_loopback("10.0.0.1") and not is_loopback("x")


def test_serving_prints_its_address_and_stops_when_asked(case: Any) -> None:
    code = f"from risalah.show.web import serve; serve({case.target!r}, '127.0.0.1', 0)"
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = process.stderr.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        try:
            assert httpx.get(address + "healthz", trust_env=False, timeout=10).status_code == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) in (0, -signal.SIGTERM)
        finally:
            process.kill()
