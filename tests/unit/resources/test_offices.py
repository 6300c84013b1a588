"""The tables of offices hold together: terms, names, dates and heads of every file, and what they cover."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.model.ids import slug
from risalah.model.when import parse_edtf
from risalah.resources.actors import ActorTable, Tenure
from risalah.resources.language import Language
from risalah.resources.loader import DATA, read_tsv

FILES = sorted((DATA / "actors" / "offices").glob("*.tsv"))
COLUMNS = ("body", "office", "holder", "aliases", "from", "to", "known_to", "note")
SHARED_OFFICES = Language("id").words("roles", "shared_offices")
"""Offices that several people hold at once."""
WITHOUT_ROLE = ("acting president", "grand duke")
"""Offices that no role of the language file names: the rows serve as a table of names."""
Row = tuple[Path, int, dict[str, str]]


@cache
def rows() -> tuple[Row, ...]:
    return tuple((path, line, row) for path in FILES for line, row in read_tsv(path, COLUMNS))


def where(row: Row) -> str:
    return f"{row[0].name}:{row[1]}"


def chains() -> Iterator[list[Row]]:
    """The terms of each office that one person holds at a time, by their beginning."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows():
        if row[2]["office"] not in SHARED_OFFICES:
            found.setdefault((row[2]["body"], row[2]["office"]), []).append(row)
    for chain in found.values():
        yield sorted(chain, key=lambda r: r[2]["from"])


