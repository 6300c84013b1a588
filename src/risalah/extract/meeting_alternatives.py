"""What a meeting was not given: people, sides, days, places and standings of its sentences, and why each lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from risalah.extract.encounters import Encounter
from risalah.extract.parties import Cast
from risalah.model.annotation import Annotated, Mention
from risalah.model.record import Alternative, Meeting

_MOST = 12  # alternatives of one record: more would bury the ones that matter
_LOWERS = frozenset({"plan", "hope", "possible", "propose", "purpose"})
_SIDES = frozenset({"state", "organisation"})


def weigh_meeting(doc: Annotated, cast: Cast, record: Meeting, group: Sequence[Encounter]) -> tuple[Alternative, ...]:
    """The rejected alternatives of a meeting's values, by field, in text order.

    `group` holds the encounters that tell of it. Reasons are codes of labels.yaml, "code" or "code:detail".
    """
    seen: set[int] = set()
    rows: list[Alternative] = []
    for e in group:
        rows += _statuses(doc.article.text, record, e)
        if e.clauses.span.start not in seen and not e.back:
            seen.add(e.clauses.span.start)
            rows += _people(doc, cast, record, e)
            rows += _places(doc, cast, record, e)
            rows += _days(doc, record, e)
    unique = {(a.field, a.value, a.reason): a for a in rows}
    order = ("status", "participants", "parties", "when", "place")
    return tuple(sorted(unique.values(), key=lambda a: (order.index(a.field), a.span.start))[:_MOST])


def _statuses(text: str, record: Meeting, e: Encounter) -> Iterable[Alternative]:
    """The encounter's own word, where a governor lowered it; what the headline or another sentence says of it."""
    span = e.clauses.span_of(e.hit.first, e.hit.last)
    if e.status == "planned" == record.status and e.effect in _LOWERS:
        yield Alternative.cut(text, "status", "held", span, f"governed:{e.effect}")
    elif e.status != record.status and not e.back:
        reason = "headline" if e.in_title else "less_sure"
        yield Alternative.cut(text, "status", e.status, e.status_span or span, reason)


def _people(doc: Annotated, cast: Cast, record: Meeting, e: Encounter) -> Iterable[Alternative]:
    """Persons and sides that the sentence names, and that take no part."""
    there = {p.actor for p in record.participants}
    used = [span for _, span in e.people.values()]
    outer: Mention | None = None
    for m in cast.within(e.clauses.span):
        if outer is not None and outer.span.contains(m.span) and m is not outer:
            continue
        actor = m.actor
        if m.kind in ("person", "office"):
            outer = m
            if actor and actor not in there and not actor.isupper() and m.span not in used:
                away = m in e.absent
                yield Alternative.cut(doc.article.text, "participants", actor, m.span, "away" if away else "only_named")
        elif m.kind in _SIDES and actor and actor.isupper() and actor not in record.parties and not m.metonym:
            yield Alternative.cut(doc.article.text, "parties", actor, m.span, "no_side")


def _places(doc: Annotated, cast: Cast, record: Meeting, e: Encounter) -> Iterable[Alternative]:
    """Places of the sentence that are not where it is."""
    own = [x.span for x in record.evidence if x.field == "place"]
    for m in cast.within(e.clauses.span):
        name = doc.article.text[m.span.start : m.span.end]
        if m.kind == "place" and own and not any(s.overlaps(m.span) for s in own):
            yield Alternative.cut(doc.article.text, "place", name, m.span, "other_place")


def _days(doc: Annotated, record: Meeting, e: Encounter) -> Iterable[Alternative]:
    """Times of the sentence that are not the meeting's."""
    own = record.when.edtf() if record.when else None
    previous = {w.edtf() for w in record.previous}
    for t in doc.times_in(e.clauses.span):
        value = t.when.edtf()
        if value and value != own and value not in previous:
            yield Alternative.cut(doc.article.text, "when", value, t.span, "other_time")
