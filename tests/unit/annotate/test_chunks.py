"""How a sentence is cut into roles, states, bodies and places."""

from __future__ import annotations

from test_names import marked


def test_an_instrument_that_is_called_by_its_town_names_no_place() -> None:
    assert "Rotterdam" not in marked("Menteri Lingkungan Tonga membuka sidang Konvensi Rotterdam.")
    assert marked("Menteri Lingkungan Tonga tiba di Rotterdam.")["Rotterdam"].kind == "place"
