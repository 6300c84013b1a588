"""Our own gold in tests/gold: values of the codebook, short locators that stand in their pages, twenty pages a part."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from risalah.evaluate.alignment import squash
from risalah.evaluate.gold import read_gold
from risalah.model import codebook

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from gold_pages import DATA, GOLD, build_page, gold_files, main, read_parts, read_places  # noqa: E402

MOST_WORDS = 8
"""The longest locator: less than the nine words in a row that count as a copy of press text."""

PAGES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in gold_files()}

EXTRA = [json.loads(line) for path in sorted(GOLD.glob("extra_*.jsonl")) for line in path.open(encoding="utf-8")]

VALUES = {
    "meetings": {"kind": codebook.MeetingKind, "status": codebook.MeetingStatus},
    "quotations": {"form": codebook.QuotationForm, "speaker_basis": codebook.SpeakerBasis},
    "commitments": {
        "kind": codebook.CommitmentKind,
        "stage": codebook.Stage,
        "expected_stage": codebook.Stage,
        "modality": codebook.Modality,
        "outcome": codebook.Outcome,
        "horizon": codebook.Horizon,
        "sectors": codebook.Sector,
    },
}
"""The fields with a closed list of values."""

here = pytest.mark.skipif(
    not (DATA / "dev" / "press").is_dir(), reason="../shared/data is not here: press pages are not in the repository"
)


def find_locators(page: dict[str, Any]) -> Iterator[str]:
    """All words of the page that its gold repeats."""
    for record in page["meetings"] + page["commitments"] + page["forbidden"]:
        yield record["anchor"]
        yield from record.get("also", [])
    for quotation in page["quotations"]:
        yield quotation["first"]
        yield quotation["last"]


def flatten(value: object) -> list[Any]:
    """The values of a field, of one or of a list."""
    return value if isinstance(value, list) else [value]


def allow(kind: Any) -> set[object]:
    """The values of a literal type, or of a union of them."""
    return {value for part in get_args(kind) for value in (get_args(part) or [part])}


def find_runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Runs of this many words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_each_part_that_is_begun_has_twenty_pages() -> None:
    for part, ids in read_parts().items():
        assert len(set(ids)) == len(ids), part
        assert not ids or len(ids) >= 20, part


def test_parts_gold_and_places_hold_the_same_pages() -> None:
    parts = read_parts()
    listed = [key for ids in parts.values() for key in ids]
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(PAGES) == set(read_places())
    assert set(read_gold(GOLD).pages) == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_values_are_in_the_codebook(name: str) -> None:
    page = PAGES[name]
    assert page["id"] == name
    assert page["doc"]["diplomacy"] in (True, False, "borderline")
    for group, fields in VALUES.items():
        for record in page[group]:
            for field, kind in fields.items():
                short = {"expected_stage": "expected"}.get(field, field)
                said = flatten(record[field]) + flatten(record.get(f"accept_{short}", []))
                free = {None} if field == "expected_stage" else set()
                assert set(said) <= allow(kind) | free, (record["id"], field)
            for party in record.get("parties", []) if group == "commitments" else []:
                assert party["role"] in get_args(codebook.PartyRole), record["id"]
            for person in record.get("participants", []):
                assert person["role"] in get_args(codebook.ParticipantRole), record["id"]


def test_extra_values_belong_to_a_record_and_are_short() -> None:
    groups = ("meetings", "quotations", "commitments", "forbidden")
    known = {record.get("id") for page in PAGES.values() for group in groups for record in page[group]}
    assert {row["id"] for row in EXTRA} <= known | {f"{key}#f{n}" for key in PAGES for n in range(20)} | set(PAGES)
    words = [str(said) for row in EXTRA for value in row.values() for said in flatten(value)]
    assert [said for said in words if len(said.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_locators_are_short(name: str) -> None:
    assert [words for words in find_locators(PAGES[name]) if len(words.split()) > MOST_WORDS] == []


@here
@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(PAGES))
def test_locators_stand_in_the_page_and_nothing_longer_does(name: str) -> None:
    page = PAGES[name]
    row = build_page(read_places()[name])
    text = f"{row['title'] or ''}\n{row['text']}"
    run = squash(text)[0]
    assert [words for words in find_locators(page) if squash(words)[0] not in run] == []
    for quotation in page["quotations"]:
        first, last = (squash(quotation[end])[0] for end in ("first", "last"))
        start = -1
        for _ in range(quotation.get("n", 1)):
            start = run.find(first, start + 1)
        assert start >= 0, quotation["id"]
        assert run.find(last, start) >= 0, quotation["id"]
    copied = find_runs(json.dumps(page, ensure_ascii=False), MOST_WORDS + 1) & find_runs(text, MOST_WORDS + 1)
    assert copied == set()


@here
@pytest.mark.shared
def test_pages_are_built_outside_the_repository_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pages.jsonl"
    assert main(["-o", str(out), "--split", f"{GOLD / 'split.json'}:dev"]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == read_parts()["dev"]
    with pytest.raises(SystemExit):
        main(["-o", str(GOLD / "pages.jsonl")])
    assert main(["-o", str(out), "no-such-page"]) == 2
    assert "no-such-page: not in tests/gold/pages*.tsv" in capsys.readouterr().err
