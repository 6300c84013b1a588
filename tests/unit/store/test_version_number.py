"""A register whose file says a newer version is refused, and left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from risalah.errors import NewerSchema
from risalah.store import open_store


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_version_number_of_the_file_is_refused(tmp_path: Path, read_only: bool) -> None:
    open_store(tmp_path / "r", create=True).close()
    path = tmp_path / "r" / "register.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerSchema, match="schema 99"):
        open_store(tmp_path / "r", read_only=read_only)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (99,)
    connection.close()
