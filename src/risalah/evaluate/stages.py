"""The ladder of stages, and what counts as a claim above the text (codebook, section 2)."""

from __future__ import annotations

from risalah.evaluate.ledger import Row, accepted
from risalah.model.codebook import HIGH_STAGES, LADDER

RANK = {stage: rank for rank, stage in enumerate(LADDER)}


def is_high(record: Row) -> bool:
    """Does a record claim a stage or an outcome that can embarrass its user?"""
    return record.get("stage") in HIGH_STAGES or record.get("outcome") == "met"


def is_too_high(record: Row, gold: Row) -> bool:
    """Does a record claim a high stage, or the outcome met, that neither the gold nor an accepted answer has?"""
    allowed, stage = accepted(gold, "stage", "accept_stage"), record.get("stage") or ""
    top = max(RANK.get(one, -1) for one in allowed)
    too_far = stage in HIGH_STAGES and stage not in allowed and RANK[stage] > top
    return too_far or (record.get("outcome") == "met" and "met" not in accepted(gold, "outcome", "accept_outcome"))


def is_above(record: Row, trap: Row) -> bool:
    """Is a record above what a forbidden place allows (max_stage; without it nothing is allowed)?"""
    limit = trap.get("max_stage")
    if not limit:
        return True
    return RANK.get(record.get("stage") or "", -1) > RANK.get(limit, -1) or record.get("outcome") == "met"
