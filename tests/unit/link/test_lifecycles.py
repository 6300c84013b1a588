"""Lifecycles: own-written articles of months, from text to entry; and what a later report may take back."""

from __future__ import annotations

from typing import Any

import pytest

from risalah.config import Settings
from risalah.evaluate.lifecycles import measure_lifecycles, read_lifecycles
from risalah.link import link
from risalah.model.annotation import Actor
from risalah.model.record import Alternative, Party
from risalah.model.register import Entry
from risalah.resources.linking import read_weights

from .factory import ACTORS, WEIGHTS, Page

_OFFER = (Party("KIR", "committer"), Party("IDN", "beneficiary"))


def page(day: str, outlet: str = "kabarlaut.example", title: str = "RI dan Kiribati") -> Page:
    return Page(title=f"{title} {day}", outlet=outlet, published=f"{day}T09:00:00+07:00")


def told(day: str, stage: str, kind: str = "agreement", what: str = "perjanjian kapal rawat", **fields: Any) -> Page:
    fields.setdefault("title", what)
    fields.setdefault("sectors", ("health",))
    return page(day).commitment(f"Kabar {day} tentang {what}.", kind=kind, stage=stage, **fields)


def entries(*pages: Page) -> tuple[Entry, ...]:
    return link([p.build() for p in pages], weights=WEIGHTS).commitments


def only(*pages: Page) -> Entry:
    (entry,) = entries(*pages)
    return entry


def test_the_lifecycles_are_joined_and_their_look_alikes_kept_apart() -> None:
    log: list[tuple[Any, ...]] = []
    figures = measure_lifecycles(read_lifecycles(), read_weights(), Settings(jobs=1), log)
    links = figures["lifecycle_links"]
    assert links["precision"] >= 0.98, log
    assert links["recall_of_extracted"] >= 0.9, log
    assert figures["lifecycle_do_not_merge"]["bad"] == 0, log
    assert figures["lifecycle_relations"]["rate"] == 1, log
    assert figures["lifecycle_steps_back"]["rate"] == 1, log
    assert figures["lifecycle_steps_forward"]["rate"] >= 0.95, log


@pytest.mark.parametrize("late", ["pledge", "agreement_in_principle", "contract", "mou"])
def test_an_offer_grows_into_what_came_of_it(late: str) -> None:
    entry = only(
        told("2031-03-04", "offered", "offer", parties=_OFFER), told("2031-06-04", "agreed", late, parties=_OFFER)
    )
    assert [row["stage"] for row in entry.history] == ["offered", "agreed"]


def test_a_request_is_answered_by_the_one_who_was_asked() -> None:
    asked = (Party("IDN", "committer"), Party("KIR", "addressee"))
    told_first = told("2031-03-04", "requested", "request", parties=asked)
    assert len(entries(told_first, told("2031-06-04", "pledged", "pledge", parties=_OFFER))) == 1
    turned = (Party("IDN", "committer"), Party("KIR", "beneficiary"))
    assert len(entries(told_first, told("2031-06-04", "pledged", "pledge", parties=turned))) == 2


def test_an_offer_does_not_grow_into_a_document_that_says_much_more() -> None:
    offer = told("2031-03-04", "offered", "offer", "kapal rawat", parties=_OFFER)
    assert (
        len(entries(offer, told("2031-06-04", "signed", "contract", "kapal rawat patroli dermaga galangan suar"))) == 2
    )


def test_a_target_never_grows_into_a_document() -> None:
    assert len(entries(told("2031-03-04", "planned", "target"), told("2031-06-04", "signed", "contract"))) == 2


def test_a_talk_or_a_plan_for_the_next_step_takes_nothing_back() -> None:
    entry = only(
        told("2031-03-04", "signed", signed_on="2031-03-04"),
        told("2031-05-04", "raised"),
        told("2031-06-04", "planned", expected_stage="ratified"),
    )
    assert entry.value["stage"] == "signed"
    assert entry.value["expected_stage"] == "ratified"
    assert not any(row.get("backward") for row in entry.history)
    assert not entry.conflicts


def test_a_plan_to_sign_what_was_called_signed_is_a_step_back() -> None:
    entry = only(told("2031-03-04", "signed"), told("2031-06-04", "planned", expected_stage="signed"))
    assert entry.value["stage"] == "planned"
    assert entry.history[-1]["backward"]
    assert [row.default_rule for row in entry.conflicts] == ["latest; a step back"]


def test_what_was_shown_as_the_weaker_claim_is_not_reached_by_a_later_talk() -> None:
    entry = only(
        told("2031-03-04", "signed"),
        told("2031-03-04", "agreed", what="Perjanjian kapal rawat"),
        told("2031-05-04", "raised"),
    )
    assert entry.value["stage"] == "agreed"


