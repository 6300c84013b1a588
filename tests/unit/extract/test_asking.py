"""Requests whose one who asks has no state in the page, and those whose addressee has none."""

from __future__ import annotations

import pytest

FILLER = (
    "Pelabuhan itu ditutup sejak Januari 2031.",
    "Kapal dagang menunggu di lepas pantai.",
    "Harga kopra naik.",
)


def asked(doc) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(c.stage, sorted((p.actor, p.role) for p in c.parties)) for c in doc.commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a person whose state the page does not tell
            "Presiden Josefa Vakalala telah meminta Fiji menengahi perundingan itu.",
            [("FJI", "addressee")],
        ),
        (  # a government without its name
            "Dan pemerintah sementara mendesak Tonga untuk menutup perbatasan laut.",
            [("TON", "addressee")],
        ),
        (  # a crowd, and whose act is wanted
            "Negara Arab dan Afrika telah menyerukan penarikan segera militer Fiji.",
            [("FJI", "addressee")],
        ),
        (  # a body of states may ask those who have a say in a state
            "Sekjen PBB, Sabtu, menyeru seluruh partai untuk menggelar pemilihan yang bebas.",
            [("UN", "committer")],
        ),
        (  # whose troops are wanted, is asked
            "Pemerintah Fiji meminta penempatan pasukan Uni Afrika secepat mungkin.",
            [("AU", "addressee"), ("FJI", "committer")],
        ),
        (  # nobody is named before the first verb of the row
            "Ia mengatakan Fiji mendukung pemerintah Samoa dan mendorong Samoa untuk membuka pelabuhannya.",
            [("FJI", "committer"), ("WSM", "addressee")],
        ),
    ],
)
def test_a_request_stands(extract, text: str, expected: list[tuple[str, str]]) -> None:
    assert asked(extract(text, *FILLER)) == [("requested", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Pengacara Mere Tuilagi mendesak Fiji mengirim dokter.",
        "Pemerintah kota mendesak Fiji Airways menambah jadwal.",
        "Andara Wiguna meminta wali kota membersihkan pelabuhan.",
        "Josefa Vakalala menyerukan bahwa kopra adalah masa depan Fiji.",
    ],
)
def test_no_request_of_a_state(extract, text: str) -> None:
    assert asked(extract(text, *FILLER)) == []
