"""On the development pages: commitments of the gold as an extractor would propose them, told truly and falsified."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.extract.proposing import Batch
from risalah.extract.readings import Readings
from risalah.model.article import Page
from risalah.model.codebook import HIGH_STAGES
from risalah.model.gate import Proposal, Quoted, Usage, Verdict
from risalah.pipeline import Kit, process_safely

DEV = Path(__file__).parents[2] / "../shared/dev"
NOT_READ = {"2025-06-17", "2025-06-18", "2025-06-19", "2025-06-20"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DEV.exists(), reason="../shared/dev, the development pages, is not on this machine"),
]


class Saying:
    name = "llm"

    def __init__(self) -> None:
        self.rows: list[Proposal] = []

    def propose(self, readings: Readings) -> Batch:
        return Batch(list(self.rows), Usage())


def propose(row: dict[str, Any], **changes: Any) -> Proposal:
    """A commitment of the gold as a proposal; `changes` falsify it."""
    values = {k: row[k] for k in ("kind", "stage", "modality", "expected_stage") if row.get(k)}
    if row.get("outcome") not in (None, "not_due", "unknown"):
        values["outcome"] = row["outcome"]
    values["parties"] = [{"actor": p["actor"], "role": p["role"]} for p in row["parties"]]
    return Proposal("llm", "commitment", {**values, **changes}, (Quoted("record", row["anchor"]),))


def falsify(row: dict[str, Any]) -> list[Proposal]:
    """Each high stage that the gold does not give, a state that no page names, an outcome that no word states."""
    out = [propose(row, parties=[{"actor": "ZWE", "role": "party"}])]
    if row["stage"] not in HIGH_STAGES or row.get("modality") != "actual":
        out += [propose(row, stage=s, modality="actual") for s in sorted(HIGH_STAGES)]
    if row.get("outcome") != "met" and "met" not in (row.get("accept_outcome") or ()):
        out.append(propose(row, outcome="met"))
    return out


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[tuple[str, Verdict]]]:
    """By "true" and "falsified": (page, verdict)."""
    kit, saying = Kit(Settings()), Saying()
    kit.engines["id"].extractor._proposers = (saying,)
    wanted = set(json.loads((DEV / "split.json").read_text(encoding="utf-8"))["dev"])
    out: dict[str, list[tuple[str, Verdict]]] = {"true": [], "falsified": []}
    for line in (DEV / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = DEV / "gold" / f"{row['id']}.json"
        if row["id"] not in wanted or str(row.get("published"))[:10] in NOT_READ or not gold.exists():
            continue
        commitments = json.loads(gold.read_text(encoding="utf-8"))["commitments"]
        given = {k: row.get(k) for k in ("url", "title", "outlet", "published", "lang")}
        content, kind = (row["html"], "html") if row.get("html") else (row["text"], "text")
        page = Page(content, kind=kind, where=row["id"], **given)  # type: ignore[arg-type]
        for name in out:
            rows = [[propose(c)] if name == "true" else falsify(c) for c in commitments]
            saying.rows = [p for r in rows for p in r]
            document = process_safely(page, kit)
            if document.gate is not None:
                out[name] += [(row["id"], v) for v in document.gate.verdicts]
    return out


def test_no_falsified_commitment_is_accepted(verdicts: dict[str, list[tuple[str, Verdict]]]) -> None:
    found = verdicts["falsified"]
    assert len(found) > 200
    assert [(page, v.proposal.values) for page, v in found if v.decision == "accept"] == []


def test_true_commitments_are_joined_or_seen_by_a_person(verdicts: dict[str, list[tuple[str, Verdict]]]) -> None:
    counts = Counter(v.decision for _, v in verdicts["true"])
    assert counts["accept"] >= 0.25 * counts.total()
    assert counts["reject"] <= 0.3 * counts.total()