def test_the_ladder_shows_the_day_of_the_signing() -> None:
    entry = only(told("2031-03-06", "signed", signed_on="2031-03-04"), told("2031-02-01", "finalising"))
    assert [(r["stage"], r["as_of"]) for r in entry.history] == [("finalising", "2031-02-01"), ("signed", "2031-03-04")]


def test_an_older_document_of_one_object_stays_apart_though_a_third_report_would_join_them() -> None:
    found = entries(
        told("2029-03-04", "signed", signed_on="2029-03-04"),
        told("2029-06-04", "in_force"),
        told("2031-12-04", "signed", signed_on="2031-12-04"),
    )
    assert sorted(len(e.records) for e in found) == [1, 2]


def test_an_office_hides_no_object() -> None:
    raka = Actor("raka-wirabumi", "person", "Raka Wirabumi", ("Menteri Pertahanan Raka Wirabumi",), country="IDN")
    document = told(
        "2031-03-04", "planned", "mou", "nota kesepahaman pertahanan", sectors=("defence_security",)
    ).build()
    others = tuple(a for a in ACTORS.values() if a.id != raka.id)
    first = type(document)(article=document.article, actors=(*others, raka), commitments=document.commitments)
    second = told("2031-09-04", "signed", "mou", "nota kesepahaman pertahanan", sectors=("defence_security",)).build()
    assert len(link([first, second], weights=WEIGHTS).commitments) == 1


def test_a_headline_above_its_body_is_a_row() -> None:
    source = page("2031-03-04", title="RI-Kiribati Teken Perjanjian").commitment(
        "Perjanjian kapal rawat akan ditandatangani.", kind="agreement", stage="planned", title="perjanjian kapal rawat"
    )
    document = source.build()
    text = document.article.text
    at = text.index("Teken")
    span = type(document.commitments[0].evidence[0].span)(at, at + 5)
    record = document.commitments[0]
    louder = type(record)(
        **{name: getattr(record, name) for name in record.__slots__ if name != "alternatives"},
        alternatives=(Alternative.cut(text, "stage", "signed", span, "headline"),),
    )
    register = link([type(document)(article=document.article, commitments=(louder,))], weights=WEIGHTS)
    (row,) = register.commitments[0].conflicts
    assert (row.field, row.grade, row.default_rule) == ("stage", "conflict", "body before headline")
    assert [value for value, _ in row.values] == ["planned", "signed"]


def test_a_denial_of_what_another_reports_is_a_row_and_is_shown() -> None:
    entry = only(
        told("2031-03-04", "implemented", "aid", parties=_OFFER),
        told("2031-03-05", "implemented", "aid", parties=_OFFER, modality="denied"),
    )
    (row,) = entry.conflicts
    assert (row.field, row.values[0][0], row.default_rule) == ("modality", "denied", "weakest claim")
    assert entry.value["modality"] == "denied"


def test_a_plan_whose_date_slips_is_one_plan_with_both_dates() -> None:
    entry = only(
        told("2031-03-04", "planned", "plan", "membangun kapal rawat pada 2032", due="2032"),
        told("2031-09-04", "planned", "plan", "membangun kapal rawat pada 2033", due="2033"),
    )
    (row,) = entry.conflicts
    assert (row.field, row.grade, row.default_rule) == ("due", "differ", "latest")
    assert [value["edtf"] for value, _ in row.values] == ["2033", "2032"]


def test_targets_for_two_years_stay_two() -> None:
    first = told("2031-03-04", "planned", "target", "perdagangan kopra 2 miliar pada 2032", due="2032")
    assert len(entries(first, told("2031-09-04", "planned", "target", "perdagangan kopra pada 2040", due="2040"))) == 2


def test_sums_of_two_stories_are_two_pledges_and_of_one_a_conflict() -> None:
    def pledge(day: str, value: int, title: str, outlet: str) -> Page:
        source = Page(title=title, outlet=outlet, published=f"{day}T09:00:00+07:00")
        amount = {"value": value * 1e6, "currency": "USD", "unit": None, "qualifier": None}
        what = f"memberikan {value} juta dolar AS untuk suar karang"
        fields: dict[str, Any] = {"title": what, "kind": "pledge", "stage": "pledged", "amount": amount}
        return source.commitment(f"Kiribati {what}.", parties=_OFFER, sectors=("maritime_fisheries",), **fields)

    first = pledge("2031-03-04", 80, "Kiribati Janjikan Dana Suar Karang", "satu.example")
    at_once = pledge("2031-03-04", 60, "Dana Suar Karang Dijanjikan Kiribati", "dua.example")
    later = pledge("2031-11-04", 60, "Menteri Sari Tinjau Pelabuhan Baru", "dua.example")
    (entry,) = entries(first, at_once)
    assert [(row.field, row.grade) for row in entry.conflicts] == [("amount", "conflict")]
    assert len(entries(first, later)) == 2
