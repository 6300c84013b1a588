"""What codes and fields are called, in Indonesian and in English."""

from __future__ import annotations

from functools import cache
from typing import Literal

from risalah.errors import ConfigError, ResourceError
from risalah.resources.loader import DATA, Row, read_yaml

Lang = Literal["id", "en"]

LANGS: tuple[Lang, ...] = ("id", "en")

# The group of codebook.yaml that holds the values of a field, where it is not called like the field.
_GROUPS = {
    ("meeting", "kind"): "meeting_kind",
    ("meeting", "status"): "meeting_status",
    ("commitment", "kind"): "commitment_kind",
    ("quotation", "form"): "quotation_form",
    ("", "status"): "meeting_status",
    ("", "form"): "quotation_form",
    ("", "expected_stage"): "stage",
    ("", "sectors"): "sector",
    ("", "topics"): "sector",
}


class Labels:
    """Labels in one language (`lang` "id" or "en"), out of data/codebook.yaml and data/labels.yaml.

    A code without a label is shown as it is: a label is a help, never a gate.
    """

    def __init__(self, lang: str = "id") -> None:
        if lang not in LANGS:
            raise ConfigError(f"no labels in {lang!r}", remedy=f"use one of: {', '.join(LANGS)}")
        self.lang = lang

    def label(self, field: str, code: str | None, lang: str | None = None, *, type: str = "") -> str:
        """The label of a value of a field: `label("stage", "signed")`.

        `field` is a field of a record, or a group of codebook.yaml ("meeting_kind"). `type` (meeting, quotation,
        commitment) tells apart the fields `kind`. The empty text for None.
        """
        if code is None:
            return ""
        groups = _read_groups()
        group = _GROUPS.get((type, field)) or _GROUPS.get(("", field)) or field
        candidates = [group] if group != "kind" else ["commitment_kind", "meeting_kind"]
        for name in candidates:
            row = groups[name].get(code) if name in groups else None
            if row is not None:
                return str(row[lang or self.lang])
        return code

    def note(self, group: str, code: str) -> str | None:
        """What a value means where its label does not say it, or None."""
        groups = _read_groups()
        row = groups[group].get(code) if group in groups else None
        return str(row["note"]) if row is not None and row.get("note") else None

    def field(self, name: str) -> str:
        """The name of a field."""
        return self.label("field", name)

    def heading(self, name: str) -> str:
        """A heading."""
        return self.label("heading", name)

    def phrase(self, name: str) -> str:
        """A word or phrase of the display itself."""
        return self.label("phrase", name)


@cache
def _read_groups() -> dict[str, Row]:
    """Every group of codes with its labels. Raises ResourceError where one has no label in a language."""
    out: dict[str, Row] = {}
    for file in ("codebook.yaml", "labels.yaml"):
        path = DATA / file
        for group, codes in read_yaml(path).items():
            if not isinstance(codes, Row):
                continue
            out[group] = codes
            for code, row in codes.items():
                if not isinstance(row, Row) or not all(isinstance(row.get(x), str) for x in LANGS):
                    line = row.line if isinstance(row, Row) else codes.line
                    raise ResourceError(f"{group}.{code} needs a label in id and en", path=path, line=line)
    return out
