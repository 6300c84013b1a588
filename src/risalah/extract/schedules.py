"""A change in the time of what is undertaken: postponed, rescheduled, brought forward or cancelled, and the dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from risalah.extract.dates import due_of
from risalah.extract.tokens import Clauses, Lexicon, Phrase
from risalah.extract.triggers import Trigger
from risalah.model.annotation import Annotated, TimeMention
from risalah.model.codebook import Schedule
from risalah.model.span import Span
from risalah.model.when import Precision, When, month_end
from risalah.resources.details import DetailWords
from risalah.resources.grammar import Grammar

_UNDONE = 3  # words before the change that may undo it
_NEAR = 2  # words between "ke" and its time: "ke hari Kamis"
_LOOSE = frozenset({",", "(", "-", "–", "—", ";"})


@dataclass(frozen=True, slots=True)
class Change:
    """What is told of the schedule: the kind of change, its word, the dates before, and the one that holds now."""

    schedule: Schedule
    span: Span
    previous: tuple[When, ...] = ()
    previous_spans: tuple[Span, ...] = ()
    due: When | None = None
    due_span: Span | None = None


Dated = tuple[When, Span]


class ScheduleReader:
    """Finds the change that concerns a trigger, by the table `schedule` of patterns/details.yaml."""

    def __init__(self, words: DetailWords, grammar: Grammar) -> None:
        self._words = words.schedule
        self._aside = words.dates["aside"]
        self._grammar = grammar
        plain = {f: name for name in ("later", "earlier", "earlier_than", "dropped") for f in self._words[name]}
        timed = {f: name for name in ("later_with_time", "earlier_with_time") for f in self._words[name]}
        acts = {f: "later_of_act" for f in self._words["later_of_act"] if f not in timed}
        self._lexicon = Lexicon(plain | timed | acts)

    def find(self, doc: Annotated, clauses: Clauses, trigger: Trigger, times: list[TimeMention]) -> Change | None:
        """The change of what the trigger tells of; `times` are the sentence's, without those of the utterance."""
        if trigger.cue.stage in ("requested", "raised", "offered"):
            return None
        for hit in self._lexicon.find(clauses.tokens):
            if trigger.reading.stage == "refused" and not _governs(trigger, hit):
                continue
            if self._is_undone(clauses, hit) or not self._concerns(clauses, trigger, hit):
                continue
            change = self._read(doc, clauses, trigger, hit, times)
            if change is not None:
                return change
        return None

    def _concerns(self, clauses: Clauses, trigger: Trigger, hit: Phrase) -> bool:
        """Is the change one of what the trigger names: in its clause, or in the clause that goes on from it?"""
        tokens = clauses.tokens
        own, clause = tokens[trigger.first].clause, tokens[hit.first].clause
        if clauses.openers[own] in self._aside:
            return False
        if clause == own:
            # In a relative clause both may stand ("perjanjian yang semula akan diteken ... ditunda").
            return clauses.openers[own] not in self._grammar.relative or self._is_planned(clauses, hit, clause)
        opener = clauses.openers[clause]
        if opener in self._grammar.relative:
            return self._is_planned(clauses, hit, clause) and hit.first > trigger.first
        if opener not in _LOOSE and opener != "":
            return False
        # "penandatanganan itu, yang semula direncanakan April, dimajukan": the verb stands at the head of the clause.
        head = clauses.first_of(clause)
        lead = [t.low for t in tokens[head : hit.first] if t.low not in _LOOSE]
        if hit.first > trigger.last:
            return len(lead) <= 1 or self._names_again(clauses, trigger, lead)
        return opener == "" and any(o in self._grammar.relative for o in clauses.openers[clause:own])

    def _names_again(self, clauses: Clauses, trigger: Trigger, lead: list[str]) -> bool:
        """Is the noun of the trigger said again before the change ("tetapi penyerahan itu ditunda")?"""
        named = {t.low for t in clauses.tokens[trigger.first : trigger.last + 1]}
        return bool(named & set(lead)) or bool(set(lead) & self._words["acts"])

    def _is_planned(self, clauses: Clauses, hit: Phrase, clause: int) -> bool:
        """Does a word of planning stand in the relative clause before the change, which then ends it?"""
        head = clauses.first_of(clause)
        return any(t.low in self._words["planned"] for t in clauses.tokens[head : hit.first])

    def _is_undone(self, clauses: Clauses, hit: Phrase) -> bool:
        """Do words before the change take it back ("tidak ditunda", "meminta Peru menunda")?"""
        clause = clauses.tokens[hit.first].clause
        if clauses.openers[clause] in self._aside:
            return True
        before = [t.low for t in clauses.tokens[max(0, hit.first - _UNDONE) : hit.first] if t.clause == clause]
        asked = [t.low for t in clauses.tokens[: hit.first] if t.clause == clause]
        return bool(set(before) & self._words["undone_by"]) or bool(set(asked) & self._words["asked"])

    def _read(
        self, doc: Annotated, clauses: Clauses, trigger: Trigger, hit: Phrase, times: list[TimeMention]
    ) -> Change | None:
        span = clauses.span_of(hit.first, hit.last)
        low = clauses.tokens[hit.first].low
        now, previous = self._dates(doc, clauses, trigger, hit, times)
        if hit.value == "dropped":
            return _change("cancelled", span, previous, None)
        if hit.value == "earlier_than":
            now, previous = self._compared(clauses, hit, times)
            return _change("brought_forward", span, previous, now)
        if hit.value in ("earlier", "earlier_with_time"):
            if hit.value == "earlier_with_time" and now is None:
                return None
            if now is not None:
                previous = [(_move_year(p, now[0], earlier=False), at) for p, at in previous]
            return _change("brought_forward", span, previous, now)
        if hit.value in ("later_with_time", "later_of_act") and now is None:
            act = self._words["acts"] & {t.low for t in clauses.tokens}
            if not (low in self._words["later_of_act"] and act) or (
                low in self._words["later_with_time"] and not previous
            ):
                return None
        if now is None:
            return _change("postponed", span, previous, None)
        return _change("rescheduled", span, [(_move_year(p, now[0], earlier=True), at) for p, at in previous], now)

    def _dates(
        self, doc: Annotated, clauses: Clauses, trigger: Trigger, hit: Phrase, times: list[TimeMention]
    ) -> tuple[Dated | None, list[Dated]]:
        """The time set by the change, with its span, and those that held before."""
        published = doc.article.published[:10] if doc.article.published else None
        now: Dated | None = None
        previous: list[Dated] = []
        to = self._words["to_only" if hit.value.endswith("_with_time") else "to"]
        for t in times:
            at = clauses.index_at(t.span.start)
            words = [x.low for x in clauses.tokens[max(0, at - _NEAR) : at]]
            raw = t.when.raw.lower().split()
            clause = clauses.tokens[at].clause
            before = [x.low for x in clauses.tokens[:at] if x.clause == clause] + words
            if t.when.precision == "period" and raw[0] in self._words["from"] and at > hit.last:
                ends = _ends(t.when, self._words["quarters"])
                if ends is not None:
                    previous, now = [(ends[0], t.span)], (ends[1], t.span)
                    continue
            day = (due_of(t), t.span)
            if at < hit.first:
                if set(before) & self._words["set_before"] or self._is_plan_before(clauses, at):
                    previous.append(day)
            elif set(words) & self._words["from"]:
                previous.append(day)
            elif hit.value == "dropped":
                # "urung diteken pada 20 Februari", not "membatalkan pengiriman, Rabu (20/2)"
                if trigger.first > hit.last and clause == clauses.tokens[trigger.first].clause:
                    previous.append(day)
            elif now is None and (set(words) & to or raw[0] in to) and _is_ahead(day[0], published):
                now = day
        return now, previous

    def _compared(self, clauses: Clauses, hit: Phrase, times: list[TimeMention]) -> tuple[Dated | None, list[Dated]]:
        """Of "pada 2031, lebih cepat dari jadwal 2032": the time before the words, and the one behind."""
        edge = clauses.tokens[hit.first].span.start
        now = next(((due_of(t), t.span) for t in times if t.span.start < edge), None)
        return now, [(due_of(t), t.span) for t in times if t.span.start > edge][:1]

    def _is_plan_before(self, clauses: Clauses, at: int) -> bool:
        """Does a word of planning stand in the six words before the time?"""
        return any(t.low in self._words["planned"] for t in clauses.tokens[max(0, at - 6) : at])


