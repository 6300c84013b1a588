"""What "menyetujui" says of a treaty: a plenary ratifies it, a committee prepares that, negotiators settle its text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from risalah.extract.governors import Reading
from risalah.extract.instruments import Instrument
from risalah.extract.open_verbs import is_verb
from risalah.extract.tokens import Clauses, Phrase
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Voice

_ADOPTED = frozenset({"declaration", "joint_statement"})  # kinds that those who meet adopt
_RATIFIED = frozenset({"treaty", "agreement", "protocol", "framework"})  # kinds that a parliament passes
_AGENT = 4  # words after a passive verb within which the one who acts is named


def settle_agreed(
    clauses: Clauses, hit: Phrase, voice: Voice, reading: Reading, objects: Sequence[Instrument], grammar: Grammar
) -> Reading | None:
    """What is left of a reading `agreed` or `suspended`, by who agrees and to what; None where that tells of nothing.

    `objects` are the instruments that the trigger `hit` is about.
    """
    settled = settle_chamber(clauses, hit, voice, reading, [i.kind for i in objects], grammar)
    if settled is None or settled.stage != "agreed" or not any(_is_draft(clauses, hit, i, grammar) for i in objects):
        return settled
    return replace(settled, stage="text_agreed")


def _is_draft(clauses: Clauses, hit: Phrase, i: Instrument, grammar: Grammar) -> bool:
    """Is the very text of the instrument agreed to ("naskah perjanjian itu disepakati")?

    Not where a verb stands between ("sepakat menyusun naskah perjanjian"): that text is still to be written.
    """
    tokens = clauses.tokens
    between = tokens[hit.last + 1 : i.first] if i.first > hit.last else tokens[i.last + 1 : hit.first]
    if not tokens[hit.first].low.startswith(grammar.text_beginnings) or any(is_verb(t.low) for t in between):
        return False
    return any(t.low in grammar.drafts for t in tokens[max(0, i.first - 1) : i.head_last + 1])


def settle_chamber(
    clauses: Clauses, hit: Phrase, voice: Voice, reading: Reading, kinds: Collection[str], grammar: Grammar
) -> Reading | None:
    """What is left of a reading where a chamber is who agrees; None where that tells of no instrument.

    `kinds` are the kinds of the instruments that the trigger `hit` is about.

    "Rapat paripurna DPR menyetujui perjanjian itu" ratifies it. "Semua fraksi menyetujui" and "Komisi I menyetujui"
    leave it `unclear`, to be ratified; so does a ratification that has come to a halt.
    """
    words = _actor_words(clauses, hit, voice, grammar)
    if reading.stage == "ratified" and kinds and set(kinds) <= _ADOPTED:
        verb = {t.low for t in clauses.tokens[hit.first : hit.last + 1]}
        passed = any(w in grammar.parliaments for w in words) or not verb & grammar.adopts
        return reading if passed else replace(reading, stage="agreed")  # "para pemimpin mengesahkan Deklarasi Suva"
    if reading.stage == "suspended":
        halted = any(t.low in grammar.ratification for t in clauses.tokens[: hit.first])
        return Reading("unclear", "actual", "ratified") if halted else reading
    if reading.stage != "agreed":
        return reading
    if set(words) & grammar.committees:
        return Reading("unclear", "actual", "ratified") if kinds else None
    chamber = any(w in grammar.parliaments for w in words)
    return Reading("ratified", reading.modality) if chamber and _RATIFIED & set(kinds) else reading


def _actor_words(clauses: Clauses, hit: Phrase, voice: Voice, grammar: Grammar) -> list[str]:
    """The words of who acts: those of the clause before an active verb, the first ones after a passive verb."""
    tokens = clauses.tokens
    clause = tokens[hit.first].clause
    if voice == "passive":
        return [t.low for t in tokens[hit.last + 1 : hit.last + 1 + _AGENT] if t.clause == clause]
    row = [t.low for t in tokens[: hit.first] if t.clause == clause]
    if row and row[0] in grammar.oblique:
        return []  # "di DPR, pemerintah menyetujui"
    # "Rapat paripurna DPR di Jakarta, Selasa, menyetujui ...": a day alone stands between the two
    bare = clause > 0 and all(w == "," or w in grammar.days or w in grammar.adverbs for w in row)
    return [t.low for t in tokens[: hit.first]] if bare else row
