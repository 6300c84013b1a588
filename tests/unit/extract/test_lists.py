"""Points of lists are records of their own, with the claim of the sentence that the list goes on from."""

from __future__ import annotations

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
