"""Persons who act for no state though they have one: a governor, a member of parliament, a former president."""

from __future__ import annotations

from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses
from risalah.model.annotation import Mention


def are_private(cast: Cast, clauses: Clauses, trigger: int, names: list[Named]) -> bool:
    """Is the one who acts at token `trigger` a person whose office binds no state?

    The person right before the verb counts, else those of `names`, the subject read from further off.
    """
    last = _person_before(cast, clauses, trigger)
    people = [last] if last is not None else [n.mention for n in names]
    return bool(people) and all(_is_private(cast, m) for m in people)


def _person_before(cast: Cast, clauses: Clauses, trigger: int) -> Mention | None:
    """The person whose name ends right before the verb, but for words like "juga", "akan"."""
    g = cast.grammar
    i = trigger - 1
    while i >= 0 and clauses.tokens[i].low in g.adverbs | g.intends:
        i -= 1
    if i < 0 or clauses.tokens[i].clause != clauses.tokens[trigger].clause:
        return None
    for m in cast.within(clauses.span):
        if m.kind in ("person", "office") and clauses.index_at(m.span.end - 1) == i:
            first = clauses.index_at(m.span.start)
            before = clauses.tokens[first - 1].low if first else ""
            return m if before not in g.oblique | g.and_ else None
    return None


def _is_private(cast: Cast, mention: Mention) -> bool:
    """Is it a person who has left office, or whose office is one of `private_offices`?"""
    actor = cast.doc.actors.get(mention.actor or "")
    if actor is None or actor.kind not in ("person", "office"):
        return False
    return actor.former or (actor.office or "") in cast.grammar.private_offices
