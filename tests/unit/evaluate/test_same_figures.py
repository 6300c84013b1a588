"""The figures equal those of the scorer that came with the pages, number by number."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.evaluate.gold import GoldSet, assign_documents, read_gold, read_split
from risalah.evaluate.reading import build_register, read_documents
from risalah.evaluate.register import score_register
from risalah.evaluate.scoring import score_documents, summarise

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT / ".." / "shared"
SCORER = SHARED / "tools" / "score.py"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCORER.is_file(), reason="../shared with its pages and scorer is not there"),
]


def load_scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoil(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Predictions with faults of every kind: high claims, lost fields, wrong spans, missing documents, no evidence."""
    spoilt: list[dict[str, Any]] = json.loads(json.dumps(rows))
    for n, row in enumerate(spoilt):
        for k, c in enumerate(row["commitments"]):
            c["stage"] = ["signed", c["stage"], "implemented", None][(n + k) % 4]
            c["outcome"] = ["met", c["outcome"], "missed"][(n + k) % 3]
            c["amount"] = {"value": [5e9, "many", None][k % 3], "currency": "USD"}
            c["due"] = {"from": "2031-01-01", "to": "2031-12-31", "precision": "year"} if k % 2 else {"edtf": "2025-Q3"}
            c["parties"] = c["parties"][k % 2 :]
            if k % 5 == 4:
                c["evidence"] = [{**e, "start": e["start"] + 1} for e in c["evidence"]]
        row["commitments"] += json.loads(json.dumps(row["commitments"][:2]))
        for k, m in enumerate(row["meetings"]):
            m["when"] = [m["when"], None, {"from": "2025-06-01", "to": "2025-06-30", "precision": "month"}][(n + k) % 3]
            m["participants"] = m["participants"][1:] if k % 2 else m["participants"]
            m["status"] = "held"
            if k % 4 == 3:
                m["evidence"] = []
        for k, q in enumerate(row["quotations"]):
            if k % 3 == 1:
                q["speaker"] = q["speaker_mention"] = None
            if k % 4 == 2:
                q["form"] = "direct" if q["form"] == "indirect" else "indirect"
            if k % 5 == 3:
                q["content"] = q["content"] + [{**q["content"][0], "end": q["content"][0]["end"] + 40}]
        if n % 6 == 5:
            row["article"]["relevant"] = None
    return [row for n, row in enumerate(spoilt) if n % 11 != 7]


def assert_same(gold: GoldSet, rows: list[dict[str, Any]], ids: list[str] | None, register: Any) -> None:
    theirs, their_log = load_scorer().run(
        rows, gold.pages, {"names": gold.names, "stories": gold.stories}, ids, register
    )
    found = assign_documents(rows, gold, ids)
    ledger = score_documents(gold, found)
    ours = summarise(ledger)
    if register is not None:
        ours["register"] = score_register(register, gold, found, ledger)
    assert compare(json.loads(json.dumps(theirs)), json.loads(json.dumps(ours))) == []
    lines = [sorted("\t".join(map(str, line)) for line in log) for log in (their_log, ledger.log)]
    assert lines[0] == lines[1]


def compare(theirs: Any, ours: Any, where: str = "") -> list[str]:
    """Where two JSON values differ; a count of 0 is as good as none, floats may differ in the last digits."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        keys = sorted(set(theirs) | set(ours))
        return [fault for key in keys for fault in compare(theirs.get(key, 0), ours.get(key, 0), f"{where}.{key}")]
    if isinstance(theirs, float | int) and isinstance(ours, float | int):
        return [] if ours == pytest.approx(theirs, abs=1e-12) else [f"{where}: {theirs} / {ours}"]
    return [] if theirs == ours else [f"{where}: {theirs} / {ours}"]


@pytest.fixture(scope="module", params=["seeds", "dev"])
def measured(request: pytest.FixtureRequest) -> tuple[GoldSet, list[str], list[dict[str, Any]], Any]:
    folder = SHARED / request.param
    gold = read_gold(folder)
    if request.param == "dev":
        gold = gold.keep(read_split(f"{folder / 'split.json'}:dev"))
    ids, documents = read_documents(gold, Settings())
    return gold, ids, [d.to_json() for d in documents], json.loads(json.dumps(build_register(documents)))


def test_the_engine_as_it_is(measured: tuple[GoldSet, list[str], list[dict[str, Any]], Any]) -> None:
    assert_same(*measured[:1], measured[2], measured[1], measured[3])


def test_predictions_full_of_faults(measured: tuple[GoldSet, list[str], list[dict[str, Any]], Any]) -> None:
    gold, _, rows, register = measured
    spoilt = spoil(rows)
    assert_same(gold, spoilt, None, register)
    figures = summarise(score_documents(gold, assign_documents(spoilt, gold)))
    assert figures["overclaim"]["count"] > 0
    assert figures["evidence_validity"]["rate"] < 1
    assert figures["second_records"]["ok"] > 0


def test_nothing_predicted(measured: tuple[GoldSet, list[str], list[dict[str, Any]], Any]) -> None:
    assert_same(measured[0], [], None, {"articles": []})
