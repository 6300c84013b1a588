"""Every code of the codebook and every field of a record has a label in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from factory import make_documents
from risalah.errors import ConfigError
from risalah.model import codebook
from risalah.show.labels import LANGS, Labels

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


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_a_label(lang: str) -> None:
    groups = {
        **{k: get_args(v) for k, v in GROUPS.items()},
        "commitment_kind": codebook.INSTRUMENTS + codebook.UNDERTAKINGS,
    }
    for group, codes in groups.items():
        for code in codes:
            note = Labels("en").label(group, code)
            assert "_" not in Labels(lang).label(group, code), (group, code, note)


def test_every_field_has_a_label() -> None:
    found = make_documents()[0].to_json()
    for name in ("meetings", "quotations", "commitments"):
        for field in set(found[name][0]) - {"evidence", "rule"}:
            assert (
                Labels("id").field(field) and Labels("en").field(field) != "" and "_" not in Labels("id").field(field)
            )


def test_kinds_are_told_apart() -> None:
    labels = Labels("id")
    assert labels.label("kind", "visit", type="meeting") == "kunjungan"
    assert labels.label("kind", "mou", type="commitment") == "nota kesepahaman"
    assert labels.label("stage", "signed", "en") == "signed"
    assert labels.label("status", "held") == "berlangsung"
    assert labels.label("stage", None) == ""
    assert labels.label("stage", "not-a-code") == "not-a-code"
    assert labels.note("meeting_status", "postponed") == "no new date"
    assert labels.note("nothing", "x") is None


def test_other_languages_are_refused() -> None:
    with pytest.raises(ConfigError):
        Labels("fr")
