"""The installed command in a process of its own: signals, pipes, two at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from risalah.resources.loader import DATA

SAMPLE = str(DATA / "sample" / "pages")
RISALAH = [sys.executable, "-c", "from risalah.cli import main; main()"]


def start(*arguments: str, **keywords: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*RISALAH, *arguments],
        stdin=keywords.pop("stdin", subprocess.DEVNULL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **keywords,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="module")
def reg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "reg"
    done = start("build", SAMPLE, "-o", str(folder))
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    return folder


def test_ctrl_c_ends_extract_with_130_and_without_a_traceback() -> None:
    run = start("extract", "-", "--json", stdin=subprocess.PIPE)
    assert run.stdin is not None and run.stdout is not None
    run.stdin.write(json.dumps({"text": "Menlu Samudra Wibawa tiba di Nairobi, Kenya, Senin (3/3/2031)."}) + "\n")
    run.stdin.flush()
    time.sleep(3)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Traceback" not in err


def test_ctrl_c_to_the_whole_group_ends_workers_quietly(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = json.dumps({"text": "Menlu Samudra Wibawa tiba di Nairobi, Kenya, Senin (3/3/2031). " * 40})
    rows.write_text((row + "\n") * 4000, encoding="utf-8")
    run = start("extract", str(rows), "--json", "--jobs", "2", start_new_session=True)
    assert run.stdout is not None
    assert run.stdout.readline().startswith("{")
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Traceback" not in err


def test_serve_answers_and_ends_with_130(reg: Path) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    run = start("serve", str(reg), "--port", str(port), "--as-of", "2031-12-15")
    try:
        until = time.monotonic() + 30
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                assert run.poll() is None and time.monotonic() < until
                time.sleep(0.2)
        assert "<h1" in page
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=30)
    finally:
        run.kill()
    assert run.returncode == 130
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command",
    [
        "extract SAMPLE --json",
        "extract SAMPLE --json --jobs 2",
        "extract SAMPLE",
        "show REG",
        "export REG -o -",
        "export REG -o - --format jsonl",
    ],
)
def test_a_reader_that_goes_away_is_no_fault(reg: Path, command: str) -> None:
    run = start(*(w.replace("SAMPLE", SAMPLE).replace("REG", str(reg)) for w in command.split()))
    assert run.stdout is not None and run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    err = run.stderr.read()
    run.wait(timeout=60)
    assert run.returncode == 0, err
    assert "Traceback" not in err and "BrokenPipe" not in err
    run.stderr.close()


def test_a_register_that_is_being_written_is_busy(tmp_path: Path) -> None:
    reg = tmp_path / "reg"
    first = start("build", "-", "-o", str(reg), stdin=subprocess.PIPE)  # waits for its pages
    until = time.monotonic() + 30
    while not (reg / "register.db").exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)
    second = start("build", SAMPLE, "-o", str(reg))
    _, err = second.communicate(timeout=60)
    assert second.returncode == 5
    assert len(err.splitlines()) == 1
    _, err = first.communicate(
        '{"text": "Menlu Samudra Wibawa bertemu Menlu Kenya di Nairobi, Senin (3/3/2031)."}\n', timeout=60
    )
    assert first.returncode == 0, err


def test_two_builds_of_the_same_pages_are_the_same_bytes(reg: Path, tmp_path: Path) -> None:
    def export(register: Path) -> str:
        out, err = start("export", str(register), "-o", "-", "--as-of", "2031-12-15").communicate(timeout=60)
        assert not err
        return out

    other = tmp_path / "other"
    again = start("build", SAMPLE, "-o", str(other), "--jobs", "2", env={**os.environ, "PYTHONHASHSEED": "7"})
    again.communicate(timeout=120)
    assert export(other) == export(reg)


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Menlu Samúdra Wibawa bertemu Menlu Kenya di Nairobi, Senin (3/3/2031). “Baik,” kata dia.\n", encoding="utf-8"
    )
    run = start(
        "extract",
        str(page),
        "--json",
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert "Samúdra" in json.loads(out)["article"]["text"]
