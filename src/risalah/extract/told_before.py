"""Sides of an act that its own sentence leaves out: who did it, or to whom, as the sentences before tell."""

from __future__ import annotations

from bisect import bisect_left

from risalah.extract.binding import merge_codes
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger
from risalah.model.codebook import rank
from risalah.model.record import Party
from risalah.model.span import Span

_BEFORE = 2  # sentences back in which the other side is looked for
_KINDS = frozenset({"state", "organisation", "person", "office"})
_NEAR = 3  # words between "oleh", "di" or "ke" and the name of who holds people, or gets them back
_OTHERS = 2  # sides that are taken from the sentences before


def find_other_told(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> list[str]:
    """The parties of the nearest of the two sentences before that names any beside the subject; of an act once done.

    "Samoa dan Tonga berdamai. Fiji telah mengerahkan 900 penjaga perdamaian ke Vavau." Their state, not the place.
    """
    if cast.excerpt or not trigger.cue.to_others or rank(trigger.reading.stage) < rank("implemented"):
        return []
    return _named_before(cast, clauses, set(subject))


def read_doerless(cast: Cast, clauses: Clauses, trigger: Trigger) -> tuple[list[Party], list[Span]] | None:
    """Both sides of a passive that leaves out its doer ("delapan tentara Tonga telah dipulangkan"); None where open.

    They are the two that the article is about: who did it is named behind "di" or "oleh", or is the one whose people
    it is not; where the sentence names neither, either may have done it.
    """
    cue = trigger.cue
    one_sided = trigger.voice == "passive" and cue.object == "act" and cue.roles == "one" and cue.to_others
    if cast.excerpt or not one_sided or trigger.instruments or cue.kind not in ("action", "aid"):
        return None
    if len(cast.pair) != _OTHERS or _tells_of_captors(cast, clauses):
        return None  # those whom a gang held for ransom: no state frees them
    doers, takers, spans = _sides_here(cast, clauses)
    if not {*doers, *takers} <= set(cast.pair) or (len(takers) > 1 and not doers):
        return None  # others than the two of the article, or both as those whom it reaches: it stays open who did it
    doers = doers or [c for c in cast.pair if c not in takers]
    takers = [c for c in cast.pair if c not in doers]
    spans += [s for c in cast.pair if (s := cast.first_of(c)) is not None]
    return [*(Party(c, "committer") for c in doers), *(Party(c, "beneficiary") for c in takers)], spans


def _tells_of_captors(cast: Cast, clauses: Clauses) -> bool:
    """Does the sentence, or one of the two before, tell of people whom no state took ("penculik", "tebusan")?"""
    doc = cast.doc
    at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
    start = doc.sentences[max(0, at - _BEFORE)].span.start if doc.sentences else clauses.span.start
    low = doc.article.text[start : clauses.span.end].lower()
    return any(w in low for w in cast.grammar.captors)


def _sides_here(cast: Cast, clauses: Clauses) -> tuple[list[str], list[str], list[Span]]:
    """(those behind "oleh" or "di", all others, where they are named) of one sentence."""
    g = cast.grammar
    doers: list[str] = []
    takers: list[str] = []
    spans: list[Span] = []
    for m in cast.within(clauses.span):
        codes = [c for c in cast.stands_for(m) if c.isupper()]
        if not codes or (m.kind not in _KINDS and m.kind != "place"):
            continue
        first = clauses.index_at(m.span.start)
        near = [t.low for t in clauses.tokens[max(0, first - _NEAR) : first]]
        inside = bool(near) and near[-1] in g.place & g.inside
        if inside or set(near) & g.agent or set(near) & g.place & g.inside:
            doers = merge_codes(doers, codes)
        elif m.kind != "place" or (near and near[-1] in g.to | g.place):
            takers = merge_codes(takers, codes)
        else:
            continue
        spans.append(m.span)
    return doers, [c for c in takers if c not in doers], spans


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
