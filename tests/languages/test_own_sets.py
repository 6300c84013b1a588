"""Sets of our own passages, each with what the codebook says of one field: every file of tests/sets is run.

A file of tests/sets is a mapping:

    record: commitments          # the list of `extract --json` in which the record is looked for
    check: [amount]              # the fields that are compared (keys of COMPARE below, or plain fields of the record)
    floor: {found: 0.90, right: 0.95}   # below these shares the test fails
    published: "2031-03-04"      # the day of publication; a row may give its own
    rows:
      - {cue: menjanjikan, amount: 5000000 USD up_to, text: "..."}
      - text: "..."              # or several records of one passage
        records: [{cue: menandatangani, amount: null}, {cue: berjanji, amount: 3 ship}]

A row may also hold its values in `expect`, and name its cue `anchor`.

`cue` is the first occurrence of the exact words by which the record is picked (the trigger; `cue_n: 2` the second);
a field that a row does not give is expected to be null, but a field of FREE is then not compared.
Amounts are written "VALUE UNIT [QUALIFIER]", an upper-case unit being a currency; dates in EDTF; `conditions` as the
exact words. `count` in `check` asks that the passage gives no more records than the row has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from risalah.config import Settings
from risalah.model.article import Page
from risalah.pipeline import Kit, process
from risalah.resources.loader import read_yaml

FOLDER = Path(__file__).parents[1] / "sets"
SETS = sorted(p for p in FOLDER.glob("*.yaml") if isinstance(read_yaml(p), dict))
FREE = frozenset({"said_on"})
"""Fields that are compared only in rows that give them."""

Row = dict[str, Any]


def show_amount(record: Row, _: Row) -> str | None:
    """ "5000000 USD up_to"."""
    amount = record.get("amount")
    if not amount:
        return None
    return " ".join(str(x) for x in (amount["value"], amount["currency"] or amount["unit"], amount["qualifier"]) if x)


def show_date(name: str) -> Callable[[Row, Row], str | None]:
    """A date field as EDTF, without the mark of an approximate date."""

    def show(record: Row, _: Row) -> str | None:
        return record[name]["edtf"].rstrip("~") if record.get(name) else None

    return show


def show_condition(record: Row, _: Row) -> str | None:
    """The words of the condition."""
    return record["conditions"]["exact"].strip(" ,.") if record.get("conditions") else None


def show_previous(record: Row, _: Row) -> list[str] | None:
    """The dates before the change."""
    return [w["edtf"] for w in record.get("previous") or ()] or None


def show_role(role: str) -> Callable[[Row, Row], list[str] | None]:
    """The states and organisations that take part in a role, sorted."""

    def show(record: Row, document: Row) -> list[str] | None:
        country = {a["id"]: a.get("country") or a["id"] for a in document["actors"]}
        who = {country.get(p["actor"], p["actor"]) for p in record.get("participants") or () if p["role"] == role}
        return sorted(who) or None

    return show


def show_schedule(record: Row, _: Row) -> str | None:
    """The change of schedule; "none" is the same as no word of it."""
    return None if record.get("schedule") in (None, "none") else str(record["schedule"])


def show_sector(record: Row, _: Row) -> str | None:
    """The main sector."""
    return record["sectors"][0] if record.get("sectors") else None


COMPARE: dict[str, Callable[[Row, Row], Any]] = {
    "amount": show_amount,
    "conditions": show_condition,
    "previous": show_previous,
    "schedule": show_schedule,
    "sector": show_sector,
    "visitor": show_role("visitor"),
    "host": show_role("host"),
    **{name: show_date(name) for name in ("due", "period", "signed_on", "said_on", "when")},
}


@dataclass
class Figures:
    """What one set gives: counts, counts a field, and the rows that failed."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> str:
        """The figures in words, field by field: rows that state a value on either side, and how many agree."""
        per = ", ".join(f"{k} {a}/{n}" for k, (a, n) in self.fields.items())
        return f"found {self.found}/{self.wanted}, right {self.right}/{self.found} (where a value stands: {per})"


def pick(records: list[Row], text: str, cue: str, n: int) -> Row | None:
    """The record of the cue: the one whose evidence in the sentence of the cue stands nearest to it."""
    start = -1
    for _ in range(n):
        start = text.find(cue, start + 1)
    assert start >= 0, f"the cue {cue!r} is not in {text!r}"
    end = start + len(cue)

    def gap(e: Row) -> int:
        return max(0, int(e["start"]) - end, start - int(e["end"]))

    best: tuple[int, int] | None = None
    chosen = None
    for record in records:
        whole = [e for e in record["evidence"] if e["field"] == "sentence"]
        if not any(e["start"] <= start < e["end"] for e in whole):
            continue
        stage = [gap(e) for e in record["evidence"] if e["field"] in ("stage", "status", "cue")]
        key = (min(stage, default=len(text)), min(gap(e) for e in record["evidence"] if e not in whole))
        if best is None or key < best:
            best, chosen = key, record
    return chosen


def measure(rows: dict[str, Any], kit: Kit) -> Figures:
    """Run the whole engine on every row of a set."""
    figures = Figures(fields={name: [0, 0] for name in rows["check"]})
    for row in rows["rows"]:
        published = row.get("published", rows.get("published", "2031-03-04"))
        page = Page(row["text"], published=published, lang="id")
        document = process(page, kit).to_json()
        found = document[rows.get("record", "commitments")]
        wanted = row.get("records", [row.get("expect", row)])
        for one in wanted:
            figures.wanted += 1
            cue = one.get("cue") or one["anchor"]
            record = pick(found, document["article"]["text"], cue, one.get("cue_n", 1))
            if record is None:
                figures.missed.append(f"{cue!r}: {row['text']}")
                continue
            figures.found += 1
            bad = []
            for name in rows["check"]:
                if name in FREE and name not in one:
                    continue
                if name == "count":
                    said, expected = len(found), len(wanted)
                else:
                    said = COMPARE[name](record, document) if name in COMPARE else record.get(name)
                    expected = one.get(name)
                same = said == expected
                if said is not None or expected is not None:
                    figures.fields[name][0] += same
                    figures.fields[name][1] += 1
                if not same:
                    bad.append(f"{name}: wanted {expected!r}, said {said!r}")
            figures.right += not bad
            if bad:
                figures.wrong.append(f"{'; '.join(bad)} | {cue!r}: {row['text']}")
    return figures


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(Settings(lang="id", keep_all=True))


@pytest.mark.parametrize("path", SETS, ids=[p.stem for p in SETS])
def test_set_reaches_its_floor(path: Path, kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    rows = read_yaml(path)
    figures = measure(rows, kit)
    with capsys.disabled():
        print(f"\n{path.stem}: {figures.lines()}")
    detail = "\n".join([figures.lines(), "WRONG", *figures.wrong, "NOT FOUND", *figures.missed])
    assert figures.found >= rows["floor"]["found"] * figures.wanted, detail
    assert figures.right >= rows["floor"]["right"] * figures.found, detail


def test_sets_hold_no_sentence_twice() -> None:
    texts = [re.sub(r"\W+", " ", row["text"]) for path in SETS for row in read_yaml(path)["rows"]]
    assert len(texts) == len(set(texts))
