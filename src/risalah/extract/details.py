"""What stands around a trigger: amount, deadline, period, date of signature, horizon, condition, outcome."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from risalah.extract.candidates import Candidate
from risalah.extract.dates import due_of
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, shorten
from risalah.model.annotation import Annotated, TimeMention
from risalah.model.codebook import INSTRUMENTS, rank
from risalah.model.span import Span
from risalah.resources.grammar import Grammar
from risalah.resources.patterns import Patterns

_HISTORY_YEARS = 25  # a signature further back than this is history, not news of the register
_BACKGROUND_DAYS = 366  # what a sentence dates further back is no news
_HISTORY_BEFORE = 1990  # the same where the page has no date
_LASTING = frozenset({"plan", "agreement", "mou", "framework", "protocol", "treaty"})
_TOLD = frozenset({"target", "pledge", "aid", "plan", "agreement_in_principle", "request"})
_DATED = frozenset({"pledge", "offer", "plan", "aid", "action", "agreement_in_principle", "request"})


class DetailReader:
    """Adds to a candidate what its sentence, or one linked to it, states besides the stage."""

    def __init__(self, patterns: Patterns, splitter: ClauseSplitter) -> None:
        self._grammar = patterns.grammar
        self._splitter = splitter
        self._outcomes = Lexicon(dict(patterns.outcomes))
        self._horizons = Lexicon(dict(patterns.horizons))
        self._conditions = frozenset(patterns.conditions)

    def add(self, doc: Annotated, c: Candidate, stop: int) -> None:
        """Fill the candidate; `stop` is the token of the sentence's next trigger."""
        self._add_horizon(doc, c)
        self._add_amount(doc, c, stop)
        self._add_dates(doc, c)
        self._add_outcome(doc, c)
        self._add_conditions(c)

    def _add_horizon(self, doc: Annotated, c: Candidate) -> None:
        """The horizon that the sentence states; of an instrument also the nearest one in the same quotation."""
        rows = [c.clauses]
        if c.quote is not None and c.kind in INSTRUMENTS:
            rows += [
                self._splitter.split(doc.article.text, shorten(s))
                for s in c.quote.content
                if s.overlaps(c.clauses.span)
            ]
        for clauses in rows:
            found = [(p.value, clauses.span_of(p.first, p.last)) for p in self._horizons.find(clauses.tokens)]
            if found:
                c.horizon, c.horizon_span = min(found, key=lambda f: abs(f[1].start - c.title_span.start))
                return

    def _add_amount(self, doc: Annotated, c: Candidate, stop: int) -> None:
        """The first amount after the trigger and before the next one; a target's may stand before."""
        end = c.clauses.tokens[stop - 1].span.end
        whole = c.kind == "target" or c.trigger.voice == "passive"
        start = c.clauses.span.start if whole else c.stage_span.start
        if c.trigger.reading.stage in ("signed", "ratified", "in_force") and c.kind not in ("contract",):
            start = c.title_span.start
            end = c.title_span.end
        here = doc.amounts_in(Span(start, max(end, start + 1)))
        money = [a for a in here if a.currency]
        c.amount = (money or [a for a in here if a.unit and a.unit not in ("percent",)] or [None])[0]  # type: ignore[list-item]

    def _add_dates(self, doc: Annotated, c: Candidate) -> None:
        """Due date, period and date of signature, each from a time expression in the sentence."""
        inside = doc.times_in(c.clauses.span)
        published = _published(doc)
        stage = c.trigger.reading.stage
        for t in inside:
            if t.when.raw.lower().startswith(tuple(self._grammar.periods)) or (
                t.when.precision == "period" and t.when.first and t.when.last and t.when.last.year > t.when.first.year
            ):
                if c.kind in _LASTING and c.period is None:
                    c.period, c.period_span = t.when, t.span
                continue
            after = t.span.start >= c.stage_span.start
            if (stage == "signed" and c.signed_on is None and t.when.precision == "day") or (
                stage == "signed"
                and c.signed_on is None
                and after
                and t.when.last
                and published
                and t.when.last.isoformat() <= published
            ):
                c.signed_on, c.signed_span = t.when, t.span
            elif (
                c.due is None and after and rank(stage) < rank("signed") and _may_be_due(t, c, published, self._grammar)
            ):
                c.due, c.due_span = due_of(t), t.span

    def _add_outcome(self, doc: Annotated, c: Candidate) -> None:
        """The outcome that words of the sentence state (CODEBOOK section 2, rule 2)."""
        stage = c.trigger.reading.stage
        c.outcome = {"in_force": "in_progress", "implemented": "unknown", "suspended": "stalled"}.get(stage, "not_due")
        if c.kind not in _TOLD:
            return
        own = c.clauses.tokens[c.trigger.first].clause
        inside = doc.times_in(c.clauses.span)
        for p in self._outcomes.find(c.clauses.tokens):
            if c.clauses.tokens[p.first].clause != own and (c.kind != "target" or p.first < c.trigger.first):
                continue
            span = c.clauses.span_of(p.first, p.last)
            said = _published(doc)
            due = c.due or next((t.when for t in inside if t.span.start < span.start), None)
            if p.value == "missed" and c.clauses.tokens[p.first].low in self._grammar.still:
                past = due is not None and due.last is not None and (said is None or due.last.isoformat() < said)
                c.outcome = "missed" if past else "not_due"
            elif p.value in ("met", "partly_met") and self._denied(c.clauses, p.first):
                continue
            elif c.kind in ("target", "pledge"):
                c.outcome = p.value
            else:
                continue
            c.outcome_span = span
            if c.due is None and due is not None and c.kind == "target":
                c.due = due
            return

    def tell_outcome(self, doc: Annotated, clauses: Clauses, earlier: list[Candidate]) -> None:
        """ "Target itu tidak tercapai": the outcome of the target that an earlier sentence named."""
        words = [t.low for t in clauses.tokens]
        points = any(a == "target" and b in self._grammar.pointing for a, b in pairwise(words))
        target = next((c for c in reversed(earlier) if c.kind == "target" and c.outcome_span is None), None)
        if not points or target is None:
            return
        for p in self._outcomes.find(clauses.tokens):
            if p.value in ("met", "partly_met") and self._denied(clauses, p.first):
                continue
            if p.value == "missed" and clauses.tokens[p.first].low in self._grammar.still and not _is_over(doc, target):
                continue
            target.outcome, target.outcome_span = p.value, clauses.span_of(p.first, p.last)
            target.outcome_sentence = clauses.span
            return

    def _denied(self, clauses: Clauses, at: int) -> bool:
        """Does a word before token `at` take back that something was met?"""
        clause = clauses.tokens[at].clause
        return any(t.low in self._grammar.weakens for t in clauses.tokens[:at] if t.clause == clause)

    def _add_conditions(self, c: Candidate) -> None:
        for n, opener in enumerate(c.clauses.openers):
            if opener in self._conditions - self._grammar.not_conditions:
                row = list(c.clauses.in_clause(n))
                if row and not row[0] <= c.trigger.first <= row[-1]:
                    c.conditions = c.clauses.span_of(row[0], row[-1])
                    return


