"""Backups: whole or not at all, from and to either database, of any schema."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from factory import ferry_report, make_documents, make_register
from risalah.errors import NewerSchema, StoreError
from risalah.model.document import Failure
from risalah.model.register import Judgement
from risalah.store import Reading, Store, back_up, open_store, read_schema, restore, schema, verify

REGISTERS = Path(__file__).parents[2] / "data" / "registers"


def fill(target: str) -> None:
    documents = make_documents()
    with open_store(target, create=True) as s:
        run = s.start_run("one")
        s.write_readings([Reading(d, f"page-{n}", "engine") for n, d in enumerate(documents)], run)
        s.record_failures([Failure("read", "bad_json", "not JSON", "pages:7")], run)
        left, right = f"{documents[0].article.id}#c1", f"{documents[3].article.id}#c1"
        s.add_judgement(Judgement(left, right, "same", 0, (), "person:rara"))
        s.write_register(make_register(), "linker")
        s.forget_article(documents[4].article.id, "asked for")
        s.write_register(make_register(), "linker")
        s.finish_run(run, {"pages": 5})


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = [t for t in schema.metadata.sorted_tables if t is not schema.migrations]
    with store.engine.connect() as c:
        return {t.name: sorted(map(tuple, c.execute(select(t))), key=repr) for t in tables}


def test_there_and_back(target: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A backup of either database restored to either: every row of every table is the same."""
    fill(target)
    back_up(target, tmp_path / "copy.db")
    again = tmp_path / "again"
    restore(tmp_path / "copy.db", again)
    with open_store(target, read_only=True) as s:
        rows = dump(s)
        assert sum(map(len, rows.values())) > 40
    for place in (tmp_path / "copy.db", again):
        with open_store(place) as s:
            assert dump(s) == rows and verify(s).ok
            s.write_documents([ferry_report("new.example", "2031-03-04")])
            assert len(s.search("feri")) > 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


@pytest.mark.postgres
def test_to_a_server(tmp_path: Path, postgres_url: str) -> None:
    fill(str(tmp_path / "reg"))
    back_up(tmp_path / "reg", tmp_path / "copy.db")
    restore(tmp_path / "copy.db", postgres_url)
    with open_store(tmp_path / "reg", read_only=True) as s:
        rows = dump(s)
    with open_store(postgres_url) as s:
        assert dump(s) == rows
        s.write_documents([ferry_report("new.example", "2031-03-04")])  # numbers go on after the last
        assert s.start_run("two") == 2
    with pytest.raises(StoreError, match="there is a register already"):
        restore(tmp_path / "copy.db", postgres_url)


def test_a_backup_while_another_writes(target: str, tmp_path: Path) -> None:
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        stop = threading.Event()

        def write() -> None:
            n = 0
            while not stop.is_set():
                n += 1
                s.write_documents([ferry_report(f"o{n}.example", "2031-03-04")])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for n in range(5):
                back_up(target, tmp_path / f"copy{n}.db")
        finally:
            stop.set()
            writer.join()
    for n in range(5):
        with open_store(tmp_path / f"copy{n}.db", read_only=True) as copy:
            assert verify(copy).ok and copy.counts()["articles"] >= 5


def test_nothing_is_written_over(tmp_path: Path) -> None:
    fill(str(tmp_path / "reg"))
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(StoreError, match="there is a register already"):
        back_up(tmp_path / "reg", tmp_path / "there.db")
    with pytest.raises(StoreError, match="there is a register already"):
        back_up(tmp_path / "reg", tmp_path / "reg")
    with pytest.raises(StoreError, match="there is a register already"):
        restore(tmp_path / "reg", tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text() == "mine"
    with pytest.raises(StoreError, match="no register here"):
        back_up(tmp_path / "nowhere", tmp_path / "x.db")
    with pytest.raises(StoreError, match="a backup is a file"):
        back_up(tmp_path / "reg", "postgresql://h/x")
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("version", [1, 2])
def test_an_old_backup_is_brought_up_to_date(version: int, target: str, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(REGISTERS / f"schema{version}.db", old)
    before = old.read_bytes()
    restore(old, target)
    with open_store(target, read_only=True) as s:
        assert s.counts()["articles"] == 5 and verify(s).ok and len(s.judgements()) == 1
    assert old.read_bytes() == before
    assert read_schema(old)[0] == version and read_schema(target)[0] == read_schema(target)[1]


def test_a_newer_backup_is_refused(tmp_path: Path) -> None:
    fill(str(tmp_path / "reg"))
    with sqlite3.connect(tmp_path / "reg" / "register.db") as c:
        c.execute("PRAGMA user_version = 99")
    c.close()
    for work in (back_up, restore):
        with pytest.raises(NewerSchema) as e:
            work(tmp_path / "reg", tmp_path / "copy.db")
        assert e.value.exit_code == 6
    with pytest.raises(NewerSchema):
        read_schema(tmp_path / "reg")
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_register_gives_no_backup(tmp_path: Path) -> None:
    fill(str(tmp_path / "reg"))
    file = tmp_path / "reg" / "register.db"
    with sqlite3.connect(file) as c:
        c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    c.close()
    body = bytearray(file.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 20000] = b"\xff" * 20000
    file.write_bytes(body)
    with pytest.raises(StoreError):
        back_up(file, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
