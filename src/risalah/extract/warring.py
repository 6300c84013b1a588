"""The two sides of a war that a page tells of: a truce that somebody else proposes is theirs."""

from __future__ import annotations

from itertools import pairwise

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses, cut_tokens
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Mention
from risalah.model.span import Span

_BEFORE = 40  # characters between "perang" and the first of the two ("perang tiga pekan antara Fiji dan Tonga")
_WORDS = 3  # words between "perang" and "antara", or the first name
_GAP = 12  # characters between the two names
_BOTH = 4  # words behind "mendesak" among which "kedua pihak", "semua pihak" stands
_DASHES = frozenset("-–—/")


def find_warring(cast: Cast) -> tuple[str, ...]:
    """The two states of "perang Fiji-Tonga", "konflik antara Fiji dan Tonga"; () where the page tells of none."""
    if cast.warring is None:
        states = [m for m in cast.mentions_before(len(cast.doc.article.text)) if m.kind == "state"]
        cast.warring = next((found for a, b in pairwise(states) if (found := _at_war(cast, a, b))), ())
    return cast.warring


def find_sides(cast: Cast, clauses: Clauses, trigger: Trigger, subject: list[str]) -> list[str]:
    """The two sides to which a third one proposes a truce, or of which "semua pihak" are asked; [] where they act."""
    if cast.excerpt or not subject or not _concerns(cast, clauses, trigger):
        return []
    sides = find_warring(cast)
    return [] if set(sides) & set(subject) else list(sides)


def _at_war(cast: Cast, a: Mention, b: Mention) -> tuple[str, ...]:
    """The states of two names next to each other, behind a word for a war."""
    g, text = cast.grammar, cast.doc.article.text
    between = text[a.span.end : b.span.start].strip().lower() if b.span.start - a.span.end <= _GAP else ""
    if between not in g.joins | _DASHES or between == ",":
        return ()
    words = [t.low for t in cut_tokens(text, Span(max(0, a.span.start - _BEFORE), a.span.start))]
    near = words[-_WORDS - 1 :] if words[-1:] and words[-1] in g.between else words[-1:]
    codes = tuple(dict.fromkeys(p for m in (a, b) for p in cast.parties(m)))
    return codes if len(codes) == len((a, b)) and g.wars.intersection(near) else ()


def _concerns(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it a truce, or an exchange of those they hold, that is asked or proposed; or are "semua pihak" asked?"""
    g = cast.grammar
    if trigger.cue.stage not in ("requested", "offered"):
        return False
    row = [t.low for t in clauses.tokens[trigger.last + 1 : min(trigger.stop, len(clauses.tokens))]]
    if trigger.cue.asks and g.all_sides.intersection(" ".join(row[k : k + 2]) for k in range(min(_BOTH, len(row)))):
        return True
    return bool(g.truces.intersection(row[:_BOTH]))
