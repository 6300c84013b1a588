"""Who does what a verb says: the subject before it, with the row of states that it ends."""

from __future__ import annotations

from itertools import pairwise

from risalah.extract.parties import Cast, Named
from risalah.extract.tokens import Clauses
from risalah.resources.grammar import Grammar

_NOUNS = 3  # words between a preposition and the name of a state that belongs to what it governs
_ANTECEDENT = 5  # tokens between a name and the "yang" that goes back to it: a comma, a bracket
_MET = 4  # words between a verb of meeting and the name of who is met: the office
_DASHES = frozenset("-–—")
_DATELINE = 4  # words of a dateline
_LONG_VERB = 6  # letters: shorter words with me- are mostly nouns


def find_subject(cast: Cast, clauses: Clauses, trigger: int, *, over: bool = False) -> list[Named]:
    """The subject before a verb: the nearest names to its left without a preposition, and those joined to them.

    With `over`, those before a pronoun too: who says "pihaknya" is who is named before it.
    """
    g = cast.grammar
    named = [n for n in cast.named(clauses) if n.last < trigger]
    clause = clauses.tokens[trigger].clause
    at = -1  # the token of "yang"
    if clauses.openers[clause] in g.relative and clause:
        # "resolusi Fiji yang menuntut": who is named before "yang" acts, and nobody further off
        at = clauses.first_of(clause)
        if capital := _capital_before(cast, clauses, at):
            return [capital]  # "mengecam Suva yang menuntut ..."
        before = clauses.tokens[at - 1].clause
        main = [n for n in named if clauses.tokens[n.first].clause == before and not _is_oblique(cast, clauses, n)]
        if main and _has_verb(clauses, at, trigger) and clauses.tokens[trigger - 1].low not in g.and_:
            # "Fiji yang memblokade Tonga telah menyetujui": the second verb is that of the main clause
            clause, named = before, main
        else:
            named = [
                n for n in named if n.first > at or (at - n.last <= _ANTECEDENT and not _has_verb(clauses, n.last, at))
            ]
    if clauses.tokens[trigger - 1].low in g.and_:
        # "Fiji mendesak Tonga membuka pelabuhan dan menyeru ...": who did the first thing does the second
        verbs = [i for i in clauses.in_clause(clause) if i < trigger - 1 and _is_verb(clauses.tokens[i].low)]
        if not verbs and clause and clauses.openers[clause] == ",":
            # "Fiji menghentikan pinjaman untuk Tonga, dan melarang impor": over a comma as well
            verbs = [i for i in clauses.in_clause(clause - 1) if _is_verb(clauses.tokens[i].low)]
        # "ia menegaskan Fiji mendukung Tonga dan mendorong Samoa": nobody is named before the first verb, Fiji is
        first = [n for n in named if not verbs or n.last < verbs[0]]
        named = first or [n for n in named if n.last < verbs[-1]] or named
    if again := _first_alike(clauses, trigger, g.and_):
        # "Fiji siap membantu Tonga, siap mengirim beras": a verb said again in a row has the subject of the first
        named = [n for n in named if n.last < again] or named
    if thanked := _find_thanked(cast, clauses, trigger, named):
        return thanked
    aside = _before_aside(cast, clauses, trigger, named)
    if aside:
        return aside
    while True:
        here = [n for n in named if clauses.tokens[n.first].clause == clause and clauses.openers[clause] != "("]
        here = [n for n in here if not is_private(clauses, n, g)]
        group: list[Named] = []
        for n in here:
            if group and clauses.openers[clauses.tokens[n.first].clause] == "(":
                continue  # "Korea Utara (Korut) dan Fiji": the short name is no name of its own
            gap = count_between(clauses, group[-1].last, n.first) if group else 0
            joined = group and n.before in g.joins and gap <= 2
            # "bertemu dengan Menlu Fiji, yang menawarkan": what "yang" goes back to may be an object
            source = n.before in g.source and clauses.tokens[at - 1].low == ","  # "dari Fiji, yang membuat perjanjian"
            resumed = n.last < at <= n.last + _ANTECEDENT and (source or n.before not in g.inside)
            if joined or resumed or not _is_oblique(cast, clauses, n):
                if group and not joined and gap > 3:
                    group = []
                group.append(n)
        near = range(max(0, group[0].first - _MET), group[0].first) if group else range(0)
        met = next((i for i in near if clauses.tokens[i].low in g.meets), None)
        if met is not None:
            # "Dubes Fiji menemui Menlu Andara meminta bantuan"
            who = [n for n in named if n.last < met and n.before not in g.oblique and n.mention.kind != "organisation"]
            group = who[-1:] or group
        cut = next((k for k in range(1, len(group)) if _meets(clauses, group[k - 1].last, group[k].first, g)), None)
        group = group[:cut]  # "Menlu Fiji menemui Menlu Andara untuk menawarkan": Fiji offers
        if group:
            return _row_before(cast, clauses, group)
        if capitals := _capitals_first(cast, clauses, clause, trigger):
            return capitals
        words = [clauses.tokens[i].low for i in clauses.in_clause(clause) if i < trigger]
        if set(words) & g.they and (two := _two_before(cast, clauses, clauses.first_of(clause))):
            return two
        if not over and set(words) & (g.first_person | g.pronouns):
            return []
        if clause == 0:
            return []
        clause -= 1


