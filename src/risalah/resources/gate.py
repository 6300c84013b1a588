"""The reasons of the gate: what each code decides, and its words (data/gate.yaml)."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from risalah.errors import ResourceError
from risalah.model.gate import Decision, Reason
from risalah.resources.loader import DATA, Row, read_yaml

_PATH = DATA / "gate.yaml"
_LANGUAGES = ("id", "en")
_PLACES = frozenset({"field", "claimed", "read"})
_LONGEST = 120  # characters of a claim that are shown: an extractor may claim a page


@dataclass(frozen=True, slots=True)
class ReasonTable:
    """Codes with their decision and their words by language."""

    rows: dict[str, Row]

    def decision(self, code: str) -> Decision:
        """Does this reason send a proposal to review, or reject it?"""
        return cast(Decision, self.rows[code]["decision"])

    def make(self, code: str, field: str, claimed: object = "", read: object = "") -> Reason:
        """A reason with its sentences. Raises KeyError for a code that is not in the table."""
        row = self.rows[code]
        shown = {"field": field, "claimed": _cut(claimed), "read": _cut(read)}
        words = {lang: str(row[lang]).format(**shown) for lang in _LANGUAGES}
        return Reason(code, field, shown["claimed"], shown["read"], words)


@cache
def load_reasons() -> ReasonTable:
    """The table, checked. Raises ResourceError with file and line."""
    data: Any = read_yaml(_PATH)
    rows: dict[str, Row] = data["reasons"]
    for code, row in rows.items():
        if row.get("decision") not in ("review", "reject"):
            raise ResourceError(f"{code}: decision must be review or reject", path=_PATH, line=row.line)
        for lang in _LANGUAGES:
            words = row.get(lang)
            if not isinstance(words, str):
                raise ResourceError(f"{code}: words in {lang} are missing", path=_PATH, line=row.line)
            names = {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
            if not names <= _PLACES:
                raise ResourceError(f"{code}: unknown place {sorted(names - _PLACES)}", path=_PATH, line=row.line)
    return ReasonTable(dict(rows))


def _cut(value: object) -> str:
    """A claim on one line, shortened."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
