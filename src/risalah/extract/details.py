"""What stands around a trigger: amount, deadline, period, date of signature, horizon, condition, outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import pairwise

from risalah.extract.candidates import Candidate
from risalah.extract.conditions import ConditionReader
from risalah.extract.dating import DateReader, published_on
from risalah.extract.schedules import ScheduleReader
from risalah.extract.sums import AmountReader
from risalah.extract.tokens import Clauses, ClauseSplitter, Lexicon, shorten
from risalah.model.annotation import Annotated, TimeMention
from risalah.model.codebook import HIGH_STAGES, INSTRUMENTS, rank
from risalah.model.span import Span
from risalah.resources.patterns import Patterns

_HISTORY_YEARS = 25  # a signature further back than this is history, not news of the register
_BACKGROUND_DAYS = 366  # what a sentence dates further back is no news
_HISTORY_BEFORE = 1990  # the same where the page has no date
_TOLD = frozenset({"target", "pledge", "aid", "plan", "agreement_in_principle", "request"})


class DetailReader:
    """Adds to a candidate what its sentence, or one linked to it, states besides the stage."""

    def __init__(self, patterns: Patterns, splitter: ClauseSplitter) -> None:
        self._grammar = patterns.grammar
        self._splitter = splitter
        self._outcomes = Lexicon(dict(patterns.outcomes))
        self._horizons = Lexicon(dict(patterns.horizons))
        self._conditions = ConditionReader(patterns.details)
        self._amounts = AmountReader(patterns.details)
        self._schedules = ScheduleReader(patterns.details, patterns.grammar)
        self._dates = DateReader(patterns.details, patterns.grammar)
        self._acts = patterns.details.expects

    def add(self, doc: Annotated, c: Candidate, stop: int) -> None:
        """Fill the candidate; `stop` is the token of the sentence's next trigger."""
        self._add_horizon(doc, c)
        c.amount = self._amounts.find(doc, c, stop)
        c.conditions = self._conditions.find(doc, c.clauses, c.trigger)
        self._dates.add(doc, c)
        self._add_outcome(doc, c)
        self._add_schedule(doc, c)

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

    def _add_schedule(self, doc: Annotated, c: Candidate) -> None:
        """A change of schedule, with the time that holds now and those before."""
        times = [t for t in doc.times_in(c.clauses.span) if t not in c.said]
        change = self._schedules.find(doc, c.clauses, c.trigger, times)
        reading = c.trigger.reading
        if change is None:
            return
        c.schedule_span, c.previous, c.previous_spans = change.span, change.previous, change.previous_spans
        if change.schedule == "cancelled":
            reading = replace(reading, schedule="cancelled")
        elif reading.schedule == "cancelled":
            # What is put off is still to come: the plan stands.
            reading = replace(reading, stage="planned", expected=c.trigger.cue.stage, schedule=change.schedule)  # type: ignore[arg-type]
        else:
            reading = replace(reading, schedule=change.schedule)
            if reading.stage == "planned" and reading.expected is None:
                near = {t.low for t in c.clauses.tokens}
                reading = replace(reading, expected=next((s for w, s in self._acts.items() if w in near), None))
        c.trigger = replace(c.trigger, reading=reading)
        c.due, c.due_span = change.due, change.due_span
        if c.period_span in (change.due_span, *change.previous_spans):
            c.period, c.period_span = None, None  # "dari Oktober ke Januari" is a change, no stretch of time

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
            said = published_on(doc)
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


def _is_over(doc: Annotated, c: Candidate) -> bool:
    """Had the day on which it was due passed when the page was published?"""
    said = published_on(doc)
    return c.due is not None and c.due.last is not None and (said is None or c.due.last.isoformat() < said)


def is_history(doc: Annotated, c: Candidate, ages: Collection[str] = ()) -> bool:
    """Is it about a signature of long ago ("pada 17 Januari 1948", "pada abad ke-19")?"""
    if c.trigger.cue.stage in HIGH_STAGES and any(t.low in ages for t in c.clauses.tokens[: c.trigger.first]):
        return True
    after = Span(c.stage_span.start + 1, max(_end_of_main(c), c.stage_span.start + 2))
    # "menggantikan perjanjian tahun 1988": the year is that of what ends
    named = c.title_span if rank(c.trigger.cue.stage) < 0 else None
    times = [*doc.times_in(after), *(_times_at_head(doc, c) if c.trigger.cue.stage in HIGH_STAGES else ())]
    years = [t.when.last.year for t in times if t.when.last and not (named and named.contains(t.span))]
    now = int(doc.article.published[:4]) if doc.article.published else None
    return bool(years) and max(years) < (now - _HISTORY_YEARS if now else _HISTORY_BEFORE)


def _times_at_head(doc: Annotated, c: Candidate) -> list[TimeMention]:
    """The times before the trigger in the clause that begins its sentence ("Pada 1875 Fiji menandatangani ...")."""
    opened = c.clauses.openers[: c.clauses.tokens[c.trigger.first].clause + 1]
    if not c.trigger.first or any(w[:1].isalpha() for w in opened):
        return []
    return list(doc.times_in(c.clauses.span_of(0, c.trigger.first)))


def _end_of_main(c: Candidate) -> int:
    """Where the words end that go with the trigger: before a clause that a conjunction opens, commas do not count."""
    own = c.clauses.tokens[c.trigger.last].clause
    for t in c.clauses.tokens[c.trigger.last + 1 :]:
        if t.clause > own and c.clauses.openers[t.clause][:1].isalpha():
            return t.span.start
    return c.clauses.span.end


def is_background(doc: Annotated, c: Candidate, relative: Collection[str] = ()) -> bool:
    """Does the sentence date what it tells to more than a year before the page?

    A time in a relative clause, opened by a word of `relative`, dates what that clause tells ("menarik negaranya dari
    perjanjian yang disepakati pada 2025").
    """
    own = c.clauses.tokens[c.trigger.first].clause
    days = []
    for t in doc.times_in(c.clauses.span):
        at = min(c.clauses.index_at(t.span.start), len(c.clauses.tokens) - 1)
        clause = c.clauses.tokens[at].clause
        while clause > 0 and clause != own and not c.clauses.openers[clause][:1].isalpha():
            clause -= 1
        if t.when.last and (clause == own or c.clauses.openers[clause] not in relative):
            days.append(t.when.last)
    if not days or not doc.article.published:
        return False
    return (date.fromisoformat(doc.article.published[:10]) - max(days)).days > _BACKGROUND_DAYS
