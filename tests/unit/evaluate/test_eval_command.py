"""The command `risalah eval`: output, exit codes, Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.cli import run
from risalah.evaluate.markdown import print_markdown, read_labels


@pytest.fixture
def sample_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No corpora beside the working folder: the shipped sample is all that there is to measure."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("sample_alone")
def test_json_is_one_object_with_the_suite(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "relevance", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["suite"] == "relevance"
    assert figures["triage"]["tp"] + figures["triage"]["fn"] == 18


@pytest.mark.usefixtures("sample_alone")
def test_a_figure_below_its_floor_is_exit_7(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "relevance", "--floor", "triage.recall=0.5"]) == 0
    assert run(["eval", "relevance", "--floor", "triage.recall=1.01"]) == 7
    captured = capsys.readouterr()
    assert "its floor is 1.01" in captured.err
    assert "triage" in captured.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["rekaman"],
        ["records", "--gold", "nowhere"],
        ["records", "--floor", "meetings"],
        ["records", "--bars"],
        ["link", "--baseline"],
        ["language", "--data", "nowhere"],
        ["records", "--pred", "nowhere.jsonl"],
    ],
)
def test_wrong_usage_is_exit_2_and_names_the_option(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", *arguments]) == 2
    said = capsys.readouterr().err
    assert (arguments[1] if len(arguments) > 1 else "suite") in said


def test_language_without_corpora_measures_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["eval", "language", "--floor", "language.time_examples=0.99"]) == 0
    out = capsys.readouterr().out
    assert "time_examples" in out
    assert "not measured" in out
    assert "--data DIR" in out


def test_markdown_has_plain_labels_for_all_figures_and_causes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "records", "--markdown"]) == 0
    out = capsys.readouterr().out
    for label in [*read_labels()["hits"].values(), *read_labels()["shares"].values()]:
        assert f"| {label} |" in out
    assert "| Register |" in out
    tables = [block.splitlines() for block in out.strip().split("\n\n")]
    for table in tables:
        assert len({row.count("|") for row in table}) == 1, table[0]


def test_causes_are_counted_in_words() -> None:
    log = [
        ("MISS quotation", "page", "direct", "Kami", "...", "siap", ""),
        ("MISS quotation", "page", "direct", "Kami", "...", "siap", "(not in the predicted text)"),
        ("STAGE", "page", "c1", "gold signed / said planned", "words of the page"),
        ("STAGE", "page", "c2", "gold signed / said planned", "words of the page"),
    ]
    out = print_markdown({}, log)
    assert "| Wrong stage | 2 |" in out
    assert "| Direct quotation not found | 1 |" in out
    assert "the cleaner took away | 1 |" in out
    assert "words of the page" not in out