def _governs(trigger: Trigger, hit: Phrase) -> bool:
    """Is the change one of the words that lowered the claim of the trigger ("tidak jadi")?"""
    return any(p.first <= hit.last and hit.first <= p.last for p in trigger.governed.phrases)


def _is_ahead(when: When, published: str | None) -> bool:
    """May the time still be set on the day of publication (ISO)?"""
    return published is None or (when.last is not None and when.last.isoformat() >= published)


def _change(schedule: Schedule, span: Span, previous: list[Dated], now: Dated | None) -> Change:
    rows = [p for p in previous if now is None or (p[0].first, p[0].last) != (now[0].first, now[0].last)]
    when, spans = tuple(w for w, _ in rows), tuple(at for _, at in rows)
    return Change(schedule, span, when, spans, now[0] if now else None, now[1] if now else None)


def _ends(when: When, quarters: frozenset[str]) -> tuple[When, When] | None:
    """The two times of "dari Juni hingga Desember", each as exact as the words; `quarters` are the words for them."""
    a, b = when.first, when.last
    if a is None or b is None:
        return None
    if a.year != b.year and (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return _cut(when, a, date(a.year, 12, 31), "year"), _cut(when, date(b.year, 1, 1), b, "year")
    if quarters & set(when.raw.lower().split()):
        return _cut(when, a, month_end(a.year, a.month + 2), "quarter"), _cut(
            when, b.replace(month=b.month - 2, day=1), b, "quarter"
        )
    if a.day == 1 and b == month_end(b.year, b.month):
        return _cut(when, a, month_end(a.year, a.month), "month"), _cut(when, b.replace(day=1), b, "month")
    return _cut(when, a, a, "day"), _cut(when, b, b, "day")


def _cut(when: When, first: date, last: date, precision: Precision) -> When:
    return replace(when, first=first, last=last, precision=precision)


def _move_year(when: When, now: When, *, earlier: bool) -> When:
    """A time whose year was worked out, in the year that puts it on the right side of the time set now."""
    if "year" not in when.inferred or when.first is None or when.last is None or now.first is None:
        return when
    for year in (now.first.year, now.first.year - 1 if earlier else now.first.year + 1):
        try:
            moved = replace(
                when,
                first=when.first.replace(year=year),
                last=when.last.replace(year=year + when.last.year - when.first.year),
            )
        except ValueError:
            return when
        if moved.first is not None and (moved.first <= now.first if earlier else moved.first >= now.first):
            return moved
    return when
