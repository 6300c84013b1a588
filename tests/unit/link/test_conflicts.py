"""Conflicts: what sources of one event say apart is shown, and nothing is shown where they only say it otherwise."""

from __future__ import annotations

from typing import Any

from risalah.config import Settings
from risalah.evaluate.planted_conflicts import measure_conflicts
from risalah.link import link
from risalah.model.register import Register
from risalah.resources.linking import read_weights

from .factory import WEIGHTS, Page

_TARAWA = {"place": ("Tarawa", "KIR")}


def page(outlet: str, day: str = "2031-03-05") -> Page:
    return Page(title="Menlu Raka Temui Menlu Ata di Tarawa", outlet=outlet, published=f"{day}T09:00:00+07:00")


OTHER = "Di sela sidang, Raka Wirabumi menemui rekannya dari Kiribati, Teburoro Ata, selama satu jam."


def run(*pages: Page) -> Register:
    return link([p.build() for p in pages], weights=WEIGHTS)


def test_planted_conflicts_are_shown_and_none_besides() -> None:
    log: list[tuple[Any, ...]] = []
    figures = measure_conflicts(read_weights(), Settings(jobs=1), log)
    assert figures["planted_conflicts"]["n"] == 40
    # What is not shown are records that extraction does not make: a conflict needs two records.
    assert figures["planted_conflicts"]["rate"] >= 0.9, log
    assert figures["false_conflicts"]["rate"] <= 0.05, log


def test_two_reports_of_one_meeting_may_give_two_days() -> None:
    register = run(
        page("satu.example").meeting(when="2031-03-04", **_TARAWA),
        page("dua.example").meeting(OTHER, when="2031-03-03", **_TARAWA),
    )
    (entry,) = register.meetings
    assert [(row.field, row.grade) for row in entry.conflicts] == [("when", "conflict")]


def test_they_met_twice_where_one_report_tells_of_both_days() -> None:
    register = run(
        page("satu.example")
        .meeting("Menlu Raka Wirabumi bertemu Menlu Teburoro Ata, Senin.", when="2031-03-03", **_TARAWA)
        .meeting("Menlu Raka Wirabumi kembali bertemu Menlu Teburoro Ata, Selasa.", when="2031-03-04", **_TARAWA),
        page("dua.example").meeting(OTHER, when="2031-03-03", **_TARAWA),
    )
    assert len(register.meetings) == 2


def test_meetings_at_two_places_or_weeks_apart_stay_two() -> None:
    first = page("satu.example").meeting(when="2031-03-04", **_TARAWA)
    assert (
        len(run(first, page("dua.example").meeting(OTHER, when="2031-03-03", place=("Jakarta", "IDN"))).meetings) == 2
    )
    assert len(run(first, page("dua.example", "2031-03-20").meeting(OTHER, when="2031-03-18", **_TARAWA)).meetings) == 2
