"""Filters of a screen: what an address asks for, and what else it could ask for, with counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args

from starlette.requests import Request

from risalah.model.codebook import SECTORS, STAGES, MeetingStatus, Outcome
from risalah.model.register import Entry, EntryType
from risalah.show.web.asking import RefusedError, read_code
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Choice
from risalah.show.web.views.lines import view_actor
from risalah.store.facets import Facets, count_facets
from risalah.store.filters import EntryFilter

TYPES = ("commitment", "meeting", "quotation")
_SHOWN = 12
"""Values of one facet."""
_CODE = {"state": re.compile(r"[\w-]{0,40}"), "pair": re.compile(r"(?:\w{1,20}-\w{1,20})?")}
_GROUPS = {"status": "meeting_status", "state": "", "type": ""}
_CONDITIONS = tuple(n for n in EntryFilter.__dataclass_fields__ if n != "type")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; "" asks nothing. `since` and `until` are ISO days."""

    type: str = ""
    stage: str = ""
    sector: str = ""
    outcome: str = ""
    status: str = ""
    state: str = ""
    pair: str = ""
    since: str = ""
    until: str = ""
    words: str = ""
    overdue: bool = False

    @property
    def any(self) -> bool:
        """Is anything filtered?"""
        return self != Asked()

    def narrow(self, base: EntryFilter, as_of: date) -> EntryFilter:
        """`base` with these filters."""
        added: dict[str, Any] = {
            "type": self.type or base.type,
            "stage": self.stage or None,
            "sector": self.sector or base.sector,
            "outcome": self.outcome or None,
            "status": self.status or None,
            "date_from": self.since or None,
            "date_to": self.until or None,
            "words": self.words or None,
            "overdue_at": as_of.isoformat() if self.overdue else None,
        }
        sides = [*(self.pair.split("-") if self.pair else ()), *([self.state] if self.state else ())]
        if sides:
            parties = dict.fromkeys([*(base.parties or ()), *([base.party] if base.party else []), *sides])
            added |= {"parties": tuple(parties), "party": None}
        return replace(base, **added)

    def to_query(self) -> dict[str, str]:
        """The same as parts of an address."""
        names = {"since": "from", "until": "to", "words": "q"}
        rows = {f.name: getattr(self, f.name) for f in fields(self)}
        return {names.get(k, k): "1" if v is True else v for k, v in rows.items() if v}


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices; `group` is the codebook group of their labels, "" for names as they are."""

    key: str
    group: str
    choices: tuple[Choice, ...]


def read_asked(request: Request) -> Asked:
    """The filters of a request. Raises RefusedError (400) for a value that is none."""
    ask = request.query_params.get
    for name in ("state", "pair"):
        raw = ask(name, "")
        if not _CODE[name].fullmatch(raw):
            raise RefusedError(400, "error.bad_value", name=name, value=raw[:40])
    return Asked(
        type=read_code(request, "type", TYPES),
        stage=read_code(request, "stage", STAGES),
        sector=read_code(request, "sector", SECTORS),
        outcome=read_code(request, "outcome", get_args(Outcome)),
        status=read_code(request, "status", get_args(MeetingStatus)),
        state=ask("state", ""),
        pair=ask("pair", ""),
        since=_read_day(request, "from", last=False),
        until=_read_day(request, "to", last=True),
        words=ask("q", "").replace("\x00", " ")[:200].strip(),
        overdue=read_code(request, "overdue", ("1",)) == "1",
    )


def _read_day(request: Request, name: str, *, last: bool) -> str:
    """A day, or a year, which stands for its first or last day."""
    raw = request.query_params.get(name, "").strip()
    if not raw:
        return ""
    whole = f"{raw}-12-31" if last else f"{raw}-01-01"
    try:
        if not raw.isascii():
            raise ValueError
        return date.fromisoformat(whole if len(raw) == 4 else raw).isoformat()
    except ValueError as e:
        raise RefusedError(400, "error.bad_value", name=name, value=raw[:40]) from e


def count_asked(desk: Desk, base: EntryFilter, asked: Asked, ctx: Context) -> Facets:
    """The counts of what is asked for; kept until the next build."""
    wanted = asked.narrow(base, ctx.as_of)
    return desk.keep("facets", repr(wanted), lambda: count_facets(desk.reader, wanted))


def view_facets(
    desk: Desk,
    base: EntryFilter,
    asked: Asked,
    ctx: Context,
    keys: Iterable[str] = ("type", "stage", "sector", "state"),
) -> tuple[Facet, ...]:
    """Each filter with its values and counts. A filter in use counts as if it were not: so that it can be changed."""
    shown = []
    fixed = {*(base.parties or ()), base.party}
    for key in keys:
        chosen = str(getattr(asked, key))
        # Left alone the facets of one choice are one count.
        facets = count_asked(desk, base, _drop(asked, key) if chosen else asked, ctx)
        counted = facets.of("actor" if key == "state" else key)
        rows = [(c, n) for c, n in counted.most_common() if c not in fixed or c == chosen][:_SHOWN]
        if chosen and chosen not in dict(rows):
            rows.append((chosen, counted.get(chosen, 0)))
        if len(rows) > 1 or chosen:
            choices = tuple(Choice(c, n, c == chosen, _name(desk, key, c, ctx)) for c, n in rows)
            shown.append(Facet(key, _GROUPS.get(key, key), choices))
    return tuple(shown)


def _drop(asked: Asked, name: str) -> Asked:
    dropped: dict[str, Any] = {name: ""}
    return replace(asked, **dropped)


def read_entries(
    desk: Desk,
    base: EntryFilter,
    asked: Asked,
    ctx: Context,
    kind: EntryType | None = None,
    *,
    limit: int,
    offset: int = 0,
) -> list[Entry]:
    """The newest entries of what is asked for; of `kind` only, where given: none where the filters leave it out."""
    wanted = asked.narrow(base, ctx.as_of)
    if kind and wanted.type not in (None, kind):
        return []
    conditions = {n: v for n in _CONDITIONS if (v := getattr(wanted, n)) is not None}
    found = desk.reader.entries(kind or wanted.type, limit=limit, offset=offset, **conditions)  # type: ignore[arg-type]
    desk.prepare(found)
    return found


def _name(desk: Desk, key: str, code: str, ctx: Context) -> str:
    return view_actor(desk, code, ctx).name if key == "state" else ""
