"""Score the meetings of one page: found, participants, date, status, kind."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.evaluate.counts import f_score
from risalah.evaluate.dates import print_date, score_date
from risalah.evaluate.evidence import has_evidence, score_anchor, touches
from risalah.evaluate.ledger import Ledger, PageView, Row, accepted, count_required, describe
from risalah.evaluate.names import compare_actors
from risalah.evaluate.organs import Forms, actor_forms, party_forms
from risalah.evaluate.pairing import Pair, pair_greedily

_FLOOR = 0.5
"""Score from which a prediction can be the gold's meeting; the parts below add up to 1."""


@dataclass(frozen=True, slots=True)
class _Said:
    record: Row
    people: list[Forms]
    parties: list[Forms]
    backed: bool  # has valid evidence


def score_meetings(ledger: Ledger, page: PageView) -> None:
    """Add the meetings of a page to the ledger. A page that is not about diplomacy is not judged."""
    if page.diplomacy is False:
        return
    gold: list[Row] = page.gold["meetings"]
    said = [_read(ledger, page, record) for record in page.records("meetings")]
    pairs = pair_greedily(
        (score + (0 if row.get("optional") else 0.05), i, j)
        for i, one in enumerate(said)
        if one.backed
        for j, row in enumerate(gold)
        if (score := _compare(ledger, page, one, row))
    )
    complete = bool(page.gold["complete"]["meetings"])
    right = sum(not gold[j].get("optional") for _, _, j in pairs)
    wrong = len(said) - len(pairs) if complete else 0
    ledger.hits["meetings"].add(right, wrong, count_required(gold) - right, judged=right if complete else 0)
    for _, i, j in pairs:
        ledger.paired["meetings"][page.id, said[i].record.get("id")] = gold[j]
        _score_fields(ledger, page, said[i], gold[j])
    _log(ledger, page, said, gold, pairs)


def _read(ledger: Ledger, page: PageView, record: Row) -> _Said:
    backed = has_evidence(page.text, record)
    if not backed:
        ledger.without_evidence += 1
        ledger.say("NO EVIDENCE", page.id, "meeting", record.get("id"))
    people = [actor_forms(page.document, p.get("actor")) for p in record.get("participants") or ()]
    parties = [party_forms(page.document, code) for code in record.get("parties") or ()]
    return _Said(record, people, parties, backed)


def _actors(gold: Row) -> list[str]:
    return [p["actor"] for p in gold["participants"]]


def _compare_people(ledger: Ledger, said: _Said, gold: Row) -> tuple[int, int, int]:
    extras = [*gold.get("accept_participants", ()), *gold["parties"]]
    return compare_actors(said.people, _actors(gold), extras, ledger.names.is_same)


def _compare(ledger: Ledger, page: PageView, said: _Said, gold: Row) -> float:
    """How much a prediction looks like the gold's meeting; 0 where it cannot be it."""
    same = ledger.names.is_same
    people = f_score(*_compare_people(ledger, said, gold))
    extras = gold.get("accept_participants", ())
    if not gold["participants"] and any(same(forms, actor) for forms in said.people for actor in extras):
        people = 1.0
    parties = f_score(*compare_actors(said.parties, gold["parties"], _actors(gold), ledger.names.is_party))
    who = max(people, 0.7 * parties) if gold["participants"] else max(people, parties)
    anchor = score_anchor(page.text, said.record, gold["anchor"])
    score = (
        0.4 * who
        + 0.2 * score_date(said.record.get("when"), gold["date"], gold.get("accept_dates", ()))
        + 0.15 * (said.record.get("kind") in accepted(gold, "kind", "accept_kind"))
        + 0.25 * anchor
    )
    return score if score >= _FLOOR and (who > 0 or anchor >= 0.7) else 0.0


def _score_fields(ledger: Ledger, page: PageView, said: _Said, gold: Row) -> None:
    record, shares = said.record, ledger.shares
    if gold["participants"]:
        ledger.hits["participants"].add(*_compare_people(ledger, said, gold))
    date = score_date(record.get("when"), gold["date"], gold.get("accept_dates", ()))
    shares["meeting_date"].add(date)
    if date < 1:
        ledger.say("DATE", page.id, gold["id"], f"gold {gold['date']} / said {print_date(record.get('when'))}")
    status = record.get("status")
    right = status in accepted(gold, "status", "accept_status")
    shares["meeting_status_strict"].add(status == gold["status"])
    shares["meeting_status_lenient"].add(right)
    shares["meeting_kind_lenient"].add(record.get("kind") in accepted(gold, "kind", "accept_kind"))
    if not right:
        ledger.say("STATUS", page.id, gold["id"], f"gold {gold['status']} / said {status}", gold["anchor"])


def _log(ledger: Ledger, page: PageView, said: list[_Said], gold: list[Row], pairs: list[Pair]) -> None:
    used_said, used_gold = {i for _, i, _ in pairs}, {j for _, _, j in pairs}
    for j, row in enumerate(gold):
        if j not in used_gold and not row.get("optional"):
            ledger.say("MISS meeting", page.id, row["kind"], row["status"], str(row["date"]), row["anchor"])
    for i, one in enumerate(said):
        if i in used_said:
            continue
        if page.gold["complete"]["meetings"]:
            ledger.say("FALSE meeting", page.id, describe(one.record))
        trap = next(
            (
                f
                for f in page.gold["forbidden"]
                if f["what"] in ("meeting", "any") and touches(page.text, one.record, f["anchor"])
            ),
            None,
        )
        if trap:
            ledger.traps.append([page.id, "meeting", trap["anchor"], trap["why"]])
