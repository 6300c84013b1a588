"""Every shipped outlet file: it loads, says what it was checked on, and its furniture goes while its dateline stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from risalah.clean import Cleaner
from risalah.clean.furniture import FurnitureRules
from risalah.model.article import Page
from risalah.resources.loader import DATA
from risalah.resources.outlets import OutletTable, read_outlet

FILES = sorted((DATA / "outlets").glob("*.yaml"))
_NAMES = """detik.com kompas.com tribunnews.com liputan6.com cnnindonesia.com cnbcindonesia.com antaranews.com tempo.co republika.co.id
okezone.com sindonews.com inews.id kumparan.com merdeka.com suara.com viva.co.id jpnn.com mediaindonesia.com bisnis.com kontan.co.id
tirto.id idntimes.com medcom.id beritasatu.com jawapos.com pikiran-rakyat.com rri.co.id thejakartapost.com"""
LARGEST = _NAMES.split()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_says_what_it_was_checked_on(path: Path) -> None:
    outlet = read_outlet(path)
    said = yaml.safe_load(path.read_text(encoding="utf-8"))["checked_on"]
    assert outlet.checked_on == said
    # Either nobody looked, or the pages and the day stand there.
    assert said == "unverified" or ("page" in said and said[-10:].replace("-", "").isdigit())


def test_the_largest_indonesian_outlets_are_there(outlets: OutletTable) -> None:
    assert len(LARGEST) >= 25
    found = [outlets.get(domain) for domain in LARGEST]
    assert [x.country for x in found if x] == ["IDN"] * len(LARGEST)
    assert all(outlets.of_url(f"https://www.{domain}/berita/1") == domain for domain in LARGEST)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_its_furniture_is_furniture_and_its_datelines_are_datelines(path: Path, cleaner: Cleaner) -> None:
    outlet = read_outlet(path)
    rules = FurnitureRules([], outlet.furniture)
    assert all(rules.is_line(phrase) for phrase in outlet.furniture)
    body = "Menteri Luar Negeri Wirasena Adibrata menerima Menteri Luar Negeri Suriname, Selasa (4/3/2031)."
    for name in outlet.datelines[:2]:
        article = cleaner.clean(
            Page(f"JAKARTA, {name} - {body}\nKeduanya membahas perjanjian ekstradisi kedua negara.")
        )
        assert (article.outlet, article.dateline and article.dateline.place) == (outlet.domain, "Jakarta")
