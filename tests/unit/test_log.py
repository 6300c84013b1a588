"""What is logged: lines that a machine reads, and never the words of a page, a search, a token or a password."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from risalah.errors import ConfigError
from risalah.log import configure_logging, hide_secrets

ROOT = Path(__file__).parents[2]
PAGE = (
    "Menlu Laras Andara menandatangani perjanjian ekstradisi dengan Fiji di Suva, Senin (3/3/2031). "
    '"Kata rahasia zamrudbiru disampaikan di sini," kata Laras Andara kepada wartawan.'
)
HIDDEN = ("zamrudbiru", "ekstradisi", "katakunci", "sandi-pos", "tok3n")


@pytest.fixture(autouse=True)
def as_it_was() -> object:
    root, ours = logging.getLogger(), logging.getLogger("risalah")
    handlers, level, own = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:], root.level = handlers, level
    ours.setLevel(own)


def test_a_json_line_says_when_how_bad_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(verbose=True, form="json")
    log = logging.getLogger("risalah.some")
    log.info("read %d\npages", 3)
    try:
        int("kata zamrudbiru dari halaman")
    except ValueError:
        log.exception("it failed")
    logging.getLogger("trafilatura.core").info("zamrudbiru")
    lines = capsys.readouterr().err.splitlines()
    said, failed = (json.loads(line) for line in lines)
    assert datetime.fromisoformat(said.pop("time")).tzinfo is not None
    assert said == {"level": "info", "logger": "risalah.some", "message": "read 3\npages"}
    assert failed["error"] == "ValueError" and failed["where"][-1].startswith("test_log:")
    assert "zamrudbiru" not in "".join(lines)


def test_text_lines_hide_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(verbose=False)
    try:
        int("zamrudbiru")
    except ValueError:
        logging.getLogger("risalah").exception("GET /enter/tok3n?x=1 of postgresql://rara:sandi-pos@db/x failed")
    logging.getLogger("risalah").info("not asked for")
    told = " ".join(capsys.readouterr().err.split())
    assert "ValueError" in told and "not asked for" not in told and not [w for w in HIDDEN if w in told]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Authorization: Bearer rsl_tok3n", "Authorization: Bearer ***"),
        ("/enter/tok3n-x HTTP", "/enter/*** HTTP"),
        ("postgresql://rara:sandi-pos@db.example/r", "postgresql://rara:***@db.example/r"),
        ("/feed?token=tok3n&page=2", "/feed?token=***&page=2"),
        ("https://kabar.example/berita/2031", "https://kabar.example/berita/2031"),
    ],
)
def test_secrets_are_hidden(text: str, plain: str) -> None:
    assert hide_secrets(text) == plain


def test_a_form_that_does_not_exist_is_told() -> None:
    with pytest.raises(ConfigError, match="log_format"):
        configure_logging(verbose=False, form="xml")


def test_a_build_and_a_server_log_no_words_of_pages_and_no_tokens(tmp_path: Path) -> None:
    """The commands as they are run by a service: everything logged, then searched for what must not be there."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "satu.txt").write_text("Laras Andara ke Suva\n\n" + PAGE, encoding="utf-8")
    (pages / "dua.html").write_bytes(b"<html>zamrudbiru\xff\x00")
    env = {
        **os.environ, "PYTHONPATH": str(ROOT / "src"), "RISALAH_VERBOSE": "1", "RISALAH_LOG_FORMAT": "json",
        "SMTP_PASS": "sandi-pos", "RISALAH_SMTP_PASSWORD_ENV": "SMTP_PASS",
    }  # fmt: skip
    start = [sys.executable, "-c", "from risalah.cli import main; main()"]
    built = subprocess.run(
        [*start, "build", "pages", "-o", "r", "--published", "2031-03-04"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode in (0, 3), built.stderr
    with subprocess.Popen(
        [*start, "serve", "r", "--port", find_port()], cwd=tmp_path, env=env, stderr=subprocess.PIPE
    ) as run:
        assert run.stderr is not None
        address = run.stderr.readline().decode().strip()
        enter = run.stderr.readline().decode().strip().partition("once: ")[2]
        for path in ("commitments", "search?q=katakunci", "no-such-page?token=tok3n", "article/x?q=katakunci"):
            ask(address + path)
        ask(enter)
        ask(address, {"Authorization": "Bearer tok3n"})
        time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        logged = run.stderr.read().decode()
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    told = [x["message"] for x in lines if x["logger"] == "risalah.show.web.security"]
    assert any(re.fullmatch(r"GET /commitments 200 \d+ ms", t) for t in told), logged
    assert any(t.startswith("GET /search 200") for t in told) and any("/no-such-page 404" in t for t in told)
    assert any(t.startswith("GET /enter/***") for t in told)
    secret = enter.rsplit("/", 1)[-1]
    for word in (*HIDDEN, secret):
        assert word not in logged, word
        assert word not in built.stderr, word


def find_port() -> str:
    """A port that is free just now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return str(s.getsockname()[1])


def ask(address: str, headers: dict[str, str] | None = None) -> None:
    """One request, whatever is answered."""
    try:
        urllib.request.urlopen(urllib.request.Request(address, headers=headers or {})).read()
    except urllib.error.HTTPError as e:
        e.read()
