"""An entry's value out of its records: what is shown by default, the history, and a row for each difference."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from risalah.link.choose import Choice, Said, rank_values
from risalah.link.dates import interval, relate
from risalah.link.score_commitments import compare_amounts
from risalah.link.views import RecordView, as_json
from risalah.model.codebook import Grade, rank
from risalah.model.record import Commitment, Meeting, Quotation
from risalah.model.register import Conflict, EntryType
from risalah.model.when import When
from risalah.resources.linking import Weights

_SETTLED = {"held": 3, "cancelled": 3, "postponed": 2, "rescheduled": 2, "planned": 1, "unclear": 0}
_CLOSED = frozenset({"met", "partly_met", "missed", "reversed", "stalled"})


class Resolver:
    """Makes the value, the history and the conflicts of an entry."""

    def __init__(self, weights: Weights) -> None:
        self._w = weights

    def resolve(
        self, kind: EntryType, members: Sequence[RecordView]
    ) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
        """(value in the shape of a record, history rows, conflict rows) of the members, which come oldest first."""
        if kind == "commitment":
            return self._commitment(members)
        if kind == "meeting":
            return self._meeting(members)
        return self._quotation(members)

    # --- commitments

    def _commitment(
        self, members: Sequence[RecordView]
    ) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
        rows: list[Conflict] = []
        history = stage_history(members)
        current, stages = self._stage(members)
        rows += stages
        lead = current[-1]
        value = as_json(lead)
        record = cast(Commitment, lead.record)
        value["kind"] = self._pick(members, "kind")[0].value
        titles = [Said(cast(Commitment, m.record).title, m.article, m.day, float(len(m.words))) for m in members]
        value["title"] = rank_values(titles)[0].value
        value["parties"] = _parties(members)
        value["sectors"] = _union(cast(Commitment, m.record).sectors for m in members) or list(record.sectors)
        if len(value["sectors"]) > 1:
            value["sectors"] = [s for s in value["sectors"] if s != "general"]
        for name in ("due", "period", "signed_on", "said_on"):
            value[name] = self._date(members, name, rows if name != "said_on" else None)
        value["horizon"] = self._closed(members, "horizon", "unstated", rows, "differ")
        value["amount"] = self._amount(members, rows)
        value["outcome"] = self._outcome(members, rows)
        for name in ("said_by", "conditions", "schedule"):
            if value.get(name) is None:
                value[name] = next((v for m in reversed(members) if (v := as_json(m).get(name)) is not None), None)
        value["previous"] = _previous(members)
        return value, history, tuple(rows)

    def _stage(self, members: Sequence[RecordView]) -> tuple[list[RecordView], list[Conflict]]:
        """The records that give the current stage, and the rows about it: the latest assertion that says one."""
        clear = [m for m in members if cast(Commitment, m.record).stage != "unclear"] or list(members)
        days: Sequence[date | None] = sorted({m.day for m in clear if m.day})
        last = days[-1] if days else None
        # A record without any day counts only where no other has one.
        latest = [m for m in clear if m.day == last] if last else clear
        rows: list[Conflict] = []
        for day in days or [None]:
            same = [m for m in clear if m.day == day] if day else clear
            choices = self._stages(same)
            if len(choices) > 1:
                rows.append(_row("stage", "conflict", choices))
        choices = self._stages(latest)
        current = [m for m in latest if cast(Commitment, m.record).stage == choices[0].value]
        before = [m for m in clear if m.day and last and m.day < last]
        high = max((rank(cast(Commitment, m.record).stage) for m in before), default=-1)
        if 0 <= rank(choices[0].value) < high:
            top = [m for m in before if rank(cast(Commitment, m.record).stage) == high]
            rows.append(_row("stage", "differ", [choices[0], *self._stages(top)], "latest; a step back"))
        return current, rows

    def _stages(self, members: Sequence[RecordView]) -> list[Choice]:
        """The stages that these records state, the default first."""
        said = [Said(cast(Commitment, m.record).stage, m.article, m.day) for m in members]
        return rank_values(said, weakest=lambda s: float(rank(s)))

    def _amount(self, members: Sequence[RecordView], rows: list[Conflict]) -> Any:
        """The amount; more than a rounding apart is a conflict, two currencies complete each other."""
        said = [
            Said(c.amount, m.article, m.day, detail=0.0 if c.amount.get("qualifier") else 1.0)
            for m in members
            if (c := cast(Commitment, m.record)).amount
        ]
        if not said:
            return None
        choices = rank_values(said)
        kept, grade = [choices[0]], ""
        for other in choices[1:]:
            relation = compare_amounts(choices[0].value, other.value, self._w)
            if relation == "other":
                grade = "conflict"
                kept.append(other)
            elif relation == "units":
                grade = grade or "complementary"
                kept.append(other)
        if grade:
            rows.append(_row("amount", cast(Grade, grade), kept))
        return choices[0].value

    def _outcome(self, members: Sequence[RecordView], rows: list[Conflict]) -> str:
        """The latest outcome that says something; two closed ones of one day are a conflict."""
        said = [Said(o, m.article, m.day) for m in members if (o := cast(Commitment, m.record).outcome) != "unknown"]
        if not said:
            return "unknown"
        last = max((s.as_of for s in said if s.as_of), default=None)
        closed = [s for s in said if s.value in _CLOSED and s.as_of == last]
        if len({s.value for s in closed}) > 1:
            rows.append(_row("outcome", "conflict", rank_values(closed)))
        now = (
            closed
            or [s for s in said if s.as_of == last and s.value != "not_due"]
            or [s for s in said if s.as_of == last]
        )
        return str(rank_values(now)[0].value)

    # --- meetings

    def _meeting(
        self, members: Sequence[RecordView]
    ) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
        rows: list[Conflict] = []
        top = max(
            members, key=lambda m: (m.day or date.min, _SETTLED[cast(Meeting, m.record).status], -members.index(m))
        )
        settled = [m for m in members if cast(Meeting, m.record).status == "held"]
        # What one article calls held stays held: a later one that recalls the plan does not undo it.
        status = "held" if settled else cast(Meeting, top.record).status
        value = as_json(top)
        for name in ("kind", "setting"):
            value[name] = self._pick(members, name)[0].value
        value["status"] = status
        value["parties"] = _union(cast(Meeting, m.record).parties for m in members)
        value["participants"] = _participants(members)
        value["topics"] = _union(cast(Meeting, m.record).topics for m in members)
        value["background"] = all(cast(Meeting, m.record).background for m in members)
        # Dates are compared among records of one status: a new date of a moved meeting is history, not conflict.
        dated = [m for m in members if cast(Meeting, m.record).status == status] or list(members)
        value["when"] = self._date(dated, "when", rows) or self._date(members, "when", None)
        for other in sorted({cast(Meeting, m.record).status for m in members} - {status}):
            self._date([m for m in members if cast(Meeting, m.record).status == other], "when", rows)
        if status in ("postponed", "cancelled") and not interval_of(dated):
            value["when"] = None
        value["previous"] = _previous(members, value["when"])
        places = self._pick(members, "place", detail=lambda p: float(len(p["name"])) if p else -1.0)
        named = [c for c in places if c.value]
        value["place"] = named[0].value if named else None
        countries = {c.value["country"] for c in named if c.value.get("country")}
        if len(countries) > 1:
            rows.append(_row("place", "differ", named))
        rows += self._statuses(members)
        rows += _who(members)
        value["status_history"] = status_history(members)
        return value, (), tuple(rows)

    def _statuses(self, members: Sequence[RecordView]) -> list[Conflict]:
        """Statuses of one day that cannot both be true: held beside cancelled or postponed."""
        out = []
        for day in sorted({m.day for m in members if m.day}):
            said = [Said(cast(Meeting, m.record).status, m.article, day) for m in members if m.day == day]
            values = {s.value for s in said}
            if len(values) > 1 and "unclear" not in values and values != {"planned", "held"}:
                out.append(_row("status", "conflict", rank_values(said)))
        return out

    # --- quotations

    def _quotation(
        self, members: Sequence[RecordView]
    ) -> tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[Conflict, ...]]:
        # Wordings stand side by side; the shown one is direct before indirect, then the oldest. None is edited.
        forms = {"direct": 0, "mixed": 1, "indirect": 2}
        lead = min(members, key=lambda m: (forms[cast(Quotation, m.record).form], members.index(m)))
        value = as_json(lead)
        value["article"] = lead.article.id
        value["co_speakers"] = _union(cast(Quotation, m.record).co_speakers for m in members)
        value["via"] = _union(cast(Quotation, m.record).via for m in members)
        return value, (), ()

    # --- fields of all types

    def _pick(self, members: Sequence[RecordView], name: str, detail: Any = None) -> list[Choice]:
        """The values of a plain field, the default first; None counts only where nothing else is said."""
        said = [
            Said(v, m.article, m.day, detail(v) if detail else 0.0)
            for m in members
            if (v := as_json(m).get(name)) is not None
        ]
        return rank_values(said or [Said(None, members[0].article, None)])

    def _closed(self, members: Sequence[RecordView], name: str, empty: str, rows: list[Conflict], grade: Grade) -> str:
        """A field of few values, of which `empty` says nothing and contradicts nothing."""
        said = [Said(v, m.article, m.day) for m in members if (v := getattr(m.record, name)) != empty]
        if not said:
            return empty
        choices = rank_values(said)
        if len(choices) > 1:
            rows.append(_row(name, grade, choices))
        return str(choices[0].value)

    def _date(self, members: Sequence[RecordView], name: str, rows: list[Conflict] | None) -> dict[str, Any] | None:
        """A date: a vaguer one that holds a more precise one agrees with it; dates that lie apart are a conflict."""
        whens = [(m, w) for m in members if (w := cast("When | None", getattr(m.record, name))) and interval(w)]
        if not whens:
            return None
        choices = rank_values([Said(w.to_json(), m.article, m.day, detail=-_coarseness(w)) for m, w in whens])
        first = interval(When.from_json(choices[0].value))
        apart: list[tuple[str, Choice]] = []
        for other in choices[1:]:
            that = interval(When.from_json(other.value))
            if first and that and (relation := relate(first, that)) in ("apart", "overlap"):
                apart.append((relation, other))
        if apart and rows is not None:
            grade: Grade = "conflict" if any(r == "apart" for r, _ in apart) else "differ"
            rows.append(_row(name, grade, [choices[0], *(c for _, c in apart)]))
        elif not apart:
            # All agree: show the most precise one, whoever says it.
            return min((w for _, w in whens), key=lambda w: (_length(w), w.edtf())).to_json()
        return cast("dict[str, Any]", choices[0].value)


def stage_history(members: Sequence[RecordView]) -> tuple[dict[str, Any], ...]:
    """{"stage", "as_of", "articles"} for each stage on each day, oldest first.

    A stage that only goes on adds its articles to the row.

    `backward` is true where a step is below one that was reached before.
    """
    out: list[dict[str, Any]] = []
    high = -1
    for m in sorted(members, key=lambda m: (m.day or date.max, rank(cast(Commitment, m.record).stage), m.order)):
        stage = cast(Commitment, m.record).stage
        day = m.day.isoformat() if m.day else None
        same = next((r for r in out if r["stage"] == stage and (r["as_of"] == day or r is out[-1])), None)
        if same is not None:
            same["articles"] = sorted({*same["articles"], m.article.id})
            continue
        row: dict[str, Any] = {"stage": stage, "as_of": day, "articles": [m.article.id]}
        if 0 <= rank(stage) < high:
            row["backward"] = True
        high = max(high, rank(stage))
        out.append(row)
    return tuple(out)


def status_history(members: Sequence[RecordView]) -> list[dict[str, Any]]:
    """{"status", "as_of", "articles"} of a meeting, oldest first."""
    out: dict[tuple[str | None, str], set[str]] = {}
    for m in sorted(members, key=lambda m: (m.day or date.max, _SETTLED[cast(Meeting, m.record).status], m.order)):
        key = (m.day.isoformat() if m.day else None, cast(Meeting, m.record).status)
        out.setdefault(key, set()).add(m.article.id)
    return [{"status": s, "as_of": d, "articles": sorted(a)} for (d, s), a in out.items()]


def interval_of(members: Sequence[RecordView]) -> bool:
    """Does one of these meetings have a date?"""
    return any(interval(cast(Meeting, m.record).when) for m in members)


def _row(name: str, grade: Grade, choices: Sequence[Choice], rule: str = "") -> Conflict:
    """A conflict row with the default value first."""
    return Conflict(name, grade, tuple((c.value, c.articles) for c in choices), rule or choices[0].rule)


def _union(lists: Iterable[Sequence[str]]) -> list[str]:
    """All members in the order in which they first come."""
    return list(dict.fromkeys(x for one in lists for x in one))


def _length(when: When) -> float:
    """Days that a date spans; an open end is very long."""
    if when.first is None or when.last is None:
        return 1e6
    return float((when.last - when.first).days + (0.5 if when.qualifier == "about" else 0))


def _coarseness(when: When) -> float:
    """How vague a date is, in steps that do not tell September from October: a day, a week, a month, a year ..."""
    return float(round(math.log2(_length(when) + 1)))


def _parties(members: Sequence[RecordView]) -> list[dict[str, str]]:
    """Each party once, with the role that says most."""
    roles: dict[str, str] = {}
    for m in members:
        for p in cast(Commitment, m.record).parties:
            if roles.get(p.actor, "party") == "party":
                roles[p.actor] = p.role
    return [{"actor": a, "role": r} for a, r in roles.items()]


def _participants(members: Sequence[RecordView]) -> list[dict[str, str]]:
    """Each participant once, with the role that says most."""
    roles: dict[str, str] = {}
    for m in members:
        for p in cast(Meeting, m.record).participants:
            if roles.get(p.actor, "participant") == "participant":
                roles[p.actor] = p.role
    return [{"actor": a, "role": r} for a, r in roles.items()]


def _previous(members: Sequence[RecordView], now: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Earlier dates: those that records call so, and for a meeting the dates that it was planned for."""
    out: dict[str, dict[str, Any]] = {}
    current = interval(When.from_json(now)) if now else None
    for m in members:
        record = m.record
        assert isinstance(record, Meeting | Commitment)
        whens = list(record.previous)
        if isinstance(record, Meeting) and record.when and record.status in ("planned", "rescheduled"):
            whens.append(record.when)
        for when in whens:
            span = interval(when)
            if span and not (current and relate(span, current) != "apart"):
                out.setdefault(when.edtf(), when.to_json())
    return [out[k] for k in sorted(out)]


def _who(members: Sequence[RecordView]) -> list[Conflict]:
    """A row where articles name other participants: a longer list completes a shorter one, two lists may differ."""
    said = [
        Said(sorted(p.actor for p in cast(Meeting, m.record).participants), m.article, m.day, float(len(m.persons)))
        for m in members
        if cast(Meeting, m.record).participants
    ]
    if len({tuple(s.value) for s in said}) < 2:
        return []
    choices = rank_values(said)
    sets = [frozenset(c.value) for c in choices]
    nested = all(a <= b or b <= a for i, a in enumerate(sets) for b in sets[:i])
    return [_row("participants", "complementary" if nested else "differ", choices)]
