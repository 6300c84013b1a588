"""What a sentence shows to a model that learned from marked sentences: its words, its parties, and what stands beside.

Names are not seen: a party is told by its kind alone, so that no weight belongs to a state, a person or a year. Beside
a word itself count its root, its affix and the classes of words that are used like it (resources/word_classes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from risalah.extract.tokens import Clauses
from risalah.model.annotation import Mention
from risalah.resources.word_classes import WordForms, forget

PARTY = "@"
"""How the word of a party begins, in place of its name; its kind follows."""
NUMBER = "#"
"""The word of every number."""
WINDOW = 12
"""Words on either side of a cue that are told without their distance."""
NEAR = 3
"""Words beside a party, or beside a cue, that are told by their distance."""
BEGIN, END = "<", ">"
_HOME, _HOME_MARK = "IDN", "+"
_BEGIN = 5  # letters by which words of one beginning are alike
_LONG = 7  # letters from which a word's beginning is a feature of its own
_SHORTEST = 4  # letters of a word whose root is a feature
_MOST_PARTIES = 3
_NONE = "-"


def hide_names(clauses: Clauses, mentions: Sequence[Mention]) -> tuple[list[str], list[int]]:
    """The words of a sentence in lower case, each name one word that tells its kind; and the token of each word."""
    words: list[str] = []
    places: list[int] = []
    tokens = clauses.tokens
    i = 0
    for m in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        first, last = clauses.index_at(m.span.start), clauses.index_at(m.span.end - 1)
        if first < i or last >= len(tokens):
            continue
        for k in range(i, first):
            words.append(_word(tokens[k].low))
            places.append(k)
        words.append(PARTY + m.kind + (_HOME_MARK if m.actor == _HOME else ""))
        places.append(first)
        i = last + 1
    for k in range(i, len(tokens)):
        words.append(_word(tokens[k].low))
        places.append(k)
    return words, places


def _word(low: str) -> str:
    return NUMBER if low[0].isdigit() else low


class CueFeatures:
    """The features of sentences and words; those of a word by itself are worked out once."""

    def __init__(self, forms: WordForms) -> None:
        self._forms = forms
        self._alone: dict[str, tuple[str, ...]] = {}
        self._sided: dict[str, tuple[str, ...]] = {}

    def tell_sentence(self, words: Sequence[str]) -> Iterator[str]:
        """The features of a sentence: words, pairs, and on which side of a party they stand, how near.

        A feature may come twice: what reads them counts it once.
        """
        parties = [i for i, w in enumerate(words) if w[0] == PARTY]
        yield f"parties {min(_MOST_PARTIES, len(parties))}"
        first, last = (parties[0], parties[-1]) if parties else (len(words), -1)
        before, before_class = BEGIN, None
        for i, w in enumerate(words):
            yield from self._tell_alone(w)
            yield f"{before} {w}"
            before = w
            middle = self._forms.look_up(w).middle
            if before_class and middle:
                yield f"{before_class} {middle}"
            before_class = middle
            if i > first:
                yield from (f"{PARTY} ... {x}" for x in self._tell_sided(w))
            if i < last:
                yield from (f"{x} ... {PARTY}" for x in self._tell_sided(w))
        yield f"{before} {END}"
        for i in parties:
            for k in range(1, NEAR + 1):
                if i + k < len(words):
                    yield f"{words[i]} {k} {words[i + k]}"
                if i >= k:
                    yield f"{words[i - k]} {k} {words[i]}"

    def tell_word(self, words: Sequence[str], at: int) -> Iterator[str]:
        """The features of the word at `at` as the cue of its sentence; one that comes twice counts twice."""
        w = words[at]
        yield from self.tell_cue(w)
        yield self.tell_affix(words[at - 1] if at else BEGIN, w)
        for k in range(1, NEAR + 1):
            yield from self.tell_beside(words[at - k] if at >= k else BEGIN, -k)
            yield from self.tell_beside(words[at + k] if at + k < len(words) else END, k)
        left, right = ([x for x in row if x[0] == PARTY] for row in (words[:at], words[at + 1 :]))
        yield from self.tell_parties(left, right)
        for x in words[max(0, at - WINDOW) : at]:
            yield f"before {x}"
        for x in words[at + 1 : at + 1 + WINDOW]:
            yield f"after {x}"

    def tell_cue(self, w: str) -> Iterator[str]:
        """The features of a word that may be a cue, by itself."""
        form = self._forms.look_up(w)
        yield w
        yield f"{w[:_BEGIN]}-"
        yield f"{w[:2]}--"
        yield f"--{w[-3:]}"
        yield f"root {form.root}"
        yield f"affix {form.affix}"
        yield from form.classes

    def tell_affix(self, before: str, w: str) -> str:
        """The beginning of a cue behind the word before it ("telah di-")."""
        return f"{before} {w[:2]}--"

    def tell_beside(self, w: str, offset: int) -> Iterator[str]:
        """The features of a word `offset` words behind a cue (before it where negative)."""
        yield f"{offset:+} {w}"
        if w[0] not in (PARTY, BEGIN, END):
            form = self._forms.look_up(w)
            yield f"{offset:+} root {form.root}"
            yield from (f"{offset:+} {c}" for c in form.classes)

    def tell_parties(self, left: Sequence[str], right: Sequence[str]) -> tuple[str, str, str]:
        """The parties nearest on the two sides of a cue, and how many there are, of all `left` and `right` of it."""
        nearest, next_ = (left[-1] if left else _NONE), (right[0] if right else _NONE)
        return f"left {nearest}", f"right {next_}", f"beside {min(2, len(left))} {min(2, len(right))}"

    def _tell_alone(self, w: str) -> tuple[str, ...]:
        """The features of a word wherever it stands in a sentence."""
        out = self._alone.get(w)
        if out is None:
            forget(self._alone)
            rows = [w]
            if w[0] != PARTY:
                form = self._forms.look_up(w)
                if len(w) >= _LONG:
                    rows.append(f"{w[:_BEGIN]}-")
                if len(w) >= _SHORTEST:
                    rows += [f"root {form.root}", f"root {form.root} {form.affix}"]
                rows += form.classes
            out = self._alone[w] = tuple(rows)
        return out

    def _tell_sided(self, w: str) -> tuple[str, ...]:
        """The features of a word that are told by the side of a party on which it stands."""
        out = self._sided.get(w)
        if out is None:
            forget(self._sided)
            rooted = w[0] != PARTY and len(w) >= _SHORTEST
            out = self._sided[w] = (w, f"root {self._forms.look_up(w).root}") if rooted else (w,)
        return out
