"""Opening: what is refused, and how it says so; one writer at a time; a killed writer loses nothing that was done."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from factory import ferry_report, make_documents, make_register
from risalah.errors import NewerSchema, RegisterBusy, StoreError
from risalah.store import open_store, schema

TESTS = Path(__file__).parents[2]


def test_missing_register(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no register here"):
        open_store(tmp_path / "nothing")
    with pytest.raises(StoreError, match="no register here"):
        open_store(tmp_path / "nothing", read_only=True, create=True)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("name", ["reg", "reg.db", "deep/er/reg"])
def test_folder_or_file(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name, create=True).close()
    file = tmp_path / name if name.endswith(".db") else tmp_path / name / "register.db"
    assert file.is_file()
    with open_store(tmp_path / name, read_only=True) as s:
        assert s.counts()["articles"] == 0
    with open_store(f"sqlite:///{file}") as s:
        assert s.writable


def test_file_that_is_no_register(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_text("not a database, but a long enough text file")
    with pytest.raises(StoreError, match="not a register"):
        open_store(file, create=True)
    assert file.read_text().startswith("not a database")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as c:
        c.execute("CREATE TABLE books (title TEXT)")
    with pytest.raises(StoreError, match="other tables"):
        open_store(other, create=True)
    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 500)
    with pytest.raises(StoreError, match=r"damaged\.db"):
        open_store(tmp_path / "damaged.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="empty"):
        open_store(tmp_path / "empty.db")


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="check the path"):
        open_store(tmp_path / "file" / "reg", create=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permissions"):
        open_store(tmp_path / "reg", create=True)
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("url", ["mysql://h/x", "nonsense://x", "sqlite://", "://"])
def test_wrong_urls(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url, create=True)


@pytest.mark.postgres
def test_no_server() -> None:
    with pytest.raises(StoreError) as e:
        open_store("postgresql://user:secret@127.0.0.1:1/x")
    assert "server runs" in str(e.value) and "secret" not in str(e.value)


def test_newer_schema(target: str) -> None:
    with open_store(target, create=True) as s, s.engine.execution_options(writes=True).begin() as c:
        c.execute(schema.migrations.insert().values(version=999, name="from_the_future", applied="2099"))
    for read_only in (True, False):
        with pytest.raises(NewerSchema) as e:
            open_store(target, read_only=read_only)
        assert e.value.exit_code == 6


def test_one_writer(target: str) -> None:
    with open_store(target, create=True) as s:
        with pytest.raises(RegisterBusy) as e:
            open_store(target)
        assert e.value.exit_code == 5
        with open_store(target, read_only=True) as reader:
            assert not reader.writable
            s.write_documents(make_documents())
            assert reader.counts()["articles"] == 5
            with pytest.raises(StoreError, match="reading only"):
                reader.write_documents(make_documents())
    open_store(target).close()


def test_reading_does_not_wait_for_a_writer(target: str) -> None:
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        with s.engine.execution_options(writes=True).begin() as c, open_store(target, read_only=True) as reader:
            c.execute(schema.articles.delete())
            began = time.monotonic()
            assert len(list(reader.documents())) == 5
            assert time.monotonic() - began < 2


def test_database_with_other_tables(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url.replace("+psycopg", "")) as c:
        c.execute("CREATE TABLE books (title text)")
    with pytest.raises(StoreError, match="other tables"):
        open_store(postgres_url, create=True)


test_database_with_other_tables = pytest.mark.postgres(test_database_with_other_tables)


def test_killed_writer(target: str, tmp_path: Path) -> None:
    """SIGKILL in the middle of writing: what was done stays, the next run adds the rest, and nothing differs."""
    script = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[2])
        from factory import ferry_report
        from risalah.store import open_store
        def reports():
            for n in range(60):
                print(n, flush=True)
                if n == 45:
                    sys.stdin.read()  # in the middle of a batch, until the end
                yield ferry_report(f"outlet{n:03}.example", "2031-03-04")
        with open_store(sys.argv[1], create=True) as s:
            s.write_documents(reports(), batch=10)
        """
    )
    command = [sys.executable, "-c", script, target, str(TESTS)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    for line in writer.stdout:
        if line.strip() == "45":
            break
    with pytest.raises(RegisterBusy):
        open_store(target)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    for stream in (writer.stdin, writer.stdout):
        assert stream
        stream.close()
    reports = [ferry_report(f"outlet{n:03}.example", "2031-03-04") for n in range(60)]
    with _open_soon(target) as s:
        assert len(list(s.documents())) == 40
        report = s.write_documents(reports, batch=10)
        assert (report.unchanged, report.added) == (40, 20)
        with open_store(tmp_path / "undisturbed", create=True) as whole:
            whole.write_documents(reports)
            assert list(whole.documents()) == list(s.documents())


def _open_soon(target: str):
    """A server needs a moment to see that a client is dead."""
    for _ in range(100):
        try:
            return open_store(target)
        except RegisterBusy:
            time.sleep(0.05)
    return open_store(target)


def test_failed_rebuild_leaves_the_old_register(target: str) -> None:
    register = make_register()
    with open_store(target, create=True) as s:
        s.write_register(register)
        twice = register.meetings + register.meetings
        with pytest.raises(StoreError):
            s.write_register(make_register().__class__(meetings=twice))
        assert s.load_register() == register
