"""Score the quotations of one page: spans, forms and speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from risalah.evaluate.alignment import Place, overlap
from risalah.evaluate.evidence import is_valid
from risalah.evaluate.ledger import Ledger, PageView, Row, accepted, count_required, describe
from risalah.evaluate.organs import actor_forms
from risalah.evaluate.pairing import Pair, pair_greedily

_FLOORS = {
    "direct": {"direct_overlap": 0.8},
    "indirect": {"indirect_overlap50": 0.5, "indirect_overlap80": 0.8},
}
"""Share of the longer of the two spans that must be common, by figure; a mixed quotation counts as direct."""


@dataclass(frozen=True, slots=True)
class _Said:
    record: Row
    places: list[Place]


def score_quotations(ledger: Ledger, page: PageView) -> None:
    """Add the quotations of a page to the ledger. A page that is not about diplomacy is not judged."""
    if page.diplomacy is False:
        return
    for form in _FLOORS:
        _score_form(ledger, page, form)


def _score_form(ledger: Ledger, page: PageView, form: str) -> None:
    gold = [row for row in page.gold["quotations"] if _is_form(row, form)]
    said = [_Said(row, _places(page, row)) for row in page.records("quotations") if _is_form(row, form)]
    found = [page.text.locate(row["first"], row["last"], row.get("n", 1)) for row in gold]
    pairs = pair_greedily(_candidates(said, found, min(_FLOORS[form].values())))
    complete = bool(page.gold["complete"][form])
    required = count_required(gold)
    beside_optional = {
        i
        for i, one in enumerate(said)
        if any(place and gold[j].get("optional") and _touch(one, place) for j, place in enumerate(found))
    }
    for name, floor in _FLOORS[form].items():
        hits = [pair for pair in pairs if pair[0] >= floor]
        right = sum(not gold[j].get("optional") for _, _, j in hits)
        good = {i for _, i, _ in hits} | beside_optional
        wrong = len(said) - len(good) if complete else 0
        ledger.hits[name].add(right, wrong, required - right, judged=right if complete else 0)
    if form == "direct":
        _score_exact(ledger, said, found, gold, pairs, required, complete)
    for _, i, j in pairs:
        _score_speaker(ledger, page, form, said[i].record, gold[j])
    _log(ledger, page, form, said, found, gold, pairs)


def _is_form(row: Row, form: str) -> bool:
    return (row.get("form") == "indirect") == (form == "indirect")


def _places(page: PageView, record: Row) -> list[Place]:
    spans = [s for s in record.get("content") or () if is_valid(page.text.text, s)]
    return [page.text.place(s["start"], s["end"]) for s in spans]


def _touch(said: _Said, place: Place) -> bool:
    return any(overlap(own, place) for own in said.places)


def _candidates(said: list[_Said], found: list[Place | None], floor: float) -> list[Pair]:
    pairs = []
    for i, one in enumerate(said):
        length = sum(b - a for a, b in one.places)
        for j, place in enumerate(found):
            if place is None or not length:
                continue
            share = sum(overlap(own, place) for own in one.places) / max(length, place[1] - place[0])
            if share >= floor:
                pairs.append((share, i, j))
    return pairs


def _score_exact(
    ledger: Ledger,
    said: list[_Said],
    found: list[Place | None],
    gold: list[Row],
    pairs: list[Pair],
    required: int,
    complete: bool,
) -> None:
    """Direct quotations whose first and last letters are exactly the gold's."""
    must = [(i, j) for _, i, j in pairs if not gold[j].get("optional")]
    exact = sum((min(a for a, _ in said[i].places), max(b for _, b in said[i].places)) == found[j] for i, j in must)
    wrong = len(said) - len(pairs) + len(must) - exact if complete else 0
    ledger.hits["direct_exact"].add(exact, wrong, required - exact, judged=exact if complete else 0)


def _score_speaker(ledger: Ledger, page: PageView, form: str, record: Row, gold: Row) -> None:
    forms = actor_forms(page.document, record.get("speaker"), record.get("speaker_mention"))
    right = any(ledger.names.is_same(forms, one) for one in accepted(gold, "speaker", "accept_speaker"))
    ledger.shares[f"speaker_{form}"].add(right)
    if form == "direct" and gold["speaker_basis"] != "explicit":
        ledger.shares["speaker_direct_not_explicit"].add(right)
    if not right:
        ledger.say("SPEAKER", page.id, gold["id"], gold["first"], f"gold {gold['speaker']} / said {forms[:1]}")


def _log(
    ledger: Ledger,
    page: PageView,
    form: str,
    said: list[_Said],
    found: list[Place | None],
    gold: list[Row],
    pairs: list[Pair],
) -> None:
    used: tuple[set[int], set[int]] = {i for _, i, _ in pairs}, {j for _, _, j in pairs}
    for j, row in enumerate(gold):
        if j not in used[1] and not row.get("optional"):
            note: Any = "" if found[j] else "(not in the predicted text)"
            ledger.say("MISS quotation", page.id, form, row["first"], "...", row["last"], note)
    if page.gold["complete"][form]:
        for i, one in enumerate(said):
            if i not in used[0]:
                shown = {"form": one.record.get("form"), "content": one.record.get("content")}
                ledger.say("FALSE quotation", page.id, form, describe(shown))
