"""Every promise of SECURITY.md names its test, and the test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_every_promise_names_its_test() -> None:
    promises = [line for line in TEXT.splitlines() if re.match(r"\| (?!promise|---)", line)]
    assert len(promises) >= 30
    assert [p for p in promises if not re.search(r"`tests/\S+::test_\w+`", p)] == []


def test_the_tests_that_are_named_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT)
    gone = []
    for path, name in named:
        file = ROOT / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
        found = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
        if name not in found:
            gone.append(f"{path}::{name}")
    assert named and gone == []
