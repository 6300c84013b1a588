"""One meeting record from the encounters that tell of it."""

from __future__ import annotations

from dataclasses import replace

from risalah.extract.encounters import Encounter
from risalah.extract.meeting_alternatives import weigh_meeting
from risalah.extract.parties import Cast
from risalah.extract.sectors import SectorReader
from risalah.extract.sides import LOOK_BACK, settle_roles
from risalah.model.annotation import Annotated
from risalah.model.record import Evidence, Meeting, Participant
from risalah.model.span import Span
from risalah.model.when import When

_CHANGED = frozenset({"postponed", "cancelled", "rescheduled"})


def build_meeting(doc: Annotated, cast: Cast, groups: list[list[Encounter]], n: int, sectors: SectorReader) -> Meeting:
    """The record of the encounters of group `n` (from 0), which tell of one meeting."""
    group = groups[n]
    text = doc.article.text
    lead = next((e for e in group if not e.in_title), group[0])
    people: dict[str, tuple[str, Span]] = {}
    parties: dict[str, Span | None] = {}
    for e in group:
        if e.in_title:
            continue
        for a, v in e.people.items():
            people.setdefault(a, v)
        for p, s in e.parties.items():
            parties.setdefault(p, s)
    whole = lead.kind == "summit" or any(e.whole for e in group)
    whole = whole or (any(e.assembly for e in group) and any(cast.is_body(p) for p in parties))
    few = len(parties) == 1 or (len(people) > 1 and not parties)
    if few and not whole and len(cast.pair) == 2 and set(parties) < set(cast.pair):
        for p in cast.pair:
            parties.setdefault(p, None)
    told = [e for e in group if not e.back and not e.in_title] or [lead]
    status_row = next((e for e in told if e.status in _CHANGED), None) or next(
        (e for e in told if e.status == "held"), told[0]
    )
    if status_row.status == "planned" and status_row.former:
        # "awalnya dijadwalkan berkunjung" below "Menlu Fiji batal sambangi Jakarta"
        status_row = next((e for e in group if e.in_title and e.status in _CHANGED), status_row)
    timed = _narrowest([e for e in group if e.when is not None])
    if timed is None and any(e.linked for e in group) and status_row.status == "held":
        timed = _told_before(groups, n, set(parties))
    placed = next((e for e in group if e.place is not None), None)
    topics = sectors.read(lead.clauses)
    kinds = [e.kind for e in group if e.kind != "meeting" or e.voice != "talk"]
    evidence: list[Evidence] = []
    for e in group:
        sentence = e.clauses.span
        span = e.clauses.span_of(e.hit.first, e.hit.last)
        evidence.append(Evidence.cut(text, "kind", span, sentence=sentence, rule=f"{e.kind}|{e.voice}"))
        evidence.append(Evidence.cut(text, "sentence", sentence, sentence=sentence))
        if e.status_span is not None:
            evidence.append(Evidence.cut(text, "status", e.status_span, sentence=sentence, rule=e.status))
        for _, (_, s) in e.people.items():
            # Who is meant by a pronoun or an office may be named in a sentence before.
            evidence.append(Evidence.cut(text, "participants", s, sentence=sentence if sentence.contains(s) else None))
        for s2 in e.parties.values():
            if s2 is not None:
                evidence.append(Evidence.cut(text, "parties", s2, sentence=sentence if sentence.contains(s2) else None))
    if timed and timed.when:
        own = timed.clauses.span.contains(timed.when.span)  # the day of a saying may stand in the sentence before
        evidence.append(Evidence.cut(text, "when", timed.when.span, sentence=timed.clauses.span if own else None))
    if placed and placed.place:
        evidence.append(Evidence.cut(text, "place", placed.place[1], sentence=placed.clauses.span))
    roles = settle_roles(groups, n, {a: r for a, (r, _) in people.items()})
    when: When | None = timed.when.when if timed and timed.when else None
    status = status_row.status
    record = Meeting(
        id=f"m{n + 1}",
        kind=(kinds[0] if kinds else lead.kind),  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        participants=tuple(Participant(a, r) for a, r in roles.items()),  # type: ignore[arg-type]
        parties=tuple(parties),
        setting="remote"
        if lead.kind == "call"
        else "multilateral"
        if len(parties) > 2 or lead.kind == "summit"
        else "bilateral",
        when=when if status != "postponed" else None,
        previous=(when,) if status == "postponed" and when else (),
        place=placed.place[0] if placed and placed.place else None,
        topics=topics,
        background=all(e.background for e in group),
        evidence=tuple(dict.fromkeys(evidence)),
    )
    return replace(record, alternatives=weigh_meeting(doc, cast, record, group))


def _narrowest(timed: list[Encounter]) -> Encounter | None:
    """The first encounter with a time, or one whose time lies inside it ("pekan depan", "31 Januari")."""
    best = timed[0] if timed else None
    for e in timed[1:]:
        a, b = (x.when.when if x and x.when else None for x in (best, e))
        if not (a and b and a.first and a.last and b.first and b.last):
            continue
        if b.first <= a.last and a.first <= b.last and b.last - b.first < a.last - a.first:
            best = e
    return best


def _told_before(groups: list[list[Encounter]], n: int, parties: set[str]) -> Encounter | None:
    """The encounter whose day a linked one shares: the last one before it that was held, of the same parties."""
    for group in reversed(groups[max(0, n - LOOK_BACK) : n]):
        sides = {p for e in group for p in e.parties}
        timed = next((e for e in group if e.when is not None and e.status == "held" and not e.in_title), None)
        if timed is not None and timed.when is not None and timed.when.when.precision == "day" and sides == parties:
            return timed
    return None
