"""Three sets of our own on whole records: who says and who binds himself, who meets whom, how many records.

Their rows name several records, people with roles or none at all, which the sets of test_own_sets.py do not.
The whole engine reads each row; FLOORS are the shares below which the test fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.model.codebook import UNDERTAKINGS
from risalah.model.document import Document
from risalah.model.record import Commitment, Meeting
from risalah.pipeline import Kit, process
from risalah.resources.loader import read_yaml

FOLDER = Path(__file__).parents[1] / "sets"
PUBLISHED = "2031-03-08"
OPEN_KINDS = frozenset(UNDERTAKINGS) | {"plan", "framework"}
FLOORS = {
    "said_by": {"found": 0.92, "said_by": 0.95, "roles": 0.95},
    "visitor_host": {"found": 0.95, "people": 0.95, "status": 0.97, "none": 1.0},
    "several_records": {"found": 0.95, "kind": 0.95, "stage": 0.95, "number": 0.95},
}
"""Shares of the values on found records; `found` of the records that a set names; `number` of rows with as many."""

Row = dict[str, Any]
Counts = dict[str, list[int]]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def read_rows(name: str, kit: Kit) -> Iterator[tuple[Row, Document]]:
    for row in read_yaml(FOLDER / f"{name}.yaml"):
        page = Page(row["text"], published=str(row.get("published", PUBLISHED)), lang="id")
        yield row, process(page, kit)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_named(found: str | None, wanted: str | None) -> bool:
    """Is it one name: the words of one among those of the other ("Mateus" for "Mateus da Costa")?"""
    if found is None or wanted is None:
        return found is wanted
    a, b = set(found.casefold().split()), set(wanted.casefold().split())
    return a <= b or b <= a


def names_of(document: Document, ids: list[str]) -> list[str]:
    known = {a.id: a.name for a in document.actors}
    return [known.get(i, i) for i in ids]


def check(name: str, counts: Counts, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    figures = ", ".join(f"{k} {a}/{n}" for k, (a, n) in counts.items())
    with capsys.disabled():
        print(f"\n{name}: {figures}")
    for key, floor in FLOORS[name].items():
        right, n = counts[key]
        assert right >= floor * n, "\n".join([figures, *wrong])


def test_who_says_it_and_who_binds_himself(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counts = {"found": [0, 0], "said_by": [0, 0], "roles": [0, 0]}
    wrong: list[str] = []
    for row, document in read_rows("said_by", kit):
        wanted = row["expect"]
        start = document.article.text.index(wanted["anchor"])
        end = start + len(wanted["anchor"])
        found = [c for c in document.commitments if _rests_on(c, start, end)]
        counts["found"][0] += bool(found)
        counts["found"][1] += 1
        if not found:
            wrong.append(f"NOT FOUND {row['text']}")
            continue
        speaker = names_of(document, [found[0].said_by])[0] if found[0].said_by else None
        sides = {p.actor: p.role for p in found[0].parties}
        for key, right in (("said_by", is_named(speaker, wanted["said_by"])), ("roles", sides == wanted["parties"])):
            counts[key][0] += right
            counts[key][1] += 1
            if not right:
                wrong.append(f"{key}: {speaker} {sides} | {row['text']}")
    check("said_by", counts, wrong, capsys)


def _rests_on(c: Commitment, start: int, end: int) -> bool:
    cut = (e for e in c.evidence if e.field in ("stage", "kind", "title"))
    return any(e.span.start < end and start < e.span.end for e in cut)


def test_who_visits_and_who_receives(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counts = {"found": [0, 0], "people": [0, 0], "status": [0, 0], "none": [0, 0], "right": [0, 0]}
    wrong: list[str] = []
    for row, document in read_rows("visitor_host", kit):
        rows = row["expect"]["meetings"]
        if not rows:
            counts["none"][0] += not document.meetings
            counts["none"][1] += 1
        pairs = [(_fit(document, m, w), i, j) for i, m in enumerate(document.meetings) for j, w in enumerate(rows)]
        taken: dict[int, int] = {}
        for score, i, j in sorted(pairs, reverse=True):
            if score >= 0 and i not in taken.values() and j not in taken:
                taken[j] = i
        counts["right"][0] += len(taken)
        counts["right"][1] += len(document.meetings)
        if len(taken) < len(document.meetings):
            wrong.append(f"INVENTED {row['text']}")
        for j, want in enumerate(rows):
            if want.get("optional"):
                continue
            counts["found"][0] += j in taken
            counts["found"][1] += 1
            if j not in taken:
                wrong.append(f"NOT FOUND {want} | {row['text']}")
                continue
            meeting = document.meetings[taken[j]]
            people = _people(document, meeting)
            for key, right in (
                ("people", _is_right(people, want["people"])),
                ("status", meeting.status in as_list(want["status"])),
            ):
                counts[key][0] += right
                counts[key][1] += 1
                if not right:
                    wrong.append(f"{key}: {meeting.kind} {meeting.status} {people} | {row['text']}")
    check("visitor_host", counts, wrong, capsys)


def _people(document: Document, m: Meeting) -> dict[str, str]:
    return dict(
        zip(names_of(document, [p.actor for p in m.participants]), (p.role for p in m.participants), strict=True)
    )


def _fit(document: Document, m: Meeting, want: Row) -> float:
    """How well a meeting fits what a row names; below 0 where it does not."""
    if "kind" in want and m.kind not in as_list(want["kind"]):
        return -1.0
    weight = 0.2 if want.get("optional") else 0.5
    if want.get("people") is None:
        return weight
    people = _people(document, m)
    hits = sum(any(is_named(n, w) for n in people) for w in want["people"])
    if want["people"] and not hits:
        return -1.0
    extra = sum(not any(is_named(n, w) for w in want["people"]) for n in people)
    return weight + hits - 0.1 * extra + 0.5 * (m.status in as_list(want.get("status", m.status)))


def _is_right(people: dict[str, str], wanted: dict[str, Any]) -> bool:
    """The same people, each in a role that the row allows."""
    if len(people) != len(wanted):
        return False
    return all(
        any(is_named(n, w) and (role == "any" or r in as_list(role)) for n, r in people.items())
        for w, role in wanted.items()
    )


def test_how_many_records(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counts = {"found": [0, 0], "kind": [0, 0], "stage": [0, 0], "number": [0, 0]}
    wrong: list[str] = []
    for row, document in read_rows("several_records", kit):
        rows, found = row["expect"]["records"], document.commitments
        pairs = [(_agree(c, w), -abs(i - j), i, j) for i, c in enumerate(found) for j, w in enumerate(rows)]
        taken: dict[int, int] = {}
        for _, _, i, j in sorted(pairs, reverse=True):
            if i not in taken.values() and j not in taken:
                taken[j] = i
        kinds = sum(_agree(found[i], rows[j])[0] for j, i in taken.items())
        stages = sum(_agree(found[i], rows[j])[1] for j, i in taken.items())
        same = len(found) == len(rows)
        for key, right, n in (
            ("found", len(taken), len(rows)),
            ("kind", kinds, len(taken)),
            ("stage", stages, len(taken)),
            ("number", same, 1),
        ):
            counts[key][0] += right
            counts[key][1] += n
        if not same or kinds + stages < 2 * len(rows):
            wrong.append(f"{[(c.kind, c.stage, c.title) for c in found]} wanted {rows} | {row['text']}")
    check("several_records", counts, wrong, capsys)


def _agree(c: Commitment, want: list[Any]) -> tuple[bool, bool]:
    kinds, stages = as_list(want[0]), as_list(want[1])
    return c.kind in kinds or ("undertaking" in kinds and c.kind in OPEN_KINDS), c.stage in stages
