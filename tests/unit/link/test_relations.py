"""Successors, implementations and follow-ups are linked to what they hang on, and never merged with it."""

from __future__ import annotations

import pytest

from risalah.link import link
from risalah.model.register import Register

from .factory import WEIGHTS, Page


def build(sentence: str, title: str, kind: str = "mou") -> Register:
    old = Page(published="2029-02-01T08:00:00+07:00", title="RI dan Kiribati Teken MoU Perikanan Tangkap")
    old.commitment(
        "Indonesia dan Kiribati menandatangani nota kesepahaman perikanan tangkap.",
        kind="mou", title="nota kesepahaman perikanan tangkap", stage="signed", sectors=("maritime_fisheries",),
    )  # fmt: skip
    new = Page(published="2033-05-01T08:00:00+07:00", title="RI dan Kiribati Sepakati Naskah Baru")
    new.commitment(sentence, kind=kind, title=title, stage="signed", sectors=("maritime_fisheries",))
    return link([old.build(), new.build()], weights=WEIGHTS)


@pytest.mark.parametrize(
    ("sentence", "title", "kind", "relation"),
    [
        (
            "Perjanjian pengelolaan laut itu menggantikan nota kesepahaman perikanan tangkap.",
            "perjanjian pengelolaan laut", "agreement", "supersedes",
        ),
        (
            "Rencana kerja armada itu melaksanakan nota kesepahaman perikanan tangkap.",
            "rencana kerja armada", "plan", "implements",
        ),
        (
            "Rencana kerja armada itu menindaklanjuti nota kesepahaman perikanan tangkap.",
            "rencana kerja armada", "plan", "follows_up",
        ),
    ],
)  # fmt: skip
def test_the_word_links_the_new_entry_to_the_old_one(sentence: str, title: str, kind: str, relation: str) -> None:
    register = build(sentence, title, kind)
    assert len(register.commitments) == 2
    old, new = sorted(register.commitments, key=lambda e: e.value["last_news"])
    assert old.value["related"] == []
    (row,) = new.value["related"]
    assert (row["type"], row["entry"]) == (relation, old.id)
    assert row["exact"] in sentence
    assert [(r["type"], r["entry"]) for r in old.value["related_by"]] == [(relation, new.id)]


def test_without_such_a_word_nothing_is_linked() -> None:
    register = build(
        "Indonesia dan Kiribati menandatangani perjanjian pengelolaan laut.", "perjanjian pengelolaan laut"
    )
    assert all(e.value["related"] == [] for e in register.commitments)


def test_the_word_alone_does_not_link_to_another_object() -> None:
    register = build("Perjanjian kehakiman itu menggantikan naskah lama.", "perjanjian kehakiman", "agreement")
    assert all(e.value["related"] == [] for e in register.commitments)


def test_last_news_is_the_day_of_the_latest_article() -> None:
    register = build("Perjanjian laut itu menggantikan naskah lama.", "perjanjian laut", "agreement")
    assert {e.value["last_news"] for e in register.commitments} == {"2029-02-01", "2033-05-01"}
