"""One record for each commitment: candidates of one object come together, those of two stay apart."""

from __future__ import annotations


def stages(doc) -> list[tuple[str, str | None]]:
    return [(c.stage, c.expected_stage) for c in doc.commitments]


def test_the_furthest_assertion_of_the_body_sets_the_stage(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi di Suva, Senin (3/3/2031).",
        "Perjanjian itu belum diratifikasi.",
    )
    assert stages(doc) == [("signed", "ratified")]


def test_two_instruments_stay_two(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi di Suva, Senin (3/3/2031).",
        "Keduanya akan menandatangani nota kesepahaman perikanan bulan depan.",
    )
    assert [(c.kind, c.stage) for c in doc.commitments] == [("agreement", "signed"), ("mou", "planned")]


def test_what_a_new_instrument_prolongs_is_another_one_of_the_same_parties(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani MoU kota kembar pada 31 Januari 2031.",
        "MoU itu merupakan perpanjangan dari MoU kota kembar yang telah habis masa berlakunya.",
    )
    assert stages(doc) == [("signed", None), ("expired", None)]
    assert [sorted(p.actor for p in c.parties) for c in doc.commitments] == [["FJI", "IDN"]] * 2


def test_further_aid_is_no_second_telling_of_the_first(extract) -> None:
    first = "Indonesia menjanjikan bantuan beras senilai 2 juta dolar kepada Fiji."
    again = extract(first, "Bantuan beras senilai 2 juta dolar dijanjikan Indonesia kepada Fiji untuk korban topan.")
    more = extract(first, "Indonesia menjanjikan bantuan beras tambahan kepada Fiji tahun depan.")
    assert [len(again.commitments), len(more.commitments)] == [1, 2]


def test_a_signature_does_not_reach_back_to_what_is_still_planned(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani kontrak pembelian enam kapal patroli.",
        "Keduanya akan meneken kontrak pengadaan 36 helikopter tahun depan.",
        "Menlu Fiji Josefa Vakalala menyambut baik kesepakatan yang ditandatangani kedua negara hari ini.",
    )
    ahead = [c for c in doc.commitments if "helikopter" in c.title]
    assert [c.stage for c in ahead] == ["planned"]


def test_a_refusal_of_years_ago_does_not_undo_a_signature(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi di Suva, Senin (3/3/2031).",
        "Pada 25 Juni 2007 parlemen Fiji menolak meratifikasi perjanjian ekstradisi itu.",
    )
    assert doc.commitments[0].stage == "signed"


def test_a_headline_makes_no_record_and_raises_none(extract) -> None:
    doc = extract("Kedua menteri membahas cuaca di Suva.", title="Indonesia dan Fiji Teken Perjanjian Ekstradisi")
    assert doc.commitments == ()


def test_short_names_tell_agreements_apart(extract) -> None:
    doc = extract("Indonesia meratifikasi IF-CEPA dengan Fiji.", "Indonesia dan Tonga menandatangani IT-CEPA.")
    assert [(c.title, c.stage) for c in doc.commitments] == [("IF-CEPA dengan Fiji", "ratified"), ("IT-CEPA", "signed")]


def test_every_record_cites_its_stage_in_a_whole_sentence(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi.", "Fiji berjanji mengirim 20 ton beras ke Indonesia."
    )
    for c in doc.commitments:
        cue = next(e for e in c.evidence if e.field == "stage")
        assert cue.sentence is not None
        assert cue.sentence.contains(cue.span)
        assert all(doc.article.text[e.span.start : e.span.end] == e.exact for e in c.evidence)


def test_what_will_be_signed_is_not_what_one_side_will_do(extract) -> None:
    found = extract(
        "Fiji akan menyediakan hingga 20 juta dolar AS bagi Indonesia untuk merawat hutan.",
        "Menlu Andara mengatakan bahwa perjanjian itu akan ditandatangani pada 27 Mei 2031.",
    ).commitments
    assert [(c.kind, c.expected_stage) for c in found] == [("plan", None), ("agreement", "signed")]


def test_one_agreement_named_by_its_people_alone_is_the_same(extract) -> None:
    found = extract(
        "Menteri Agama Indonesia dan Menteri Haji Fiji akan menandatangani nota kesepahaman tentang haji.",
        "Lusa Indonesia akan menandatangani nota kesepahaman dengan Menteri Haji Fiji.",
    ).commitments
    assert len(found) == 1


def test_who_signs_an_agreement_takes_no_word_of_its_topic_away(extract) -> None:
    doc = extract(
        "Menhan Fiji menandatangani perjanjian kerja sama bidang pertahanan dengan Menteri Pertahanan Tonga Andara.",
        "Penandatanganan Perjanjian Kerja Sama Pertahanan dengan Tonga itu berlangsung di Suva.",
    )
    assert stages(doc) == [("signed", None)]


def test_a_document_without_a_topic_told_twice_is_one(extract) -> None:
    told = "Dokumen MoU tersebut telah ditandatangani oleh Menlu Fiji Andara dan Menlu Tonga Bramasta pada Minggu"
    doc = extract(f"{told} (4/5).", f"{told} malam.")
    assert [(c.kind, c.stage) for c in doc.commitments] == [("agreement", "signed")]


def test_an_agreement_to_sign_is_not_signed(extract) -> None:
    doc = extract(
        "Menhan Fiji dan Menhan Tonga menyatakan kesepakatan untuk segera menandatangani perjanjian pertahanan baru."
    )
    assert stages(doc) == [("planned", "signed")]


def test_what_is_joined_to_an_undertaking_is_not_done(extract) -> None:
    doc = extract("Fiji berkomitmen untuk terus membantu rakyat Tonga serta mengirimkan bantuan pangan secara berkala.")
    assert {c.stage for c in doc.commitments} == {"pledged"}
