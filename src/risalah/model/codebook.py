"""The values that may enter the register, as CODEBOOK.md defines them. Labels and notes: data/codebook.yaml."""

from __future__ import annotations

from typing import Literal, get_args

MeetingKind = Literal["meeting", "visit", "call", "summit", "signing", "inspection", "other"]
Setting = Literal["bilateral", "multilateral", "remote"]
MeetingStatus = Literal["planned", "held", "postponed", "rescheduled", "cancelled", "unclear"]
ParticipantRole = Literal["visitor", "host", "participant", "chair"]

QuotationForm = Literal["direct", "indirect", "mixed"]
SpeakerBasis = Literal["explicit", "carried", "inferred", "headline", "document", "unresolved"]

Instrument = Literal[
    "treaty",
    "agreement",
    "mou",
    "letter_of_intent",
    "joint_statement",
    "declaration",
    "plan",
    "protocol",
    "exchange_of_notes",
    "framework",
    "contract",
    "visit_plan",
]
Undertaking = Literal["pledge", "offer", "agreement_in_principle", "target", "request", "aid", "action"]
CommitmentKind = Instrument | Undertaking
PartyRole = Literal["party", "committer", "beneficiary", "addressee"]
Stage = Literal[
    "raised",
    "requested",
    "offered",
    "planned",
    "pledged",
    "negotiating",
    "finalising",
    "agreed",
    "text_agreed",
    "signed",
    "ratified",
    "in_force",
    "implemented",
    "suspended",
    "withdrawn",
    "terminated",
    "expired",
    "superseded",
    "refused",
    "unclear",
]
Modality = Literal["actual", "planned", "expected", "proposed", "conditional", "denied"]
Outcome = Literal[
    "not_due", "in_progress", "met", "partly_met", "missed", "stalled", "reversed", "unverifiable", "unknown"
]
Schedule = Literal["postponed", "rescheduled", "brought_forward", "cancelled"]
Horizon = Literal["short", "medium", "long", "unstated"]
Sector = Literal[
    "health",
    "trade",
    "investment",
    "finance",
    "education",
    "defence_security",
    "cyber_digital",
    "energy",
    "food_agriculture",
    "maritime_fisheries",
    "environment_climate",
    "science_technology",
    "transport_connectivity",
    "culture_tourism",
    "labour_migration",
    "law_justice",
    "consular",
    "humanitarian",
    "regional_order",
    "general",
]
Verdict = Literal["same", "different", "unsure"]
Grade = Literal["agree", "complementary", "differ", "conflict"]

INSTRUMENTS: tuple[str, ...] = get_args(Instrument)
UNDERTAKINGS: tuple[str, ...] = get_args(Undertaking)
STAGES: tuple[str, ...] = get_args(Stage)
LADDER: tuple[str, ...] = STAGES[: STAGES.index("implemented") + 1]
"""The ordered part of the stages, lowest first."""
HIGH_STAGES: frozenset[str] = frozenset({"signed", "ratified", "in_force", "implemented"})
"""Stages whose wrong use is an over-claim (CODEBOOK 2, rule 9)."""
SECTORS: tuple[str, ...] = get_args(Sector)
OPEN_OUTCOMES: frozenset[str] = frozenset({"not_due", "in_progress", "unknown"})
"""Outcomes with which a commitment whose due date has passed is overdue."""


def rank(stage: str) -> int:
    """The place of a stage on the ladder, 0 for `raised`; -1 for a stage that is off the ladder."""
    return LADDER.index(stage) if stage in LADDER else -1


def is_overdue(due_to: str | None, outcome: str, as_of: str) -> bool:
    """Was it due (last day `due_to`, ISO) before `as_of`, with an outcome that is still open? Computed, never read."""
    return due_to is not None and due_to < as_of and outcome in OPEN_OUTCOMES
