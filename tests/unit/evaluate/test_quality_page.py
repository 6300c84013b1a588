"""docs/explain/quality.md is made by commands that exist, never from held-out pages."""

from __future__ import annotations

import re
from pathlib import Path

from risalah.evaluate.suites import SUITES

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "explain" / "quality.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- figures: ([^\n]*?) -->\n(.*?)<!-- end -->", PAGE, re.S)


def test_every_block_holds_the_tables_of_its_command() -> None:
    assert len(BLOCKS) >= 5
    for arguments, body in BLOCKS:
        assert arguments.split()[0] in SUITES
        assert body.startswith(f"`risalah eval {arguments}`\n\n| ")


def test_the_page_says_when_and_where_it_was_made() -> None:
    assert re.search(r"Figures of \d{4}-\d\d-\d\d, Python 3\.\d+\.\d+, \w+, \d+ cores\.", PAGE)


def test_no_figure_comes_from_held_out_pages() -> None:
    parts = re.findall(r"--split \S+:(\w+)", PAGE)
    assert set(parts) == {"dev"}
