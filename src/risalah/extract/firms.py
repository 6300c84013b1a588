"""States that a sentence names only to say where a firm or a school is from: they are no party of its deals."""

from __future__ import annotations

from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses

_HEAD = 4  # words between "perusahaan" and the name of its state ("perusahaan listrik milik Fiji")
_GAP = 4  # words between two states of a row ("perusahaan dari Fiji (FJI) dan Tonga")


def leave_firms(cast: Cast, clauses: Clauses, names: list[Named]) -> list[Named]:
    """The names without the states of firms ("perusahaan dari Fiji dan Tonga", "PT Laut Biru Fiji")."""
    firms = _find_states(cast, clauses) if names else set()
    return [n for n in names if n.first not in firms]


def is_signed_by_firm(cast: Cast, clauses: Clauses, trigger: int) -> bool:
    """Does a word for a firm head the subject of the verb at token `trigger`, with no state of its own beside it?"""
    clause = clauses.tokens[trigger].clause
    words = [t.low for t in clauses.tokens[:trigger] if t.clause == clause]
    own = [next((w.removesuffix(e) for e in cast.grammar.pronoun_ends if w.endswith(e)), w) for w in words]
    heads = [i for i, w in enumerate(own) if {w, words[i]} & cast.grammar.firms]  # "perusahaannya" is one too
    return bool(heads) and (heads[0] == 0 or words[heads[0] - 1] not in cast.grammar.oblique)


def has_unknown_name(cast: Cast, clauses: Clauses, trigger: int) -> bool:
    """Is the subject before token `trigger` a name that stands for no party ("Baja Laut akan bekerja sama")?"""
    text, clause = cast.doc.article.text, clauses.tokens[trigger].clause
    known = [m.span for m in cast.within(clauses.span) if cast.parties(m)]
    row = [t for t in clauses.tokens[:trigger] if t.clause == clause and t.low[0].isalpha()]
    row = [t for t in row if t.low not in cast.grammar.adverbs]
    if row and row[0].low in cast.grammar.home_offices:
        return False
    named = [t for t in row if text[t.span.start].isupper() and not any(s.contains(t.span) for s in known)]
    before = row[-2].low if len(row) > 1 else ""
    if len(row) > 1 and row[-1] in named and row[-1].low not in cast.grammar.days and before in cast.grammar.with_:
        return True  # "dengan Laskar Utara mendesak": somebody without a state does
    return len(row) == len(named) > 1 or (bool(row) and row[0].low in cast.grammar.firm_marks)


def _find_states(cast: Cast, clauses: Clauses) -> set[int]:
    """The first tokens of the states that belong to a firm."""
    g = cast.grammar
    out: set[int] = set()
    last: Named | None = None
    for n in cast.named(clauses):
        if n.mention.kind == "state":
            joined = last is not None and last.first in out and n.before in g.and_ and n.first - last.last <= _GAP
            if joined or _has_head(cast, clauses, n) or _follows_firm(cast, n):
                out.add(n.first)
        last = n
    return out


def _has_head(cast: Cast, clauses: Clauses, n: Named) -> bool:
    """Does a word for a firm stand before the state, with nothing between them that ends the phrase?"""
    g = cast.grammar
    clause = clauses.tokens[n.first].clause
    for k in range(n.first - 1, max(-1, n.first - _HEAD - 1), -1):
        t = clauses.tokens[k]
        if t.clause != clause or not t.low[0].isalnum() or t.low in g.joins:
            return False
        if t.low in g.firms:
            return True
        if t.low in g.oblique and t.low not in g.source:
            return False
    return False


def _follows_firm(cast: Cast, n: Named) -> bool:
    """Does the name of a company end right before the state ("Laut Biru Inc. Fiji")?"""
    text, start = cast.doc.article.text, n.mention.span.start
    for m in reversed(cast.mentions_before(start)):
        actor = cast.doc.actors.get(m.actor or "")
        if start - m.span.end > 3:
            return False
        if actor is not None and actor.kind == "company":
            return text[m.span.end : start].strip() in ("", ".")
    return False
