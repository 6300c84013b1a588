"""What a trigger is about, where it is no instrument: the words that say what is undertaken."""

from __future__ import annotations

from collections.abc import Sequence

from risalah.extract.tokens import Clauses, Token
from risalah.extract.triggers import Trigger
from risalah.resources.grammar import Grammar

_MAX_TITLE_WORDS = 14
_CURRENCIES = frozenset("$€£¥")
_QUOTES = frozenset("'\"‘“")
_MARKS_BEHIND = frozenset("\"'”’")
_TIME = 6  # words of a time between a verb and "untuk"
_VERB_LENGTH = 7  # letters: shorter words with me- are mostly nouns ("media", "mesin", "medali")


def find_complement(clauses: Clauses, trigger: Trigger, stop: int, grammar: Grammar) -> tuple[int, int] | None:
    """The tokens that say what is undertaken: from the trigger to the end of its clause; None where nothing is said."""
    tokens = clauses.tokens
    clause = tokens[trigger.last].clause
    if trigger.cue.own_verb or trigger.cue.open_verb:
        first = trigger.first if tokens[trigger.first].low not in grammar.intends else trigger.first + 1
        first = trigger.last if trigger.cue.open_verb else first
        last = trigger.last
    elif trigger.voice == "passive":
        subject = find_passive_subject(clauses, trigger, grammar)
        behind = clauses.openers[clause] not in grammar.relative and _follows(clauses, trigger, subject, grammar)
        if not behind and (subject is not None or clauses.openers[clause] in grammar.relative):
            return subject
        # "Disepakati pula peningkatan kuota": the subject follows a verb that opens the clause
        first, last = trigger.last + 1, trigger.last
    else:
        # "mengirim bantuan beras": the noun inside the trigger begins the object.
        first = trigger.last + (tokens[trigger.last].low not in grammar.carries)
        last = trigger.last
    if (
        trigger.cue.takes_vp
        and first + 1 < len(tokens)
        and tokens[first].low == ","
        and _intends(clauses, first, grammar)
    ):
        first, clause = first + 1, tokens[first].clause  # "Andara berjanji, Fiji akan ..."
        last = first
    vp = trigger.cue.takes_vp and trigger.voice == "active"
    that = clause + 1 < len(clauses.openers) and clauses.openers[clause + 1] in grammar.complementiser
    rest = tokens[first : clauses.first_of(clause + 1)] if that else ()
    dated = bool(rest) and all(t.low in grammar.days or not t.low[0].isalnum() for t in rest)
    if vp and that and first < len(tokens) and (tokens[first].low in grammar.with_ or dated):
        clause += 1  # "bersepakat dengan Fiji bahwa latihan itu ...", "mengulangi seruannya Selasa bahwa ..."
        first = last = clauses.first_of(clause) + 1
    if vp and first < len(tokens) and tokens[first].clause == clause + 1:
        # "sepakat sejak awal 2031 untuk memangkas": a time may stand between
        until = [i for i in range(first, min(len(tokens), first + _TIME)) if tokens[i].clause == clause + 1]
        goal = next((i for i in until if tokens[i].low in grammar.goal), None)
        if goal is not None and tokens[first].low in grammar.since:
            first, clause, last = goal + 1, clause + 1, goal
    while first + 1 < len(tokens) and (
        tokens[first].low in grammar.leads
        or tokens[first].low in _QUOTES
        or (tokens[first].low in grammar.one and tokens[first + 1].low in _QUOTES)
    ):
        first += 1  # "menawarkan sebuah 'dialog yang tepat'"
    i = max(first, last)
    end = len(tokens)
    if stop - 1 > i and stop < len(tokens) and tokens[stop - 1].low in grammar.and_:
        end = stop - 1  # "mendesak Fiji membuka pelabuhan dan meminta Tonga ...": two verbs with an object each
    while (
        i < min(end, first + _MAX_TITLE_WORDS)
        and tokens[i].clause == clause
        and (
            tokens[i].low[0].isalnum()
            or tokens[i].low in "-–/"
            or tokens[i].low in _CURRENCIES
            or _closes(tokens, i, grammar)
        )
    ):
        last = i
        i += 1
    if first <= last and last > trigger.last - 1 and first < len(tokens):
        return first, last
    # "siap membantu jika diminta", "menolak gencatan senjata yang ditawarkan": the trigger itself says what
    return (trigger.first + 1, trigger.last) if trigger.voice == "active" and trigger.last > trigger.first else None


