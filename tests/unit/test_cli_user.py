"""risalah user and risalah token."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from factory import make_documents
from risalah.cli import run
from risalah.store import open_store


@pytest.fixture
def register(tmp_path: Path) -> str:
    with open_store(tmp_path / "reg", create=True) as store:
        store.write_documents(make_documents())
    return str(tmp_path / "reg")


def test_users_and_tokens_from_their_making_to_their_end(
    register: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def type_in(text: str, *arguments: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return run(list(arguments))

    assert type_in("feri-aman-2031\n", "user", "add", register, "rara", "--role", "curator") == 0
    assert type_in("short\n", "user", "add", register, "bima") == 2
    assert type_in("feri-aman-2032\n", "user", "password", register, "rara") == 0
    capsys.readouterr()
    assert run(["user", "list", register, "--json"]) == 0
    assert [(u["name"], u["role"]) for u in json.loads(capsys.readouterr().out)] == [("rara", "curator")]
    assert run(["token", "add", register, "rara", "--label", "notebook", "--scope", "read", "--days", "7"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("rsl_") and said.out.count("\n") == 1 and "not shown again" in said.err
    assert run(["token", "list", register, "--json"]) == 0
    token = json.loads(capsys.readouterr().out)[0]
    assert token["label"] == "notebook" and token["scopes"] == ["read"] and token["revoked"] is None
    assert run(["token", "revoke", register, token["id"]]) == 0
    assert run(["token", "revoke", register, token["id"]]) == 2
    assert run(["user", "remove", register, "rara"]) == 0
    assert run(["user", "remove", register, "rara"]) == 2
    assert (Path(register) / "people.db").stat().st_mode & 0o077 == 0


def test_there_are_no_people_without_a_register(tmp_path: Path) -> None:
    assert run(["user", "list", str(tmp_path / "none")]) != 0
    assert not (tmp_path / "none").exists()
