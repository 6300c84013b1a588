"""What could not be read: listed with all that is needed to read it again, and gone from the list when it was."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from archives import STORY, make_page_record, make_zip, pack_records
from risalah.cli import run
from risalah.store import Quarantine, open_store


@pytest.fixture
def risalah(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        got = run([str(a) for a in arguments])
        out = capsys.readouterr()
        assert got == code, out.err
        call.err = out.err  # type: ignore[attr-defined]
        return out.out

    return call


def make_row(n: int) -> str:
    return json.dumps({"text": STORY.replace("Rabat", f"Rabat ke-{n}"), "url": f"https://kabar.example/{n}"})


def list_quarantine(risalah: Any, register: object, *more: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in risalah("quarantine", "list", register, "--json", *more).splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """One of each: a bad line, a bad record, a member of a ZIP that is no page, an empty file, an image."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "rows.jsonl").write_text(f"{make_row(1)}\n{{half\n{make_row(3)}\n")
    records = [make_page_record(4), make_page_record(5, length=9), make_page_record(6)]
    (folder / "crawl.warc.gz").write_bytes(pack_records(records))
    make_zip(folder / "pages.zip", [("a.jsonl", f"{make_row(7)}\n[1]\n"), ("../b.txt", STORY)])
    (folder / "empty.txt").write_text("")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    return folder


def test_the_list_says_what_where_when_and_why(risalah: Any, source: Path, tmp_path: Path, target: str) -> None:
    risalah("build", source, "-o", target, code=3)
    got = list_quarantine(risalah, target)
    offset = len(gzip.compress(make_page_record(4), 6, mtime=0))
    assert [(x["where"].removeprefix(f"{source}/"), x["reason"]) for x in got] == [
        (f"crawl.warc.gz#2@{offset}", "bad_record"),
        ("empty.txt", "empty"),
        ("pages.zip!a.jsonl:2", "bad_row"),
        ("pages.zip!../b.txt", "unsafe_name"),
        ("rows.jsonl:2", "bad_json"),
    ]
    assert got[0]["place"] == {
        "source": f"{source}/crawl.warc.gz",
        "members": [],
        "line": None,
        "record": 2,
        "offset": offset,
    }
    assert got[2]["place"]["members"] == ["a.jsonl"] and got[2]["place"]["line"] == 2
    assert all(x["at"].startswith("20") and x["run"] == 1 and x["retry"] for x in got)
    assert len(list_quarantine(risalah, target, "--reason", "empty")) == 1
    assert len(list_quarantine(risalah, target, "--where", source / "pages.zip")) == 2
    assert {x["reason"] for x in list_quarantine(risalah, target, "--all")} >= {"not_a_page", "empty"}
    out = risalah("quarantine", "list", target)
    assert f"{source}/empty.txt\tread:empty\t" in out and "5 set aside" in risalah.err


def test_a_retry_reads_what_was_mended_and_leaves_the_rest(
    risalah: Any, source: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    risalah("build", "in", "-o", target, "--outlet", "Kabar", code=3)
    with open_store(target, read_only=True) as store:
        assert len(list(store.documents())) == 5
    (source / "rows.jsonl").write_text(f"{make_row(1)}\n{make_row(2)}\n{make_row(3)}\n")
    (source / "crawl.warc.gz").write_bytes(pack_records([make_page_record(n) for n in (4, 5, 6)]))
    (source / "empty.txt").write_text("\n \n")
    monkeypatch.chdir("/")  # relative places are those of the run's folder
    row = json.loads(risalah("quarantine", "retry", target, "--json", code=3))
    assert row == {
        "tried": 5,
        "released": 2,
        "failed": 3,
        "left": 0,
        "reasons": {"bad_row": 1, "empty": 1, "unsafe_name": 1},
    }
    left = list_quarantine(risalah, target)
    assert [x["where"] for x in left] == ["in/empty.txt", "in/pages.zip!a.jsonl:2", "in/pages.zip!../b.txt"]
    assert {x["run"] for x in left} == {2} and "blanks" in left[0]["detail"]
    with open_store(target, read_only=True) as store:
        documents = list(store.documents())
        assert len(documents) == 7 and {d.article.outlet for d in documents} == {"Kabar"}
        assert store.linked_by() is not None
    make_zip(source / "pages.zip", [("a.jsonl", f"{make_row(7)}\n{make_row(8)}\n")])
    (source / "empty.txt").unlink()
    row = json.loads(risalah("quarantine", "retry", target, "--where", "in/pages.zip", "--json", code=3))
    assert (row["tried"], row["released"], row["reasons"]) == (2, 1, {"missing": 1})
    risalah("quarantine", "retry", target, "--reason", "empty", code=3)
    assert [x["reason"] for x in list_quarantine(risalah, target)] == ["missing", "missing"]
    risalah("verify", target)


def test_a_record_cut_off_brings_what_stands_behind_it(risalah: Any, tmp_path: Path) -> None:
    path, register = tmp_path / "a.warc.gz", tmp_path / "reg"
    whole = pack_records([make_page_record(n) for n in range(6)])
    path.write_bytes(whole[: len(whole) // 3 + 90])
    risalah("build", path, "-o", register, code=3)
    path.write_bytes(whole)
    row = json.loads(risalah("quarantine", "retry", register, "--json"))
    assert (row["tried"], row["released"], row["failed"]) == (1, 1, 0)
    with open_store(register, read_only=True) as store:
        assert len(list(store.documents())) == 6


def test_limits_of_today_hold(risalah: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY * 20)
    (tmp_path / "b.txt").write_text(STORY)
    monkeypatch.setenv("RISALAH_PAGE_BYTES", "1000")
    risalah("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "reg", code=3)
    monkeypatch.setenv("RISALAH_PAGE_BYTES", "100000")
    risalah("quarantine", "retry", tmp_path / "reg", "--reason", "too_large")
    assert not list_quarantine(risalah, tmp_path / "reg")
    risalah("quarantine", "retry", tmp_path / "reg")
    assert "0 tried" in risalah.err


def test_an_ordinary_build_takes_off_the_list_what_it_can_read_now(risalah: Any, tmp_path: Path) -> None:
    rows, table, register = tmp_path / "rows.jsonl", tmp_path / "a.csv", tmp_path / "reg"
    rows.write_text(f"{make_row(1)}\n{{half\n")
    table.write_text("judul,isi\na,b\n")
    risalah("build", rows, table, "-o", register, code=3)
    assert len(list_quarantine(risalah, register)) == 2
    rows.write_text(f"{make_row(1)}\n{make_row(2)}\n")
    table.write_text(f"judul,text\na,{STORY.replace(',', '')}\n")
    risalah("build", rows, table, "-o", register)
    assert not list_quarantine(risalah, register)


def test_what_cannot_be_read_again_is_said(risalah: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = tmp_path / "in"

    (tmp_path / "in").write_text(f"{make_row(1)}\n{{half\n")
    with (tmp_path / "in").open("rb") as file:
        Stdin.buffer = file  # type: ignore[assignment]
        monkeypatch.setattr(sys, "stdin", Stdin)
        risalah("build", "-", "-o", tmp_path / "reg", code=3)
    (item,) = list_quarantine(risalah, tmp_path / "reg")
    assert (item["where"], item["retry"]) == ("-:2", False)
    risalah("quarantine", "retry", tmp_path / "reg", code=3)
    assert "1 cannot be read again" in risalah.err
    assert len(list_quarantine(risalah, tmp_path / "reg")) == 1


def test_a_register_of_an_older_risalah_has_no_inputs(risalah: Any, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(f"{make_row(1)}\n{{half\n")
    risalah("build", tmp_path / "rows.jsonl", "-o", tmp_path / "reg", code=3)
    with open_store(tmp_path / "reg") as store:
        with store._write() as c:
            c.exec_driver_sql("DELETE FROM run_inputs")
        assert Quarantine(store).list()[0].inputs is None
    (tmp_path / "rows.jsonl").write_text(f"{make_row(1)}\n{make_row(2)}\n")
    risalah("quarantine", "retry", tmp_path / "reg")
    assert not list_quarantine(risalah, tmp_path / "reg")
