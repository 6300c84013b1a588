"""Lists: "dokumen yang ditandatangani yakni:" with its points in sentences of their own, lists that name what was
counted ("kedua perjanjian itu meliputi A dan B"), and verbs joined by "dan" with objects of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from risalah.extract.candidates import Candidate
from risalah.extract.instruments import Instrument
from risalah.extract.tokens import Clauses, Lexicon, Token, cut_tokens, shorten
from risalah.model.annotation import Annotated, Sentence
from risalah.resources.grammar import Grammar
from risalah.resources.language import any_of
from risalah.resources.patterns import Patterns

_MARK_AT_START = re.compile(r"\s*(?:(?:\d{1,2}|[a-h])[.)]|[-•–*])\s*")
_HEAD_END = re.compile(r":\s*(?:(?:\d{1,2}|[a-h])[.)]|[-•–*])?\s*$")
_LOOK_BACK = 12  # candidates: a list that names what was counted stands close to the count
_ORDER = 4  # words in which a sentence says its place in a row
_GAP = 5  # words between two instruments of one verb ("pada Senin dan")
_LEAD_WORDS = 4  # words before the first verb of what is asked for ("meminta Fiji segera membuka ...")
_COLON = 8  # words between a verb and the colon that opens its list
_MAX_WORDS = 14  # of one act
Bounds = tuple[int, int]


class ListReader:
    """Finds the points of lists and says which of them are instruments."""

    def __init__(self, patterns: Patterns) -> None:
        self._marks = Lexicon(dict.fromkeys(patterns.lists, "list"))
        self._grammar: Grammar = patterns.grammar
        self._back = frozenset(patterns.demonstratives)
        joins, active, passive = (
            any_of(words)
            for words in (self._grammar.and_, self._grammar.verb_beginnings, self._grammar.passive_beginnings)
        )
        mark = r"(?:\d{1,2}|[a-h])[.)]"
        self._mark_before = re.compile(rf"(?:^|[\n;:.,]|{joins})\s*{mark}\s*$|\n\s*[-•–*]\s*$")
        self._verb = re.compile(rf"{active}\w{{4,}}")
        self._passive = re.compile(rf"{passive}[a-z]{{4,}}")
        grammar = patterns.grammar
        self._doing = re.compile(rf"{any_of(grammar.doing_beginnings)}\w{{4,}}{any_of(grammar.doing_endings)}")
        self._breaks = frozenset(patterns.openers) - patterns.grammar.and_ - {","}
        self._not_verbs = (
            patterns.grammar.not_acts | patterns.grammar.leads | patterns.grammar.oblique | frozenset(patterns.openers)
        )

    @staticmethod
    def opens(doc: Annotated, sentence: Sentence) -> bool:
        """Does a list follow the sentence ("... yang ditandatangani yakni:")?"""
        return bool(_HEAD_END.search(doc.article.text[sentence.span.start : sentence.span.end]))

    def is_point(self, doc: Annotated, sentence: Sentence) -> bool:
        """Is the sentence a point of a list: a number, letter, dash or ordinal stands before it?"""
        text, start = doc.article.text, sentence.span.start
        if self._mark_before.search(text[max(0, start - 12) : start]) or _MARK_AT_START.match(text, start):
            return True
        first = text[start : start + 16].split(",")[0].strip().lower()
        return first in self._grammar.ordinals or self._after_order(cut_tokens(text, shorten(sentence.span))) > 0

    def _after_order(self, tokens: Sequence[Token]) -> int:
        """The token behind the words that put a sentence in a row ("Pertama adalah", "Setelah itu,"); 0 without."""
        low = [t.low for t in tokens[:_ORDER]]
        g = self._grammar
        words = 1 if low and low[0] in g.ordinals | g.sequence else 0
        words = 2 if " ".join(low[:2]) in g.sequence else words
        if not words or len(low) <= words:
            return 0
        return words + 1 if low[words] == "," or low[words] in g.is_ else 0

    def read_topic(self, clauses: Clauses) -> Bounds | None:
        """What a point of a list is about where it names no instrument ("Selanjutnya, kerja sama bidang energi ...").

        None where the sentence says anything of it: then it is no point.
        """
        tokens = clauses.tokens
        first = last = self._after_order(tokens)
        if not first or first >= len(tokens) or not self._is_topic(tokens[first].low):
            return None
        for k in range(first, min(len(tokens), first + _MAX_WORDS)):
            low = tokens[k].low
            if low in self._grammar.between or not low[0].isalnum():
                break
            if low in self._grammar.intends | self._grammar.pointing or self._is_verb(clauses, k):
                return None
            last = k
        return (first, last) if last > first else None

    def _is_topic(self, word: str) -> bool:
        """Is it "kerja sama", "tentang", or a noun of doing ("pembentukan")?"""
        return word in self._grammar.point_heads or bool(self._doing.fullmatch(word))

    def read_point(self, clauses: Clauses, instruments: list[Instrument]) -> list[Instrument]:
        """The instrument that a point names; none where it begins with something else."""
        first = next((k for k, t in enumerate(clauses.tokens) if t.low[0].isalpha() and len(t.low) > 1), None)
        if first is None:
            return []
        if clauses.tokens[first].low in self._grammar.ordinals:
            first += 2  # "Pertama, MoU tentang ..."
        return [i for i in instruments if first <= i.first <= first + 1 and not i.general][:1]

    def named(self, clauses: Clauses, instruments: list[Instrument], found: list[Candidate]) -> Candidate | None:
        """The earlier candidate that counted what this sentence lists, or None."""
        if not instruments or instruments[0].count == 1 or len(instruments) < 2:
            return None
        head = instruments[0]
        marks = [p for p in self._marks.find(clauses.tokens) if head.last < p.first <= head.last + 4]
        if not marks:
            return None
        for c in reversed(found[-_LOOK_BACK:]):
            if c.count == head.count and c.count != 1:
                return c
        return None

    def counted_here(self, clauses: Clauses, candidate: Candidate, instruments: list[Instrument]) -> list[Instrument]:
        """The instruments behind the colon of "meneken tiga kesepakatan: A, B, dan C"."""
        if candidate.count == 1 or not instruments:
            return []
        colons = [k for k, t in enumerate(clauses.tokens) if t.low == ":" and k > candidate.trigger.first]
        if not colons:
            return []
        return [i for i in instruments if i.first > colons[0]]

    def joined(
        self, clauses: Clauses, taken: Sequence[Instrument], instrument: Instrument, instruments: list[Instrument]
    ) -> list[Instrument]:
        """Instruments that share the verb of `instrument`: those that "dan" joins to it, and none of `taken`.

        "Protokol perbatasan pada Senin dan perjanjian energi pada Selasa", "A dan B, mulai berlaku": no verb may stand
        between the two, and none that speaks of the other alone ("A, dan B masih dibahas").
        """
        row = sorted(instruments, key=lambda i: i.first)
        at = next((n for n, i in enumerate(row) if i.first == instrument.first), None)
        if at is None:
            return []
        out: list[Instrument] = []
        for step in (-1, 1):
            n, here = at + step, instrument
            while 0 <= n < len(row):
                a, b = (row[n], here) if step < 0 else (here, row[n])
                if not self._are_joined(clauses, a, b) or any(i.first == row[n].first for i in taken):
                    break
                if row[n].back or row[n].general or self._has_verb(clauses, row[n], after=step > 0):
                    break
                out.append(row[n])
                here, n = row[n], n + step
        return sorted(out, key=lambda i: i.first)

    def _are_joined(self, clauses: Clauses, a: Instrument, b: Instrument) -> bool:
        """Does "dan" or a comma stand right before `b`, and no verb, after `a`?"""
        gap = range(a.last + 1, b.first)
        if not gap or len(gap) > _GAP or clauses.tokens[b.first - 1].low not in self._grammar.and_ | {","}:
            return False
        clause = clauses.tokens[a.last].clause
        close = clauses.tokens[b.first].clause - clause <= 1
        return close and not any(self._is_verb(clauses, k) or clauses.tokens[k].low in self._breaks for k in gap)

    def _has_verb(self, clauses: Clauses, i: Instrument, *, after: bool) -> bool:
        """Does a verb of its own stand after the instrument in its clause, or right before it?"""
        tokens = clauses.tokens
        if not after:
            row = range(max(0, i.first - _LEAD_WORDS), i.first)
        else:
            row = range(i.last + 1, min(len(tokens), i.last + 1 + _MAX_WORDS))
        near = [k for k in row if abs(tokens[k].clause - tokens[i.first].clause) <= 1]
        return any(
            self._is_verb(clauses, k)
            or tokens[k].low in self._grammar.adverbs
            or self._passive.fullmatch(tokens[k].low)
            for k in near
        )

    def topics(self, clauses: Clauses, instrument: Instrument) -> list[Bounds]:
        """The topics of "dua nota kesepahaman, masing-masing tentang A dan tentang B", as token bounds."""
        tokens = clauses.tokens
        each = next((k for k in range(instrument.last, len(tokens)) if tokens[k].low in self._grammar.each), None)
        if each is None or instrument.count == 1:
            return []
        heads = [k for k in range(each + 1, len(tokens)) if tokens[k].low in self._grammar.topics]
        if len(heads) < 2:
            return []
        rows: list[Bounds] = []
        for n, head in enumerate(heads):
            end = heads[n + 1] - 1 if n + 1 < len(heads) else len(tokens) - 1
            row = [
                k for k in range(head, min(end + 1, head + _MAX_WORDS)) if tokens[k].clause - tokens[head].clause == 0
            ]
            while row and (tokens[row[-1]].low in self._grammar.and_ or not tokens[row[-1]].low[0].isalnum()):
                row.pop()
            rows.append((head, row[-1] if row else head))
        return rows

    def acts(self, clauses: Clauses, first: int, last: int, stop: int) -> list[Bounds]:
        """The acts that tokens from `first` name: each a verb with an object of its own, as token bounds.

        "Mengirim beras ke Fiji dan melatih polisi" are two, "memperkuat dan memperluas kerja sama" is one: there both
        verbs have one object. `last` ends the first clause; the list goes on in clauses that begin with a verb. One
        act or none gives [].
        """
        tokens = clauses.tokens
        start = next((k for k in range(first, min(first + _LEAD_WORDS, last + 1)) if self._is_verb(clauses, k)), None)
        if start is None:
            return []
        heads = [start]
        end = start
        for k in range(start + 1, min(stop, len(tokens))):
            low = tokens[k].low
            if tokens[k].clause != tokens[k - 1].clause and not self._goes_on(clauses, k):
                break
            end = k
            if not self._is_verb(clauses, k):
                continue
            before = tokens[k - 1].low
            joined = before in self._grammar.and_ or before == "," or (before in self._grammar.goes_on and k > 1)
            if joined and low not in self._grammar.small:
                heads.append(k)
        if len(heads) < 2:
            return []
        rows: list[Bounds] = []
        for n, head in enumerate(heads):
            stop_at = heads[n + 1] - 1 if n + 1 < len(heads) else end
            row = [k for k in range(head, min(stop_at + 1, head + _MAX_WORDS)) if tokens[k].low[0].isalnum()]
            while row and tokens[row[-1]].low in self._grammar.and_ | self._grammar.goes_on:
                row.pop()
            rows.append((first if n == 0 else head, row[-1] if row else head))
        own = all(b > (a if n else heads[0]) for n, (a, b) in enumerate(rows))
        return rows if own else []

    def after_colon(self, clauses: Clauses, last: int) -> list[Bounds]:
        """The acts behind a colon near token `last` ("sepakat: pertama, membentuk dana; kedua, menggelar latihan")."""
        tokens = clauses.tokens
        near = range(last + 1, min(len(tokens), last + _COLON))
        colon = next((k for k in near if tokens[k].low == ":"), None)
        if colon is None or any(self._is_verb(clauses, k) or tokens[k].low in ",;" for k in range(last + 1, colon)):
            return []
        marks = self._grammar.and_ | {":", ",", ";"}
        heads = [k for k in range(colon + 1, len(tokens)) if tokens[k - 1].low in marks and self._is_verb(clauses, k)]
        rows: list[Bounds] = []
        for n, head in enumerate(heads):
            end = heads[n + 1] if n + 1 < len(heads) else len(tokens)
            stop = next((k for k in range(head, end) if tokens[k].low in ",;"), end)
            row = [k for k in range(head, min(stop, head + _MAX_WORDS)) if tokens[k].low[0].isalnum()]
            while row and tokens[row[-1]].low in self._grammar.and_:
                row.pop()
            rows.append((head, row[-1] if row else head))
        return rows

    def _is_verb(self, clauses: Clauses, k: int) -> bool:
        """Does the token look like an active verb?"""
        t = clauses.tokens[k]
        return bool(self._verb.fullmatch(t.low)) and t.low not in self._grammar.adverbs and t.low not in self._not_verbs

    def _goes_on(self, clauses: Clauses, k: int) -> bool:
        """Does a clause that begins at token `k` go on with the list: "," and "dan" before a verb?

        Nouns that the verb before has in common may stand between ("kerja sama pendidikan, riset, dan pelatihan, serta
        mengaktifkan komisi"), names may not.
        """
        tokens = clauses.tokens
        words = tokens[k : k + 4]
        row = [n for n, t in enumerate(words) if t.low not in {","} | self._grammar.and_ | self._grammar.goes_on]
        if row and self._is_verb(clauses, k + row[0]):
            return True
        for n in range(k, min(k + _MAX_WORDS, len(tokens))):
            low = tokens[n].low
            if n > k and self._is_verb(clauses, n):
                return tokens[n - 1].low in self._grammar.and_
            if low in self._breaks or not (low[0].isalnum() or low == ",") or low in self._grammar.adverbs:
                return False
        return False
