"""The spread of the figures over outlets or stories: are rules fitted to one of them?

For each group its own figures, and those of all other pages; `gap` is how far the group lies from the rest. A group
of a page or two says little: counts stand beside every rate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from risalah.evaluate.gold import Document, GoldSet
from risalah.evaluate.scoring import Figures, score_documents, summarise

BY = ("outlet", "story", "group")
_FIGURES = ("commitments", "meetings", "direct_exact", "indirect_overlap50")


def measure_spread(gold: GoldSet, documents: Mapping[str, Document], by: str) -> Figures:
    """Figures by outlet, story or group of gold (`by`), each beside those of all other pages.

    Returns {"by", "groups": {name: {"pages", figure: {f1, tp, fp, fn}, "stage_lenient", "overclaims"}}, "gaps":
    {figure: {"widest": points, "of": name, "weighted": points}}}; points are 100ths of F1, `weighted` is the mean
    distance of a group to the rest, by the group's number of gold records.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for key, page in gold.pages.items():
        groups[_name(page, by)].append(key)
    rows = {name: _figures(gold, documents, keys) for name, keys in sorted(groups.items())}
    gaps: Figures = {}
    for figure in _FIGURES:
        distances = []
        for name, keys in groups.items():
            own = rows[name][figure]
            size = own["tp"] + own["fn"]
            inside = set(keys)
            rest = _figures(gold, documents, [k for k in gold.pages if k not in inside])[figure]
            if size and own["f1"] is not None and rest["f1"] is not None:
                distances.append((100 * abs(own["f1"] - rest["f1"]), size, name))
        if distances:
            widest = max(distances)
            total = sum(size for _, size, _ in distances)
            mean = sum(d * size for d, size, _ in distances) / total
            gaps[figure] = {"widest": round(widest[0], 1), "of": widest[2], "weighted": round(mean, 1)}
    return {"by": by, "groups": rows, "gaps": gaps}


def format_spread(spread: Figures) -> str:
    """The spread as lines of text."""
    lines = [f"by {spread['by']:<28} pages  commitments         meetings            stage    over-claims"]
    for name, row in spread["groups"].items():
        c, m, stage = row["commitments"], row["meetings"], row["stage_lenient"]
        right = f"{stage['ok']:g}/{stage['n']}"
        lines.append(f"{name[:30]:<31}{row['pages']:>5}  {_rate(c)}  {_rate(m)}  {right:<7} {row['overclaims']}")
    for figure, gap in spread["gaps"].items():
        lines.append(
            f"{figure}: a group lies {gap['weighted']} points from the rest, the widest {gap['widest']} ({gap['of']})"
        )
    return "\n".join(lines)


def _rate(row: Mapping[str, Any]) -> str:
    f1 = "    -" if row["f1"] is None else f"{row['f1']:.3f}"
    return f"{f1} {row['tp']:>3}/{row['fp']}/{row['fn']:<5}"


def _figures(gold: GoldSet, documents: Mapping[str, Document], keys: list[str]) -> Figures:
    wanted = set(keys)
    part = replace(gold, pages={k: page for k, page in gold.pages.items() if k in wanted})
    ledger = score_documents(part, {k: d for k, d in documents.items() if k in wanted})
    figures = summarise(ledger)
    row: Figures = {name: figures.get(name) or _EMPTY for name in _FIGURES}
    row |= {"pages": len(keys), "overclaims": len(ledger.overclaims)}
    row["stage_lenient"] = figures.get("stage_lenient") or {"ok": 0, "n": 0, "rate": None}
    return row


_EMPTY: Figures = {"tp": 0, "fp": 0, "fn": 0, "precision": None, "recall": None, "f1": None}


def _name(page: Mapping[str, Any], by: str) -> str:
    row = page if by == "group" else page.get("doc") or {}
    return str(row.get(by) or "-")
