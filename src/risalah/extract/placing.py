"""Which mentions of a page tell of one encounter: each is put to those told before, or begins a new group."""

from __future__ import annotations

from risalah.extract.encounters import Encounter, is_part_of_row, is_same, kinds_of, row_of

_NEAR = 4  # groups: a call and the reception at it stand together
_LOOK_BACK = 60  # groups: no article tells of more meetings at once
_PAIR = 2  # states of a talk


def place_in(groups: list[list[Encounter]], e: Encounter) -> None:
    """Add the encounter to the group that it belongs to, or begin a new one."""
    alone = len(e.parties) < 2 and not e.assembly and not (e.kind == "summit" and e.parties)
    if not e.people and (e.back or alone):
        if groups and e.back and not e.in_title and e.kind in ("meeting", "visit"):
            near = groups[-_LOOK_BACK:]
            told = [g for g in near if e.kind in kinds_of(g) and _is_told_on(g, e)]
            if not told and e.status == "held" and _is_talk_of_visit(near[-1], e):
                e.parties.update({p: None for x in near[-1] for p in x.parties})
                groups.append([e])
            elif told or e.status == "held":
                (told or near)[-1].append(e)
        return
    if e.attends and not e.in_title:
        told = [g for g in groups[-_LOOK_BACK:] if e.kind in kinds_of(g) and _is_told_on(g, e)]
        if told:
            told[-1].append(e)
            return
    stay = next((g for g in reversed(groups[-_LOOK_BACK:]) if e.leaves and _is_end_of(g, e)), None)
    if stay is not None:
        e.when = None  # the day of leaving is not that of the visit
        stay.append(e)
        return
    called = next((g for g in reversed(groups[-_NEAR:]) if e.received and _is_call_on(g, e)), None)
    if called is None and e.received and not e.place and groups and _is_received_there(groups[-1], e):
        called = groups[-1]
    if called is not None:
        called.append(e)
        return
    if e.courtesy and _is_on_journey(groups, e):
        e.kind, e.calls_on = "meeting", True
    _plan_with(groups, e)
    _be_with(groups, e)
    _hold_with(groups, e)
    if e.pointed and e.people and not e.in_title and e.kind in ("meeting", "visit"):
        told = [g for g in groups[-_LOOK_BACK:] if e.kind in kinds_of(g) and _is_told_on(g, e) and _shares(g, e)]
        if told:
            told[-1].append(e)  # "dalam pertemuan itu Andara didampingi ...": who else was there
            return
    for g in groups[-_LOOK_BACK:]:
        if is_same(g, e):
            g.append(e)
            return
    last = next((g for g in reversed(groups[-_NEAR:]) if kinds_of(g) == {"meeting"}), None)
    if last is not None and _is_told_again(last, e):
        last.append(e)
        return
    groups.append([e])


def _is_end_of(group: list[Encounter], e: Encounter) -> bool:
    """Is the visit of the group the one at whose end the same visitor leaves the same state?"""
    country = e.place[0].country if e.place else None
    there = country in {p for x in group for p in x.parties}
    return kinds_of(group) == {"visit"} and there and bool({a for x in group for a in x.people} & set(e.people))


def _is_talk_of_visit(group: list[Encounter], e: Encounter) -> bool:
    """ "Menlu Andara mengunjungi Fiji. Dalam pertemuan itu ...": a talk of a journey on which no host was named yet?"""
    journey = e.kind == "meeting" and e.voice == "noun" and kinds_of(group) == {"visit"}
    hosts = any(x.received or r == "host" for x in group for r, _ in [*x.people.values(), ("", None)])
    return journey and not hosts and len({p for x in group for p in x.parties}) > 1


def _is_told_again(group: list[Encounter], e: Encounter) -> bool:
    """ "Dalam pertemuan tersebut Menlu Andara juga ...", "pertemuan itu semula akan digelar": the talk told last?

    It may name one more who was there, but no other state, and no day of its own.
    """
    again = e.kind == "meeting" and e.voice == "noun" and (e.back or e.former) and not (e.when and e.own_time)
    sides = {p for x in group for p in x.parties}
    named = len(e.parties) > 1 or e.people
    return again and bool(named) and set(e.parties) <= sides


def _shares(group: list[Encounter], e: Encounter) -> bool:
    """Is one of the people of the encounter at that of the group, and do those who are not add no state?"""
    parties = {p for x in group for p in x.parties}
    return bool({a for x in group for a in x.people} & set(e.people)) and set(e.parties) <= parties


