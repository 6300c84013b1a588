"""Values of a record as words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from risalah.show.context import clean_text
from risalah.show.labels import Labels

CODED = frozenset(
    {
        *("kind", "form", "setting", "status", "stage", "modality", "expected_stage", "outcome", "schedule"),
        *("horizon", "speaker_basis"),
    }
)
"""Fields whose value is one code of the codebook."""


def cue_before(form: str | None, cue: str | None) -> str:
    """What stands before the words of a quotation: "membantah: ". Empty for direct speech, and without a cue.

    The content of a denial or a hope alone would read as a statement.
    """
    cue = " ".join((cue or "").split())
    return f"{cue}: " if cue and form != "direct" else ""


class Values:
    """Says values; `names` gives the names of actors by id."""

    def __init__(self, labels: Labels, names: Mapping[str, str]) -> None:
        self.labels = labels
        self.names = names

    def name(self, actor: str | None) -> str:
        """An actor's name with its id, where they differ; "belum terurai" for nobody."""
        if actor is None:
            return self.labels.phrase("unresolved")
        name = self.names.get(actor, actor)
        return clean_text(name if name == actor or actor.islower() else f"{name} ({actor})")

    def code(self, field: str, value: str | None, kind: str = "") -> str:
        """A code as its label, the code itself in parentheses: scripts and pages call it so."""
        if value is None:
            return ""
        label = self.labels.label(field, value, type=kind)
        return label if label == value else f"{label} ({value})"

    def say(self, field: str, value: Any, kind: str = "") -> str:
        """Any value of a field; the empty text where there is none."""
        if value is None or value in ([], ""):
            return ""
        if isinstance(value, bool):
            return self.labels.phrase("yes" if value else "no")
        if field in CODED:
            return self.code(field, str(value), kind)
        if field in ("sectors", "topics"):
            return ", ".join(self.code(field, v) for v in value)
        if field in ("said_by", "speaker"):
            return self.name(value)
        if field in ("co_speakers", "parties", "participants") and isinstance(value[0], str):
            return ", ".join(self.name(v) for v in value)
        if isinstance(value, (list, tuple)):
            return "; ".join(self.say("", v, kind) for v in value)
        if isinstance(value, Mapping):
            return self._say_object(value, field)
        return clean_text(str(value))

    def _say_object(self, value: Mapping[str, Any], field: str) -> str:
        if "actor" in value:
            role = value.get("role") or "party"
            known = self.labels.label("party_role", role)
            label = known if known != role else self.labels.label("participant_role", role)
            return self.name(value["actor"]) + ("" if role == "party" else f" – {label}")
        if "edtf" in value:
            raw = clean_text(value.get("raw") or "")
            extra = [f"“{raw}”"] if raw and raw != value["edtf"] else []
            extra += [f"{', '.join(value['inferred'])}: {value.get('reason') or '?'}"] if value.get("inferred") else []
            return str(value["edtf"]) + (f" ({'; '.join(extra)})" if extra else "")
        if "exact" in value:
            return clean_text(value["exact"])
        if "name" in value:
            return clean_text(", ".join(x for x in (value["name"], value.get("country")) if x))
        if field == "amount":
            return say_amount(value)
        return "; ".join(f"{k}: {self.say(k, v)}" for k, v in value.items() if v is not None)


def say_amount(amount: Mapping[str, Any]) -> str:
    """USD 5,000,000,000 as a reader sees it: "USD 5.000.000.000", a range with a dash, a qualifier by its sign."""

    def number(value: Any) -> str:
        whole = f"{value:,.2f}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"
        return whole.replace(",", "\u202f").replace(".", ",")

    if amount.get("value") is None:
        return ""
    sign = {"about": "±", "at_least": "≥ ", "up_to": "≤ "}.get(amount.get("qualifier") or "", "")
    high = amount.get("high")
    figures = sign + number(amount["value"]) + (f"–{number(high)}" if high is not None else "")
    return " ".join(x for x in (amount.get("currency"), figures, amount.get("unit")) if x)
