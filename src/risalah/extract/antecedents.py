"""Who is meant by a subject without a name: "negara itu", "pihak kedutaan", "ia", or none at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from risalah.extract.parties import HOME, Cast
from risalah.extract.tokens import Clauses
from risalah.resources.grammar import Grammar

_WORD = 40  # characters: no word of the press is longer
_NEAR = 6  # words before the first name of a sentence: what stands further in is no subject
_QUOTES = 8  # quotations back to the last one whose speaker is known
_HEAD = 2  # words at the head of a clause, one of which may be "pemerintah" ("sebelumnya pemerintah")
_EPITHET = 4  # words at most between "negara" and "itu" ("negara berpenduduk mayoritas muslim itu")
_OPENING = 3  # words at the head of a clause, among which its pronoun stands


def find_antecedent(cast: Cast, clauses: Clauses, trigger: int) -> list[str]:
    """The party meant by the subject of the verb at token `trigger`, whose clause names nobody; [] where it is open.

    "Negara itu" is the last state named, an embassy is that of the last foreign state named; a pronoun or nothing goes
    back to the subject of the sentence before, where that is a foreign state or stands for one.
    """
    g = cast.grammar
    clause = clauses.tokens[trigger].clause
    words = [clauses.tokens[i].low for i in clauses.in_clause(clause) if i < trigger]
    head = " ".join(words)
    start = clauses.tokens[trigger].span.start
    back = any(head.startswith(w) or f" {w}" in head for w in g.that_state) or _points_to_state(words, g)
    if words and words[0] not in g.oblique and back:
        return _last_foreign(cast, start, states=True)
    if words and words[0] not in g.oblique and any(head.startswith(w) for w in g.bodies_back):
        return _last_body(cast, start)
    if words and words[0] in g.home_missions:
        return [HOME]
    if any(w in head for w in g.embassy):
        return _last_foreign(cast, start, states=True)
    own = set(words) & g.own_state or (set(words[:_OPENING]) & g.one_person and clause > 0)
    if own and (matrix := [n for n in cast.named(clauses) if n.last < trigger and n.before not in g.oblique]):
        # "utusan Fiji menyatakan negaranya tidak berniat": who speaks in the main clause
        return list(matrix[0].parties)[:1]
    if clause and set(words[:_OPENING]) & g.plural:
        bodies = [n for n in cast.named(clauses) if n.last < trigger and n.before not in g.oblique]
        if bodies and any(cast.is_body(p) for p in bodies[0].parties):
            return list(bodies[0].parties)[:1]  # "Komisi Eropa menyatakan mereka mengirim bantuan"
    if [n for n in cast.named(clauses) if n.last < trigger]:
        return []
    if set(words[:1]) & g.plural:
        return _row_before(cast, clauses)
    if set(words[:_HEAD]) & g.government and not set(words[:_HEAD]) & g.lower_levels:
        return [HOME] if cast.is_at_home else []
    if set(words[:_OPENING]) & g.one_person and (spoke := _last_speaker(cast, clauses)):
        return spoke
    if set(words[:_OPENING]) & g.one_person or not set(words) - g.leads - g.and_ - g.adverbs:
        return _subject_before(cast, clauses, person=bool(set(words) & g.one_person))
    return []


def find_meant(cast: Cast, clauses: Clauses, after: int, own: list[str]) -> list[str]:
    """The state asked without its own name behind token `after`: "negara itu", or "semua pihak di Fiji"; not `own`."""
    if there := _asked_there(cast, clauses, after):
        return [c for c in there if c not in own]
    if not _tells_that_state(cast, clauses, after) and not (own == [HOME] and _asks_that_state(cast, clauses, after)):
        return []
    return [c for c in _last_foreign(cast, clauses.tokens[after].span.start, states=True) if c not in own]


def _asks_that_state(cast: Cast, clauses: Clauses, after: int) -> bool:
    """Does what somebody asks for belong to a state told before ("meminta agar kapal-kapal asal negeri itu ...")?"""
    g = cast.grammar
    clause = clauses.tokens[after].clause
    row = [t for t in clauses.tokens[after + 1 :] if t.clause in (clause, clause + 1)]
    words = [t.low for t in row]
    heads = [w.split() for w in g.that_state]
    return any(words[k : k + len(h)] == h for h in heads for k in range(1, len(words)) if words[k - 1] not in g.place)


def find_visited(cast: Cast, clauses: Clauses, after: int, own: Collection[str]) -> str | None:
    """The state told before that "berkunjung ke negara itu" goes to: the last foreign one that is not the visitor's."""
    if not _tells_that_state(cast, clauses, after):
        return None
    for m in reversed(cast.mentions_before(clauses.tokens[after].span.start)):
        there = tuple(c for c in cast.parties(m) if c.isupper() and c not in own)
        if m.kind in ("state", "person", "office") and there and cast.is_foreign(there):
            return there[0]
    return None


