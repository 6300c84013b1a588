"""Every export of the sample and of a register full of hostile strings, opened by the reference reader of its format."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factory import make_documents, make_register
from risalah.cli import run
from risalah.cli_export import FORMATS as NAMED
from risalah.show.export import FORMATS, export
from risalah.show.exports.packages import shorten_names
from risalah.show.exports.polecat import COLUMNS
from risalah.store import Store, open_store

DAY = "2031-12-15"
DEV = Path(__file__).parents[2] / "../shared" / "dev"
HOSTILE = (
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "-1+1",
    "</script><b>x</b>",
    "a\tb\r\nc",
    "nol\x00\x07x",
    "\u202eputar\u2066",
    "{{7*7}} \\ % & $ # _ ~ ^ }{",
    "ER  - \r\nTY  - NEWS",
    "\u2028baris\u2029",
    "END:VEVENT\r\nBEGIN:VALARM",
    "🇮🇩 é",
)


@pytest.fixture(scope="module")
def sample(sample_register: Path) -> Iterator[Store]:
    with open_store(sample_register, read_only=True) as s:
        yield s


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register whose titles, outlets, names and places are hostile; a NUL cannot be stored, and is left out here."""
    words = [w.replace("\x00", "") for w in HOSTILE]
    with open_store(tmp_path_factory.mktemp("hostile") / "r", create=True) as s:
        documents = make_documents()
        s.write_documents(documents)
        r = make_register()
        commitments = tuple(
            replace(c, value={**c.value, "title": words[n % len(words)]})
            for n, c in enumerate(r.commitments * len(words))
        )
        commitments = tuple(replace(c, id=f"c-{n:010x}") for n, c in enumerate(commitments))
        meetings = tuple(
            replace(m, value={**m.value, "place": {"name": words[n % len(words)], "country": "IDN"}})
            for n, m in enumerate(r.meetings)
        )
        actors = tuple({**a, "name": words[n % len(words)]} for n, a in enumerate(r.actors))
        articles = tuple(replace(a, title=words[n], outlet=words[-1 - n]) for n, a in enumerate(r.articles))
        s.write_register(replace(r, commitments=commitments, meetings=meetings, actors=actors, articles=articles))
        yield s


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register of the development pages, which are not part of the repository."""
    if not DEV.is_dir():
        pytest.skip("../shared/dev is not here: press pages are not part of the repository")
    folder = tmp_path_factory.mktemp("press")
    ids = set(json.loads((DEV / "split.json").read_text(encoding="utf-8"))["dev"])
    rows = (DEV / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "pages.jsonl").write_text("\n".join(r for r in rows if json.loads(r)["id"] in ids), encoding="utf-8")
    assert run(["build", str(folder / "pages.jsonl"), "-o", str(folder / "r")]) in (0, 3)
    with open_store(folder / "r", read_only=True) as s:
        yield s


@pytest.fixture(params=["sample", "hostile", pytest.param("press", marks=pytest.mark.shared)])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


def write(store: Store, name: str, folder: Path) -> Path:
    out = folder / name
    export(store, name, out, DAY)
    return out


def test_the_names_are_those_of_the_contract() -> None:
    assert list(FORMATS) == NAMED.split()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_register_gives_the_same_bytes(sample: Store, tmp_path: Path, name: str) -> None:
    def read(out: Path) -> dict[str, bytes]:
        files = sorted(out.rglob("*")) if out.is_dir() else [out]
        return {str(f.relative_to(out)): f.read_bytes() for f in files}

    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
    first, second = (read(write(sample, name, tmp_path / turn)) for turn in ("a", "b"))
    assert first and first == second


def test_ris(store: Store, tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy")
    with write(store, "ris", tmp_path).open(encoding="utf-8", newline="") as f:
        found = rispy.load(f)
    assert len(found) == len(list(store.documents())) + len(store.load_register().entries())
    assert {x["type_of_reference"] for x in found} == {"NEWS", "DATA"}


def test_bibtex(store: Store, tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    text = write(store, "bibtex", tmp_path).read_text(encoding="utf-8")
    found = bibtexparser.parse_string(text)
    assert not found.failed_blocks
    assert len(found.entries) == len(list(store.documents())) + len(store.load_register().entries())
    assert len({x.key for x in found.entries}) == len(found.entries)


def test_csl(store: Store, tmp_path: Path) -> None:
    found = json.loads(write(store, "csl", tmp_path).read_text(encoding="utf-8"))
    assert {x["type"] for x in found} == {"article-newspaper", "dataset"} and all(x["id"] for x in found)
    assert all(len(x["issued"]["date-parts"][0]) == 3 for x in found if "issued" in x)


def test_ics(store: Store, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    raw = write(store, "ics", tmp_path).read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert events and not icalendar.Calendar.from_ical(raw).walk("VALARM")
    by_id = {e.id: e for e in store.load_register().entries()}
    for event in events:
        entry = by_id[str(event["UID"]).removesuffix("@risalah")]
        when = entry.value.get("due") or entry.value.get("when")
        assert event.decoded("DTEND") > event.decoded("DTSTART")
        assert (event.decoded("DTEND") - date.fromisoformat(when["to"])).days == 1


def test_atom(store: Store, tmp_path: Path) -> None:
    root = ET.fromstring(write(store, "atom", tmp_path).read_bytes())
    ns = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{ns}entry")
    assert entries and root.find(f"{ns}updated") is not None
    assert len({e.findtext(f"{ns}id") for e in entries}) == len(entries)
    updated = [e.findtext(f"{ns}updated") or "" for e in entries]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+(Z|[+-]\d\d:\d\d)", u) for u in updated)


def test_xlsx_has_no_formula(store: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "r.xlsx"
    export(store, "xlsx", out, DAY)
    book = openpyxl.load_workbook(out)
    assert "codebook" in book.sheetnames and "commitments" in book.sheetnames
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    header = [c.value for c in book["commitments"][1]]
    titles = [row[header.index("title")] for row in book["commitments"].iter_rows(min_row=2, values_only=True)]
    assert len(titles) == len(store.load_register().commitments)


def test_parquet_is_what_duckdb_and_arrow_read(store: Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    duckdb = pytest.importorskip("duckdb")
    out = write(store, "parquet", tmp_path)
    table = pq.read_table(out / "commitments.parquet")
    found = store.load_register().commitments
    assert table.column("title").to_pylist() == [c.value.get("title") for c in found]
    assert table.schema.field("stage").metadata[b"about"]
    with duckdb.connect() as c:
        counted = c.execute(f"select count(*), count(distinct id) from '{out}/commitments.parquet'").fetchall()
        assert counted == [(len(found), len(found))]
        due = c.execute(f"select count(*) from '{out}/commitments.parquet' where due_to > date '2000-01-01'").fetchall()
    assert due[0][0] == sum(bool((c.value.get("due") or {}).get("to")) for c in found)


def test_polecat_is_what_pandas_reads(store: Store, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    out = write(store, "polecat", tmp_path)
    frame = pandas.read_csv(out, sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == COLUMNS and len(COLUMNS) == 40
    assert len(frame) and set(frame["Event Type"]) <= {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
        *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }
    assert frame["Event ID"].is_unique


def test_plover_and_gdelt_and_ninjs_are_json_lines(store: Store, tmp_path: Path) -> None:
    for name, wanted in (
        ("plover", {"id", "date", "actor", "event"}),
        ("gdelt", {"date", "quotes"}),
        ("ninjs", {"uri"}),
    ):
        lines = [json.loads(x) for x in write(store, name, tmp_path).read_text(encoding="utf-8").split("\n") if x]
        assert lines and all(wanted <= set(x) for x in lines), name
    texts = {d.article.id: d.article.text for d in store.documents()}
    for line in (tmp_path / "gdelt").read_text(encoding="utf-8").split("\n"):
        for q in json.loads(line)["quotes"] if line else ():
            text = texts[json.loads(line)["article"]]
            assert q["pre"] + q["quote"] + q["post"] in text and text[q["start"] : q["end"]] == q["quote"]


def test_webanno_selectors_find_their_words(store: Store, tmp_path: Path) -> None:
    found = json.loads(write(store, "webanno", tmp_path).read_text(encoding="utf-8"))
    items = found["first"]["items"]
    assert items and len(items) == found["total"] and len({i["id"] for i in items}) == len(items)
    texts = {f"urn:risalah:article:{d.article.id}": d.article.text for d in store.documents()}
    for item in items:
        quote, position = item["target"]["selector"]
        text = texts[item["canonical"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_jsonld_expands_and_can_lie_in_a_script(store: Store, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    text = write(store, "jsonld", tmp_path).read_text(encoding="utf-8")
    assert "<" not in text and "\u2028" not in text
    context = {"@context": {"@vocab": "https://schema.org/"}}
    document = json.loads(text)
    graph = jsonld.expand({**document, **context})
    names = {n["@type"][0].rsplit("/", 1)[-1] for n in graph if "@type" in n}
    assert {"NewsArticle", "Event", "Action", "Quotation", "Claim"} <= names
    ids = [n["@id"] for n in document["@graph"]]
    assert len(ids) == len(set(ids))


def test_ftm_statements(store: Store, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(write(store, "ftm", tmp_path).read_text(encoding="utf-8"), newline="")))
    assert rows and len({r["id"] for r in rows}) == len(rows)
    assert {r["schema"] for r in rows} >= {"Article", "PublicBody"}
    entities = {r["entity_id"] for r in rows if r["prop"] == "id"}
    linked = {r["value"] for r in rows if r["prop_type"] == "entity"}
    assert linked <= entities


def test_ftm_statements_by_their_own_library(store: Store, tmp_path: Path) -> None:
    """In another Python (RISALAH_CHECK_PYTHON, `pip install 'risalah[check]'`): its library asks for much."""
    python = os.environ.get("RISALAH_CHECK_PYTHON")
    if not python:
        pytest.skip("RISALAH_CHECK_PYTHON names no Python with followthemoney")
    code = (
        "import csv, sys\nfrom followthemoney import model\nfrom followthemoney.types import registry\n"
        "n, bad = 0, []\n"
        "for row in csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')):\n"
        "    n += 1\n"
        "    schema = model.get(row['schema'])\n"
        "    if schema is None or (row['prop'] != 'id' and row['prop'] not in schema.properties): bad.append(row)\n"
        "    elif row['prop'] != 'id':\n"
        "        prop = schema.properties[row['prop']]\n"
        "        if prop.type.name != row['prop_type'] or (prop.type.name in ('country', 'date', 'language', 'url') and "
        "prop.type.clean(row['value']) != row['value']): bad.append((row, prop.type.name))\n"
        "print(n); sys.exit(str(bad[:5]) if bad else 0)"
    )
    if subprocess.run([python, "-c", "import followthemoney"], capture_output=True, check=False).returncode:
        pytest.skip(f"{python} has no followthemoney")
    out = write(store, "ftm", tmp_path)
    done = subprocess.run([python, "-c", code, str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and int(done.stdout) > 50, done.stderr[-1500:]


NINJS: dict[str, Any] = {
    "type": "object",
    "required": ["uri", "standard", "type"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "format": "uri", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"},
        "standard": {
            "type": "object",
            "required": ["name", "version", "schema"],
            "properties": {"name": {"const": "ninjs"}, "version": {"const": "3.1"}, "schema": {"type": "string"}},
        },
        "type": {
            "enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]
        },
        "representationType": {"enum": ["complete", "incomplete", "associated"]},
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "versionCreated": {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$",
        },
        **{
            key: {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/thing"}}
            for key in ("headlines", "infoSources", "places", "people", "organisations", "subjects", "associations")
        },
        "eventDetails": {
            "type": "object",
            "additionalProperties": False,
            "required": ["dates", "eventStatus"],
            "properties": {
                "dates": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        key: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"} for key in ("startDate", "endDate")
                    },
                },
                "eventStatus": {"enum": ["Planned", "Postponed", "Cancelled", "Rescheduled", "Confirmed"]},
            },
        },
    },
    "$defs": {
        "thing": {
            "type": "object",
            "additionalProperties": False,
            "anyOf": [{"required": ["name"]}, {"required": ["value"]}],
            "properties": {
                **{key: {"type": "string", "minLength": 1} for key in ("name", "value", "role", "creator", "type")},
                "uri": {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"},
            },
        }
    },
}
"""Our own words for what the public description of ninjs 3.1 allows, of the properties that we write, and no others."""


def test_ninjs_items_are_as_their_description_has_them(store: Store, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    check = jsonschema.Draft202012Validator(NINJS)
    items = [json.loads(x) for x in write(store, "ninjs", tmp_path).read_text(encoding="utf-8").split("\n") if x]
    assert items and not [e.message for item in items for e in check.iter_errors(item)]
    assert len({i["uri"] for i in items if i["type"] == "event"}) == sum(i["type"] == "event" for i in items)


def test_timelinejs(store: Store, tmp_path: Path) -> None:
    events = json.loads(write(store, "timelinejs", tmp_path).read_text(encoding="utf-8"))["events"]
    assert events and all(e["start_date"]["year"] > 2000 and "<" not in json.dumps(e) for e in events)


def test_stata_names_and_do_file(store: Store, tmp_path: Path) -> None:
    out = write(store, "stata", tmp_path)
    for file in out.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        assert all(re.fullmatch(r"[a-z_]\w{0,31}", n) for n in rows[0]) and len(set(rows[0])) == len(rows[0])
        assert all(len(r) == len(rows[0]) and not re.search(r"[\t\n\r]", "".join(r)) for r in rows)
        assert f'"{file.name}"' in (out / "labels.do").read_text(encoding="utf-8")
    assert shorten_names(["from", "a" * 40, "a" * 40]) == ["day_from", "a" * 32, "a" * 30 + "_2"]


def test_datapackage_describes_its_tables(store: Store, tmp_path: Path) -> None:
    out = write(store, "datapackage", tmp_path)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (out / resource["path"]).open(encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        fields = resource["schema"]["fields"]
        for row in rows:
            assert list(row) == [f["name"] for f in fields]
            for field in fields:
                check(field, row[field["name"]])
    stage = next(f for f in package["resources"][0]["schema"]["fields"] if f["name"] == "stage")
    assert "signed" in stage["constraints"]["enum"]


def check(field: dict[str, Any], cell: str) -> None:
    if not cell:
        return
    if field["type"] == "date":
        date.fromisoformat(cell)
    elif field["type"] in ("integer", "number"):
        float(cell)
    elif field["type"] == "boolean":
        assert cell in ("true", "false")
    if enum := field.get("constraints", {}).get("enum"):
        assert cell in enum, (field["name"], cell)


def test_what_is_left_out_is_told(
    sample: Store, hostile: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(sample, "ftm", tmp_path / "a", DAY)["commitments, which FollowTheMoney has no schema for"] > 0
    dropped = export(hostile, "polecat", tmp_path / "b", DAY)
    assert dropped["control characters"] > 0 and dropped["tabs and line breaks"] > 0
    assert run(["export", sample.name, "--format", "ics", "-o", str(tmp_path / "c.ics")]) == 0
    assert "ics: left out" in capsys.readouterr().err
    assert run(["export", sample.name, "--format", "xlsx", "-o", "-"]) == 2
    assert run(["export", sample.name, "--format", "docx", "-o", "-"]) == 2
    assert run(["export", sample.name, "--format", "ris", "--type", "meeting", "-o", "-"]) == 2
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert run(["export", sample.name, "--format", "stata", "-o", str(tmp_path / "file")]) == 2


def list_strings(value: Any) -> Iterator[str]:
    """All texts of a parsed document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from list_strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from list_strings(inner)