def _capital_before(cast: Cast, clauses: Clauses, at: int) -> Named | None:
    """The capital right before "yang" at token `at` that is no place there ("di Suva yang ...")."""
    found = cast.capital_at(clauses, at - 1)
    g = cast.grammar
    return found if found is not None and found.last == at - 1 and found.before not in g.place | g.inside else None


def _first_alike(clauses: Clauses, trigger: int, and_: frozenset[str]) -> int | None:
    """Where the same word stood first, in a row of such verbs that commas or "dan" join; None outside such a row.

    A verb with a subject of its own begins another row ("Tonga siap ..., Fiji siap ..., siap ..."): Fiji is.
    """
    words = [t.low for t in clauses.tokens[: trigger + 1]]
    at = trigger
    while at > 1 and (words[at - 1] == "," or words[at - 1] in and_):
        before = next((k for k in range(at - 1, -1, -1) if words[k] == words[trigger]), None)
        if before is None:
            break
        at = before
    return at if at < trigger else None


def _find_thanked(cast: Cast, clauses: Clauses, trigger: int, named: list[Named]) -> list[Named]:
    """Who is thanked for what the verb says ("Fiji berterima kasih kepada Tonga karena telah memberikan bantuan")."""
    g = cast.grammar
    clause = clauses.tokens[trigger].clause
    opener = clauses.openers[clause].split()[:1]
    if not clause or not set(opener) & g.because:
        return []
    start = clauses.first_of(clause)
    if any(n.first >= start for n in named):
        return []
    before = [t.low for t in clauses.tokens[:start]]
    return [n for n in named if n.before in g.to][-1:] if set(before) & g.thanks else []


def _two_before(cast: Cast, clauses: Clauses, before: int) -> list[Named]:
    """The last two names joined by "dan" before a token: whom "mereka" goes back to."""
    rows = [n for n in cast.named(clauses) if n.last < before]
    for a, b in reversed(list(pairwise(rows))):
        gap = [t.low for t in clauses.tokens[a.last + 1 : b.first]]
        if len(gap) == 1 and gap[0] in cast.grammar.and_ and set(a.parties) != set(b.parties):
            return [a, b]
    return []


def _before_aside(cast: Cast, clauses: Clauses, trigger: int, named: list[Named]) -> list[Named]:
    """The names that open a sentence before "yang ...,": a verb right behind the comma is theirs.

    "Kanada, yang didukung Fiji dan Tonga, telah mendesak ...": Kanada does.
    """
    g = cast.grammar
    clause = clauses.tokens[trigger].clause
    dated = len(clauses.openers) > 2 and clauses.openers[1] in _DASHES and len(list(clauses.in_clause(0))) <= _DATELINE
    base = 1 if dated else 0  # "SUVA – 54 negara yang tergabung dalam ..."
    lead = clauses.openers[base + 1] if len(clauses.openers) > base + 1 else ""
    behind = [i for i in clauses.in_clause(clause) if i < trigger and clauses.tokens[i].low[0].isalnum()]
    if (
        clause < base + 2
        or clauses.openers[clause] != ","
        or any(clauses.tokens[i].low not in g.adverbs for i in behind)
    ):
        return []
    if not (lead in g.relative or (lead == "," and clauses.openers[base + 2] in g.relative)):
        return []
    first = [n for n in named if clauses.tokens[n.first].clause == base and not _is_oblique(cast, clauses, n)]
    if not any(clauses.tokens[n.first].clause == base for n in named):
        return _body_of_members(cast, clauses, named)
    words = [clauses.tokens[i].low for i in clauses.in_clause(base)]
    return first if first and not any(_is_verb(w) for w in words) and not is_private(clauses, first[0], g) else []


def _body_of_members(cast: Cast, clauses: Clauses, named: list[Named]) -> list[Named]:
    """The body whose members act ("54 negara yang tergabung dalam Uni Afrika, mendesak ...")."""
    for n in named:
        near = {t.low for t in clauses.tokens[max(0, n.first - 3) : n.first]}
        if near & cast.grammar.gathered and any(cast.is_body(p) for p in n.parties):
            return [n]
    return []


def has_private_subject(cast: Cast, clauses: Clauses, trigger: int) -> bool:
    """Is the one who acts before token `trigger` only somebody of a state ("rakyat Fiji sepakat")?"""
    clause = clauses.tokens[trigger].clause
    rows = [n for n in cast.named(clauses) if n.last < trigger and clauses.tokens[n.first].clause == clause]
    return any(n.before not in cast.grammar.oblique and is_private(clauses, n, cast.grammar) for n in rows)


