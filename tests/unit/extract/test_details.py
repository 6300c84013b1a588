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


def test_an_amount_of_another_clause_is_not_the_commitments(extract) -> None:
    assert first(extract("Fiji berjanji membantu Indonesia setelah gempa menewaskan 300 orang.")).amount is None


def test_of_a_movement_the_amount_is_where_it_ends(extract) -> None:
    text = "Indonesia dan Fiji sepakat menaikkan perdagangan dari 2 juta dolar AS menjadi 5 juta dolar AS."
    c = first(extract(text))
    assert c.amount is not None
    assert c.amount["value"] == 5_000_000


def test_the_day_of_speech_is_no_day_of_signature(extract) -> None:
    text = "Indonesia dan Fiji telah menandatangani perjanjian ekstradisi bulan lalu, kata Menlu Fiji Josefa Vakalala, Minggu (2/3/2031)."
    c = first(extract(text))
    assert c.signed_on is not None
    assert c.signed_on.edtf() == "2031-02"
    assert c.said_on is not None
    assert c.said_on.edtf() == "2031-03-02"


def test_what_is_put_off_has_its_old_and_its_new_time(extract) -> None:
    text = "Penandatanganan perjanjian ekstradisi Indonesia dan Fiji ditunda dari Mei menjadi Agustus 2031."
    c = first(extract(text))
    assert (c.stage, c.schedule) == ("planned", "rescheduled")
    assert [w.edtf() for w in c.previous] == ["2031-05"]
    assert c.due is not None
    assert c.due.edtf() == "2031-08"
    assert any(e.field == "schedule" and e.exact == "ditunda" for e in c.evidence)


def test_a_postponement_of_something_else_changes_no_schedule(extract) -> None:
    text = "Setelah beberapa kali ditunda, Indonesia dan Fiji menandatangani perjanjian ekstradisi."
    c = first(extract(text))
    assert (c.stage, c.schedule) == ("signed", None)


@pytest.mark.parametrize(
    "text",
    [
        "Fiji berjanji mengirim dokter ke Indonesia selama dua tahun.",
        "Selama berada di Jakarta, Menlu Fiji Josefa Vakalala berjanji membuka kedutaan di Indonesia.",
        "Meski anggarannya dipotong, Fiji berjanji mengirim dokter ke Indonesia.",
    ],
)
def test_time_and_concession_are_no_condition(extract, text: str) -> None:
    assert first(extract(text)).conditions is None


def test_a_time_before_the_verb_is_due_only_where_it_opens_the_sentence(extract) -> None:
    opens = first(extract("Pada 3 Mei 2031, Fiji akan membuka kedutaan besar di Jakarta."))
    assert opens.due is not None
    assert opens.due.edtf() == "2031-05-03"
    other = "Menjelang konferensi kelautan Pasifik pada Mei 2031, Fiji berjanji membuka kedutaan besar di Jakarta."
    assert first(extract(other)).due is None


def test_what_a_day_or_a_beginning_to_come_says_is_not_done_yet(extract) -> None:
    ahead = [
        "Perjanjian dagang Indonesia dan Fiji berlaku pada 1 Januari 2032.",
        "Perjanjian dagang Indonesia dan Fiji berlaku mulai 1 Januari 2032.",
        "Perjanjian dagang Indonesia dan Fiji berlaku mulai tahun depan.",
        "Fiji mengirim 40 ton beras ke Indonesia mulai tahun depan.",
        "Indonesia dan Fiji menandatangani perjanjian dagang di Suva pada 3 Mei 2031.",
    ]
    assert [[c.stage for c in extract(text).commitments] for text in ahead] == [["planned"]] * len(ahead)
    done = [
        "Perjanjian dagang Indonesia dan Fiji berlaku sejak 1 Januari 2031.",
        "Perjanjian dagang Indonesia dan Fiji berlaku hingga 1 Januari 2033.",
    ]
    assert [[c.stage for c in extract(text).commitments] for text in done] == [["in_force"]] * len(done)
    later = extract("Indonesia meratifikasi perjanjian dagang dengan Fiji yang berlaku mulai 1 Januari 2032.")
    assert later.commitments[0].stage == "ratified"


def test_a_day_counted_from_another_act_is_no_fact_yet(extract) -> None:
    rule = extract("Perjanjian Fiji dan Tonga efektif berlaku 60 hari setelah penandatanganan.")
    fact = extract("Perjanjian Fiji dan Tonga mulai berlaku Kamis, 14 hari setelah kedua negara bertukar nota.")
    assert [c.stage for c in rule.commitments] == ["planned"]
    assert [c.stage for c in fact.commitments] == ["in_force"]
