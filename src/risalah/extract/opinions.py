"""What only thinks or tells: an opinion that is shared ("sepakat bahwa ini langkah yang benar"), a column, a novel."""

from __future__ import annotations

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.extract.triggers import Trigger

_WITH = 4  # words behind "dengan" in which the name of the one agreed with begins
_GOAL = 10  # words behind "setuju dengan ..." in which "untuk" says what is to be done
_COLUMN = 3  # words of the longest phrase for a column ("kolom yang dimuat")
_THINKS = 3  # words behind "bagi" among which those who think are named ("bagi banyak pengamat")


def is_opinion(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it an opinion that is shared or printed, or the approval of a thing ("setuju dengan pemindahan itu")?"""
    g = cast.grammar
    if _is_printed(cast, clauses) or _is_foretold(cast, clauses, trigger) or _is_home_power(cast, clauses, trigger):
        return True
    if trigger.cue.stage != "agreed" or trigger.voice != "active" or trigger.instruments:
        return False
    after = [t.low for t in clauses.tokens[trigger.last + 1 :]]
    if not after:
        return False
    if after[0] in g.with_ and after[0] not in g.and_:
        near = range(trigger.last + 2, trigger.last + 2 + _WITH)
        named = any(n.first in near for n in cast.named(clauses)) or (after[1:2] and after[1] in g.counterparts)
        return not named and not set(after[:_GOAL]) & (g.goal | g.aims | g.complementiser)
    last = clauses.tokens[trigger.last].low
    if last not in g.complementiser and after[0] not in g.complementiser:
        return False
    said = clauses.tokens[trigger.last].clause + (last not in g.complementiser)
    words = [clauses.tokens[i].low for i in clauses.in_clause(said) if i > trigger.last]
    words = [w for w in words if w not in g.complementiser]
    if set(words[:2]) & g.judgements or (words and words[-1] in g.judgements and not set(words) & g.intends):
        return True  # "sepakat bahwa penting bagi kawasan untuk ..."
    at = next((k for k, w in enumerate(words) if w in g.copulas), None)
    return at is not None and not set(words[:at]) & g.intends


def _is_printed(cast: Cast, clauses: Clauses) -> bool:
    """Is the sentence that of a column or of a story ("menurut tajuk rencana harian itu")?"""
    words = [t.low for t in clauses.tokens]
    columns = cast.grammar.columns
    return any(" ".join(words[i : i + k]) in columns for i in range(len(words)) for k in range(1, _COLUMN + 1))


def _is_foretold(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it what a signing or the like will bring, as those think who act for no state?"""
    if trigger.voice != "noun" or trigger.reading.stage != "planned":
        return False
    g = cast.grammar
    words = [t.low for t in clauses.tokens]
    return any(w in g.views and set(words[i + 1 : i + 1 + _THINKS]) & g.thinkers for i, w in enumerate(words))


def _is_home_power(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Does the police or a court refuse what nobody abroad asks ("polisi Suva menolak permohonan izin pawai")?"""
    if trigger.cue.stage != "refused" or trigger.voice != "active":
        return False
    start = clauses.first_of(clauses.tokens[trigger.first].clause)
    row = [t.low for t in clauses.tokens[start : trigger.first]]
    if not row or row[0] not in cast.grammar.home_powers:
        return False
    return len({p for n in cast.named(clauses) for p in n.parties if p.isupper()}) < 2
