"""Two sets of our own on meetings: sentences and short texts, with kind, status, day, sides, place and roles.

The whole engine reads each row; FLOORS are the shares below which the test fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.document import Document
from risalah.model.record import Meeting
from risalah.pipeline import Kit, process
from risalah.resources.loader import read_yaml

FOLDER = Path(__file__).parents[1] / "sets"
PUBLISHED = "2031-03-08"
PAGE = "https://www.antaranews.com/berita/1/satu"  # an Indonesian outlet: whose president "Presiden" is
FLOORS = {
    "encounters": {
        "found": 0.9,
        "invented": 0.95,
        "status": 0.97,
        "when": 0.95,
        "parties": 0.95,
        "place": 0.9,
        "people": 0.95,
    },
    "meeting_forms": {
        "found": 0.9,
        "invented": 0.9,
        "status": 0.97,
        "when": 0.95,
        "parties": 0.95,
        "place": 0.9,
        "people": 0.9,
    },
    "meetings": {
        "found": 0.9,
        "invented": 0.9,
        "status": 0.97,
        "when": 0.95,
        "parties": 0.9,
        "place": 0.9,
        "people": 0.9,
    },
    "meeting_texts": {"found": 0.9, "invented": 0.9, "status": 0.97, "when": 0.93, "parties": 0.9, "people": 0.85},
}
"""Shares of the values of found records; `invented`: records that a row names, of all that were read."""

Row = dict[str, Any]


@pytest.mark.parametrize("name", FLOORS)
def test_the_meetings_of_our_own_rows(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts, wrong = measure(name)
    figures = ", ".join(f"{k} {a}/{n}" for k, (a, n) in counts.items())
    with capsys.disabled():
        print(f"\n{name}: {figures}")
    for key, floor in FLOORS[name].items():
        right, n = counts[key]
        assert right >= floor * n, "\n".join([figures, *wrong])


def measure(name: str) -> tuple[dict[str, list[int]], list[str]]:
    """The counts (right, asked) of each value over the rows of a set, and what is wrong."""
    counts = {k: [0, 0] for k in ("found", "invented", "status", "when", "parties", "place", "people")}
    wrong: list[str] = []
    kit = Kit(Settings(lang="id", keep_all=True))
    for row in read_yaml(FOLDER / f"{name}.yaml"):
        page = Page(row["text"], published=str(row.get("published", PUBLISHED)), lang="id", url=PAGE)
        document = process(page, kit)
        taken = pair(document, row["expect"]["meetings"])
        seen = {id(m) for m in taken if m}
        for m in document.meetings:
            count(counts, "invented", id(m) in seen)
            if id(m) not in seen:
                wrong.append(f"INVENTED {describe(document, m)} | {row['text']}")
        for want, m in zip(row["expect"]["meetings"], taken, strict=True):
            if want.get("optional"):
                continue
            count(counts, "found", m is not None)
            if m is None:
                wrong.append(f"NOT FOUND {want} | {row['text']}")
                continue
            for key in ("status", "when", "parties", "place", "people"):
                if key in want and want[key] != "any":
                    right = is_right(document, m, key, want[key])
                    count(counts, key, right)
                    if not right:
                        wrong.append(f"{key.upper()} {want[key]}: {describe(document, m)} | {row['text']}")
    return counts, wrong


def pair(document: Document, rows: list[Row]) -> list[Meeting | None]:
    """The meeting that fits each row best, none twice."""
    fits = [(fit(document, m, w), -i, -j) for i, m in enumerate(document.meetings) for j, w in enumerate(rows)]
    taken: dict[int, int] = {}
    for score, i, j in sorted(fits, reverse=True):
        if score >= 0 and -i not in taken.values() and -j not in taken:
            taken[-j] = -i
    return [document.meetings[taken[j]] if j in taken else None for j in range(len(rows))]


def fit(document: Document, m: Meeting, want: Row) -> float:
    """How well a meeting fits a row; below 0 where it does not: another kind, or nobody of those named."""
    if "kind" in want and m.kind not in as_list(want["kind"]):
        return -1.0
    score = 0.2 if want.get("optional") else 0.5
    for key in ("status", "when"):
        if key in want:
            score += 0.5 * is_right(document, m, key, want[key])
    sides = want.get("parties")
    if sides:
        score += len(set(sides) & set(m.parties)) / len(set(sides) | set(m.parties))
    people = want.get("people")
    if isinstance(people, dict) and people:
        found = people_of(document, m)
        hits = sum(any(is_named(n, w) for n in found) for w in people)
        if not hits and not (sides and set(sides) <= set(m.parties)):
            return -1.0
        score += hits - 0.1 * sum(not any(is_named(n, w) for w in people) for n in found)
    return score


def is_right(document: Document, m: Meeting, key: str, wanted: Any) -> bool:
    if key == "status":
        return m.status in as_list(wanted)
    if key == "when":
        when = m.when or next(iter(m.previous), None)
        first = str(when.first) if when and when.first else "none"
        return first in map(str, as_list(wanted))
    if key == "parties":
        return set(m.parties) == set(wanted)
    if key == "place":
        return m.place is not None and any(is_named(m.place.name, w) for w in as_list(wanted))
    found = people_of(document, m)
    return len(found) == len(wanted) and all(
        any(is_named(n, w) and (role == "any" or r in as_list(role)) for n, r in found.items())
        for w, role in wanted.items()
    )


def describe(document: Document, m: Meeting) -> str:
    when = f"{m.when.first}" if m.when else None
    place = m.place.name if m.place else None
    return f"{m.kind} {m.status} {when} {m.parties} {people_of(document, m)} {place}"


def people_of(document: Document, m: Meeting) -> dict[str, str]:
    names = {a.id: a.name for a in document.actors}
    return {names.get(p.actor, p.actor): p.role for p in m.participants}


def is_named(found: str, wanted: str) -> bool:
    """Is it one name: the words of one among those of the other ("Mateus" for "Mateus da Costa")?"""
    a, b = set(found.casefold().split()), set(wanted.casefold().split())
    return a <= b or b <= a


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def count(counts: dict[str, list[int]], key: str, right: bool) -> None:
    counts[key][0] += right
    counts[key][1] += 1
