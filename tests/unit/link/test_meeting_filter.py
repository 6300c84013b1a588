"""The filter before the score of two meetings leaves out work, never a verdict."""

from __future__ import annotations

from itertools import combinations

import pytest
from bench.link import Maker

from risalah.link import link
from risalah.link.score_meetings import MeetingFilter, score_meetings
from risalah.link.views import view_articles, view_records
from risalah.link.words import WordReader
from risalah.resources.linking import read_weights

WEIGHTS = read_weights()
DOCUMENTS = list(Maker().make(700))


def test_what_it_leaves_out_could_not_have_been_joined_nor_unsure() -> None:
    words, apart = WordReader(WEIGHTS), MeetingFilter(WEIGHTS)
    views = view_articles(DOCUMENTS, WEIGHTS)
    for n, view in enumerate(views):
        view.story = f"s{n // 5}"
    meetings = [r for v in views for r in view_records(v, words, WEIGHTS) if r.type == "meeting"][:200]
    pairs = [(a, b) for a, b in combinations(meetings, 2) if apart(a, b)]
    assert len(pairs) > 3000
    limit = WEIGHTS.limit("meeting_unsure")
    assert all(score_meetings(a, b, WEIGHTS).total < limit for a, b in pairs)


def test_a_register_is_the_same_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = link(DOCUMENTS, (), weights=WEIGHTS)
    monkeypatch.setattr(MeetingFilter, "__call__", lambda self, a, b: False)
    assert link(DOCUMENTS, (), weights=WEIGHTS) == quick
