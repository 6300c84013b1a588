"""`risalah doctor`: what is in force, and what needs mending."""

from __future__ import annotations

import configparser
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from factory import store_register
from risalah.cli import run
from risalah.cli_doctor import mask

ROOT = Path(__file__).parents[2]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return Path(store_register(tmp_path / "reg"))


def test_a_sound_register(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", str(register), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    names = {(f["part"], f["name"]): f["value"] for f in told["findings"]}
    assert names["register", "commitments"] == 3
    assert names["register", "evidence"].endswith("0 faults")
    assert ("extras", "parquet") in names and ("settings", "port") in names and ("disk", "free") in names
    assert run(["doctor"]) == 0


def test_a_damaged_register_is_told(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(register / "register.db") as c:
        c.execute("UPDATE articles SET text = 'x' || text WHERE n = (SELECT min(n) FROM articles)")
    assert run(["doctor", str(register)]) == 7
    said = capsys.readouterr()
    assert "evidence" in said.out and "need mending" in said.err
    assert run(["doctor", str(register / "nothing")]) == 7
    assert "no register here" in capsys.readouterr().out


def test_settings_are_told_and_secrets_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "risalah.toml").write_text('port = 8123\nllm_base_url = "http://me:hush@127.0.0.1/v1"\n')
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "port: 8123" in said and "hush" not in said and "me:***@" in said
    (tmp_path / "risalah.toml").write_text("prot = 8123\n")
    assert run(["doctor"]) == 7
    assert "unknown setting prot" in capsys.readouterr().out


def test_masks() -> None:
    assert mask("api_token", "abc") == "***" and mask("llm_key_env", "NAME") == "NAME"
    assert mask("register", "postgresql://u:p@h/d") == "postgresql://u:***@h/d"
    assert mask("port", 8000) == 8000 and mask("llm_model", None) is None


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    text = (ROOT / "packaging" / "risalah.service").read_text(encoding="utf-8")
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    assert {"Unit", "Service", "Install"} == set(unit.sections())
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not on this machine")
    program = tmp_path / "risalah"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    made = tmp_path / "risalah.service"
    made.write_text(text.replace("/opt/risalah/bin/risalah", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(made)], capture_output=True, text=True, check=False
    )
    assert "risalah.service" not in done.stderr, done.stderr


def test_the_container_recipe_holds_its_rules() -> None:
    lines = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8").splitlines()
    words = [line.split()[0] for line in lines if line and not line.startswith("#")]
    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert set(words) <= known and words[0] == "FROM"
    assert words.index("USER") < words.index("ENTRYPOINT")
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            assert all((ROOT / name).exists() for name in line.split()[1:-1]), line
        if line.startswith("FROM "):
            assert ":latest" not in line and ":" in line
