"""High stages told of what is not there yet: an instrument still to be made, or what has to come before it holds."""

from __future__ import annotations

from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.codebook import rank
from risalah.resources.grammar import Grammar

_SPAN = 2  # words of "30 hari" before "setelah"


def is_unrealised(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> bool:
    """Does the sentence name the act of the trigger only as a feature or a condition of what is to come?

    Not where the trigger has an aspect or a date of its own, or a governor that was read already.
    """
    if rank(trigger.reading.stage) < rank("signed") or trigger.governed.effect is not None:
        return False
    own = [t.low for t in clauses.tokens if t.clause == clauses.tokens[trigger.first].clause]
    if set(own) & grammar.has_been or any(w[0].isdigit() for w in own) or set(own) & grammar.days:
        return False
    return _is_to_be_made(clauses, trigger, grammar) or _is_counted_from(clauses, trigger, grammar)


def _is_to_be_made(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> bool:
    """ "Kedua negara ingin memiliki perjanjian yang ditandatangani presiden": no such agreement is there yet."""
    clause = clauses.tokens[trigger.first].clause
    if trigger.voice != "passive" or not clause or clauses.openers[clause] not in grammar.relative:
        return False
    start = clauses.first_of(clause)
    made = next((i for i in range(start - 1, -1, -1) if clauses.tokens[i].low in grammar.makes), None)
    if made is None or any(i.first < made for i in trigger.instruments if i.last < start):
        return False  # "sepakat memperpanjang perjanjian yang ditandatangani Fiji": that one is there
    before = {t.low for t in clauses.tokens[:made]}
    return bool(before & grammar.unmade) and not before & grammar.has_been


def _is_counted_from(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> bool:
    """ "Perjanjian itu efektif 30 hari sesudah diratifikasi": a rule, told of no ratification."""
    clause = clauses.tokens[trigger.first].clause
    if not clause or clauses.openers[clause] not in grammar.after_words:
        return False
    start = clauses.first_of(clause)
    count = [t.low for t in clauses.tokens[max(0, start - _SPAN) : start]]
    main = {t.low for t in clauses.tokens if t.clause < clause}
    counted = len(count) == _SPAN and count[1] in grammar.spells
    counted = counted and (count[0].isdigit() or count[0] in grammar.numbers)
    return counted and bool(main & grammar.takes_effect) and not main & grammar.has_been
