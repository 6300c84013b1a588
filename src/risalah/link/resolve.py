"""An entry's value out of its records: what is shown by default, the history, and a row for each difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from risalah.link.fields import unite
from risalah.link.resolve_commitments import resolve_commitment
from risalah.link.resolve_meetings import resolve_meeting
from risalah.link.views import RecordView, as_json
from risalah.model.record import Quotation
from risalah.model.register import Conflict, EntryType
from risalah.resources.linking import Weights


def resolve(
    kind: EntryType, members: Sequence[RecordView], weights: Weights
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
    """(value in the shape of a record, history rows, conflict rows) of the members, which come oldest first."""
    if kind == "commitment":
        return resolve_commitment(members, weights)
    if kind == "meeting":
        return resolve_meeting(members)
    return resolve_quotation(members)


def resolve_quotation(
    members: Sequence[RecordView],
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
    """A quotation's value: wordings stand side by side, none is edited; shown is a direct one if any, then the oldest.

    `article` names the article into whose text the spans of `content`, `cue` and `speaker_mention` point.
    """
    forms = {"direct": 0, "mixed": 1, "indirect": 2}
    lead = min(members, key=lambda m: (forms[cast(Quotation, m.record).form], members.index(m)))
    value = as_json(lead)
    value["article"] = lead.article.id
    value["co_speakers"] = unite(cast(Quotation, m.record).co_speakers for m in members)
    value["via"] = unite(cast(Quotation, m.record).via for m in members)
    return value, (), ()
