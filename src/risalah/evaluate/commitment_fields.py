"""Score the fields of a commitment that was found."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.evaluate.counts import f_score
from risalah.evaluate.dates import print_date, score_date
from risalah.evaluate.ledger import Ledger, PageView, Row, accepted
from risalah.evaluate.names import NameTable, compare_actors
from risalah.evaluate.organs import Forms, actor_forms, party_forms
from risalah.model.codebook import HIGH_STAGES


def compare_parties(names: NameTable, said: Sequence[Forms], gold: Row) -> float:
    """F1 of the parties; .6 where only accepted other parties were found."""
    extras = gold.get("accept_parties", ())
    found, wrong, missed = compare_actors(said, [p["actor"] for p in gold["parties"]], extras, names.is_party)
    if not found and any(names.is_party(forms, actor) for forms in said for actor in extras):
        return 0.6
    return f_score(found, wrong, missed)


def is_amount(record: Row, gold: Row) -> bool:
    """Is the amount the gold's, within a hundredth, in its currency?"""
    said, wanted = record.get("amount"), gold["amount"]
    try:
        value = float(said["value"]) if said else None
    except (KeyError, TypeError, ValueError):
        return False
    if value is None or said is None or abs(value - wanted["value"]) > 0.01 * abs(wanted["value"]):
        return False
    if said.get("currency") == wanted["currency"]:
        return True
    return wanted["currency"] is None and not (wanted.get("unit") and said.get("currency"))


def score_fields(ledger: Ledger, page: PageView, record: Row, gold: Row, complete: bool) -> None:
    """Add the fields of a paired, required commitment to the ledger."""
    _score_codes(ledger, page, record, gold)
    _score_sectors(ledger, record, gold)
    if complete:
        _count_invented(ledger, page, record, gold)
    if gold["amount"] and not (gold.get("amount_optional") and not record.get("amount")):
        right = is_amount(record, gold)
        ledger.shares["amount"].add(right)
        if not right:
            wanted = f"gold {gold['amount']['value']:g} {gold['amount']['currency']}"
            ledger.say("AMOUNT", page.id, gold["id"], f"{wanted} / said {record.get('amount')}")
    rows = [p for p in record.get("parties") or () if isinstance(p, dict)]
    forms = [party_forms(page.document, p.get("actor")) for p in rows]
    ledger.shares["parties_f1"].add(compare_parties(ledger.names, forms, gold))
    if gold["due"]:
        ledger.shares["due"].add(score_date(record.get("due"), gold["due"], gold.get("accept_due", ())))
    if gold["said_by"]:
        speaker = actor_forms(page.document, record.get("said_by"))
        ledger.shares["said_by"].add(ledger.names.is_same(speaker, gold["said_by"]))


def _score_codes(ledger: Ledger, page: PageView, record: Row, gold: Row) -> None:
    shares, stage, outcome = ledger.shares, record.get("stage"), record.get("outcome")
    right = {name: record.get(name) in accepted(gold, name, f"accept_{name}") for name in ledger.by_class}
    for name, answer in right.items():
        ledger.by_class[name].add(gold[name], answer)
    shares["commitment_kind_strict"].add(record.get("kind") == gold["kind"])
    shares["commitment_kind_lenient"].add(record.get("kind") in accepted(gold, "kind", "accept_kind"))
    shares["stage_strict"].add(stage == gold["stage"])
    shares["stage_lenient"].add(right["stage"])
    shares["outcome_strict"].add(outcome == gold["outcome"])
    shares["outcome_lenient"].add(right["outcome"])
    shares["modality"].add(right["modality"])
    ledger.confusion[gold["stage"], str(stage)] += 1
    if not right["stage"]:
        ledger.say("STAGE", page.id, gold["id"], f"gold {gold['stage']} / said {stage}", gold["anchor"])
    if gold["outcome"] in ("missed", "met") and not right["outcome"]:
        ledger.say("OUTCOME", page.id, gold["id"], f"gold {gold['outcome']} / said {outcome}", gold["anchor"])
    if gold["stage"] in HIGH_STAGES:
        ledger.counts["gold_high_found"] += right["stage"]
    if gold["expected_stage"]:
        said = record.get("expected_stage")
        shares["expected_stage"].add(said in accepted(gold, "expected_stage", "accept_expected"))
    if gold["horizon"] != "unstated":
        shares["horizon"].add(record.get("horizon") in accepted(gold, "horizon", "accept_horizon"))


def _score_sectors(ledger: Ledger, record: Row, gold: Row) -> None:
    said, wanted = set(record.get("sectors") or ()), set(gold["sectors"])
    allowed = wanted | set(gold["accept_sectors"])
    ledger.shares["sector_strict"].add(wanted <= said <= allowed)
    ledger.shares["sector_lenient"].add(bool(said & allowed))


def _count_invented(ledger: Ledger, page: PageView, record: Row, gold: Row) -> None:
    """Values where the gold has none, on a page whose gold is complete: counted, with no other effect."""
    dated = gold["due"] or gold.get("period") or any(gold.get("accept_due", ()))
    said = {
        "due": None if dated else print_date(record.get("due")),
        "expected_stage": None
        if gold["expected_stage"] or gold.get("accept_expected")
        else record.get("expected_stage"),
        "amount": None if gold["amount"] else (record.get("amount") or {}).get("value"),
    }
    for name, value in said.items():
        if value is not None:
            ledger.counts[f"invented_{name}"] += 1
            ledger.say(f"INVENTED {name}", page.id, gold["id"], str(value))