@pytest.fixture(scope="module")
def actors() -> ActorTable:
    return ActorTable()


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = Path(__file__).parents[3] / "tools" / "count_offices.py"
    spec = importlib.util.spec_from_file_location("count_offices", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_head_of_a_file_says_how_and_when_the_facts_were_established(path: Path) -> None:
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    found = re.search(r"Established on (\d{4}-\d\d-\d\d)", head)
    assert found is not None, path.name
    assert "general knowledge" in head and "suggest" in head
    for row in rows():
        if row[0] == path:
            for cell in ("from", "to", "known_to"):
                assert row[2][cell] <= found[1], f"{where(row)}: {cell} lies after the day of writing"


def test_every_term_has_a_beginning_and_an_end_or_a_last_certain_date() -> None:
    for row in rows():
        cells = row[2]
        assert cells["holder"] and cells["office"] and cells["from"], where(row)
        assert bool(cells["to"]) != bool(cells["known_to"]), where(row)
        first, end = parse_edtf(cells["from"]), parse_edtf(cells["to"] or cells["known_to"])
        assert first is not None and end is not None and first.first is not None and end.last is not None, where(row)
        assert first.first <= end.last, where(row)


def test_no_two_terms_of_an_office_overlap() -> None:
    for chain in chains():
        for a, b in pairwise(chain):
            end, start = a[2]["to"], b[2]["from"]
            assert end, f"{where(a)} is open, but {where(b)} follows it"
            # They may share the day, or the month or year where one of them is known only so far.
            n = min(len(end), len(start))
            assert end[:n] <= start[:n], f"{where(a)} ends after {where(b)} begins"


def test_names_are_whole_and_of_one_spelling() -> None:
    names: dict[str, str] = {}
    for row in rows():
        cells = row[2]
        aliases = cells["aliases"].split("|") if cells["aliases"] else []
        assert len(set(aliases)) == len(aliases) and cells["holder"] not in aliases, where(row)
        for name in (cells["holder"], *aliases):
            assert name == name.strip() and len(name) >= 2 and not re.search(r"\d|\s\s", name), where(row)
            assert unicodedata.normalize("NFC", name) == name, where(row)
            assert name[0].isupper() or name[0] in "'" or name.startswith("von "), where(row)
        assert slug(cells["holder"]), where(row)
        assert names.setdefault(slug(cells["holder"]), cells["holder"]) == cells["holder"], where(row)


def test_one_name_is_one_person_of_one_state(actors: ActorTable) -> None:
    for person in actors.people.values():
        states = {t.body for t in person.tenures if t.body in actors.states}
        assert len(states) <= 1, f"{person.name} holds offices of {sorted(states)}: two people of one name?"
        for alias in person.aliases:
            assert actors.persons.get(alias) is person, f"{alias} of {person.name}"


def test_a_person_has_a_state_and_never_an_organisation_for_a_country(actors: ActorTable) -> None:
    assert actors.people["sugiono"].country == "IDN"
    assert actors.people["mark-rutte"].country == "NLD"
    assert actors.people["perry-warjiyo"].country == "IDN"
    assert actors.people["kristalina-georgieva"].country is None
    assert all(p.country is None or p.country in actors.states for p in actors.people.values())


def test_envoys_are_posted_to_a_known_state_or_organisation(actors: ActorTable) -> None:
    for row in rows():
        office = row[2]["office"]
        if office.startswith("ambassador"):
            assert office.removeprefix("ambassador to ") in actors.states, where(row)
        elif office.startswith("permanent representative"):
            to = office.removeprefix("permanent representative to ")
            assert to in actors.organisations or to == "the UN in Geneva", where(row)


def test_an_office_is_one_that_roles_name_or_of_a_minister_or_an_envoy() -> None:
    roles = {row["office"] for row in Language("id").table("roles")["roles"]} | set(WITHOUT_ROLE)
    for row in rows():
        office = row[2]["office"]
        assert office in roles or office.endswith(" minister") or " to " in office or " for " in office, where(row)


def test_the_tables_cover_what_is_promised(actors: ActorTable, tool: ModuleType) -> None:
    full = [s for s in actors.states if min(tool.coverage(actors, s).values()) >= 12]
    assert len(full) >= 60
    heads = {t.body for p in actors.people.values() for t in p.tenures} & set(actors.organisations)
    assert sum(actors.organisations[b].country is None for b in heads) >= 20
    for code in ("IDN", "MYS", "SGP", "AUS", "CHN", "JPN", "IND", "USA", "SAU", "RUS", "DEU", "FRA", "GBR", "NLD"):
        assert code in full


# ----------------------------------------------------------------- known to hold, last known holder
def test_after_its_last_certain_date_an_open_term_is_not_sure() -> None:
    term = Tenure("IDN", "president", date(2031, 1, 1), None, date(2032, 6, 30))
    assert term.is_sure(date(2032, 6, 30)) and term.holds_on(date(2032, 6, 30))
    assert not term.is_sure(date(2032, 7, 1)) and term.holds_on(date(2032, 7, 1))
    assert not term.is_sure(date(2030, 12, 31)) and not term.holds_on(date(2030, 12, 31))


def test_a_term_with_an_end_is_sure_to_its_end_and_none_without_a_beginning() -> None:
    assert Tenure("IDN", "president", date(2031, 1, 1), date(2031, 2, 1)).is_sure(date(2031, 2, 1))
    assert not Tenure("IDN", "president", None, date(2031, 2, 1)).is_sure(date(2031, 1, 1))
    assert not Tenure("IDN", "president", date(2031, 1, 1), None).is_sure(date(2031, 1, 1))


def test_the_last_known_holder_is_told_from_a_known_one(actors: ActorTable) -> None:
    day = date(2026, 5, 1)
    assert [p.id for p in actors.holders("IDN", "foreign minister", day)] == ["sugiono"]
    assert actors.holders("IDN", "foreign minister", day, sure=True) == []
    assert [p.id for p in actors.holders("IDN", "foreign minister", date(2025, 6, 1), sure=True)] == ["sugiono"]
    ((person, term),) = actors.terms("IDN", "foreign minister", day)
    assert person.id == "sugiono" and not term.is_sure(day)


def test_years_after_its_last_certain_date_an_open_term_suggests_nobody(actors: ActorTable) -> None:
    term = Tenure("IDN", "president", date(2031, 1, 1), None, date(2032, 6, 30))
    assert not term.is_stale(date(2034, 6, 30)) and term.is_stale(date(2034, 7, 1))
    assert not Tenure("IDN", "president", date(2031, 1, 1), date(2032, 1, 1)).is_stale(date(2040, 1, 1))
    assert actors.holders("IDN", "foreign minister", date(2031, 5, 1)) == []
    assert "sugiono" in [p.id for p in actors.holders("IDN", "foreign minister")]


_days = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(st.none() | _days, st.none() | _days, st.none() | _days, _days)
def test_who_surely_holds_an_office_holds_it(
    first: date | None, last: date | None, known: date | None, day: date
) -> None:
    term = Tenure("IDN", "president", first, last, known)
    assert not term.is_sure(day) or term.holds_on(day)
