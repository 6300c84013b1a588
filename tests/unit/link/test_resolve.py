"""Values, history and conflict rows."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.link import link
from risalah.model.register import Entry

from .factory import WEIGHTS, Page


def entry(*fields: dict[str, Any], days: tuple[str, ...] = (), outlets: tuple[str, ...] = ()) -> Entry:
    documents = []
    for i, row in enumerate(fields):
        page = Page(
            title=f"Nota Tuna Kiribati, Laporan {'abcdefgh'[i]}",
            outlet=outlets[i] if outlets else f"outlet{i}.example",
            published=days[i] if days else "2031-03-04",
        )
        page.commitment(
            f"Nota tuna, laporan {'abcdefgh'[i]}.", **{"title": "nota tuna", "sectors": ("maritime_fisheries",), **row}
        )
        documents.append(page.build())
    (one,) = link(documents, weights=WEIGHTS).commitments
    return one


def rows(e: Entry) -> dict[str, str]:
    return {c.field: c.grade for c in e.conflicts}


def test_stages_of_one_day_that_differ_are_a_conflict_and_the_weaker_is_shown() -> None:
    e = entry({"stage": "signed"}, {"stage": "finalising"})
    assert rows(e) == {"stage": "conflict"}
    assert e.value["stage"] == "finalising"
    assert {v for v, _ in e.conflicts[0].values} == {"signed", "finalising"}


def test_an_official_text_is_shown_before_others() -> None:
    e = entry({"stage": "signed"}, {"stage": "finalising"}, outlets=("kemlu.go.id", "kabarlaut.example"))
    assert e.value["stage"] == "signed"
    assert e.support.official
    assert e.conflicts[0].default_rule == "official text"


def test_a_step_back_is_flagged() -> None:
    e = entry({"stage": "signed"}, {"stage": "negotiating"}, days=("2031-03-04", "2031-06-04"))
    assert e.value["stage"] == "negotiating"
    assert rows(e) == {"stage": "differ"}
    assert e.history[1].get("backward") is True


def test_an_unclear_later_mention_does_not_undo_a_stage() -> None:
    e = entry({"stage": "signed"}, {"stage": "unclear"}, days=("2031-03-04", "2031-06-04"))
    assert e.value["stage"] == "signed"
    assert rows(e) == {}


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [
        ({"value": 100, "currency": "USD"}, {"value": 100.5, "currency": "USD"}, None),
        ({"value": 100, "currency": "USD"}, {"value": 120, "currency": "USD"}, "conflict"),
        ({"value": 100, "currency": "USD"}, {"value": 108, "currency": "USD", "qualifier": "about"}, None),
        ({"value": 100, "currency": "USD"}, {"value": 140, "currency": "AUD"}, "complementary"),
        ({"value": 100, "currency": "USD"}, None, None),
    ],
)
def test_amounts(first: Any, second: Any, grade: str | None) -> None:
    assert rows(entry({"amount": first}, {"amount": second})).get("amount") == grade


@pytest.mark.parametrize(
    ("first", "second", "grade", "shown"),
    [
        ("2031-06", "2031-06-19", None, "2031-06-19"),
        ("2031", "2031-06", None, "2031-06"),
        ("2031-06-18", "2031-06-19", "conflict", None),
        ("2031-06", "2031-07", "conflict", None),
        ("2031-06/2031-08", "2031-07/2031-12", "differ", None),
    ],
)
def test_due_dates(first: str, second: str, grade: str | None, shown: str | None) -> None:
    e = entry({"due": first}, {"due": second})
    assert rows(e).get("due") == grade
    if shown:
        assert e.value["due"]["edtf"] == shown


def test_a_horizon_that_only_one_states_is_no_conflict() -> None:
    e = entry({"horizon": "long"}, {"horizon": "unstated"})
    assert rows(e) == {}
    assert e.value["horizon"] == "long"


def test_outcome_moves_with_time() -> None:
    e = entry({"outcome": "not_due"}, {"outcome": "missed"}, days=("2031-03-04", "2031-06-04"))
    assert e.value["outcome"] == "missed"
    assert rows(e) == {}


def test_most_origins_win_and_the_minority_stays() -> None:
    e = entry({"horizon": "long"}, {"horizon": "short"}, {"horizon": "long"})
    assert e.value["horizon"] == "long"
    (row,) = e.conflicts
    assert row.values[1][0] == "short"
    assert row.default_rule == "most origins"


def test_participants_meeting_rows() -> None:
    a = Page(title="Raka Bertemu Ata").meeting("Raka bertemu Ata.", when="2031-03-04")
    b = Page(title="Raka Bertemu Ata dan Lontara", outlet="wartateluk.example")
    b.meeting("Raka dan Lontara bertemu Ata.", when="2031-03-04", who=("raka-wirabumi", "teburoro-ata", "sari-lontara"))
    (meeting,) = link([a.build(), b.build()], weights=WEIGHTS).meetings
    assert rows(meeting) == {"participants": "complementary"}
    assert len(meeting.value["participants"]) == 3
    assert meeting.to_json()["records"]


def test_quotation_variants_stand_side_by_side() -> None:
    a = Page(title="Raka: Tuna Penting").quote("Tuna adalah masa depan kepulauan kita bersama Kiribati")
    b = Page(title="Raka Sebut Tuna Masa Depan", outlet="wartateluk.example").quote(
        "tuna masa depan kepulauan kita", form="indirect"
    )
    c = Page(title="Raka Bicara Beasiswa", outlet="sinarpulau.example").quote(
        "Beasiswa perawat dimulai tahun depan di Tarawa"
    )
    register = link([a.build(), b.build(), c.build()], weights=WEIGHTS)
    assert sorted(len(q.records) for q in register.quotations) == [1, 2]
    both = next(q for q in register.quotations if len(q.records) == 2)
    assert both.value["form"] == "direct"
    assert both.to_json()["variants"]


def test_a_short_name_goes_with_the_full_one_of_the_same_office() -> None:
    from dataclasses import replace

    a = Page(title="Raka Bertemu Ata").meeting("Raka bertemu Ata.", when="2031-03-04").build()
    b = (
        Page(title="Ata Temui Raka", outlet="wartateluk.example")
        .meeting("Ata menemui Raka.", when="2031-03-04", who=("raka-wirabumi", "ata"))
        .build()
    )
    ata = replace(next(x for x in b.actors if x.id == "teburoro-ata"), id="ata", name="Ata")
    b = replace(b, actors=(*(x for x in b.actors if x.id != "teburoro-ata"), ata))
    register = link([a, b], weights=WEIGHTS)
    (meeting,) = register.meetings
    assert {p["actor"] for p in meeting.value["participants"]} == {"raka-wirabumi", "teburoro-ata"}
    assert next(x for x in register.actors if x["id"] == "ata")["same_as"] == "teburoro-ata"


def test_a_target_to_sign_completes_the_state_of_the_drafting() -> None:
    target = {"stage": "planned", "expected_stage": "signed", "due": "2031-09-30"}
    e = entry(target, {"stage": "finalising"})
    assert rows(e) == {"stage": "complementary"}
    assert (e.value["stage"], e.value["expected_stage"]) == ("finalising", "signed")


def test_one_side_signed_and_the_other_says_less_shows_the_lower_stage() -> None:
    e = entry({"stage": "signed"}, {"stage": "signed"}, {"stage": "negotiating"}, days=("2031-10-13",) * 3)
    assert rows(e) == {"stage": "conflict"}
    assert e.value["stage"] == "negotiating"
    assert e.conflicts[0].default_rule == "weakest claim"


def test_a_date_to_sign_by_is_reached_with_the_signature() -> None:
    target = {"stage": "planned", "expected_stage": "signed", "due": "2031-03-30"}
    assert entry(target, {"stage": "signed"}, days=("2031-03-04", "2031-03-20")).value["due_reached"] is True
    assert "due_reached" not in entry(target, {"stage": "finalising"}, days=("2031-03-04", "2031-03-20")).value
    assert "due_reached" not in entry({"stage": "signed", "due": "2031-12-01"}, {"stage": "signed"}).value
