"""The command killed, starved and doubled: the register stays sound, and the next run makes it whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402
from bench.kills import finish_build, look_at, measure, print_register, start_build, write_pages

from risalah.store import open_store, verify


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("pages") / "pages.jsonl", 60)


@pytest.fixture(scope="module")
def clean(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an undisturbed run exports."""
    register = str(tmp_path_factory.mktemp("clean") / "reg")
    finish_build(pages, register)
    return print_register(register)


def test_five_kills(tmp_path: Path) -> None:
    """`python -m bench.kills` kills fifty; five here, in a row on one register."""
    result = measure(5, 60, seed=3, url=None, folder=tmp_path)
    assert result.kills == 5 and result.unsound == 0 and result.equal == result.rounds


@pytest.mark.postgres
def test_two_kills_with_a_server(tmp_path: Path, postgres_url: str) -> None:
    result = measure(2, 60, seed=4, url=postgres_url, folder=tmp_path)
    assert result.kills == 2 and result.unsound == 0 and result.equal == result.rounds


def test_a_kill_between_reading_and_linking(pages: Path, clean: bytes, tmp_path: Path) -> None:
    """All pages are known to the next run, and still the register is computed."""
    register = str(tmp_path / "reg")
    statements = int(finish_build(pages, str(tmp_path / "count"), -1)[1])
    for last in range(statements - 3, 0, -3):
        build = start_build(pages, register, last)
        build.communicate(timeout=120)
        assert build.returncode == -signal.SIGKILL
        state, n, sound = look_at(register)
        if state == "articles, not linked":
            break
        for file in Path(register).iterdir():
            file.unlink()
    assert (state, sound) == ("articles, not linked", True) and n > 0
    counts, _ = finish_build(pages, register)
    assert counts["known"] == counts["pages"] == 60
    assert print_register(register) == clean


def test_the_second_build_waits_or_gives_up(pages: Path, tmp_path: Path) -> None:
    register = str(tmp_path / "reg")
    command = [sys.executable, "-c", "from risalah.cli import main; main()", "build"]
    first = subprocess.Popen([*command, "-", "-o", register], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (Path(register) / "register.db").exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(0.5)
    done = subprocess.run(
        [*command, str(pages), "-o", register, "--wait", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 5
    said = done.stderr.splitlines()
    assert len(said) == 2 and "waiting up to 1 second" in said[0] and "wait until it ends" in said[1]
    second = subprocess.Popen(
        [*command, str(pages), "-o", register, "--wait", "120"], stderr=subprocess.PIPE, text=True
    )
    assert second.stderr and "waiting up to 120 seconds" in second.stderr.readline()
    page = {"text": "Menlu Samudra Wibawa bertemu Menlu Kenya di Nairobi, Senin (3/3/2031)."}
    _, err = first.communicate(json.dumps(page) + "\n", timeout=60)
    assert first.returncode == 0, err
    _, err = second.communicate(timeout=120)
    assert second.returncode == 0, err
    with open_store(register, read_only=True) as store:
        assert store.counts()["articles"] == 61 and verify(store).ok


LIMITED = """
import resource, sys
from risalah.cli import run
limit = int(sys.argv.pop(1))
run(["extract", sys.argv[2], "--limit", "1", "--json"])  # models are unpacked, once, before the limit holds
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(run(sys.argv[1:]))
"""


def build_with_little_space(pages: Path, register: str, limit: int | None = None) -> tuple[int, str]:
    code = ["-c", "from risalah.cli import main; main()"] if limit is None else ["-c", LIMITED, str(limit)]
    command = [sys.executable, *code, "build", str(pages), "-o", register]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stderr


def check_that_it_says_so(code: int, err: str) -> None:
    assert code == 2, err
    last = err.splitlines()[-1]
    assert "Traceback" not in err and last.startswith("risalah: ")
    assert "reg" in last and "free disk space" in last and "nothing half-written was kept" in last


@pytest.mark.parametrize("kilobytes", [250, 700])
def test_a_file_that_may_not_grow(pages: Path, clean: bytes, tmp_path: Path, kilobytes: int) -> None:
    """A limit on the size of files, as a quota sets one: each write beyond it fails."""
    register = str(tmp_path / "reg")
    code, err = build_with_little_space(pages, register, kilobytes * 1024)
    check_that_it_says_so(code, err)
    _, _, sound = look_at(register)
    assert sound
    finish_build(pages, register)
    assert print_register(register) == clean


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("kilobytes", [64, 600, 1000])
def test_a_full_disk(pages: Path, clean: bytes, tmp_path: Path, kilobytes: int) -> None:
    """A disk of its own, that is full in the midst of the build; then it is given more space."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        register = str(disk / "reg")
        code, err = build_with_little_space(pages, register)
        check_that_it_says_so(code, err)
        state, n, sound = look_at(register)
        assert sound, state
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        counts, _ = finish_build(pages, register)
        assert counts["known"] >= n and print_register(register) == clean
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
