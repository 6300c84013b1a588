"""What stands as the subject of a verb, where no name does: a thing that binds nobody, or a crowd without a name."""

from __future__ import annotations

from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses
from risalah.resources.grammar import Grammar

_PHRASE = 7  # words: no noun phrase before "yang" is longer
_HEADS = 2  # words at the front of a noun phrase, of which one is its head
_VERB = 7  # letters: shorter words with me- are mostly nouns


def is_thing(cast: Cast, clauses: Clauses, verb: int) -> bool:
    """Is the subject of the verb at token `verb` a thing ("kegagalan itu akan ..."), so that the verb is a forecast?

    A name that holds such a word is none ("Bank Investasi Eropa").
    """
    row = _subject_words(clauses, verb, cast.grammar)
    things = cast.grammar.things
    while row and (not row[0][0].isalnum() or row[0] in cast.grammar.then):
        row = row[1:]  # "jika gagal, maka pertemuan itu akan ..."
        things = things - cast.grammar.pointing  # "menurutnya, saat ini Fiji ..."
    if row and row[-1] in cast.grammar.first_person:
        return False  # "... bahwa tahun ini kita akan"
    if any(n.last == verb - 1 and n.before in cast.grammar.pointing for n in cast.named(clauses)):
        return False  # "melalui percakapan itu Andara mengundang ...": the name is no part of the phrase
    joined = not row or row[-1] in cast.grammar.and_  # "mewujudkan perdamaian dan akan ...": an object
    if not set(row[:_HEADS]) & things and (joined or not _is_deverbal(row[0], cast.grammar)):
        return False
    named = {t.low for n in cast.named(clauses) if n.last < verb for t in clauses.tokens[n.first : n.last + 1]}
    return row[0] not in named


def is_crowd(clauses: Clauses, verb: int, grammar: Grammar) -> bool:
    """Is the subject of the verb a crowd without the name of a state ("negara-negara donor")?"""
    first = next((t.low for t in clauses.tokens if t.low[0].isalnum()), "")
    if first in grammar.crowds:
        return True  # "Negara-negara yang hadir di sini, misalnya, menyumbang"
    row = " ".join(_subject_words(clauses, verb, grammar))
    return any(f" {w} " in f" {row} " for w in grammar.crowds)


def is_done_at_home(clauses: Clauses, last: int, grammar: Grammar) -> bool:
    """Does a word for people who bind no state follow "oleh" behind the verb that ends at token `last`?"""
    after = [t.low for t in clauses.tokens[last + 1 : last + 4]]
    if after and after[0] in grammar.private - grammar.members - grammar.clubs:
        return True  # "disetujui bupati"
    return bool(after) and after[0] in grammar.agent and bool(set(after[1:]) & grammar.private)


def _subject_words(clauses: Clauses, verb: int, grammar: Grammar) -> list[str]:
    """The words of the noun phrase before a verb, lower case; of a relative clause those before "yang"."""
    tokens = clauses.tokens
    clause = tokens[verb].clause
    opener = clauses.openers[clause]
    if opener in grammar.relative and clause:
        row: list[str] = []
        i = clauses.first_of(clause) - 1
        while i >= 0 and tokens[i].low in {",", ")", "("}:
            i -= 1
        inner = tokens[i].clause
        while i >= 0 and len(row) < _PHRASE and tokens[i].clause == inner and not _ends(tokens[i].low, grammar):
            row.insert(0, tokens[i].low)
            i -= 1
        return row
    skip = len(opener.split()) if opener and tokens[clauses.first_of(clause)].low == opener.split()[0] else 0
    words = [tokens[i].low for i in clauses.in_clause(clause) if i < verb][skip:]
    if words and words[0] in grammar.oblique:
        return []
    out: list[str] = []
    for w in words:
        out = [] if _is_verb(w) and w not in grammar.not_acts else [*out, w]  # behind "mengatakan" it is said
    return out


def _is_deverbal(word: str, grammar: Grammar) -> bool:
    """Is the word made of a verb or an adjective ("peningkatan", "keberangkatan") and no body ("kementerian")?"""
    made = len(word) > _VERB and word.startswith(grammar.thing_beginnings) and word.endswith(grammar.thing_ends)
    return made and word not in grammar.body_nouns


def _ends(word: str, grammar: Grammar) -> bool:
    return word in grammar.oblique or _is_verb(word) or not word[0].isalnum()


def _is_verb(word: str) -> bool:
    return word.startswith("me") and len(word) >= _VERB
