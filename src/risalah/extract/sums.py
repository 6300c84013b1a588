"""The amount of a commitment: money or a count that is what is undertaken, not a number that stands near it."""

from __future__ import annotations

from risalah.extract.candidates import Candidate
from risalah.extract.tokens import Clauses
from risalah.model.annotation import Amount, Annotated
from risalah.model.span import Span
from risalah.resources.details import DetailWords

_LOOSE = frozenset({",", "(", "-", "–", "—", ":"})
_NEAR = 4  # tokens between two amounts of one movement: "dari 9 miliar dolar AS menjadi 15 miliar dolar AS"


class AmountReader:
    """Chooses among the amounts of a sentence, by the table `amounts` of patterns/details.yaml."""

    def __init__(self, words: DetailWords) -> None:
        self._words = words.amounts

    def find(self, doc: Annotated, c: Candidate, stop: int) -> Amount | None:
        """The first money that belongs to the trigger, else the first count; `stop` is the next trigger's token."""
        end = c.clauses.tokens[stop - 1].span.end
        whole = c.kind == "target" or c.trigger.voice == "passive"
        start = c.clauses.span.start if whole else c.stage_span.start
        end = max(end, c.title_span.end)  # the verb of a promise's complement may be a trigger of its own
        if c.trigger.reading.stage in ("signed", "ratified", "in_force") and c.kind != "contract":
            # Of an agreement that is signed only a value inside its own name.
            start, end = c.title_span.start, c.title_span.end
        here = [a for a in doc.amounts_in(Span(start, max(end, start + 1))) if self._belongs(doc, c, a)]
        money = [a for a in here if a.currency]
        counts = [a for a in here if not a.currency and a.unit and a.unit != "percent" and self._is_object(c, a)]
        rows = money or counts
        return self._reached(c.clauses, rows) if rows else None

    def _belongs(self, doc: Annotated, c: Candidate, a: Amount) -> bool:
        """Does the amount stand in the clause of the trigger, or in one that tells what that is worth?"""
        tokens = c.clauses.tokens
        at = c.clauses.index_at(a.span.start)
        clause, own = tokens[at].clause, tokens[c.trigger.first].clause
        if clause == own or tokens[c.trigger.last].clause == clause:
            return True
        if c.title_span.contains(a.span) and c.clauses.openers[clause] not in ("yang",):
            return True
        opener = c.clauses.openers[clause]
        head = next(i for i, t in enumerate(tokens) if t.clause == clause)
        if opener == "yang":
            # Of what is undertaken, not of "banjir" in "setelah banjir yang merugikan 5 juta dolar".
            beside = clause == own + 1 and at > c.trigger.last
            return a.currency is not None and beside and self._is_worth(c.clauses, head, at)
        if opener == "":
            # An amount before the trigger, over a comma: "Investasi 2 miliar dolar, kata Menlu, akan diberikan".
            return True
        if opener not in _LOOSE:
            return False
        inner = tokens[head + 1].low if head + 1 < len(tokens) and tokens[head].low in _LOOSE else tokens[head].low
        return (a.currency is not None or self._is_worth(c.clauses, head, at)) and inner not in self._words["compares"]

    def _is_worth(self, clauses: Clauses, head: int, at: int) -> bool:
        """Does a word of worth stand between the head of the clause and the amount?"""
        return any(t.low in self._words["worth"] for t in clauses.tokens[max(head, at - 4) : at])

    def _is_object(self, c: Candidate, a: Amount) -> bool:
        """Is the count more than the measure of a thing that is named beside?"""
        at = c.clauses.index_at(a.span.start)
        return not any(t.low in self._words["not_behind"] for t in c.clauses.tokens[max(0, at - 2) : at])

    def _reached(self, clauses: Clauses, rows: list[Amount]) -> Amount:
        """The first amount, or of "dari A menjadi B" the second."""
        first = rows[0]
        at = clauses.index_at(first.span.start)
        opened = any(t.low in self._words["from"] for t in clauses.tokens[max(0, at - 2) : at])
        for second in rows[1:2]:
            begin, end = clauses.index_at(first.span.end), clauses.index_at(second.span.start)
            joined = end - begin <= _NEAR and any(t.low in self._words["to"] for t in clauses.tokens[begin:end])
            if opened and joined and (first.currency, first.unit) == (second.currency, second.unit):
                return second
        return first
