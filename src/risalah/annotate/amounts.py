"""Amounts: money with its currency, and counts with their unit ("lebih dari US$2,5 miliar", "dua ratus ribu dosis")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from risalah.annotate.numbers import Number, NumberReader, Token, glued
from risalah.model.annotation import Amount, AmountQualifier, Sentence
from risalah.model.article import Article
from risalah.model.span import Span
from risalah.resources.language import Language, any_of

_DASHES = frozenset("-–—−")
_PIECES = re.compile(r"[^\W\d_]\w*|\d+|[^\w\s]|_")
_Table = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount in tokens [`first`, `last`); a value without `unit` and `currency` is not one yet."""

    first: int
    last: int
    value: float
    high: float | None
    unit: str | None
    currency: str | None


class AmountFinder:
    """Finds amounts. `language` supplies numbers.yaml."""

    def __init__(self, language: Language) -> None:
        self._numbers = NumberReader(language)
        self._heads = _table({str(k): str(v) for k, v in language.mapping("numbers", "currency_heads").items()})
        self._tails = _table({str(k): str(v) for k, v in language.mapping("numbers", "currency_tails").items()})
        units = {w: code for code, words in language.mapping("numbers", "units").items() for w in words}
        self._units = _table(units)
        self._classifiers = frozenset(language.words("numbers", "classifiers"))
        self._qualifiers = _labels(language, "qualifiers")
        self._behind = _table(
            {w: label for label, words in language.mapping("numbers", "qualifiers_behind").items() for w in words}
        )
        self._fillers = frozenset(language.words("numbers", "qualifier_fillers"))
        self._ranges = _table(dict.fromkeys(language.words("numbers", "range_words"), "to"))
        self._openers = frozenset(language.words("numbers", "range_openers"))
        self._and = frozenset(language.words("numbers", "and_words"))
        self._equivalent_openers = frozenset(language.words("numbers", "equivalent_openers"))
        self._passed = frozenset(
            (*language.words("numbers", "equivalent_words"), *language.words("numbers", "equivalent_fillers"))
        )
        self._stopped = frozenset(language.words("numbers", "stopped_not_behind"))
        self._not_behind = frozenset(language.words("numbers", "not_behind"))
        self._not_counting = frozenset(language.words("numbers", "not_counting"))
        months = {w for words in language.mapping("time", "months").values() for w in words}
        self._year_contexts = frozenset(language.words("numbers", "year_contexts")) | months
        self._trigger = re.compile(rf"\d|\b{any_of(self._numbers.words)}\b", re.I)

    def find(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[Amount, ...]:
        """The amounts of an article in text order. The same money in another currency is left out."""
        out: list[Amount] = []
        for sentence in sentences:
            start, end = sentence.span.start, sentence.span.end
            if self._trigger.search(article.text, start, end):
                out.extend(self._sentence(self._numbers.cut(article.text, start, end)))
        return tuple(out)

    def _sentence(self, t: Sequence[Token]) -> list[Amount]:
        """The amounts in the tokens of one sentence."""
        out: list[Amount] = []
        i = 0
        while i < len(t):
            found = self._amount(t, i)
            if found is None:
                i += 1
                continue
            out.append(self._qualified(t, found))
            i = self._skip_equivalent(t, found) if found.currency else found.last
        return out

    def _amount(self, t: Sequence[Token], i: int) -> Reading | None:
        """The amount whose currency or number begins at token `i`."""
        head = _match(self._heads, t, i, exact=True)
        if head and not (glued(t, i) and t[i - 1].text[-1].isalnum()):
            a = self._numbers.read_figures(t, head[1]) if head[1] < len(t) else None
            a = a or (self._numbers.read(t, head[1]) if head[1] < len(t) else None)
            return self._money(t, i, a, head[0]) if a else None
        if not (t[i].text[0].isdecimal() or t[i].low in self._numbers.words) or not self._free(t, i):
            return None
        plain = self._numbers.read_figures(t, i) if t[i].text[0].isdecimal() else self._numbers.read(t, i)
        if plain is None or self._is_year(t, i, plain):
            return None
        return self._count(t, i, plain)

    def _money(self, t: Sequence[Token], i: int, plain: Number, code: str) -> Reading:
        """Money with its currency before the figures: "Rp2,5–3 triliun", "US$2 miliar hingga US$3 miliar"."""
        a = self._numbers.scale(t, plain)
        j = self._connector(t, a.last, i)
        if j is not None:
            head = _match(self._heads, t, j, exact=True)
            k = head[1] if head else j
            if k < len(t) and (head is None or head[0] == code):
                b_plain = self._numbers.read_figures(t, k)
                b = self._numbers.scale(t, b_plain) if b_plain else None
                if b and b_plain:
                    scaled = b.last > b_plain.last
                    dash = t[j - 1].text in _DASHES and a.last == plain.last
                    if scaled and a.last == plain.last:
                        a = replace(a, value=a.value * self._factor(t, b_plain))
                    if (head or scaled or dash) and a.value < b.value:
                        return Reading(i, b.last, a.value, b.value, None, code)
        return Reading(i, a.last, a.value, None, None, code)

    def _count(self, t: Sequence[Token], i: int, plain: Number) -> Reading | None:
        """A number with its unit or currency behind it, or a range of such."""
        a = self._numbers.scale(t, plain)
        tail = self._tail(t, a, plain)
        j = self._connector(t, tail[2] if tail else a.last, i)
        if j is not None and j < len(t) and (t[j].text[0].isdecimal() or t[j].low in self._numbers.words):
            b_plain = self._numbers.read_figures(t, j) if t[j].text[0].isdecimal() else self._numbers.read(t, j)
            b = self._numbers.scale(t, b_plain) if b_plain else None
            if b and b_plain:
                other = self._tail(t, b, b_plain)
                if other and (tail is None or tail[:2] == other[:2]):
                    low = a.value
                    if tail is None and a.last == plain.last:
                        low *= self._factor(t, b_plain)
                    if low < b.value:
                        return Reading(i, other[2], low, b.value, other[0], other[1])
        if tail is None:
            return None
        short = a.last == plain.last + 1 and t[plain.last].text.isupper() and tail[1] is None
        return None if short else Reading(i, tail[2], a.value, None, tail[0], tail[1])

    def _factor(self, t: Sequence[Token], plain: Number) -> float:
        """What the magnitude words behind `plain` multiply by."""
        if plain.digits:
            return self._numbers.scale(t, Number(1.0, plain.first, plain.last, True)).value
        return self._numbers.magnitude_at(t, plain.last - 1) or 1.0

    def _tail(self, t: Sequence[Token], a: Number, plain: Number) -> tuple[str | None, str | None, int] | None:
        """Unit, currency and the token behind them, after the number `a`."""
        money = _match(self._tails, t, a.last)
        if money:
            return None, money[0], money[1]
        unit = _match(self._units, t, a.last)
        if unit is None:
            return None
        code, j = unit
        if t[a.last].low in self._classifiers:
            inner = _match(self._units, t, j)
            if inner and t[j].text != "%":
                return inner[0], None, inner[1]
        return code, None, j

    def _connector(self, t: Sequence[Token], j: int, first: int) -> int | None:
        """The token behind "-", "hingga", or "dan" where "antara" stands before the amount."""
        if j >= len(t) - 1:
            return None
        if t[j].text in _DASHES:
            return j + 1
        opened = first > 0 and t[first - 1].low in self._openers
        if opened and t[j].low in self._and:
            return j + 1
        hit = _match(self._ranges, t, j)
        return hit[1] if hit and hit[1] < len(t) else None

    def _free(self, t: Sequence[Token], i: int) -> bool:
        """Is token `i` a number of its own, not "ke-25", "Covid-19", "pasal 5", "salah satu" or a part of a date?"""
        if i == 0:
            return True
        if glued(t, i) and t[i - 1].text not in "([\"'“‘~±><≥≤":
            return False
        low = t[i - 1].low
        if low in self._not_counting:
            return False
        return not (
            t[i].text[0].isdecimal()
            and (low in self._not_behind or (low == "." and i > 1 and t[i - 2].low in self._stopped))
        )

    def _is_year(self, t: Sequence[Token], i: int, plain: Number) -> bool:
        """Are these four figures a year ("pada 2031 perusahaan itu ...")?"""
        return (
            len(t[i].text) == 4
            and plain.digits
            and plain.last == i + 1
            and 1900 <= plain.value <= 2100
            and i > 0
            and t[i - 1].low in self._year_contexts
            and _match(self._tails, t, i + 1) is None
            and not (i + 1 < len(t) and t[i + 1].text == "%")
        )

    def _qualified(self, t: Sequence[Token], r: Reading) -> Amount:
        """The amount with the words around it that say about, at least or up to; its span holds them."""
        first, last, qualifier = r.first, r.last, ""
        for skip in range(3):
            p = r.first - skip
            if p <= 0 or (skip and t[p].low not in self._fillers):
                break
            hit = next((n for n in (4, 3, 2, 1) if n <= p and self._phrase(t, p - n, p) in self._qualifiers), 0)
            if hit:
                qualifier, first = self._qualifiers[self._phrase(t, p - hit, p)], p - hit
                break
        if not qualifier:
            behind = _match(self._behind, t, r.last)
            if behind:
                qualifier, last = behind
        # "hingga mencapai 5 miliar" is reached: listed as none, so that its "hingga" bounds nothing.
        label: AmountQualifier | None = None if qualifier in ("", "none") else qualifier  # type: ignore[assignment]
        return Amount(Span(t[first].start, t[last - 1].end), r.value, r.unit, r.currency, label, r.high)

    @staticmethod
    def _phrase(t: Sequence[Token], a: int, b: int) -> str:
        """The words of tokens [a, b), with hyphens closed up."""
        return re.sub(r" ?- ?", "-", " ".join(x.low for x in t[a:b]))

    def _skip_equivalent(self, t: Sequence[Token], r: Reading) -> int:
        """The token behind "(sekitar Rp30 triliun)" or "atau setara Rp30 triliun" that follows money; else `r.last`."""
        j = r.last
        if j >= len(t):
            return j
        opened = t[j].text in "(["
        if not opened and t[j].low not in self._equivalent_openers:
            return j
        k = j + 1 if opened else j
        # "atau setara dengan sekitar" is the longest such opening seen in print.
        while k < len(t) and k - j < 6 and t[k].low in self._passed:
            k += 1
        other = self._amount(t, k) if k < len(t) else None
        if other is None or not other.currency or other.currency == r.currency:
            return j
        end = other.last
        if opened:
            # The rate ("kurs Rp16.000") may stand in the same brackets.
            while end < len(t) and end - other.last < 12 and t[end].text not in ")]":
                end += 1
        return end


def _table(words: dict[str, str]) -> _Table:
    """Phrases by their first word, longest first."""
    out: _Table = {}
    for phrase, label in words.items():
        pieces = tuple(_PIECES.findall(phrase))
        out.setdefault(pieces[0].lower(), []).append((pieces, label))
    for choices in out.values():
        choices.sort(key=lambda c: -len(c[0]))
    return out


def _labels(language: Language, key: str) -> dict[str, str]:
    """Phrase to label."""
    return {str(w): str(label) for label, words in language.mapping("numbers", key).items() for w in words}


def _match(table: _Table, t: Sequence[Token], i: int, *, exact: bool = False) -> tuple[str, int] | None:
    """Label and next token of the longest phrase at token `i`; `exact` minds capitals and blanks inside."""
    if i >= len(t):
        return None
    for words, label in table.get(t[i].low, ()):
        j = i + len(words)
        if j > len(t):
            continue
        if exact:
            same = all(t[i + k].text == w and (k == 0 or glued(t, i + k)) for k, w in enumerate(words))
        else:
            same = all(t[i + k].low == w.lower() for k, w in enumerate(words))
        if same:
            return label, j
    return None