def read_texts(name: str, out: Path) -> set[str]:
    """Every text of an export as the reader of its format gives it back."""
    if name in ("json", "jsonld", "webanno", "csl", "timelinejs"):
        found = set(list_strings(json.loads(out.read_text(encoding="utf-8"))))
        return {html.unescape(t) for t in found} if name == "timelinejs" else found
    if name in ("jsonl", "plover", "gdelt", "ninjs"):
        lines = out.read_text(encoding="utf-8").split("\n")
        return {s for line in lines if line for s in list_strings(json.loads(line))}
    if name in ("csv", "stata", "datapackage"):
        tables = [list(csv.reader(f.open(encoding="utf-8", newline=""))) for f in out.glob("*.csv")]
        return {cell for table in tables for row in table for cell in row}
    if name == "ftm":
        return {cell for row in csv.reader(out.open(encoding="utf-8", newline="")) for cell in row}
    if name == "polecat":
        rows = out.read_text(encoding="utf-8").split("\n")
        return {c for row in rows for cell in row.split("\t") for c in (cell, *cell.split(";"))}
    if name == "xlsx":
        book = pytest.importorskip("openpyxl").load_workbook(out, read_only=True)
        return {str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c is not None}
    if name == "parquet":
        pq = pytest.importorskip("pyarrow.parquet")
        tables = [pq.read_table(f) for f in out.glob("*.parquet")]
        return {c for t in tables for column in t.to_pydict().values() for c in column if isinstance(c, str)}
    if name == "ics":
        events = pytest.importorskip("icalendar").Calendar.from_ical(out.read_bytes()).walk("VEVENT")
        return {str(e[k]) for e in events for k in e}
    if name == "atom":
        return {e.text for e in ET.fromstring(out.read_bytes()).iter() if e.text}
    if name == "ris":
        return set(list_strings(pytest.importorskip("rispy").loads(out.read_text(encoding="utf-8"))))
    library = pytest.importorskip("bibtexparser").parse_string(out.read_text(encoding="utf-8"))
    return {str(f.value) for e in library.entries for f in e.fields}


