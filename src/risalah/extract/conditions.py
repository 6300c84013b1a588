"""The condition on which a commitment rests: the exact words of its clause, or none."""

from __future__ import annotations

import re

from risalah.extract.tokens import Clauses, Lexicon
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Annotated
from risalah.model.codebook import rank
from risalah.model.span import Span
from risalah.resources.details import DetailWords

_VERB = re.compile(r"(?:me[mnlrwy]|mem|men|meng|di|ter|ber)[a-z]{3,}")
_MARKS = frozenset(',;:.!?"“”)(–—')
_MOST = 40  # tokens: no condition of the press is longer


class ConditionReader:
    """Finds the clause of condition that holds for a trigger, by the table `conditions` of patterns/details.yaml."""

    def __init__(self, words: DetailWords) -> None:
        self._words = words.conditions
        forms = {name: self._words[name] for name in ("with_verb", "after", "depends", "always")}
        self._openers = Lexicon({form: name for name, rows in forms.items() for form in rows})

    def find(self, doc: Annotated, clauses: Clauses, trigger: Trigger) -> Span | None:
        """The condition behind the trigger, else the one before it; None where its claim rests on none."""
        found = []
        i = 0
        while i < len(clauses.tokens):
            opener = self._openers.at(clauses.tokens, i)
            i += 1
            if opener is None:
                continue
            last = self._end(clauses, opener.last)
            i = max(i, opener.last + 1)
            if opener.first <= trigger.first <= last or last <= opener.last:
                continue
            if self._is_condition(doc, clauses, trigger, opener.first, opener.last, last, opener.value):
                found.append((opener.first, last))
        # "berkomitmen membantu, tetapi hanya jika ...": a contrast right before the condition parts nothing.
        behind = [f for f in found if f[0] > trigger.last and not self._parted(clauses, trigger.last, f[0] - 1)]
        before = [f for f in found if f[1] < trigger.first and not self._parted(clauses, f[1] + 1, trigger.first)]
        if not behind and not before:
            return None
        first, last = behind[0] if behind else before[-1]
        return clauses.span_of(first, last)

    def _end(self, clauses: Clauses, opener: int) -> int:
        """The last token of the clause that `opener` ends the opening of."""
        tokens = clauses.tokens
        last = opener
        for i in range(opener + 1, min(len(tokens), opener + _MOST)):
            low = tokens[i].low
            if low in _MARKS or low in self._words["ends"]:
                break
            last = i
        return last

    def _is_condition(
        self, doc: Annotated, clauses: Clauses, trigger: Trigger, first: int, opened: int, last: int, kind: str
    ) -> bool:
        """Do tokens [first, last] say under what condition the trigger's claim holds?"""
        tokens, words = clauses.tokens, self._words
        following = tokens[opened + 1].low
        if kind == "always":
            # "kalau tahun lalu hanya 20 kapal datang" compares with what is past
            return following not in words["not_before"] and not self._is_past(doc, clauses.span_of(opened + 1, last))
        if kind == "depends":
            before = tokens[first - 1].low if first else ""
            return first > trigger.last and before not in words["not_behind"]
        # What is done and over rests on no condition: there the same words tell when.
        if rank(trigger.reading.stage) > rank("agreed") or trigger.reading.stage == "unclear":
            return False
        span = clauses.span_of(opened + 1, last)
        if kind == "after":
            reached = any(t.low in words["reached"] for t in tokens[opened + 1 : last + 1])
            done = trigger.reading.stage == "agreed" and trigger.reading.expected is None
            return reached and not done and not doc.times_in(span)
        if following in words["of_time"] or following[0].isdigit():
            return False
        if tokens[first].low in words["origin"] and doc.article.text[tokens[opened + 1].span.start].isupper():
            return False  # "pekerja asal Fiji": where they come from
        return any(
            self._is_predicate(doc, clauses, i) for i in range(opened + 1, self._relative(clauses, opened, last))
        )

    def _is_past(self, doc: Annotated, span: Span) -> bool:
        """Do the words name a time that was over when the page was published?"""
        published = doc.article.published[:10] if doc.article.published else None
        times = doc.times_in(span)
        return published is not None and any(t.when.last and t.when.last.isoformat() < published for t in times)

    def _relative(self, clauses: Clauses, opened: int, last: int) -> int:
        """The token at which a relative clause begins behind `opened`, or the one behind `last`."""
        return next((i for i in range(opened + 1, last + 1) if clauses.tokens[i].low == "yang"), last + 1)

    def _is_predicate(self, doc: Annotated, clauses: Clauses, i: int) -> bool:
        """Does token `i` make a clause of the words around it?"""
        t = clauses.tokens[i]
        if t.low in self._words["predicates"]:
            return True
        if t.low in self._words["not_verbs"] or doc.article.text[t.span.start].isupper():
            return False
        return _VERB.match(t.low) is not None

    def _parted(self, clauses: Clauses, first: int, last: int) -> bool:
        """Does another statement stand between the tokens, so that the one does not hold for the other?"""
        between = clauses.tokens[first:last]
        return any(t.low == ";" or t.low in self._words["contrast"] for t in between)
