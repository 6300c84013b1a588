"""Who binds itself, with whom and for whom; and sentences in which nobody who can bind a state acts."""

from __future__ import annotations

import pytest


def parties(doc) -> list[list[tuple[str, str]]]:
    return [sorted((p.actor, p.role) for p in c.parties) for c in doc.commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Indonesia menandatangani perjanjian ekstradisi dengan Fiji.",
            [("FJI", "party"), ("IDN", "party")],
        ),
        (
            "Indonesia berjanji mengirim 20 ton beras kepada Fiji.",
            [("FJI", "beneficiary"), ("IDN", "committer")],
        ),
        (
            "Indonesia meminta Fiji membuka akses pasar bagi produk tekstil.",
            [("FJI", "addressee"), ("IDN", "committer")],
        ),
        (
            "Nota kesepahaman kesehatan diagendakan ditandatangani di sela kunjungan Perdana Menteri Fiji.",
            [("FJI", "party")],
        ),
    ],
)
def test_roles(extract, text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(extract(text))[:1] == [expected]


def test_a_domestic_agreement_is_none(extract) -> None:
    assert (
        extract("Kementerian Kesehatan dan Kementerian Pendidikan menandatangani nota kesepahaman.").commitments == ()
    )
    assert extract("Gubernur dan wali kota meneken kesepakatan tentang air bersih.").commitments == ()


def test_a_demand_on_the_own_side_is_none(extract) -> None:
    assert extract("Indonesia meminta Kementerian Perdagangan menjaga pasokan.", "Fiji memantau.").commitments == ()


def test_parties_stay_open_where_only_states_can_act(extract) -> None:
    found = extract("Kedua negara meratifikasi perjanjian ekstradisi.").commitments
    assert [(c.stage, c.parties) for c in found] == [("ratified", ())]


def test_we_are_the_speakers_side(extract) -> None:
    doc = extract(
        "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva.",
        '"Kami berjanji mengirim 20 ton beras kepada Fiji," kata Andara.',
    )
    pledge = [c for c in doc.commitments if c.stage == "pledged"]
    assert [(p.actor, p.role) for p in pledge[0].parties] == [("IDN", "committer"), ("FJI", "beneficiary")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Menlu Indonesia Andara Wiguna mengatakan Fiji berkomitmen membuka pasar bagi minyak sawit Indonesia.",
            {"FJI": "committer", "IDN": "beneficiary"},
        ),
        (
            "Fiji, kata Menlu Indonesia Andara Wiguna, akan mengirim beras ke Indonesia.",
            {"FJI": "committer", "IDN": "beneficiary"},
        ),
        ("Fiji akan mengirim beras ke Tonga.", {"FJI": "committer", "TON": "beneficiary"}),
        ("Fiji dan Tonga sepakat membuka penerbangan langsung.", {"FJI": "party", "TON": "party"}),
        ("Fiji berencana membuka kedutaan besar di Jakarta.", {"FJI": "committer", "IDN": "beneficiary"}),
    ],
)
def test_one_side_binds_itself(extract, text: str, expected: dict[str, str]) -> None:
    (c,) = extract(text).commitments
    assert {p.actor: p.role for p in c.parties} == expected


def test_what_is_asked_for_is_not_who_is_asked(extract) -> None:
    page = (
        "Menlu RI Andara Wiguna bertemu Menlu Fiji Josefa Vakalala.",
        "Menag akan meminta penambahan kuota jemaah Indonesia.",
    )
    assert parties(extract(*page)) == [[("FJI", "addressee"), ("IDN", "committer")]]


def test_who_is_met_does_not_do_what_was_said_there(extract) -> None:
    found = parties(extract("Menlu Fiji menemui Menlu RI Andara Wiguna untuk menawarkan pelatihan."))
    assert found == [[("FJI", "committer"), ("IDN", "beneficiary")]]


@pytest.mark.parametrize(
    "text",
    [
        "Menlu Andara meminta dukungan dari masyarakat Indonesia agar MoU dengan Fiji ditandatangani.",
        "Fiji dan Tonga belum memutuskan proyek mana yang akan dibiayai Samoa.",
        "Pemerintah daerah menerima bantuan dari Fiji.",
    ],
)
def test_own_people_indirect_questions_and_lower_levels_bind_no_state(extract, text: str) -> None:
    assert extract(text).commitments == ()


