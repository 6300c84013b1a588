"""Pair the commitments of one page with the gold's, and find claims above what the text says."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.evaluate.alignment import Place, overlap, split_words
from risalah.evaluate.commitment_fields import compare_parties, is_amount, score_fields
from risalah.evaluate.evidence import has_evidence, is_valid, narrow_places, score_anchor, touches
from risalah.evaluate.ledger import Ledger, PageView, Row, accepted, count_required, describe
from risalah.evaluate.organs import Forms, party_forms
from risalah.evaluate.pairing import pair_greedily
from risalah.evaluate.stages import is_above, is_high, is_too_high


@dataclass(frozen=True, slots=True)
class _Said:
    record: Row
    parties: list[Forms]
    narrow: list[Place]
    backed: bool  # has valid evidence


def score_commitments(ledger: Ledger, page: PageView) -> None:
    """Add the commitments of a page to the ledger. High claims are judged on every page, the rest on diplomacy only."""
    gold: list[Row] = page.gold["commitments"]
    said = [_read(ledger, page, record) for record in page.records("commitments")]
    candidates = [
        (score, i, j)
        for i, one in enumerate(said)
        if one.backed
        for j, row in enumerate(gold)
        if (score := _compare(ledger, page, one, row))
    ]
    pairs = pair_greedily(candidates)
    complete = bool(page.gold["complete"]["commitments"]) and page.diplomacy is True
    if page.diplomacy is not False:
        right = sum(not gold[j].get("optional") for _, _, j in pairs)
        # A second record of one commitment is no false one: it is counted apart.
        wrong = len(said) - len({i for _, i, _ in candidates}) if complete else 0
        ledger.hits["commitments"].add(right, wrong, count_required(gold) - right, judged=right if complete else 0)
    paired = {i: gold[j] for _, i, j in pairs}
    for i, one in enumerate(said):
        _count(ledger, page, one.record)
        if i in paired:
            _judge_paired(ledger, page, one.record, paired[i], complete)
            continue
        again = max(((score, j) for score, k, j in candidates if k == i), default=None)
        if again:
            _judge_second(ledger, page, one.record, gold[again[1]])
        else:
            _judge_unpaired(ledger, page, one.record, complete)
        if complete:
            word = "SECOND commitment" if again else "FALSE commitment"
            ledger.say(word, page.id, describe(one.record), one.record.get("title"))
    ledger.counts["gold_high"] += sum(is_high(row) for row in gold if not row.get("optional"))
    found = {j for _, _, j in pairs}
    for j, row in enumerate(gold):
        if j not in found and not row.get("optional"):
            ledger.say("MISS commitment", page.id, row["kind"], row["stage"], row["anchor"])


def _read(ledger: Ledger, page: PageView, record: Row) -> _Said:
    backed = has_evidence(page.text, record)
    if not backed:
        ledger.without_evidence += 1
        ledger.say("NO EVIDENCE", page.id, "commitment", record.get("id"))
    rows = [p for p in record.get("parties") or () if isinstance(p, dict)]
    parties = [party_forms(page.document, p.get("actor")) for p in rows]
    return _Said(record, parties, narrow_places(page.text, record), backed)


def _compare(ledger: Ledger, page: PageView, said: _Said, gold: Row) -> float:
    """How much a prediction looks like the gold's commitment; 0 where it cannot be it."""
    record, also = said.record, gold.get("also", ())
    parties = compare_parties(ledger.names, said.parties, gold)
    anchor = max(
        score_anchor(page.text, record, gold["anchor"]),
        *(0.9 * score_anchor(page.text, record, other) for other in also),
        0.0,
    )
    title = set(split_words(record.get("title")))
    wanted = [set(split_words(words)) for words in (gold["anchor"], gold["title"], *also)]
    titled = max(len(title & words) / max(1, len(words)) for words in wanted)
    score: float = (
        0.25 * parties
        + 0.35 * anchor
        + 0.15 * (record.get("kind") in accepted(gold, "kind", "accept_kind"))
        + 0.05 * bool(set(record.get("sectors") or ()) & {*gold["sectors"], *gold["accept_sectors"]})
        + 0.15 * min(1, titled)
        + 0.05 * (record.get("stage") in accepted(gold, "stage", "accept_stage"))
        + (0.05 if gold["amount"] and is_amount(record, gold) else 0)
    )
    by_words = (score >= 0.4 and anchor >= 0.9) or (score >= 0.45 and anchor >= 0.6)
    if not by_words and not (score >= 0.5 and titled >= 0.5 and parties >= 0.5):
        return 0.0
    # Among those that can pair: exact before accepted values, words cited in the main anchor, required before optional.
    score += 0.06 * (record.get("stage") == gold["stage"]) + 0.04 * (record.get("kind") == gold["kind"])
    cited = any(overlap(a, b) > 0 for a in page.text.find_all(gold["anchor"]) for b in said.narrow)
    score += 0.03 * cited
    return score + (0 if gold.get("optional") else 0.03)


