"""The tables of details and sectors beside their sentences: what a linguist edits is what is tested."""

from __future__ import annotations

import pytest

from risalah.config import Settings
from risalah.extract.sectors import SectorReader
from risalah.extract.tokens import ClauseSplitter
from risalah.model.article import Page
from risalah.model.codebook import SECTORS
from risalah.model.span import Span
from risalah.pipeline import Kit, process
from risalah.resources.details import load_details
from risalah.resources.language import Language
from risalah.resources.patterns import load_patterns

LANGUAGE = Language("id")
WORDS = load_details(LANGUAGE)
PATTERNS = load_patterns(LANGUAGE)
SECTOR_TABLE = LANGUAGE.table("patterns/sectors")


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


def states(kit: Kit, text: str, part: str) -> list[str | None]:
    """What each commitment of a passage states: the words of its condition, its schedule or its amount."""
    rows = process(Page(text, published="2031-03-04", lang="id"), kit).to_json()["commitments"]
    assert rows, f"no commitment in {text!r}"
    if part == "conditions":
        return [r["conditions"]["exact"] if r["conditions"] else None for r in rows]
    if part == "amounts":
        return [str(r["amount"]["value"]) if r["amount"] else None for r in rows]
    return [r["schedule"] for r in rows]


GOOD = [(part, text, value) for part, rows in WORDS.should_match.items() for text, value in rows]
BAD = [(part, text) for part, rows in WORDS.should_not_match.items() for text in rows]


@pytest.mark.parametrize(("part", "text", "value"), GOOD, ids=[f"{p}: {t[:60]}" for p, t, _ in GOOD])
def test_a_detail_is_read_in_its_sentences(kit: Kit, part: str, text: str, value: str) -> None:
    assert value in states(kit, text, part)


@pytest.mark.parametrize(("part", "text"), BAD, ids=[f"{p}: {t[:60]}" for p, t in BAD])
def test_a_detail_is_not_read_in_other_sentences(kit: Kit, part: str, text: str) -> None:
    assert set(states(kit, text, part)) == {None}


def sectors_of(text: str) -> tuple[str, ...]:
    clauses = ClauseSplitter(PATTERNS.openers, PATTERNS.grammar).split(text, Span(0, len(text)))
    return SectorReader(PATTERNS).read(clauses, 0, len(clauses.tokens) - 1)


@pytest.mark.parametrize(("text", "sector"), SECTOR_TABLE["should_match"])
def test_a_sector_is_the_main_one_of_its_sentences(text: str, sector: str) -> None:
    assert sectors_of(text)[:1] == (sector,)


@pytest.mark.parametrize(("text", "sector"), SECTOR_TABLE["should_not_match"])
def test_a_sector_is_not_read_in_other_sentences(text: str, sector: str) -> None:
    assert sector not in sectors_of(text)


def test_every_sector_has_words_and_sentences() -> None:
    assert set(SECTOR_TABLE["sectors"]) == set(SECTORS)
    assert {sector for _, sector in SECTOR_TABLE["should_match"]} == set(SECTORS)


def test_no_form_stands_in_two_sectors() -> None:
    seen: dict[str, str] = {}
    for sector, forms in SECTOR_TABLE["sectors"].items():
        for form in forms:
            assert seen.setdefault(str(form), sector) == sector, form


def test_words_that_say_where_or_lie_in_two_sectors_are_words_of_a_sector() -> None:
    forms = {str(form): sector for sector, rows in SECTOR_TABLE["sectors"].items() for form in rows}
    assert set(SECTOR_TABLE["settings"]) <= set(forms)
    second = {str(form): sector for sector, rows in SECTOR_TABLE["second"].items() for form in rows}
    assert set(second) <= set(forms) and all(forms[form] != sector for form, sector in second.items())


def test_a_phrase_that_lies_in_two_sectors_names_both_and_the_second_one_last() -> None:
    assert sectors_of("Fiji dan Peru menandatangani gencatan senjata.") == ("regional_order", "defence_security")
    assert sectors_of("Fiji menghentikan pengayaan uranium.") == ("defence_security", "energy")
    assert sectors_of("Gencatan senjata membuka jalan bagi ekspor gula.")[0] == "regional_order"


def test_where_and_through_whom_counts_only_where_nothing_says_what_about() -> None:
    assert sectors_of("Dewan Keamanan mengesahkan resolusi.") == ("regional_order",)
    assert sectors_of("Dewan Keamanan mengesahkan resolusi senjata kimia.") == ("defence_security",)


def test_an_article_as_a_whole_has_the_sector_that_it_names_most() -> None:
    splitter = ClauseSplitter(PATTERNS.openers, PATTERNS.grammar)
    texts = ["Nelayan Fiji menangkap tuna.", "Perikanan Fiji maju.", "Peru membeli gula."]
    rows = [splitter.split(text, Span(0, len(text))) for text in texts]
    reader = SectorReader(PATTERNS)
    assert reader.read_topic(rows) == ("maritime_fisheries",)
    assert reader.read_topic(rows[2:]) == ()
