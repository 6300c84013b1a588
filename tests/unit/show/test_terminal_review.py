"""The queue in the terminal, keyed as a person would: every key, a pipe, and what is left in the register."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from risalah.cli import run
from risalah.resources.loader import DATA
from risalah.store import open_store


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("r") / "reg"
    assert run(["build", str(DATA / "sample" / "pages"), "-o", str(place)]) in (0, 3)
    return place


@pytest.fixture
def register(built: Path, tmp_path: Path) -> Path:
    with open_store(built, read_only=True):
        pass
    from risalah.store import back_up

    back_up(str(built), str(tmp_path / "copy"))
    return tmp_path / "copy"


@pytest.fixture
def key_in(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def call(keys: str, *options: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        capsys.readouterr()
        code = run(["review", str(register), "--by", "Laras", "--as-of", "2031-12-15", *options])
        out = capsys.readouterr().out
        assert code == 0, out
        return " ".join(out.split())  # lines are broken where the window ends

    yield call


def test_accept_reject_skip_back_undo(key_in: Any, register: Path) -> None:
    with open_store(register, read_only=True) as s:
        before, entries = s.count_cards(), s.counts()["commitments"] + s.counts()["meetings"]
    out = key_in("a x\nz q", "--reason", "new")
    assert "1 decision kept" in out and "Ditarik kembali" in out
    with open_store(register, read_only=True) as s:
        assert s.count_cards()["new"] == before["new"] - 1
        assert {r.act for _, r in s.rulings()} == {"accept"}
        assert s.counts()["commitments"] + s.counts()["meetings"] == entries
        assert s.verify_audit() == []
    key_in("jkxq", "--reason", "new")
    with open_store(register, read_only=True) as s:
        assert s.counts()["commitments"] + s.counts()["meetings"] == entries - 1


def test_edit_takes_a_value_of_the_codebook_and_refuses_others(key_in: Any, register: Path) -> None:
    out = key_in("estage=sealed\neabc\nestage=negotiating\nq", "--reason", "lowered_stage", "--ui", "en")
    assert "is no value of the codebook" in out and "write FIELD=VALUE" in out
    with open_store(register, read_only=True) as s:
        found = [r for _, r in s.rulings()]
        assert found and {(r.act, r.field, r.after, r.reason) for r in found} == {
            ("set", "stage", "negotiating", "lowered_stage")
        }
        assert all(r.before for r in found)


def test_pairs_are_called_same_or_different(key_in: Any, register: Path) -> None:
    with open_store(register, read_only=True) as s:
        many = s.count_cards()["unsure_merge"]
    assert many
    key_in("x" * many + "q", "--reason", "unsure_merge")
    key_in("x" * many + "q", "--reason", "unsure_merge")  # a pair told apart may leave another one to be asked about
    with open_store(register, read_only=True) as s:
        assert s.count_cards()["unsure_merge"] == 0
        assert {j.verdict for j in s.judgements()} == {"different"}


def test_the_end_of_input_ends_the_queue(key_in: Any) -> None:
    assert "0 decisions kept" in key_in("")
    assert "A: catatan ini benar" in key_in("?", "--reason", "conflict")


def test_rulings_and_the_log_by_command(register: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_store(register, read_only=True) as s:
        ref = s.entries("commitment")[0].records[0]
    key = f"{ref.article}#{ref.id}"
    assert run(["rulings", "set", str(register), key, "due", "2032", "--by", "Laras", "--why", "dibacakan"]) == 0
    assert run(["rulings", "set", str(register), key, "stage", "sealed", "--by", "Laras", "--why", "x"]) == 2
    assert run(["rulings", "reject", str(register), key, "--by", " ", "--why", "x"]) == 2
    capsys.readouterr()
    assert run(["rulings", "list", str(register), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["after"]["edtf"] == "2032" and row["state"] == "stands"
    assert run(["rulings", "export", str(register), "-o", str(tmp_path / "r.jsonl")]) == 0
    assert run(["rulings", "import", str(register), str(tmp_path / "r.jsonl")]) == 0
    assert "known 1" in capsys.readouterr().out
    assert run(["audit", "verify", str(register)]) == 0
    end = capsys.readouterr().out.strip()
    assert run(["rulings", "withdraw", str(register), "1", "--by", "Laras"]) == 0
    assert run(["audit", "verify", str(register), "--end", end]) == 0
    assert run(["audit", "verify", str(register), "--end", "1:00"]) == 7
    with open_store(register) as s, s.engine.execution_options(writes=True).begin() as c:
        c.exec_driver_sql("UPDATE audit SET why = 'lain' WHERE n = 1")
    capsys.readouterr()
    assert run(["audit", "verify", str(register)]) == 7
    assert "row 1 of the audit log" in capsys.readouterr().err
