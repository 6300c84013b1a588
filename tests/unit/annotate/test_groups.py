"""Whom "kedua negara" stands for: those of its own sentence before those of the page."""

from __future__ import annotations

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process

_PAGE = (
    "Menlu Fiji dan Menlu Tonga membahas perikanan di Suva.",
    "Fiji dan Tonga juga berbagi data cuaca.",
)
_FILLER = ("Kapal dagang menunggu di lepas pantai.", "Harga kopra naik.", "Hujan turun sejak pagi.")


def _agreed(sentence: str) -> set[str]:
    doc = process(Page("\n\n".join((*_PAGE, sentence, *_FILLER)), lang="id"), Kit(Settings(lang="id", keep_all=True)))
    return {p.actor for c in doc.commitments if c.stage == "agreed" for p in c.parties}


def test_two_states_of_the_sentence_are_the_two() -> None:
    assert _agreed("Menlu Samoa mengatakan bersama Tonga kedua negara menyepakati rencana keselamatan laut.") == {
        "WSM",
        "TON",
    }


def test_a_sentence_that_names_none_leaves_it_to_the_page() -> None:
    assert _agreed("Kedua negara menyepakati rencana keselamatan laut.") == {"FJI", "TON"}


def test_one_state_of_the_sentence_is_not_enough() -> None:
    assert _agreed("Di hadapan wartawan Fiji, kedua negara menyepakati rencana keselamatan laut.") == {"FJI", "TON"}
