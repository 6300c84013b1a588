"""With whom one is when one undertakes something: "Dalam pertemuan dengan Menlu Fiji, Menlu Tonga menjanjikan ..."."""

from __future__ import annotations

from risalah.extract.doers import find_subject
from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_FAR = 12  # words between "pertemuan" and the name of who is met: the place and the day
_TITLE = 2  # words between "di hadapan" and a name


def find_company(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Whom the subject of an active verb meets, visits or addresses, in the clause that opens the sentence; one name.

    It is the other side where nobody else is named behind the verb. "Menelepon Menlu Fiji dan mendesaknya": who is
    named before is asked.
    """
    if asked := _asked_before(cast, clauses, trigger):
        return asked
    lead = clauses.tokens[0].clause
    if trigger.voice != "active" or clauses.tokens[trigger.first].clause == lead:
        return []
    g = cast.grammar
    opening = [clauses.tokens[k].low for k in clauses.in_clause(lead)]
    if not opening or opening[0] not in g.company_openers | g.to:
        return []
    for n in cast.named(clauses):
        if clauses.tokens[n.first].clause != lead or n.last >= trigger.first:
            return []
        row = opening[max(0, n.first - _FAR) : n.first]
        told = n.first == 1 and opening[0] in g.to  # "Kepada Menlu Fiji, ..."
        before = n.first <= _TITLE + 1 and bool(set(row) & g.faced)
        near = row[-1:] and (n.before in (g.with_ | g.place) - g.and_ - g.inside or row[-1] in g.company)
        met = near and bool(set(row) & g.company)
        if told or before or met:
            return [n]
    return []


def _asked_before(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Whom "-nya" of a verb of asking means: the last one named before it that does not ask."""
    g = cast.grammar
    verb = clauses.tokens[trigger.first].low
    if not trigger.cue.asks or trigger.voice != "active" or not verb.endswith(g.pronoun_ends):
        return []
    asks = {p for n in find_subject(cast, clauses, trigger.first) for p in n.parties}
    rows = [n for n in cast.named(clauses) if n.last < trigger.first and n.before not in g.inside | g.agent]
    return [n for n in rows if not asks & set(n.parties)][-1:] if asks else []
