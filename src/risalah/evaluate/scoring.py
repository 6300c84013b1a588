"""Score predicted documents against gold pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from risalah.evaluate.alignment import AlignedText
from risalah.evaluate.commitments import score_commitments
from risalah.evaluate.counts import ratio
from risalah.evaluate.evidence import is_valid, walk_spans
from risalah.evaluate.gold import Document, GoldSet
from risalah.evaluate.ledger import Ledger, PageView, describe
from risalah.evaluate.meetings import score_meetings
from risalah.evaluate.names import NameTable
from risalah.evaluate.quotations import score_quotations

Figures = dict[str, Any]
"""The figures of a run as a JSON object; rates are null where there is nothing to divide by."""

_EMPTY: Document = {"article": {"text": "", "relevant": False}}


def score_documents(gold: GoldSet, documents: Mapping[str, Document]) -> Ledger:
    """Score documents by gold id. A page without one is missed whole, unless its first copy was read."""
    ledger = Ledger(NameTable(gold.names))
    for key, page in gold.pages.items():
        if key in documents:
            ledger.counts["pages"] += 1
            score_page(ledger, page, documents[key])
        elif page["doc"].get("near_dup_of") in documents:
            ledger.counts["exact_copies_dropped"] += 1
        else:
            ledger.counts["pages_without_prediction"] += 1
            ledger.say("NO PREDICTION", key)
            score_page(ledger, page, _EMPTY)
    return ledger


def score_page(ledger: Ledger, gold: Mapping[str, Any], document: Document) -> None:
    """Add one page to the ledger."""
    article = document.get("article") or {}
    page = PageView(gold, document, AlignedText(article.get("text")))
    for span in walk_spans({name: value for name, value in document.items() if name != "article"}):
        valid = is_valid(page.text.text, span)
        ledger.spans.add(valid)
        if not valid:
            ledger.say("EVIDENCE", page.id, "bad span", str(span.get("exact"))[:60])
    _score_relevance(ledger, page, article.get("relevant"))
    if page.diplomacy is False:
        _count_distractor(ledger, page)
    score_quotations(ledger, page)
    score_meetings(ledger, page)
    score_commitments(ledger, page)


def _score_relevance(ledger: Ledger, page: PageView, said: bool | None) -> None:
    if said is None:
        said = bool(page.document.get("meetings") or page.document.get("commitments"))
    said = bool(said)
    if page.diplomacy is True:
        ledger.hits["triage"].add(found=said, missed=not said)
    elif page.diplomacy is False:
        ledger.hits["triage"].add(wrong=said)
        ledger.counts["distractor_pages"] += 1
        if (page.gold.get("note") or "").startswith("hard"):
            ledger.counts["hard_distractors"] += 1
            ledger.counts["hard_distractors_relevant"] += said
    else:
        ledger.counts["borderline_pages"] += 1
        return
    if said is not page.diplomacy:
        ledger.say("TRIAGE", page.id, "said relevant" if said else "said not relevant")


def _count_distractor(ledger: Ledger, page: PageView) -> None:
    for name in ("quotations", "meetings", "commitments"):
        records = page.records(name)
        ledger.counts[f"distractor_{name}"] += len(records)
        for record in records:
            ledger.say("DISTRACTOR", page.id, name, describe(record))
    found = bool(page.records("meetings") or page.records("commitments"))
    ledger.counts["distractor_pages_with_records"] += found


def summarise(ledger: Ledger) -> Figures:
    """All figures of a run, under the names that `--floor` takes."""
    counts = ledger.counts
    figures: Figures = {
        "counts": dict(counts),
        "evidence_validity": ledger.spans.to_json(),
        "records_without_valid_evidence": ledger.without_evidence,
    }
    figures |= {name: hits.to_json() for name, hits in ledger.hits.items()}
    figures |= {name: share.to_json() for name, share in ledger.shares.items()}
    figures["overclaim"] = _summarise_claims(ledger)
    figures |= {f"{name}_macro": answers.to_json() for name, answers in ledger.by_class.items()}
    predicted = counts["predicted_commitments"]
    figures["high_recall"] = _share(counts["gold_high_found"], counts["gold_high"])
    figures["stage_cue_evidence"] = _share(counts["commitments_with_stage_cue"], predicted)
    figures["second_records"] = _share(counts["second_records_of_a_commitment"], predicted)
    figures |= {name: counts[name] for name in ("invented_due", "invented_expected_stage", "invented_amount")}
    figures["trap_hits"] = {"count": len(ledger.traps), "list": ledger.traps}
    figures["distractors"] = {
        "pages": counts["distractor_pages"],
        "pages_with_meetings_or_commitments": counts["distractor_pages_with_records"],
        "meetings": counts["distractor_meetings"],
        "commitments": counts["distractor_commitments"],
        "quotations": counts["distractor_quotations"],
        "hard": counts["hard_distractors"],
        "hard_said_relevant": counts["hard_distractors_relevant"],
    }
    wrong = sorted((pair, n) for pair, n in ledger.confusion.items() if pair[0] != pair[1])
    figures["stage_confusion"] = {f"{gold} -> {said}": n for (gold, said), n in wrong}
    return figures


def _summarise_claims(ledger: Ledger) -> Figures:
    count, high = len(ledger.overclaims), ledger.counts["predicted_high"]
    return {
        "count": count,
        "by": dict(Counter(claim[1] for claim in ledger.overclaims)),
        "rate_of_commitments": ratio(count, ledger.counts["predicted_commitments"]),
        "rate_of_high": ratio(count, high),
        "predicted_high": high,
        "second_records": ledger.counts["second_records_of_a_commitment"],
        "list": ledger.overclaims,
    }


def _share(right: int, total: int) -> Figures:
    return {"ok": right, "n": total, "rate": ratio(right, total)}
