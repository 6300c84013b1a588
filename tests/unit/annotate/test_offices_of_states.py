"""The state of who bears an office that only some states have, or bears it for a time."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


@pytest.mark.parametrize(
    "office",
    [
        "Menteri Irigasi",
        "Menteri Air dan Irigasi",
        "Menteri Perminyakan",
        "Menteri Integrasi Eropa",
        "Menteri Migrasi",
        "Menteri Warisan Budaya",
        "Menteri Transformasi Digital",
        "Presiden sementara",
        "Penjabat Perdana Menteri",
        "Pemimpin junta",
        "Komisaris Polisi",
    ],
)
def test_the_office_gives_the_person_its_state(kit: Kit, office: str) -> None:
    text = (
        f"Kabar dari Port Vila\n\n{office} Vanuatu Samson el-Tari mengatakan naskah itu sudah dibahas.\n\nHujan turun."
    )
    people = [a for a in process(Page(text, lang="id"), kit).actors if a.kind == "person"]
    assert [(a.name, a.country) for a in people] == [("Samson el-Tari", "VUT")]
