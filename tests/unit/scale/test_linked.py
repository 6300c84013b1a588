"""The link stage of a bulk run gives what linking the same documents in one process gives."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench.link import Maker

from risalah.link import link
from risalah.model.document import Document
from risalah.resources.actors import ActorTable
from risalah.resources.linking import read_weights
from risalah.scale import linked
from risalah.scale.linked import LINKED, link_tables, read_by_day
from risalah.scale.tables import TableWriter, find_day

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow (extra `parquet`) is not installed")


def write_tables(folder: Path, documents: list[Document]) -> None:
    """The tables of a bulk run, as the shuffle leaves them."""
    for day in {find_day(d) for d in documents}:
        made = folder / "made" / day
        made.mkdir(parents=True)
        with TableWriter(made) as tables:
            for d in documents:
                if find_day(d) == day:
                    tables.write(d)
        target = folder / "tables" / "documents" / f"day={day}"
        target.mkdir(parents=True)
        (made / "documents.parquet").rename(target / "data_0.parquet")


def test_the_tables_are_those_of_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "_BATCH", 7)
    made = [replace(d, article=replace(d.article, relevant=True)) for d in Maker().make(700)]
    others = [replace(made[0], article=replace(made[0].article, id="sha256:off", relevant=False))]
    write_tables(tmp_path, [*reversed(made), *others])
    assert {d.article.id for d in read_by_day(tmp_path)} == {d.article.id for d in made}
    weights = read_weights()
    counts = link_tables(tmp_path, weights)
    whole = link(made, (), weights=weights, offices=ActorTable())
    found: dict[str, list[dict[str, Any]]] = {}
    for name, rows in linked._list_rows(whole):
        found[name] = pq.read_table(tmp_path / "linked" / f"{name}.parquet").to_pylist()
        assert found[name] == list(rows) and len(found[name]) == counts[name]
    assert found.keys() == LINKED.keys() and counts["entries"] > 50 and counts["places"] == len(made)
    entry = next(e for e in found["entries"] if e["type"] == "commitment")
    assert json.loads(entry["support"])["outlets"] >= 1 and json.loads(entry["records"])
    # Again: the folder is replaced as a whole.
    assert link_tables(tmp_path, weights) == counts
    assert sorted(p.name for p in tmp_path.iterdir()) == ["linked", "made", "tables"]
