"""What a page tells again in other words, or only takes for granted, makes no record of its own."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def read(kit: Kit, text: str) -> list[tuple[str, str]]:
    found = process(Page(text, published="2031-05-06", lang="id"), kit).commitments
    return [(c.kind, c.stage) for c in found]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (
            "Fiji siap mengirim 300 prajurit untuk misi perdamaian di Tonga, kata Perdana Menteri Fiji Andara.\n\n"
            "Fiji juga berjanji. Perdana Menteri Fiji Andara menegaskan Fiji bersedia mengerahkan ratusan personel ke "
            "Tonga dalam waktu singkat.",
            [("offer", "offered")],
        ),
        (
            "Menteri Perikanan Fiji Andara dan Menteri Perikanan Tonga Latu menandatangani nota kesepahaman tentang "
            "kuota tuna di Suva.\n\nAndara berkata, hari ini Fiji dan Tonga menandatangani kesepakatan penting.",
            [("mou", "signed")],
        ),
        (
            "Fiji dan Tonga sepakat untuk menghapus tarif tuna kaleng.\n\n"
            "Pekan lalu Fiji dan Tonga mencapai kesepakatan untuk menghapus tarif tuna kaleng itu.",
            [("agreement_in_principle", "agreed")],
        ),
        (
            "Fiji dan Tonga bertemu di Apia. Peningkatan anggaran Fiji akan membantu Tonga membangun dermaga.",
            [],
        ),
        (
            "Fiji dan Tonga bertemu di Apia. Jika gagal, maka pertemuan mendatang akan melibatkan pengamat dari Tonga.",
            [],
        ),
        ("Gerilyawan Tonga dan Fiji berperang. Pemerintah Fiji telah berjanji melancarkan serangan ke Tonga.", []),
    ],
)
def test_what_is_told_again_or_foreseen_makes_no_record_of_its_own(
    kit: Kit, text: str, records: list[tuple[str, str]]
) -> None:
    assert read(kit, text) == records
