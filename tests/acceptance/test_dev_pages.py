"""The development pages of ../shared: nothing crashes, every page gives a document, every span is what stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Document
from risalah.pipeline import Kit, process_safely

DEV = Path(__file__).parents[2] / "../shared" / "dev"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DEV.is_dir(), reason="../shared/dev is not here: press pages are not part of the repository"
    ),
]


def test_development_pages_are_read_without_a_fault() -> None:
    ids = set(json.loads((DEV / "split.json").read_text(encoding="utf-8"))["dev"])
    kit = Kit(Settings())
    rows = (json.loads(line) for line in (DEV / "pages.jsonl").read_text(encoding="utf-8").splitlines())
    seen = records = 0
    for row in rows:
        if row["id"] not in ids:
            continue
        page = Page(
            row["text"], url=row.get("url"), outlet=row.get("outlet"), published=row.get("published"), where=row["id"]
        )
        document = process_safely(page, kit)
        assert not [f for f in document.failures if f.quarantined], row["id"]
        assert Document.from_json(document.to_json()).to_json() == document.to_json()
        seen += 1
        records += len(document.meetings) + len(document.commitments)
    assert seen >= 20 and records >= seen
