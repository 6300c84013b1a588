"""Where "sepakat" shares an opinion ("sepakat bahwa ini langkah yang benar") and undertakes nothing."""

from __future__ import annotations

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_WITH = 4  # words behind "dengan" in which the name of the one agreed with begins
_GOAL = 10  # words behind "setuju dengan ..." in which "untuk" says what is to be done


def is_opinion(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it an opinion that is shared, or the approval of a thing ("setuju dengan pemindahan itu")?"""
    g = cast.grammar
    if trigger.cue.stage != "agreed" or trigger.voice != "active" or trigger.instruments:
        return False
    after = [t.low for t in clauses.tokens[trigger.last + 1 :]]
    if not after:
        return False
    if after[0] in g.with_ and after[0] not in g.and_:
        near = range(trigger.last + 2, trigger.last + 2 + _WITH)
        named = any(n.first in near for n in cast.named(clauses)) or (after[1:2] and after[1] in g.counterparts)
        return not named and not set(after[:_GOAL]) & (g.goal | g.aims | g.complementiser)
    last = clauses.tokens[trigger.last].low
    if last not in g.complementiser and after[0] not in g.complementiser:
        return False
    said = clauses.tokens[trigger.last].clause + (last not in g.complementiser)
    words = [clauses.tokens[i].low for i in clauses.in_clause(said) if i > trigger.last]
    at = next((k for k, w in enumerate(words) if w in g.copulas), None)
    return at is not None and not set(words[:at]) & g.intends
