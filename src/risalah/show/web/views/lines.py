"""The rows that every list shares: names of actors, lines of entries, pairs, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from risalah.model.codebook import is_overdue
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.model.register import Entry
from risalah.show.values import cue_before
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk, states_of
from risalah.show.web.interface import UiLang, load_interface, load_state_names
from risalah.show.web.pages import ActorView, DueLine, Line, PairLine

QUOTED = 110
"""Characters of a quotation that serve as its title: about one line of a list."""
_PAGES = {"state": "state", "organisation": "organisation"}
"""The kind of page of an actor that is no person."""
_ONE_WAY = frozenset({"committer", "beneficiary", "addressee"})


def view_actor(desk: Desk, actor_id: str, ctx: Context, role: str = "") -> ActorView:
    """An actor by the name that a reader of the interface language knows."""
    row = desk.actor(actor_id)
    state = load_state_names().get(actor_id)
    name = state.get(ctx.lang) if state else None
    page = _PAGES.get(row["kind"], "person") if row else None
    return ActorView(actor_id, name or (row or {}).get("name") or actor_id, role, page, row)


def view_entry(desk: Desk, entry: Entry, ctx: Context) -> Line:
    """One entry as a line of a list."""
    value = entry.value
    due = value.get("due")
    when, day = date_entry(entry)
    return Line(
        id=entry.id,
        type=entry.type,
        title=title_entry(desk, entry, ctx),
        lang="" if entry.type == "meeting" else _lang(desk, entry),
        kind=value.get("kind") or value.get("form") or "",
        actors=_view_parties(desk, entry, ctx),
        flow=_flow(value),
        support=entry.support,
        when=when,
        day=day,
        due=due,
        stage=value.get("stage") or "",
        modality=value.get("modality") or "",
        expected_stage=value.get("expected_stage") or "",
        outcome=value.get("outcome") or "",
        status=value.get("status") or "",
        overdue=not value.get("due_reached")
        and is_overdue((due or {}).get("to"), value.get("outcome") or "", ctx.as_of.isoformat()),
        conflicts=sum(c.grade in ("differ", "conflict") for c in entry.conflicts),
    )


def view_record(line: Line, record: Meeting | Quotation | Commitment, text: str) -> Line:
    """The line as one article, whose text is `text`, tells it: no stage stands beside words that do not say it."""
    if isinstance(record, Commitment):
        return replace(
            line,
            stage=record.stage,
            modality=record.modality,
            expected_stage=record.expected_stage or "",
            outcome=record.outcome,
            overdue=False,
            when=None,
            day="",  # the day of a later signature says nothing about these words
            now=line.stage if line.stage != record.stage else "",
        )
    if isinstance(record, Meeting):
        return replace(line, status=record.status, now=line.status if line.status != record.status else "")
    words = " … ".join(s.of(text) for s in record.content)
    cue = record.cue.of(text) if record.cue else None
    return replace(line, kind=record.form, title=_shorten(cue_before(record.form, cue) + words))


def view_present(line: Line, entry: Entry) -> Line:
    """The line without a day, its stage called the present one, where the words found may have said another."""
    if len({h["stage"] for h in entry.history}) <= 1:
        return line
    return replace(line, stage="", modality="", outcome="", when=None, day="", now=line.stage)


def _shorten(words: str) -> str:
    """The opening words, as many as make a title."""
    return words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + " …"


def _lang(desk: Desk, entry: Entry) -> str:
    row = desk.article(entry.records[0].article) if entry.records else None
    return row.lang if row else ""


def _flow(value: dict[str, Any]) -> Any:
    roles = {p.get("role") for p in value.get("parties") or () if isinstance(p, dict)}
    return "forward" if roles & _ONE_WAY else "both"


def _view_parties(desk: Desk, entry: Entry, ctx: Context) -> tuple[ActorView, ...]:
    """Parties with their roles, who binds itself first; a quotation has its speaker."""
    if entry.type == "quotation":
        ids = [entry.value.get("speaker"), *(entry.value.get("co_speakers") or ())]
        return tuple(view_actor(desk, i, ctx) for i in ids if i)
    rows = [p if isinstance(p, dict) else {"actor": p} for p in entry.value.get("parties") or ()]
    rows.sort(key=lambda p: p.get("role") in ("beneficiary", "addressee"))
    return tuple(view_actor(desk, p["actor"], ctx, p.get("role") or "") for p in rows)


def title_entry(desk: Desk, entry: Entry, ctx: Context) -> str:
    """The title of a commitment, the opening words of a quotation, kind and people of a meeting."""
    value = entry.value
    if entry.type == "commitment":
        # The article's own words, begun as a title begins; its evidence shows them as they stand.
        title = str(value.get("title") or entry.id)
        return title[:1].upper() + title[1:]
    if entry.type == "quotation":
        words = " … ".join(c.get("exact", "") for c in value.get("content") or ()).strip() or entry.id
        return _shorten(cue_before(value.get("form"), (value.get("cue") or {}).get("exact")) + words)
    lang: UiLang = "en" if ctx.lang == "en" else "id"
    known = value.get("kind") not in (None, "other")  # "other" is no name for anything
    kind = (
        load_interface().label("meeting_kind", value["kind"], lang)
        if known
        else load_interface().say("type.meeting", lang)
    )
    people = [p["actor"] for p in value.get("participants") or ()] or list(states_of(entry))
    names = [view_actor(desk, p, ctx).name for p in people]
    more = " …" if len(names) > 3 else ""
    return f"{kind[:1].upper()}{kind[1:]}: {' – '.join(names[:3])}{more}" if names else kind


def date_entry(entry: Entry) -> tuple[dict[str, Any] | None, str]:
    """(date object, ISO day) of an entry: a meeting's day; the day on which a commitment reached its present stage.

    Of a signed one that is the signature, of others the newest assertion of the stage: "in force" does not stand
    beside the day of an earlier signature.
    """
    value = entry.value
    if entry.type == "meeting":
        return _read_day(value.get("when"))
    stage = value.get("stage")
    signed = _read_day(value.get("signed_on"))
    if signed[1] and stage in ("signed", None):
        return signed
    days = [str(h["as_of"]) for h in entry.history if h.get("as_of") and h["stage"] == stage]
    return (None, max(days)) if days else _read_day(value.get("said_on"))


def _read_day(row: dict[str, Any] | None) -> tuple[dict[str, Any] | None, str]:
    """A date object that names a day, with that ISO day; nothing and "" for any other."""
    day = (row.get("from") or row.get("to")) if row else None
    return (row, str(day)) if day else (None, "")


def last_news(entry: Entry) -> str:
    """The ISO day of the newest assertion of a commitment, or an empty string."""
    days = [str(h["as_of"])[:10] for h in entry.history if h.get("as_of")]
    said = (entry.value.get("said_on") or {}).get("to")
    return max([*days, *([said] if said else [])], default="")


def newest_first(lines: Iterable[Line]) -> list[Line]:
    """Lines by day, newest first, undated last; ties by id, so that every run gives the same order."""
    return sorted(sorted(lines, key=lambda x: x.id), key=lambda x: x.day, reverse=True)


def view_due(desk: Desk, entry: Entry, ctx: Context) -> DueLine | None:
    """An open commitment with a due day, or a planned meeting with a day, and the days to go; None for any other."""
    value = entry.value
    if entry.type == "commitment" and value.get("outcome") in ("met", "reversed", "missed", "unverifiable"):
        return None
    if entry.type == "meeting" and value.get("status") not in ("planned", "rescheduled"):
        return None
    when = value.get("when") if entry.type == "meeting" else value.get("due")
    if not when or not when.get("to") or value.get("due_reached"):
        return None
    days = (date.fromisoformat(when["to"]) - ctx.as_of).days
    line = view_entry(desk, entry, ctx)
    if days < 0 and not line.overdue:
        return None
    return DueLine(line, when, days)


def view_pairs(desk: Desk, ctx: Context, limit: int | None = None, offset: int = 0) -> list[PairLine]:
    """Country pairs, those with most entries first."""
    chosen = desk.pairs()[offset:][:limit]
    return [
        PairLine(view_actor(desk, a, ctx), view_actor(desk, b, ctx), sum(n.values()), n.get("commitment", 0))
        for a, b, n in chosen
    ]
