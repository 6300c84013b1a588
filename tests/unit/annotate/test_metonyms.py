"""Capitals that stand for their governments."""

from __future__ import annotations

import pytest
from test_names import marked


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("Washington kabulkan permintaan itu", "Washington", "USA"),
        ("Suva menolak permintaan itu.", "Suva", "FJI"),
        ("Kairo dan Roma sepakat soal pajak.", "Roma", "ITA"),
        ("Lima dan Santiago berunding soal batas laut.", "Lima", "PER"),
        ("Lima dan Santiago berunding soal batas laut.", "Santiago", "CHL"),
        ("Brussel akan melonggarkan sanksi.", "Brussel", "EU"),
        ("Dewan itu membahas desakan Suva.", "Suva", "FJI"),
    ],
)
def test_a_capital_that_acts_is_its_government(text: str, word: str, actor: str) -> None:
    found = marked(text)[word]
    assert (found.actor, found.metonym) == (actor, True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sidang di Brussel membahas bantuan itu.", "Brussel"),
        ("Kereta dari Suva berangkat pagi.", "Suva"),
        ("Suva bahkan lebih ramai.", "Suva"),
    ],
)
def test_a_place_is_no_government(text: str, word: str) -> None:
    found = marked(text)[word]
    assert (found.kind, found.metonym) == ("place", False)


def test_a_number_is_no_capital() -> None:
    assert "Lima" not in marked("Lima dan enam orang dirawat.")
