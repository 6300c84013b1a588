"""Fixtures that several parts share: documents and registers of our own text, a register file, a PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# `from factory import make_documents` works from every folder of tests.
sys.path.insert(0, str(Path(__file__).parent))

from factory import make_documents, make_register
from risalah.model.document import Document
from risalah.model.register import Register


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    """Five articles of 2031."""
    return make_documents()


@pytest.fixture(scope="session")
def register(documents: list[Document]) -> Register:
    """The register of `documents`."""
    return make_register(documents)


@pytest.fixture(scope="session")
def sample_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the shipped sample, built once for all tests that only read it: open it read-only, or copy it."""
    from risalah.cli import run
    from risalah.resources.loader import DATA

    folder = tmp_path_factory.mktemp("sample") / "sample-register"
    assert run(["build", str(DATA / "sample" / "pages"), "-o", str(folder)]) in (0, 3)
    return folder


def _binaries() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return folders[-1].parent if folders else None


def _as_server(command: list[str]) -> list[str]:
    """A command as the account `postgres` where we are root, which the server refuses to run as."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a private PostgreSQL server ("postgresql+psycopg://postgres@127.0.0.1:PORT/"), ended afterwards."""
    pytest.importorskip("psycopg", reason="psycopg (extra `postgres`) is not installed")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server programs (initdb) on this machine")
    folder = Path(tempfile.mkdtemp(prefix="risalah-pg-"))
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, "postgres")
        except LookupError:
            shutil.rmtree(folder)
            pytest.skip("running as root, and there is no account `postgres` to run the server as")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    data = folder / "data"
    init = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    made = subprocess.run(_as_server([*init, "--locale=C"]), capture_output=True, text=True, check=False, cwd="/")
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"initdb failed: {made.stderr.strip()[:200]}")
    serve = [str(binaries / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    quick = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(_as_server([*serve, *quick]), stdout=log, stderr=log, cwd="/")
    try:
        _wait_for(server, port, folder / "log")
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/"
    finally:
        stop = [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"]
        subprocess.run(_as_server(stop), capture_output=True, check=False, cwd="/")
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers; skip where it ends or stays silent for 20 seconds."""
    import psycopg

    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.skip(f"the PostgreSQL server did not start: {log.read_text()[-300:]}")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    import psycopg

    name = f"r{time.monotonic_ns()}"
    admin = postgres_server.replace("+psycopg", "") + "postgres"
    with psycopg.connect(admin, autocommit=True) as c:
        c.execute(f"CREATE DATABASE {name}")
    yield postgres_server + name
    with psycopg.connect(admin, autocommit=True) as c:
        c.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register can be made: a folder for SQLite, a database URL for PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "reg")
    url: str = request.getfixturevalue("postgres_url")
    return url
