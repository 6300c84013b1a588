"""Articles that tell of several talks, and of one signing twice."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.model.annotation import Annotated
from risalah.model.article import Page
from risalah.pipeline import Kit, process

TITLE = "Menlu RI Andara Temui Tiga Mitra di Suva"
TALKS = """Menlu RI Andara Wiguna bertemu Menlu Fiji Josefa Vakalala di Suva, Senin (3/3/2031).

Pada pertemuan dengan Menlu Fiji, kedua negara sepakat meningkatkan kerja sama perikanan.

Menlu Andara juga bertemu Menlu Peru Rosa Quispe. Kedua negara sepakat membuka penerbangan langsung.

Sementara dalam pertemuan dengan Menlu Kenya Amina Otieno, kedua negara berkomitmen melatih petani teh."""
TWICE = """Menlu RI Andara Wiguna dan Menlu Fiji Josefa Vakalala menandatangani perjanjian kerja sama, Senin (3/3/2031).

Perjanjian ekstradisi itu ditandatangani kedua menteri di Suva.

Penandatanganan perjanjian kerja sama antara kedua negara dilakukan di Suva, Senin."""
BOTH = """Menlu RI Andara Wiguna dan Menlu Fiji Josefa Vakalala bertemu di Suva, Senin (3/3/2031).

Selama pertemuan itu, satu perjanjian ditandatangani. Satu kesepakatan ekspor gandum juga ditandatangani keduanya."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def read(kit: Kit, text: str) -> Annotated:
    return process(Page(text, title=TITLE, published="2031-03-04", lang="id"), kit)


def test_the_two_states_are_those_of_the_talk_that_is_told(kit: Kit) -> None:
    found = read(kit, TALKS).commitments
    assert [{p.actor for p in c.parties} for c in found] == [{"IDN", "FJI"}, {"IDN", "PER"}, {"IDN", "KEN"}]


def test_one_signing_told_again_without_its_subject_is_one_record(kit: Kit) -> None:
    signed = [c for c in read(kit, TWICE).commitments if c.stage == "signed"]
    assert len(signed) == 1


def test_another_agreement_signed_beside_the_first_is_a_record(kit: Kit) -> None:
    signed = [c for c in read(kit, BOTH).commitments if c.stage == "signed"]
    assert len(signed) == 2
