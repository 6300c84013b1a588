"""What a sentence takes for granted and does not tell: the thing on which somebody agreed."""

from __future__ import annotations

from risalah.extract.others import find_agent
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_UNTIL = 6  # words between "hingga" and the end that it names


def is_presupposed(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it said of a thing by the way, with nobody who agreed ("pernyataan yang telah disepakati dibacakan")?

    "Salah satu poin yang disepakati adalah kuota jemaah" tells it: the sentence is about what was agreed.
    Nor does "bertahan hingga mandat misi itu berakhir" tell of an end.
    """
    if trigger.cue.stage == "expired" and _says_until(cast, clauses, trigger):
        return True
    if trigger.cue.stage == "negotiating" and trigger.voice == "active" and _only_aims_or_dates(cast, clauses, trigger):
        return True
    if (
        trigger.voice != "passive"
        or trigger.instruments
        or not (trigger.cue.stage == "agreed" and trigger.cue.takes_vp)
    ):
        return False
    g = cast.grammar
    if clauses.openers[clauses.tokens[trigger.first].clause] not in g.relative:
        return False
    after = clauses.tokens[trigger.last + 1].low if trigger.last + 1 < len(clauses.tokens) else ""
    return after not in g.copulas | g.complementiser and not find_agent(cast, clauses, trigger.last)


def _only_aims_or_dates(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """ "Sejak Fiji dan Tonga memulai perundingan" dates something else, "upaya memulai perundingan" only aims."""
    before = clauses.tokens[trigger.first - 1].low if trigger.first else ""
    opener = clauses.openers[clauses.tokens[trigger.first].clause]
    return before in cast.grammar.efforts or opener in cast.grammar.dates_from


def _says_until(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does "hingga" stand before the noun for what ends, and say only how long something else lasts?"""
    row = clauses.tokens[max(0, trigger.first - _UNTIL) : trigger.first]
    own = [t.low for t in row if t.clause == clauses.tokens[trigger.first].clause]
    return any(w in cast.grammar.ends_at for w in own)
