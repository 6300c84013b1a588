"""Words around a commitment as checked sets (patterns/details.yaml says what each is for)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from risalah.errors import ResourceError
from risalah.model.codebook import SECTORS, STAGES, Stage
from risalah.resources.language import Language

_TABLE = "patterns/details"
_SECTORS = "patterns/sectors"
_LISTS = {
    "conditions": ("always", "not_before", "origin", "with_verb", "of_time", "predicates", "not_verbs", "after",
                   "reached",
                   "depends", "not_behind", "ends", "contrast"),
    "schedule": ("later", "earlier", "dropped", "later_with_time", "earlier_with_time", "later_of_act", "acts",
                 "undone_by", "set_before", "planned", "from", "to", "asked", "quarters", "to_only", "earlier_than"),
    "amounts": ("not_behind", "worth", "from", "to", "compares"),
    "dates": ("aside", "holds", "within"),
}  # fmt: skip
_EXAMPLES = ("should_match", "should_not_match")


@dataclass(frozen=True, slots=True)
class DetailWords:
    """The lists of each part of the table, by name, lower case; and the sentences that test them."""

    conditions: Mapping[str, frozenset[str]]
    schedule: Mapping[str, frozenset[str]]
    amounts: Mapping[str, frozenset[str]]
    dates: Mapping[str, frozenset[str]]
    expects: Mapping[str, Stage]
    not_sectors: tuple[str, ...]
    fields: tuple[str, ...]
    settings: tuple[str, ...]
    second_sectors: Mapping[str, str]
    should_match: Mapping[str, tuple[tuple[str, str], ...]]
    should_not_match: Mapping[str, tuple[str, ...]]


def load_details(language: Language) -> DetailWords:
    """Read and check patterns/details.yaml. Raises ResourceError with the file where a list is missing or unknown."""
    path = language.path(_TABLE)
    parts: dict[str, dict[str, frozenset[str]]] = {}
    good: dict[str, tuple[tuple[str, str], ...]] = {}
    bad: dict[str, tuple[str, ...]] = {}
    for part, names in _LISTS.items():
        table: Mapping[str, Any] = language.mapping(_TABLE, part)
        if wrong := sorted((set(table) ^ set(names)) - set(_EXAMPLES)):
            raise ResourceError(f"{part}: missing or unknown list {', '.join(wrong)}", path=path)
        parts[part] = {name: frozenset(str(w).lower() for w in table[name]) for name in names}
        good[part] = tuple((str(text), str(value)) for text, value in table.get("should_match") or ())
        bad[part] = tuple(str(text) for text in table.get("should_not_match") or ())
    return DetailWords(
        conditions=parts["conditions"],
        schedule=parts["schedule"],
        amounts=parts["amounts"],
        dates=parts["dates"],
        expects=_stages(language),
        not_sectors=tuple(w.lower() for w in language.words(_SECTORS, "not_sectors")),
        fields=tuple(w.lower() for w in language.words(_SECTORS, "fields")),
        settings=tuple(w.lower() for w in language.words(_SECTORS, "settings")),
        second_sectors=_second(language),
        should_match=good,
        should_not_match=bad,
    )


def _second(language: Language) -> dict[str, str]:
    """The second sector of a form that lies in two. Raises ResourceError where it is none of the codebook's."""
    table = language.mapping(_SECTORS, "second")
    if wrong := sorted(set(table) - set(SECTORS)):
        raise ResourceError(f"second: {', '.join(wrong)}: not in the codebook", path=language.path(_SECTORS))
    return {str(form).lower(): sector for sector, forms in table.items() for form in forms}


def _stages(language: Language) -> dict[str, Stage]:
    """The stage that an act leads to. Raises ResourceError where it is none of the codebook's."""
    rows = {str(word).lower(): stage for word, stage in language.mapping(_TABLE, "expects").items()}
    if wrong := sorted({str(s) for s in rows.values()} - set(STAGES)):
        raise ResourceError(f"expects: {', '.join(wrong)}: not in the codebook", path=language.path(_TABLE))
    return rows
