"""Who is asked to come: those named before the verb that says what for, of another state than the host."""

from __future__ import annotations

from risalah.extract.others import find_agent
from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_VISIT = "visit_plan"
_GUEST = 5  # words behind "mengundang" that say who is asked to come
_VERB, _LONG = ("me", "ber"), 7  # how the verb begins that says what one is asked for, and its letters


def find_guests(clauses: Clauses, trigger: Trigger, names: list[Named]) -> list[Named]:
    """Those who are asked to come: they stand before the verb that says what for."""
    after = range(trigger.last + 1, min(trigger.stop, len(clauses.tokens)))
    verb = next(
        (k for k in after if clauses.tokens[k].low.startswith(_VERB) and len(clauses.tokens[k].low) > _LONG), None
    )
    before = [n for n in names if verb is None or n.first < verb]
    return before or names


def find_invited(cast: Cast, clauses: Clauses, trigger: Trigger) -> list[Named]:
    """Who stands before a passive verb and is asked to come by a name behind it ("Fiji diundang Tonga")."""
    if trigger.voice != "passive" or trigger.cue.kind != _VISIT or not find_agent(cast, clauses, trigger.last):
        return []
    clause = clauses.tokens[trigger.first].clause
    rows = [n for n in cast.named(clauses) if n.last < trigger.first and clauses.tokens[n.first].clause == clause]
    return [n for n in rows if n.before not in cast.grammar.oblique]


def is_guest_abroad(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str], named: list[str]) -> bool:
    """Is one of the parties `named` as a guest another than the host, or do the words behind the verb mean states?

    "Mengundang ketua gabungan petani Fiji", by a minister of Fiji, asks nobody abroad; "mengundang menteri negara
    tetangganya" does. Who is invited by a name behind the verb ("diundang Presiden Fiji") stands before it.
    """
    if trigger.voice == "passive":
        return bool(named)
    row = clauses.tokens[trigger.last + 1 : trigger.last + 1 + _GUEST]
    return bool(set(named) - set(subject)) or (bool(named) and any(t.low in cast.grammar.states for t in row))
