"""The rule that puts one of several values first has a name that readers of both languages understand."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest

from risalah.link import choose
from risalah.show.labels import Labels

RULES = {
    *("official text", "most origins", "most precise", "latest", "weakest claim", "most articles", "a known outlet"),
    *("only value", "first in order", "furthest stage below the expected one", "latest; a step back"),
    "body before headline",
    "states a stage",
}


@pytest.mark.parametrize("rule", sorted(RULES - {"only value"}))
def test_a_rule_is_translated(rule: str) -> None:
    assert Labels("id").reason(rule) != rule
    assert Labels("en").reason(rule) == rule


def test_no_rule_is_forgotten() -> None:
    """Every string that link gives as a rule stands in the list above."""
    found: set[str] = set()
    for path in Path(choose.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "make_row":
                found |= {a.value for a in node.args[3:] if isinstance(a, ast.Constant)}
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                strings = [e.value for e in node.value.elts if isinstance(e, ast.Constant)]
                found |= {rule for grade, rule in pairwise(strings) if grade in ("agree", "complementary", "conflict")}
    assert {rule for rule in found if rule} <= RULES
    assert {"body before headline", "weakest claim", "latest; a step back"} <= found
