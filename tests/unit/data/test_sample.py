"""The shipped sample: its gold stands on its pages, and each page says that it is a sample."""

from __future__ import annotations

import csv
import html
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from risalah.model import codebook

SAMPLE = Path(str(files("risalah"))) / "data" / "sample"
OFFICES = SAMPLE.parent / "actors" / "offices"
MARKS = ("Contoh tulisan untuk risalah: pejabat dan peristiwa rekaan", "Sample text written for risalah")
COMMITMENT_KINDS = set(get_args(codebook.Instrument)) | set(get_args(codebook.Undertaking))
IDS = (SAMPLE / "ids.txt").read_text(encoding="utf-8").split()
INDEX = {row["id"]: row for row in json.loads((SAMPLE / "index.json").read_text(encoding="utf-8"))}


@cache
def gold(page_id: str) -> dict[str, Any]:
    """The gold file of one page."""
    data: dict[str, Any] = json.loads((SAMPLE / "gold" / f"{page_id}.json").read_text(encoding="utf-8"))
    return data


@cache
def source(page_id: str) -> str:
    """The page as it lies on disk: the file, or its one row."""
    entry = INDEX[page_id]
    text = (SAMPLE / entry["file"]).read_text(encoding="utf-8")
    return text if entry["row"] is None else str(text.splitlines()[entry["row"]])


@cache
def visible(page_id: str) -> str:
    """The words of the page without markup, in-line tags closed up."""
    raw = source(page_id)
    if raw.startswith("{"):
        row = json.loads(raw)
        return f"{row['title']}\n{row['text']}"
    if not raw.lstrip().lower().startswith("<!doctype"):
        return raw
    raw = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", raw)
    raw = re.sub(r"</?(?:strong|em|i|b|a|span)\b[^>]*>", "", raw)
    return html.unescape(re.sub(r"<[^>]+>", "\n", raw))


def test_every_page_has_gold_and_stands_in_reading_order() -> None:
    assert sorted(IDS) == sorted(p.stem for p in (SAMPLE / "gold").glob("*.json")) == sorted(INDEX)
    places = [(INDEX[i]["file"], INDEX[i]["row"] or 0) for i in IDS]
    assert places == sorted(places)
    assert {SAMPLE / INDEX[i]["file"] for i in IDS} == set((SAMPLE / "pages").iterdir())


def test_every_row_of_the_json_lines_file_is_indexed() -> None:
    for path in (SAMPLE / "pages").glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [r["id"] for r in rows] == [i for i in IDS if INDEX[i]["file"].endswith(path.name)]
        assert all(r["sample"] is True for r in rows)


@pytest.mark.parametrize("page_id", IDS)
def test_page_says_that_it_is_a_sample_of_2031(page_id: str) -> None:
    raw, doc = source(page_id), gold(page_id)["doc"]
    assert any(mark in raw for mark in MARKS)
    assert doc["published"].startswith("2031-")
    assert doc["outlet"].endswith(".example")
    assert doc["outlet"] == INDEX[page_id]["outlet"]
    for host in re.findall(r"https?://([\w.-]+)", raw):
        assert host.endswith(".example") or host == "schema.org"
    assert set(re.findall(r"(?<![\d.,])20\d\d(?![\d.])", visible(page_id))) <= {str(y) for y in range(2026, 2037)}


@pytest.mark.parametrize("page_id", IDS)
def test_anchors_and_locators_stand_on_the_page(page_id: str) -> None:
    page, text = gold(page_id), visible(page_id)
    for item in page["meetings"] + page["commitments"] + page["forbidden"]:
        for anchor in [item["anchor"], *item.get("also", [])]:
            assert anchor in text, anchor
    for quote in page["quotations"]:
        start = text.find(quote["first"])
        assert start >= 0, quote["first"]
        end = text.find(quote["last"], start)
        assert end >= 0, quote["last"]
        content = text[start : end + len(quote["last"])]
        assert "\n" not in content
        if quote["form"] != "indirect":
            assert text[start - 1] in '"“'
            assert re.match(r"[.,!?]?[\"”]", text[start + len(content) :])


@pytest.mark.parametrize("page_id", IDS)
def test_every_quoted_sentence_of_a_diplomatic_page_is_in_the_gold(page_id: str) -> None:
    page, text = gold(page_id), visible(page_id)
    if not page["complete"]["direct"]:
        return
    known = [(q["first"], q["last"]) for q in page["quotations"]]
    traps = [f["anchor"] for f in page["forbidden"]]
    for said in re.findall(r'["“]([^"“”]{12,})["”]', text):
        assert any(a in said or b in said for a, b in known) or any(t in said for t in traps), said


