"""The engine against curators: which rule they corrected, what it missed, what it was right about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.factory import ferry_report

from risalah.cli import run
from risalah.evaluate.curated import measure_curated
from risalah.model.register import Selector
from risalah.model.ruling import Ruling
from risalah.store import Store, open_store

BY = "person:laras"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with open_store(tmp_path / "r", create=True) as s:
        s.write_documents([ferry_report("kabar.example", "2031-03-04")])
        yield s  # type: ignore[misc]


def test_by_field_and_rule(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = next(iter(store.documents()))
    key = document.article.id
    c1 = document.commitments[0]
    rule = next(e.rule for e in c1.evidence if e.field == "stage")
    store.add_ruling(Ruling(f"{key}#c1", "set", BY, field="stage", before=c1.stage, after="agreed"))
    store.add_ruling(Ruling(f"{key}#m1", "accept", BY))
    store.add_ruling(Ruling(f"{key}#c2", "accept", BY, at="2031-01-01"))
    store.add_ruling(Ruling(f"{key}#c2", "reject", BY, at="2031-01-02"))
    words = Selector("feri yang aman")
    store.add_ruling(Ruling(f"{key}#c", "add", BY, after={"kind": "request", "stage": "requested"}, words=words))
    withdrawn = store.add_ruling(Ruling(f"{key}#c1", "set", BY, field="horizon", after="long"))
    store.withdraw_ruling(withdrawn, by=BY)
    log: list[tuple[object, ...]] = []
    found = measure_curated(store, log)
    assert found["fields"]["stage"] == {"right": 0, "wrong": 2, "rate": 0.0}
    assert found["fields"]["status"] == {"right": 1, "wrong": 0, "rate": 1.0}
    assert "horizon" not in found["fields"]
    assert found["rules"][rule]["wrong"] >= 1
    assert found["missed"] == {"request": 1}
    assert {line[0] for line in log} == {"CORRECTED", "MISSED"}
    assert run(["eval", "curated", "--register", str(tmp_path / "r"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["curated"]["missed"] == {"request": 1}
    assert run(["eval", "curated", "--register", str(tmp_path / "r"), "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "curated, by rule" in out and "CORRECTED\tstage" in out
    assert run(["eval", "curated"]) == 2
