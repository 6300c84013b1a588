"""Candidates that say no more than another one of their page, or that no state answers for."""

from __future__ import annotations

from dataclasses import replace

from risalah.extract.candidates import Candidate
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.model.codebook import rank
from risalah.resources.grammar import Grammar

_FRONT = 3  # words at the front of a title: "secara simbolis dokumen"


def is_of_firms(c: Candidate, cast: Cast, found: list[Candidate]) -> bool:
    """Does "MoU itu" go back to what firms made, and to nothing that a state did?"""
    if not c.back or c.kind not in cast.firm_deals:
        return False
    return not any(o.kind == c.kind and not o.back and not o.in_title for o in found)


def is_paper(c: Candidate, grammar: Grammar) -> bool:
    """Is what was handed over only the paper of a gift ("menyerahkan naskah hibah")?"""
    given = c.kind == "aid" and c.trigger.reading.stage == "implemented" and not c.trigger.instruments
    return given and bool(set(c.title.lower().split()[:_FRONT]) & grammar.papers)


def leave_protest(row: list[Candidate]) -> list[Candidate]:
    """ "Mengajukan protes dan mendesak Fiji menarik kapalnya": the protest says no more than the request behind it."""
    requests = [c for c in row if c.kind == "request"]
    asked = [c for c in requests if c.trigger.cue.demands]
    bare = [c for c in requests if not c.trigger.cue.demands and len(c.title.split()) == 1]
    return [c for c in row if c not in bare or not asked]


def leave_open(row: list[Candidate]) -> list[Candidate]:
    """ "Nasib kontrak itu simpang siur: diteken, bilang satu, batal, bilang yang lain": what is open says no more."""
    doubted = {c.title_span for c in row if c.trigger.cue.stage == "unclear" and c.trigger.cue.any_side}
    return [c for c in row if c.title_span not in doubted or c.trigger.reading.stage == "unclear"]


def keep_weakest(clauses: Clauses, row: list[Candidate], grammar: Grammar) -> list[Candidate]:
    """Of verbs joined before one object ("merundingkan dan menyepakati perjanjian itu") the weakest one stays."""
    loose = grammar.and_ | grammar.adverbs | {","}
    out: list[Candidate] = []
    for c in row:
        before = out[-1] if out else None
        gap = clauses.tokens[before.trigger.last + 1 : c.trigger.first] if before else ()
        if before is None or before.title_span != c.title_span or not gap or any(t.low not in loose for t in gap):
            out.append(c)
        elif rank(c.trigger.reading.stage) < rank(before.trigger.reading.stage):
            out[-1] = c
    return out


def keep_drafts(row: list[Candidate]) -> list[Candidate]:
    """ "Ditandatanganinya MoU yang tengah difinalisasi": of one instrument in a sentence the draft is what there is."""
    drafts = [c for c in row if c.trigger.reading.stage in ("finalising", "negotiating")]
    out = []
    for c in row:
        draft = next((d for d in drafts if d.title_span == c.title_span), None)
        if draft is None or c.trigger.reading.stage != "signed" or c.trigger.governed.effect == "confirm":
            out.append(c)
            continue
        draft.trigger = replace(draft.trigger, reading=replace(draft.trigger.reading, expected="signed"))
    return out


def leave_changed(row: list[Candidate], grammar: Grammar) -> list[Candidate]:
    """ "Menandatangani perpanjangan pakta yang berlaku sejak 2008": in force is what is changed, not what is signed."""
    signed = {
        c.title_span for c in row if c.trigger.reading.stage == "signed" or c.trigger.reading.expected == "signed"
    }
    return [c for c in row if c.title_span not in signed or not _tells_what_is_changed(c, grammar)]


def _tells_what_is_changed(c: Candidate, grammar: Grammar) -> bool:
    """Does "yang berlaku" stand behind the object, and is the object a change of an instrument?"""
    return c.trigger.reading.stage in ("in_force", "ratified") and is_of_what_is_changed(c, grammar)


def is_of_what_is_changed(c: Candidate, grammar: Grammar) -> bool:
    """ "Perpanjangan dari MoU yang telah habis": does the stage stand behind an instrument that another one changes?"""
    tokens = c.clauses.tokens
    first, last = c.clauses.index_at(c.title_span.start), c.clauses.index_at(c.title_span.end - 1)
    begin = max(0, first - 1)
    if tokens[begin].low in grammar.alters_of:
        begin = max(0, begin - 1)
    words = {t.low for t in tokens[begin : last + 1]}
    return last < c.trigger.first and not words.isdisjoint(grammar.alters)
