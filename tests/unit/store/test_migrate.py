"""A register of every released schema is brought up to date, and a copy of it is kept."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from risalah.errors import StoreError
from risalah.store import migrate, open_store, read_schema, schema, verify

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
NAMES = ["schema1.db", "schema2.db", "schema3.db", pytest.param("schema2.postgres.sql", marks=pytest.mark.postgres)]


def put(name: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """A register of an older schema, in place; where it can be opened."""
    if name.endswith(".db"):
        return str(shutil.copy(REGISTERS / name, folder / "old.db"))
    import psycopg

    url: str = request.getfixturevalue("postgres_url")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as c:
        c.execute((REGISTERS / name).read_text(encoding="utf-8"))  # type: ignore[call-overload]
    return url


def test_there_is_a_register_of_every_schema_before_this_one() -> None:
    found = {p.name.removeprefix("schema").split(".")[0] for p in REGISTERS.glob("schema*")}
    assert found == {str(n) for n in range(1, migrate.NEWEST)}


@pytest.mark.parametrize("name", NAMES)
def test_an_older_register_is_brought_up_to_date(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    place = put(name, tmp_path, request)
    with pytest.raises(StoreError, match="risalah migrate"):
        open_store(place, read_only=True)
    with open_store(place) as s:
        assert len(list(s.documents())) == 5 and len(s.load_register().entries()) == 5
        assert [j.by for j in s.judgements()] == ["person:sekar"]
        assert len(s.numbered_judgements(withdrawn=True)) == 2
        assert len(s.audit()) == (0 if "1" in name else 1)
        assert [f.reason for f in s.failures()] == ["bad_json"]
        assert verify(s).ok
        # Before schema 3 nothing was noted of who linked.
        assert s.linked_by() == ("risalah 0.1.0" if "3" in name else "an older schema")
        tables = {t.name: {c.name for c in t.columns} for t in schema.metadata.sorted_tables}
        found = inspect(s.engine)
        for table, columns in tables.items():
            # The vectors of words of PostgreSQL's search stand in columns of their own, which no query names.
            assert {c["name"] for c in found.get_columns(table)} - {"words"} == columns, table
        with s.engine.connect() as c:
            urls = c.exec_driver_sql("SELECT left_url FROM judgements ORDER BY n").scalars().all()
            assert urls[0] and urls[0].startswith("https://kabar.example/")
    open_store(place, read_only=True).close()
    if name.endswith(".db"):
        backup = sqlite3.connect(f"{place}.schema{name[6]}")
        assert backup.execute("SELECT count(*) FROM articles").fetchone()[0] == 5
        assert backup.execute("PRAGMA user_version").fetchone()[0] == int(name[6])
        backup.close()


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_fresh_register_has_the_indexes_of_a_migrated_one(name: str, tmp_path: Path) -> None:
    def shapes(place: Path) -> set[tuple[str, str, str]]:
        with sqlite3.connect(place) as c:
            return set(c.execute("SELECT type, name, tbl_name FROM sqlite_master"))

    shutil.copy(REGISTERS / name, tmp_path / "old.db")
    open_store(tmp_path / "old.db").close()
    open_store(tmp_path / "new.db", create=True).close()
    assert shapes(tmp_path / "old.db") == shapes(tmp_path / "new.db")


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_that_fails_leaves_the_register_as_it_was(
    name: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = put(name, tmp_path, request)

    def fail(connection: Connection) -> None:
        migrate.add_tables(connection)
        raise RuntimeError("the power went out")

    version = int(name[6])
    monkeypatch.setattr(migrate, "MIGRATIONS", (*migrate.MIGRATIONS[:-1], fail))
    with pytest.raises(RuntimeError):
        open_store(place)
    assert read_schema(place)[0] == version
    monkeypatch.undo()
    with open_store(place) as s:
        assert verify(s).ok and len(list(s.documents())) == 5
