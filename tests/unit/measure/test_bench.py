"""`risalah bench`: the fields that others rely on, peers of another environment, and figures that add up."""

from __future__ import annotations

import json
import sys

import pytest

from risalah.cli import run
from risalah.errors import ConfigError
from risalah.measure.bench import BenchPlan, measure_recall, run_bench


@pytest.fixture(scope="module")
def row() -> dict[str, object]:
    peers = ("trafilatura", "fastwarc", "newspaper4k")
    # The interpreter of this environment stands for another one; without newspaper4k that peer is left out.
    plan = BenchPlan(
        pages=24,
        rounds=1,
        growth=(1, 2),
        workers=False,
        recall_pages=0,
        peers=peers,
        pythons={"fastwarc": sys.executable},
    )
    return run_bench(plan)


def test_the_fields_of_the_contract(row) -> None:
    assert json.loads(json.dumps(row)) == row
    assert row["pages"] == 24 and row["pages_per_second"] > 0 and row["peak_memory_mb"] > 50
    assert {"read", "look"} <= set(row["stages"])
    assert row["ratio_to_trafilatura"] > 1 and "ratio_to_newspaper4k" in row
    assert (row["ratio_to_newspaper4k"] is None) == (row["left_out"] == {"newspaper4k": "not installed"})
    assert row["peers"]["fastwarc"]["found"] == row["peers"]["trafilatura"]["found"] == 24


def test_verdicts_and_memory(row) -> None:
    seen = row["verdicts"]
    assert sum(v["pages"] for v in seen.values()) == 24
    assert seen["other"]["said_relevant"] == 0
    assert set(row["memory"]) == {"1x", "2x", "growth"} and row["memory"]["2x"]["pages"] == 40


def test_the_first_look_lets_relevant_pages_through() -> None:
    assert measure_recall(60)["recall"] >= 0.985


def test_an_unknown_peer_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "--peer", "goose"]) == 2
    assert "peers are" in capsys.readouterr().err
    with pytest.raises(ConfigError, match="cannot be run"):
        run_bench(
            BenchPlan(pages=20, rounds=1, growth=(), workers=False, peers=("fastwarc",), pythons={"fastwarc": "/no"})
        )
