"""The spread of figures over outlets and stories."""

from __future__ import annotations

import pytest

from risalah.cli import main
from risalah.config import Settings
from risalah.errors import ConfigError
from risalah.evaluate.gold import read_gold
from risalah.evaluate.scoring import score_documents, summarise
from risalah.evaluate.spread import format_spread, measure_spread
from risalah.evaluate.suites import Request, run_suite
from risalah.resources.loader import DATA


@pytest.fixture(scope="module")
def outcome():
    return run_suite(Request(by="outlet"), Settings())


def test_counts_of_the_outlets_add_up_to_those_of_all_pages(outcome) -> None:
    groups = outcome.figures["spread"]["groups"]
    for figure in ("commitments", "meetings"):
        for count in ("tp", "fp", "fn"):
            assert sum(g[figure][count] for g in groups.values()) == outcome.figures[figure][count]
    assert sum(g["pages"] for g in groups.values()) == len(read_gold(DATA / "sample").pages)


def test_every_group_is_named_once_in_the_table(outcome) -> None:
    spread = outcome.figures["spread"]
    text = format_spread(spread)
    assert all(sum(line.startswith(name[:30]) for line in text.splitlines()) == 1 for name in spread["groups"])
    assert "commitments: a group lies" in text


def test_a_group_without_a_prediction_lies_far_from_the_rest() -> None:
    gold = read_gold(DATA / "sample")
    spread = measure_spread(gold, {}, "story")
    assert all(row["commitments"]["tp"] == 0 for row in spread["groups"].values())
    assert summarise(score_documents(gold, {}))["commitments"]["recall"] == 0


def test_a_spread_by_something_else_is_refused(capsys) -> None:
    with pytest.raises((ConfigError, SystemExit)):
        main(["eval", "records", "--by", "colour"])
