"""Host and visitor by where it was: in Suva the Fijian side receives."""

from __future__ import annotations

from risalah.extract.encounters import Encounter

_VISIT_BEFORE = 400  # characters between a visit and the talk that is held during it
LOOK_BACK = 60  # groups: the visit around a talk is told close to it
_WITHOUT = frozenset({"call", "summit"})  # nobody receives at a call; a summit has participants

People = dict[str, str]  # actor and role


def settle_roles(groups: list[list[Encounter]], n: int, people: People) -> People:
    """The roles of the people of meeting `n`, where its place or the visit around it tells who is at home.

    Only "participant" and "visitor" are changed, and only where people of the state of the place meet people of
    another: whom a verb makes host, visitor or chair stays so.
    """
    group = groups[n]
    kind = group[0].kind
    if kind == "meeting" and set(people.values()) == {"participant"}:
        people = _roles_of_visit(groups, group, people)
    near = groups[max(0, n - LOOK_BACK) : n + LOOK_BACK]
    state = _state_of(group) or (_state_of_visit(group, near, people) if kind == "meeting" else None)
    sides = {a: s for e in group for a, s in e.sides.items()}
    if kind == "meeting" and state is None:
        receives = {sides.get(a) for a, r in people.items() if r == "host"}
        state = receives.pop() if len(receives) == 1 else None
    if kind in _WITHOUT or state is None:
        return people
    if any(r == "host" and sides.get(a) not in (state, None) for a, r in people.items()):
        return people  # "diterima Presiden Fiji di Istana Kepresidenan": a verb says who receives
    at_home = [a for a in people if sides.get(a) == state]
    abroad = [a for a in people if sides.get(a) not in (state, None)]
    if not at_home or not abroad:
        return people
    out = dict(people)
    for a in at_home:
        if out[a] in ("participant", "visitor"):
            out[a] = "host"
    for a in abroad:
        if out[a] == "participant":
            out[a] = "visitor"
    return out


def _roles_of_visit(groups: list[list[Encounter]], group: list[Encounter], people: People) -> People:
    """Who received whom, where a visit of the same people tells it and the talk names no place of its own."""
    if _state_of(group) is not None:
        return people
    for other in groups:
        if other is group or other[0].kind != "visit" or {e.status for e in other} - {e.status for e in group}:
            continue
        roles = {a: r for e in other for a, (r, _) in e.people.items()}
        if set(people) <= set(roles) and {"host", "visitor"} <= {roles[a] for a in people}:
            return {a: roles[a] for a in people}
    return people


def _state_of(group: list[Encounter]) -> str | None:
    """The state of the place that the group names."""
    return next((e.place[0].country for e in group if e.place and e.place[0].country), None)


def _state_of_visit(group: list[Encounter], groups: list[list[Encounter]], people: People) -> str | None:
    """The state that one of the people was visiting when they met: a visit told in or just before the sentence."""
    start = min(e.clauses.span.start for e in group if not e.in_title) if not all(e.in_title for e in group) else 0
    far: str | None = None
    for other in reversed(groups):
        if other is group or other[0].kind != "visit":
            continue
        near = any(e.clauses.span.start <= start <= e.clauses.span.end + _VISIT_BEFORE for e in other if not e.in_title)
        state = _state_of(other)
        if not state or not any(set(e.people) & set(people) for e in other):
            continue
        if near:
            return state
        # Told further off: only where somebody of that state is met, while both are held or both planned.
        sides = {s for e in group for s in e.sides.values()}
        same = {e.status for e in group} & {e.status for e in other}
        far = far or (state if state in sides and (same or "held" in {e.status for e in other}) else None)
    return far