def _may_be_due(t: TimeMention, c: Candidate, published: str | None, grammar: Grammar) -> bool:
    """May this time be when the commitment falls due? The future, or any year that a target names."""
    if t.when.last is None:
        return False
    if c.kind == "target":
        return True
    if c.kind not in _DATED:
        return c.trigger.reading.expected is not None and (published is None or t.when.last.isoformat() > published)
    return (published is not None and t.when.last.isoformat() > published) or (
        published is None and any(w in t.when.raw.lower() for w in grammar.coming)
    )


def _is_over(doc: Annotated, c: Candidate) -> bool:
    """Had the day on which it was due passed when the page was published?"""
    said = _published(doc)
    return c.due is not None and c.due.last is not None and (said is None or c.due.last.isoformat() < said)


def is_history(doc: Annotated, c: Candidate) -> bool:
    """Is it about a signature of long ago ("pada 17 Januari 1948")?"""
    after = Span(c.stage_span.start + 1, max(_end_of_main(c), c.stage_span.start + 2))
    years = [t.when.last.year for t in doc.times_in(after) if t.when.last]
    now = int(doc.article.published[:4]) if doc.article.published else None
    return bool(years) and max(years) < (now - _HISTORY_YEARS if now else _HISTORY_BEFORE)


def _end_of_main(c: Candidate) -> int:
    """Where the words end that go with the trigger: before a clause that a conjunction opens, commas do not count."""
    own = c.clauses.tokens[c.trigger.last].clause
    for t in c.clauses.tokens[c.trigger.last + 1 :]:
        if t.clause > own and c.clauses.openers[t.clause][:1].isalpha():
            return t.span.start
    return c.clauses.span.end


def is_background(doc: Annotated, c: Candidate) -> bool:
    """Does the sentence date what it tells to more than a year before the page?"""
    days = [t.when.last for t in doc.times_in(c.clauses.span) if t.when.last]
    if not days or not doc.article.published:
        return False
    return (date.fromisoformat(doc.article.published[:10]) - max(days)).days > _BACKGROUND_DAYS


def _published(doc: Annotated) -> str | None:
    """The day of publication, ISO."""
    return doc.article.published[:10] if doc.article.published else None
