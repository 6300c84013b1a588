"""Amounts, dates, periods, outcomes, horizons and conditions around a trigger."""

from __future__ import annotations

import pytest


def first(doc):
    assert doc.commitments, doc.article.text
    return doc.commitments[0]


def test_money_before_counts(extract) -> None:
    c = first(extract("Fiji berjanji memberi 5 juta dolar AS untuk membangun 12 sekolah di Indonesia."))
    assert c.amount is not None
    assert (c.amount["value"], c.amount["currency"]) == (5_000_000, "USD")


def test_the_day_of_signature_is_kept_also_of_one_in_the_past(extract) -> None:
    text = "Perjanjian ekstradisi Indonesia dan Fiji yang diteken pada 7 Januari 2030 belum diratifikasi."
    c = first(extract(text))
    assert c.stage == "signed"
    assert c.expected_stage == "ratified"
    assert c.signed_on is not None
    assert c.signed_on.first.isoformat() == "2030-01-07"


def test_a_pledge_falls_due_in_the_future_only(extract) -> None:
    due = first(extract("Fiji berjanji membuka kedutaan besar di Jakarta pada 2033.")).due
    assert due is not None
    assert due.first.year == 2033
    assert first(extract("Fiji berjanji membuka kedutaan besar di Jakarta pada 3 Maret 2031.")).due is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Target perdagangan Indonesia dan Fiji sebesar 5 miliar dolar AS pada 2030 belum terpenuhi.", "missed"),
        ("Target perdagangan Indonesia dan Fiji sebesar 5 miliar dolar AS pada 2035 belum terpenuhi.", "not_due"),
        ("Target perdagangan Indonesia dan Fiji sebesar 5 miliar dolar AS pada 2030 telah tercapai.", "met"),
        ("Target perdagangan Indonesia dan Fiji sebesar 5 miliar dolar AS diharapkan tercapai pada 2035.", "not_due"),
    ],
)
def test_outcome_of_a_target(extract, text: str, outcome: str) -> None:
    assert first(extract(text)).outcome == outcome


def test_a_later_sentence_tells_the_outcome(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menargetkan nilai perdagangan 5 miliar dolar AS pada 2030.", "Target itu tidak tercapai."
    )
    c = first(doc)
    assert c.outcome == "missed"
    assert any(e.field == "outcome" and e.exact == "tidak tercapai" for e in c.evidence)


def test_signatures_of_long_ago_are_history(extract) -> None:
    assert extract("Indonesia dan Fiji menandatangani perjanjian perdamaian pada 17 Januari 1948.").commitments == ()


def test_a_condition_is_kept_as_words(extract) -> None:
    doc = extract("Fiji berjanji membebaskan 12 nelayan Indonesia jika pengadilan menyetujuinya.")
    c = first(doc)
    assert c.conditions is not None
    assert doc.article.text[c.conditions.start : c.conditions.end].startswith("jika pengadilan")
    assert c.modality == "conditional"