@pytest.mark.parametrize("page_id", IDS)
def test_values_are_values_of_the_codebook(page_id: str) -> None:
    page = gold(page_id)
    assert page["group"] == "sample"
    for c in page["commitments"]:
        assert {c["kind"], *c.get("accept_kind", [])} <= COMMITMENT_KINDS
        assert {c["stage"], *c["accept_stage"]} <= set(get_args(codebook.Stage))
        assert c["modality"] in get_args(codebook.Modality)
        assert {c["outcome"], *c["accept_outcome"]} <= set(get_args(codebook.Outcome))
        assert {*c["sectors"], *c["accept_sectors"]} <= set(get_args(codebook.Sector))
        assert c["expected_stage"] in {None, *get_args(codebook.Stage)}
        assert {p["role"] for p in c["parties"]} <= set(get_args(codebook.PartyRole))
        assert c["id"].startswith(page_id + "#c")
    for m in page["meetings"]:
        assert m["kind"] in get_args(codebook.MeetingKind)
        assert {m["status"], *m.get("accept_status", [])} <= set(get_args(codebook.MeetingStatus))
        assert {p["role"] for p in m["participants"]} <= set(get_args(codebook.ParticipantRole))
    for q in page["quotations"]:
        assert q["form"] in get_args(codebook.QuotationForm)
        assert q["speaker_basis"] in get_args(codebook.SpeakerBasis)


def test_every_speaker_and_participant_is_named() -> None:
    names = json.loads((SAMPLE / "names.json").read_text(encoding="utf-8"))
    used = {q["speaker"] for i in IDS for q in gold(i)["quotations"]}
    used |= {p["actor"] for i in IDS for m in gold(i)["meetings"] for p in m["participants"]}
    assert {u for u in used if not u.isupper()} == set(names)


def test_no_holder_of_the_office_tables_occurs_in_the_sample() -> None:
    whole = "\n".join(visible(i) for i in IDS)
    checked = 0
    for path in OFFICES.glob("*.tsv"):
        lines = [r for r in path.read_text(encoding="utf-8").splitlines() if r.strip() and not r.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            holder = (row.get("holder") or row.get("name") or row.get("person") or "").strip()
            if holder:
                checked += 1
                assert not re.search(rf"\b{re.escape(holder)}\b", whole), holder
    if not checked:
        pytest.skip("the office tables name no holders yet")


def test_stories_links_and_conflicts_point_at_gold() -> None:
    stories = json.loads((SAMPLE / "stories.json").read_text(encoding="utf-8"))
    told = [i for i in IDS if gold(i)["doc"]["diplomacy"] is not False]
    assert sorted(i for v in stories["stories"].values() for i in v) == sorted(told)
    for i in told:
        assert i in stories["stories"][gold(i)["doc"]["story"]]
        assert i in stories["events"][gold(i)["doc"]["event"]]
    records = {c["id"]: c["key"] for i in IDS for c in gold(i)["commitments"]}
    for key, rows in stories["commitment_links"].items():
        assert all(records[row["id"]] == key for row in rows)
    for conflict in stories["conflicts"]:
        assert len(conflict["values"]) > 1
        assert all(a in IDS for value in conflict["values"] for a in value["articles"])
    originals = {gold(i)["doc"]["near_dup_of"] for i in IDS} - {None}
    assert originals == {pair[0] for pair in stories["duplicates"]}


def test_the_sample_shows_what_the_demonstration_needs() -> None:
    found = [c for i in IDS for c in gold(i)["commitments"]]
    ladder = [c["stage"] for c in found if c["key"] == "mar-fertiliser"]
    assert ladder[:3] == ["negotiating", "text_agreed", "signed"]
    assert {"ratified", "in_force"} <= set(ladder)
    assert {"requested", "offered", "pledged", "agreed", "implemented", "refused"} <= {c["stage"] for c in found}
    assert {"missed", "met"} <= {c["outcome"] for c in found}
    assert any(c["due"] and c["due"] < "2031-12-15" and c["outcome"] == "not_due" for c in found)
    assert {"postponed", "rescheduled"} <= {m["status"] for i in IDS for m in gold(i)["meetings"]}
