"""Score what a register says about its sources: origins counted apart, conflicts shown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from risalah.evaluate.counts import Share, ratio
from risalah.evaluate.ledger import Ledger, Row

_Shown = tuple[str, str | None, list[set[str]]]
"""A conflict row of the register: field, grade, the gold pages behind each value."""


def score_origins(
    stories: Row, articles: Mapping[str, Row], story_of: Mapping[str, str], ledger: Ledger
) -> dict[str, Any]:
    """Are two articles of one story put to one origin exactly where they share one? Unsure pairs are left out."""
    origin_of: dict[str, str] = {page: key for key, row in stories["origins"].items() for page in row["articles"]}
    unsure = {frozenset(pair) for pair in stories.get("origin_unsure", ())}
    unsure_origins = {frozenset(origin_of[p] for p in pair) for pair in unsure if all(p in origin_of for p in pair)}
    known = [page for page in origin_of if page in articles]
    both = wrong = missed = 0
    for a, b in combinations(sorted(known), 2):
        pair, origins = frozenset((a, b)), frozenset((origin_of[a], origin_of[b]))
        if story_of.get(a) != story_of.get(b) or pair in unsure or origins in unsure_origins:
            continue
        same = origin_of[a] == origin_of[b]
        said = articles[a].get("origin") is not None and articles[a].get("origin") == articles[b].get("origin")
        both += same and said
        wrong += said and not same
        missed += same and not said
        if same != said:
            ledger.say("ORIGIN", "should be one" if same else "should be two", a, b)
    counted = Share()
    for members in stories["stories"].values():
        pages = [page for page in members if page in known]
        if len(pages) > 1:
            said_count = len({articles[page].get("origin") or page for page in pages})
            counted.add(len({origin_of[page] for page in pages}) == said_count)
    return {
        "pair_precision": ratio(both, both + wrong),
        "pair_recall": ratio(both, both + missed),
        "count_accuracy": counted.to_json(),
    }


def score_conflicts(
    register: Row, stories: Row, articles: Mapping[str, Row], gold_of: Mapping[str, str], ledger: Ledger
) -> dict[str, Any]:
    """How many of the gold's conflicts the register shows: between the same articles, in the same field and grade."""
    shown: list[_Shown] = []
    for name in ("commitments", "meetings", "quotations", "stories"):
        for entry in register.get(name) or ():
            for row in entry.get("conflicts") or ():
                sides = [{gold_of.get(a, a) for a in v.get("articles") or ()} for v in row.get("values") or ()]
                shown.append((row.get("field") or "", row.get("grade"), sides))
    wanted = [
        row
        for row in stories["conflicts"]
        if all(any(page in articles for page in value["articles"]) for value in row["values"][:2])
    ]
    found = same_field = same_grade = 0
    for row in wanted:
        best = _find_row(row, shown)
        if best is not None:
            found += 1
            same_field += best[0]
            same_grade += best[1]
        if best is None or not best[0]:
            ledger.say("CONFLICT not shown", row["id"], row["about"], row["field"])
    return {
        "gold": len(wanted),
        "some_row_between_the_articles": found,
        "same_field": same_field,
        "same_grade": same_grade,
        "recall": ratio(same_field, len(wanted)),
        "rows_in_register": len(shown),
    }


def _find_row(wanted: Row, shown: list[_Shown]) -> tuple[int, int] | None:
    """(same field, same grade) of the best row that stands between the gold's articles; None where there is none."""
    sides = [set(value["articles"]) for value in wanted["values"]]
    best: tuple[int, int] | None = None
    for field_name, grade, values in shown:
        met = sum(any(side & value for value in values) for side in sides)
        if met < 2 or not _are_apart(sides, values):
            continue
        same = field_name == wanted["field"] or field_name.split("_")[0] == wanted["field"].split("_")[0]
        best = max(best or (0, 0), (int(same), int(same and grade == wanted["grade"])))
    return best


def _are_apart(sides: list[set[str]], values: list[set[str]]) -> bool:
    """Do two sides of the gold stand under different values of the row?"""
    return any(
        any(one & value for value in values[:cut]) and any(other & value for value in values[cut:])
        for cut in range(1, len(values))
        for one in sides
        for other in sides
        if one is not other
    )