def _closes(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Does a quotation mark at token `i` stand beside "untuk" ("mempertimbangkan permintaan" untuk "membuka ...")?"""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if tokens[i].low in _QUOTES and i and tokens[i - 1].low in grammar.goal:
        return True
    return tokens[i].low in _MARKS_BEHIND and after in grammar.goal | grammar.aims


def find_given(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> tuple[int, int] | None:
    """The tokens between a passive verb and "dari" or "oleh": what its subject gets ("dijanjikan kapal dari Fiji")."""
    first, clause = trigger.last + 1, clauses.tokens[trigger.last].clause
    last = trigger.last
    for k in range(first, min(len(clauses.tokens), first + _MAX_TITLE_WORDS)):
        t = clauses.tokens[k]
        if t.clause != clause or t.low in grammar.source | grammar.agent or _is_mark(t.low):
            break
        last = k
    return (first, last) if last >= first else None


def _follows(clauses: Clauses, trigger: Trigger, subject: tuple[int, int] | None, grammar: Grammar) -> bool:
    """Does what is undertaken follow its passive verb ("dalam pertemuan itu disepakati agar bea masuk dihapus")?"""
    after = clauses.tokens[trigger.last + 1].low if trigger.last + 1 < len(clauses.tokens) else ""
    if not trigger.cue.takes_vp or after not in grammar.aims | grammar.goal:
        return False
    row = clauses.tokens[subject[0] : subject[1] + 1] if subject else ()
    return after in grammar.aims or any(t.low in grammar.inside for t in row)


def _intends(clauses: Clauses, comma: int, grammar: Grammar) -> bool:
    """Does the clause that opens at token `comma` hold "akan"?"""
    clause = clauses.tokens[comma].clause
    return any(clauses.tokens[i].low in grammar.intends for i in clauses.in_clause(clause))


def trim_ends(clauses: Clauses, first: int, last: int, grammar: Grammar) -> tuple[int, int]:
    """The same without function words and marks at its ends (at least one token is left)."""
    loose = grammar.oblique | grammar.and_ | grammar.leads | grammar.pointing
    while first < last and (clauses.tokens[first].low in loose or _is_mark(clauses.tokens[first].low)):
        first += 1
    while last > first and (clauses.tokens[last].low in loose or not clauses.tokens[last].low[0].isalnum()):
        last -= 1
    return first, last


def _is_mark(word: str) -> bool:
    """Is it a mark other than that of a currency?"""
    return not word[0].isalnum() and word not in _CURRENCIES


def find_passive_subject(clauses: Clauses, trigger: Trigger, grammar: Grammar) -> tuple[int, int] | None:
    """The subject before a passive verb; of a relative clause ("kuota yang disepakati") the noun phrase before it."""
    tokens = clauses.tokens
    clause = tokens[trigger.first].clause
    row = [i for i in clauses.in_clause(clause) if i < trigger.first]
    if clauses.openers[clause] in grammar.relative:
        end = clauses.first_of(clause) - 1
        before = tokens[end].clause if end >= 0 else -1
        row = [i for i in range(max(0, end - 7), end + 1) if tokens[i].clause == before]
    elif not row:
        return None
    while row and (not tokens[row[-1]].low[0].isalnum() or tokens[row[-1]].low in grammar.adverbs):
        row.pop()
    if clauses.openers[clause] not in grammar.relative:
        row = row if any(tokens[i].low not in grammar.small for i in row) else []
    # "DK PBB (Dewan) telah mengadopsi resolusi yang diusulkan": the noun phrase begins after the verb or the bracket.
    if clauses.openers[clause] in grammar.relative:
        verbs = [k for k, i in enumerate(row[:-1]) if _ends_phrase(tokens[i].low)]
        row = row[verbs[-1] + 1 :] if verbs else row
    # "menyampaikan terima kasih atas 12 ton obat-obatan yang dikirim": the noun phrase begins after the preposition.
    cuts = [k for k, i in enumerate(row[:-1]) if tokens[i].low in grammar.oblique]
    row = row[cuts[-1] + 1 :] if cuts and clauses.openers[clause] in grammar.relative else row
    return (max(row[0], row[-1] - _MAX_TITLE_WORDS), row[-1]) if row else None


def _ends_phrase(word: str) -> bool:
    """Is it a verb with me-, or a mark, that no noun phrase runs over?"""
    return (not word[0].isalnum() and word not in "-–/") or (word.startswith("me") and len(word) > _VERB_LENGTH)
