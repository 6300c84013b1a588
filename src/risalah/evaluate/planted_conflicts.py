"""Own-written contradictions between outlets (tests/sets/conflicts): is a row shown, and none where there is none?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from risalah.config import Settings
from risalah.evaluate.checkout import ROOT
from risalah.evaluate.counts import Share
from risalah.evaluate.lifecycles import read_articles
from risalah.link import link
from risalah.model.document import Document
from risalah.model.register import Register
from risalah.resources.linking import Weights

CONFLICTS = ROOT / "tests" / "sets" / "conflicts"
"""planted.yaml, planted_second.yaml (groups by field) and harmless.yaml (groups by reason)."""

FIELDS: Mapping[str, frozenset[str]] = {
    "date": frozenset({"when", "due", "period", "signed_on"}),
    "amount": frozenset({"amount"}),
    "stage": frozenset({"stage"}),
    "participants": frozenset({"participants"}),
}
_SHOWN = frozenset({"differ", "conflict"})


def read_conflicts(name: str, folder: Path = CONFLICTS) -> list[tuple[str, list[list[Any]]]]:
    """(field or reason, articles) of each group of "planted", "planted_second" or "harmless"."""
    rows = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(kind, group) for kind, groups in rows.items() for group in groups]


def measure_conflicts(weights: Weights, settings: Settings, log: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Shares of planted conflicts that are shown, by field, and of harmless groups that show one; each group alone."""
    out: dict[str, Any] = {}
    whole = Share()
    by_field = {name: Share() for name in FIELDS}
    for (kind, group), documents in _read(read_conflicts("planted"), settings):
        shown = bool(list_shown(link(documents, (), weights=weights)) & FIELDS[kind])
        whole.add(shown)
        by_field[kind].add(shown)
        if not shown:
            log.append(("CONFLICT not shown", kind, *(row[-1] for row in group)))
    again = Share()
    for (kind, _group), documents in _read(read_conflicts("planted_second"), settings):
        again.add(bool(list_shown(link(documents, (), weights=weights)) & FIELDS[kind]))
    false = Share()
    for (kind, group), documents in _read(read_conflicts("harmless"), settings):
        shown_fields = list_shown(link(documents, (), weights=weights))
        false.add(bool(shown_fields))
        if shown_fields:
            log.append(("CONFLICT false", kind, ",".join(sorted(shown_fields)), *(row[-1] for row in group)))
    out["planted_conflicts"] = whole.to_json()
    out["planted_conflicts_second"] = again.to_json()
    out |= {f"planted_conflicts_{name}": share.to_json() for name, share in by_field.items()}
    out["false_conflicts"] = false.to_json()
    return out


def list_shown(register: Register) -> set[str]:
    """The fields on which a register shows that sources differ or contradict each other."""
    return {row.field for entry in register.entries() for row in entry.conflicts if row.grade in _SHOWN}


def _read(
    groups: Sequence[tuple[str, list[list[Any]]]], settings: Settings
) -> Iterator[tuple[tuple[str, list[list[Any]]], list[Document]]]:
    """Each group with the documents of its articles."""
    documents = iter(read_articles([row for _, group in groups for row in group], settings))
    for kind, group in groups:
        yield (kind, group), [next(documents) for _ in group]
