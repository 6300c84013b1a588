"""Meetings of whole pages: people, status, day and place."""

from __future__ import annotations

import pytest

MET = "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva, Senin (3/3/2031)."


def rows(doc) -> list[tuple[str, str]]:
    return [(m.kind, m.status) for m in doc.meetings]


def test_a_talk_with_day_and_place(extract) -> None:
    (m,) = extract(MET).meetings
    assert (m.kind, m.status, set(m.parties)) == ("meeting", "held", {"IDN", "FJI"})
    assert m.when is not None
    assert m.when.first.isoformat() == "2031-03-03"
    assert m.place is not None
    assert m.place.name == "Suva"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Presiden Indonesia Surya Wibawa menunda rencana kunjungannya ke Fiji.", "visit", "postponed"),
        ("Presiden Indonesia Surya Wibawa membatalkan kunjungannya ke Fiji.", "visit", "cancelled"),
        (
            "Menlu Indonesia Andara Wiguna bertolak ke Suva untuk bertemu Menlu Fiji Josefa Vakalala.",
            "meeting",
            "planned",
        ),
        ("Presiden Fiji Josefa Vakalala dijadwalkan mengunjungi Jakarta pada April 2031.", "visit", "planned"),
    ],
)
def test_status(extract, text: str, kind: str, status: str) -> None:
    assert (kind, status) in rows(extract(text))


def test_who_puts_off_a_visit_may_still_call(extract) -> None:
    text = (
        "Presiden Indonesia Surya Wibawa telah menelepon Presiden Fiji Josefa Vakalala"
        " untuk menyampaikan penundaan kunjungan tersebut."
    )
    assert ("call", "held") in rows(extract(text))


def test_pronouns_go_back_to_the_person_before(extract) -> None:
    doc = extract(
        "Menteri Luar Negeri Fiji Josefa Vakalala tiba di Jakarta, Senin (3/3/2031).",
        "Dia dijadwalkan bertemu Menteri Luar Negeri Indonesia Andara Wiguna besok.",
    )
    planned = [m for m in doc.meetings if m.status == "planned"]
    assert [{p.actor for p in m.participants} for m in planned] == [{"josefa-vakalala", "andara-wiguna"}]


def test_both_ministers_are_those_told_before(extract) -> None:
    doc = extract(MET, "Kedua menteri dijadwalkan bertemu lagi di Jakarta pada Oktober 2031.")
    assert rows(doc) == [("meeting", "held"), ("meeting", "planned")]


def test_who_announces_a_visit_takes_no_part(extract) -> None:
    text = (
        "Penundaan kunjungan Presiden Indonesia Surya Wibawa ke Fiji disampaikan oleh"
        " Menteri Luar Negeri Fiji Josefa Vakalala."
    )
    people = {p.actor for m in extract(text).meetings for p in m.participants}
    assert "josefa-vakalala" not in people


@pytest.mark.parametrize(
    "text",
    [
        "Perundingan perjanjian dagang Indonesia dan Fiji diharapkan selesai tahun ini.",
        "Menlu Indonesia Andara Wiguna membantah bertemu Menlu Fiji Josefa Vakalala.",
        "Menteri Perdagangan Indonesia Andara Wiguna bertemu Menteri Kesehatan Indonesia Ratna Sari.",
    ],
)
def test_no_meeting(extract, text: str) -> None:
    assert extract(text).meetings == ()


def roles(doc) -> list[dict[str, str]]:
    return [{p.actor: p.role for p in m.participants} for m in doc.meetings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MET, {"andara-wiguna": "visitor", "josefa-vakalala": "host"}),
        (
            "Menlu Indonesia Andara Wiguna bertemu Menlu Fiji Josefa Vakalala di Wellington.",
            {"andara-wiguna": "participant", "josefa-vakalala": "participant"},
        ),
        (
            "Menlu Fiji Josefa Vakalala disambut Menlu Indonesia Andara Wiguna.",
            {"andara-wiguna": "host", "josefa-vakalala": "visitor"},
        ),
        (
            "Menlu Indonesia Andara Wiguna menelepon Menlu Fiji Josefa Vakalala di Suva.",
            {"andara-wiguna": "participant", "josefa-vakalala": "participant"},
        ),
        (
            "Presiden Fiji Mele Havea diwakili oleh Menlu Fiji Josefa Vakalala dalam pertemuan dengan Menlu Indonesia"
            " Andara Wiguna.",
            {"andara-wiguna": "participant", "josefa-vakalala": "participant"},
        ),
        (
            "Menlu Fiji Josefa Vakalala, yang didampingi Dubes Fiji Mele Havea, menemui Menlu Indonesia Andara Wiguna.",
            {"andara-wiguna": "participant", "josefa-vakalala": "participant", "mele-havea": "participant"},
        ),
    ],
)
def test_who_is_there_and_who_receives(extract, text: str, expected: dict[str, str]) -> None:
    assert roles(extract(text)) == [expected]


