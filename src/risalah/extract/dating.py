"""When a commitment falls due, how long it lasts, when it was signed: the times of its sentence, each by its clause."""

from __future__ import annotations

from risalah.extract.candidates import Candidate
from risalah.extract.dates import due_of, times_of_speech
from risalah.model.annotation import Annotated, TimeMention
from risalah.model.codebook import rank
from risalah.resources.details import DetailWords
from risalah.resources.grammar import Grammar

_MONTH = 31  # days: what lasts no longer is a date, not a period
_YEAR = 366
_BOUND = 3  # words before a time that say what it bounds ("beras untuk tahun depan")
_COUNTED = 5  # words of "dua puluh hari setelah" behind the verb
_LEAD = 2  # words that may stand beside a time that opens a sentence: "mulai", "tepat pada"
_LASTING = frozenset({"plan", "agreement", "mou", "framework", "protocol", "treaty"})
_AHEAD = frozenset({"planned", "pledged", "offered"})
_DATED = frozenset({"pledge", "offer", "plan", "aid", "action", "agreement_in_principle", "request"})


class DateReader:
    """Gives the times of a sentence to the dates of a candidate, by the table `dates` of patterns/details.yaml."""

    def __init__(self, words: DetailWords, grammar: Grammar) -> None:
        self._dated = words.dates
        self._grammar = grammar

    def add(self, doc: Annotated, c: Candidate) -> None:
        """Due date, period and date of signature, each from a time expression in the sentence."""
        published = published_on(doc)
        stage = c.trigger.reading.stage
        said = times_of_speech(doc, c.quote, c.clauses.span)
        c.said = tuple(said)
        signed: list[tuple[tuple[int, int, int], TimeMention]] = []
        for t in doc.times_in(c.clauses.span):
            if t in said or (c.conditions is not None and c.conditions.contains(t.span)):
                continue  # "jika pemilu Oktober dimenangi" dates the condition
            near = self._nearness(c, t)
            if self._is_period(c, t, published):
                if c.period is None and near is not None:
                    c.period, c.period_span = t.when, t.span
                continue
            after = t.span.start >= c.stage_span.start
            if stage == "signed" and near is not None and _may_be_signed(t, published):
                gap = abs(t.span.start - c.stage_span.start)
                signed.append(((near, 0 if after else 1, gap), t))
            elif (
                c.due is None
                and (after or near == 0 or (near == 1 and self._stands_alone(c, t)))
                and rank(stage) < rank("signed")
                and _may_be_due(t, c, published, self._grammar, after=after)
            ):
                c.due, c.due_span = due_of(t), t.span
        if signed:
            t = min(signed, key=lambda row: row[0])[1]
            c.signed_on, c.signed_span = t.when, t.span

    def _nearness(self, c: Candidate, t: TimeMention) -> int | None:
        """0 in the trigger's own clause, 1 in one beside it; None in a clause that dates something else."""
        clauses = c.clauses
        at = min(clauses.index_at(t.span.start), len(clauses.tokens) - 1)
        clause, own = clauses.tokens[at].clause, clauses.tokens[c.trigger.first].clause
        if clause == own:
            return 0
        opener = clauses.openers[clause]
        if opener in self._dated["aside"]:
            return None
        if opener in self._grammar.relative:
            words = {x.low for x in clauses.tokens if x.clause == clause}
            return 1 if words & self._dated["holds"] else None
        return 1

    def _stands_alone(self, c: Candidate, t: TimeMention) -> bool:
        """Is the clause before the trigger hardly more than the time ("Pada 3 Mei 2031, Fiji akan ...")?

        In "Menjelang KTT Pasifik pada Mei 2031, Fiji berjanji ..." the time dates something else.
        """
        clauses = c.clauses
        clause = clauses.tokens[min(clauses.index_at(t.span.start), len(clauses.tokens) - 1)].clause
        rest = [x for x in clauses.tokens if x.clause == clause and not t.span.contains(x.span) and x.low[0].isalnum()]
        return len(rest) <= _LEAD

    def _is_period(self, c: Candidate, t: TimeMention, published: str | None) -> bool:
        """Does the time say how long something lasts: a span of more than a month that is not over yet?"""
        first, last, raw = t.when.first, t.when.last, t.when.raw.lower()
        if raw.startswith(tuple(self._grammar.periods)):
            return True
        if t.when.precision != "period" or first is None or last is None or (last - first).days <= _MONTH:
            return False
        if published is not None and last.isoformat() <= published:
            return False
        # "dalam tiga bulan" is the time in which a thing is to be done, but "dalam lima tahun" how long a plan runs.
        within = raw.split()[0] in self._dated["within"]
        return not within or (c.kind in _LASTING and (last - first).days > _YEAR)


