"""The pattern files' own sentences, of every stage, kind, meeting and of what is no commitment: each one is read.

The rows stand in data/languages/id/patterns/sentences/*.yaml:

    - {stage: planned, kind: agreement, modality: expected, expected_stage: signed, schedule: postponed, text: "..."}
    - {meeting: visit, status: held, text: "..."}      # meeting: none where nobody meets
    - {none: true, class: position, text: "..."}       # what is no commitment

A list ([aid, pledge]) names values of which the codebook allows each. `known_miss: <reason>` marks what the engine does
not read yet; such a row may say less than the codebook, never more, and the test asks for the mark to go once it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from risalah.annotate.annotator import Annotator
from risalah.extract.commitments import CommitmentExtractor
from risalah.extract.meetings import MeetingExtractor
from risalah.model.annotation import Annotated
from risalah.model.article import Article, Block
from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, STAGES, UNDERTAKINGS, rank
from risalah.model.record import Commitment
from risalah.model.span import Span
from risalah.resources.actors import ActorTable
from risalah.resources.encounters import load_encounters
from risalah.resources.language import Language
from risalah.resources.loader import read_yaml
from risalah.resources.patterns import load_patterns

LANGUAGE = Language("id")
PATTERNS = load_patterns(LANGUAGE)
ENCOUNTERS = load_encounters(LANGUAGE)
FOLDER = LANGUAGE.folder / "patterns"
PUBLISHED = "2031-03-16"
LEAST, LEAST_EACH, MOST_MISSED = 900, 12, 0.08
CLASSES = ("position", "compliment", "topic", "domestic", "company", "award", "sport", "history")
CLASSES += ("forecast", "rumour", "question")
MEETINGS = ("meeting", "visit", "call", "summit", "signing", "inspection", "other")
STATUSES = ("planned", "held", "postponed", "rescheduled", "cancelled", "unclear")

Row = dict[str, Any]
ROWS: list[Row] = [row for path in sorted((FOLDER / "sentences").glob("*.yaml")) for row in read_yaml(path)]
COMMITTED = [row for row in ROWS if "stage" in row]
MEETING = [row for row in ROWS if "meeting" in row]
NONE = [row for row in ROWS if row.get("none")]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_cases(rows: list[Row]) -> list[Any]:
    """The rows as cases, named by their words."""
    return [pytest.param(row, id=row["text"][:60]) for row in rows]


def check(row: Row, right: bool, found: object) -> None:
    """A row is read right; one that is a known miss still is one: once it is read right, its mark must go."""
    if "known_miss" in row:
        assert not right, f"no longer missed: take known_miss from the row ({row['known_miss']})"
    else:
        assert right, found


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(LANGUAGE, ActorTable())


@pytest.fixture(scope="module")
def commitments() -> CommitmentExtractor:
    return CommitmentExtractor(PATTERNS)


@pytest.fixture(scope="module")
def meetings() -> MeetingExtractor:
    return MeetingExtractor(ENCOUNTERS, PATTERNS)


def annotate(annotator: Annotator, text: str) -> Annotated:
    blocks = (Block("paragraph", Span(0, len(text))),)
    return annotator.annotate(Article("sha256:x", text, "id", blocks=blocks, published=PUBLISHED))


def is_as_written(row: Row, c: Commitment) -> bool:
    """Does the record hold every value that the row gives?"""
    fields = ("stage", "kind", "modality", "expected_stage", "schedule")
    return all(getattr(c, f) in as_list(row[f]) for f in fields if f in row)


@pytest.mark.parametrize("row", as_cases(COMMITTED))
def test_a_commitment_is_read(row: Row, annotator: Annotator, commitments: CommitmentExtractor) -> None:
    found = commitments.extract(annotate(annotator, row["text"]))
    told = [(c.stage, c.kind, c.modality, c.expected_stage, c.schedule) for c in found]
    check(row, any(is_as_written(row, c) for c in found), told)


@pytest.mark.parametrize("row", as_cases(NONE))
def test_what_is_no_commitment_gives_none(row: Row, annotator: Annotator, commitments: CommitmentExtractor) -> None:
    found = [(c.stage, c.kind, c.title) for c in commitments.extract(annotate(annotator, row["text"]))]
    check(row, not found, found)


@pytest.mark.parametrize("row", as_cases(MEETING))
def test_a_meeting_is_read(row: Row, annotator: Annotator, meetings: MeetingExtractor) -> None:
    found = [(m.kind, m.status) for m in meetings.extract(annotate(annotator, row["text"]))]
    if row["meeting"] == "none":
        check(row, not found, found)
    else:
        check(row, bool(set(found) & {(kind, row["status"]) for kind in as_list(row["meeting"])}), found)


def test_no_sentence_gives_a_higher_stage_than_it_says(annotator: Annotator, commitments: CommitmentExtractor) -> None:
    """Known misses too: to say less may be known, to say more is not."""
    over = []
    for row in COMMITTED + NONE:
        top = max((rank(s) for s in as_list(row.get("stage", "unclear"))), default=-1)
        for c in commitments.extract(annotate(annotator, row["text"])):
            if c.stage in HIGH_STAGES and rank(c.stage) > top:
                over.append((c.stage, row["text"]))
    assert over == []


def test_there_are_sentences_enough() -> None:
    seen = Counter(re.sub(r"\W+", " ", row["text"]) for row in ROWS)
    assert [text for text, n in seen.items() if n > 1] == []
    # The other files of the folder hold their sentences beside the pattern that each is for.
    positive, negative = len(COMMITTED) + len(MEETING), len(NONE)
    negative += sum(row["meeting"] == "none" for row in MEETING)
    positive -= sum(row["meeting"] == "none" for row in MEETING)
    for path in FOLDER.glob("*.yaml"):
        good, bad = count_beside(read_yaml(path))
        positive, negative = positive + good, negative + bad
    assert positive + negative >= LEAST
    assert 3 * negative >= positive + negative, (positive, negative)


def count_beside(data: Any) -> tuple[int, int]:
    """How many sentences stand in `should_match` and `should_not_match` below `data`."""
    if not isinstance(data, dict):
        return 0, 0
    good, bad = len(data.get("should_match") or ()), len(data.get("should_not_match") or ())
    for value in data.values():
        a, b = count_beside(value)
        good, bad = good + a, bad + b
    return good, bad


def test_each_value_has_sentences_enough() -> None:
    stages = Counter(as_list(row["stage"])[0] for row in COMMITTED)
    kinds = Counter(as_list(row["kind"])[0] for row in COMMITTED)
    classes = Counter(row["class"] for row in NONE)
    met = Counter(as_list(row["meeting"])[0] for row in MEETING)
    statuses = Counter(row["status"] for row in MEETING if "status" in row)
    for wanted, counts in (
        (STAGES, stages),
        ((*INSTRUMENTS, *UNDERTAKINGS), kinds),
        (CLASSES, classes),
        (MEETINGS, met),
        (STATUSES, statuses),
    ):
        assert {w: counts[w] for w in wanted if counts[w] < LEAST_EACH} == {}


def test_few_misses_are_known() -> None:
    missed = [row for row in ROWS if "known_miss" in row]
    assert len(missed) <= MOST_MISSED * len(ROWS)
