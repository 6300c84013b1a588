"""A sweep that forgets what no later record can find gives the entries and judgements of a joiner that keeps all."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from bench.link import Maker

from risalah.link.entries import Joiner, block_keys
from risalah.link.human import Decisions
from risalah.link.score_commitments import score_commitments
from risalah.link.score_meetings import MeetingFilter, score_meetings
from risalah.link.score_quotations import score_quotations
from risalah.link.sweep import Sweeper
from risalah.link.views import RecordView, view_articles, view_records
from risalah.link.words import WordReader
from risalah.model.document import Document
from risalah.model.register import EntryType

from .factory import WEIGHTS
from .test_properties import make

WORDS = WordReader(WEIGHTS)
NARROW = replace(WEIGHTS, limits={**WEIGHTS.limits, "candidates": 2, "members_compared": 3})
"""Limits that a few dozen records reach: a block loses entries, and an entry has members that are not compared."""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Many records of few parties, in one article more than once."""
    return [d for seed in range(8) for d in make(seed, 16)] + list(Maker(3).make(150))


def list_records(documents: list[Document], kind: EntryType, stories: int) -> list[RecordView]:
    """The records of one type in canonical order, their articles in so many stories."""
    views = view_articles(documents, WEIGHTS)
    for n, view in enumerate(views):
        view.story, view.origin = f"s{n % stories}", view.id
    found = [r for v in views for r in view_records(v, WORDS, WEIGHTS) if r.type == kind]
    return sorted(found, key=lambda r: r.order)


def make_joiner(joiner: type[Joiner], kind: EntryType, decisions: Decisions) -> Joiner:
    scorers = {
        "meeting": lambda a, b: score_meetings(a, b, NARROW),
        "commitment": lambda a, b: score_commitments(a, b, NARROW, WORDS),
        "quotation": lambda a, b: score_quotations(a, b, NARROW, {}),
    }
    apart = MeetingFilter(NARROW) if kind == "meeting" else None
    return joiner(kind, NARROW, decisions, scorers[kind], apart)


@pytest.mark.parametrize("kind", get_args(EntryType))
@pytest.mark.parametrize(("stories", "decided"), [(1, 0), (12, 0), (40, 30)])
def test_the_sweep_is_the_joiner(documents: list[Document], kind: EntryType, stories: int, decided: int) -> None:
    records = list_records(documents, kind, stories)
    rng = random.Random(stories)
    pairs = [
        (*sorted(r.key for r in rng.sample(records, 2)), rng.choice(["same", "different"])) for _ in range(decided)
    ]
    decisions = Decisions((left, right, verdict, "") for left, right, verdict in pairs)
    joiner = make_joiner(Joiner, kind, decisions)
    wanted = [[r.key for r in members] for members in joiner.join(records)]

    times = Counter(key for r in records for key in block_keys(r))
    last = {key: r.key for r in records for key in block_keys(r)}
    sweeper = make_joiner(Sweeper, kind, decisions)
    assert isinstance(sweeper, Sweeper)
    found: dict[int, list[str]] = {}
    judged, awake = [], 0
    for r in records:
        shared = [key for key in block_keys(r) if times[key] > 1]
        number, made = sweeper.sweep(r, shared, [key for key in shared if last[key] == r.key])
        found.setdefault(number, []).append(r.key)
        judged += made
        awake = max(awake, sweeper.awake)
    assert list(found.values()) == wanted
    assert judged == joiner.judgements
    if not decided:
        assert sweeper.awake == 0 and awake < len(wanted)
    assert any(len(keys) > 3 for keys in wanted)
