"""People, firms and clubs that bind no state: as the head of a subject, or as those who are asked for something."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.binding import read_codes
from risalah.extract.doers import find_subject
from risalah.extract.open_verbs import VERB_LENGTH, is_verb
from risalah.extract.parties import Cast
from risalah.extract.tokens import Clauses, Token
from risalah.extract.triggers import Trigger
from risalah.resources.grammar import Grammar

_ASKED = 6  # words behind "meminta" in which those who are asked stand
_OWN = "nya"  # "warganya", "para menterinya"
_WORDS = 3  # of the longest head ("kelompok hak asasi")


def has_private_head(cast: Cast, clauses: Clauses, trigger: int, *, signs: bool = False) -> bool:
    """Does the subject of the verb at token `trigger` begin with a word for people or firms ("para nelayan Fiji")?

    Where an instrument is concerned (`signs`) only who is told to be "asal Fiji" is meant.
    A known name that begins with such a word is none ("Bank Pembangunan Asia").
    """
    g = cast.grammar
    row = find_subject_words(clauses, trigger, g)
    if row and row[0].low in g.associations and not any(clauses.tokens[n.first] is row[0] for n in cast.named(clauses)):
        return True  # "federasi sepak bola kedua negara", not "Federasi Rusia"
    if any(f" {w} " in f" {' '.join(t.low for t in row)} " for w in g.both):
        return False  # "petugas kedua negara"
    if len(row) > 1 and any(t.low in g.origin for t in row[1:]) and row[0].low not in g.of_state:
        return True  # "bek asal Fiji itu", "grup musik asal Tonga": where somebody is from, no side
    if signs:
        return _signs_for_none(cast, clauses, row)
    if any(h in g.private_heads for h in _heads(row)):
        return not _is_body(cast, clauses, row[0])
    while row and (row[0].low in g.fronts_many or row[0].low.isdigit()):
        row = row[1:]
    if not row or _is_body(cast, clauses, row[0]):
        return False
    return any(h in g.private_heads for h in _heads(row))


def _signs_for_none(cast: Cast, clauses: Clauses, row: list[Token]) -> bool:
    """Do performers sign, or offices and unions of one state among themselves ("gubernur itu meneken")?"""
    g = cast.grammar
    while row and row[0].low in g.fronts_many:
        row = row[1:]
    if not row or row[0].low not in g.local_heads | g.performers:
        return False
    states = {p for n in cast.named(clauses) for p in n.parties if p.isupper()}
    return row[0].low in g.performers or len(states) <= 1


def asks_people(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Are people asked, who bind no state ("meminta dukungan dari masyarakat Fiji")?"""
    g = cast.grammar
    after = [t.low for t in clauses.tokens[trigger.last + 1 : trigger.last + 4]]
    if any(w.endswith(_OWN) and w[: -len(_OWN)] in g.private - g.members for w in after[:2]):
        return True  # "meminta dukungan rakyatnya"
    if not after or after[0] not in g.source | g.to or not set(after[1:]) & (g.private - g.members):
        return False
    return not _names_foreign(cast, clauses, trigger) and not any(w in g.abroad for w in after)


def asks_own(cast: Cast, clauses: Clauses, trigger: Trigger) -> bool:
    """Is it people of its own, or of nobody's, whom the verb asks ("mengimbau warganya", "mengajak para siswa")?"""
    g = cast.grammar
    row = list(clauses.tokens[trigger.last + 1 : min(trigger.stop, len(clauses.tokens))])
    while row and row[0].low in g.fronts_many | g.to:
        row = row[1:]
    if not row or clauses.tokens[trigger.last].low in g.aims or g.abroad.intersection(_heads(row)):
        return False  # "memohon agar prajuritnya dipulangkan": another is asked
    word = row[0].low
    if word.endswith(_OWN) and word[: -len(_OWN)] in g.own_people:
        return True
    if not any(h in g.private_heads for h in _heads(row)):
        return False
    return not _names_foreign(cast, clauses, trigger, read_codes(find_subject(cast, clauses, trigger.first)))


def _heads(row: list[Token]) -> list[str]:
    return [" ".join(t.low for t in row[:k]) for k in range(1, _WORDS + 1)] if row else []


def _is_body(cast: Cast, clauses: Clauses, token: Token) -> bool:
    """Does the name of a body of states begin at the token ("Bank Dunia")?"""
    rows = [n for n in cast.named(clauses) if clauses.tokens[n.first] is token]
    return any(n.mention.kind == "organisation" and any(p.isupper() for p in n.parties) for n in rows)


def _names_foreign(cast: Cast, clauses: Clauses, trigger: Trigger, own: Sequence[str] = ()) -> bool:
    near = range(trigger.last + 1, trigger.last + _ASKED)
    return any(
        n.first in near and cast.is_foreign(n.parties) and not set(n.parties) <= set(own) for n in cast.named(clauses)
    )


def find_subject_words(clauses: Clauses, trigger: int, g: Grammar) -> list[Token]:
    """The noun phrase before the verb; of a joined verb ("... dan meminta") that of the verb before it."""
    clause = clauses.tokens[trigger].clause
    carried = False
    while True:
        row = [clauses.tokens[i] for i in clauses.in_clause(clause) if i < trigger]
        opener = clauses.openers[clause].split()
        if row and opener and row[0].low == opener[0]:
            row = row[len(opener) :]
        row = [t for t in row if t.low not in g.adverbs | g.intends]
        joined = bool(row) and row[-1].low in g.and_
        if row and not (joined and len(row) == 1) and opener[:1] != ["("]:
            break
        if not clause or set(opener) & g.complementiser:
            return []
        carried = carried or joined or not row  # "Fiji siap mengirim pengamat, dan bersedia ...": Fiji is
        relative = set(opener) & g.relative
        clause -= 1
        if relative:
            row = [clauses.tokens[i] for i in clauses.in_clause(clause)]
            return _last_phrase(row, g)
        while clause and clauses.openers[clause].split()[:1] in (["("], *[[w] for w in g.relative]):
            clause -= 1
    if row[0].low in g.oblique:
        return []
    if joined or carried:
        verb = next((k for k, t in enumerate(row) if _is_verb(t.low, g)), None if joined else len(row))
        return row[:verb] if verb else []
    verb = next((k for k in range(len(row) - 1, -1, -1) if _is_verb(row[k].low, g)), -1)
    return row[verb + 1 :]


def _last_phrase(row: list[Token], g: Grammar) -> list[Token]:
    """The noun phrase that ends a row of words, for what "yang" goes back to."""
    row = [t for t in row if t.low not in g.adverbs]
    start = len(row)
    while start and not _is_verb(row[start - 1].low, g) and row[start - 1].low not in g.oblique | g.and_:
        start -= 1
    return row[start:]


def _is_verb(word: str, g: Grammar) -> bool:
    return is_verb(word) or (word.startswith(g.done_beginnings) and len(word) > VERB_LENGTH)
