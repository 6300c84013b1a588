"""`risalah scale`: tables, a register by one writer, a report; and the same register as `build` makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.cli import run
from risalah.measure.corpus import CorpusMaker, Shape
from risalah.report import RunReport

pytest.importorskip("pyarrow", reason="pyarrow (extra `parquet`) is not installed")
pytest.importorskip("duckdb", reason="duckdb (extra `parquet`) is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pages, three about diplomacy, and a row that is none."""
    made = CorpusMaker(2, Shape(relevant=0.4, copies=0.0, size=(12_000, 16_000))).make(8)
    path = tmp_path_factory.mktemp("pages") / "rows.jsonl"
    rows = [json.dumps({"html": p.html, "url": p.url}) for p in made]
    path.write_text("\n".join([*rows, "no json"]) + "\n", encoding="utf-8")
    return path


def test_scale_gives_tables_a_report_and_the_register_of_build(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, register, told = tmp_path / "out", tmp_path / "reg", tmp_path / "report.json"
    code = run(
        ["scale", str(pages), "-o", str(out), "--register", str(register), "--report", str(told), "--json", "--link"]
    )
    row = json.loads(capsys.readouterr().out)
    assert code == 3  # the row that is none
    assert row == json.loads(told.read_text()) and row["pages"] == 9 and row["quarantined"] == 1
    assert row["failures"] == {"read:bad_json": 1} and row["dropped"]["relevance"] >= 3
    assert row["relevant"] >= 1 and row["rows"]["records"] == sum(row["records"].values())
    assert {"look", "clean", "annotate", "extract", "write", "read"} <= set(row["seconds"])
    assert run(["verify", str(register)]) == 0

    capsys.readouterr()
    other = tmp_path / "other"
    assert run(["build", str(pages), "-o", str(other), "--report", str(told), "--json"]) == 3
    counts, built = json.loads(capsys.readouterr().out), json.loads(told.read_text())
    assert counts["dropped"] == {"relevance": row["dropped"]["relevance"]}
    same = ("pages", "articles", "relevant", "sampled", "quarantined", "dropped", "records", "failures")
    assert {k: built[k] for k in same} == {k: row[k] for k in same}
    texts = []
    for name in (register, other):
        run(["export", str(name), "-o", "-", "--as-of", "2031-12-15"])
        texts.append(json.loads(capsys.readouterr().out))
    entries = sum(len(texts[0][kind]) for kind in ("meetings", "quotations", "commitments"))
    assert row["rows"]["entries"] == entries and (out / "linked" / "entries.parquet").is_file()
    relevant = {a["id"] for a in texts[0]["articles"]}
    assert len(relevant) == row["relevant"]
    for kind in ("meetings", "quotations", "commitments"):
        assert [e["id"] for e in texts[0][kind]] == [e["id"] for e in texts[1][kind]]

    assert run(["scale", str(pages), "-o", str(out)]) == 3  # resumed: nothing is done again
    assert "1 of them done before" in capsys.readouterr().out


def test_scale_without_usable_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.jsonl").write_text("no json\n")
    assert run(["scale", str(tmp_path / "bad.jsonl"), "-o", str(tmp_path / "out")]) == 4
    assert run(["scale", str(tmp_path / "nothing"), "-o", str(tmp_path / "out")]) == 2
    assert run(["scale", "-", "-o", str(tmp_path / "out")]) == 2
    assert "standard input" in capsys.readouterr().err


def test_a_report_merges_and_comes_back() -> None:
    one = RunReport(pages=3, bytes=10, relevant=1, wall=2.0)
    one.dropped["relevance"] = 2
    one.spend("look", 0.5)
    two = RunReport.from_json(one.to_json())
    assert two == one
    two.merge(one)
    assert (two.pages, two.dropped["relevance"], two.seconds["look"], two.wall) == (6, 4, 1.0, 2.0)
    assert any("2 by relevance" in line for line in one.tell())
