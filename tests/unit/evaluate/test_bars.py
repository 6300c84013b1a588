"""Bars of the suite `language`, and the speed that one of them is about."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from risalah.cli import run
from risalah.errors import BelowFloor
from risalah.evaluate import bars
from risalah.evaluate.bars import check_bars, judge_bars, print_bar, read_bars
from risalah.evaluate.markdown import print_markdown, read_labels
from risalah.evaluate.speed import WORDS, measure_speed, read_articles
from risalah.resources.language import Language

HITS = {"tp": 90, "fp": 10, "fn": 10, "precision": 0.9, "recall": 0.9, "f1": 0.9}


def test_every_bar_has_a_label_a_member_and_a_reason() -> None:
    for name, bar in read_bars().items():
        assert name in read_labels()["language"]
        assert bar["member"] in ("f1", "rate", "ratio")
        assert bar["why"]
        assert ("over" in bar) == ("by" in bar)


def test_a_bar_over_another_figure_counts_where_that_was_measured() -> None:
    assert judge_bars({"ner_engine": HITS})["ner_engine"]["at_least"] == 0.85
    judged = judge_bars({"ner_engine": HITS, "ner_baseline": {**HITS, "f1": 0.895}})["ner_engine"]
    assert judged["at_least"] == pytest.approx(0.905)
    assert judged["met"] is False


def test_too_small_a_count_misses_a_bar() -> None:
    judged = judge_bars({"amount_examples": {"ok": 79, "n": 79, "rate": 1.0}})["amount_examples"]
    assert judged["met"] is False
    assert print_bar(judged) == "rate ≥ 1.000, n ≥ 80: missed"


def test_missed_bars_are_named_and_unmeasured_ones_listed() -> None:
    with pytest.raises(BelowFloor, match=r"amount_examples is 0\.5 \(n 90\), its bar is rate ≥ 1\.000, n ≥ 80"):
        check_bars(judge_bars({"amount_examples": {"ok": 45, "n": 90, "rate": 0.5}}))
    left = check_bars(judge_bars({"pfsa_direct": {"ok": 1, "n": 1, "rate": 1.0}, "ner_engine": {"why": "not there"}}))
    assert "ner_engine" in left
    assert "pfsa_direct" not in left


def test_bars_stand_beside_their_figures() -> None:
    language: dict[str, Any] = {"ner_engine": HITS, "pfsa_direct": {"why": "no data"}}
    out = print_markdown({"language": language, "bars": judge_bars(language)})
    assert "90 / 10 / 10 (F1 0.900, n 100) | F1 ≥ 0.850 |" in out
    assert "| not measured | no data | rate ≥ 0.993: not measured |" in out


def test_a_missed_bar_is_exit_7(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["eval", "language", "--bars", "--json"]) == 0
    captured = capsys.readouterr()
    figures = json.loads(captured.out)
    assert figures["bars"]["time_examples"]["met"] is True
    assert figures["language"]["gold_direct_overlap"]["tp"] > 0
    assert "pfsa_direct" in captured.err
    monkeypatch.setattr(bars, "read_bars", lambda: {"time_examples": {"member": "rate", "at_least": 1.01}})
    assert run(["eval", "language", "--bars"]) == 7
    assert "its bar is rate ≥ 1.010" in capsys.readouterr().err


def test_articles_for_speed_have_300_words() -> None:
    articles = read_articles(Language("id"))
    assert len(articles) >= 10
    assert all(WORDS <= len(a.text.split()) <= 2 * WORDS for a in articles)


def test_speed_stands_beside_its_peer_where_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    alone = measure_speed(Language("id"), 0.05)
    assert alone["annotate_speed"]["articles_a_second"] > 0
    assert "spaCy" in alone["annotate_ratio"]["why"]

    class Peer:
        def add_pipe(self, _name: str) -> Any:
            return SimpleNamespace(add_label=lambda _label: None)

        def initialize(self) -> None:
            pass

        def __call__(self, text: str) -> int:
            return sum(len(word) for word in text.split())

    spacy = ModuleType("spacy")
    spacy.blank = lambda _language: Peer()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    beside = measure_speed(Language("id"), 0.05)
    assert (
        beside["annotate_ratio"]["ratio"]
        == beside["annotate_speed"]["articles_a_second"] / beside["annotate_speed"]["peer"]
    )