CARRIES_TITLES = frozenset(FORMATS) - {"webanno", "gdelt", "ftm", "polecat", "plover", "ninjs"}
"""Formats that hold the titles of all commitments (a calendar of those that are due); the others hold names and words."""


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_hostile_words_come_back_or_are_counted(hostile: Store, tmp_path: Path, name: str) -> None:
    """A word is found again letter for letter, or in a form without what the format cannot hold, and that was counted."""
    out = tmp_path / (f"{name}.xlsx" if name == "xlsx" else name)
    dropped = export(hostile, name, out, DAY)
    texts = read_texts(name, out)
    joined = "\n".join(texts)
    changed, words = [], {w.replace("\x00", "") for w in HOSTILE}
    if name == "ics":
        words = {c.value["title"] for c in hostile.load_register().commitments if c.value.get("due")}
    for word in words:
        # CSV for spreadsheets says what it does: an apostrophe before what would run.
        if any(form in t for form in (word, "'" + word) for t in texts):
            continue
        plain = " ".join(
            re.sub(
                r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", word.replace("\r", " ").replace("\n", " ")
            ).split()
        )
        if name in CARRIES_TITLES:
            assert plain in " ".join(joined.split()) or name == "bibtex", (word, sorted(texts))
            changed.append(word)
    if changed and name != "bibtex":  # its reader gives back the escapes of TeX
        assert sum(dropped.values()) > 0, (changed, dropped)
