"""The two founding articles, read by the whole engine: one story, one origin, two outlets."""

from __future__ import annotations

from pathlib import Path

import pytest

from risalah.link import link
from risalah.model.register import Register
from risalah.pipeline import Kit, process_safely
from risalah.read import read_pages
from risalah.resources.linking import read_weights

SEEDS = Path(__file__).parents[3] / "../shared/seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the press pages of ../shared are not here"),
]


@pytest.fixture(scope="module")
def register() -> Register:
    kit = Kit()
    documents = [process_safely(p, kit) for f in sorted(SEEDS.glob("0*.txt")) for p in read_pages([str(f)])]
    return link(documents, weights=read_weights())


def test_one_story_one_origin_two_outlets(register: Register) -> None:
    (story,) = register.stories
    assert (len(story.articles), story.outlets, story.origins) == (2, 2, 1)


def test_the_health_memorandum_is_one_entry_that_is_being_finalised(register: Register) -> None:
    (mou,) = [c for c in register.commitments if c.value["kind"] == "mou"]
    assert len(mou.records) == 2
    assert mou.value["stage"] == "finalising"
    assert (mou.support.outlets, mou.support.origins) == (2, 1)


def test_the_ministers_met_once(register: Register) -> None:
    ministers = {"retno-marsudi", "sergei-lavrov"}
    both = [m for m in register.meetings if {p["actor"] for p in m.value["participants"]} == ministers]
    assert [(m.value["when"]["edtf"], len(m.records)) for m in both] == [("2021-07-06", 2)]


def test_the_two_texts_on_information_security_stay_two(register: Register) -> None:
    assert len([c for c in register.commitments if c.value["stage"] == "text_agreed"]) == 2
