"""The other side of an act that its own sentence leaves out: to whom it was done, as the sentences before tell."""

from __future__ import annotations

from bisect import bisect_left

from risalah.extract.binding import merge_codes
from risalah.extract.objects import find_passive_subject
from risalah.extract.others import find_agent
from risalah.extract.parties import HOME, Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.codebook import rank

_BEFORE = 2  # sentences back in which the other side is looked for
_KINDS = frozenset({"state", "organisation", "person", "office"})
_GIVEN = frozenset({"pledged", "planned", "offered", "implemented"})
_OTHERS = 2  # sides that are taken from the sentences before


def find_other_told(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> list[str]:
    """The parties of the nearest of the two sentences before that names any beside the subject; of an act once done.

    "Samoa dan Tonga berdamai. Fiji telah mengerahkan 900 penjaga perdamaian ke Vavau." Their state, not the place.
    Of aid whose taker the sentence leaves open, the only other state that the page names in its title.
    Of a plan whose agent stands behind the verb those of its goods ("tarif kopra Tonga akan dipangkas Fiji").
    """
    if (
        trigger.cue.needs_other
        and trigger.reading.stage == "planned"
        and (own := _owners(cast, clauses, trigger, subject))
    ):
        return own
    if not cast.excerpt and (stricken := _stricken(cast, clauses, trigger, subject)):
        return stricken
    if cast.excerpt or not trigger.cue.to_others or rank(trigger.reading.stage) < rank("implemented"):
        return []
    return _named_before(cast, clauses, set(subject))


def _stricken(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> list[str]:
    """The one state in the title to which the aid of another goes ("Fiji telah mengirim 50 penyelamat")."""
    blocks = cast.doc.article.blocks
    if not blocks or blocks[0].kind != "title" or trigger.voice != "active" or len(subject) != 1:
        return []
    amounts = cast.doc.amounts_in(clauses.span_of(trigger.first, min(trigger.stop, len(clauses.tokens)) - 1))
    gives = trigger.cue.kind == "aid" or ("aid" in trigger.cue.becomes and any(a.currency for a in amounts))
    if not gives or trigger.reading.stage not in _GIVEN or subject == [HOME]:
        return []
    rows = [m for m in cast.within(blocks[0].span) if m.kind == "state"]
    named = merge_codes([c for m in rows for c in cast.parties(m)], [])
    own = clauses.tokens[trigger.first].clause
    here = {c for n in cast.named(clauses) if clauses.tokens[n.first].clause == own for c in n.parties}
    return named if len(named) == 1 and here <= set(subject) and named != subject else []


def _owners(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> list[str]:
    """The states of the subject of a passive verb, where another state, named behind the verb, does it."""
    if trigger.voice != "passive" or trigger.instruments or not subject or not find_agent(cast, clauses, trigger.last):
        return []
    bounds = find_passive_subject(clauses, trigger, cast.grammar)
    rows = [n for n in cast.named(clauses) if bounds and bounds[0] <= n.first <= bounds[1]]
    return [c for n in rows for c in n.parties if c.isupper() and c not in subject][:_OTHERS]


def _named_before(cast: Cast, clauses: Clauses, own: set[str]) -> list[str]:
    """The parties of the nearest sentence before that names any beside those of `own`, where they are at most two."""
    doc = cast.doc
    at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
    for sentence in reversed(doc.sentences[max(0, at - _BEFORE) : at]):
        if doc.article.blocks[sentence.block].kind == "title":
            break
        rows = [m for m in cast.within(sentence.span) if m.kind in _KINDS and not cast.is_place_of(m)]
        codes = merge_codes([c for m in rows for c in cast.parties(m) if c.isupper()], [])
        if found := [c for c in codes if c not in own]:
            return found if len(found) <= _OTHERS else []
    return []
