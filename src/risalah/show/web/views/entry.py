"""The pages of one commitment, one meeting, one quotation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, LADDER, rank
from risalah.model.register import Conflict, Entry
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk, states_of
from risalah.show.web.pages import (
    CommitmentPage,
    ConflictView,
    EntryPage,
    Gap,
    HistoryRow,
    Ladder,
    MeetingPage,
    QuotationPage,
    RelatedLine,
    Rung,
    SourceView,
)
from risalah.show.web.pictures.axis import read_day
from risalah.show.web.pictures.climb import Climb, Step, draw_climb
from risalah.show.web.pictures.slips import Slips, Target, draw_slips
from risalah.show.web.views.changes import find_changes
from risalah.show.web.views.evidence import Value, number_fields, view_sources
from risalah.show.web.views.lines import last_news, newest_first, view_actor, view_entry
from risalah.show.web.views.targets import list_targets

FRESH_DAYS = 30
"""Silence is worth a word after a month; a daily press may say nothing for a week."""
_INSTRUMENT_RUNGS = ("raised", "negotiating", "finalising", "agreed", "text_agreed", "signed", "ratified", "in_force",
                     "implemented")  # fmt: skip
_UNDERTAKING_RUNGS = ("raised", "planned", "pledged", "agreed", "implemented")


def view_shared(desk: Desk, entry: Entry, ctx: Context) -> EntryPage:
    """The parts that all three pages share."""
    sources = view_sources(desk, entry, ctx)
    states = states_of(entry)
    pair = None
    if len(states) >= 2:
        left, right = sorted(states)[:2]
        pair = (view_actor(desk, left, ctx), view_actor(desk, right, ctx))
    return EntryPage(
        line=view_entry(desk, entry, ctx),
        value=Value.wrap(entry.value),
        sources=sources,
        conflicts=tuple(view_conflict(desk, c, ctx) for c in entry.conflicts if c.grade != "agree"),
        gaps=find_gaps(desk, entry, sources, ctx),
        notes=number_fields(sources),
        story=desk.story(entry.story),
        pair=pair,
        sample=any(s.sample for s in sources),
    )


_OF_ACTORS = frozenset({"participants", "parties", "said_by", "speaker", "co_speakers"})


def view_conflict(desk: Desk, conflict: Conflict, ctx: Context) -> ConflictView:
    """A conflict row with articles and names in place of ids; articles that are gone are left out of the row."""

    def name(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [name(v) for v in value]
        actor = value.get("actor") if isinstance(value, dict) else value
        return view_actor(desk, actor, ctx).name if actor else None

    of_actors = conflict.field in _OF_ACTORS
    values = tuple((name(v) if of_actors else v, desk.articles(ids)) for v, ids in conflict.values)
    return ConflictView(conflict.field, conflict.grade, values)


def build_commitment(desk: Desk, entry_id: str, ctx: Context) -> CommitmentPage | None:
    """The page of a commitment, or None where there is none of that id."""
    entry = desk.entry(entry_id)
    if entry is None or entry.type != "commitment":
        return None
    said_by = entry.value.get("said_by")
    shared = view_shared(desk, entry, ctx)
    return CommitmentPage(
        entry=shared,
        ladder=build_ladder(entry),
        history=view_history(desk, entry, shared.sources),
        said_by=view_actor(desk, said_by, ctx) if said_by else None,
        related=view_related(desk, entry, ctx),
        climb=_draw_climb(entry, ctx),
        slip=_draw_slip(desk, entry, ctx),
        curation=find_changes(desk, ctx, entry),
    )


def _draw_climb(entry: Entry, ctx: Context) -> Climb | None:
    """The way up the ladder, through the rungs of this kind and those that were asserted."""
    steps = [Step(day, str(h["stage"])) for h in entry.history if (day := read_day(str(h.get("as_of") or "")))]
    usual = _INSTRUMENT_RUNGS if entry.value.get("kind") in INSTRUMENTS else _UNDERTAKING_RUNGS
    seen = {s.stage for s in steps}
    off = sorted(seen - set(LADDER))
    rungs = [*off, *(s for s in LADDER if s in usual or s in seen)]
    return draw_climb(steps, rungs, ctx.as_of, read_day(str((entry.value.get("due") or {}).get("to") or "")))


def _draw_slip(desk: Desk, entry: Entry, ctx: Context) -> Slips | None:
    """How the due date moved, where it did."""
    targets = [Target(said, d) for said, w in list_targets(desk, entry) if (d := read_day(str(w.get("to") or "")))]
    if len({t.due for t in targets}) < 2:
        return None
    return draw_slips([(str(entry.value.get("title") or entry.id), targets)], ctx.as_of)


def view_related(desk: Desk, entry: Entry, ctx: Context) -> tuple[RelatedLine, ...]:
    """The commitments that this one supersedes, implements or follows up, and those that do so to it."""
    rows = []
    for key, inverse in (("related", False), ("related_by", True)):
        for row in entry.value.get(key) or ():
            other = desk.entry(row["entry"])
            if other is not None:
                rows.append(RelatedLine(row["type"], inverse, view_entry(desk, other, ctx), row["exact"]))
    return tuple(rows)


def build_ladder(entry: Entry) -> Ladder:
    """The rungs that this kind of commitment goes through, and any other that its history names."""
    stage = entry.value.get("stage") or "unclear"
    expected = entry.value.get("expected_stage")
    seen: dict[str, str] = {}
    for h in entry.history:
        # An assertion without a day never hides the day of another one.
        seen[h["stage"]] = str(h.get("as_of") or "") or seen.get(h["stage"], "")
    seen.setdefault(stage, "")
    usual = _INSTRUMENT_RUNGS if entry.value.get("kind") in INSTRUMENTS else _UNDERTAKING_RUNGS
    shown = [s for s in LADDER if s in usual or s in seen or s == expected]
    now = rank(stage)
    highest = max([now, *(rank(s) for s in seen)])
    rungs = []
    for s in shown:
        if s == stage:
            rungs.append(Rung(s, "now", seen.get(s, "")))
        elif s in seen:
            rungs.append(Rung(s, "past", seen[s]))
        elif s == expected:
            rungs.append(Rung(s, "expected"))
        else:
            rungs.append(Rung(s, "skipped" if rank(s) < highest else "ahead"))
    return Ladder(tuple(rungs), "" if now >= 0 else stage)


def view_history(desk: Desk, entry: Entry, sources: tuple[SourceView, ...] = ()) -> tuple[HistoryRow, ...]:
    """The stages as they were asserted, oldest first; a step down the ladder on a later day is flagged."""
    rows: list[HistoryRow] = []
    for h in entry.history:
        articles = desk.articles(h.get("articles") or ())
        as_of = str(h.get("as_of") or "")
        backward = bool(rows and as_of > rows[-1].as_of and 0 <= rank(h["stage"]) < rank(rows[-1].stage))
        told = {a.id for a in articles}
        said = [s.record for s in sources if s.record and s.article.id in told and s.record["stage"] == h["stage"]]
        modality = str(said[0]["modality"] or "") if said else ""
        rows.append(HistoryRow(h["stage"], as_of, articles, backward, modality))
    return tuple(rows)


def find_gaps(desk: Desk, entry: Entry, sources: tuple[SourceView, ...], ctx: Context) -> tuple[Gap, ...]:
    """What no source states of this entry (CODEBOOK 5.5)."""
    value, gaps = entry.value, []
    if entry.type == "commitment":
        if not value.get("due") and value.get("stage") != "implemented":
            gaps.append(Gap("missing.due"))
        if value.get("stage") in HIGH_STAGES and value.get("kind") in INSTRUMENTS and not value.get("signed_on"):
            gaps.append(Gap("missing.signed_on"))
        speakers = {s.said_by.id: s.said_by for s in sources if s.said_by}
        if value.get("said_by") and value["said_by"] not in speakers:
            speakers[value["said_by"]] = view_actor(desk, value["said_by"], ctx)
        if not speakers:
            gaps.append(Gap("missing.said_by"))
        sides = {(a.row or {}).get("country") or a.id for a in speakers.values()}
        silent = tuple(view_actor(desk, s, ctx) for s in states_of(entry) if s not in sides)
        if speakers and silent and len(silent) < len(states_of(entry)):
            gaps.append(Gap("missing.one_side", names=silent))
        if value.get("outcome") == "unknown":
            gaps.append(Gap("missing.outcome"))
    if entry.type == "meeting":
        if not value.get("when"):
            gaps.append(Gap("missing.when"))
        if not value.get("place"):
            gaps.append(Gap("missing.place"))
    if entry.support.outlets <= 1:
        gaps.append(Gap("missing.one_outlet"))
    elif entry.support.origins <= 1:
        gaps.append(Gap("missing.one_origin"))
    last = last_news(entry) if entry.type == "commitment" else ""
    quiet_until = (ctx.as_of - timedelta(days=FRESH_DAYS)).isoformat()
    if last and last < quiet_until and value.get("outcome") not in ("met", "missed", "reversed"):
        gaps.append(Gap("missing.since", day=last))
    return tuple(gaps)


def build_meeting(desk: Desk, entry_id: str, ctx: Context) -> MeetingPage | None:
    """The page of a meeting, or None."""
    entry = desk.entry(entry_id)
    if entry is None or entry.type != "meeting":
        return None
    rows = entry.value.get("participants") or ()
    refs = {(r.article, r.id) for r in entry.records}
    said = [
        e
        for article in {r.article for r in entry.records}
        for e in desk.reader.entries_of_article(article)
        if e.type == "quotation" and any((r.article, e.value.get("occasion")) in refs for r in e.records)
    ]
    unique = {e.id: e for e in said}
    return MeetingPage(
        entry=view_shared(desk, entry, ctx),
        participants=tuple(view_actor(desk, p["actor"], ctx, p.get("role") or "") for p in rows),
        quotations=tuple(newest_first(view_entry(desk, e, ctx) for e in unique.values())),
    )


def build_quotation(desk: Desk, entry_id: str, ctx: Context) -> QuotationPage | None:
    """The page of a quotation, or None."""
    entry = desk.entry(entry_id)
    if entry is None or entry.type != "quotation":
        return None
    ids = [entry.value.get("speaker"), *(entry.value.get("co_speakers") or ())]
    return QuotationPage(view_shared(desk, entry, ctx), tuple(view_actor(desk, i, ctx) for i in ids if i))
