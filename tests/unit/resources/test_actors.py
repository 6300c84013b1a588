from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from risalah.errors import ResourceError
from risalah.resources.actors import ActorTable, Organisation, Place, State
from risalah.resources.forms import FormTable, tokenise
from risalah.resources.language import Language
from risalah.resources.loader import DATA, read_tsv


@pytest.fixture(scope="module")
def actors() -> ActorTable:
    return ActorTable()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "actors"
    shutil.copytree(DATA / "actors", copy)
    return copy


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("AS", "USA"), ("RI", "IDN"), ("RRT", "CHN"), ("Tiongkok", "CHN"), ("Cina", "CHN"), ("Korsel", "KOR"), ("Korut", "PRK"),
        ("UEA", "ARE"), ("PEA", "ARE"), ("Inggris", "GBR"), ("Saudi", "SAU"), ("Selandia Baru", "NZL"), ("Afsel", "ZAF"),
        ("Timor Leste", "TLS"), ("Timor-Leste", "TLS"), ("Republik Demokratik Kongo", "COD"), ("Kongo", "COG"), ("Turki", "TUR"),
        ("Papua Nugini", "PNG"), ("Arab Saudi", "SAU"), ("Sudan Selatan", "SSD"), ("Sudan", "SDN"), ("Belanda", "NLD"),
    ],
)  # fmt: skip
def test_short_forms_of_the_press_name_their_state(actors: ActorTable, form: str, code: str) -> None:
    state = actors.state(form)
    assert state is not None and state.id == code


def test_all_members_of_the_united_nations_are_there(actors: ActorTable) -> None:
    assert sum(s.kind == "state" for s in actors.states.values()) == 195  # 193 members, the Holy See, Palestine


def test_organisations_and_holders_are_many(actors: ActorTable) -> None:
    assert sum(o.id.isupper() and o.country is None for o in actors.organisations.values()) >= 115
    assert len(actors.organisations) >= 240
    bodies = {t.body for p in actors.people.values() for t in p.tenures}
    assert len(bodies & set(actors.states)) >= 90
    assert len(bodies & set(actors.organisations)) >= 20


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Jalur Gaza", "PSE"), ("Tepi Barat", "PSE"), ("Xinjiang", "CHN"), ("Munchen", "DEU"), ("Munich", "DEU"), ("Papua", "IDN"),
        ("Carolina Utara", "USA"), ("North Carolina", "USA"), ("Rakhine", "MMR"), ("Skotlandia", "GBR"),
    ],
)  # fmt: skip
def test_towns_and_regions_lie_in_their_state(actors: ActorTable, form: str, code: str) -> None:
    place = actors.names.get(form)
    assert isinstance(place, Place) and place.country == code


def test_a_place_is_no_common_word(actors: ActorTable) -> None:
    common = {w.lower() for w in Language("id").words("names", "common")}
    rows = read_tsv(DATA / "actors" / "places.tsv", ("place", "country"))
    assert not {row["place"].lower() for _, row in rows} & common


def test_an_organ_acts_for_an_organisation_of_the_tables(actors: ActorTable, folder: Path) -> None:
    assert actors.organs["UNSC"] == "UN" and actors.organs["EC"] == "EU"
    with (folder / "organs.tsv").open("a", encoding="utf-8") as f:
        f.write("UNSC\tANTAH\n")
    with pytest.raises(ResourceError, match="ANTAH"):
        ActorTable(folder)


def test_no_organisation_has_the_id_of_a_state(actors: ActorTable) -> None:
    assert not set(actors.states) & set(actors.organisations)


def test_an_office_has_its_holder_of_the_day(actors: ActorTable) -> None:
    assert [p.id for p in actors.holders("IDN", "foreign minister", date(2021, 7, 6))] == ["retno-marsudi"]
    assert [p.id for p in actors.holders("IDN", "foreign minister", date(2025, 6, 1))] == ["sugiono"]
    assert actors.holders("IDN", "foreign minister", date(1950, 1, 1)) == []


def test_a_short_form_in_capitals_is_found_in_capitals_only(actors: ActorTable) -> None:
    assert actors.names.longest(tokenise("as roda"), 0) is None
    assert actors.names.longest(tokenise("As roda"), 0) is None
    found = actors.names.longest(tokenise("AS menolak"), 0)
    assert found is not None and isinstance(found[1], State)


def test_the_longest_form_wins(actors: ActorTable) -> None:
    found = actors.names.longest(tokenise("Dewan Keamanan PBB bersidang"), 0)
    assert found is not None and isinstance(found[1], Organisation) and found[1].id == "UNSC" and found[0] == 3


def test_any_case_forms_ignore_capitals() -> None:
    table: FormTable[int] = FormTable(any_case=True)
    table.add("Menteri Luar Negeri", 1)
    assert table.longest(tokenise("menteri luar negeri"), 0) == (3, 1)
    assert table.get("menteri luar") is None


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("states.tsv", "xx\tstate\tNowhere\tAntah\t\t\t", "alpha-3"),
        ("states.tsv", "IDN\tstate\tNowhere\tAntah\t\t\t", "given twice"),
        ("states.tsv", "QQQ\tplanet\tNowhere\tAntah\t\t\t", "kind must be"),
        ("states.tsv", "QQQ\tstate\tNowhere\tAntah\tRusia\t\t", "also names"),
        ("organisations.tsv", "IDN\torganisation\t\tNowhere\tAntah\t", "given twice"),
        ("organisations.tsv", "antah\tclub\t\tNowhere\tAntah\t", "kind must be"),
        ("organisations.tsv", "antah\torganisation\tQQQ\tNowhere\tAntah\t", "not a state"),
        ("places.tsv", "Antahberantah\tQQQ", "not a state"),
        ("offices/asean.tsv", "QQQ\tpresident\tArda Wibisana\t\t\t\t2031\t", "neither a state"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\t\t2031-13\t\t2031\t", "EDTF"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\t\t2031\t2030\t\t", "ends before"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\tLawrence Wong\t\t\t2031\t", "also belongs"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\t\t2031\t\t2030\t", "ends before"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\t\t2031\t\t\t", "either an end"),
        ("offices/asean.tsv", "MYS\tpresident\tArda Wibisana\t\t2031\t2032\t2032\t", "either an end"),
        ("offices/asean.tsv", "MYS\tpresident\tArda", "cells"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_refused_with_file_and_line(folder: Path, file: str, line: str, message: str) -> None:
    path = folder / file
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as f:
        f.write(line + "\n")
    with pytest.raises(ResourceError, match=message) as e:
        ActorTable(folder)
    assert f"{path.name}:{number}:" in str(e.value)
