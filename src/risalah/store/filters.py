"""What entries are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Codes = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What entries must be; None asks nothing. A field of codes takes one code or several, any of which will do.

    `party` is one actor id in any role, `parties` several that must all be there. `due_before`, `due_from`,
    `date_from` and `date_to` are ISO days (the last three inclusive); `overdue_at` keeps what is overdue on that day;
    `due` says whether there is a due date at all; `still_open` keeps open outcomes; `conflicts` what has (no)
    conflict. `words` must all stand in the entry's title, content or place; those of three letters or more as
    beginnings of words.
    """

    type: Codes | None = None
    party: str | None = None
    parties: Sequence[str] | None = None
    stage: Codes | None = None
    kind: Codes | None = None
    status: Codes | None = None
    outcome: Codes | None = None
    sector: Codes | None = None
    outlet: Codes | None = None
    lang: Codes | None = None
    year: Codes | None = None
    story: str | None = None
    due: bool | None = None
    still_open: bool = False
    due_from: str | None = None
    due_before: str | None = None
    overdue_at: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    conflicts: bool | None = None
    words: str | None = None
