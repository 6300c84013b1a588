"""Who says it where no quotation does."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Presiden Fiji Josefa Vakalala menawarkan pelabuhan Suva kepada Indonesia.", "josefa-vakalala"),
        ("Menteri Keuangan Fiji Josefa Vakalala menjanjikan pasokan gula kepada Indonesia.", "josefa-vakalala"),
        (
            "Menlu Fiji Josefa Vakalala, seperti dikutip Menlu Indonesia Andara Wiguna, berkomitmen membuka kedutaan di"
            " Jakarta.",
            "andara-wiguna",
        ),
        ("Fiji dan Indonesia sepakat membuka penerbangan langsung.", None),
        ("Menlu Indonesia Andara Wiguna bilang Fiji akan membuka kedutaan di Jakarta.", "andara-wiguna"),
        (
            "Presiden Fiji Josefa Vakalala meyakinkan Menlu Indonesia Andara Wiguna bahwa Fiji akan membuka kedutaan di"
            " Jakarta.",
            "josefa-vakalala",
        ),
        (
            "Fiji, diwakili oleh Wakil Menteri Luar Negeri Josefa Vakalala, mendesak Samoa membuka pelabuhan Apia.",
            "josefa-vakalala",
        ),
        (
            "Samoa menyambut perjanjian yang menurut Menlu Fiji Josefa Vakalala akan ditandatangani Fiji dan Samoa"
            " pekan depan.",
            "josefa-vakalala",
        ),
        ("Namun kata Menlu Fiji Josefa Vakalala, Fiji bersedia menyerahkan data itu kepada Samoa.", "josefa-vakalala"),
        (
            "Tahun lalu, saat masih menjabat menteri, Josefa Vakalala sempat menegaskan bahwa Fiji akan mengirim beras"
            " ke Samoa.",
            "josefa-vakalala",
        ),
        (
            "Fiji akan menandatangani nota kesepahaman dengan Samoa. Hal tersebut dikonfirmasi langsung oleh Menteri"
            " Pertahanan Fiji Josefa Vakalala.",
            "josefa-vakalala",
        ),
        ("’’Kami menawarkan beasiswa kepada Samoa,’’ jelas Menlu Fiji Josefa Vakalala.", "josefa-vakalala"),
        (
            '"Kami siap," kata Menlu Fiji Josefa Vakalala. Dirinya mengakui, pihaknya menawarkan kapal kepada Samoa.',
            "josefa-vakalala",
        ),
        # Who speaks has no name at first, and gets one with the next words.
        (
            "Fiji akan mengirim 40 perawat ke Samoa, kata juru bicara pemerintah. Perawat itu berangkat pekan depan,"
            " kata Sela Vakatora di Suva.",
            "sela-vakatora",
        ),
        ("Fiji akan mengirim 40 perawat ke Samoa, kata beberapa pejabat. Itu bagus, kata Sela Vakatora.", None),
        (
            "Kementerian Luar Negeri Fiji meminta Samoa membuka pelabuhan Apia. Hal itu disampaikan secara resmi oleh"
            " juru bicara kementerian, Sela Vakatora.",
            "sela-vakatora",
        ),
        # Who spoke last is meant by his office, or by a pronoun.
        (
            "Perdana Menteri Fiji Josefa Vakalala berbicara tentang gula, kata Josefa Vakalala. Pemimpin Fiji tersebut"
            " mendesak Samoa agar membuka pelabuhan Apia.",
            "josefa-vakalala",
        ),
        (
            "Gula itu mahal, kata Menteri Keuangan Fiji Josefa Vakalala. Ia menawarkan beras kepada Samoa.",
            "josefa-vakalala",
        ),
        # The one who promised stands behind the passive.
        (
            "Bantuan 40 ton beras bagi Samoa dijanjikan Perdana Menteri Fiji Josefa Vakalala di Apia.",
            "josefa-vakalala",
        ),
    ],
)
def test_speaker(extract, text: str, speaker: str | None) -> None:
    (c,) = extract(text).commitments
    assert c.said_by == speaker
    assert any(e.field == "said_by" for e in c.evidence) == (speaker is not None)


def test_whom_a_sentence_names_in_passing_does_not_bind_himself(extract) -> None:
    (c,) = extract(
        "Menlu Fiji Josefa Vakalala, seperti dikutip Menlu Indonesia Andara Wiguna, berkomitmen membuka kedutaan di"
        " Jakarta."
    ).commitments
    assert [p.actor for p in c.parties if p.role == "committer"] == ["FJI"]
