"""Points of lists are records of their own, with the claim of the sentence that the list goes on from."""

from __future__ import annotations

import pytest

HEAD = "Kedua presiden menyaksikan penandatanganan sejumlah kesepakatan antara Indonesia dan Fiji."


def test_points_take_the_claim_of_their_head(extract) -> None:
    doc = extract(
        HEAD,
        "Adapun kesepakatan Indonesia dan Fiji yang ditandatangani yaitu:",
        "1. Nota kesepahaman tentang perikanan tangkap;",
        "2. Protokol karantina buah; dan",
        "3. Perjanjian ekstradisi.",
    )
    assert [(c.kind, c.stage) for c in doc.commitments] == [
        ("mou", "signed"),
        ("protocol", "signed"),
        ("agreement", "signed"),
    ]
    for c in doc.commitments:
        title = next(e for e in c.evidence if e.field == "title")
        assert title.sentence.contains(title.span)


def test_points_of_a_plan_are_planned(extract) -> None:
    doc = extract(
        "Dokumen yang akan ditandatangani Indonesia dan Fiji pekan depan yakni:",
        "a. Nota kesepahaman tentang perikanan tangkap;",
        "b. Perjanjian ekstradisi.",
    )
    assert {c.stage for c in doc.commitments} == {"planned"}


def test_a_list_names_what_was_counted(extract) -> None:
    doc = extract(
        "Indonesia dan Fiji menandatangani dua perjanjian di Suva.",
        "Kedua perjanjian tersebut meliputi perjanjian ekstradisi dan perjanjian batas laut.",
    )
    assert [(c.title, c.stage) for c in doc.commitments] == [
        ("perjanjian ekstradisi", "signed"),
        ("perjanjian batas laut", "signed"),
    ]


def test_a_sentence_after_the_list_is_no_point(extract) -> None:
    doc = extract(
        "Dokumen yang ditandatangani Indonesia dan Fiji yakni:",
        "1. Perjanjian ekstradisi.",
        "Nota kesepahaman tentang perikanan belum dibahas.",
    )
    assert [c.stage for c in doc.commitments if "perikanan" in c.title] in ([], ["unclear"], ["negotiating"])


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Fiji akan mengirim 20 guru ke Indonesia dan membangun sekolah di Jakarta.",
            ["mengirim 20 guru ke Indonesia", "membangun sekolah di Jakarta"],
        ),
        ("Indonesia dan Fiji sepakat memperkuat dan memperluas kerja sama perikanan.", None),
        (
            "Indonesia dan Fiji menandatangani protokol perbatasan pada Senin dan perjanjian energi pada Selasa.",
            ["protokol perbatasan", "perjanjian energi"],
        ),
        (
            "Indonesia dan Fiji meneken tiga kesepakatan: perjanjian gas, protokol kepabeanan, dan nota kesepahaman"
            " pendidikan.",
            ["perjanjian gas", "protokol kepabeanan", "nota kesepahaman pendidikan"],
        ),
        (
            "Indonesia dan Fiji menandatangani dua nota kesepahaman, masing-masing tentang perikanan dan tentang"
            " pariwisata.",
            ["nota kesepahaman tentang perikanan", "nota kesepahaman tentang pariwisata"],
        ),
    ],
)
def test_each_act_and_each_instrument_is_a_record(extract, text: str, titles: list[str] | None) -> None:
    found = [c.title for c in extract(text).commitments]
    assert len(found) == 1 if titles is None else found == titles


@pytest.mark.parametrize(
    "text",
    [
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi, dan nota kesepahaman perikanan masih dibahas.",
        "Indonesia dan Fiji menandatangani perjanjian ekstradisi dan nota kesepahaman perikanan akan diteken bulan depan.",
        "Indonesia dan Fiji menandatangani protokol perbatasan setelah perjanjian energi.",
        "Indonesia dan Fiji menyinggung perjanjian energi dan menandatangani protokol perbatasan.",
    ],
)
def test_what_has_a_verb_of_its_own_is_not_signed_too(extract, text: str) -> None:
    assert len([c for c in extract(text).commitments if c.stage == "signed"]) == 1


def test_points_told_in_sentences_are_records(extract) -> None:
    doc = extract(
        "Presiden Indonesia dan Presiden Fiji menyaksikan tiga nota kesepahaman.",
        "Pertama adalah kerja sama pelatihan perawat antara Menteri Andara dan Menteri Vakalala. "
        "Selanjutnya, kerja sama bidang perikanan tangkap antara kedua kementerian. "
        "Terakhir, pengelolaan risiko badai antara badan bencana kedua negara.",
    )
    rows = [(c.kind, c.stage, c.title.split()[-1]) for c in doc.commitments]
    assert rows == [("mou", "agreed", "perawat"), ("mou", "agreed", "tangkap"), ("mou", "agreed", "badai")]


def test_what_is_told_after_a_count_is_no_point(read_tables) -> None:
    found = read_tables(
        "Presiden Indonesia dan Presiden Fiji menyaksikan tiga nota kesepahaman.",
        "Selanjutnya, kerja sama itu akan dievaluasi setiap tahun.",
    )
    assert [c.kind for c in found] == ["mou"]
