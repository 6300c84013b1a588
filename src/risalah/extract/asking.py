"""Requests that leave open who asks, or name those who are asked without a state."""

from __future__ import annotations

from risalah.extract.doers import find_subject
from risalah.extract.others import find_objects
from risalah.extract.parties import Cast, Named
from risalah.extract.private_ones import find_subject_words
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_NEAR = 4  # words behind the verb in which the state that is asked begins ("meminta kepada pemerintah Fiji")
_GOODS = 8  # words in which "dari" and the state of whom it is wanted follow ("meminta bantuan dari Fiji")
_OWNED = 2  # words at least between "meminta" and a name that belongs to what is asked for
_ROW = 2  # tokens between two who are asked ("Fiji, dan Tonga")
_MOST = 2  # who are asked, where none of them is near the verb
_FRONT = 3  # words at the head of a subject, one of which is "pemerintah"


def asks_openly(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does somebody whose state the page leaves open ask a foreign state, named right behind the verb?

    "Vakalala telah meminta Presiden Fiji menengahi", "pemerintah sementara mendesak Tonga": the request stands, with
    the one who is asked; who asks is a person without a state, or a government without its name.
    """
    if trigger.voice != "active" or not trigger.cue.asks or not find_asked(cast, clauses, trigger):
        return False
    g = cast.grammar
    row = find_subject_words(clauses, trigger.first, g)
    if not row:
        return False
    if {t.low for t in row[:_FRONT]} & g.government:
        return not {t.low for t in row} & g.lower_levels
    start, end = row[0].span.start, row[-1].span.end
    people = [m for m in cast.within(clauses.span) if m.kind == "person" and start <= m.span.start < end]
    return bool(people) and not cast.parties(people[-1]) and row[-1].span.start < people[-1].span.end


def find_asked(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """The foreign states and bodies right behind the verb of a request, or behind "dari"."""
    _, to, direct = find_objects(cast, clauses, trigger.last, trigger.stop)
    source = cast.grammar.source
    near = [n for n in [*direct, *to] if n.first - trigger.last <= _NEAR or _is_source(clauses, n, source, trigger)]
    return [n for n in near if cast.is_foreign(n.parties) and any(p.isupper() for p in n.parties)]


def leave_asked(clauses: Clauses, trigger: Trigger, given: list[Named], joins: frozenset[str]) -> list[Named]:
    """Those whom a request names right behind its verb, and those joined to them; two of `given` where none is near.

    "Meminta Fiji mendekati Dewan PBB", "mendesak Presiden Fiji menerima tawaran Tonga": Fiji alone is asked.
    """
    rows = sorted(given, key=lambda n: n.first)
    if not rows or rows[0].first - trigger.last > _NEAR:
        return given[:_MOST]
    out = rows[:1]
    for n in rows[1:]:
        gap = clauses.tokens[out[-1].last + 1 : n.first]
        if gap and (gap[-1].low not in joins or len(gap) > _ROW):
            break  # no gap: "Indonesia-Fiji"
        out.append(n)
    return out


def _is_source(clauses: Clauses, n: Named, source: frozenset[str], trigger: Trigger) -> bool:
    before = {t.low for t in clauses.tokens[max(trigger.last, n.first - 2) : n.first]}
    return n.first - trigger.last <= _GOODS and bool(before & source)


def asks_parties_there(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does a body of states ask those who have a say in a state ("PBB menyeru seluruh partai agar ...")?

    What it asks is no home affair, whoever is asked.
    """
    g = cast.grammar
    row = [t.low for t in clauses.tokens[trigger.last + 1 : min(trigger.stop, len(clauses.tokens))]]
    while row and row[0] in g.fronts_many | g.to:
        row = row[1:]
    if not row or row[0] not in g.people_there:
        return False
    return any(cast.is_body(p) for n in find_subject(cast, clauses, trigger.first) for p in n.parties)


def asks_abroad(cast: Cast, clauses: Clauses, trigger: Trigger, names: list[Named], subject: list[str]) -> bool:
    """Does one state ask for what is no home affair, though it names no other one?

    A body of states does, and who speaks for a state abroad ("Dubes Fiji menyerukan ..."); so does who asks for
    something in another state ("menyerukan gencatan senjata di Tonga").
    """
    if any(cast.is_body(p) for p in subject):
        return True
    text, words = cast.doc.article.text, cast.grammar.diplomats
    said = [text[n.mention.span.start : n.mention.span.end].lower() for n in names]
    if any(f" {w} " in f" {x} " for w in words for x in said):
        return True
    return cast.places_abroad(clauses, trigger.last, set(subject))


def is_of_goods(cast: Cast, clauses: Clauses, trigger: Trigger, n: Named) -> bool:
    """Does the name belong to what is asked for ("meminta penambahan kuota jemaah Fiji")? It is nobody who is asked."""
    g = cast.grammar
    between = [t.low for t in clauses.tokens[trigger.last + 1 : n.first]]
    if len(between) < _OWNED or between[0] not in g.carries:
        return False
    return n.before not in g.source and not set(between) & (g.to | g.agent | g.aims)


def wants_abroad(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does a request of the home state go to no one at home ("menyerukan gencatan senjata segera")?"""
    if not trigger.cue.demands:
        return False
    end = clauses.tokens[min(trigger.stop, len(clauses.tokens)) - 1].span.end
    low = cast.doc.article.text[clauses.tokens[trigger.last].span.end : end].lower()
    return any(w in low for w in cast.grammar.abroad)


def crosses_border(clauses: Clauses, trigger: Trigger, cast: Cast) -> bool:
    """Is what follows the trigger something that one state does to another by its nature?"""
    clause = clauses.tokens[trigger.last].clause
    words = {t.low for t in clauses.tokens[trigger.last : trigger.stop] if t.clause == clause}
    return bool(words & cast.grammar.cross_border)
