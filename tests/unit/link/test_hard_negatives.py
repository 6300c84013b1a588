"""What must stay apart, and what must come together although it looks apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risalah.link import link
from risalah.model.annotation import Actor
from risalah.model.record import Party
from risalah.model.register import Entry, Register

from .factory import WEIGHTS, Page

MEETING = "Menlu Raka Wirabumi bertemu Menlu Teburoro Ata."


def records_of(entries: tuple[Entry, ...]) -> list[int]:
    return sorted(len(e.records) for e in entries)


def run(*pages: Page) -> Register:
    return link([p.build() for p in pages], weights=WEIGHTS)


def at(day: str, title: str, outlet: str = "kabarlaut.example") -> Page:
    return Page(title=title, outlet=outlet, published=f"{day}T09:00:00+07:00")


def test_two_documents_of_one_pair_in_two_sectors() -> None:
    a = at("2031-03-04", "Menlu Raka Terima Menlu Kiribati")
    a.commitment("Nota kesepahaman kesehatan difinalisasi.", title="nota kesepahaman kesehatan", sectors=("health",))
    b = at("2031-03-04", "Menlu Raka Terima Menlu Kiribati di Jakarta", "wartateluk.example")
    b.commitment(
        "Perjanjian dagang diteken.",
        title="perjanjian perdagangan",
        kind="agreement",
        stage="signed",
        sectors=("trade",),
    )
    assert records_of(run(a, b).commitments) == [1, 1]


def test_two_memoranda_of_one_day() -> None:
    a = at("2031-03-04", "Dua Nota dengan Kiribati")
    a.commitment("Nota kesehatan diteken.", title="nota kesepahaman kesehatan", stage="signed", sectors=("health",))
    b = at("2031-03-04", "Dua Nota dengan Kiribati Diteken", "wartateluk.example")
    b.commitment(
        "Nota perikanan diteken.", title="nota kesepahaman perikanan", stage="signed", sectors=("maritime_fisheries",)
    )
    assert records_of(run(a, b).commitments) == [1, 1]


def test_finalising_in_july_and_signed_in_december_is_one_with_a_history() -> None:
    a = at("2031-07-01", "Nota Kesehatan Difinalisasi")
    a.commitment("Nota kesehatan sedang difinalisasi.", title="nota kesepahaman kesehatan", sectors=("health",))
    b = at("2031-12-09", "Indonesia dan Kiribati Teken Nota Kesehatan", "wartateluk.example")
    b.commitment(
        "Nota kesehatan diteken.", title="nota kesehatan", stage="signed", sectors=("health",), signed_on="2031-12-09"
    )
    register = run(b, a)
    (entry,) = register.commitments
    assert [(h["stage"], h["as_of"]) for h in entry.history] == [("finalising", "2031-07-01"), ("signed", "2031-12-09")]
    assert entry.value["stage"] == "signed"
    assert entry.conflicts == ()
    assert entry.support.origins == 2
    assert len(register.stories) == 2


def test_like_documents_signed_in_different_years_are_two() -> None:
    a = at("2031-03-04", "Program Beasiswa Kiribati 2031")
    a.commitment(
        "Nota beasiswa diteken.",
        title="nota kesepahaman beasiswa",
        stage="signed",
        sectors=("education",),
        signed_on="2031-03-04",
    )
    b = at("2032-03-06", "Program Beasiswa Kiribati 2032")
    b.commitment(
        "Nota beasiswa diteken lagi.",
        title="nota kesepahaman beasiswa",
        stage="signed",
        sectors=("education",),
        signed_on="2032-03-06",
    )
    assert records_of(run(a, b).commitments) == [1, 1]


def test_the_other_side_promises() -> None:
    a = at("2031-03-04", "Indonesia Janjikan Kapal")
    a.commitment(
        "Indonesia berjanji mengirim kapal patroli.",
        kind="pledge",
        title="mengirim kapal patroli",
        parties=(Party("IDN", "committer"), Party("KIR", "beneficiary")),
        stage="pledged",
        sectors=("defence_security",),
    )
    b = at("2031-03-05", "Kiribati Janjikan Kapal", "wartateluk.example")
    b.commitment(
        "Kiribati berjanji mengirim kapal patroli.",
        kind="pledge",
        title="mengirim kapal patroli",
        parties=(Party("KIR", "committer"), Party("IDN", "beneficiary")),
        stage="pledged",
        sectors=("defence_security",),
    )
    assert records_of(run(a, b).commitments) == [1, 1]


@pytest.mark.parametrize(("second", "entries"), [("2031-03-04", 1), ("2031-03-06", 2)])
def test_two_ministers_on_one_day_or_on_two(second: str, entries: int) -> None:
    a = at("2031-03-04", "Raka Bertemu Ata").meeting(MEETING, when="2031-03-04")
    b = at("2031-03-06", "Raka dan Ata Bahas Perikanan", "wartateluk.example").meeting(MEETING, when=second)
    assert len(run(a, b).meetings) == entries


def test_a_yearly_meeting_without_dates() -> None:
    a = at("2031-03-04", "Sidang Komisi Bersama Kiribati").meeting(MEETING)
    b = at("2032-03-04", "Sidang Komisi Bersama dengan Kiribati").meeting(MEETING)
    assert len(run(a, b).meetings) == 2


def test_a_call_is_no_visit() -> None:
    a = at("2031-03-04", "Raka Telepon Ata").meeting(MEETING, kind="call", when="2031-03-04")
    b = at("2031-03-04", "Ata Tiba di Jakarta", "wartateluk.example").meeting(MEETING, kind="visit", when="2031-03-04")
    assert len(run(a, b).meetings) == 2


def test_a_visit_and_the_talk_inside_it_stay_two() -> None:
    a = at("2031-03-04", "Ata Berkunjung ke Jakarta")
    a.meeting("Ata berkunjung ke Jakarta.", kind="visit", when="2031-03-04").meeting(
        "Ata bertemu Raka.", when="2031-03-04"
    )
    b = at("2031-03-04", "Kunjungan Ata ke Jakarta", "wartateluk.example")
    b.meeting("Teburoro Ata melawat ke Jakarta.", kind="visit", when="2031-03-04").meeting(
        "Raka menemui Ata.", when="2031-03-04"
    )
    assert [(e.value["kind"], len(e.records)) for e in sorted(run(a, b).meetings, key=lambda e: e.value["kind"])] == [
        ("meeting", 2),
        ("visit", 2),
    ]


def test_a_visit_that_is_planned_postponed_and_held_is_one() -> None:
    who = ("ioane-rui",)
    a = at("2031-03-04", "Presiden Kiribati akan ke Jakarta")
    a.meeting(
        "Presiden Ioane Rui dijadwalkan tiba September.",
        kind="visit",
        status="planned",
        who=who,
        when="2031-09",
        place=("Jakarta", "IDN"),
    )
    b = at("2031-09-05", "Kunjungan Presiden Kiribati Ditunda")
    b.meeting(
        "Kunjungan Ioane Rui pekan depan ditunda.",
        kind="visit",
        status="postponed",
        who=who,
        previous=("2031-09-08/2031-09-14",),
        place=("Indonesia", "IDN"),
    )
    c = at("2031-12-11", "Presiden Kiribati Tiba di Jakarta")
    c.meeting("Presiden Ioane Rui tiba di Jakarta.", kind="visit", who=who, when="2031-12-11", place=("Jakarta", "IDN"))
    (entry,) = run(c, a, b).meetings
    assert entry.value["status"] == "held"
    assert entry.value["when"]["edtf"] == "2031-12-11"
    assert [r["status"] for r in entry.value["status_history"]] == ["planned", "postponed", "held"]
    assert "2031-09" in [w["edtf"] for w in entry.value["previous"]]
    assert entry.conflicts == ()


def test_a_visit_held_before_the_next_one_is_announced_is_another() -> None:
    a = at("2031-03-04", "Presiden Kiribati di Jakarta").meeting(
        "Ioane Rui tiba.", kind="visit", who=("ioane-rui",), when="2031-03-04"
    )
    b = at("2031-06-04", "Presiden Kiribati akan ke Jakarta Lagi").meeting(
        "Ioane Rui akan datang.", kind="visit", status="planned", who=("ioane-rui",), when="2031-08"
    )
    assert len(run(a, b).meetings) == 2


def test_a_daily_template_is_no_copy_and_an_edited_wire_is_one() -> None:
    body = [
        f"Kementerian mencatat kurs acuan ke-{n} bagi pedagang kopra dan nelayan pesisir utara pagi ini."
        for n in "abcdefgh"
    ]
    same, other = at("2031-03-04", "Kurs Kopra"), at("2031-03-05", "Kurs Kopra Pagi")
    wire = at("2031-03-04", "Kurs Kopra Terbaru", "wartateluk.example")
    for page, day, rate in ((same, "4/3", "17.250"), (other, "5/3", "17.310"), (wire, "4/3", "17.250")):
        page.say(f"Kurs pada ({day}) tercatat {rate}.")
        for sentence in body:
            page.say(sentence)
    wire.say("Demikian kementerian.")
    register = run(same, other, wire)
    copies = {a.title: a.duplicate_of for a in register.articles}
    assert copies["Kurs Kopra Pagi"] is None
    assert (copies["Kurs Kopra"] is None) != (copies["Kurs Kopra Terbaru"] is None)


def test_addresses_of_one_article() -> None:
    pages = []
    for url in (
        "https://www.kabarlaut.example/b/12/raka-ata",
        "https://m.kabarlaut.example/b/12/raka-ata?page=all&utm_source=x",
        "https://kabarlaut.example/b/12/raka-ata/amp",
    ):
        page = at("2031-03-04", "Raka Bertemu Ata").meeting(MEETING, when="2031-03-04")
        page.url = url
        pages.append(page)
    other = at("2031-03-04", "Raka Bertemu Ata di Bali").meeting(MEETING, when="2031-03-04")
    other.url = "https://kabarlaut.example/b/13/raka-ata"
    register = run(*pages, other)
    assert sum(a.duplicate_of is not None for a in register.articles) == 2
    (entry,) = register.meetings
    assert (len(entry.records), entry.support.articles, entry.support.outlets, entry.support.origins) == (4, 2, 1, 1)


def test_one_wire_at_three_outlets_is_one_origin() -> None:
    pages = []
    for outlet in ("kabarlaut.example", "wartateluk.example", "sinarpulau.example"):
        page = at("2031-03-04", f"Raka Bertemu Ata, Laporan {outlet[:5]}", outlet).meeting(MEETING, when="2031-03-04")
        page.via = ("Reuters",)
        pages.append(page)
    own = at("2031-03-04", "Liputan Sendiri: Raka dan Ata di Gedung Pancasila", "beritabahari.example").meeting(
        "Di Gedung Pancasila Raka menjamu Ata.", when="2031-03-04"
    )
    register = run(*pages, own)
    (entry,) = register.meetings
    assert (entry.support.articles, entry.support.outlets, entry.support.origins) == (4, 4, 2)
    assert any("reuters" in a.origin_basis for a in register.articles)


def test_a_story_ends_after_two_weeks() -> None:
    a = at("2031-03-04", "Kiribati Buka Perundingan Tuna dengan Indonesia")
    b = at("2031-03-05", "Kiribati Lanjutkan Perundingan Tuna dengan Indonesia", "wartateluk.example")
    c = at("2031-04-20", "Kiribati Lanjutkan Perundingan Tuna dengan Indonesia")
    for page in (a, b, c):
        page.say("Delegasi tuna Kiribati berunding tentang kuota tuna dan armada pukat.")
    assert sorted(len(s.articles) for s in run(a, b, c).stories) == [1, 2]


def test_what_is_held_after_the_article_is_planned() -> None:
    a = at("2031-03-04", "Presiden Kiribati akan ke Jakarta")
    a.meeting("Ioane Rui berkunjung September nanti.", kind="visit", who=("ioane-rui",), when="2031-09")
    (entry,) = run(a).meetings
    assert entry.value["status"] == "planned"


def test_an_office_and_its_holder_are_one_participant() -> None:
    office = Actor("president-of-kir", "office", "Presiden Kiribati", office="president", country="KIR")
    a = at("2031-03-04", "Kunjungan Presiden Kiribati").meeting(
        "Presiden Kiribati tiba hari itu.", kind="visit", who=("president-of-kir",), when="2031-03-04"
    )
    one = a.build()
    one = replace(one, actors=(*one.actors, office))
    b = at("2031-03-04", "Ioane Rui Tiba di Jakarta", "wartateluk.example")
    b.meeting("Ioane Rui tiba di Jakarta.", kind="visit", who=("ioane-rui",), when="2031-03-04")
    (entry,) = link([one, b.build()], weights=WEIGHTS).meetings
    assert [p["actor"] for p in entry.value["participants"]] == ["ioane-rui"]
    assert entry.conflicts == ()


def test_another_pair_is_another_promise() -> None:
    a = at("2031-03-04", "Bantuan Beras untuk Kiribati")
    a.commitment(
        "Indonesia mengirim beras.",
        kind="aid",
        title="beras",
        parties=("IDN", "KIR"),
        stage="pledged",
        sectors=("humanitarian",),
    )
    b = at("2031-03-05", "Bantuan Beras untuk Palau")
    b.commitment(
        "Indonesia mengirim beras ke Palau.",
        kind="aid",
        title="beras",
        parties=("IDN", "PLW"),
        stage="pledged",
        sectors=("humanitarian",),
    )
    assert records_of(run(a, b).commitments) == [1, 1]


def test_a_summit_of_many_is_no_talk_of_two() -> None:
    a = at("2031-03-04", "KTT Samudra").meeting(
        "Para menlu bertemu.", kind="summit", who=(), parties=("IDN", "KIR", "PLW"), when="2031-03-04"
    )
    b = at("2031-03-04", "Raka dan Ata di Sela KTT", "wartateluk.example").meeting(
        "Raka menemui Ata.", when="2031-03-04"
    )
    assert len(run(a, b).meetings) == 2


def test_an_article_without_a_date_needs_a_person_in_common() -> None:
    a = at("2031-01-20", "Perundingan Tuna Kiribati Putaran Kedua Dibuka")
    a.actors = ("IDN", "KIR", "raka-wirabumi")
    a.say("Delegasi berunding tentang kuota, armada pukat, pengawasan pelabuhan dan bagi hasil di perairan utara.")
    titles = "Perundingan Tuna Usai, Nelayan Pesisir Sambut Baik"
    b = Page(title=titles, outlet="wartateluk.example", published=None, actors=("IDN", "KIR", "olbed-tellei"))
    b.say("Nelayan pukat menyambut kuota baru itu, sementara asosiasi pengalengan menunggu aturan turunan Kiribati.")
    assert len(run(a, b).stories) == 2
    b.actors = ("IDN", "KIR", "raka-wirabumi")
    assert len(run(a, b).stories) == 1


def test_an_agency_and_who_credits_it_are_one_origin() -> None:
    wire = at("2031-03-04", "Raka dan Ata Bertemu", "antaranews.com").meeting(MEETING, when="2031-03-04")
    reprint = at("2031-03-04", "Pertemuan Raka dengan Ata", "wartateluk.example")
    reprint.via = ("LKBN Antara",)
    reprint.meeting("Ata dan Raka mengadakan pertemuan.", when="2031-03-04")
    (entry,) = run(wire, reprint).meetings
    assert (entry.support.outlets, entry.support.origins) == (2, 1)


def test_a_name_that_a_table_supplied_gives_way_to_the_one_in_the_text() -> None:
    before = Actor("ioane-rui", "person", "Ioane Rui", office="president", country="KIR", suggested=True)
    now = Actor("kabure-tio", "person", "Kabure Tio", office="president", country="KIR")
    plan = at("2031-03-04", "Presiden Kiribati Akan ke Jakarta").meeting(
        "Presiden Kiribati akan berkunjung ke Jakarta pada September.",
        kind="visit", status="planned", when="2031-09", who=("ioane-rui",), place=("Jakarta", "IDN"),
    )  # fmt: skip
    visit = at("2031-09-05", "Presiden Kabure Tio Tiba di Jakarta").meeting(
        "Presiden Kiribati Kabure Tio tiba di Jakarta.",
        kind="visit", status="held", when="2031-09-05", who=("kabure-tio",), place=("Jakarta", "IDN"),
    )  # fmt: skip
    documents = [replace(plan.build(), actors=(before,)), replace(visit.build(), actors=(now,))]
    (entry,) = link(documents, weights=WEIGHTS).meetings
    assert [p["actor"] for p in entry.value["participants"]] == ["kabure-tio"]
    assert not [row for row in entry.conflicts if row.field == "participants"]