def _is_call_on(group: list[Encounter], e: Encounter) -> bool:
    """ "Ia mendatangi kantor Menlu Fiji. Dia disambut Menlu itu": is e the reception of that call?"""
    return (
        any(x.calls_on for x in group) and len(e.people) > 1 and {a for x in group for a in x.people} == set(e.people)
    )


def _is_received_there(group: list[Encounter], e: Encounter) -> bool:
    """ "A bertemu B di Suva. Kehadiran A disambut hangat B": does it only say how B met him?"""
    return (
        kinds_of(group) == {"meeting"} and len(e.people) > 1 and set(e.people) <= {a for x in group for a in x.people}
    )


def _is_told_on(group: list[Encounter], e: Encounter) -> bool:
    """May "pertemuan tersebut" go on with the group: was it held, or are both planned?"""
    return e.status == "held" or {x.status for x in group} == {e.status} == {"planned"}


def _plan_with(groups: list[list[Encounter]], e: Encounter) -> None:
    """A visit that is named without a time is the one that the page has said to be still to come."""
    if e.status != "held" or e.status_span or not e.people or (e.when and e.own_time):
        return
    if e.kind != "visit" and not (e.kind == "meeting" and (e.open_after or e.courtesy)):
        return
    for g in groups[-_LOOK_BACK:]:
        same = {a for x in g for a in x.people} & set(e.people) and {p for x in g for p in x.parties} >= set(e.parties)
        told = {x.status for x in g if x.people}
        if same and kinds_of(g) == {e.kind} and told == {"planned"}:
            e.status, e.status_span = "planned", None
            e.when = None
            return


def _hold_with(groups: list[list[Encounter]], e: Encounter) -> None:
    """ "A bertemu B. Keduanya diperkirakan membahas ...": what they were to speak of at the meeting just told."""
    last = next((g for g in reversed(groups[-_NEAR:]) if "meeting" in kinds_of(g)), None)
    if last is None or e.voice != "talk" or e.status != "planned" or e.when is not None or len(e.people) < _PAIR:
        return
    if {a for x in last for a in x.people} == set(e.people) and {x.status for x in last} == {"held"}:
        e.status, e.status_span = "held", None


def _be_with(groups: list[list[Encounter]], e: Encounter) -> None:
    """ "Selain mengunjungi Fiji ia juga akan ke Tonga": the journey to Fiji, where it was told to be under way."""
    for g in groups[-_LOOK_BACK:] if e.besides and e.status == "planned" and not e.when else ():
        same = {a for x in g for a in x.people} & set(e.people) and {p for x in g for p in x.parties} >= set(e.parties)
        if same and kinds_of(g) == {e.kind} and {x.status for x in g} == {"held"}:
            e.status, e.status_span = "held", None
            return


def _is_on_journey(groups: list[list[Encounter]], e: Encounter) -> bool:
    """Has the page told of the journey on which the visitor calls on the host: to whose state, before any host?"""
    guests = {a for a, (r, _) in e.people.items() if r == "visitor"}
    hosts = set(e.people) - guests
    states = {e.sides.get(a) for a in hosts} - {None}
    if not guests or not hosts or e.kind != "visit" or e.in_title:
        return False
    for g in groups[-_LOOK_BACK:]:
        people = {a for x in g for a in x.people}
        goes = {x.place[0].country for x in g if x.place} & states
        if kinds_of(g) == {"visit"} and goes and people & guests and not people & hosts:
            return True
    return False


def settle_rows(groups: list[list[Encounter]]) -> list[list[Encounter]]:
    """Without the rows of which each talk is told of its own, and in the others without those who are; day and place
    of a row are those of its parts."""
    out: list[list[Encounter]] = []
    for n, group in enumerate(groups):
        parts = [g for g in groups[n + 1 : n + 1 + _LOOK_BACK] if is_part_of_row(group, g[0])]
        row, rest = row_of(group[0]), group
        for g in parts:
            own = {p for x in g for p in x.parties}
            gone = {a for a, p in row.items() if p in own}
            for e in group:
                g[0].when, g[0].place = g[0].when or e.when, g[0].place or e.place
                e.people = {a: v for a, v in e.people.items() if a not in gone}
                e.parties = {p: s for p, s in e.parties.items() if p not in {row[a] for a in gone}}
            rest = [e for e in group if len(e.parties) >= _PAIR]
        if rest:
            out.append(rest)
    return out