def test_a_bare_verb_beside_a_time_to_come_is_only_planned(extract) -> None:
    found = extract("Indonesia dan Fiji menandatangani perjanjian ekstradisi pekan depan di Suva.").commitments
    assert [(c.stage, c.expected_stage) for c in found] == [("planned", "signed")]
    found = extract("Indonesia mengirim 20 ton beras kepada Fiji untuk tahun depan.").commitments
    assert [c.stage for c in found] == ["implemented"]


def test_a_capital_alone_may_be_the_other_side(extract) -> None:
    assert parties(extract("Indonesia memulangkan nelayan dari Suva.")) == [[("IDN", "committer")]]


def test_an_official_of_no_known_office_who_says_we_all_speaks_for_the_home_state(extract) -> None:
    lead = "Gudang beras pemerintah Indonesia di Lampung penuh."
    doc = extract(lead, '"Bulan depan kita akan mengirim 30 ton benih ke Fiji," ungkap Budi Laksana.')
    assert parties(doc) == [[("FJI", "beneficiary"), ("IDN", "committer")]]


_VISIT = "Menlu RI Andara Wiguna bertemu Menlu Fiji Mere Tuilagi di Suva, Rabu (12/3/2031)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KBRI telah menyurati kementerian imigrasi Fiji agar antrean visa dipisah.", ["FJI", "IDN"]),
        ("Warga telah menyurati kementerian imigrasi Fiji agar antrean visa dipisah.", None),
        ("Dari total janji investasi Fiji sebesar 2 miliar dolar, baru 40 persen yang mewujud.", ["FJI", "IDN"]),
        ("Dari total janji perusahaan Fiji sebesar 2 miliar dolar, baru 40 persen yang mewujud.", None),
        ("Andara meminta agar kapal-kapal tuna asal negeri itu membuka data pelacaknya.", ["FJI", "IDN"]),
        ("Andara meminta agar nelayan Indonesia di negeri itu membuka data pelacaknya.", None),
        ("Melalui percakapan itu Andara mengundang Tuilagi berkunjung ke Jakarta tahun depan.", ["FJI", "IDN"]),
        ("Percakapan itu akan mengundang minat pemilik kapal Fiji.", None),
    ],
)
def test_who_acts_is_told_by_more_than_a_name(extract, text: str, expected: list[str] | None) -> None:
    found = [sorted(p.actor for p in c.parties) for c in extract(_VISIT, text, title="Andara di Suva").commitments]
    assert found == ([expected] if expected else [])


def test_what_is_welcomed_is_no_plan_of_what_is_asked_for(extract) -> None:
    asked = "Menlu Fiji Mere Tuilagi menyambut keputusan itu dan mendesak Tonga membuka pelabuhannya."
    assert [c.stage for c in extract(asked).commitments] == ["requested"]
    planned = "Menlu Fiji Mere Tuilagi mengumumkan rencana meneken perjanjian ekstradisi dengan Tonga."
    assert [c.stage for c in extract(planned).commitments] == ["planned"]


def test_who_sells_is_the_other_side_of_who_will_buy(extract) -> None:
    lead = "Dermaga kapal cepat itu dibuka pada Senin (3/3/2031)."
    doc = extract(lead, "Menteri Pertahanan RI Andara Wiguna memutuskan untuk membeli 12 kapal cepat dari Tonga.")
    assert [sorted(p.actor for p in c.parties) for c in doc.commitments] == [["IDN", "TON"]]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Bantuan 2 juta dolar akan diberikan Samoa kepada Tonga.",
            "aid",
            [("TON", "beneficiary"), ("WSM", "committer")],
        ),
        (
            "Beasiswa bagi 20 mahasiswa Tonga akan disediakan Samoa.",
            "plan",
            [("TON", "beneficiary"), ("WSM", "committer")],
        ),
        ("Bantuan Fiji kepada Tonga akan dihentikan mulai Juni.", "plan", [("FJI", "party"), ("TON", "party")]),
        ("Pasukan gabungan Fiji dan Tonga akan dikirim ke Samoa.", "plan", [("FJI", "party"), ("TON", "party")]),
    ],
)
def test_who_gives_and_who_gets_in_a_passive(extract, text: str, kind: str, expected: list[tuple[str, str]]) -> None:
    doc = extract(text)
    assert parties(doc) == [expected]
    assert [c.kind for c in doc.commitments] == [kind]
