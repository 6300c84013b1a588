"""Noun phrases that name an instrument: "perjanjian kemitraan", "MoU itu", "dua dokumen ..., yakni A dan B"."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Patterns

_MAX_WORDS = 14  # longer titles are almost always a missed phrase end
_VERB_LENGTH = 8  # letters


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument noun phrase at tokens [first, last]. `back` marks one that goes back to an earlier one ("MoU itu").

    `count` is the number that the phrase gives (2 for "kedua perjanjian"), 1 without a number, 0 for "sejumlah".
    """

    kind: str
    first: int
    last: int
    head: int
    head_last: int
    span: Span
    back: bool
    count: int = 1
    general: bool = False
    names: frozenset[str] = frozenset()  # short names inside it ("if-cepa"), lower case


class InstrumentFinder:
    """Finds instrument noun phrases in a sentence."""

    def __init__(self, patterns: Patterns) -> None:
        forms = dict(patterns.instruments) | dict.fromkeys(patterns.general_nouns, "general")
        self._nouns = Lexicon(forms | dict.fromkeys(patterns.not_instruments, "none"))
        # A title ends where a word governs what follows: "IF-CEPA ingin ditandatangani".
        governors = [g for g in patterns.governors if g not in patterns.title_words]
        self._named = Lexicon(dict(patterns.named))
        self._stops = Lexicon(dict.fromkeys([*patterns.stops, *governors, *patterns.lists], "stop"))
        self._signed_nouns = Lexicon(dict.fromkeys(patterns.signed_nouns, "name"))
        signing = (c for c in patterns.cues.values() if c.stage == "signed" and c.object == "instrument")
        rows = [c.forms for c in signing]
        self._signing = frozenset(f.split()[-1] for row in rows for v in row.values() for f in v)
        self._signed = frozenset(f.split()[-1] for row in rows for f in row["passive"])
        self._goes_on = Lexicon(dict.fromkeys(patterns.goes_on, "on"))
        verbs = {f: "verb" for cue in patterns.cues.values() for v in ("active", "passive") for f in cue.forms[v]}
        self._verbs = Lexicon(verbs)
        self._grammar = patterns.grammar
        self._short_names = tuple("-" + s for s in patterns.short_names)
        self._demonstratives = frozenset(patterns.demonstratives)

    def find(self, clauses: Clauses) -> list[Instrument]:
        """The instrument phrases of a sentence in text order."""
        g = self._grammar
        out: list[Instrument] = []
        tokens = clauses.tokens
        i = 0
        while i < len(tokens):
            hit = self._noun_at(clauses, i)
            if hit is None or hit.value == "none":
                i = hit.last + 1 if hit else i + 1
                continue
            if i and tokens[i - 1].low in g.members:
                i = hit.last + 1  # "Fiji, anggota NPT": who it is, not what is done
                continue
            proper = self._named.at(tokens, i) is not None
            last = hit.last if proper else self._phrase_end(clauses, hit.last)
            before = tokens[i - 1].low if i else ""
            half, _, other = tokens[i].low.partition("-")
            number = (
                0
                if half == other
                else g.numbers.get(before, int(before) if before.isdigit() and len(before) < 3 else 1)
            )
            if before in g.ordinals and hit.last + 1 < len(tokens) and tokens[hit.last + 1].low in g.about:
                number = 1  # "Kedua MoU tentang tarif": the second, not both
            after = tokens[last + 1].low if last + 1 < len(tokens) else ""
            bare = not proper and last == hit.last and before not in g.one and number == 1 and hit.value != "name"
            back = last - hit.last <= 3 and (after in self._demonstratives or bare)
            first = i - 1 if number != 1 and half != other else i
            kind = "agreement" if hit.value in ("general", "name") else hit.value
            out.append(
                Instrument(
                    kind,
                    first,
                    last,
                    i,
                    hit.last,
                    clauses.span_of(i, last),
                    back,
                    number,
                    hit.value == "general",
                    frozenset(t.low for t in tokens[i : last + 1] if proper or t.low.endswith(self._short_names)),
                )
            )
            i = last + 1
        return out

    def _noun_at(self, clauses: Clauses, i: int) -> Phrase | None:
        """The noun of an instrument at token `i`, or its short name ("IF-CEPA")."""
        hit = self._named.at(clauses.tokens, i)
        if hit is not None:
            return hit
        hit = self._nouns.at(clauses.tokens, i)
        if hit is None and clauses.tokens[i].low.endswith(self._short_names):
            return Phrase(i, i, "name")
        if hit is not None:
            return hit
        name = self._signed_nouns.at(clauses.tokens, i)
        return name if name and (self._is_signed_next(clauses, i) or self._is_signed_later(clauses, name)) else None

    def _is_signed_next(self, clauses: Clauses, i: int) -> bool:
        """Does a word for signing stand right before the noun, or before its number ("meneken tiga kerja sama")?"""
        g = self._grammar
        k = i - 1
        while k > 0 and (clauses.tokens[k].low in g.numbers or clauses.tokens[k].low in g.one | g.many):
            k -= 1
        return k >= 0 and clauses.tokens[k].low in self._signing

    def _is_signed_later(self, clauses: Clauses, name: Phrase) -> bool:
        """Is the noun the subject of its clause, which says that it is signed ("kerja sama itu diteken di Suva")?"""
        tokens = clauses.tokens
        clause = tokens[name.first].clause
        if name.first and tokens[name.first - 1].clause == clause and tokens[name.first - 1].low.isalnum():
            return False
        for k in range(name.last + 1, min(name.last + _MAX_WORDS, len(tokens))):
            if tokens[k].clause != clause or self._nouns.at(tokens, k) or self._named.at(tokens, k):
                return False
            if tokens[k].low in self._signed:
                return True
        return False

    def _phrase_end(self, clauses: Clauses, head_last: int) -> int:
        """The last token of the phrase whose head noun ends at `head_last`."""
        g = self._grammar
        tokens = clauses.tokens
        last, i = head_last, head_last + 1
        if i + 2 < len(tokens) and tokens[i].low == "(" and tokens[i + 2].low == ")":
            last, i = i + 2, i + 3  # nota kesepahaman (MoU) kesehatan
        while i < len(tokens) and i - head_last <= _MAX_WORDS:
            t = tokens[i]
            on = self._goes_on.at(tokens, i)
            stop = self._stops.at(tokens, i)
            longer = stop is not None and on is not None and stop.last > on.last  # "untuk sementara", "untuk periode"
            if on and not longer and on.last + 1 < len(tokens) and tokens[on.last + 1].low.isalnum():
                i = on.last + 1
                last = i
                i += 1
                continue
            if t.low == "." and tokens[i - 1].low in ("no", "nomor"):
                i += 1  # "MoU No. 21"
                continue
            if not t.low[0].isalnum() or stop or self._verbs.at(tokens, i):
                break
            if t.clause != tokens[head_last].clause:
                break  # "perjanjian damai tetapi ..."
            if t.low in g.oblique | g.relative and last == head_last:
                break
            nxt = self._nouns.at(tokens, i)
            if t.low in g.and_ and i + 1 < len(tokens):
                nxt = self._nouns.at(tokens, i + 1)
                if nxt or self._verbs.at(tokens, i + 1) or self._stops.at(tokens, i + 1):
                    break
                if _is_verb(tokens[i + 1].low) and not any(_is_verb(x.low) for x in tokens[head_last + 1 : i]):
                    break  # "menandatangani perjanjian ekstradisi dan menyusun rencana aksi"
            elif nxt and nxt.value not in ("none", "general") and tokens[i - 1].low in g.and_:
                break
            last = i
            i += 1
        while last > head_last and tokens[last].low in g.loose_ends:
            last -= 1
        if last + 3 < len(tokens) and tokens[last + 1].low == "(" and tokens[last + 2].low.endswith(self._short_names):
            return last + 3  # "perjanjian kemitraan (IF-CEPA)"
        return last


def _is_verb(word: str) -> bool:
    """Does the word look like an active verb? Shorter words with me- are mostly nouns."""
    return len(word) >= _VERB_LENGTH and word.startswith("me")


def end_of_phrase(clauses: Clauses, i: Instrument, grammar: Grammar) -> int:
    """The last token of an instrument's phrase; in "kesepakatan untuk segera meneken ..." the aim is the verb's."""
    loose = grammar.aims | grammar.adverbs | grammar.leads
    last = i.last
    while last > i.head_last and clauses.tokens[last].low in loose:
        last -= 1
    return last