def is_still_ahead(doc: Annotated, c: Candidate, grammar: Grammar) -> bool:
    """Is what a bare verb says is done still to come ("Fiji menandatangani perjanjian itu pekan depan")?"""
    if rank(c.trigger.reading.stage) < rank("signed") or c.trigger.governed.effect is not None:
        return False
    tokens, own = c.clauses.tokens, c.clauses.tokens[c.trigger.first].clause
    bounds = grammar.goal | grammar.until_when
    if c.trigger.reading.stage == "in_force" and _counts_from(c, grammar):
        return True
    if c.trigger.reading.stage not in ("signed", "ratified"):
        bounds = bounds - grammar.from_when  # "berlaku mulai tahun depan"; what is signed today may begin then
    for i, t in enumerate(tokens):
        if t.clause != own or t.low not in grammar.ahead or i >= c.trigger.stop:
            continue
        before = [x.low for x in tokens[max(0, i - _BOUND) : i]]
        lasting = set(before) & bounds
        if not lasting and (t.low not in grammar.ahead_of or set(before[-1:]) & (grammar.spells | grammar.days)):
            return True
    return any(_is_day_ahead(doc, c, t, bounds) for t in doc.times_in(c.clauses.span))


def only_lasts(c: Candidate, grammar: Grammar) -> bool:
    """Is it said how long an instrument is to hold ("yang berlaku selama lima tahun"), and not that it holds?"""
    first, last = c.trigger.first, c.trigger.last
    if c.trigger.reading.stage != "in_force" or first != last or c.trigger.governed.effect is not None:
        return False
    row = [t.low for t in c.clauses.tokens[last + 1 : last + 1 + _COUNTED]]
    row = row[1:] if row and row[0] in grammar.holds_for else row
    return len(row) > 1 and (row[0].isdigit() or row[0] in grammar.numbers) and row[1] in grammar.spells


def _counts_from(c: Candidate, grammar: Grammar) -> bool:
    """Is the day counted from something else ("berlaku 60 hari setelah penandatanganan"): a rule, and no fact yet?"""
    row = [t.low for t in c.clauses.tokens[c.trigger.last + 1 : c.trigger.last + 1 + _COUNTED]]
    at = next((k for k, w in enumerate(row[:-1]) if w in grammar.spells and row[k + 1] in grammar.after_words), None)
    return at is not None and (row[0].isdigit() or row[0] in grammar.numbers)


def _is_day_ahead(doc: Annotated, c: Candidate, t: TimeMention, bounds: frozenset[str]) -> bool:
    """Is it a day, told with its year, after the page was published, behind the verb and no end or aim of anything?

    "Perjanjian itu berlaku mulai 1 Januari 2032", on a page of 2031.
    """
    published, first = published_on(doc), t.when.first
    begins = t.when.last is None and c.trigger.reading.stage not in ("signed", "ratified")  # "mulai 1 Januari 2032"
    if published is None or first is None or t.when.inferred or not (t.when.precision == "day" or begins):
        return False
    at, end = c.clauses.index_at(t.span.start), c.clauses.index_at(t.span.end - 1)
    if (
        not c.trigger.last < end < c.trigger.stop
        or c.clauses.tokens[at].clause != c.clauses.tokens[c.trigger.last].clause
    ):
        return False
    before = {x.low for x in c.clauses.tokens[max(0, at - _LEAD) : at]}
    return first.isoformat() > published and not before & bounds


def _may_be_signed(t: TimeMention, published: str | None) -> bool:
    """May this be when it was signed: a day, week, month or year, not after the page was published?"""
    first, last = t.when.first, t.when.last
    if first is None or last is None or (t.when.precision == "period" and (last - first).days > _MONTH):
        return False
    return t.when.precision == "day" if published is None else first.isoformat() <= published


def _may_be_due(t: TimeMention, c: Candidate, published: str | None, grammar: Grammar, *, after: bool) -> bool:
    """May this time be when the commitment falls due? The future, or any year that a target names."""
    last = t.when.last or t.when.first
    if last is None:
        return False
    ahead = published is not None and last.isoformat() > published
    if t.when.last is None and not ahead:
        return False
    if not after:
        return ahead and (c.kind in _DATED or c.kind == "target" or c.trigger.reading.expected is not None)
    if c.kind == "target":
        return True
    if c.kind not in _DATED:
        planned = c.trigger.reading.expected is not None or c.trigger.reading.stage in _AHEAD
        return planned and (published is None or ahead)
    return ahead or (published is None and any(w in t.when.raw.lower() for w in grammar.coming))


def published_on(doc: Annotated) -> str | None:
    """The day of publication, ISO."""
    return doc.article.published[:10] if doc.article.published else None
