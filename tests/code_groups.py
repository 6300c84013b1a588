"""The groups of codes whose labels must be complete: the name of the group, and its codes as the model has them."""

from __future__ import annotations

from risalah.model import codebook

GROUPS = {
    "meeting_kind": codebook.MeetingKind,
    "setting": codebook.Setting,
    "meeting_status": codebook.MeetingStatus,
    "participant_role": codebook.ParticipantRole,
    "quotation_form": codebook.QuotationForm,
    "speaker_basis": codebook.SpeakerBasis,
    "party_role": codebook.PartyRole,
    "stage": codebook.Stage,
    "modality": codebook.Modality,
    "outcome": codebook.Outcome,
    "schedule": codebook.Schedule,
    "horizon": codebook.Horizon,
    "sector": codebook.Sector,
    "verdict": codebook.Verdict,
    "grade": codebook.Grade,
}
