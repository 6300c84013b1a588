"""The tables of screens without entries: every link that such a screen shows gives what the screen shows."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from risalah.show.web import create_app

SCREENS = ("people", "sectors", "map", "network", "slips", "corrections")


@pytest.fixture(scope="module")
def client(sample_register: Any) -> TestClient:
    return TestClient(create_app(str(sample_register)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("screen", SCREENS)
def test_json_and_csv_hold_the_same_rows_and_are_linked(client: TestClient, screen: str) -> None:
    page = client.get(f"/{screen}")
    assert page.status_code == 200
    for ending in (".json", ".csv"):
        assert f'href="/{screen}{ending}' in page.text
    told = client.get(f"/{screen}.json").json()
    rows = list(csv.DictReader(StringIO(client.get(f"/{screen}.csv").text.lstrip("\ufeff"))))
    assert told["ok"] and told["total"] == len(told["items"]) == len(rows)
    assert all(set(item) == set(row) for item, row in zip(told["items"], rows, strict=True))
    if screen != "corrections":
        assert rows


def test_filters_of_the_screen_hold_for_its_table(client: TestClient) -> None:
    everybody = client.get("/people.json").json()["items"]
    name = everybody[0]["name"]
    found = client.get("/people.json", params={"q": name}).json()["items"]
    assert everybody[0] in found and len(found) < len(everybody)
    assert client.get("/network.json", params={"from": "1999", "to": "2000"}).json()["items"] == []
    assert client.get("/network.json", params={"state": "<"}).status_code == 400
