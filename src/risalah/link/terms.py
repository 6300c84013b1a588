"""Articles as weighted terms: what title and opening say, each word by how much it tells one story from another."""

from __future__ import annotations

import math
import re
from array import array

from risalah.model.register import TermCounts
from risalah.resources.linking import Weights

Terms = dict[int, float]
"""Weight by term number."""

_WORD = re.compile(r"\w+(?:[-']\w+)*")
_LONG_NUMBER = 6  # digits: longer ones number documents and pages


class TermReader:
    """Reads title and opening as counted terms. Words are numbered as they first come, so vectors stay small."""

    def __init__(self, weights: Weights) -> None:
        self._w = weights
        self.numbers: dict[str, int] = {}
        self._spelled: list[str] = []
        # Every spelling is looked at once: (term number, weight), or None where the word tells nothing.
        self._known: dict[str, tuple[int, float] | None] = {}
        limit = weights.limit
        self._title, self._name, self._number = limit("story_title"), limit("story_name"), limit("story_number")
        self._lead, self._tail = int(limit("story_lead_characters")), int(limit("story_tail_characters"))
        self._tail_weight = limit("story_tail")

    def read(self, title: str, body: str) -> Terms:
        """The counted terms of an article; an article's length beyond the opening costs nothing."""
        counts: Terms = {}
        # Many papers print titles with every word in capitals, so that a capital there names nobody.
        self._add(counts, title.lower(), self._title)
        self._add(counts, body[: self._lead], 1.0)
        if self._tail and self._tail_weight:
            self._add(counts, body[self._lead : self._lead + self._tail], self._tail_weight)
        return counts

    def number(self, word: str) -> int:
        """The number of a word; the next one where it has none."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self._spelled)
            self._spelled.append(word)
        return found

    def spell(self, terms: Terms) -> list[tuple[str, float]]:
        """Counted terms as counted words, in the same order."""
        spelled = self._spelled
        return [(spelled[term], n) for term, n in terms.items()]

    def _add(self, counts: Terms, text: str, weight: float) -> None:
        """Count the words of one part."""
        known = self._known
        for word in _WORD.findall(text):
            entry = known[word] if word in known else self._look_at(word)
            if entry is not None:
                term, own = entry
                counts[term] = counts.get(term, 0.0) + weight * own

    def _look_at(self, word: str) -> tuple[int, float] | None:
        """A word's term and weight; kept."""
        w, lower = self._w, word.lower()
        entry: tuple[int, float] | None = None
        is_number = lower[0].isdigit()
        if is_number and len(lower) <= _LONG_NUMBER and self._number:
            entry = (self.number(lower), self._number)
        elif not is_number and len(lower) >= 3 and lower not in w.stop_words:
            weight = w.limit("weak_term") if lower in w.weak_words else 1.0
            if word != lower:
                weight *= self._name
            entry = (self.number(strip_word(lower, w)), weight)
        self._known[word] = entry
        return entry


def strip_word(word: str, weights: Weights) -> str:
    """A word without one beginning and one ending, if four letters stay; only for comparing, not a stemmer."""
    for end in weights.word_endings:
        if word.endswith(end) and len(word) - len(end) >= 4:
            word = word[: -len(end)]
            break
    for start in weights.word_beginnings:
        if word.startswith(start) and len(word) - len(start) >= 4:
            return word[len(start) :]
    return word


class Rarity:
    """In how many of the articles so far each term stood."""

    def __init__(self, unseen: float) -> None:
        """`unseen` articles, in which no term stood, keep the first ones from being alike by accident."""
        self._unseen = unseen
        self._seen = array("I")
        self._count = 0

    def load(self, counts: TermCounts, numbers: dict[str, int]) -> None:
        """Begin where an earlier reading ended; `numbers` are those of the terms."""
        self._count = counts.articles
        self._seen = array("I", bytes(4 * (max(numbers.values(), default=0) + 257)))
        for word, n in counts.counts.items():
            self._seen[numbers[word]] = n

    def export(self, numbers: dict[str, int]) -> TermCounts:
        """The counts by word; a word that stood in one article only is not kept."""
        seen = self._seen
        found = {word: seen[n] for word, n in numbers.items() if n < len(seen) and seen[n] > 1}
        return TermCounts(self._count, found)

    @property
    def articles(self) -> int:
        """Articles counted so far."""
        return self._count

    def seen(self, term: int) -> int:
        """In how many articles the term stood."""
        return self._seen[term] if term < len(self._seen) else 0

    def count(self, terms: Terms) -> None:
        """Take note of one more article."""
        self._count += 1
        self.reach(terms)
        seen = self._seen
        for term in terms:
            seen[term] += 1

    def reach(self, terms: Terms) -> None:
        """Make room for terms that were not met before."""
        seen = self._seen
        last = max(terms, default=-1)
        while last >= len(seen):
            seen.extend(bytes(1024))

    def of(self, term: int) -> float:
        """How rare a term is: the logarithm of all articles by those with it."""
        seen = self._seen[term] if term < len(self._seen) else 0
        return math.log((self._count + self._unseen + 1) / (seen + 1))

    def weigh(self, terms: Terms, most: int) -> Terms:
        """The `most` weightiest terms of an article as a vector of length 1, heaviest first."""
        all_logged = math.log(self._count + self._unseen + 1)
        log, seen = math.log, self._seen
        found = [(log(1 + n) * (all_logged - log(seen[t] + 1)), t) for t, n in terms.items()]
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        del found[most:]
        length = math.sqrt(math.fsum(w * w for w, _ in found)) or 1.0
        return {t: w / length for w, t in found}