def test_a_talk_during_a_visit_has_its_sides(extract) -> None:
    doc = extract(
        "Menlu Fiji Josefa Vakalala tiba di Jakarta, Senin (3/3/2031).",
        "Ia bertemu Menlu Indonesia Andara Wiguna pada hari yang sama.",
    )
    assert {"andara-wiguna": "host", "josefa-vakalala": "visitor"} in roles(doc)


def test_who_stays_away_from_a_summit_does_not_cancel_it(extract) -> None:
    doc = extract(
        "Presiden Fiji Mele Havea batal menghadiri KTT ASEAN di Bangkok dan digantikan Menlu Fiji Josefa Vakalala."
    )
    assert rows(doc) == [("summit", "held")]
    assert roles(doc) == [{"josefa-vakalala": "participant"}]


def test_a_linked_sentence_shares_the_day_of_the_encounter_before(extract) -> None:
    doc = extract(
        "Presiden Fiji Josefa Vakalala tiba di Jakarta, Senin (3/3/2031), untuk menemui Presiden Indonesia Surya Wibawa.",
        "Seusai pertemuan, Presiden Josefa Vakalala dan Presiden Surya Wibawa menyaksikan penandatanganan perjanjian"
        " ekstradisi.",
    )
    signing = [m for m in doc.meetings if m.kind == "signing"]
    assert [m.when and m.when.edtf() for m in signing] == ["2031-03-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Setelah dilantik pada 4 Februari 2031, Menlu Fiji Josefa Vakalala bertemu Menlu Indonesia Andara Wiguna.",
        "Menlu Fiji Josefa Vakalala bertemu Menlu Indonesia Andara Wiguna, pertama kali sejak 4 Februari 2031.",
    ],
)
def test_the_day_of_something_else_is_not_that_of_the_meeting(extract, text: str) -> None:
    assert [m.when for m in extract(text).meetings] == [None]


def test_the_short_name_of_a_session_is_no_second_one(extract) -> None:
    doc = extract(
        "Kesepakatan itu disampaikan dalam Pertemuan Komisi Gabungan untuk Kerja Sama Bilateral (JCBC) Fiji-Tonga pada "
        "10 Februari 2031, dihadiri Menlu Fiji Andara dan Menlu Tonga Bramasta."
    )
    assert [m.kind for m in doc.meetings] == ["meeting"]


def test_what_a_call_is_made_for_is_no_second_meeting(extract) -> None:
    doc = extract(
        "Presiden Fiji Andara dan Presiden Tonga Bramasta menggelar percakapan telepon untuk membahas krisis di Samoa."
    )
    assert [(m.kind, m.status) for m in doc.meetings] == [("call", "held")]


def test_who_takes_the_opportunity_to_meet_has_met(extract) -> None:
    doc = extract(
        "Di sela sidang itu Menlu Fiji Andara menyempatkan diri untuk melakukan pertemuan bilateral dengan Menlu Tonga "
        "Bramasta di Suva."
    )
    assert [(m.kind, m.status) for m in doc.meetings] == [("meeting", "held")]


def test_what_is_asked_in_a_meeting_is_to_come_and_the_meeting_is_over(extract) -> None:
    doc = extract(
        "Menlu Fiji Andara menyampaikan kepada Menlu Tonga Bramasta dalam pertemuan di Suva agar Tonga mendukung "
        "percepatan ratifikasi."
    )
    assert [(m.kind, m.status) for m in doc.meetings] == [("meeting", "held")]


def test_a_visit_to_that_state_goes_to_the_one_told_before(extract) -> None:
    text = "Presiden Fiji Josefa Vakalala memuji Tonga. Presiden Tonga Mele Havea berkunjung ke negara itu, Senin (3/3/2031)."
    (m,) = extract(text).meetings
    assert (m.kind, m.status, set(m.parties)) == ("visit", "held", {"FJI", "TON"})
    assert extract("Warga Fiji dilarang berkunjung ke negara itu oleh Presiden Tonga Mele Havea.").meetings == ()


@pytest.mark.parametrize("words", ["yang tidak diumumkan", "(tak diumumkan)", "mendadak yang tak diumumkan sebelumnya"])
def test_a_visit_that_was_not_announced_keeps_its_day(extract, words: str) -> None:
    (m,) = extract(f"Presiden Tonga Mele Havea melakukan kunjungan {words} ke Fiji, Senin (3/3/2031).").meetings
    assert m.when is not None
    assert m.when.first.isoformat() == "2031-03-03"
    told = extract("Kunjungan Presiden Tonga Mele Havea ke Fiji diumumkan Senin (3/3/2031).").meetings
    assert [x.when for x in told] == [None]
