"""The two founding articles: every direct quotation, accepted stages, meetings, no over-claim, one story.

Expectations come from the gold of ../shared at run time; no word of the articles stands here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from risalah.cli import run
from risalah.config import Settings
from risalah.model.codebook import HIGH_STAGES
from risalah.pipeline import Kit, process_safely
from risalah.read import read_pages

SHARED = Path(__file__).parents[2] / "../shared"
SEEDS = SHARED / "seeds"
SCORER = SHARED / "tools" / "score.py"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SEEDS.is_dir(), reason="../shared/seeds is not here: press pages are not part of the repository"
    ),
]


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    kit = Kit(Settings())
    pages = read_pages([str(p) for p in sorted(SEEDS.glob("0*.txt"))])
    return [process_safely(page, kit).to_json() for page in pages]


@pytest.fixture(scope="module")
def score(documents: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pred = tmp_path_factory.mktemp("seeds") / "pred.jsonl"
    pred.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
    command = [
        sys.executable,
        str(SCORER),
        str(pred),
        "--gold",
        str(SEEDS / "gold"),
        "--ids",
        str(SEEDS / "ids.txt"),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_all_nine_direct_quotations_are_exact_with_their_speaker(score: dict[str, Any]) -> None:
    assert (score["direct_exact"]["tp"], score["direct_exact"]["fn"]) == (9, 0)
    assert (score["speaker_direct"]["ok"], score["speaker_direct"]["n"]) == (9, 9)


def test_all_seventeen_commitments_have_an_accepted_stage_and_outcome(score: dict[str, Any]) -> None:
    assert (score["commitments"]["tp"], score["commitments"]["fn"]) == (17, 0)
    assert score["stage_lenient"]["ok"] == score["outcome_lenient"]["ok"] == 17


def test_all_seven_meetings_are_found_with_their_date(score: dict[str, Any], documents: list[dict[str, Any]]) -> None:
    assert (score["meetings"]["tp"], score["meetings"]["fn"]) == (7, 0)
    assert score["meeting_date"]["ok"] == 7
    assert score["participants"]["fn"] <= 1
    assert all(m["participants"] or m["parties"] for d in documents for m in d["meetings"])


def test_nothing_is_over_claimed_and_at_most_two_records_are_extra(score: dict[str, Any]) -> None:
    assert score["overclaim"]["count"] == 0
    assert score["trap_hits"]["count"] == 0
    assert score["meetings"]["fp"] + score["commitments"]["fp"] + score["direct_exact"]["fp"] <= 2


def test_every_span_is_what_stands_there(score: dict[str, Any]) -> None:
    assert score["evidence_validity"]["rate"] == 1.0
    assert score["records_without_valid_evidence"] == 0


def test_link_furniture_gives_no_record(documents: list[dict[str, Any]]) -> None:
    """The pages carry link words to other stories, and another day's date: none of it is a record's."""
    for document in documents:
        words = json.dumps([document[k] for k in ("quotations", "meetings", "commitments")], ensure_ascii=False).lower()
        for foreign in ("judi online", "ott", "24 juni 2024", "2024-06-24"):
            assert f" {foreign}" not in words and f'"{foreign}' not in words


def test_the_two_articles_make_one_story_of_one_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One event, two outlets; the health memorandum is one entry of both, with their difference about its horizon."""
    row = tmp_path / "reg"
    assert run(["build", *(str(p) for p in sorted(SEEDS.glob("0*.txt"))), "-o", str(row)]) == 0
    capsys.readouterr()
    assert run(["export", str(row), "-o", "-", "--as-of", "2026-11-21"]) == 0
    register = json.loads(capsys.readouterr().out)
    (story,) = register["stories"]
    assert len(story["articles"]) == 2
    assert (story["outlets"], story["origins"]) == (2, 1)
    both = [c for c in register["commitments"] if c["support"]["articles"] == 2]
    health = [c for c in both if c["kind"] == "mou" and "health" in c["sectors"]]
    assert len(health) == 1
    assert health[0]["stage"] not in HIGH_STAGES
    assert len({r["article"] for r in health[0]["records"]}) == 2
    assert any(c["field"] == "horizon" for c in health[0]["conflicts"])
