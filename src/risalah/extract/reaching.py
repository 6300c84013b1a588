"""Whom an act reaches that names nobody: the other side of the two that an article is about, or the world."""

from __future__ import annotations

from risalah.extract.doers import find_subject
from risalah.extract.parties import HOME, Cast, Named
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_MOST = 0.8  # share of what is named that the two hold whom alone an article is about
_OFTEN = 4  # times that each of them is named in it at least


def is_about_two(cast: Cast, party: str) -> bool:
    """Is the article about the party and one other alone, both named often and nearly nobody else?"""
    if party not in cast.pair or cast.excerpt:
        return False
    n = cast.named_times
    return sum(n[p] for p in cast.pair) >= _MOST * n.total() and min(n[p] for p in cast.pair) >= _OFTEN


def names_others(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does the sentence name a party other than the home state, or may it leave that to its article?

    A capital that does what the trigger says stands for its state, though it is elsewhere only a place.
    """
    cue = trigger.cue
    if trigger.voice == "active" and any(
        cast.is_foreign(n.parties) for n in find_subject(cast, clauses, trigger.first)
    ):
        return True
    open_ = cast.leaves_open(clauses, named=False) or (cue.to_others and bool(cast.pair))
    return cast.names_foreign(clauses) or open_


def find_places(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """The state where something is opened, built or sent ("membuka kedutaan di Suva")."""
    g = cast.grammar
    out: list[Named] = []
    words = {t.low for t in clauses.tokens[trigger.first : trigger.stop]}
    for m in cast.within(clauses.span):
        first = clauses.index_at(m.span.start)
        if m.kind not in ("place", "state") or not trigger.last < first < trigger.stop or not m.actor:
            continue
        before = clauses.tokens[first - 1].low
        joined = bool(out) and before in g.and_ and first - out[-1].last <= 2  # "di Fiji dan Tonga"
        if m.actor.isupper() and (joined or (before in g.place and (before not in g.inside or words & g.sets_up))):
            out.append(Named(m, (m.actor,), first, clauses.index_at(m.span.end - 1), before))
    return out


def find_states_there(
    cast: Cast, clauses: Clauses, trigger: Trigger, own: set[str], *, named: bool = False
) -> list[str]:
    """The states in which something is done, behind "di" ("akan menambah pasukan di Fiji dan Tonga"); none of `own`.

    With `named` only those told by their own names, and not by that of a town.
    """
    g = cast.grammar
    out: list[str] = []
    last = -1
    for m in cast.within(clauses.span):
        i = clauses.index_at(m.span.start)
        if m.kind not in ("state", "place") or not trigger.last < i < trigger.stop:
            continue
        if named and (m.kind != "state" or cast.is_place_of(m)):
            continue
        before = clauses.tokens[i - 1].low
        if before in g.inside & g.place or (out and before in g.and_ and i - last <= 2):
            out += [c for c in cast.stands_for(m) or (m.actor or "",) if c.isupper() and c not in {*own, *out}]
            last = clauses.index_at(m.span.end - 1)
    return out


def reaches_others(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> bool:
    """Is what the subject undertakes done to others, though the sentence names none of them?

    In an article about two parties it is done to the other one ("kami akan menyelidiki laporan itu"); what a foreign
    state will do for peace, or about a crisis, reaches whoever takes part.
    """
    if not trigger.cue.to_others or not subject:
        return False
    if len(subject) == 1 and subject[0] in cast.pair:
        return True
    words = {t.low for t in clauses.tokens[trigger.last : min(trigger.stop, len(clauses.tokens))]}
    return subject != [HOME] and bool(words & cast.grammar.world)