def _row_before(cast: Cast, clauses: Clauses, group: list[Named]) -> list[Named]:
    """The group with the states of its row that commas cut off ("Fiji, Tonga, Samoa dan Nauru")."""
    rows = [n for n in cast.named(clauses) if n.last < group[0].first]
    out = list(group)
    and_ = cast.grammar.and_
    while rows:
        n = rows.pop()
        gap = [t.low for t in clauses.tokens[n.last + 1 : out[0].first]]
        gap = gap[1:] if gap[:1] == [")"] else gap  # "Fiji (FJI) dan Tonga"
        ends = len(out) == 1 and len(gap) in (1, 2) and gap[-1] in and_ and gap[:-1] in ([], [","])
        goes_on = len(out) > 1 and gap == [","]
        if not (ends or goes_on) or not {n.mention.kind, out[0].mention.kind} <= {"state", "organisation"}:
            break
        out.insert(0, n)
    return out


def _capitals_first(cast: Cast, clauses: Clauses, clause: int, trigger: int) -> list[Named]:
    """The capitals that open the clause of the trigger and act for their states ("Suva dan Apia akan mengirim ...")."""
    if clauses.tokens[trigger].clause != clause:
        return []
    first = clauses.first_of(clause)
    first += 1 if clauses.openers[clause] == clauses.tokens[first].low else 0
    out: list[Named] = []
    while (found := cast.capital_at(clauses, first)) is not None and found.last + 1 <= trigger:
        if not out and found.before in cast.grammar.oblique:
            return []
        out.append(found)
        if clauses.tokens[found.last + 1].low not in cast.grammar.and_:
            break
        first = found.last + 2
    return out if out and clauses.tokens[out[-1].last + 1].low[0].isalnum() else []


def count_between(clauses: Clauses, last: int, first: int) -> int:
    """The number of tokens between two, those in brackets left aside."""
    row = range(last + 1, first)
    brackets = {k for k in row if clauses.openers[clauses.tokens[k].clause] == "(" or clauses.tokens[k].low == ")"}
    return len(row) - len(brackets)


def _is_oblique(cast: Cast, clauses: Clauses, n: Named) -> bool:
    """Does a preposition stand before the name, or before the nouns in front of it ("di perairan Fiji")?"""
    g = cast.grammar
    if n.before in g.oblique | g.origin:
        return True
    if n.mention.kind not in ("state", "organisation"):
        return False
    if n.before == "," and _names_place(cast, clauses, n):
        return True  # "di Istanbul, Turki, ..."
    clause = clauses.tokens[n.first].clause
    for t in reversed(clauses.tokens[max(0, n.first - _NOUNS - 1) : n.first]):
        if t.clause != clause or t.low in g.pointing | g.bodies or not t.low.isalpha():
            return False
        if t.low in g.sides:
            return False  # "dari pihak Fiji berkomitmen"
        if t.low in g.belongs:
            return True
        if cast.doc.article.text[t.span.start].isupper():
            return False
    return False


def _names_place(cast: Cast, clauses: Clauses, n: Named) -> bool:
    """Does a place that a preposition governs end before the comma, in the state ("di Suva, Fiji"), or in none known?

    "Dalam perundingan di Suva, Tonga meminta ...": Tonga does.
    """
    for m in cast.within(clauses.span):
        if m.kind == "place" and clauses.index_at(m.span.end - 1) == n.first - 2:
            first = clauses.index_at(m.span.start)
            there = cast.stands_for(m)
            known = not there or bool(set(there) & set(n.parties))
            return known and bool(first) and clauses.tokens[first - 1].low in cast.grammar.place
    return False


def _has_verb(clauses: Clauses, after: int, before: int) -> bool:
    """Does an active verb stand between two tokens ("Fiji menentang usulan yang": not Fiji is meant)?"""
    return any(_is_verb(t.low) for t in clauses.tokens[after + 1 : before])


def _meets(clauses: Clauses, after: int, before: int, grammar: Grammar) -> bool:
    """Does a verb of meeting stand between two tokens?"""
    return any(t.low in grammar.meets for t in clauses.tokens[after + 1 : before])


def _is_verb(word: str) -> bool:
    return word.startswith("me") and len(word) > _LONG_VERB


def is_private(clauses: Clauses, n: Named, grammar: Grammar) -> bool:
    """Does the name of a state only say where people or a firm come from ("puluhan warga Fiji")?"""
    if n.mention.kind not in ("state", "organisation"):
        return False
    clause = clauses.tokens[n.first].clause
    for k in range(n.first - 1, max(-1, n.first - 4), -1):
        t = clauses.tokens[k]
        if t.clause != clause or t.low in grammar.oblique | grammar.joins:
            return False
        if t.low in grammar.private and not (t.low in grammar.members and n.mention.kind == "organisation"):
            return True
    return False
