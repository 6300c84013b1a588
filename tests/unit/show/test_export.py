"""Exports: the contract's object, one line an entry, tables; the same bytes each time; nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import make_documents, make_register
from risalah.errors import ConfigError
from risalah.model.register import Register
from risalah.show.export import FORMATS, export
from risalah.show.export_csv import TABLES, escape_cell
from risalah.show.export_rows import FIELDS, flatten_value, list_columns
from risalah.store import Store, open_store

DAY = "2031-12-01"


@pytest.fixture
def store(target: str):
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


def load(store: Store, tmp_path: Path, as_of: str = DAY) -> dict:
    export(store, "json", tmp_path / "r.json", as_of)
    return json.loads((tmp_path / "r.json").read_bytes())


def test_json_is_the_register_object(store: Store, register: Register, tmp_path: Path) -> None:
    found = load(store, tmp_path)
    assert found["schema_version"] == "1" and found["as_of"] == DAY
    assert found["articles"] == [a.to_json() for a in register.articles]
    assert found["stories"] == [s.to_json() for s in register.stories]
    assert found["judgements"] == [j.to_json() for j in register.judgements]
    for name in ("meetings", "quotations", "commitments"):
        for row, entry in zip(found[name], getattr(register, name), strict=True):
            assert all(row[k] == json.loads(json.dumps(v)) for k, v in entry.to_json().items())
    memo = next(c for c in found["commitments"] if c["kind"] == "mou")
    assert [h["stage"] for h in memo["history"]] == ["finalising", "planned", "signed"]
    assert memo["conflicts"][0]["values"][0]["value"] == "long"
    assert found["quotations"][0]["variants"] == found["quotations"][0]["records"]


def test_evidence_is_where_it_says(store: Store, tmp_path: Path) -> None:
    found = load(store, tmp_path)
    texts = {d.article.id: d.article.text for d in store.documents()}
    rows = [e for name in ("meetings", "quotations", "commitments") for x in found[name] for e in x["evidence"]]
    assert len(rows) > 40
    assert all(texts[e["article"]][e["start"] : e["end"]] == e["exact"] for e in rows)
    assert all(x["evidence"] for name in ("meetings", "quotations", "commitments") for x in found[name])


@pytest.mark.parametrize(
    ("as_of", "late"), [("2030-12-31", []), ("2031-01-01", ["target"]), ("2031-07-01", ["mou", "target"])]
)
def test_overdue_depends_on_the_day(store: Store, tmp_path: Path, as_of: str, late: list[str]) -> None:
    assert sorted(c["kind"] for c in load(store, tmp_path, as_of)["commitments"] if c["overdue"]) == late


def test_same_bytes_after_a_rebuild(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(store, "json", tmp_path / name / "r.json", DAY)
        export(store, "jsonl", tmp_path / name / "r.jsonl", DAY)
        export(store, "csv", tmp_path / name / "tables", DAY)
        store.write_register(Register())
        store.write_register(make_register(make_documents()))
    a, b = ({p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.*")} for n in "ab")
    assert a == b and len(a) == 2 + len(TABLES)


def test_jsonl(store: Store, tmp_path: Path) -> None:
    export(store, "jsonl", tmp_path / "r.jsonl", DAY)
    rows = [json.loads(x) for x in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [r["type"] for r in rows] == ["commitment"] * 3 + ["meeting", "quotation"]
    export(store, "jsonl", tmp_path / "m.jsonl", DAY, type="meeting")
    assert len((tmp_path / "m.jsonl").read_text("utf-8").splitlines()) == 1


def test_csv_tables(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "t", DAY)
    assert sorted(p.name for p in (tmp_path / "t").iterdir()) == sorted(TABLES.values())
    with (tmp_path / "t" / "commitments.csv").open(encoding="utf-8", newline="") as f:
        rows = {r["kind"]: r for r in csv.DictReader(f)}
    memo, target = rows["mou"], rows["target"]
    assert list(memo) == list_columns("commitment")
    assert memo["parties"] == "IDN:party; NZL:party"
    assert (memo["articles"], memo["outlets"], memo["origins"], memo["conflicts"]) == ("4", "3", "2", "2")
    assert memo["history"] == "2031-03-04 finalising; 2031-03-04 planned; 2031-10-09 signed"
    assert (target["amount_value"], target["amount_currency"], target["overdue"]) == ("3000000000", "USD", "true")
    assert target["due_edtf"] == "2030" and target["due_to"] == "2030-12-31"
    article, _, span = target["stage_evidence"].rpartition(":")
    start, end = map(int, span.split("-"))
    document = store.document(article)
    assert document and document.article.text[start:end] == "Target perdagangan"


def test_csv_of_one_type(store: Store, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    export(store, "csv", "-", DAY, type="quotation")
    printed = capsysbinary.readouterr().out
    export(store, "csv", tmp_path / "q.csv", DAY, type="quotation")
    assert (tmp_path / "q.csv").read_bytes() == printed
    assert printed.count(b"\r\n") == 2 and b"pulau kecil" in printed


def test_a_formula_is_text(store: Store, tmp_path: Path) -> None:
    register = make_register()
    entry = register.commitments[0]
    evil = replace(entry, value={**entry.value, "title": '=HYPERLINK("http://x")', "said_by": "@x"})
    store.write_register(replace(register, commitments=(evil,)))
    export(store, "csv", tmp_path / "c.csv", DAY, type="commitment")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as f:
        row = next(csv.DictReader(f))
    assert row["title"] == '\'=HYPERLINK("http://x")' and row["said_by"] == "'@x"


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()))
def test_no_cell_of_text_begins_a_formula(cell: object) -> None:
    text = escape_cell(cell)  # type: ignore[arg-type]
    if isinstance(cell, str):
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert text.removeprefix("'") == cell or text == cell


def test_every_field_of_a_record_has_a_column() -> None:
    document = make_documents()[0].to_json()
    for kind, fields in FIELDS.items():
        assert set(document[kind + "s"][0]) - {"id", "evidence", "governors", "alternatives", "rule"} <= set(fields)


def test_values_in_a_cell() -> None:
    assert flatten_value([{"actor": "IDN", "role": "party"}, {"actor": "NZL", "role": "host"}]) == "IDN:party; NZL:host"
    assert flatten_value({"name": "Ambon", "country": None}) == "Ambon"
    assert flatten_value([{"exact": "a", "start": 0, "end": 1}, {"exact": "b", "start": 4, "end": 5}]) == "a; b"
    assert flatten_value({"value": 3, "unit": "kapal"}) == "value=3; unit=kapal"


@pytest.mark.parametrize(
    ("format", "out", "as_of", "type", "said"),
    [
        ("docx", "x", DAY, None, "json, jsonl, csv"),
        ("", "x", DAY, None, "no export format"),
        ("json", "x", "kemarin", None, "not a day"),
        ("json", "x", DAY, "meeting", "leave --type out"),
        ("jsonl", "x", DAY, "person", "commitment, meeting"),
        ("csv", "x", DAY, "person", "no records of type"),
        ("csv", "-", DAY, None, "several files"),
        ("csv", "x.csv", DAY, None, "several files"),
        ("json", "file/x.json", DAY, None, "can be written"),
    ],
)
def test_what_does_not_exist(tmp_path: Path, *, format: str, out: str, as_of: str, type: str | None, said: str) -> None:
    (tmp_path / "file").write_text("x")
    with open_store(tmp_path / "reg", create=True) as s, pytest.raises(ConfigError) as e:
        export(s, format, out if out == "-" else tmp_path / out, as_of, type=type)
    assert said in str(e.value)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_register(tmp_path: Path, format: str) -> None:
    with open_store(tmp_path / "reg", create=True) as s:
        export(s, format, tmp_path / "out", DAY)
    assert (tmp_path / "out").exists()


def test_a_failed_export_leaves_the_old_file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "r.json"
    out.write_text("old")
    monkeypatch.setattr("risalah.show.export.describe_register", lambda *_: iter([("x", object())]))
    with pytest.raises(TypeError):
        export(store, "json", out, DAY)
    assert out.read_text() == "old" and [p.name for p in tmp_path.iterdir() if p.is_file()] == ["r.json"]
