"""Pages about relations between states are told from others, with reasons that add up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risalah.config import Settings
from risalah.extract.relevance import RelevanceReader
from risalah.extract.relevance_signs import STRUCTURAL, TABLE, SignCounter
from risalah.model.article import Article, Dateline, Page
from risalah.model.span import Span
from risalah.pipeline import Kit, process
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language

DIPLOMACY = (
    "Menteri Luar Negeri Indonesia Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Suva.",
    "Kedua negara menandatangani perjanjian ekstradisi dan membahas kerja sama bilateral.",
)


@pytest.fixture(scope="module")
def reader(language: Language) -> RelevanceReader:
    return RelevanceReader(language, ActorTable())


@pytest.fixture(scope="module")
def counter(language: Language) -> SignCounter:
    return SignCounter(language, ActorTable())


def page(*paragraphs: str, title: str | None = None) -> Article:
    return Article("sha256:x", "\n\n".join((title, *paragraphs) if title else paragraphs), "id", title=title)


@pytest.mark.parametrize(
    ("paragraphs", "relevant"),
    [
        (DIPLOMACY, True),
        (("Klub itu menang dua gol dalam pertandingan melawan Fiji.", "Pelatih memuji pemain."), False),
        (("Bupati meresmikan pasar.", "Camat dan wali kota hadir di kecamatan itu."), False),
        (("Gubernur dan kepala polisi menandatangani kesepakatan tentang lalu lintas mudik.",), False),
    ],
)
def test_verdict(extract, paragraphs: tuple[str, ...], relevant: bool) -> None:
    assert extract(*paragraphs).article.relevant is relevant


def test_reasons_add_up_to_the_score(reader: RelevanceReader) -> None:
    verdict = reader.read(page(*DIPLOMACY))
    odds = verdict.start + sum(r.points for r in verdict.reasons)
    assert verdict.score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)
    assert verdict.relevant is (verdict.score >= reader.floor)
    heaviest = [abs(r.points) for r in verdict.reasons]
    assert heaviest == sorted(heaviest, reverse=True)
    counted = {(r.sign, r.zone): r.count for r in verdict.reasons}
    assert counted["foreign ministry", "text"] == 2


def test_an_empty_page_is_not_relevant(reader: RelevanceReader) -> None:
    assert reader.read(page(" ")).relevant is False


def test_zones_are_title_opening_and_text(counter: SignCounter) -> None:
    counts, words = counter.count(page("Kenya mengecam. " + "kata " * 80 + "Kenya.", title="Fiji dan Kenya berunding"))
    assert counts["foreign state", "title"] == 2
    assert counts["foreign state", "opening"] == 1
    assert counts["foreign state", "text"] == 4
    assert counts["foreign states named", "text"] == 2
    assert counts["foreign state acts", "opening"] == 1
    assert counts["two parties side by side", "title"] == 1
    assert words == 87


def test_glued_link_words_are_read_apart(counter: SignCounter) -> None:
    counts, _ = counter.count(page("Utusan ituPresidenKenya, berunding denganPBB."))
    assert counts["foreign state", "text"] == 1
    assert counts["office of a foreign state", "text"] == 1
    assert counts["international organisation", "text"] == 1


def test_small_letters_name_no_state(counter: SignCounter) -> None:
    counts, _ = counter.count(page("Mereka turki dan as roda."))
    assert counts["foreign state", "text"] == 0
    assert counts["no foreign party", "text"] == 1


def test_every_word_stands_in_one_sign_only(language: Language) -> None:
    words = [w for sign in language.mapping(TABLE, "signs") for w in language.mapping(TABLE, "signs")[sign]]
    assert len(words) == len(set(words))
    assert all(w == w.lower() for w in words)
    assert not set(STRUCTURAL) & set(language.mapping(TABLE, "signs"))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_a_score(text: str) -> None:
    verdict = RelevanceReader(LANGUAGE, ACTORS).read(Article("sha256:x", text, "id"))
    assert 0 <= verdict.score <= 1


def test_a_text_without_a_blank_is_read_at_once(reader: RelevanceReader) -> None:
    assert reader.read(page("aA" * 500_000)).score <= 1


def test_bodies_that_are_no_party_are_signs_of_their_own(counter: SignCounter) -> None:
    counts, _ = counter.count(
        page("OPEC memangkas proyeksi. Bank Dunia menulis. Hamas diam. Amnesty International menulis. ASEAN rapat.")
    )
    assert counts["economic organisation", "text"] == 1
    assert counts["bank or fund of states", "text"] == 1
    assert counts["armed group", "text"] == 1
    assert counts["private body", "text"] == 1
    assert counts["international organisation", "text"] == 1


def test_an_outlet_in_the_dateline_names_no_state(counter: SignCounter) -> None:
    text = "Suva, Kabar Kenya - Hujan turun."
    article = Article("sha256:x", text, "id", dateline=Dateline(Span(0, 19), "Suva"))
    counts, _ = counter.count(article)
    assert counts["foreign state", "text"] == 0
    assert counts["foreign seat of government", "text"] == 1


def test_sentences_tell_between_whom_a_page_is(counter: SignCounter) -> None:
    counts, _ = counter.count(
        page(
            "Kenya dan Fiji berunding. Fiji mengecam Kenya. Hujan turun di kota itu.",
            "Indonesia memuji Kenya. Kenya tidak menjawab.",
        )
    )
    seen = {sign: n for (sign, zone), n in counts.items() if zone == "sentences" and sign != "all"}
    assert counts["all", "sentences"] == 5
    assert counts["all", "parties"] == 7
    assert seen["two parties named"] == 3
    assert seen["foreign party and its act"] == 2
    assert seen["diplomacy"] == 2
    assert seen["second party"] == 2  # Kenya stands four times, Fiji twice
    assert seen["home state"] == 1
    assert seen["parties of the opening"] == 3
    assert seen["one foreign party alone"] == 0


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Pemerintah akan menerima bantuan vaksin dari Gavi pada Maret 2031.", 1),  # "the government" is the other side
        ("Bank Dunia menyetujui pinjaman untuk Kenya.", 1),
        ("Indonesia membeli tiga kapal selam dari Kenya.", 1),
        ("Kenya dan Fiji merundingkan tarif.", 1),
        ("Polisi Kenya menangkap seorang WNI.", 1),
        ("Kementerian Perikanan meminta Kenya membuka pasar.", 0),  # no listed office, no second party
        ("Pemerintah menyalurkan bantuan pangan.", 0),  # nobody abroad
        ("Kenya membeli beras.", 0),  # from nobody
        ("Bank Dunia memangkas proyeksi.", 0),
        ("Saham menguat ketika Kenya dan Fiji merundingkan tarif.", 0),  # a page about markets
    ],
)
def test_an_opening_tells_what_parties_do_to_each_other(counter: SignCounter, text: str, acts: int) -> None:
    counts, _ = counter.count(page(text))
    assert counts["acts of the opening", "sentences"] == acts
    assert counts["opened by another topic", "sentences"] == text.startswith("Saham")


@pytest.mark.parametrize(
    "text",
    [
        "Jakarta - Menteri Kesehatan Salma Iskandar mengatakan pemerintah menerima bantuan vaksin dari Gavi bulan depan. "
        "Sebanyak 20 juta dosis vaksin akan dibagikan ke rumah sakit. Dokter menyiapkan ruang dingin bagi vaksin itu.",
        "Jakarta - Indonesia sepakat membeli empat pesawat tempur dari Ceko dengan skema imbal beli. Menteri Pertahanan "
        "Daud Lamahala mengatakan harga satu unit sesuai undang-undang. DPR telah menyetujui anggaran pengadaannya.",
        "Bank Dunia menyetujui pendanaan 300 juta dolar bagi pemerintah Indonesia untuk rumah murah. Uang muka dibantu, "
        "dan cicilan keluarga berpendapatan rendah mengikuti bunga bank. Kepala perwakilan lembaga itu menyambutnya.",
    ],
    ids=["gift", "purchase", "loan"],
)
def test_gifts_purchases_and_loans_between_parties_are_kept(reader: RelevanceReader, text: str) -> None:
    assert reader.read(page(text)).relevant


@pytest.mark.parametrize(
    "text",
    [
        "Perusahaan rintisan itu meraih pendanaan 12 juta dolar dari investor Singapura. Pengguna aplikasinya dua juta.",
        "Pemerintah menyalurkan bantuan pangan kepada keluarga miskin. Bupati menyerahkan beras di kantor desa.",
        "Bank Dunia memperkirakan ekonomi India tumbuh 6 persen. Inflasi turun, dan investor menunggu suku bunga.",
    ],
    ids=["firm", "home", "forecast"],
)
def test_money_and_aid_that_no_state_gives_are_not(reader: RelevanceReader, text: str) -> None:
    assert not reader.read(page(text)).relevant


def test_an_act_with_a_state_as_its_subject_gets_a_second_look(reader: RelevanceReader) -> None:
    rest = "Suku cadang motor listrik dipamerkan di toko. " * 5
    acted = reader.read(page("Kenya meminta Fiji memulangkan dua nelayan. " + rest, title="Motor Listrik Dipamerkan"))
    assert reader.second_look <= acted.score < reader.floor
    assert acted.relevant
    assert ("state acts on party, opening", "roles") in {(r.sign, r.zone) for r in acted.reasons}


def test_a_page_without_a_title_has_a_floor_of_its_own(reader: RelevanceReader) -> None:
    assert reader.second_look < reader.floor_untitled < reader.floor


def test_one_party_alone_is_said(counter: SignCounter) -> None:
    counts, _ = counter.count(page("Demonstran turun ke jalan di Kenya. Presiden Kenya mengerahkan tentara."))
    assert counts["one foreign party alone", "sentences"] == 1
    assert counts["second party", "sentences"] == 0


def test_what_is_counted_by_sentence_is_a_share(reader: RelevanceReader) -> None:
    verdict = reader.read(page("Kenya dan Fiji berunding. " + "Hujan turun di kota itu. " * 3))
    row = next(r for r in verdict.reasons if (r.sign, r.zone) == ("two parties named", "sentences"))
    assert row.points == pytest.approx(row.weight * 2 / 4, abs=0.01)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Wajib pajak membayar PBB secara daring. PBB adalah pajak bumi dan bangunan.", 0),
        ("Ketua Partai Bulan Bintang (PBB) menemui Presiden Kenya.", 0),
        ("UN tetap digelar, kata menteri tentang ujian nasional.", 0),
        ("PBB mengutus mediator ke Kenya.", 1),
    ],
)
def test_a_short_name_with_another_meaning_is_no_party(counter: SignCounter, text: str, parties: int) -> None:
    counts, _ = counter.count(page(text))
    assert counts["international organisation", "text"] == parties


def test_shares_are_of_all_listed_words(reader: RelevanceReader) -> None:
    verdict = reader.read(page("Dubes Kenya membahas perjanjian. " + "Pelatih memuji pemain. " * 2))
    share = next(r for r in verdict.reasons if (r.sign, r.zone) == ("sport", "share"))
    assert share.count == 4
    assert share.points == pytest.approx(share.weight * 4 * 4 / 6, abs=0.01)


def test_a_page_off_topic_is_not_annotated_unless_all_are_kept() -> None:
    off = Page("Klub itu menang dua gol melawan Fiji di Suva. Pelatih memuji pemain dan suporter.", title="Klub Menang")
    dropped = process(off, Kit(Settings()))
    kept = process(off, Kit(Settings(keep_all=True)))
    assert (dropped.article.relevant, dropped.mentions) == (False, ())
    assert kept.article.relevant is False
    assert kept.mentions
    assert kept.article.relevance == dropped.article.relevance


LANGUAGE, ACTORS = Language("id"), ActorTable()
