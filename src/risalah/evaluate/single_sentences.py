"""Commitments of single sentences: has one the right stage, and is there none where there should be none?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.evaluate.counts import ByClass, Share
from risalah.evaluate.gold import read_text
from risalah.evaluate.ledger import Row
from risalah.model.article import Page
from risalah.model.codebook import HIGH_STAGES
from risalah.scale import map_pages


def measure_sentences(
    path: Path, keep: Iterable[str] | None, settings: Settings, log: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """Figures of a JSON Lines file of sentences (id, text, stage or null, accept_stage, modality, expected_stage)."""
    kept = None if keep is None else set(keep)
    rows: list[Row] = [json.loads(line) for line in read_text(path, "--gold").splitlines() if line.strip()]
    rows = [row for row in rows if kept is None or row["id"] in kept]
    pages = [Page(content=row["text"], where=row["id"], source_id=row["id"]) for row in rows]
    stage, empty, modality, expected, over = Share(), Share(), Share(), Share(), 0
    classes = ByClass()
    for row, document in zip(rows, map_pages(pages, replace(settings, keep_all=True)), strict=True):
        said = document.to_json()["commitments"]
        if row.get("stage") is None:
            empty.add(not said)
            over += any(c["stage"] in HIGH_STAGES for c in said)
            if said:
                log.append(("SENTENCE false", row["id"], [c["stage"] for c in said]))
            continue
        wanted = [row["stage"], *(row.get("accept_stage") or ())]
        best = next((c for c in said if c["stage"] in wanted), None)
        stage.add(best is not None)
        classes.add(row["stage"], best is not None)
        over += any(c["stage"] in HIGH_STAGES and c["stage"] not in wanted for c in said)
        if best is None:
            # A short text is easily taken for Malay; that is another fault than a rule that stays silent.
            cause = "unread" if document.failures else "stage" if said else "silent"
            log.append((f"SENTENCE {cause}", row["id"], f"gold {row['stage']} / said {[c['stage'] for c in said]}"))
            continue
        if row.get("modality"):
            modality.add(best["modality"] in [row["modality"], *(row.get("accept_modality") or ())])
        if row.get("expected_stage"):
            expected.add(best["expected_stage"] == row["expected_stage"])
    return {
        "sentence_stage": {**stage.to_json(), "macro": classes.to_json()["rate"]},
        "sentence_without_record": empty.to_json(),
        "sentence_modality": modality.to_json(),
        "sentence_expected_stage": expected.to_json(),
        "sentence_overclaims": {"count": over, "n": stage.total + empty.total},
    }
