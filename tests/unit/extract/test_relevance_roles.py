"""Which part states play in the sentences of a page."""

from __future__ import annotations

import pytest

from risalah.extract.relevance import gets_second_look
from risalah.extract.relevance_roles import ZONE
from risalah.extract.relevance_signs import SignCounter
from risalah.model.article import Article
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language


@pytest.fixture(scope="module")
def counter(language: Language) -> SignCounter:
    return SignCounter(language, ActorTable())


def count(counter: SignCounter, text: str) -> dict[str, int]:
    counts, _ = counter.count(Article("sha256:x", text, "id"))
    return {sign: n for (sign, zone), n in counts.items() if zone == ZONE and n}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Kenya menuntut Fiji membuka pelabuhan.", 1),
        ("Presiden Kenya akan mengunjungi Suva pada April.", 1),  # an office and its state are the subject
        ("Kenya setuju memasok teh ke Fiji.", 1),  # a verb without a prefix
        ("Bank Dunia memberi pinjaman kepada Tonga.", 1),
        ("Turis Kenya mengunjungi Fiji.", 0),  # the subject is private
        ("Di Kenya hujan, di Fiji kering.", 0),
        ("Kenya membangun jalan di pesisir.", 0),  # on nobody
        ("Kenya menang dengan mudah. Fiji kalah lagi hari itu.", 0),  # in one sentence only
        ("Perusahaan asal Kenya membeli toko di Fiji.", 0),
    ],
)
def test_a_state_acts_on_a_party_as_the_subject_of_a_verb(counter: SignCounter, text: str, acts: int) -> None:
    assert count(counter, text).get("state acts on party, opening", 0) == acts


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Presiden Kenya diam.", "state as office"),
        ("Hujan turun di Kenya.", "state as place"),
        ("Seorang turis Kenya jatuh.", "state as origin"),
        ("Pemain asal Kenya cedera.", "state as origin"),
        ("Lalu Kenya mengirim surat.", "state as subject"),
    ],
)
def test_each_mention_of_a_state_has_a_role(counter: SignCounter, text: str, role: str) -> None:
    assert count(counter, text)[role] == 1


def test_ours_is_no_foreign_state_but_acts_and_is_acted_on(counter: SignCounter) -> None:
    seen = count(counter, "Indonesia mengirim beras kepada Fiji. Fiji mengundang Indonesia.")
    assert seen["state as subject"] == 1
    assert seen["state acts on party, opening"] == 2


def test_a_second_look_wants_an_act_and_its_subject(counter: SignCounter) -> None:
    def looked(text: str) -> bool:
        return gets_second_look(counter.count(Article("sha256:x", text, "id"))[0])

    assert looked("Kenya mengecam Fiji.")
    assert not looked("Kecaman terdengar antara Kenya dan Fiji.")  # nobody is the subject
    assert not looked("Kenya mengalahkan Fiji.")  # no act of states
