"""Who leads a delegation is of its state, where no state stands with the office."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.annotation import Actor
from risalah.model.article import Page
from risalah.pipeline import Kit, process


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def actor(kit: Kit, text: str, name: str) -> Actor:
    document = process(Page(text, published="2031-03-08", lang="id"), kit)
    return next(a for a in document.actors if a.id == name)


@pytest.mark.parametrize(
    "text",
    [
        "Delegasi Fiji yang dipimpin Menteri Pertahanan Josefa Vakalala tiba di Apia.",
        "Delegasi Fiji dipimpin langsung oleh Menteri Pertahanan Josefa Vakalala.",
        "Menteri Pertahanan Josefa Vakalala memimpin delegasi Fiji dalam perundingan dengan Indonesia.",
    ],
)
def test_the_head_of_a_delegation_is_of_its_state(kit: Kit, text: str) -> None:
    assert actor(kit, text, "josefa-vakalala").country == "FJI"


@pytest.mark.parametrize(
    "text",
    [
        "Delegasi Fiji yang dipimpin Menteri Pertahanan Tonga Mele Havea tiba di Apia.",
        "Pemerintah Fiji yang dipimpin koalisi menerima Menteri Pertahanan Tonga Mele Havea.",
    ],
)
def test_an_office_with_a_state_of_its_own_keeps_it(kit: Kit, text: str) -> None:
    assert actor(kit, text, "mele-havea").country == "TON"


def test_a_government_is_no_delegation(kit: Kit) -> None:
    text = "Pemerintah Fiji dipimpin Presiden. Menteri Pertahanan Josefa Vakalala memimpin rapat kabinet Tonga."
    assert actor(kit, text, "josefa-vakalala").country is None


def test_a_prime_minister_without_a_state_is_of_the_state_that_the_page_names_most(kit: Kit) -> None:
    text = (
        "Menlu RI Andara Wiguna tiba di Fiji setelah singgah di Samoa. Andara diterima Perdana Menteri Josefa Vakalala. "
        "Fiji dan Indonesia bersahabat. Pemerintah Fiji menyambutnya."
    )
    assert actor(kit, text, "josefa-vakalala").country == "FJI"


def test_a_palace_has_a_name_and_a_president_two(kit: Kit) -> None:
    text = "Presiden RI Surya Wibawa tiba di Istana Presiden Arg, lalu di Istana Presiden Fiji Josefa Vakalala."
    people = {a.id for a in process(Page(text, published="2031-03-08", lang="id"), kit).actors if a.kind == "person"}
    assert people == {"surya-wibawa", "josefa-vakalala"}


def test_a_leader_without_a_state_is_not_the_president_who_was_named(kit: Kit) -> None:
    text = (
        "Presiden Fiji Josefa Vakalala tiba di Suva. Seorang pemimpin suku bertemu Menlu Tonga Mele Havea. "
        "Pemimpin itu senang. Pemimpin Fiji itu diam."
    )
    document = process(Page(text, published="2031-03-08", lang="id"), kit)
    offices = {text[m.span.start : m.span.end]: m.actor for m in document.mentions if m.kind == "office"}
    assert offices == {"Pemimpin": None, "Pemimpin Fiji": "josefa-vakalala"}
