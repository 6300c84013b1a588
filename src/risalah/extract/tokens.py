"""Tokens and clauses of one sentence: the ground on which triggers and their governors are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from risalah.model.annotation import Annotated, Sentence
from risalah.model.span import Span
from risalah.resources.grammar import Grammar

_KEPT = 256  # sentences: more than an article has, less than would hold many articles in memory
_NAME_WORDS = 4  # words of a name that is the subject of a clause
_VERB = 6  # letters: shorter words that begin like verbs are mostly nouns
_BEHIND_MARK = "^"
_LONGEST = 1500  # characters: no sentence of the press is as long

_FIGURE = "-n"  # how a word of a form ends that leaves its figure open
_TOKEN = re.compile(r"[^\W\d_]*\d+(?:[.,]\d+)+|\d+|\w+(?:[-'’]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `low` is its lower-case form, `clause` the number of its clause in the sentence."""

    span: Span
    low: str
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A listed form found at tokens [first, last]; `value` is what the list gives for it."""

    first: int
    last: int
    value: str


class Lexicon:
    """Multi-word forms, found by longest match from each token on. Lower-case words, one blank between them.

    Behind the first word one that ends in "-n" stands for any figure ("sidang ke-n" for "sidang ke-51").
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, value in forms.items():
            words = tuple(m[0] for m in _TOKEN.finditer(form.lower()))
            self._by_first.setdefault(words[0], []).append((words, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda r: -len(r[0]))

    def find(self, tokens: Sequence[Token]) -> list[Phrase]:
        """All longest matches in text order, without overlaps."""
        out: list[Phrase] = []
        begins, after = self._by_first, 0
        for i, token in enumerate(tokens):
            # Most tokens begin no form: they cost one look into the table.
            if token.low in begins and i >= after and (hit := self.at(tokens, i)):
                out.append(hit)
                after = hit.last + 1
        return out

    def begins(self, word: str) -> bool:
        """Does a form begin with the word (lower case)?"""
        return word in self._by_first

    def each_at(self, tokens: Sequence[Token], i: int) -> Iterator[Phrase]:
        """The matches that begin at token `i`, the longest first."""
        left = len(tokens) - i
        for words, value in self._by_first.get(tokens[i].low, ()):
            n = len(words)
            # Most forms of several words part at the second one: the rest is compared only behind it.
            if n == 1 or (
                n <= left
                and _is_same(tokens[i + 1].low, words[1])
                and all(_is_same(tokens[i + k].low, words[k]) for k in range(2, n))
            ):
                yield Phrase(i, i + n - 1, value)

    def at(self, tokens: Sequence[Token], i: int) -> Phrase | None:
        """The longest match that begins at token `i`, or None."""
        # Most tokens begin no form: they cost one look into the table.
        return next(self.each_at(tokens, i), None) if tokens[i].low in self._by_first else None


def _is_same(low: str, word: str) -> bool:
    """Is the lower-case token the word of a form, or a figure where the form leaves it open?"""
    if low == word:
        return True
    return word.endswith(_FIGURE) and low.startswith(word[:-1]) and low[len(word) - 1 :].isdigit()


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence as tokens with clause numbers; `openers[n]` is the word that opened clause n ("" for the first)."""

    span: Span
    tokens: tuple[Token, ...]
    openers: tuple[str, ...]

    def in_clause(self, n: int) -> Iterator[int]:
        """The indices of the tokens of clause `n`."""
        return (i for i, t in enumerate(self.tokens) if t.clause == n)

    def first_of(self, n: int) -> int:
        """The index of the first token of clause `n`."""
        return next(i for i, t in enumerate(self.tokens) if t.clause == n)

    def span_of(self, first: int, last: int) -> Span:
        """From the start of token `first` to the end of token `last`."""
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def index_at(self, offset: int) -> int:
        """The index of the first token that ends after `offset` (the number of tokens where there is none)."""
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].span.end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo


class ClauseSplitter:
    """Cuts sentences into tokens and clauses.

    `openers` are the words that begin a clause of their own; those written with "^" do so only behind a mark. Behind a
    verb of saying, "kalau" reports what is said and sets no condition.
    """

    def __init__(self, openers: Sequence[str], grammar: Grammar) -> None:
        self._grammar = grammar
        self._that = min(grammar.complementiser)
        self._after_marks = frozenset(w.removeprefix(_BEHIND_MARK) for w in openers if w.startswith(_BEHIND_MARK))
        self._openers = Lexicon({w: w for w in (w.removeprefix(_BEHIND_MARK) for w in openers)})
        # A sentence is asked for by each trigger, detail and context: the last ones are kept.
        self._kept: dict[tuple[str, Span], Clauses] = {}

    def split(self, text: str, span: Span) -> Clauses:
        """Tokens and clauses of the sentence at `span`.

        A comma, semicolon, colon, dash between blanks or bracket ends a clause; a listed conjunction begins one. The
        words inside brackets are a clause of their own, after which the clause before goes on.
        """
        if (clauses := self._kept.get((text, span))) is None:
            clauses = self._split(text, span)
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[(text, span)] = clauses
        return clauses

    def _split(self, text: str, span: Span) -> Clauses:
        bare = cut_tokens(text, span)
        found = (p for p in self._openers.find(bare))
        opening = {
            p.first: p
            for p in found
            if p.value not in self._after_marks or not p.first or not bare[p.first - 1].low[0].isalnum()
        }
        out: list[Token] = []
        openers = [""]
        current, outer = 0, 0
        i = 0
        while i < len(bare):
            t = bare[i]
            if t.low in "([":
                outer = current
                openers.append("(")
                current = len(openers) - 1
            elif t.low in ")]":
                out.append(Token(t.span, t.low, current))
                current = outer
                i += 1
                continue
            elif openers[current] != "(" and (
                t.low in ",;:"
                or (t.low in "-–—" and _spaced(text, t.span))
                or self._begins_another(text, bare, out, i, current)
            ):
                openers.append(t.low)
                current = len(openers) - 1
            elif i in opening and openers[current] != "(":
                value = opening[i].value
                if value in self._grammar.means_that and out and out[-1].low in self._grammar.says_if:
                    value = self._that  # "menjelaskan kalau Fiji berkomitmen": no condition
                empty = out and out[-1].clause == current and openers[current] in ",;:-–—" and out[-1].low in ",;:-–—"
                if empty:
                    openers[current] = value
                else:
                    openers.append(value)
                    current = len(openers) - 1
            out.append(Token(t.span, t.low, current))
            i += 1
        return Clauses(span, tuple(out), tuple(openers))

    def _begins_another(self, text: str, bare: Sequence[Token], out: list[Token], i: int, clause: int) -> bool:
        """Does "dan" at token `i` join a clause with a subject of its own ("menolak usul itu dan Fiji menawarkan ...")?

        A verb stands before it, no name right before it ("ke Tonga dan Fiji membahas ..."), and behind it a name of up
        to four words with a verb, or a word of time or will, after it.
        """
        g = self._grammar
        if bare[i].low not in g.and_ or not out or out[-1].clause != clause or _is_capital(text, out[-1]):
            return False
        if not any(t.clause == clause and looks_verbal(t.low, g) for t in out):
            return False
        k = i + 1
        while k < len(bare) and k - i <= _NAME_WORDS and _is_capital(text, bare[k]):
            k += 1
        if k == i + 1 or k >= len(bare):
            return False
        return looks_verbal(bare[k].low, g) or (
            bare[k].low in g.intends | g.adverbs and k + 1 < len(bare) and looks_verbal(bare[k + 1].low, g)
        )


@lru_cache(maxsize=_KEPT)
def cut_tokens(text: str, span: Span) -> tuple[Token, ...]:
    """The words, numbers and marks of `text[span]`, all in clause 0."""
    return tuple(Token(Span(m.start(), m.end()), m[0].lower()) for m in _TOKEN.finditer(text, span.start, span.end))


def cut_sentences(doc: Annotated) -> Iterator[Sentence]:
    """The sentences of an article, those too long to be one in pieces: time must not grow with their square."""
    text = doc.article.text
    for sentence in doc.sentences:
        start, end = sentence.span.start, sentence.span.end
        while end - start > _LONGEST:
            at = max(text.rfind(" ", start + 1, start + _LONGEST), text.rfind("\n", start + 1, start + _LONGEST))
            at = at if at > start else start + _LONGEST
            yield replace(sentence, span=Span(start, at))
            start = at
        yield sentence if start == sentence.span.start else replace(sentence, span=Span(start, end))


def shorten(span: Span) -> Span:
    """The span, or its beginning where it is longer than a sentence can be."""
    return span if span.end - span.start <= _LONGEST else Span(span.start, span.start + _LONGEST)


def looks_verbal(word: str, grammar: Grammar) -> bool:
    """Does the word, in lower case, look like a verb by its beginning?"""
    return len(word) > _VERB and word.startswith(grammar.verb_beginnings)


def _is_capital(text: str, token: Token) -> bool:
    """Does the token begin with a capital letter?"""
    return text[token.span.start].isupper()


def _spaced(text: str, span: Span) -> bool:
    """Does the mark at `span` stand between blanks?"""
    return text[span.start - 1 : span.start].isspace() and text[span.end : span.end + 1].isspace()


def spell_forms(forms: Iterable[str]) -> list[str]:
    """The forms in lower case, and with "kerja sama" written as one word as well."""
    low = [f.lower() for f in forms]
    return list(dict.fromkeys([*low, *(f.replace("kerja sama", "kerjasama") for f in low)]))