def _count(ledger: Ledger, page: PageView, record: Row) -> None:
    evidence = record.get("evidence") or ()
    ledger.counts["predicted_commitments"] += 1
    ledger.counts["predicted_high"] += is_high(record)
    ledger.counts["commitments_with_stage_cue"] += any(
        is_valid(page.text.text, e) and e.get("field") == "stage" for e in evidence
    )


def _claim(ledger: Ledger, page: PageView, why: str, record: Row, truth: str, words: str) -> None:
    ledger.overclaims.append([page.id, why, record.get("stage"), record.get("outcome"), truth, words])


def _judge_paired(ledger: Ledger, page: PageView, record: Row, gold: Row, complete: bool) -> None:
    ledger.paired["commitments"][page.id, record.get("id")] = gold
    if is_too_high(record, gold):
        _claim(ledger, page, "matched", record, f"gold {gold['stage']}/{gold['outcome']}", gold["anchor"])
    if not gold.get("optional"):
        score_fields(ledger, page, record, gold, complete)


def _judge_second(ledger: Ledger, page: PageView, record: Row, gold: Row) -> None:
    ledger.counts["second_records_of_a_commitment"] += 1
    if is_high(record) and is_too_high(record, gold):
        _claim(ledger, page, "second record", record, f"gold {gold['stage']}/{gold['outcome']}", gold["anchor"])


def _judge_unpaired(ledger: Ledger, page: PageView, record: Row, complete: bool) -> None:
    trap = next(
        (
            f
            for f in page.gold["forbidden"]
            if f["what"] in ("commitment", "any") and is_above(record, f) and touches(page.text, record, f["anchor"])
        ),
        None,
    )
    if trap:
        ledger.traps.append([page.id, "commitment", trap["anchor"], trap["why"]])
    if not is_high(record):
        return
    if trap and trap.get("overclaim", True):
        _claim(ledger, page, "forbidden", record, trap["why"], trap["anchor"])
    elif page.diplomacy is not True and page.diplomacy != "borderline":
        _claim(ledger, page, "off topic", record, "page is not diplomacy", describe(record))
    elif complete and _is_beside_optional(page, record):
        ledger.counts["high_beside_optional"] += 1
        stage, outcome = record.get("stage"), record.get("outcome")
        ledger.say("HIGH beside an optional record", page.id, stage, outcome, describe(record))
    elif complete:
        _claim(ledger, page, "unmatched", record, "no such record in gold", describe(record))


def _is_beside_optional(page: PageView, record: Row) -> bool:
    """Does a high record rest on the words of an optional gold record that allows its stage?"""
    return any(
        row.get("optional")
        and not is_too_high(record, row)
        and any(touches(page.text, record, words) for words in (row["anchor"], *row.get("also", ())))
        for row in page.gold["commitments"]
    )
