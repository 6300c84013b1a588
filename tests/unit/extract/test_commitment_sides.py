"""Which states are sides of a commitment on pages about the home state and others."""

from __future__ import annotations

import pytest

LEAD = "Menteri Luar Negeri RI Andara Wiguna bertemu Menteri Luar Negeri Fiji Josefa Vakalala di Jakarta, Senin (3/3/2031)."


def sides(doc) -> list[tuple[str, list[str]]]:
    return [(c.stage, sorted(f"{p.actor}:{p.role}" for p in c.parties)) for c in doc.commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # whom Indonesia is to deal with is not asked
            "Menlu Vakalala meminta Indonesia melakukan pendekatan kepada Dewan PBB.",
            ("requested", ["FJI:committer", "IDN:addressee"]),
        ),
        (  # nor are those whose offer is to be taken
            "Menlu Andara mendesak Fiji menerima tawaran Tonga dan Samoa.",
            ("requested", ["IDN:committer", "FJI:addressee"]),
        ),
        (  # a row is asked whole
            "Menlu Andara meminta Fiji, Samoa, dan Tonga membuka pasar kopra.",
            ("requested", ["IDN:committer", "FJI:addressee", "WSM:addressee", "TON:addressee"]),
        ),
        (  # two states with a hyphen
            "Menlu Andara mendorong agar nilai perdagangan Indonesia-Fiji lebih berimbang.",
            ("requested", ["IDN:committer", "FJI:addressee"]),
        ),
        (  # "ia" is who spoke last
            '"Kopra Indonesia baik mutunya," kata Andara.\n\nFiji belum menjawab.\n\nIa meminta Samoa membuka pasar kopra.',
            ("requested", ["IDN:committer", "WSM:addressee"]),
        ),
        (  # or whom the sentence before tells of
            "Menlu Andara memuji pertemuan itu.\n\nDia juga menjanjikan 30 ton beras untuk Fiji.",
            ("pledged", ["IDN:committer", "FJI:beneficiary"]),
        ),
        (  # who is invited stands before the verb
            "Indonesia diundang Vanuatu untuk mengunjungi pabrik obat di Port Vila.",
            ("offered", ["VUT:party", "IDN:party"]),
        ),
        (  # a body to be founded is no side
            "Indonesia dan Fiji menandatangani nota kesepahaman pembentukan Komite Dagang Bersama.",
            ("signed", ["IDN:party", "FJI:party"]),
        ),
        (  # talks with somebody are those of who tells of them
            '"Perundingan dengan Kiribati masih berlangsung," kata Andara.',
            ("negotiating", ["IDN:party", "KIR:party"]),
        ),
    ],
)
def test_the_sides_of_a_commitment(extract, text: str, expected: tuple[str, list[str]]) -> None:
    stage, parties = expected
    assert (stage, sorted(parties)) in sides(extract(LEAD, *text.split("\n\n")))


def test_a_minister_of_no_state_who_meets_one_of_another_in_jakarta_is_of_the_home_state(extract) -> None:
    lead = "Menteri Pertahanan Andara Wiguna menerima Menteri Pertahanan Fiji Josefa Vakalala di kantornya, Jakarta."
    doc = extract(lead, "Andara dan Vakalala juga setuju untuk memperpanjang kerja sama militer kedua negara.")
    assert sides(doc) == [("agreed", ["FJI:party", "IDN:party"])]
    # not where the town only says where it was written
    lead = "JAKARTA - Menteri Pertahanan Andara Wiguna menerima Menteri Pertahanan Fiji Josefa Vakalala di Apia."
    doc = extract(lead, "Andara dan Vakalala juga setuju untuk memperpanjang kerja sama militer kedua negara.")
    assert ("agreed", ["FJI:party", "IDN:party"]) not in sides(doc)