def _tells_that_state(cast: Cast, clauses: Clauses, after: int) -> bool:
    """Does "negara itu", or another word for a state told before, stand behind token `after`?"""
    g = cast.grammar
    row = [t.low for t in clauses.tokens[after + 1 : after + 1 + _NEAR] if t.low not in g.to]
    head = " ".join(row)
    return any(head.startswith(w) for w in g.that_state) or (
        row[:1] != [] and row[0] in g.state_heads and _points_to_state(row, g)
    )


def _points_to_state(words: list[str], g: Grammar) -> bool:
    """Do the words go back to a state by what it is like ("negara kecil Pasifik itu", "kerajaan kaya gas tersebut")?"""
    for k, word in enumerate(words):
        if word in g.state_heads and not (k and words[k - 1] in g.private):
            row = words[k + 1 : k + 2 + _EPITHET]
            at = next((i for i, w in enumerate(row) if w in g.pointing), None)
            return at is not None and not any(w in g.oblique for w in row[:at])
    return False


def _asked_there(cast: Cast, clauses: Clauses, after: int) -> list[str]:
    """The state in which those who are asked live ("menyeru seluruh partai di Fiji agar ...")."""
    g = cast.grammar
    for m in cast.within(clauses.span):
        i = clauses.index_at(m.span.start)
        row = {t.low for t in clauses.tokens[after + 1 : i]}
        if i <= after + 1 or i > after + _NEAR or clauses.tokens[i - 1].low not in g.inside & g.place:
            continue
        if row & g.people_there and (codes := cast.stands_for(m)):
            return list(codes)[:1]
    return []


def _row_before(cast: Cast, clauses: Clauses) -> list[str]:
    """The parties of the sentence before, where they are two: "mereka sepakat" goes back to both."""
    doc = cast.doc
    at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
    if at == 0:
        return []
    rows = [m for m in cast.within(doc.sentences[at - 1].span) if m.kind in ("state", "person", "office")]
    codes = list(dict.fromkeys(p for m in rows if not cast.is_place_of(m) for p in cast.parties(m)))
    return codes if len(codes) == 2 and any(cast.is_foreign((c,)) for c in codes) else []


def _last_foreign(cast: Cast, before: int, *, states: bool) -> list[str]:
    """The foreign party named last before character `before`."""
    for m in reversed(cast.mentions_before(before)):
        if (not states or m.kind in ("state", "person", "office")) and cast.is_foreign(cast.parties(m)):
            return list(cast.parties(m))[:1]
    return []


def _last_body(cast: Cast, before: int) -> list[str]:
    """The organisation named last before character `before`."""
    for m in reversed(cast.mentions_before(before)):
        codes = [p for p in cast.parties(m) if cast.is_body(p)]
        if codes:
            return codes[:1]
    return []


def _last_speaker(cast: Cast, clauses: Clauses) -> list[str]:
    """The party of the person who spoke last, where the sentence before has nobody else for "ia" to go back to."""
    doc = cast.doc
    at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
    near = [m for s in doc.sentences[max(0, at - 1) : at] for m in cast.within(s.span)]
    last = bisect_left(doc.quotes, clauses.span.start, key=lambda q: q.content[0].start)
    before = (q for q in reversed(doc.quotes[max(0, last - _QUOTES) : last]) if q.content[-1].end <= clauses.span.start)
    spoken = next((q.speaker for q in before if q.speaker), None)
    actor = doc.actors.get(spoken) if spoken else None
    if actor is None or actor.kind != "person" or any(m.kind in ("person", "office") for m in near):
        return []
    party = cast.party_of(actor.id)
    return [party] if party else []


def _subject_before(cast: Cast, clauses: Clauses, *, person: bool = False) -> list[str]:
    """The party of the first name of the sentence before, where it is its subject and foreign."""
    doc, g = cast.doc, cast.grammar
    at = bisect_left(doc.sentences, clauses.span.start, key=lambda s: s.span.start)
    if at == 0 or doc.article.blocks[doc.sentences[at - 1].block].kind == "title":
        return []
    span = doc.sentences[at - 1].span
    for m in cast.within(span):
        told = doc.article.text[max(span.start, m.span.start - _WORD) : m.span.start].lower().split()[-1:]
        if m.kind in ("person", "office") and set(told) & g.reported and cast.is_foreign(cast.parties(m)):
            return list(cast.parties(m))[:1]  # '"..," kata Menlu Fiji. Ia mendesak'
    people = [m for m in cast.within(span) if m.kind == "person" and cast.parties(m)]
    if person and len({m.actor for m in people}) == 1 and cast.is_foreign(cast.parties(people[0])):
        return list(cast.parties(people[0]))[:1]  # "... oleh Presiden Fiji Andara. Ia berjanji": nobody else is named
    for m in cast.within(span):
        parties = cast.parties(m)
        if not parties or m.kind == "place":
            continue
        before = doc.article.text[span.start : min(m.span.start, span.start + _NEAR * _WORD)].lower().split()
        if len(before) > _NEAR or (before and before[-1].strip(",.") in g.oblique | g.reported):
            return []
        own = person and m.kind in ("person", "office") and parties == (HOME,)
        return list(parties) if len(parties) == 1 and (own or cast.is_foreign(parties)) else []
    return []
