"""Requests whose one who asks has no state in the page, and those whose addressee has none."""

from __future__ import annotations

import pytest

FILLER = (
    "Pelabuhan itu ditutup sejak Januari 2031.",
    "Kapal dagang menunggu di lepas pantai.",
    "Harga kopra naik.",
)


def asked(commitments) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(c.stage, sorted((p.actor, p.role) for p in c.parties)) for c in commitments]


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
            "Negara-negara Arab sudah menyerukan penarikan militer Fiji secepatnya.",
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
        (  # a capital before "yang"
            "Fiji mengecam Nuku'alofa yang mendesak Samoa membuka pelabuhan itu.",
            [("TON", "committer"), ("WSM", "addressee")],
        ),
        (  # a time between the verb and what is asked
            "Utusan Fiji, Josefa Vakalala, menegaskan kembali seruannya Selasa, bahwa Tonga harus membuka pelabuhan.",
            [("FJI", "committer"), ("TON", "addressee")],
        ),
        (  # who speaks for a state abroad
            "Duta Besar Fiji Josefa Vakalala menyerukan penghentian kekerasan.",
            [("FJI", "committer")],
        ),
        (  # behind a place that is not in the state
            "Dalam perundingan di Suva, Tonga meminta laporan Samoa atas semua kegiatan.",
            [("TON", "committer"), ("WSM", "addressee")],
        ),
        (  # nobody is named before the first verb of the row
            "Ia mengatakan Fiji mendukung pemerintah Samoa dan mendorong Samoa untuk membuka pelabuhannya.",
            [("FJI", "committer"), ("WSM", "addressee")],
        ),
    ],
)
def test_a_request_stands(read_tables, text: str, expected: list[tuple[str, str]]) -> None:
    assert asked(read_tables(text, *FILLER)) == [("requested", expected)]


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
    assert asked(extract(text, *FILLER).commitments) == []


def test_what_is_asked_in_quotation_marks_is_its_title(extract) -> None:
    doc = extract('Menlu Fiji mendesak kedua negara untuk "membuka jalur dagang" di selat itu.', *FILLER)
    assert [c.title for c in doc.commitments] == ['kedua negara untuk "membuka jalur dagang']


def test_a_bare_noun_is_not_what_stands_deep_in_another_title(extract) -> None:
    doc = extract(
        "Sekjen PBB meminta perlindungan, karena Fiji dilanda badai.",
        "Ia kemudian pergi ke Suva.",
        "Sekjen PBB mendesak para pemimpin agama Fiji menggunakan pengaruh mereka untuk melindungi nyawa nelayan.",
        *FILLER,
    )
    assert len(doc.commitments) == 2


def test_whose_willingness_it_is_stands_behind_the_noun(extract) -> None:
    doc = extract("Ia mengulangi kesediaan Fiji untuk ikut dalam operasi perdamaian di Tonga.", *FILLER)
    assert [(c.stage, c.parties[0].actor) for c in doc.commitments] == [("offered", "FJI")]


def test_who_heads_a_body_stands_for_it(extract) -> None:
    doc = extract("Sekretaris Jenderal NATO Mark Rutte mendesak Fiji membuka pelabuhan.", *FILLER)
    assert asked(doc.commitments) == [("requested", [("FJI", "addressee"), ("NATO", "committer")])]


def test_a_verb_said_again_has_the_subject_of_its_own_row(extract) -> None:
    text = "Tonga siap mengirim beras ke Samoa, Fiji siap mengirim obat ke Tonga, siap menampung pengungsi Samoa."
    found = extract(text).commitments
    assert [c.parties[0].actor for c in found] == ["TON", "FJI", "FJI"]
