"""What a collection is asked for, as Python says it: a pair of states, days as dates, codes one or several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, get_args

from risalah.errors import ConfigError
from risalah.model import codebook
from risalah.show.export_rows import read_day
from risalah.store.filters import Codes

Day = date | str
"""A day, or its ISO form."""


class Filters(TypedDict, total=False):
    """Conditions, all of which must hold; what is left out asks nothing.

    A field of codes takes one code or several, any of which will do. `pair` is two ids, ("IDN", "RUS") or "IDN-RUS";
    `party` one id. `since` and `until` are days, inclusive, that the entry's own days must touch; `due_from` is
    inclusive, `due_before` is not. `words` must all stand in title, content or place.
    """

    pair: Sequence[str] | str
    party: str
    kind: Codes
    stage: Codes
    status: Codes
    outcome: Codes
    sector: Codes
    outlet: Codes
    lang: Codes
    year: int | str
    story: str
    words: str
    since: Day
    until: Day
    due: bool
    due_from: Day
    due_before: Day
    overdue: bool
    conflicts: bool


_DAYS = {"since": "date_from", "until": "date_to", "due_from": "due_from", "due_before": "due_before"}
_CODES: dict[str, Sequence[str]] = {
    "stage": codebook.STAGES,
    "sector": codebook.SECTORS,
    "status": get_args(codebook.MeetingStatus),
    "outcome": get_args(codebook.Outcome),
}


def read_filters(given: Filters, as_of: date) -> dict[str, Any]:
    """The fields of EntryFilter for `given`. Raises ConfigError for a condition or a code that there is not."""
    known = Filters.__annotations__
    out: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise ConfigError(f"nothing can be asked by {name!r}", remedy=f"use {', '.join(sorted(known))}")
        if value is None:
            continue
        if name in _DAYS:
            out[_DAYS[name]] = read_day(value)  # type: ignore[arg-type]
        elif name == "pair":
            out["parties"] = _read_pair(value)
        elif name == "overdue":
            if value:
                out["overdue_at"] = as_of.isoformat()
        elif name == "year":
            out["year"] = str(value)
        else:
            _check_codes(name, value)
            out[name] = value
    return out


def _read_pair(value: Any) -> tuple[str, ...]:
    sides = tuple(value.split("-")) if isinstance(value, str) else tuple(value)
    if len(sides) != 2 or not all(isinstance(s, str) and s for s in sides):
        raise ConfigError(f"{value!r} is no pair", remedy='write ("IDN", "RUS") or "IDN-RUS"')
    return sides


def _check_codes(name: str, value: Any) -> None:
    allowed = _CODES.get(name)
    if allowed is None:
        return
    for code in [value] if isinstance(value, str) else value:
        if code not in allowed:
            raise ConfigError(f"{code!r} is no {name}", remedy=f"use one of {', '.join(allowed)}")
