"""What one state will do, promises or agrees to at home: it binds that state to nobody else."""

from __future__ import annotations

from risalah.extract.parties import HOME, Cast, says_both, says_group, says_own, says_we
from risalah.extract.reaching import is_about_two
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.record import Party
from risalah.model.span import Span

_ITS = "nya"  # "reaktornya"
_STAGES = frozenset({"planned", "pledged", "agreed"})  # what a state may do with nobody beside it


def is_own_affair(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str], parties: list[Party]) -> bool:
    """Is it an undertaking of one state whose sentence names no other side, and nothing that reaches one?

    "Fiji berjanji menindak penyelundup": the other side of an article about two states has no part in it. A sentence
    alone, without its article, leaves open whom it reaches.
    """
    cue = trigger.cue
    if cast.excerpt or trigger.instruments or cue.object == "self" or trigger.reading.stage not in _STAGES:
        return False
    if cue.stage not in _STAGES or trigger.voice == "passive":
        return False
    here = {p for n in cast.named(clauses) for p in n.parties}
    sides = {p.actor for p in parties if p.actor.isupper() and p.actor in here | set(subject)}
    if len(sides) > 1 or any(cast.is_body(p) for p in sides) or not parties:
        return False
    if cue.stage == "agreed" and says_we(cast, clauses, trigger.first):
        return False  # "yang kami sepakati di Suva": nobody agrees alone
    if HOME in cast.pair and HOME not in sides and says_own(cast, clauses, trigger.first):
        return False  # "Menlu Fiji mengatakan, pemerintahnya berjanji ...": told to the home state, the other side
    if len(subject) == 1 and is_about_two(cast, subject[0]):
        return False  # nobody else is there whom it could reach
    if _names_both(cast, clauses, trigger) or says_group(cast, clauses, trigger.first):
        return False
    return not _reaches_out(cast, clauses, trigger, sides)


def _names_both(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does the sentence speak of "kedua negara", or the words before the trigger of "keduanya"?"""
    start, at = clauses.span.start, clauses.tokens[trigger.first].span.start
    if start < at and says_both(cast, Span(start, at)):
        return True
    low = cast.doc.article.text[clauses.span.start : clauses.span.end].lower()
    return any(w in low for w in cast.grammar.both if " " in w)


def _reaches_out(cast: Cast, clauses: Clauses, trigger: Trigger, own: set[str]) -> bool:
    """Does what is undertaken hold a word for what one state does to another, or the name of a place abroad?"""
    g = cast.grammar
    words = [t.low if t.low in g.own_state else t.low.removesuffix(_ITS) for t in clauses.tokens]
    there = g.cross_border | g.together | g.world | g.states
    if set(words) & g.outward or set(words[trigger.first :]) & there:
        return True
    return cast.places_abroad(clauses, trigger.last, own)
