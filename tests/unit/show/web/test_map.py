"""The map: where places lie, what can be pointed at, boundaries of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.errors import ConfigError
from risalah.show.web.pictures.projection import CENTRE, Sheet, project, turn
from risalah.show.web.pictures.topology import Land, find_land, find_middle, holds, read_lands, unroll
from risalah.show.web.pictures.world import ASEAN, SHIPPED, draw_world, read_positions

LANDS = read_lands(SHIPPED)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "code"),
    [
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Laayoune", -13.2, 27.15, "ESH"),
        ("Ramallah", 35.2, 31.9, "PSE"),
        ("Pristina", 21.17, 42.67, "XKX"),
        ("Jakarta", 106.8, -6.3, "IDN"),
        ("Jayapura", 140.6, -2.7, "IDN"),
        ("Dili", 125.6, -8.7, "TLS"),
        ("Bandar Seri Begawan", 114.7, 4.6, "BRN"),
        ("Anadyr", 177.4, 64.7, "RUS"),
        ("the ocean", 80.0, -10.0, None),
    ],
)
def test_places_lie_in_the_right_state(place: str, lon: float, lat: float, code: str | None) -> None:
    found = find_land(LANDS, lon, lat)
    assert (found.code if found else None) == code, place


def test_indonesia_is_in_the_middle() -> None:
    sheet = Sheet()
    assert CENTRE == 110
    x, y = sheet.place(110, 0) or (0, 0)
    assert x == sheet.width // 2 and 0 < y < sheet.height
    assert sheet.place(106.8, -80) is None


@given(st.floats(-180, 180), st.floats(-58, 84))
def test_every_place_on_the_sheet_stays_on_it(lon: float, lat: float) -> None:
    sheet = Sheet()
    x, y = sheet.place(lon, lat) or (-1, -1)
    assert 0 <= x <= sheet.width and 0 <= y <= sheet.height
    assert project(turn(lon), lat)[0] == pytest.approx(-project(-turn(lon), lat)[0])


def test_shapes_stay_on_the_sheet_and_are_not_torn_across_it() -> None:
    world = draw_world()
    assert world
    for outline in world.world.outlines:
        for piece in outline.path.split("M")[1:]:
            start, _, steps = piece.rstrip("z").partition("l")
            x, y = map(int, start.split())
            low = high = x
            numbers = list(map(int, re.findall(r"-?\d+", steps)))
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                low, high = min(low, x), max(high, x)
                assert -1 <= x <= world.world.width + 1 and -1 <= y <= world.world.height + 1, outline.code
            assert high - low < world.world.width * 0.6, outline.code


def test_every_member_of_asean_can_be_pointed_at() -> None:
    world = draw_world()
    assert world and len(ASEAN) == 11
    for sheet in (world.world, world.region):
        for code in ASEAN:
            outline = sheet.find(code)
            assert outline and outline.at and (outline.path or outline.small), code
    singapore = world.region.find("SGP")
    assert singapore and not singapore.path and singapore.small


def test_every_state_of_the_table_has_a_place() -> None:
    from risalah.show.web.interface import load_state_names

    places = read_positions()
    assert set(ASEAN) <= set(places) and len(places) > 230
    assert {"IDN", "TUV", "SGP", "VAT"} <= set(places) & set(load_state_names())


def square(west: float, south: float, size: float) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def write_boundaries(path: Path, **changes: Any) -> Path:
    hole = square(101, 1, 2)
    feature = {
        "type": "Feature",
        "properties": {"iso_a3": "idn", "name": "Pulau Uji"},
        "geometry": {"type": "Polygon", "coordinates": [square(100, 0, 10), hole]},
        **changes,
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


def test_own_boundaries_in_geojson(tmp_path: Path) -> None:
    path = write_boundaries(tmp_path / "own.geojson")
    (land,) = read_lands(path)
    assert land.code == "IDN" and land.name == "Pulau Uji"
    assert holds(land, 109, 9) and not holds(land, 102, 2)
    assert find_middle(land) == pytest.approx((105, 5))
    world = draw_world(str(path))
    assert world and world.source == "own.geojson"
    assert world.world.find("IDN").path and not world.world.find("SGP").path  # type: ignore[union-attr]


def test_a_shape_over_the_edge_of_the_map_is_cut_in_two() -> None:
    ring = tuple((x, y) for x, y in square(-75, 0, 10)[:-1])
    path = Sheet().draw([ring])
    assert path.count("M") == 2
    assert unroll(((179.0, 0.0), (-179.0, 0.0))) == ((179.0, 0.0), (181.0, 0.0))
    assert Land("X", "", ()).polygons == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"type": "Topology"}', '{"features": [{}]}', '{"features": []}', "\x00"],
)
def test_boundaries_that_are_none_say_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.json"):
        read_lands(path)


def test_boundaries_in_metres_are_refused(tmp_path: Path) -> None:
    big = {"type": "Polygon", "coordinates": [square(400000, 700000, 10)]}
    with pytest.raises(ConfigError, match="not degrees"):
        read_lands(write_boundaries(tmp_path / "metres.json", geometry=big))
    with pytest.raises(ConfigError, match="map_boundaries"):
        read_lands(tmp_path / "absent.json")


def test_no_map_at_all() -> None:
    assert draw_world("none") is None


def test_the_map_page_links_every_member_and_says_that_it_takes_no_side(case: Any) -> None:
    html = case.client.get("/map?lang=en").text
    for code in ASEAN:
        assert html.count(f'data-code="{code}"') == 2 and f'href="/state/{code}?lang=en"' in html, code
    assert "no recognition or endorsement" in html and "22 November 2026" in html
    assert case.client.get("/state/SGP").status_code == 200
    assert case.client.get("/state/QQQ").status_code == 404
    assert case.client.get("/person/IDN", follow_redirects=False).headers["location"] == "/state/IDN"
    assert case.client.get("/state/ASEAN", follow_redirects=False).status_code in (308, 404)
