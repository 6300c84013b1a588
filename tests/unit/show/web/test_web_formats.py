"""Every screen and list in every format that fits it: linked, answered, read by a reader of the format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html as lxml_html

from risalah.show.exports.formats import OTHERS
from risalah.show.web.api.giving import find_asked
from risalah.show.web.endings import ENDINGS, TYPES, find_ending, fits, list_formats

SCREENS = (
    "/commitments", "/meetings", "/quotations", "/search?q=feri", "/pair/IDN/NZL", "/state/IDN", "/organisation/ASEAN",
    "/sector/trade",
)  # fmt: skip


def screens(case: Any) -> list[str]:
    """One screen of each kind."""
    one = {e.type: f"/{e.type}/{e.id}" for e in case.register.entries()}
    person = next(a["id"] for a in case.register.actors if a["kind"] == "person")
    other = [f"/story/{case.register.stories[0].id}", f"/article/{case.documents[0].article.id}", f"/person/{person}"]
    return [*SCREENS, *one.values(), *other]


def lines(body: bytes) -> list[Any]:
    return [json.loads(x) for x in body.decode().split("\n") if x]


def table(body: bytes) -> list[Any]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def packed(body: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as z:
        assert z.testzip() is None
        return z.namelist()


def ris(body: bytes) -> list[str]:
    return re.findall(r"^TY  - ", body.decode(), re.M)


READERS: dict[str, Callable[[bytes], Any]] = {
    **dict.fromkeys(("json", "jsonld", "webanno", "csl", "timelinejs"), json.loads),
    **dict.fromkeys(("jsonl", "plover", "gdelt", "ninjs"), lines),
    **dict.fromkeys(("csv", "ftm"), table),
    **dict.fromkeys(("xlsx", "parquet", "stata", "datapackage"), packed),
    "polecat": lambda b: [r for r in b.decode().split("\n") if r.count("\t") == 39],
    "ics": lambda b: b.startswith(b"BEGIN:VCALENDAR") and b.rstrip().endswith(b"END:VCALENDAR"),
    "atom": lambda b: ET.fromstring(b).tag.endswith("feed"),
    "ris": ris,
    "bibtex": lambda b: re.findall(r"^@\w+\{", b.decode(), re.M),
}


def test_every_registered_format_has_a_reader_here_and_fits_a_screen() -> None:
    assert set(OTHERS) | {"json", "jsonl", "csv"} == set(READERS)
    assert set(ENDINGS) == {find_ending(f) for f in OTHERS.values()} and len(ENDINGS) == len(OTHERS)
    for form in OTHERS.values():
        assert any(fits(form, types) for types in TYPES.values())


def test_every_screen_gives_every_format_that_fits_it(case: Any) -> None:
    told, filled = set(), set()
    for screen in screens(case):
        page = lxml_html.fromstring(case.client.get(screen, headers={"accept-language": "en"}).text)
        links = {a.text: a.get("href") for a in page.xpath("//nav[@class='formats']//a")}
        first = re.split("[/?]", screen)[1]
        assert {n for n, f in OTHERS.items() if fits(f, TYPES[first])} <= set(links), screen
        assert [n for n, _ in list_formats(screen.partition("?")[0])] == list(links)
        # Each screen answers some formats, all screens together each format several times.
        turn = screens(case).index(screen)
        for name, href in [x for n, x in enumerate(links.items()) if (n + turn) % 4 == 0 or screen == "/pair/IDN/NZL"]:
            answer = case.client.get(href)
            assert answer.status_code == 200, (screen, name, answer.text[:200])
            if READERS[name](answer.content):
                filled.add(name)
            if name in OTHERS and name not in ("atom", "ics"):
                form = OTHERS[name]
                kind = form.media_type if form.text or form.file else "application/zip"
                assert answer.headers["content-type"].partition("; charset")[0] == kind
                assert json.loads(answer.headers["risalah-left-out"]) is not None
                told.add(name)
    assert told == set(OTHERS) - {"atom", "ics"} and filled == set(READERS)


def test_a_part_holds_its_entries_and_what_they_name_and_no_more(case: Any) -> None:
    entry = case.register.commitments[0]
    names = packed(case.client.get(f"/commitment/{entry.id}.datapackage.zip").content)
    assert "datapackage.json" in names and "commitments.csv" in names
    with zipfile.ZipFile(io.BytesIO(case.client.get(f"/commitment/{entry.id}.datapackage.zip").content)) as z:
        rows = list(csv.DictReader(io.StringIO(z.read("commitments.csv").decode(), newline="")))
        articles = list(csv.DictReader(io.StringIO(z.read("articles.csv").decode(), newline="")))
    assert [r["id"] for r in rows] == [entry.id]
    assert {a["id"] for a in articles} == {r.article for r in entry.records}
    graph = case.client.get(f"/commitment/{entry.id}.jsonld").json()["@graph"]
    assert sum(n["@type"] == "Action" for n in graph) == 1


def test_filters_count_as_on_the_screen(case: Any) -> None:
    every = lines(case.client.get("/commitments.jsonl").content)
    some = lines(case.client.get("/commitments.jsonl?sector=trade").content)
    assert {x["id"] for x in some} == {x["id"] for x in every if "trade" in x["sectors"]} != {x["id"] for x in every}
    page = lxml_html.fromstring(case.client.get("/commitments?sector=trade&page=1").text)
    hrefs = page.xpath("//nav[@class='formats']//a/@href")
    assert hrefs and all(h.endswith("?sector=trade") for h in hrefs)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/commitment/nothing.ris", 404),
        ("/article/nothing.bib", 404),
        ("/story/nothing.xlsx", 404),
        ("/state/QQQ.csl.json", 404),
        ("/commitments.ris?stage=sealed", 400),
        ("/quotations.ris?nothing=1", 400),
        ("/nothing.ris", 404),
        ("/commitments/x/y.ris", 404),
        ("/commitments.docx", 404),
        ("/commitments.quotes.jsonl", 404),
        ("/quotations.ics", 404),
    ],
)
def test_what_is_not_there_is_told(case: Any, path: str, status: int) -> None:
    assert case.client.get(path).status_code == status, path


def test_only_screens_with_endings_are_ours() -> None:
    assert find_asked("/commitments") is None and find_asked("/static/x.ris") is None
    found = find_asked("/pair/IDN/NZL.csl.json")
    assert found and found[0] == ["pair", "IDN", "NZL"] and found[1].name == "csl"
    assert find_asked("/commitments.atom") is None  # it has an address of its own
    assert list_formats("/about") == [] and list_formats("/commitments/x") == []


def test_the_api_lists_its_formats_and_gives_them(case: Any) -> None:
    items = case.client.get("/api/v1/formats").json()["items"]
    assert {i["name"] for i in items} == {*OTHERS, "jsonl"}
    for item in items:
        for type, url in item["urls"].items():
            answer = case.client.get(url)
            assert answer.status_code == 200 and READERS[item["name"]](answer.content) is not None, url
            assert f"{type}s" in answer.headers["content-disposition"]
    wrong = case.client.get("/api/v1/commitments/export/gdelt")
    assert wrong.status_code == 404 and "ris" in wrong.json()["error"]
    assert case.client.get("/api/v1/meetings/export/ris?kind=nothing").status_code == 400


def test_a_format_whose_library_is_missing_is_told(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    answer = case.client.get("/commitments.parquet.zip?sector=trade")
    assert answer.status_code == 501 and "parquet" in answer.json()["error"]
