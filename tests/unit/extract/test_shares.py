"""Who gets how much, where one verb gives to several."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def read(kit: Kit, text: str) -> list[tuple[float | None, list[str]]]:
    """The amount and the takers of each record."""
    doc = process(Page(text, published="2031-03-08", lang="id"), kit)
    return [
        (c.amount and c.amount["value"], [p.actor for p in c.parties if p.role == "beneficiary"])
        for c in doc.commitments
    ]


def test_each_taker_gets_its_own_share(kit: Kit) -> None:
    text = "Indonesia menyerahkan bantuan 1 juta dolar AS kepada Fiji dan 500 ribu dolar AS kepada Tonga."
    assert read(kit, text) == [(1_000_000, ["FJI"]), (500_000, ["TON"])]


def test_two_goods_for_one_taker_are_one_record(kit: Kit) -> None:
    assert len(read(kit, "Indonesia menyerahkan bantuan 20 ton beras dan 5 ton obat kepada Fiji.")) == 1


def test_a_sum_told_in_two_currencies_is_no_share(kit: Kit) -> None:
    text = "Fiji memberikan bantuan 20 juta dolar (300 miliar rupiah) kepada Tonga."
    assert [takers for _, takers in read(kit, text)] == [["TON"]]


def test_who_gets_stands_before_a_passive_and_who_gives_behind_it(kit: Kit) -> None:
    doc = process(Page("Fiji telah dijanjikan dua kapal patroli dari Tonga dan Samoa.", published="2031-03-08"), kit)
    (c,) = doc.commitments
    assert [(p.actor, p.role) for p in c.parties] == [
        ("TON", "committer"),
        ("WSM", "committer"),
        ("FJI", "beneficiary"),
    ]
    assert c.title == "dua kapal patroli"
