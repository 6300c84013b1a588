"""/api/v1 and the .json and .csv of screens."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from pydantic import TypeAdapter
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from conftest import HOSTILE, Case
from risalah.show.web.api import models
from risalah.show.web.api.answers import ItemAnswer, ListAnswer
from risalah.show.web.api.cursor import read_cursor, write_cursor

LISTS: dict[str, Any] = {
    "commitments": models.Commitment,
    "meetings": models.Meeting,
    "quotations": models.Quotation,
    "articles": models.Article,
    "stories": models.Story,
    "actors": models.Actor,
    "pairs": models.Pair,
}
V1 = "/api/v1"


def get(case: Case, path: str, status: int = 200) -> Any:
    answer = case.client.get(path)
    assert answer.status_code == status, answer.text
    return answer.json()


def walk(case: Case, path: str) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items: list[dict[str, Any]] = []
    url: str | None = path
    while url:
        page = get(case, url)
        assert page["ok"] and len(page["items"]) <= 2
        items += page["items"]
        url = page["next_url"]
    return items


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_paged_to_its_end_and_as_described(case: Case, name: str) -> None:
    shape = TypeAdapter(ListAnswer[LISTS[name]])
    whole = get(case, f"{V1}/{name}")
    shape.validate_python(whole)
    items = walk(case, f"{V1}/{name}?limit=2")
    assert items == whole["items"] and len(items) == whole["total"] and whole["total_is_exact"]
    assert len({str(i) for i in items}) == len(items) > 0
    if name == "pairs":
        return
    for item in items:
        one = get(case, f"{V1}/{name}/{item['id']}")
        TypeAdapter(ItemAnswer[models.ArticleDetail if name == "articles" else LISTS[name]]).validate_python(one)
        assert item.items() <= one["item"].items()


def test_filters_narrow_and_facets_lead_to_what_they_count(case: Case) -> None:
    signed = get(case, f"{V1}/commitments?stage=signed&facets=true")
    assert [c["stage"] for c in signed["items"]] == ["signed"] and signed["items"][0]["evidence"]
    everything = get(case, f"{V1}/commitments?facets=true")
    counted = 0
    for name, rows in everything["facets"].items():
        for row in rows:
            found = get(case, row["url"])
            assert found["total"] == row["count"] > 0, (name, row)
            counted += 1
    assert counted > 12
    assert get(case, f"{V1}/commitments?pair=IDN-KEN&due=overdue")["total"] == 1
    assert get(case, f"{V1}/commitments?due=none")["total"] == 1
    assert get(case, f"{V1}/commitments?due=coming")["total"] == 0
    assert get(case, f"{V1}/commitments?state=NZL&state=IDN&kind=mou&kind=target")["total"] == 1
    assert get(case, f"{V1}/meetings?from=2031-03-04&to=2031-03-04&outlet=pos.example")["total"] == 1
    assert get(case, f"{V1}/quotations?actor=sekar-wibawa&form=direct")["total"] == 1
    assert get(case, f"{V1}/articles?outlet=warta.example")["total"] == 2
    assert get(case, f"{V1}/articles?from=2031-10-01&lang=id")["total"] == 1
    assert get(case, f"{V1}/stories?to=2031-04-01")["total"] == 1
    assert get(case, f"{V1}/actors?kind=person&state=NZL&q=rua")["items"][0]["id"] == "tane-ruakura"


def test_a_search_finds_entries_and_articles(case: Case) -> None:
    found = get(case, f"{V1}/search?q=FERI&facets=true")
    assert {h["type"] for h in found["items"]} == {"commitment", "quotation"}
    assert found["facets"]["what"][0]["count"] == 1
    for row in found["facets"]["what"]:
        assert get(case, row["url"])["total"] == row["count"]
    for hit in found["items"]:
        assert case.client.get(hit["url"]).status_code == 200
    assert {h["type"] for h in get(case, f"{V1}/search?q=dermaga&what=article")["items"]} == {"article"}
    assert get(case, f"{V1}/search?q=dermaga&what=article&sector=trade", 400)["errors"]


@pytest.mark.parametrize("typed", ['"', "*", "NEAR(", "x AND", "col:x", 'a"b', "-x", "", "\x00", "'--", "a:*&|!()"])
@pytest.mark.parametrize("what", ["", "article"])
def test_no_search_is_a_fault_of_ours(case: Case, typed: str, what: str) -> None:
    for path in (f"{V1}/search", "/search.json", "/search.csv", "/search"):
        answer = case.client.get(f"{path}?{urlencode({'q': typed, **({'what': what} if what else {})})}")
        assert answer.status_code in (200, 400), answer.text
    answer = get(case, f"{V1}/search?{urlencode({'q': typed})}")
    assert answer["items"] or answer["note"]


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "sort=;drop",
        "lang=../../",
        "limit=0",
        "limit=99999999999999999999",
        "stage=signed'--",
        "from=2031-02-30",
        "pair=IDN",
        "after=x",
        "after=%00%ff",
        "&".join(f"sector=trade{n}" for n in range(150)),
        "&".join("sector=trade" for n in range(150)),
    ],
)
def test_what_makes_no_sense_is_named(case: Case, query: str) -> None:
    wrong = get(case, f"{V1}/commitments?{query}", 400)
    assert wrong["ok"] is False and wrong["status"] == 400 and wrong["error"] == wrong["errors"][0]
    assert query.partition("=")[0] in wrong["error"]
    assert set(wrong) == {"ok", "error", "errors", "status"}


def test_two_thousand_filters_and_ten_kilobytes_are_refused(case: Case) -> None:
    many = "&".join(f"x{n}=1" for n in range(2000))
    for query in (many, "q=" + "a" * 10_000):
        for path in (f"{V1}/commitments", "/commitments", "/commitments.csv"):
            assert case.client.get(f"{path}?{query}").status_code in (400, 414)
    assert get(case, f"{V1}/commitments?{many}", 414)["ok"] is False


def test_a_cursor_is_good_for_its_own_list_only(case: Case) -> None:
    url = get(case, f"{V1}/commitments?limit=1")["next_url"]
    cursor = url.rpartition("after=")[2]
    assert get(case, f"{V1}/commitments?limit=2&after={cursor}")["items"]
    for path in (f"commitments?stage=signed&after={cursor}", f"meetings?after={cursor}"):
        assert "cursor" in get(case, f"{V1}/{path}", 400)["error"]
    for n in range(0, len(cursor), 3):
        changed = cursor[:n] + ("A" if cursor[n] != "A" else "B") + cursor[n + 1 :]
        assert case.client.get(f"{V1}/commitments?limit=1&after={changed}").status_code == 400
    assert read_cursor("x", write_cursor("x", ["é", "b"]), 2) == ["é", "b"]


def test_errors_have_one_shape(case: Case) -> None:
    for path, status in (("nothing", 404), ("commitments/nothing", 404), ("actors/x%00", 404), ("commitments//", 404)):
        wrong = get(case, f"{V1}/{path}", status)
        assert wrong["ok"] is False and wrong["errors"] and wrong["status"] == status
    assert case.client.post(f"{V1}/commitments", headers={"sec-fetch-site": "same-origin"}).status_code == 405
    assert case.client.post(f"{V1}/commitments").status_code == 403
    assert get(case, "/commitment/nothing.json", 404)["errors"]


@pytest.mark.parametrize(
    "name", ["commitments", "meetings", "quotations", "stories", "articles", "actors", "pairs", "quarantine"]
)
def test_screens_have_json_and_csv(case: Case, hostile: Case, name: str) -> None:
    for site in (case, hostile):
        listed = get(site, f"/{name}.json?lang=en&page=1")
        assert listed["ok"] and listed["items"]
        answer = site.client.get(f"/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(rows) == len(listed["items"])
        assert not any(str(v).startswith(("=", "+", "-", "@", "\t")) for r in rows for v in r.values())


def test_things_have_json_and_csv(case: Case) -> None:
    for entry in case.register.entries():
        path = f"/{entry.type}/{entry.id}"
        assert get(case, path + ".json")["id"] == entry.id
        assert next(csv.DictReader(io.StringIO(case.client.get(path + ".csv").text)))["id"] == entry.id
    pair = get(case, "/pair/IDN/NZL.json")
    assert pair["commitments"]["total"] == 2 and pair["meetings"]["total"] == 1
    assert len(list(csv.DictReader(io.StringIO(case.client.get("/pair/IDN/NZL.csv?type=meeting").text)))) == 1
    person = get(case, "/person/sekar-wibawa.json")
    assert person["actor"]["name"] == "Sekar Wibawa" and person["quotations"]["total"] == 1
    assert case.client.get("/person/sekar-wibawa.csv?type=quotation").text.count("\r\n") == 2
    assert case.client.get("/pair/IDN/NZL.csv?type=x").status_code == 400
    assert get(case, "/state/NZL.json?type=meeting&from=2031")["meetings"]["total"] == 1
    assert get(case, "/sector/trade.json")["commitments"]["total"] == 1
    assert get(case, "/sector/nonsense.json", 400)["errors"]
    story = case.register.stories[0]
    assert case.client.get(f"/story/{story.id}.csv").text.count("\r\n") == 1 + len(story.articles)
    assert get(case, "/data.json")["counts"]["commitments"] == 3
    assert get(case, "/commitments.json?overdue=1&q=&page=3")["total"] == 2


def test_the_api_page_is_our_own_and_shows_every_address(case: Case) -> None:
    for lang in ("id", "en"):
        page = case.client.get(f"/api?lang={lang}")
        assert page.status_code == 200 and page.text.count("GET /api/v1") == 19
        assert "://" not in page.text.replace("http://www.w3.org", "")


def test_cells_are_never_formulas(hostile: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(hostile.client.get("/commitments.csv").text)))
    assert rows and all(r["title"] == HOSTILE for r in rows)


def test_the_description_is_openapi_3_1_and_names_only_what_there_is(case: Case) -> None:
    described = get(case, f"{V1}/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert {p.split("/")[1] for p in described["paths"]} >= set(LISTS) | {"search", ""}
    for path, operations in described["paths"].items():
        assert set(operations) == {"get"}
        assert "400" in operations["get"]["responses"] and "422" not in operations["get"]["responses"], path


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_whatever_is_asked_is_answered_as_described(case: Case) -> None:
    host = {"Host": "127.0.0.1"}
    described = schemathesis.openapi.from_asgi(f"{V1}/openapi.json", case.client.app, headers=host)
    asked: list[int] = []

    def check(asking: Any) -> None:
        asked.append(asking.call_and_validate(checks=CHECKS, headers=host).status_code)

    bounded = settings(max_examples=3, deadline=None, derandomize=True, database=None,
                       suppress_health_check=list(HealthCheck))  # fmt: skip
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            try:
                strategy = operation.as_strategy(generation_mode=mode)
                bounded(given(strategy)(check))()
            except Unsatisfiable:
                assert mode is schemathesis.GenerationMode.NEGATIVE  # nothing of this address can be wrong
    assert len(asked) > 60 and {200, 400, 404} <= set(asked)


def test_a_list_is_had_as_a_table(case: Case) -> None:
    for name in ("commitments", "meetings", "quotations"):
        answer = case.client.get(f"{V1}/{name}?format=csv&limit=1")
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
        assert answer.text == case.client.get(f"/{name}.csv").text
        assert len(answer.text.splitlines()) > 1
    assert case.client.get(f"{V1}/commitments?format=xml").status_code == 400
    assert case.client.get(f"{V1}/search?q=feri&format=csv").status_code == 400
