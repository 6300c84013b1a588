"""The Python API: what a register gives, lazily, typed, and in the same shape as the exports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import risalah
from factory import make_documents, make_register
from risalah.api import Register
from risalah.api import register as module
from risalah.errors import ConfigError, NoUsableInput, PageError, StoreError
from risalah.show.export import print_jsonl
from risalah.show.export_rows import list_columns
from risalah.store import open_store

AS_OF = "2031-11-22"


@pytest.fixture
def opened(target: str) -> Iterator[Register]:
    with open_store(target, create=True) as store:
        run = store.start_run("test")
        documents = make_documents()
        store.write_documents(documents, run)
        store.write_register(make_register(documents))
        store.finish_run(run, {})
    with risalah.open(target, as_of=AS_OF) as found:
        yield found


def entries(register: Register) -> list[Any]:
    return [*register.commitments(), *register.meetings(), *register.quotations()]


def test_entries_are_those_of_the_export(opened: Register, target: str) -> None:
    with open_store(target, read_only=True) as store:
        expected = {row["id"]: row for row in map(json.loads, print_jsonl(store, AS_OF))}
    made = {e.id: {"type": e.type, **e.to_dict()} for e in entries(opened)}
    assert json.loads(json.dumps(made)) == expected
    assert len(opened.commitments()) + len(opened.meetings()) + len(opened.quotations()) == len(expected)


def test_every_value_has_its_words(opened: Register) -> None:
    for entry in entries(opened):
        assert entry.evidence and entry.sources
        for e in entry.evidence:
            document = opened.document(e.article)
            assert document is not None
            assert document.article.text[e.start : e.end] == e.exact


def test_all_properties_can_be_read(opened: Register) -> None:
    for entry in entries(opened):
        for name in (n for n in dir(entry) if not n.startswith("_")):
            getattr(entry, name)
    found = next(c for c in opened.commitments() if c.history)
    assert isinstance(found.history[-1].as_of, date)
    assert opened.commitment(found.id) == found
    assert opened.meeting(found.id) is None
    assert opened.commitment("nothing") is None


def test_a_walk_goes_by_batches(opened: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [e.id for e in opened.quotations()]
    monkeypatch.setattr(module, "_BATCH", 1)
    assert [e.id for e in opened.quotations()] == whole == opened.quotations().ids()
    assert [a.id for a in opened.articles()] == [a.id for a in opened.articles().take(100)]
    assert len(list(opened.actors())) == len(opened.actors())
    assert {s.id for s in opened.stories()} == {a.story for a in opened.articles() if a.story}
    assert opened.quotations().take(1)[0].id == whole[0]


def test_conditions_narrow(opened: Register) -> None:
    every = list(opened.commitments())
    parties = [p.actor for p in every[0].parties][:2]
    assert {c.id for c in opened.commitments(pair="-".join(parties))} == {
        c.id for c in opened.commitments(pair=(parties[1], parties[0]))
    }
    assert {c.id for c in every if c.stage == "signed"} == set(opened.commitments(stage="signed").ids())
    assert {c.id for c in every if c.overdue} == set(opened.commitments(overdue=True).ids())
    assert not opened.commitments(since="2040-01-01")
    assert opened.commitments(until=date(2040, 1, 1))
    assert opened.commitments(conflicts=True).ids() == [c.id for c in every if c.conflicts]
    assert not opened.commitments(words="tidakadakataini").first()


@pytest.mark.parametrize(
    "asked",
    [{"stage": "sealed"}, {"sector": ["health", "x"]}, {"since": "soon"}, {"pair": "IDN"}, {"colour": "red"}],
    ids=str,
)
def test_what_cannot_be_asked_is_told(opened: Register, asked: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as told:
        opened.commitments(**asked)
    assert told.value.remedy


def test_tables(opened: Register) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for kind, found in (
        ("commitment", opened.commitments()),
        ("meeting", opened.meetings()),
        ("quotation", opened.quotations()),
    ):
        frame, table = found.to_pandas(), found.to_arrow()
        assert list(frame.columns) == table.schema.names == list_columns(kind)
        assert len(frame) == table.num_rows == len(found)
        assert frame["id"].tolist() == table.column("id").to_pylist() == found.ids()
    commitments = opened.commitments()
    assert str(commitments.to_pandas().dtypes["due_to"]).startswith("datetime64")
    assert str(commitments.to_arrow().schema.field("due_to").type) == "date32[day]"
    assert commitments.to_arrow().column("overdue").to_pylist() == [c.overdue for c in commitments]
    assert len(opened.articles().to_pandas()) == len(opened.articles()) == opened.articles().to_arrow().num_rows
    empty = opened.commitments(since="2040-01-01")
    assert empty.to_arrow().schema.names == list(empty.to_pandas().columns)


def test_events(opened: Register) -> None:
    rows = opened.events().to_dicts()
    ids = {*opened.commitments().ids(), *opened.meetings().ids()}
    assert rows and len(rows) == len(opened.events())
    assert {r["id"] for r in rows} <= ids
    assert {"CONSULT", "AGREE", "SUPPORT", "REQUEST", "AID"} & {r["event"] for r in rows}


def test_polars(opened: Register) -> None:
    pytest.importorskip("polars", reason="polars is not installed: pip install polars")
    frame = opened.commitments().to_polars()
    assert frame["id"].to_list() == opened.commitments().ids()


def test_a_missing_library_is_named(opened: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "pyarrow", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(ConfigError, match=name) as told:
            getattr(opened.commitments(), f"to_{name.replace('py', '')}")()
        assert "pip install" in told.value.remedy


def test_build_and_extract(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Indonesia dan Norwegia teken nota kesepahaman\n\nJAKARTA - Menteri Luar Negeri Indonesia Ratna Wulandari dan "
        "Menlu Norwegia Ola Bakken menandatangani nota kesepahaman perikanan di Jakarta, Selasa (4/3/2031).\n",
        encoding="utf-8",
    )
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    target = tmp_path / "reg"
    with risalah.build(tmp_path, target, published="2031-03-04", as_of=AS_OF) as built:
        signed = built.commitments(stage="signed").first()
        assert signed is not None and [p.actor for p in signed.parties] == ["IDN", "NOR"]
        assert [f.where for f in built.set_aside()]
        assert "1 articles" in repr(built)
    document = risalah.extract(page.read_text(encoding="utf-8"), published=date(2031, 3, 4), url="https://k.example/1")
    assert [c.stage for c in document.commitments] == ["signed"]
    assert document.article.url == "https://k.example/1"
    with pytest.raises(NoUsableInput):
        risalah.build(tmp_path / "empty.txt", tmp_path / "other")
    with pytest.raises(StoreError):
        risalah.open(tmp_path / "nowhere")
    with pytest.raises(PageError):
        risalah.extract("")
    with pytest.raises(ConfigError):
        risalah.extract("teks", published="kemarin")


LIGHT = """
import sys, risalah
heavy = {"sqlalchemy", "lxml", "yaml", "fastapi", "typer", "pandas", "pyarrow", "risalah.pipeline", "risalah.api"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
assert {"open", "build", "extract"} <= set(dir(risalah))
import risalah.extract.relevance
assert callable(risalah.extract) and risalah.extract.relevance is sys.modules["risalah.extract.relevance"]
try:
    risalah.nothing
except AttributeError as e:
    assert "nothing" in str(e)
else:
    raise SystemExit("an unknown name was found")
"""


def test_the_import_is_light_and_extract_stays_a_package() -> None:
    subprocess.run([sys.executable, "-c", LIGHT], check=True)
