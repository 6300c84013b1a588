"""Which names stand for a party, and which only say where people come from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risalah.extract.doers import find_subject
from risalah.extract.others import find_agent, find_objects
from risalah.extract.parties import Cast


def at(clauses, word: str) -> int:
    return next(i for i, t in enumerate(clauses.tokens) if t.low == word)


def read(annotate, patterns, split, text: str):
    doc = annotate(text)
    cast = Cast(doc, patterns.grammar)
    from risalah.extract.tokens import ClauseSplitter

    return cast, ClauseSplitter(patterns.openers, patterns.grammar).split(doc.article.text, doc.sentences[-1].span)


def codes(names) -> list[str]:
    return [p for n in names for p in n.parties]


def test_joined_subjects_act_together(annotate, patterns, split) -> None:
    cast, clauses = read(annotate, patterns, split, "Indonesia dan Fiji menandatangani perjanjian ekstradisi.")
    assert codes(find_subject(cast, clauses, at(clauses, "menandatangani"))) == ["IDN", "FJI"]


def test_people_and_firms_of_a_state_do_not_bind_it(annotate, patterns, split) -> None:
    for subject in (
        "Puluhan warga Fiji",
        "Perusahaan perikanan Fiji",
        "Seorang pengamat Fiji",
        "Kelompok pemberontak Fiji",
    ):
        cast, clauses = read(annotate, patterns, split, f"{subject} menyerahkan bantuan kepada Tonga.")
        assert codes(find_subject(cast, clauses, at(clauses, "menyerahkan"))) == [], subject


def test_organs_of_a_state_do(annotate, patterns, split) -> None:
    cast, clauses = read(annotate, patterns, split, "Parlemen Fiji meratifikasi perjanjian ekstradisi.")
    assert codes(find_subject(cast, clauses, at(clauses, "meratifikasi"))) == ["FJI"]


def test_the_agent_of_a_passive_verb(annotate, patterns, split) -> None:
    for agent in ("oleh Fiji", "Fiji", "pemerintah Fiji", "parlemen Fiji"):
        cast, clauses = read(annotate, patterns, split, f"Perjanjian ekstradisi itu disahkan {agent} kemarin.")
        assert codes(find_agent(cast, clauses, at(clauses, "disahkan"))) == ["FJI"], agent


def test_a_relative_clause_acts_by_the_name_before_yang(annotate, patterns, split) -> None:
    text = "Fiji membaca laporan panjang tentang keadaan warga di pesisir yang menuntut bantuan Tonga."
    cast, clauses = read(annotate, patterns, split, text)
    assert codes(find_subject(cast, clauses, at(clauses, "menuntut"))) == []


def test_those_for_whom_aid_is(annotate, patterns, split) -> None:
    cast, clauses = read(annotate, patterns, split, "Indonesia mengirim bantuan bagi korban topan di Fiji dan Tonga.")
    _, to, direct = find_objects(cast, clauses, at(clauses, "mengirim"), len(clauses.tokens))
    assert {*codes(to), *codes(direct)} == {"FJI", "TON"}


def test_the_pair_of_an_article(annotate, patterns) -> None:
    doc = annotate("Indonesia dan Fiji bertemu di Suva.", "Fiji menyambut Indonesia.", "Tonga tidak hadir.")
    assert Cast(doc, patterns.grammar).pair == ("FJI", "IDN")


def test_money_names_no_party(annotate, patterns) -> None:
    doc = annotate("Indonesia menerima 5 juta dolar AS dari Fiji.")
    assert Cast(doc, patterns.grammar).foreign == {"FJI"}


def parties_of(extract, *paragraphs: str) -> list[set[str]]:
    return [{p.actor for p in c.parties} for c in extract(*paragraphs).commitments]


def test_an_organ_stands_for_its_organisation_and_an_armed_group_for_itself(annotate, patterns, split) -> None:
    text = "Dewan Keamanan PBB, Komisi Eropa dan Hamas mendesak Fiji."
    cast, clauses = read(annotate, patterns, split, text)
    assert codes(cast.named(clauses)) == ["UN", "EU", "HAMAS", "FJI"]
    assert {"UN", "EU"} <= set(cast.doc.actors)


def test_the_state_in_which_something_is_done_has_it(extract) -> None:
    for place in ("di Tonga", "di Nukualofa"):
        assert parties_of(extract, f"Pemerintah Fiji siap menambah jumlah dokter {place}.") == [{"FJI", "TON"}]
    both = "Pemerintah Fiji siap menambah jumlah dokter di Tonga dan Samoa."
    assert parties_of(extract, both) == [{"FJI", "TON", "WSM"}]


def test_what_is_done_with_a_capital_is_done_with_its_government(extract) -> None:
    assert parties_of(extract, "Pemerintah Fiji siap memulai lagi perundingan dengan Nukualofa.") == [{"FJI", "TON"}]


def test_who_is_named_in_a_condition_or_a_contrast_is_no_other_side(extract) -> None:
    text = "Pemerintah Fiji siap mengirim beras kepada Tonga, tetapi Samoa belum memberi tanggapan."
    assert parties_of(extract, text) == [{"FJI", "TON"}]


def test_a_state_that_speaks_calls_itself_they(extract) -> None:
    told = "Menlu Samoa bertemu Menlu Fiji di Apia. Fiji dan Samoa membahas pelabuhan."
    text = "Fiji menyatakan, mereka akan mengirim dua kapal ke Tonga."
    assert {"FJI", "TON"} in parties_of(extract, told, text)


def test_whom_one_meets_or_addresses_is_the_other_side(read_tables) -> None:
    lead = "Hubungan Samoa dan Tonga membaik pekan ini."
    for opening in (
        "Dalam pertemuan bersejarah di Apia pada Juni dengan Presiden Fiji Sela Vakatora,",
        "Kepada Menlu Fiji Sela Vakatora,",
        "Di hadapan Presiden Fiji Sela Vakatora,",
        "Saat mengunjungi Fiji,",
    ):
        found = read_tables(lead, f"{opening} Presiden Tonga Mele Tupou berjanji akan menutup pangkalan itu.")
        assert [{p.actor for p in c.parties} for c in found] == [{"TON", "FJI"}], opening


def test_a_known_group_stands_for_its_members(extract) -> None:
    assert parties_of(extract, "Kedua Korea sepakat membuka kantor penghubung.") == [{"KOR", "PRK"}]
    five = {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert parties_of(extract, "Fiji menolak tawaran lima anggota tetap Dewan Keamanan PBB.") == [{"FJI", *five}]
    text = "Korea Utara menunda pelaksanaan perjanjian yang dicapai pada perundingan enam pihak."
    assert parties_of(extract, text) == [{"PRK", "KOR", "USA", "CHN", "JPN", "RUS"}]
    text = "Fiji mendesak dibahasnya kasus itu dalam perundingan, yang melibatkan Samoa, Nauru dan Tonga."
    assert all(p == {"FJI"} for p in parties_of(extract, text))


def test_whom_several_agree_to_help_has_a_part(extract) -> None:
    assert parties_of(extract, "Fiji dan Tonga sepakat mengirim obat kepada Samoa.") == [{"FJI", "TON", "WSM"}]


@pytest.mark.parametrize(("day", "code"), [("2031-03-15", "AFG"), ("2007-03-15", "TALIBAN"), (None, "TALIBAN")])
def test_a_movement_that_governs_a_state_stands_for_it_since_it_does(
    annotate, patterns, split, day: str | None, code: str
) -> None:
    doc = annotate("Taliban meminta Fiji membuka kedutaan.")
    cast = Cast(replace(doc, article=replace(doc.article, published=day)), patterns.grammar)
    assert cast.party_of("TALIBAN") == code


def test_who_is_named_in_a_later_clause_of_time_is_no_other_side(extract) -> None:
    text = "Fiji dan Tonga mendaftar untuk bergabung dengan NATO setelah serangan Peru ke Samoa."
    assert all(not p & {"PER", "WSM"} for p in parties_of(extract, text))
