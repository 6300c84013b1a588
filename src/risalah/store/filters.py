"""Choosing entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, select

from risalah.model.codebook import OPEN_OUTCOMES
from risalah.store import schema


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What entries must be; None asks nothing. `stage`, `kind` and `sector` take one code or several.

    `party` is one actor id in any role, `parties` several that must all be there. `due_before`, `date_from` and
    `date_to` are ISO days; `overdue_at` keeps what is overdue on that day; `conflicts` what has (no) conflict.
    `words` must all stand in the entry's title, content or place.
    """

    type: str | None = None
    party: str | None = None
    parties: Sequence[str] | None = None
    stage: str | Sequence[str] | None = None
    kind: str | Sequence[str] | None = None
    status: str | Sequence[str] | None = None
    outcome: str | Sequence[str] | None = None
    sector: str | Sequence[str] | None = None
    story: str | None = None
    due_before: str | None = None
    overdue_at: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    conflicts: bool | None = None
    words: str | None = None


def _codes(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def narrow(query: Select[Any], wanted: EntryFilter) -> Select[Any]:
    """`query` over entries with the conditions of `wanted` added."""
    e = schema.entries.c
    if wanted.type is not None:
        query = query.where(e.type == wanted.type)
    for name in ("stage", "kind", "status", "outcome"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(e[name].in_(_codes(value)))
    everyone = [*(wanted.parties or ()), *([wanted.party] if wanted.party is not None else [])]
    for actor in everyone:
        p = schema.entry_parties.c
        query = query.where(exists(select(p.entry).where(p.entry == e.id, p.actor == actor)))
    if wanted.sector is not None:
        s = schema.entry_sectors.c
        query = query.where(exists(select(s.entry).where(s.entry == e.id, s.sector.in_(_codes(wanted.sector)))))
    if wanted.story is not None:
        query = query.where(e.story == wanted.story)
    if wanted.due_before is not None:
        query = query.where(e.due_to < wanted.due_before)
    if wanted.overdue_at is not None:
        query = query.where(e.due_to < wanted.overdue_at, e.outcome.in_(sorted(OPEN_OUTCOMES)))
    if wanted.date_from is not None:
        query = query.where(e.date_to >= wanted.date_from)
    if wanted.date_to is not None:
        query = query.where(e.date_from <= wanted.date_to)
    if wanted.conflicts is not None:
        k = schema.conflicts.c
        found = exists(select(k.entry).where(k.entry == e.id))
        query = query.where(found if wanted.conflicts else ~found)
    for word in (wanted.words or "").replace("\x00", " ").lower().split()[:16]:
        query = query.where(e.search.contains(word, autoescape=True))
    return query
