"""Bars: what the figures of the suite `language` must reach (data/evaluate/bars.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from risalah.errors import BelowFloor
from risalah.resources.loader import DATA, read_yaml

_MEMBERS = {"f1": "F1", "rate": "rate", "ratio": "ratio"}


@cache
def read_bars() -> dict[str, dict[str, Any]]:
    """The bars by the name of their figure. Raises ResourceError where the file is wrong."""
    bars: dict[str, dict[str, Any]] = read_yaml(DATA / "evaluate" / "bars.yaml")
    return bars


def judge_bars(language: Mapping[str, Any]) -> dict[str, Any]:
    """By figure: member, at_least, n_at_least, value, n, met (null where the figure was not measured)."""
    judged: dict[str, Any] = {}
    for name, bar in read_bars().items():
        row, member = language.get(name) or {}, bar["member"]
        base = (language.get(bar.get("over", "")) or {}).get(member)
        limit = bar["at_least"] if base is None else base + bar["by"]
        value, least = row.get(member), bar.get("n_at_least", 0)
        n = row["tp"] + row["fn"] if "tp" in row else row.get("n", 0)
        met = None if value is None else value >= limit and n >= least
        judged[name] = {"member": member, "at_least": limit, "n_at_least": least, "value": value, "n": n, "met": met}
    return judged


def print_bar(bar: Mapping[str, Any] | None) -> str:
    """A bar in a few words, for a table; empty without one."""
    if bar is None:
        return ""
    words = f"{_MEMBERS[bar['member']]} ≥ {bar['at_least']:.3f}"
    words += f", n ≥ {bar['n_at_least']}" if bar["n_at_least"] else ""
    return words + {True: "", False: ": missed", None: ": not measured"}[bar["met"]]


def check_bars(judged: Mapping[str, Any]) -> list[str]:
    """The figures that have a bar and were not measured. Raises BelowFloor, naming all bars that are missed."""
    missed = [
        f"{name} is {bar['value']:.4g} (n {bar['n']}), its bar is {print_bar({**bar, 'met': True})}"
        for name, bar in judged.items()
        if bar["met"] is False
    ]
    if missed:
        raise BelowFloor("; ".join(missed), remedy="see what failed with --verbose")
    return [name for name, bar in judged.items() if bar["met"] is None]
