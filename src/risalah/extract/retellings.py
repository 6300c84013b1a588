"""What an article tells again in other words: a bare noun, an undertaking and its agreement, talks, troops."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.candidates import Candidate, alike
from risalah.model.codebook import INSTRUMENTS, rank
from risalah.resources.grammar import Grammar

_SAME_OBJECT = 0.6  # as in merging
_LOOK_BACK = 40  # groups: what is told again was told not long before
_UNDER_TALKS = frozenset({"negotiating", "finalising", "text_agreed"})
_AHEAD = frozenset({"offered", "planned", "pledged"})
_LOOSE = frozenset({"agreement", "agreement_in_principle"})  # "kesepakatan untuk mengembargo", "sepakat mengembargo"


def find_retold(groups: Sequence[Candidate], c: Candidate, grammar: Grammar) -> list[Candidate]:
    """The group that the candidate tells again, or [].

    Only what is told of the same parties, and of no second number, date or addition ("juga menandatangani ...").
    """
    if c.added or c.further or c.point is not None:
        return []
    near = [g for g in groups[-_LOOK_BACK:] if not (g.added or g.further or g.point or g.in_title)]
    instrument = c.kind in INSTRUMENTS
    for g in reversed(near):
        if g.clauses.span == c.clauses.span or not _shares(g, c) or _differs(g, c):
            continue
        if instrument and g.kind in INSTRUMENTS and (_is_bare_again(g, c) or _is_of_talks(g, c, grammar)):
            return [g]
        if {g.kind, c.kind} == _LOOSE and _is_agreed(g) and _is_agreed(c) and alike(g.key, c.key) >= _SAME_OBJECT:
            return [g]
        if not instrument and g.kind not in INSTRUMENTS and _is_of_troops(g, c, grammar):
            return [g]
    return []


def _shares(g: Candidate, c: Candidate) -> bool:
    return bool({p.actor for p in g.parties} & {p.actor for p in c.parties})


def _same_parties(g: Candidate, c: Candidate) -> bool:
    return {p.actor for p in g.parties} == {p.actor for p in c.parties}


def _differs(g: Candidate, c: Candidate) -> bool:
    """Are two sums, numbers of instruments or days named?"""
    sums = [(x.amount.value, x.amount.unit, x.amount.currency) for x in (g, c) if x.amount is not None]
    days = [(x.signed_on.first, x.signed_on.last) for x in (g, c) if x.signed_on is not None]
    return len(set(sums)) > 1 or len(set(days)) > 1 or (g.count != c.count and min(g.count, c.count) > 1)


def _is_bare_again(g: Candidate, c: Candidate) -> bool:
    """Is the second of two signings of a bare noun ("hari ini kami menandatangani kesepakatan penting")?"""
    a, b = g.trigger.reading, c.trigger.reading
    bare = not c.key and c.kind in ("agreement", g.kind) and not c.back
    return bare and a == b and a.stage == "signed" and _is_actual(c) and _same_parties(g, c)


def _is_actual(c: Candidate) -> bool:
    return c.trigger.reading.modality == "actual"


def _is_agreed(c: Candidate) -> bool:
    return c.trigger.reading.stage == "agreed" and _is_actual(c)


def _is_of_talks(g: Candidate, c: Candidate, grammar: Grammar) -> bool:
    """Are both the talks of the same two, about a thing of which they share a word besides "perundingan"?"""
    if not _same_parties(g, c) or g.trigger.instruments or c.trigger.instruments:
        return False
    stages = {x.trigger.reading.stage for x in (g, c)} | {x.trigger.reading.expected for x in (g, c)}
    about = grammar.content_words(" ".join(grammar.talk_nouns))
    return bool(stages & _UNDER_TALKS) and bool((g.key & c.key) - about)


def _is_of_troops(g: Candidate, c: Candidate, grammar: Grammar) -> bool:
    """Is it troops that one party has ready, in both ("siap mengirim 50 prajurit", "bersedia mengerahkan pasukan")?"""
    stages = {g.trigger.reading.stage, c.trigger.reading.stage}
    if not stages <= _AHEAD or rank(c.trigger.cue.stage) >= rank("signed"):
        return False
    givers = [{p.actor for p in x.parties if p.role in ("committer", "party")} for x in (g, c)]
    return bool(givers[0] & givers[1]) and all(set(x.title.lower().split()) & grammar.troops for x in (g, c))
